/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_address_suite(void);
Suite *test_align_suite(void);
Suite *test_authres_suite(void);
Suite *test_charset_suite(void);
Suite *test_charset_name_suite(void);
Suite *test_confirmation_suite(void);
Suite *test_corpus_suite(void);
Suite *test_decode_suite(void);
Suite *test_flowed_suite(void);
Suite *test_from_suite(void);
Suite *test_header_suite(void);
Suite *test_limits_suite(void);
Suite *test_maildate_suite(void);
Suite *test_param_suite(void);
Suite *test_rfc2047_suite(void);
Suite *test_route_suite(void);
Suite *test_sender_suite(void);
Suite *test_sniff_suite(void);
Suite *test_transfer_suite(void);
