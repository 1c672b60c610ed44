/* SPDX-License-Identifier: MIT */
/* Whole mails through structure, body, attachment, decode and trivial: which text is shown, what becomes a part, what the fields say. */
#include "mail/body_hash.h"
#include "mail/decode.h"

#include <string.h>

#include "suites.h"
#include "support.h"
#include "util/error.h"

#define HEAD "From: Ann <ann@x.org>\nSubject: s\nMIME-Version: 1.0\n"
#define TEN(text) text text text text text text text text text text
#define LONG_TEXT TEN(TEN("no note at all, a letter ")) /* FORWARDED_MAX_NOTE and more */
#define MULTI(kind) HEAD "Content-Type: multipart/" kind "; boundary=b\n\npreamble\n"
#define PLAIN "--b\nContent-Type: text/plain\n\nplain\n"
#define HTML "--b\nContent-Type: text/html\n\n<p>html</p>\n"
#define NOTHING "--b\nContent-Type: text/html\n\n<html><style>p{}</style><p>&nbsp;</p></html>\n"
#define IMAGE "--b\nContent-Type: image/png; name=i.png\nContent-ID: <i@x>\nContent-Transfer-Encoding: base64\n\nAAAA\n"
#define END "--b--\n"

static Mail *decode_bytes(const char *in, gsize length)
{
  GBytes *bytes = g_bytes_new(in, length);
  GError *error = NULL;
  Mail *mail = mail_decode(bytes, 1000, NULL, &error);

  ck_no_error(error);
  g_bytes_unref(bytes);
  return mail;
}

static Mail *decode(const char *in)
{
  return decode_bytes(in, strlen(in));
}

