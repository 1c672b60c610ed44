/* SPDX-License-Identifier: MIT */
#pragma once

#include "support.h"

Suite *suite_autolink(void);
Suite *suite_build(void);
Suite *suite_compact(void);
Suite *suite_compact_edit(void);
Suite *suite_compact_text(void);
Suite *suite_delimiter(void);
Suite *suite_element(void);
Suite *suite_entity(void);
Suite *suite_excerpt(void);
Suite *suite_idna(void);
Suite *suite_inline(void);
Suite *suite_leaf(void);
Suite *suite_link_evidence(void);
Suite *suite_link_kind(void);
Suite *suite_link_near(void);
Suite *suite_link_url(void);
Suite *suite_link_words(void);
Suite *suite_markdown(void);
Suite *suite_plain(void);
Suite *suite_plan(void);
Suite *suite_read(void);
Suite *suite_redirect(void);
Suite *suite_spec(void);
Suite *suite_style(void);
Suite *suite_survey(void);
Suite *suite_table(void);
Suite *suite_tokenizer(void);
Suite *suite_url(void);
Suite *suite_wash(void);
Suite *suite_wash_css(void);
Suite *suite_wash_nest(void);
Suite *suite_wash_random(void);
Suite *suite_writer(void);
