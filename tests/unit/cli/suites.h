/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_diagnose_suite(void);
Suite *test_mailbox_suite(void);
