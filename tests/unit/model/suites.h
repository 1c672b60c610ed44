/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_article_suite(void);
Suite *test_boilerplate_suite(void);
Suite *test_filter_suite(void);
Suite *test_issue_suite(void);
Suite *test_label_suite(void);
Suite *test_query_suite(void);
