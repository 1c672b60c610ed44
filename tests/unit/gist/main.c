/* SPDX-License-Identifier: MIT */
#include "suites.h"

#include "support.h"

int main(void)
{
  return support_run((const SuiteFunc[]){ test_boilerplate_suite, test_chars_suite, test_extract_suite,
                                          test_interests_suite, test_lexicon_suite, test_outline_suite,
                                          test_picks_suite, test_rank_suite, test_sentence_suite, test_stopwords_suite,
                                          test_topics_suite, NULL });
}
