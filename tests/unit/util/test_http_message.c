/* SPDX-License-Identifier: MIT */
#include "util/http_message.h"

#include <string.h>

#include "suites.h"
#include "support.h"
#include "util/error.h"

static const struct {
  const char *url;
  gboolean allow_http, good;
} urls[] = {
  { "https://api.openai.com/v1/chat/completions", FALSE, TRUE },
  { "https://h:8443", FALSE, TRUE },
  { "https://[2001:db8::1]/a", FALSE, TRUE },
  { "http://127.0.0.1:8080/v1", FALSE, TRUE },
  { "http://127.9.9.9/", FALSE, TRUE },
  { "http://[::1]:11434/api/chat", FALSE, TRUE },
  { "http://localhost:11434", FALSE, TRUE },
  { "http://LOCALHOST/", FALSE, TRUE },
  { "http://models.example/v1", TRUE, TRUE },
  { "http://192.168.1.4:8080/", TRUE, TRUE },
  { "http://models.example/v1", FALSE, FALSE },
  { "http://192.168.1.4/", FALSE, FALSE },
  { "http://localhost.evil.example/", FALSE, FALSE },
  { "http://127.0.0.1.evil.example/", FALSE, FALSE },
  { "http://127.1/", FALSE, FALSE },
  { "http://0x7f000001/", FALSE, FALSE },
  { "http://[::ffff:10.0.0.1]/", FALSE, FALSE },
  { "http://0.0.0.0/", FALSE, FALSE },
  { "http://localhost@evil.example/", TRUE, FALSE },
  { "https://user:pw@h/", TRUE, FALSE },
  { "https://h/#fragment", TRUE, FALSE },
  { "https://h/a b", TRUE, FALSE },
  { "https://h/a\nb", TRUE, FALSE },
  { "https://h/\xc3\xa9", TRUE, FALSE },
  { "https://evil.example\\@h/", TRUE, FALSE },
  { "https:///path", TRUE, FALSE },
  { "https://", TRUE, FALSE },
  { "ftp://127.0.0.1/", TRUE, FALSE },
  { "file:///etc/passwd", TRUE, FALSE },
  { "gopher://localhost/", TRUE, FALSE },
  { "//localhost/", TRUE, FALSE },
  { "", TRUE, FALSE },
};

START_TEST(checks_urls)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HttpRequest) request = http_request_new(urls[_i].url, urls[_i].allow_http, &error);

  ck_assert_msg((request != NULL) == urls[_i].good, "%s", urls[_i].url);
  if (urls[_i].good)
    return;
  ck_error(error, ERROR_INVALID);
  ck_assert(strchr(error->message, '\n') == NULL && strstr(error->message, "pw") == NULL);
}
END_TEST

static const struct {
  const char *name, *value;
  gboolean good;
} headers[] = {
  { "X-Key", "value", TRUE },
  { "x-key", "", TRUE },
  { "x-key", "a b\tc", TRUE },
  { "x-key", "secret\r\nEvil: 1", FALSE },
  { "x-key", "secret\nEvil: 1", FALSE },
  { "x-key", "secret\r", FALSE },
  { "x-key", "secret\x01", FALSE },
  { "x-key", "secret\x7f", FALSE },
  { "x-key", "secret\xc3\xa9", FALSE },
  { "", "value", FALSE },
  { "x key", "value", FALSE },
  { "x:key", "value", FALSE },
  { "x\r\nkey", "value", FALSE },
};

START_TEST(checks_headers)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HttpRequest) request = http_request_new("https://h/", FALSE, NULL);

  ck_assert(http_request_header(request, headers[_i].name, headers[_i].value, &error) == headers[_i].good);
  if (headers[_i].good) {
    ck_assert_str_eq(http_request_get_header(request, "X-KEY"), headers[_i].value);
    return;
  }
  ck_error(error, ERROR_INVALID);
  ck_assert_ptr_null(strstr(error->message, "secret"));
  ck_assert_uint_eq(request->headers->len, 0);
}
END_TEST

START_TEST(limits)
{
  g_autoptr(HttpRequest) request = http_request_new("https://h/", FALSE, NULL);
  g_autofree char *value = g_strnfill(HTTP_MAX_HEADER_VALUE + 1, 'x');
  g_autofree char *path = g_strnfill(5000, 'x');
  g_autofree char *url = g_strconcat("https://h/", path, NULL);

  ck_assert(!http_request_header(request, "x", value, NULL));
  value[HTTP_MAX_HEADER_VALUE] = '\0';
  ck_assert(http_request_header(request, "x", value, NULL));
  ck_assert_ptr_null(http_request_new(url, FALSE, NULL));
}
END_TEST

static const struct {
  const char *line, *value; /* NULL: not kept */
} lines[] = {
  { "Retry-After: 5\r\n", "5" },
  { "retry-after:5", "5" },
  { "RETRY-AFTER:   5  \r\n", "5" },
  { "Retry-After:\r\n", "" },
  { "Retry-After: a\x01\xff z\r\n", "a?? z" },
  { "Retry-After-Ms: 5\r\n", NULL },
  { "Retry: 5\r\n", NULL },
  { "Retry-After\r\n", NULL },
  { ": 5\r\n", NULL },
  { "\r\n", NULL },
  { "", NULL },
};

START_TEST(keeps_answer_headers)
{
  static const char *const wanted[] = { "retry-after", NULL };
  g_autoptr(HttpAnswer) answer = http_answer_new();

  http_answer_header_line(answer, wanted, lines[_i].line, strlen(lines[_i].line));
  ck_assert_pstr_eq(http_answer_header(answer, "retry-after"), lines[_i].value);
  http_answer_header_line(answer, NULL, lines[_i].line, strlen(lines[_i].line));
  ck_assert_uint_eq(answer->headers->len, lines[_i].value != NULL ? 1 : 0);
}
END_TEST

/* The first of several counts, and there is an end to them. */
START_TEST(many_answer_headers)
{
  static const char *const wanted[] = { "a", NULL };
  g_autoptr(HttpAnswer) answer = http_answer_new();

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *line = g_strdup_printf("A: %u\r\n", i);

    http_answer_header_line(answer, wanted, line, strlen(line));
  }
  ck_assert_str_eq(http_answer_header(answer, "a"), "0");
  ck_assert_uint_le(answer->headers->len, 32);
}
END_TEST

Suite *test_http_message_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("http_message", &tcase);

  tcase_add_loop_test(tcase, checks_urls, 0, G_N_ELEMENTS(urls));
  tcase_add_loop_test(tcase, checks_headers, 0, G_N_ELEMENTS(headers));
  tcase_add_test(tcase, limits);
  tcase_add_loop_test(tcase, keeps_answer_headers, 0, G_N_ELEMENTS(lines));
  tcase_add_test(tcase, many_answer_headers);
  return suite;
}
