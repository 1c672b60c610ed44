/* SPDX-License-Identifier: MIT */
#include "suites.h"

#include "support.h"

int main(void)
{
  return support_run((const SuiteFunc[]){
      test_address_suite,
      test_align_suite,
      test_authres_suite,
      test_confirmation_suite,
      test_from_suite,
      test_header_suite,
      test_route_suite,
      test_sender_suite,
      NULL,
  });
}
