/* SPDX-License-Identifier: MIT */
#include "web/reply.h"

#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

#define ETAG "\"ba7816bf8f01cfea414140de5dae2223\"" /* SHA-256 of "abc" */
#define CHANGED "Mon, 23 Nov 2026 09:00:00 GMT"

static Reply *make(guint status)
{
  Reply *reply = reply_new(status, REPLY_FEED, "text/plain", g_bytes_new_static("abc", 3));

  reply_set_validators(reply, FIXTURE_NOW);
  return reply;
}

static const struct {
  guint status;
  const char *match, *since;
  gboolean not_modified;
} rows[] = {
  { 200, NULL, NULL, FALSE },
  { 200, ETAG, NULL, TRUE },
  { 200, "W/" ETAG, NULL, TRUE },
  { 200, "\"x\", " ETAG ",\"y\"", NULL, TRUE },
  { 200, "*", NULL, TRUE },
  { 200, " * ", NULL, TRUE },
  { 200, "\"x\"", NULL, FALSE },
  { 200, "", NULL, FALSE },
  { 200, "ba7816bf8f01cfea414140de5dae2223", NULL, FALSE }, /* without quotes it is no tag */
  { 200, "\"*\"", NULL, FALSE },
  { 200, NULL, CHANGED, TRUE },
  { 200, NULL, "Mon, 23 Nov 2026 09:00:01 GMT", FALSE },
  { 200, NULL, "Mon, 23 Nov 2026 08:59:59 GMT", FALSE },
  { 200, NULL, "yesterday", FALSE },
  { 200, "\"x\"", CHANGED, FALSE }, /* the tag decides */
  { 200, ETAG, "yesterday", TRUE },
  { 404, ETAG, CHANGED, FALSE },
  { 503, "*", NULL, FALSE },
};

START_TEST(conditional)
{
  g_autoptr(Reply) reply = make(rows[_i].status);

  ck_assert_str_eq(reply->etag, ETAG);
  ck_assert_str_eq(reply_header(reply, "last-modified"), CHANGED);
  ck_assert_int_eq(reply_not_modified(reply, rows[_i].match, rows[_i].since), rows[_i].not_modified);
}
END_TEST

/* No kind of reply goes out without these. */
START_TEST(headers)
{
  g_autoptr(Reply) reply = reply_new(200, (ReplyKind)_i, "text/plain", g_bytes_new_static("", 0));
  const char *policy = reply_header(reply, "Content-Security-Policy");

  ck_assert_str_eq(reply_header(reply, "X-Content-Type-Options"), "nosniff");
  ck_assert_str_eq(reply_header(reply, "Referrer-Policy"), "no-referrer");
  ck_assert_str_eq(reply_header(reply, "X-Robots-Tag"), "noindex, nofollow");
  ck_assert_ptr_nonnull(reply_header(reply, "Permissions-Policy"));
  ck_assert_ptr_nonnull(reply_header(reply, "Cache-Control"));
  ck_assert_ptr_null(reply_header(reply, "ETag"));
  ck_assert(policy != NULL || _i == REPLY_ASSET);
  if (policy != NULL) {
    gboolean washed = _i == REPLY_ORIGINAL || _i == REPLY_PICTURED;

    ck_assert_ptr_nonnull(strstr(policy, "default-src 'none';"));
    ck_assert_ptr_nonnull(strstr(policy, washed ? "frame-ancestors 'self'" : "frame-ancestors 'none'"));
    ck_assert_ptr_nonnull(
        strstr(policy, _i == REPLY_PAGE || _i == REPLY_ERROR ? "form-action 'self'" : "form-action 'none'"));
    ck_assert_int_eq(strstr(policy, "unsafe-inline") != NULL, washed);
    ck_assert_int_eq(g_str_has_prefix(policy, "sandbox "), washed);
    ck_assert_int_eq(strstr(policy, "http") != NULL, _i == REPLY_PICTURED); /* nothing else loads from anywhere */
    ck_assert_ptr_null(strstr(policy, "script"));
    ck_assert_ptr_null(strstr(policy, "same-origin"));
  }
}
END_TEST

START_TEST(no_date)
{
  g_autoptr(Reply) reply = reply_new(200, REPLY_PAGE, "text/html", g_bytes_new_static("", 0));

  reply_set_validators(reply, 0);
  ck_assert_ptr_nonnull(reply->etag);
  ck_assert_ptr_null(reply_header(reply, "Last-Modified"));
  ck_assert(!reply_not_modified(reply, NULL, CHANGED));
}
END_TEST

Suite *test_reply_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("reply", &tcase);

  tcase_add_loop_test(tcase, conditional, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, headers, REPLY_PAGE, REPLY_ERROR + 1);
  tcase_add_test(tcase, no_date);
  return suite;
}
