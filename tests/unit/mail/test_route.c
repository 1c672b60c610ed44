/* SPDX-License-Identifier: MIT */
#include "mail/route.h"

#include <string.h>

#include "suites.h"
#include "support.h"

static const char *const domains[] = { "news.example.org", "xn--bcher-kva.example", NULL };

static const struct {
  const char *recipient, *local;
} recipient_rows[] = {
  { "abc@news.example.org", "abc" },
  { "ABC@News.Example.ORG", "abc" },
  { "abc@news.example.org.", "abc" },
  { " abc@news.example.org\n", "abc" },
  { "<abc@news.example.org>", "abc" },
  { "a.b-c_1@news.example.org", "a.b-c_1" },
  { "abc+weekly@news.example.org", "abc" },
  { "abc+@news.example.org", "abc" },
  { "abc+caf_=x=y.org+z@news.example.org", "abc" },
  { "abc@b\u00fccher.example", "abc" },
  { "abc@B\u00dcCHER.example", "abc" },
  { "abc@XN--BCHER-KVA.example", "abc" },
  { "abc@example.org", NULL },
  { "abc@mail.news.example.org", NULL },
  { "abc@news.example.org.evil.com", NULL },
  { "abc@evil-news.example.org", NULL },
  { "abc%evil.com@news.example.org", NULL },
  { "abc%news.example.org@evil.com", NULL },
  { "evil.com!abc@news.example.org", NULL },
  { "abc+a%b@news.example.org", NULL },
  { "abc+a!b@news.example.org", NULL },
  { "@evil.com:abc@news.example.org", NULL },
  { "@evil.com,@news.example.org:abc@news.example.org", NULL },
  { "abc@evil.com@news.example.org", NULL },
  { "abc+x@y@news.example.org", NULL },
  { "\"abc\"@news.example.org", NULL },
  { "abc def@news.example.org", NULL },
  { "abc,def@news.example.org", NULL },
  { "abc/../x@news.example.org", NULL },
  { "|sh@news.example.org", NULL },
  { "a\u00e9@news.example.org", NULL },
  { "abc\x01@news.example.org", NULL },
  { "+abc@news.example.org", NULL },
  { "+@news.example.org", NULL },
  { "@news.example.org", NULL },
  { "abc@", NULL },
  { "abc", NULL },
  { "", NULL },
  { "<>", NULL },
  { "abc@[192.0.2.1]", NULL },
  { "0123456789012345678901234567890123456789012345678901234567890123@news.example.org",
    "0123456789012345678901234567890123456789012345678901234567890123" },
  { "01234567890123456789012345678901234567890123456789012345678901234@news.example.org", NULL },
};

START_TEST(recipient)
{
  g_autofree char *local = route_local_part(recipient_rows[_i].recipient, domains);

  ck_assert_msg(g_strcmp0(local, recipient_rows[_i].local) == 0, "%s: %s", recipient_rows[_i].recipient, local);
}
END_TEST

#define ALLOWED "news@x.org"
#define STRANGER "spam@y.org"

static const struct {
  const char *sender;
  Verdict verdict;
  NewsletterFlags flags;
  FeedPolicy policy;
  gboolean require_authentication;
  const char *reason; /* a part of it; NULL: published */
} decide_rows[] = {
  { ALLOWED, VERDICT_UNVERIFIED, 0, FEED_ALLOW_LIST, FALSE, NULL },
  { ALLOWED, VERDICT_FAIL, 0, FEED_ALLOW_LIST, FALSE, NULL },
  { ALLOWED, VERDICT_PASS, 0, FEED_ALLOW_LIST, TRUE, NULL },
  { ALLOWED, VERDICT_PASS, 0, FEED_ALLOW_LIST, FALSE, NULL },
  { ALLOWED, VERDICT_FAIL, 0, FEED_ALLOW_LIST, TRUE, "failed authentication" },
  { ALLOWED, VERDICT_UNVERIFIED, 0, FEED_ALLOW_LIST, TRUE, "no authentication results" },
  { ALLOWED, VERDICT_FORGED, 0, FEED_ALLOW_LIST, FALSE, "forged" },
  { ALLOWED, VERDICT_FORGED, 0, FEED_OPEN, FALSE, "forged" },
  { ALLOWED, VERDICT_FORGED, NEWSLETTER_CONFIRMATION, FEED_ALLOW_LIST, FALSE, "forged" },
  { NULL, VERDICT_FORGED, 0, FEED_ALLOW_LIST, FALSE, "no From address" },
  { STRANGER, VERDICT_PASS, 0, FEED_ALLOW_LIST, TRUE, "spam@y.org is not on the allow list" },
  { STRANGER, VERDICT_UNVERIFIED, 0, FEED_ALLOW_LIST, FALSE, "spam@y.org is not on the allow list" },
  { STRANGER, VERDICT_FAIL, NEWSLETTER_CONFIRMATION, FEED_ALLOW_LIST, TRUE, NULL },
  { STRANGER, VERDICT_UNVERIFIED, NEWSLETTER_CONFIRMATION | NEWSLETTER_TEXT_ONLY, FEED_ALLOW_LIST, TRUE, NULL },
  { STRANGER, VERDICT_FAIL, 0, FEED_OPEN, TRUE, NULL },
  { NULL, VERDICT_UNVERIFIED, 0, FEED_ALLOW_LIST, FALSE, "without an address is not on the allow list" },
  { NULL, VERDICT_UNVERIFIED, 0, FEED_OPEN, FALSE, NULL },
};