/* parts: "type name|type name"; body NULL: BODY_NONE. */
static const struct {
  const char *in;
  BodyKind kind;
  const char *body, *parts;
} body_rows[] = {
  { HEAD "\ntext\n", BODY_TEXT, "text\n", "" },
  { HEAD "Content-Type: text/html\n\n<p>html</p>\n", BODY_HTML, "<p>html</p>\n", "" },
  { HEAD "Content-Type: text/plain\n\n\n <!DOCTYPE html><p>html</p>\n", BODY_HTML, "\n <!DOCTYPE html><p>html</p>\n",
    "" },
  { HEAD "Content-Type: text/html\n\nno tags\nin here\n", BODY_TEXT, "no tags\nin here\n", "" },
  { HEAD "Content-Type: garbage\n\ntext\n", BODY_TEXT, "text\n", "" },
  { HEAD "Content-Type: html\n\n<b>x</b>", BODY_HTML, "<b>x</b>", "" },
  { HEAD "Content-Type: application/pdf; name=a.pdf\n\n%PDF", BODY_NONE, NULL, "application/pdf a.pdf" },
  { HEAD "Content-Disposition: attachment\n\ntext\n", BODY_TEXT, "text\n", "" },
  { HEAD "Content-Type: text/enriched\n\n<bold>a</bold>\nb\n\n", BODY_TEXT, "a b\n", "" },
  { HEAD "Content-Type: text/plain; format=flowed\n\none \ntwo\n", BODY_TEXT, "one two\n", "" },
  { HEAD "Content-Type: text/plain; format=flowed; delsp=yes\n\none \ntwo\n", BODY_TEXT, "onetwo\n", "" },
  { HEAD "Content-Transfer-Encoding: quoted-printable\n\nsoft=\n break=3D\n", BODY_TEXT, "soft break=\n", "" },
  { HEAD, BODY_NONE, NULL, "" },
  { HEAD "\n", BODY_NONE, NULL, "" },
  { "just a body\n", BODY_TEXT, "just a body\n", "" },
  { "From: a@b\rSubject: s\r\rold\rMac\r", BODY_TEXT, "old\nMac\n", "" },
  /* Alternatives. */
  { MULTI("alternative") PLAIN HTML END, BODY_HTML, "<p>html</p>", "" },
  { MULTI("alternative") HTML PLAIN END, BODY_HTML, "<p>html</p>", "" },
  { MULTI("alternative") PLAIN NOTHING END, BODY_TEXT, "plain", "" },
  { MULTI("alternative") PLAIN "--b\nContent-Type: text/html\n\n\n" END, BODY_TEXT, "plain", "" },
  { MULTI("alternative") PLAIN HTML "--b\nContent-Type: text/html\n\n<p>last</p>\n" END, BODY_HTML, "<p>last</p>", "" },
  { MULTI("alternative") PLAIN "--b\nContent-Type: text/x-amp-html\n\n<p>amp</p>\n" HTML END, BODY_HTML, "<p>html</p>",
    "" },
  { MULTI("alternative") HTML "--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n" END, BODY_HTML, "<p>html</p>",
    "" },
  { MULTI("alternative") PLAIN
    "--b\nContent-Type: multipart/related; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>in</p>\n--c\n"
    "Content-Type: image/png\nContent-ID: <i>\n\nx\n--c--\n" END,
    BODY_HTML, "<p>in</p>", "image/png part-1" },
  { MULTI("alternative") PLAIN
    "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>1</p>\n--c\n"
    "Content-Type: application/pdf; name=x.pdf\n\nx\n--c\nContent-Type: text/html\n\n<p>2</p>\n--c--\n" END,
    BODY_HTML, "<p>1</p>\n\n<p>2</p>", "application/pdf x.pdf" }, /* Apple Mail */
  { MULTI("related") HTML IMAGE END, BODY_HTML, "<p>html</p>", "image/png i.png" },
  { MULTI("related") IMAGE HTML END, BODY_HTML, "<p>html</p>", "image/png i.png" },
  { HEAD "Content-Type: multipart/related; boundary=b; start=\"<r@x>\"\n\n" HTML
         "--b\nContent-Type: text/html\nContent-ID: <r@x>\n\n<p>root</p>\n" END,
    BODY_HTML, "<p>root</p>", "text/html part-1" },
  { MULTI("alternative") PLAIN "--b\nContent-Type: text/enriched\n\n<bold>rich</bold>\n" END, BODY_TEXT, "plain", "" },
  { MULTI("alternative") PLAIN
    "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/enriched\n\nrich\n--c\n"
    "Content-Type: image/gif\n\nx\n--c--\n" END,
    BODY_TEXT, "plain", "image/gif part-1" },
  /* Mixed. */
  { MULTI("mixed") PLAIN PLAIN END, BODY_TEXT, "plain\n\nplain", "" },
  { MULTI("mixed") HTML "--b\n\n1 < 2 & more\nfooter\n" END, BODY_HTML,
    "<p>html</p>\n<p>1 &lt; 2 &amp; more<br>\nfooter</p>\n", "" },
  { MULTI("mixed") PLAIN IMAGE PLAIN END, BODY_TEXT, "plain\n\nplain", "image/png i.png" },
  { MULTI("mixed") PLAIN "--b\nContent-Type: text/plain; name=notes.txt\n\nnotes\n" END, BODY_TEXT, "plain",
    "text/plain notes.txt" },
  { MULTI("mixed") PLAIN "--b\nContent-Type: text/plain; name=notes.txt\nContent-Disposition: inline\n\nnotes\n" END,
    BODY_TEXT, "plain\n\nnotes", "" },
  { MULTI("mixed") PLAIN "--b\nContent-Disposition: attachment; filename=a.txt\n\nattached\n" END, BODY_TEXT, "plain",
    "text/plain a.txt" },
  { MULTI(
        "mixed") "--b\nContent-Type: text/html\nContent-Disposition: attachment; filename=a.html\n\n<p>only</p>\n" END,
    BODY_HTML, "<p>only</p>", "" },
  { MULTI("mixed") "--b\n\nthe words of this plain part all come again here\n"
                   "--b\nContent-Type: text/html\n\n<p>the words of this plain part all come again here</p>\n" END,
    BODY_HTML, "<p>the words of this plain part all come again here</p>", "" },
  { MULTI("mixed") "--b\nContent-Type: text/csv; name=t.csv\n\na,b\n" END, BODY_NONE, NULL, "text/csv t.csv" },
  /* An invitation that says nothing in other words is a file. */
  { HEAD "Content-Type: text/calendar; method=REQUEST; name=invite.ics\n\nBEGIN:VCALENDAR\n", BODY_NONE, NULL,
    "text/calendar invite.ics" },
  { MULTI("mixed") PLAIN "--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n" END, BODY_TEXT, "plain",
    "text/calendar part-1" },
  { MULTI(
        "alternative") "--b\nContent-Type: text/calendar\nContent-Disposition: attachment; filename=i.ics\n\nBEGIN:VCALENDAR\n" PLAIN
        END,
    BODY_TEXT, "plain", "text/calendar i.ics" },
  { MULTI("signed") PLAIN "--b\nContent-Type: application/pgp-signature; name=s.asc\n\nsig\n" END, BODY_TEXT, "plain",
    "" },
  { MULTI("report") PLAIN "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: x\n" END, BODY_TEXT, "plain",
    "" },
  { MULTI("made-up") PLAIN END, BODY_TEXT, "plain", "" },
  /* Forwarded messages. */
  { MULTI("mixed") "--b\nContent-Type: message/rfc822\n\nSubject: in\n\ninner\n" END, BODY_TEXT, "inner", "" },
  { MULTI(
        "mixed") "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW4KCmlubmVyCg==\n" END,
    BODY_TEXT, "inner\n", "" },
  { MULTI("mixed") PLAIN "--b\nContent-Type: message/rfc822; name=m.eml\n\nSubject: in\n\ninner\n" END, BODY_TEXT,
    "plain\n\n----------\n\nin\n==\n\ninner", "" },
  { MULTI("mixed") HTML "--b\nContent-Type: message/rfc822\n\nSubject: 1 < 2\nFrom: A&B <a@b.org>\n\na < b\n" END,
    BODY_HTML, "<p>html</p>\n<hr>\n\n<h2>1 &lt; 2</h2>\n<p>A&amp;B</p>\n\n<p>a &lt; b</p>\n", "" },
  { MULTI("mixed") PLAIN
    "--b\nContent-Type: message/rfc822\n\nFrom: a@b.org\nContent-Type: text/html\n\n<p>in</p>\n" END,
    BODY_HTML, "\n<p>plain</p>\n\n<hr>\n\n<p>a@b.org</p>\n<p>in</p>", "" },
  { MULTI("mixed") PLAIN
    "--b\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\ninner\n--c\n"
    "Content-Type: image/png; name=i.png\n\nx\n--c--\n" END,
    BODY_TEXT, "plain\n\n----------\n\ninner", "image/png i.png" },
  /* No text to show, so it stays a file; a letter with a message as a file; what a mail server reports. */
  { MULTI("mixed") PLAIN "--b\nContent-Type: message/rfc822; name=m.eml\n\nContent-Type: image/png\n\nx\n" END,
    BODY_TEXT, "plain", "message/rfc822 m.eml" },
  { MULTI("mixed") "--b\n\n" LONG_TEXT "\n--b\nContent-Type: message/rfc822; name=m.eml\n\n\ninner\n" END, BODY_TEXT,
    LONG_TEXT, "message/rfc822 m.eml" },
  { MULTI("report") PLAIN "--b\nContent-Type: message/rfc822; name=m.eml\n\nSubject: in\n\ninner\n" END, BODY_TEXT,
    "plain", "message/rfc822 m.eml" },
  { MULTI("digest") "--b\n\nSubject: in\n\nfirst\n--b\n\nSubject: in\n\nsecond\n" END, BODY_TEXT,
    "in\n==\n\nfirst\n\n----------\n\nin\n==\n\nsecond", "" },
  { MULTI("mixed") "--b\n\n" LONG_TEXT
                   "\n--b\nContent-Type: multipart/digest; boundary=c\n\n--c\n\n\ninner\n--c--\n" END,
    BODY_TEXT, LONG_TEXT "\n\n----------\n\ninner", "" },
  { HEAD "Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nSubject: deep\n\ninner\n", BODY_TEXT,
    "inner\n", "" },
  /* Broken MIME. */
  { MULTI("mixed") PLAIN, BODY_TEXT, "plain\n", "" }, /* no end */
  { MULTI("alternative") PLAIN HTML, BODY_HTML, "<p>html</p>\n", "" },
  { MULTI("mixed") END PLAIN END, BODY_TEXT, "plain", "" }, /* ends too early */
  { MULTI("mixed") PLAIN END PLAIN END, BODY_TEXT, "plain\n\nplain", "" },
  { MULTI("mixed") PLAIN END "epilogue\n", BODY_TEXT, "plain", "" },
  { HEAD "Content-Type: multipart/alternative\n\n" PLAIN HTML END, BODY_HTML, "<p>html</p>", "" }, /* no boundary */
  { HEAD "Content-Type: multipart/alternative; boundary=other\n\n" PLAIN HTML END, BODY_HTML, "<p>html</p>", "" },
  { HEAD "Content-Type: multipart/mixed; boundary=b\n\nno parts at all\n", BODY_TEXT, "no parts at all\n", "" },
  { HEAD "Content-Type: multipart/mixed\n\nno parts at all\n", BODY_TEXT, "no parts at all\n", "" },
  { HEAD "Content-Type: text/nothing multipart\n\n" PLAIN END, BODY_NONE, NULL, "text/nothing part-1" },
  { HEAD "\nThis is a multi-part message\n--b\nContent-Type: text/plain\n\nhere are some words said twice\n"
         "--b\nContent-Type: text/html\n\n<p>here are some words said twice</p>\n" END,
    BODY_HTML, "<p>here are some words said twice</p>", "" }, /* no Content-Type */
  { "MIME-Version: 9\n" HEAD "Content-Type: multipart/mixed; boundary=b\n\n" PLAIN END, BODY_TEXT, "plain", "" },
  { MULTI("mixed") "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsame boundary inside\n--b--\n--b--\n",
    BODY_TEXT, "same boundary inside", "" },
  { MULTI("mixed") "--b  \t\nContent-Type: text/plain\n\nblanks\n--b-- \n", BODY_TEXT, "blanks", "" },
  { MULTI("mixed") "--bb\n--b-\n--b\n\n--bee\n-- \nsigned\n" END, BODY_TEXT, "--bee\n-- \nsigned", "" },
  { MULTI(
        "mixed") "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--b\n\ntwo\n--c\nno boundary here\n" END,
    BODY_TEXT, "one\n\ntwo\n--c\nno boundary here", "" },
  { MULTI("mixed") "--b\n\nNote: this is no header\n" END, BODY_TEXT, "Note: this is no header", "" },
  { MULTI("mixed") "--b\nContent-Type: text/plain\nthe empty line is missing\n" END, BODY_TEXT,
    "the empty line is missing", "" },
  { MULTI("mixed") "--b\nContent-Type: text/plain\n--b\nContent-Type: text/plain\n\ntwo\n" END, BODY_TEXT, "two", "" },
  { HEAD "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nCRLF\r\n--b--\r\n", BODY_TEXT, "CRLF", "" },
  { "From: a@b\rContent-Type: multipart/mixed; boundary=b\r\r--b\r\rCR\r--b--\r", BODY_TEXT, "CR", "" },
  { HEAD
    "Content-Type: multipart/mixed;\n boundary*0=\"long\";\n boundary*1=\"er\"\n\n--longer\n\nRFC 2231\n--longer--\n",
    BODY_TEXT, "RFC 2231", "" },
};

