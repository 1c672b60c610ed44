/* SPDX-License-Identifier: MIT */
#include "suites.h"

static const SuiteFunc suites[] = {
  suite_entity,
  suite_read,
  suite_url,
  NULL,
};

int main(void)
{
  return support_run(suites);
}
