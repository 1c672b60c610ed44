/* SPDX-License-Identifier: MIT */
#include "gist/sigv4.h"

#include <string.h>

#include "suites.h"
#include "support.h"
#include "util/error.h"

#define SUITE_TOKEN                                                                                                      \
  "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7" \
  "mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d" \
  "+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="

#define DATE_2015 "20150830T123600Z"
#define HOST_2015 "Host: example.amazonaws.com", "X-Amz-Date: " DATE_2015
#define DATE_2011 "20110909T233600Z"
#define HOST_2011 "Host: host.foo.com", "Date: Mon, 09 Sep 2011 23:36:00 GMT"

/* AWS's published test suite for Signature Version 4, restated: names and figures as in awslabs/aws-c-auth,
 * tests/aws-signing-test-suite/v4, and (2011) boto/botocore, tests/unit/auth/aws4_testsuite. Credentials and scope are the suites' own. */
static const struct {
  const char *name, *method, *path;
  const char *headers[6];
  const char *body;
  const char *service, *date, *signature;
} rows[] = {
  { "get-vanilla",
    "GET",
    "/",
    { HOST_2015 },
    NULL,
    "service",
    DATE_2015,
    "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
  { "get-header-key-duplicate",
    "GET",
    "/",
    { "My-Header1: value2", HOST_2015, "My-Header1: value2", "My-Header1: value1" },
    NULL,
    "service",
    DATE_2015,
    "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea" },
  { "get-header-value-trim",
    "GET",
    "/",
    { HOST_2015, "My-Header1:  value1", "My-Header2:  \"a   b   c\"" },
    NULL,
    "service",
    DATE_2015,
    "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736" },
  { "get-space-unnormalized",
    "GET",
    "/example space/",
    { HOST_2015 },
    NULL,
    "service",
    DATE_2015,
    "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741" },
  { "get-unreserved",
    "GET",
    "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    { HOST_2015 },
    NULL,
    "service",
    DATE_2015,
    "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f" },
  { "get-utf8",
    "GET",
    "/\341\210\264",
    { HOST_2015 },
    NULL,
    "service",
    DATE_2015,
    "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
  { "post-header-key-sort",
    "POST",
    "/",
    { "My-Header1: value1", HOST_2015 },
    NULL,
    "service",
    DATE_2015,
    "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c" },
  { "post-header-value-case",
    "POST",
    "/",
    { HOST_2015, "My-Header1: VALUE1" },
    NULL,
    "service",
    DATE_2015,
    "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d" },
  { "post-sts-header-before",
    "POST",
    "/",
    { HOST_2015, "X-Amz-Security-Token: " SUITE_TOKEN },
    NULL,
    "service",
    DATE_2015,
    "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead" },
  { "post-x-www-form-urlencoded",
    "POST",
    "/",
    { "Content-Type: application/x-www-form-urlencoded", HOST_2015 },
    "Param1=value1",
    "service",
    DATE_2015,
    "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a" },
  { "post-x-www-form-urlencoded-parameters",
    "POST",
    "/",
    { "Content-Length: 13", "Content-Type: application/x-www-form-urlencoded; charset=utf-8", HOST_2015,
      "X-Amz-Content-Sha256: 9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e" },
    "Param1=value1",
    "service",
    DATE_2015,
    "328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422" },
  /* A path that is encoded already is encoded once more: what libcurl 7.88 does not do (D8). */
  { "get-space (2011)",
    "GET",
    "/%20/foo",
    { HOST_2011 },
    NULL,
    "host",
    DATE_2011,
    "2be9e587d1ee1f0fd02128724b86b4358ba3630d39f493b6e06610a19a50779e" },
  { "get-utf8 (2011)",
    "GET",
    "/%E1%88%B4",
    { HOST_2011 },
    NULL,
    "host",
    DATE_2011,
    "57b1eb3df3b16a8479c0097b66c0b261cfd65b829419a3f2c3d05319722490b8" },
};

static const SigV4Keys suite_keys = { "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", NULL };

START_TEST(vectors)
{
  g_autoptr(GPtrArray) headers = g_ptr_array_new();
  g_autoptr(GBytes) body = rows[_i].body != NULL ? g_bytes_new_static(rows[_i].body, strlen(rows[_i].body)) : NULL;
  g_autofree char *names = NULL, *canonical = NULL, *value = NULL;

  for (guint i = 0; i < G_N_ELEMENTS(rows[_i].headers) && rows[_i].headers[i] != NULL; i++)
    g_ptr_array_add(headers, (gpointer)rows[_i].headers[i]);
  canonical = sigv4_canonical(rows[_i].method, rows[_i].path, headers, body, &names);
  value = sigv4_authorization(canonical, names, &suite_keys, "us-east-1", rows[_i].service, rows[_i].date);
  ck_assert_msg(g_str_has_suffix(value, rows[_i].signature), "%s: %s\n%s", rows[_i].name, value, canonical);
}
END_TEST

/* Whole requests to Bedrock. The signatures were computed with an independent implementation of the published rule (Python's hmac, path
 * quoted once more with only '/~' kept, as botocore's auth.py has it). */
static const struct {
  const char *url, *token, *body, *value;
} requests[] = {
  { "https://bedrock-runtime.eu-central-1.amazonaws.com/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse", NULL,
    "{\"a\":1}",
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/eu-central-1/bedrock/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-date, Signature=a9a8bd64a352f763fe14a7ca715c83cfacabae29443a0eef336711ca05120b3e" },
  { "https://bedrock-runtime.eu-central-1.amazonaws.com/model/"
    "arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Ainference-profile%2Feu.amazon.nova-lite-v1%3A0/converse",
    "tok/en+==", "{\"a\":1}",
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/eu-central-1/bedrock/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature=337911a02e13b64e5f5b6f7226e030c2de8e5d07a5876b1ce64b0e1a444acc6c" },
  { "http://127.0.0.1:8080/model/m/converse", NULL, "",
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/eu-central-1/bedrock/aws4_request, "
    "SignedHeaders=content-type;host;x-amz-date, Signature=0dc465be6e7c7bf217ed451cf24524e11dd7f2219cf5f14362f66205848e811d" },
};

START_TEST(whole_requests)
{
  const SigV4Keys keys = { suite_keys.id, suite_keys.secret, requests[_i].token };
  g_autoptr(GError) error = NULL;
  g_autoptr(HttpRequest) request = http_request_new(requests[_i].url, FALSE, &error);

  ck_no_error(error);
  request->body = g_bytes_new_static(requests[_i].body, strlen(requests[_i].body));
  http_request_header(request, "Content-Type", "application/json", NULL);
  http_request_header(request, "User-Agent", "is not signed", NULL);
  ck_assert(sigv4_sign(request, &keys, "eu-central-1", "bedrock", 1795435200, &error));
  ck_no_error(error);
  ck_assert_str_eq(http_request_get_header(request, "x-amz-date"), "20261123T120000Z");
  ck_assert_str_eq(http_request_get_header(request, "authorization"), requests[_i].value);
  ck_assert_pstr_eq(http_request_get_header(request, "x-amz-security-token"), requests[_i].token);
}
END_TEST

START_TEST(refusals)
{
  const SigV4Keys broken = { "AKIDEXAMPLE", "secret", "to\nxyz" };
  g_autoptr(GError) error = NULL;
  g_autoptr(HttpRequest) request = http_request_new("https://example.com/a?b=c", FALSE, NULL);
  g_autoptr(HttpRequest) plain = http_request_new("https://example.com", FALSE, NULL);

  ck_assert(!sigv4_sign(request, &suite_keys, "r", "s", 0, &error));
  ck_error(error, ERROR_INVALID);
  g_clear_error(&error);
  ck_assert(!sigv4_sign(plain, &broken, "r", "s", 0, &error));
  ck_error(error, ERROR_INVALID);
  ck_assert_ptr_null(strstr(error->message, "xyz"));
}
END_TEST

Suite *test_sigv4_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("sigv4", &tcase);

  tcase_add_loop_test(tcase, vectors, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, whole_requests, 0, G_N_ELEMENTS(requests));
  tcase_add_test(tcase, refusals);
  return suite;
}