static char *list_parts(const Newsletter *newsletter)
{
  GString *out = g_string_new(NULL);

  for (guint i = 0; i < newsletter->parts->len; i++) {
    const Part *part = g_ptr_array_index(newsletter->parts, i);

    g_string_append_printf(out, "%s%s %s", i > 0 ? "|" : "", part->type, part->name);
  }
  return g_string_free(out, FALSE);
}

START_TEST(body)
{
  g_autoptr(Mail) mail = decode(body_rows[_i].in);
  g_autofree char *parts = list_parts(mail->newsletter);

  ck_assert_int_eq(mail->kind, body_rows[_i].kind);
  ck_assert_pstr_eq(mail->body, body_rows[_i].body);
  ck_assert_str_eq(parts, body_rows[_i].parts);
  ck_assert_int_eq((mail->newsletter->flags & NEWSLETTER_TEXT_ONLY) != 0, mail->kind != BODY_HTML);
}
END_TEST

static const struct {
  const char *in;
  gsize length;
  const char *body;
  gboolean repaired;
} charset_rows[] = {
#define BYTES(literal) literal, sizeof(literal) - 1
  { BYTES("Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xe9"), "café", FALSE },
  { BYTES("Content-Type: text/plain; charset=iso-8859-1\n\ncaf\xc3\xa9"), "café", FALSE },
  { BYTES("Content-Type: text/plain\n\ncaf\xe9"), "café", FALSE },
  { BYTES("Content-Type: text/html\n\n<meta charset=windows-1251><p>\xe4\xe0"), "<meta charset=windows-1251><p>да",
    FALSE },
  { BYTES("Content-Type: text/html; charset=koi8-r\n\n<meta charset=utf-8><p>\xc4\xc1"), "<meta charset=utf-8><p>да",
    FALSE },
  { BYTES("Content-Type: text/plain; charset=utf-8\n\ncaf\xc3\xa9 \xe2\x82 x"), "café \xef\xbf\xbd x", TRUE },
  { BYTES("Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n//5oAGkA"), "hi", FALSE },
  { BYTES("\na\0b\r\nc\rd"), "ab\nc\nd", FALSE },
};

