/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_articles_suite(void);
Suite *test_channel_suite(void);
Suite *test_derived_suite(void);
Suite *test_excerpt_suite(void);
Suite *test_feed_atom_suite(void);
Suite *test_feed_json_suite(void);
Suite *test_feed_opml_suite(void);
Suite *test_feed_rss_suite(void);
Suite *test_gzip_suite(void);
Suite *test_original_suite(void);
Suite *test_page_suite(void);
Suite *test_reply_cache_suite(void);
Suite *test_reply_suite(void);
Suite *test_router_suite(void);
Suite *test_serve_suite(void);
Suite *test_server_admin_suite(void);
Suite *test_server_clients_suite(void);
Suite *test_server_framing_suite(void);
Suite *test_server_listen_suite(void);
Suite *test_search_suite(void);
Suite *test_server_suite(void);
Suite *test_server_worker_suite(void);
Suite *test_show_suite(void);
Suite *test_trouble_suite(void);
