/* SPDX-License-Identifier: MIT */
#include "mail/header.h"

#include <string.h>

#include "mail/decode.h"
#include "suites.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1

/* fields: "name=value|name=value"; rest: the body. */
static const struct {
  const char *in;
  gsize length;
  const char *fields, *rest;
} split_rows[] = {
  { BYTES(""), "", "" },
  { BYTES("\n"), "", "" },
  { BYTES("A: b"), "A=b", "" },
  { BYTES("A: b\n\nbody\n"), "A=b", "body\n" },
  { BYTES("A: b\r\n\r\nbody\r\n"), "A=b", "body\r\n" },
  { BYTES("A: b\rC: d\r\rbody\r"), "A=b|C=d", "body\r" },  /* CR alone, no LF anywhere */
  { BYTES("A: b\rC: d\n\nbody\n"), "A=b C: d", "body\n" }, /* a lone CR starts no field and joins no words */
  { BYTES("A: b\r\rC\n\nx"), "A=b  C", "x" },
  { BYTES("A:   b \t\r\n\t c  \r\n\r\n"), "A=b \t\t c", "" },
  { BYTES("A:\n\nx"), "A=", "x" },
  { BYTES("A: b\n \n c\n\nx"), "A=b  c", "x" }, /* a fold of white space alone */
  { BYTES("A : b\nC\t:d\n\n"), "A=b|C=d", "" },
  { BYTES("From\r\n : x\r\n\r\n"), "From=x", "" }, /* D7: folded name */
  { BYTES(" From: x\nTo: y\n\n"), "From=x|To=y", "" },
  { BYTES("A: b\0c\n\nx"), "A=b?c", "x" },
  { BYTES("A: caf\xe9\n\n"), "A=caf\xe9", "" },
  { BYTES("From a@b Mon Nov 23 09:00:00 2026\nA: b\n\nx"), "A=b", "x" },
  { BYTES("From : a@b\n\nx"), "From=a@b", "x" },
  { BYTES("\xef\xbb\xbf"
          "A: b\n\nx"),
    "A=b", "x" },
  { BYTES("\r\n\r\nA: b\n\nx"), "A=b", "x" },
  { BYTES("\n\nJust text\n"), "", "\nJust text\n" },
  { BYTES("Just text: of no header\n\nmore"), "", "Just text: of no header\n\nmore" },
  { BYTES("http://x.org\n"), "http=//x.org", "" },
  { BYTES("A: b\nno colon here\nC: d\n\nx"), "A=b|C=d", "x" },
  { BYTES("A: b\n>From a@b Mon 09:00:00 2026\nC: d\n\nx"), "A=b|C=d", "x" },
  { BYTES("A: b\nThe empty line is missing\nhttp://x.org\n"), "A=b", "The empty line is missing\nhttp://x.org\n" },
  { BYTES("A: b\n:c\nD: e\n\n"), "A=b|D=e", "" },
  { BYTES("A: b\nFr\0om: c\nFrom: d\n\n"), "A=b|From=d", "" },
  { BYTES("From: a\nFROM: b\nfrom : c\n\n"), "From=a|FROM=b|from=c", "" },
};

static char *join(const HeaderBlock *block)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < block->fields->len; i++) {
    const HeaderField *field = g_ptr_array_index(block->fields, i);

    g_string_append_printf(out, "%s%s=%s", i > 0 ? "|" : "", field->name, field->value);
  }
  return g_string_free(out, FALSE);
}

START_TEST(split)
{
  /* A copy of exact size, so that a read past the end is found. */
  g_autofree char *in = g_memdup2(split_rows[_i].in, split_rows[_i].length);
  g_autoptr(HeaderBlock) block = header_split(in, split_rows[_i].length);
  g_autofree char *fields = join(block);
  gsize rest = strlen(split_rows[_i].rest);

  ck_assert_str_eq(fields, split_rows[_i].fields);
  ck_assert_uint_eq(split_rows[_i].length - block->body, rest);
  ck_assert(rest == 0 || memcmp(in + block->body, split_rows[_i].rest, rest) == 0);
  ck_assert(!block->cut);
}
END_TEST

