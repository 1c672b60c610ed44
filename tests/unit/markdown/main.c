/* SPDX-License-Identifier: MIT */
#include "suites.h"

static const SuiteFunc suites[] = {
  suite_entity,
  NULL,
};

int main(void)
{
  return support_run(suites);
}
