/* SPDX-License-Identifier: MIT */
#include "suites.h"

#include "support.h"

int main(void)
{
  return support_run((const SuiteFunc[]){ test_query_suite, NULL });
}