START_TEST(charset)
{
  g_autoptr(Mail) mail = decode_bytes(charset_rows[_i].in, charset_rows[_i].length);

  ck_assert_str_eq(mail->body, charset_rows[_i].body);
  ck_assert_int_eq((mail->newsletter->flags & NEWSLETTER_REPAIRED) != 0, charset_rows[_i].repaired);
}
END_TEST

START_TEST(fields)
{
  g_autoptr(Mail) mail =
      decode("Return-Path: <r@x>\n"
             "Delivered-To: one@news.example\n"
             "X-Original-To: Two@news.example\n"
             "Envelope-To: <three@news.example>,\n ONE@news.example\n"
             "Received: from x\n"
             "Delivered-To: old@elsewhere.example\n"
             "From: =?utf-8?Q?Caf=C3=A9_News?= <News@Example.ORG>\n"
             "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n =?utf-8?Q?_aus_K=C3=B6ln?=\n"
             "Date: Mon, 23 Nov 2026 14:00:00 +0200\n"
             "Message-ID: <id.1@example.org>\n"
             "List-Id: The \"News\" <News.Example.ORG>\n"
             "List-Unsubscribe: =?us-ascii?Q?=3Chttps=3A//x.org/u=3E=2C_=3Cmailto=3Au=40x=2Eorg=3E?=\n"
             "Content-Language: pt-BR, en\n"
             "Content-Type: text/html\n\n<p>x</p>");
  const Newsletter *newsletter = mail->newsletter;

  ck_assert_str_eq(newsletter->from_name, "Café News");
  ck_assert_str_eq(newsletter->from_address, "News@example.org");
  ck_assert_str_eq(newsletter->subject, "Grüße aus Köln");
  ck_assert_int_eq(newsletter->date, G_GINT64_CONSTANT(1795435200));
  ck_assert_int_eq(newsletter->received, 1000);
  ck_assert_str_eq(newsletter->message_id, "id.1@example.org");
  ck_assert_str_eq(newsletter->list_id, "news.example.org");
  ck_assert_str_eq(newsletter->list_unsubscribe, "<https://x.org/u>, <mailto:u@x.org>");
  ck_assert_str_eq(newsletter->language, "pt");
  ck_assert_int_eq(newsletter->verdict, VERDICT_UNVERIFIED);
  ck_assert_int_eq(newsletter->flags, 0);
  ck_assert_ptr_null(newsletter->web_url);
  ck_assert_uint_eq(mail->recipients->len, 3);
  ck_assert_str_eq(g_ptr_array_index(mail->recipients, 0), "one@news.example");
  ck_assert_str_eq(g_ptr_array_index(mail->recipients, 1), "Two@news.example");
  ck_assert_str_eq(g_ptr_array_index(mail->recipients, 2), "three@news.example");
}
END_TEST

