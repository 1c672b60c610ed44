/* SPDX-License-Identifier: MIT */
#pragma once

#include <check.h>

Suite *test_ask_suite(void);
Suite *test_breaker_suite(void);
Suite *test_compose_suite(void);
Suite *test_extract_suite(void);
Suite *test_interests_suite(void);
Suite *test_json_suite(void);
Suite *test_lexicon_suite(void);
Suite *test_mask_suite(void);
Suite *test_outline_suite(void);
Suite *test_picks_suite(void);
Suite *test_prompt_suite(void);
Suite *test_provider_answer_suite(void);
Suite *test_provider_keys_suite(void);
Suite *test_provider_request_suite(void);
Suite *test_provider_wire_suite(void);
Suite *test_rank_suite(void);
Suite *test_retry_suite(void);
Suite *test_schema_suite(void);
Suite *test_sentence_suite(void);
Suite *test_sigv4_suite(void);
Suite *test_stopwords_suite(void);
Suite *test_tokens_suite(void);
Suite *test_topics_suite(void);
