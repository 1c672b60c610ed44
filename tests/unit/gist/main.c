/* SPDX-License-Identifier: MIT */
#include "suites.h"

#include "support.h"

int main(void)
{
  return support_run((const SuiteFunc[]){ test_ask_suite,           test_breaker_suite,
                                          test_compose_suite,       test_extract_suite,
                                          test_interests_suite,     test_json_suite,
                                          test_lexicon_suite,       test_mask_suite,
                                          test_outline_suite,       test_picks_suite,
                                          test_prompt_suite,        test_provider_answer_suite,
                                          test_provider_keys_suite, test_provider_request_suite,
                                          test_provider_wire_suite, test_rank_suite,
                                          test_retry_suite,         test_schema_suite,
                                          test_sentence_suite,      test_sigv4_suite,
                                          test_stopwords_suite,     test_tokens_suite,
                                          test_topics_suite,        NULL });
}
