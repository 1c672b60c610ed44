/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_query_suite(void);
