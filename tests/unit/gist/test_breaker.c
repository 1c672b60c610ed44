/* SPDX-License-Identifier: MIT */
#include "gist/breaker.h"

#include "suites.h"
#include "support.h"

/* A story: at each time an event, and what the breaker says. Events: a(llow), s(uccess), f(ailure), r(etry after number), b(lock), c(ancelled).
 * answer: what the function returned (0, 1); state: C(losed), O(pen), H(alf open); next: seconds from now, -1: after the probe. */
typedef struct {
  gint64 at;
  char event;
  gint64 number;
  int answer;
  char state;
  gint64 next;
} Step;

static const Step stories[][24] = {
  /* Three in a row open it, one success in between does not let them add up. */
  { { 0, 'a', 0, 1, 'C', 0 },
    { 1, 'f', 0, 0, 'C', 0 },
    { 2, 'f', 0, 0, 'C', 0 },
    { 3, 's', 0, 0, 'C', 0 },
    { 4, 'f', 0, 0, 'C', 0 },
    { 5, 'f', 0, 0, 'C', 0 },
    { 6, 'a', 0, 1, 'C', 0 },
    { 7, 'f', 0, 1, 'O', 30 },
    { 8, 'a', 0, 0, 'O', 29 },
    { 36, 'a', 0, 0, 'O', 1 },
    { 37, 'a', 0, 1, 'H', -1 },
    { 37, 'a', 0, 0, 'H', -1 },
    { 99999, 'a', 0, 0, 'H', -1 },
    { 99999, 's', 0, 1, 'C', 0 },
    { 99999, 'a', 0, 1, 'C', 0 } },
  /* Each probe that fails doubles the wait, up to five minutes; the next failure opens it only once. */
  { { 0, 'f', 0, 0, 'C', 0 },
    { 0, 'f', 0, 0, 'C', 0 },
    { 0, 'f', 0, 1, 'O', 30 },
    { 30, 'a', 0, 1, 'H', -1 },
    { 40, 'f', 0, 0, 'O', 60 },
    { 100, 'a', 0, 1, 'H', -1 },
    { 100, 'f', 0, 0, 'O', 120 },
    { 220, 'a', 0, 1, 'H', -1 },
    { 220, 'f', 0, 0, 'O', 240 },
    { 460, 'a', 0, 1, 'H', -1 },
    { 460, 'f', 0, 0, 'O', 300 },
    { 760, 'a', 0, 1, 'H', -1 },
    { 760, 'f', 0, 0, 'O', 300 },
    { 1060, 'a', 0, 1, 'H', -1 },
    { 1060, 's', 0, 1, 'C', 0 },
    { 1060, 'f', 0, 0, 'C', 0 },
    { 1060, 'f', 0, 0, 'C', 0 },
    { 1060, 'f', 0, 1, 'O', 30 } },
  /* A server that says for how long closes the way at once. */
  { { 0, 'r', 100, 1, 'O', 100 },
    { 10, 'r', 20, 0, 'O', 90 },
    { 20, 'r', 200, 0, 'O', 200 },
    { 219, 'a', 0, 0, 'O', 1 },
    { 220, 'a', 0, 1, 'H', -1 },
    { 221, 's', 0, 1, 'C', 0 },
    { 222, 'r', 0, 1, 'O', 1 } },
  /* Requests under way when it opened end later: they neither count as probes nor put the probe off. */
  { { 0, 'f', 0, 0, 'C', 0 },
    { 0, 'f', 0, 0, 'C', 0 },
    { 0, 'f', 0, 1, 'O', 30 },
    { 20, 'f', 0, 0, 'O', 10 },
    { 29, 'f', 0, 0, 'O', 1 },
    { 30, 'a', 0, 1, 'H', -1 },
    { 31, 'f', 0, 0, 'O', 60 },
    { 32, 's', 0, 1, 'C', 0 } },
  /* Blocked: one probe in an hour. */
  { { 0, 'b', 0, 1, 'O', 3600 },
    { 1, 'b', 0, 0, 'O', 3600 },
    { 2, 'f', 0, 0, 'O', 3599 },
    { 3601, 'a', 0, 1, 'H', -1 },
    { 3602, 'b', 0, 0, 'O', 3600 },
    { 7202, 'a', 0, 1, 'H', -1 },
    { 7203, 's', 0, 1, 'C', 0 } },
  /* A probe that was cancelled says nothing: the next may go. */
  { { 0, 'b', 0, 1, 'O', 3600 },
    { 3600, 'a', 0, 1, 'H', -1 },
    { 3605, 'c', 0, 0, 'O', 0 },
    { 3605, 'a', 0, 1, 'H', -1 },
    { 3606, 's', 0, 1, 'C', 0 },
    { 3607, 'c', 0, 0, 'C', 0 } },
};

static int tell(Breaker *breaker, const Step *step)
{
  switch (step->event) {
  case 'a':
    return breaker_allow(breaker, step->at);
  case 's':
    return breaker_success(breaker);
  case 'f':
    return breaker_failure(breaker, step->at, -1);
  case 'r':
    return breaker_failure(breaker, step->at, step->number);
  case 'b':
    return breaker_block(breaker, step->at);
  default:
    breaker_cancelled(breaker, step->at);
    return 0;
  }
}

START_TEST(story)
{
  Breaker breaker = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS(stories[_i]) && stories[_i][i].event != '\0'; i++) {
    const Step *step = &stories[_i][i];
    gint64 next = step->next == -1 ? G_MAXINT64 : step->next == 0 ? 0 : step->at + step->next;

    ck_assert_msg(tell(&breaker, step) == step->answer, "step %u: wrong answer", i);
    ck_assert_msg("COH"[breaker.state] == step->state, "step %u: state %c", i, "COH"[breaker.state]);
    ck_assert_msg(breaker_next(&breaker, step->at) == next, "step %u: next is %" G_GINT64_FORMAT, i,
                  breaker_next(&breaker, step->at));
  }
}
END_TEST

/* What a dead server costs in a day: a probe every five minutes at most. */
START_TEST(dead_for_a_day)
{
  Breaker breaker = { 0 };
  guint requests = 0;

  for (gint64 now = 1; now < 24 * 3600; now++)
    if (breaker_allow(&breaker, now)) {
      requests++;
      breaker_failure(&breaker, now, -1);
    }
  ck_assert_uint_ge(requests, 280);
  ck_assert_uint_le(requests, 300);
}
END_TEST

Suite *test_breaker_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("breaker", &tcase);

  tcase_add_loop_test(tcase, story, 0, G_N_ELEMENTS(stories));
  tcase_add_test(tcase, dead_for_a_day);
  return suite;
}
