/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_address_suite(void);
Suite *test_align_suite(void);
Suite *test_authres_suite(void);
Suite *test_confirmation_suite(void);
Suite *test_from_suite(void);
Suite *test_header_suite(void);
Suite *test_route_suite(void);
Suite *test_sender_suite(void);
