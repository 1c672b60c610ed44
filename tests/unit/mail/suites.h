/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_header_suite(void);
