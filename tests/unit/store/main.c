/* SPDX-License-Identifier: MIT */
#include "suites.h"

#include "support.h"

int main(void)
{
  return support_run((const SuiteFunc[]){ test_lock_suite,          test_compress_suite,
                                          test_open_suite,          test_queue_suite,
                                          test_migrate_suite,       test_rebuild_suite,
                                          test_transaction_suite,   test_shared_suite,
                                          test_crash_suite,         test_feed_suite,
                                          test_newsletter_suite,    test_seen_suite,
                                          test_item_suite,          test_waiting_suite,
                                          test_trouble_suite,       test_log_suite,
                                          test_attempt_suite,       test_stats_suite,
                                          test_space_suite,         test_check_suite,
                                          test_keep_suite,          test_derive_suite,
                                          test_derive_random_suite, test_address_suite,
                                          test_article_suite,       test_issue_suite,
                                          test_search_suite,        test_search_compact_suite,
                                          test_search_words_suite,  NULL });
}