START_TEST(absent_fields)
{
  g_autoptr(Mail) mail = decode("X: y\nMessage-ID: \nList-Id: A list\nDate: never\n\n<html lang=de><p>x");
  const Newsletter *newsletter = mail->newsletter;

  ck_assert_ptr_null(newsletter->from_name);
  ck_assert_ptr_null(newsletter->from_address);
  ck_assert_str_eq(newsletter->subject, "");
  ck_assert_int_eq(newsletter->date, 0);
  ck_assert_ptr_null(newsletter->message_id);
  ck_assert_ptr_null(newsletter->list_id);
  ck_assert_ptr_null(newsletter->list_unsubscribe);
  ck_assert_str_eq(newsletter->language, "de");
  ck_assert_int_eq(newsletter->verdict, VERDICT_FORGED);
}
END_TEST

/* Long URIs come folded; raw 8-bit subjects in the charset of the body. */
START_TEST(odd_fields)
{
  g_autoptr(Mail) mail =
      decode("From: a@b.example\nSubject: \xe4\xe0\nList-Unsubscribe: <https://x.org/\n aaa\n bbb>,\n <mailto:x@y>\n"
             "Message-ID: no-brackets@x\nContent-Type: text/plain; charset=windows-1251\n\nx");

  ck_assert_str_eq(mail->newsletter->subject, "да");
  ck_assert_str_eq(mail->newsletter->list_unsubscribe, "<https://x.org/aaabbb>, <mailto:x@y>");
  ck_assert_str_eq(mail->newsletter->message_id, "no-brackets@x");
}
END_TEST