START_TEST(decide)
{
  Newsletter newsletter = { .from_address = (char *)decide_rows[_i].sender,
                            .verdict = decide_rows[_i].verdict,
                            .flags = decide_rows[_i].flags };
  g_autoptr(GPtrArray) allow = g_ptr_array_new();
  Feed feed = { .policy = decide_rows[_i].policy, .allow = allow };
  g_auto(RouteDecision) decision = { 0 };

  g_ptr_array_add(allow, (char *)"@other.org");
  g_ptr_array_add(allow, (char *)ALLOWED);
  route_decide(&newsletter, &feed, decide_rows[_i].require_authentication, &decision);
  ck_assert_int_eq(decision.publish, decide_rows[_i].reason == NULL);
  ck_assert_int_eq(decision.publish, decision.reason == NULL);
  if (decision.reason != NULL) {
    ck_assert_msg(strstr(decision.reason, decide_rows[_i].reason) != NULL, "%s", decision.reason);
    ck_assert_ptr_null(strchr(decision.reason, '\n'));
  }
}
END_TEST

START_TEST(decide_without_list)
{
  Newsletter newsletter = { .from_address = (char *)ALLOWED };
  Feed feed = { .policy = FEED_ALLOW_LIST };
  g_auto(RouteDecision) decision = { 0 };

  route_decide(&newsletter, &feed, FALSE, &decision);
  ck_assert(!decision.publish);
}
END_TEST

/* Feed 0 allows the sender, 1 allows it by list id, 2 allows another, 3 has no list, 4 is open. found: the digits. */
static const struct {
  const char *sender;
  Verdict verdict;
  gboolean by_sender;
  const char *found;
} fan_rows[] = {
  { ALLOWED, VERDICT_PASS, FALSE, "0" },       { ALLOWED, VERDICT_PASS, TRUE, "01" },
  { ALLOWED, VERDICT_UNVERIFIED, TRUE, "01" }, { ALLOWED, VERDICT_FAIL, TRUE, "" },
  { ALLOWED, VERDICT_UNVERIFIED, FALSE, "" },  { ALLOWED, VERDICT_FAIL, FALSE, "" },
  { ALLOWED, VERDICT_FORGED, TRUE, "" },       { STRANGER, VERDICT_PASS, TRUE, "1" },
  { STRANGER, VERDICT_PASS, FALSE, "" }, /* anyone may write the List-Id of another */
  { NULL, VERDICT_PASS, FALSE, "" },
};

START_TEST(fan_out)
{
  static const char *const entries[] = { ALLOWED, "list-id:w.x.org", "@other.org" };
  Newsletter newsletter = { .from_address = (char *)fan_rows[_i].sender,
                            .verdict = fan_rows[_i].verdict,
                            .list_id = (char *)"w.x.org" };
  Feed feeds[5] = { 0 };
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GString) got = g_string_new(NULL);

  for (guint i = 0; i < G_N_ELEMENTS(feeds); i++) {
    feeds[i].policy = i == 4 ? FEED_OPEN : FEED_ALLOW_LIST;
    if (i < G_N_ELEMENTS(entries)) {
      feeds[i].allow = g_ptr_array_new();
      g_ptr_array_add(feeds[i].allow, (char *)entries[i]);
    }
    g_ptr_array_add(all, &feeds[i]);
  }
  found = route_by_sender(&newsletter, all, fan_rows[_i].by_sender);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf(got, "%d", (int)((Feed *)g_ptr_array_index(found, i) - feeds));
  ck_assert_str_eq(got->str, fan_rows[_i].found);
  for (guint i = 0; i < G_N_ELEMENTS(entries); i++)
    g_ptr_array_unref(feeds[i].allow);
}
END_TEST

Suite *test_route_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("route", &tcase);

  tcase_add_loop_test(tcase, recipient, 0, G_N_ELEMENTS(recipient_rows));
  tcase_add_loop_test(tcase, decide, 0, G_N_ELEMENTS(decide_rows));
  tcase_add_test(tcase, decide_without_list);
  tcase_add_loop_test(tcase, fan_out, 0, G_N_ELEMENTS(fan_rows));
  return suite;
}
