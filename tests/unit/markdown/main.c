/* SPDX-License-Identifier: MIT */
#include "suites.h"

/* one per line, so that branches merge */
/* clang-format off */
static const SuiteFunc suites[] = {
  suite_autolink,
  suite_build,
  suite_compact,
  suite_compact_edit,
  suite_compact_text,
  suite_delimiter,
  suite_element,
  suite_entity,
  suite_excerpt,
  suite_idna,
  suite_inline,
  suite_leaf,
  suite_link_company,
  suite_link_evidence,
  suite_link_kind,
  suite_link_letter,
  suite_link_near,
  suite_link_place,
  suite_link_url,
  suite_link_words,
  suite_markdown,
  suite_plain,
  suite_plan,
  suite_read,
  suite_redirect,
  suite_spec,
  suite_style,
  suite_survey,
  suite_table,
  suite_tokenizer,
  suite_url,
  suite_wash,
  suite_wash_css,
  suite_wash_nest,
  suite_wash_random,
  suite_writer,
  NULL,
};
/* clang-format on */

int main(void)
{
  return support_run(suites);
}
