/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_address_suite(void);
Suite *test_article_suite(void);
Suite *test_attempt_suite(void);
Suite *test_check_suite(void);
Suite *test_compress_suite(void);
Suite *test_crash_suite(void);
Suite *test_derive_random_suite(void);
Suite *test_derive_suite(void);
Suite *test_feed_suite(void);
Suite *test_issue_suite(void);
Suite *test_item_suite(void);
Suite *test_keep_suite(void);
Suite *test_lock_suite(void);
Suite *test_log_suite(void);
Suite *test_migrate_suite(void);
Suite *test_newsletter_suite(void);
Suite *test_open_suite(void);
Suite *test_queue_suite(void);
Suite *test_rebuild_suite(void);
Suite *test_search_suite(void);
Suite *test_search_compact_suite(void);
Suite *test_search_words_suite(void);
Suite *test_seen_suite(void);
Suite *test_shared_suite(void);
Suite *test_space_suite(void);
Suite *test_stats_suite(void);
Suite *test_transaction_suite(void);
Suite *test_trouble_suite(void);
Suite *test_waiting_suite(void);
