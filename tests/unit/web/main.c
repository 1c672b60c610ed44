/* SPDX-License-Identifier: MIT */
#include "suites.h"

#include "support.h"

int main(void)
{
  return support_run((const SuiteFunc[]){ test_router_suite,
                                          test_reply_suite,
                                          test_show_suite,
                                          test_articles_suite,
                                          test_channel_suite,
                                          test_derived_suite,
                                          test_feed_rss_suite,
                                          test_feed_atom_suite,
                                          test_feed_json_suite,
                                          test_feed_opml_suite,
                                          test_gzip_suite,
                                          test_reply_cache_suite,
                                          test_serve_suite,
                                          test_original_suite,
                                          test_page_suite,
                                          test_server_listen_suite,
                                          test_server_clients_suite,
                                          test_server_framing_suite,
                                          test_server_suite,
                                          test_server_worker_suite,
                                          test_server_admin_suite,
                                          test_trouble_suite,
                                          test_excerpt_suite,
                                          test_search_suite,
                                          NULL });
}