static const struct {
  const char *in;
  gsize envelope_end;
} envelope_rows[] = {
  { "From: a\n\n", 0 },
  { "Return-Path: <a>\nDelivered-To: b\n c\nFrom: a\nDelivered-To: d\n\n", 36 },
  { "return-path : <a>\r\nX-Original-To: x\r\nEnvelope-To: y\r\n\r\nbody", 53 },
  { "From a@b Mon\nReturn-Path: <a>\nSubject: s\n\n", 30 },
  { "Return-Path: <a>\ngarbage\nDelivered-To: b\nFrom: x\n\n", 17 },
  { "Return-Path: <a>", 16 },
  { "Received: x\nReturn-Path: <a>\n\n", 0 },
};

START_TEST(envelope)
{
  g_autoptr(HeaderBlock) block = header_split(envelope_rows[_i].in, strlen(envelope_rows[_i].in));

  ck_assert_uint_eq(block->envelope_end, envelope_rows[_i].envelope_end);
}
END_TEST

START_TEST(long_field)
{
  GString *in = g_string_new("Subject: ");
  g_autoptr(HeaderBlock) block = NULL;

  for (guint i = 0; i < MAIL_MAX_HEADER + 10; i++)
    g_string_append_c(in, 'x');
  g_string_append(in, "\nFrom: a\n\nbody");
  block = header_split(in->str, in->len);
  ck_assert(block->cut);
  ck_assert_uint_eq(strlen(header_first(block, "subject")), MAIL_MAX_HEADER);
  ck_assert_str_eq(header_first(block, "from"), "a");
  ck_assert_str_eq(in->str + block->body, "body");
  g_string_free(in, TRUE);
}
END_TEST

/* A million fields: the caps hold, later From fields count, the body is found. */
START_TEST(flood)
{
  GString *in = g_string_new("From: first\n");
  g_autoptr(HeaderBlock) block = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append(in, _i == 0 ? "X: y\n" : "From: z\n");
  g_string_append(in, "From: second\n\nbody");
  block = header_split(in->str, in->len);
  ck_assert(block->cut);
  ck_assert_uint_le(block->fields->len, MAIL_MAX_HEADERS + 2);
  ck_assert_str_eq(header_first(block, "from"), "first");
  if (_i == 0)
    ck_assert_str_eq(((HeaderField *)g_ptr_array_index(block->fields, block->fields->len - 1))->value, "second");
  ck_assert_str_eq(in->str + block->body, "body");
  g_string_free(in, TRUE);
}
END_TEST

/* CVE-2024-23185: one huge block; lines that are no field do not make it quadratic. */
START_TEST(huge)
{
  static const char *const lines[] = { "X: y\n", "garbage\n", " folded\n", "http://a\n", ":\n" };
  GString *in = g_string_new("From: a\n");
  g_autoptr(HeaderBlock) block = NULL;

  while (in->len < 20 * 1024 * 1024)
    g_string_append(in, lines[_i]);
  block = header_split(in->str, in->len);
  ck_assert_uint_le(block->fields->len, MAIL_MAX_HEADERS + 2);
  g_string_free(in, TRUE);
}
END_TEST

Suite *test_header_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("header", &tcase);

  tcase_set_timeout(tcase, 10);
  tcase_add_loop_test(tcase, split, 0, G_N_ELEMENTS(split_rows));
  tcase_add_loop_test(tcase, envelope, 0, G_N_ELEMENTS(envelope_rows));
  tcase_add_test(tcase, long_field);
  tcase_add_loop_test(tcase, flood, 0, 2);
  tcase_add_loop_test(tcase, huge, 0, 5);
  return suite;
}
