/* SPDX-License-Identifier: MIT */
#include "suites.h"

#include "support.h"

int main(void)
{
  return support_run((const SuiteFunc[]){
      test_address_suite,      test_align_suite,  test_authres_suite,  test_charset_suite,  test_charset_name_suite,
      test_confirmation_suite, test_corpus_suite, test_decode_suite,   test_flowed_suite,   test_from_suite,
      test_header_suite,       test_limits_suite, test_maildate_suite, test_param_suite,    test_rfc2047_suite,
      test_route_suite,        test_sender_suite, test_sniff_suite,    test_transfer_suite, NULL,
  });
}
