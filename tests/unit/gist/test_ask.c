/* SPDX-License-Identifier: MIT */
#include "gist/ask.h"

#include <jansson.h>
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

#define GOOD                                                                                                           \
  "{\"summary\":\"S.\",\"topics\":[],\"links\":[{\"text\":\"One\",\"url\":\"L1\"}],\"relevant\":true,\"why\":\"\"}"
#define NOW 1795424400

static const FixtureLink links[] = { { LINK_CONTENT, "https://a.example/1", "one" }, { 0 } };
static Newsletter *newsletter;
static Feed *feed;
static PromptSource source;
static ProviderSettings settings;
static AskServer server;
static Ask *ask;

static void setup(void)
{
  newsletter = fixture_newsletter("", links);
  feed = feed_new();
  source = (PromptSource){ newsletter, "First [one](L1).\n\nA second paragraph.\n", feed, NULL };
  settings = (ProviderSettings){ .provider = provider_find("openai"),
                                 .model = g_strdup("m"),
                                 .base_url = g_strdup("http://127.0.0.1:1/v1") };
  server = (AskServer){ .settings = &settings, .parameters = { "openai", "m", 24000, 100 } };
  ask = ask_new(&server, &source);
}

static void teardown(void)
{
  g_clear_pointer(&ask, ask_free);
  g_clear_pointer(&newsletter, newsletter_free);
  g_clear_pointer(&feed, feed_free);
  provider_settings_clear(&settings);
}

/* One answer of the table: HTTP status 0 is a connection that failed. */
typedef struct {
  guint status;
  const char *finish; /* with 200; NULL: body is as it is */
  const char *body;
} Answer;

static AskOutcome exchange(const Answer *answer, char **sent)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HttpRequest) request = ask_request(ask, NOW, &error);
  g_autoptr(HttpAnswer) http = http_answer_new();

  ck_no_error(error);
  g_free(*sent);
  *sent = g_strndup(g_bytes_get_data(request->body, NULL), g_bytes_get_size(request->body));
  http->milliseconds = 10;
  http->outcome = answer->status != 0 ? HTTP_ANSWERED : HTTP_CONNECT;
  http->status = answer->status;
  http->message = answer->status != 0 ? NULL : g_strdup("nobody listens");
  if (answer->finish != NULL) {
    json_t *body = json_pack("{s:[{s:s, s:{s:s, s:s, s:n}}], s:{s:i, s:i}}", "choices", "finish_reason", answer->finish,
                             "message", "role", "assistant", "content", answer->body, "refusal", "usage",
                             "prompt_tokens", 500, "completion_tokens", 20);
    g_autofree char *text = json_dumps(body, 0);

    g_string_assign(http->body, text);
    json_decref(body);
  } else if (answer->body != NULL) {
    g_string_assign(http->body, answer->body);
  }
  return ask_answer(ask, http, NOW);
}

static const struct {
  Answer answers[8];
  AskOutcome outcome;
  const char *reason; /* a part of it; NULL: there is a gist */
  guint calls, rounds;
  gboolean works;
} rows[] = {
  { { { 200, "stop", GOOD } }, ASK_DONE, NULL, 1, 1, TRUE },
  { { { 200, "stop", "{}" }, { 200, "stop", GOOD } }, ASK_DONE, NULL, 2, 2, TRUE },
  { { { 200, "stop", "{}" }, { 200, "stop", "{}" } }, ASK_FAILED, "cannot be used: the key", 2, 0, TRUE },
  { { { 200, "length", GOOD }, { 200, "stop", GOOD } }, ASK_DONE, NULL, 2, 1, TRUE },
  { { { 200, "length", "{" }, { 200, "length", "{" } }, ASK_FAILED, "cut off twice", 2, 0, TRUE },
  { { { 200, "content_filter", "" } }, ASK_FAILED, "refused: ", 1, 0, TRUE },
  { { { 200, "stop", "" }, { 200, "stop", GOOD } }, ASK_DONE, NULL, 2, 1, TRUE },
  { { { 200, "stop", "" }, { 200, "stop", "" } }, ASK_FAILED, "empty", 2, 0, TRUE },
  { { { 0, NULL, NULL } }, ASK_RETRY, "nobody listens", 1, 0, FALSE },
  { { { 500, NULL, "<html>" } }, ASK_RETRY, "500", 1, 0, FALSE },
  { { { 200, NULL, "<html>" } }, ASK_RETRY, "", 1, 0, FALSE },
  { { { 401, NULL, "{}" } }, ASK_BLOCKED, "401", 1, 0, FALSE },
  /* between two rounds the server goes away: the whole question comes back later */
  { { { 200, "stop", "{}" }, { 503, NULL, "" } }, ASK_RETRY, "503", 2, 0, FALSE },
  { { { 400, NULL, "{\"error\":{\"message\":\"maximum context length is 10\"}}" }, { 200, "stop", GOOD } },
    ASK_DONE,
    NULL,
    2,
    1,
    TRUE },
  { { { 413, NULL, "{}" }, { 413, NULL, "{}" }, { 413, NULL, "{}" }, { 413, NULL, "{}" } },
    ASK_FAILED,
    "too long for the model",
    4,
    0,
    TRUE },
};

