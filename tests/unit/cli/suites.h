/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_mailbox_suite(void);
