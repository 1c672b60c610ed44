/* SPDX-License-Identifier: MIT */
#include "suites.h"

#include "support.h"

int main(void)
{
  return support_run((const SuiteFunc[]){ test_article_suite, test_boilerplate_suite, test_filter_suite,
                                          test_issue_suite, test_label_suite, test_query_suite, NULL });
}
