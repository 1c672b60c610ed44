/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_chars_suite(void);
Suite *test_config_suite(void);
Suite *test_date_suite(void);
Suite *test_digest_suite(void);
Suite *test_fold_suite(void);
Suite *test_http_suite(void);
Suite *test_http_message_suite(void);
Suite *test_id_suite(void);
Suite *test_steady_suite(void);
Suite *test_template_suite(void);
Suite *test_text_suite(void);
Suite *test_word_suite(void);