START_TEST(ways)
{
  AskOutcome outcome = ASK_MORE;
  g_autofree char *sent = NULL;
  AskCost cost;

  for (guint i = 0; outcome == ASK_MORE; i++) {
    ck_assert(rows[_i].answers[i].status != 0 || i == 0);
    outcome = exchange(&rows[_i].answers[i], &sent);
  }
  cost = ask_cost(ask);
  ck_assert_int_eq(outcome, rows[_i].outcome);
  ck_assert_uint_eq(cost.calls, rows[_i].calls);
  ck_assert_int_eq(cost.milliseconds, 10 * rows[_i].calls);
  ck_assert_int_eq(ask_server_works(ask), rows[_i].works);
  if (rows[_i].reason == NULL) {
    g_autoptr(Gist) gist = ask_take_gist(ask);

    ck_assert_str_eq(gist->summary, "S.");
    ck_assert_str_eq(gist->provider, "openai");
    ck_assert_str_eq(gist->model, "m");
    ck_assert_uint_eq(gist->prompt_version, PROMPT_VERSION);
    ck_assert_uint_eq(gist->rounds, rows[_i].rounds);
    ck_assert_int_ge(gist->tokens_in, 500);
    ck_assert_uint_gt(gist->tokens_estimated, 0);
  } else {
    ck_assert_ptr_null(ask_take_gist(ask));
    ck_assert_msg(strstr(ask_reason(ask), rows[_i].reason) != NULL, "%s", ask_reason(ask));
  }
}
END_TEST

START_TEST(what_a_repair_says)
{
  const Answer bad = { 200, "stop", "{\"summary\":1}" }, good = { 200, "stop", GOOD };
  g_autofree char *sent = NULL;

  ck_assert_int_eq(exchange(&bad, &sent), ASK_MORE);
  ck_assert_ptr_null(strstr(sent, "answered before"));
  ck_assert_int_eq(exchange(&good, &sent), ASK_DONE);
  ck_assert_ptr_nonnull(strstr(sent, "answered before"));
  ck_assert_ptr_nonnull(strstr(sent, "is missing"));
}
END_TEST

/* The second attempt has room for twice as much. */
START_TEST(longer_answers)
{
  const Answer cut = { 200, "length", "{" }, good = { 200, "stop", GOOD };
  g_autofree char *sent = NULL;

  exchange(&cut, &sent);
  ck_assert_ptr_nonnull(strstr(sent, "\"max_tokens\":100"));
  exchange(&good, &sent);
  ck_assert_ptr_nonnull(strstr(sent, "\"max_tokens\":200"));
}
END_TEST

/* A server that knows no schema is asked without from then on. */
START_TEST(modes_are_remembered)
{
  const Answer no = { 400, NULL, "{\"error\":{\"message\":\"response_format is not supported\"}}" },
               good = { 200, "stop", GOOD };
  g_autofree char *sent = NULL;

  ck_assert_int_eq(exchange(&no, &sent), ASK_MORE);
  ck_assert_uint_eq(server.mode, 0);
  ck_assert_int_eq(exchange(&good, &sent), ASK_DONE);
  ck_assert_uint_gt(server.mode, 0);
}
END_TEST

START_TEST(counts_correct_the_estimate)
{
  const Answer good = { 200, "stop", GOOD };
  g_autofree char *sent = NULL;

  exchange(&good, &sent);
  ck_assert_uint_gt((guint)server.ratio.reported, 0);
}
END_TEST

START_TEST(settings_that_make_no_request)
{
  g_autoptr(GError) error = NULL;

  g_free(settings.base_url);
  settings.base_url = g_strdup("http://elsewhere.example/v1"); /* plain http to another machine */
  ck_assert_ptr_null(ask_request(ask, NOW, &error));
  ck_assert_ptr_nonnull(error);
}
END_TEST

Suite *test_ask_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("ask", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, ways, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, what_a_repair_says);
  tcase_add_test(tcase, longer_answers);
  tcase_add_test(tcase, modes_are_remembered);
  tcase_add_test(tcase, counts_correct_the_estimate);
  tcase_add_test(tcase, settings_that_make_no_request);
  return suite;
}
