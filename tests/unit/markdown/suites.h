/* SPDX-License-Identifier: MIT */
#pragma once

#include "support.h"

Suite *suite_build(void);
Suite *suite_delimiter(void);
Suite *suite_element(void);
Suite *suite_entity(void);
Suite *suite_inline(void);
Suite *suite_leaf(void);
Suite *suite_markdown(void);
Suite *suite_plain(void);
Suite *suite_plan(void);
Suite *suite_read(void);
Suite *suite_spec(void);
Suite *suite_style(void);
Suite *suite_table(void);
Suite *suite_tokenizer(void);
Suite *suite_url(void);
Suite *suite_writer(void);