/* The same mail to another recipient, from an mbox, or read trivially has the same hashes; another body has not. */
START_TEST(hashes)
{
  static const char *const same[] = {
    "From: a@b\nSubject: s\n\nbody\n",
    "Return-Path: <x>\nDelivered-To: y\n folded\nFrom: a@b\nSubject: s\n\nbody\n",
    "From x@y Mon Nov 23 12:00:00 2026\nX-Original-To: z\nFrom: a@b\nSubject: s\n\nbody\n",
    "From: a@b\nSubject: t\n\nbody\n",
    "From: a@b\nSubject: s\n\nBody\n",
  };
  g_autoptr(Mail) first = decode(same[0]);

  for (guint i = 0; i < G_N_ELEMENTS(same); i++) {
    g_autoptr(Mail) mail = decode(same[i]);
    g_autoptr(GBytes) bytes = g_bytes_new(same[i], strlen(same[i]));
    g_autoptr(Newsletter) trivial = mail_read_trivially(bytes, 0);

    ck_assert_str_eq(trivial->sha256, mail->newsletter->sha256);
    ck_assert_str_eq(trivial->body_hash, mail->newsletter->body_hash);
    ck_assert_int_eq(g_str_equal(first->newsletter->sha256, mail->newsletter->sha256), i < 3);
    ck_assert_int_eq(g_str_equal(first->newsletter->body_hash, mail->newsletter->body_hash), i < 4);
    ck_assert_uint_eq(mail->newsletter->size, strlen(same[i]));
  }
  ck_assert_uint_eq(strlen(first->newsletter->sha256), 64);
}
END_TEST

