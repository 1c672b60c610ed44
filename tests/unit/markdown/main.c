/* SPDX-License-Identifier: MIT */
#include "suites.h"

/* clang-format off: one per line, so that branches merge */
static const SuiteFunc suites[] = {
  suite_build,
  suite_entity,
  suite_inline,
  suite_markdown,
  suite_plain,
  suite_read,
  suite_style,
  suite_table,
  suite_tokenizer,
  suite_url,
  suite_writer,
  NULL,
};
/* clang-format on */

int main(void)
{
  return support_run(suites);
}
