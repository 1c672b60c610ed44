/* SPDX-License-Identifier: MIT */
#include "suites.h"

#include "support.h"

int main(void)
{
  return support_run(
      (const SuiteFunc[]){ test_deliver_suite, test_maildir_suite, test_watch_suite, test_room_suite, NULL });
}