/* Line ends change on the way; nothing else may. */
START_TEST(body_hashes)
{
  static const struct {
    const char *a, *b;
    gboolean same;
  } rows[] = {
    { "one\r\ntwo\r\n", "one\ntwo\n", TRUE },
    { "one\n", "one", TRUE },
    { "one\n\n\r\n", "one\r\n", TRUE },
    { "", "\n\n", TRUE },
    { "one\rtwo", "one\ntwo", FALSE },
    { "one\r\r\ntwo", "one\ntwo", FALSE },
    { "one\n\ntwo", "one\ntwo", FALSE },
    { "one ", "one", FALSE },
    { "\none", "one", FALSE },
    { "one\r", "one", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *a = body_hash(rows[i].a, strlen(rows[i].a));
    g_autofree char *b = body_hash(rows[i].b, strlen(rows[i].b));

    ck_assert_msg(g_str_equal(a, b) == rows[i].same, "row %u", i);
  }
}
END_TEST

START_TEST(empty)
{
  g_autoptr(GBytes) bytes = g_bytes_new(NULL, 0);
  g_autoptr(GError) error = NULL;
  g_autoptr(Newsletter) trivial = mail_read_trivially(bytes, 7);

  ck_assert_ptr_null(mail_decode(bytes, 0, NULL, &error));
  ck_error(error, ERROR_INVALID);
  ck_assert_int_eq(trivial->received, 7);
  ck_assert_str_eq(trivial->subject, "");
}
END_TEST

static const struct {
  const char *in, *name, *address, *subject;
  Verdict verdict;
} trivial_rows[] = {
  { "From: Ann <a@b>\nSubject: s\n\nFrom: x\n", "Ann", "a@b", "s", VERDICT_UNVERIFIED },
  { "Received: x\r\n y\r\nfrom : a@b\r\nSUBJECT:  two\r\n folded\r\n\r\n", NULL, "a@b", "two", VERDICT_UNVERIFIED },
  { "From: no address\n\n", "no address", NULL, "", VERDICT_UNVERIFIED },
  { "From: a@b\nFrom: c@d\n\n", NULL, "a@b", "", VERDICT_FORGED },
  { "Subject: \xff\x1b[31m\n\n", NULL, NULL, "\xef\xbf\xbd[31m", VERDICT_FORGED },
  { "From: <\n\n", "<", NULL, "", VERDICT_UNVERIFIED },
};

START_TEST(trivial)
{
  g_autoptr(GBytes) bytes = g_bytes_new(trivial_rows[_i].in, strlen(trivial_rows[_i].in));
  g_autoptr(Newsletter) newsletter = mail_read_trivially(bytes, 5);

  ck_assert_pstr_eq(newsletter->from_name, trivial_rows[_i].name);
  ck_assert_pstr_eq(newsletter->from_address, trivial_rows[_i].address);
  ck_assert_str_eq(newsletter->subject, trivial_rows[_i].subject);
  ck_assert_int_eq(newsletter->verdict, trivial_rows[_i].verdict);
  ck_assert(newsletter->flags & NEWSLETTER_UNDECODED);
  ck_assert_str_eq(newsletter->markdown, "");
}
END_TEST

static const struct {
  const char *header, *name, *content_id;
  gboolean is_inline;
} part_rows[] = {
  { "Content-Disposition: attachment; filename=a.pdf", "a.pdf", NULL, FALSE },
  { "Content-Disposition: attachment; filename=\"../../etc/passwd\"", "passwd", NULL, FALSE },
  { "Content-Disposition: attachment; filename=\"C:\\dir\\a.exe\"", "a.exe", NULL, FALSE },
  { "Content-Disposition: attachment; filename=\"..\"", "part-1", NULL, FALSE },
  { "Content-Disposition: attachment; filename=\".profile\"", "profile", NULL, FALSE },
  { "Content-Disposition: attachment; filename=\"dir/\"", "part-1", NULL, FALSE },
  { "Content-Disposition: attachment; filename*=utf-8''a%0Ab%2F%E2%80%AEc", "c", NULL, FALSE },
  { "Content-Disposition: attachment; filename=\"=?utf-8?Q?=2E=2E=2Fx?=\"", "x", NULL, FALSE },
  { "Content-ID: <i@x>", "part-1", "i@x", TRUE },
  { "Content-ID: i@x", "part-1", "i@x", TRUE },
  { "Content-ID: <>", "part-1", NULL, FALSE },
  { "Content-ID: <i@x>\nContent-Disposition: attachment", "part-1", "i@x", FALSE },
  { "Content-Disposition: inline", "part-1", NULL, TRUE },
};

START_TEST(one_part)
{
  g_autofree char *in =
      g_strdup_printf(MULTI("mixed") "--b\nContent-Type: IMAGE/Png\n%s\n\nbytes\n" END, part_rows[_i].header);
  g_autoptr(Mail) mail = decode(in);
  const Part *part;

  ck_assert_uint_eq(mail->newsletter->parts->len, 1);
  part = g_ptr_array_index(mail->newsletter->parts, 0);
  ck_assert_str_eq(part->type, "image/png");
  ck_assert_str_eq(part->name, part_rows[_i].name);
  ck_assert_pstr_eq(part->content_id, part_rows[_i].content_id);
  ck_assert_int_eq(part->is_inline, part_rows[_i].is_inline);
  ck_assert_uint_eq(g_bytes_get_size(part->bytes), strlen("bytes"));
}
END_TEST

START_TEST(long_name)
{
  GString *in = g_string_new(MULTI("mixed") "--b\nContent-Type: image/png; name=\"");
  g_autoptr(Mail) mail = NULL;
  const Part *part;

  for (guint i = 0; i < 500; i++)
    g_string_append(in, "é");
  g_string_append(in, ".png\"\n\nbytes\n" END);
  mail = decode(in->str);
  part = g_ptr_array_index(mail->newsletter->parts, 0);
  ck_assert_int_eq(g_utf8_strlen(part->name, -1), 120);
  ck_assert(g_str_has_suffix(part->name, ".png"));
  g_string_free(in, TRUE);
}
END_TEST

static gpointer decode_often(gpointer data)
{
  const char *in = data;

  for (guint i = 0; i < 200; i++) {
    g_autoptr(Mail) mail = decode(in);

    ck_assert_str_eq(mail->body, "<p>html</p>");
  }
  return NULL;
}

START_TEST(threads)
{
  const char *in = MULTI("alternative") PLAIN HTML END;
  GThread *other = g_thread_new("other", decode_often, (gpointer)in);

  decode_often((gpointer)in);
  g_thread_join(other);
}
END_TEST

Suite *test_decode_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("decode", &tcase);

  tcase_add_loop_test(tcase, body, 0, G_N_ELEMENTS(body_rows));
  tcase_add_loop_test(tcase, charset, 0, G_N_ELEMENTS(charset_rows));
  tcase_add_test(tcase, fields);
  tcase_add_test(tcase, absent_fields);
  tcase_add_test(tcase, odd_fields);
  tcase_add_test(tcase, hashes);
  tcase_add_test(tcase, body_hashes);
  tcase_add_test(tcase, empty);
  tcase_add_loop_test(tcase, trivial, 0, G_N_ELEMENTS(trivial_rows));
  tcase_add_loop_test(tcase, one_part, 0, G_N_ELEMENTS(part_rows));
  tcase_add_test(tcase, long_name);
  tcase_add_test(tcase, threads);
  return suite;
}
