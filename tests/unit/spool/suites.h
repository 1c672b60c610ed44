/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_deliver_suite(void);
Suite *test_maildir_suite(void);
Suite *test_room_suite(void);
Suite *test_watch_suite(void);
