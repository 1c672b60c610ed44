/* SPDX-License-Identifier: MIT */
#include "suites.h"

/* one per line, so that branches merge */
/* clang-format off */
static const SuiteFunc suites[] = {
  suite_build,
  suite_delimiter,
  suite_element,
  suite_entity,
  suite_inline,
  suite_leaf,
  suite_markdown,
  suite_plain,
  suite_plan,
  suite_read,
  suite_spec,
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
