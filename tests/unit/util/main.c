/* SPDX-License-Identifier: MIT */
#include "suites.h"

#include "support.h"

int main(void)
{
  return support_run((const SuiteFunc[]){ test_config_suite, test_date_suite, test_digest_suite, test_fold_suite,
                                          test_http_suite, test_http_message_suite, test_id_suite, test_steady_suite,
                                          test_template_suite, test_text_suite, test_chars_suite, test_word_suite,
                                          NULL });
}
