/* SPDX-License-Identifier: MIT */
#include "mail/sniff.h"

#include <string.h>

#include "suites.h"
#include "support.h"

static const struct {
  const char *in;
  gboolean is_html;
} html_rows[] = {
  { "<!DOCTYPE html><p>x", TRUE },
  { "\n\t <HTML lang=de>", TRUE },
  { "\xef\xbb\xbf<html>", TRUE },
  { "<p>one</p>\n<p>two</p>\n", TRUE },
  { "<p>one</p> and text", FALSE },
  { "<pretty>x</pretty>", FALSE },
  { "<https://example.org>", FALSE },
  { "text <html>", FALSE },
  { "<htm", FALSE },
  { "<", FALSE },
  { "", FALSE },
};

START_TEST(is_html)
{
  gsize length = strlen(html_rows[_i].in);
  g_autofree char *in = g_memdup2(html_rows[_i].in, length);

  ck_assert_int_eq(sniff_is_html(in, length), html_rows[_i].is_html);
}
END_TEST

static const struct {
  const char *in;
  gboolean visible;
} visible_rows[] = {
  { "", FALSE },
  { "<p>&nbsp; &#160;&#xA0;&zwnj;\u200b\u00ad</p>", FALSE },
  { "<title>t</title><style>a{}</style><script>x</script><!-- c -->", FALSE },
  { "<img src=x alt=y>", FALSE },
  { "<style>never closed", FALSE },
  { "<!-- never closed", FALSE },
  { "<p", FALSE },
  { "<p>x", TRUE },
  { "<styled>x", TRUE },
  { "&amp;", TRUE },
  { "1 < 2", TRUE },
  { "<style>a</style>x", TRUE },
  { "<!-- a > -->é", TRUE },
};

START_TEST(visible)
{
  ck_assert_int_eq(sniff_is_visible(visible_rows[_i].in), visible_rows[_i].visible);
}
END_TEST

static const struct {
  const char *in, *charset, *language;
} head_rows[] = {
  { "<html lang=\"pt-BR\"><meta charset=utf-8>", "utf-8", "pt" },
  { "<html xml:lang='de' ><meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>", "koi8-r", "de" },
  { "<HTML LANG=EN><META name=x><META CHARSET = \"big5\"/>", "big5", "en" },
  { "<html lang=und><metadata charset=x><p charset=y>", NULL, NULL },
  { "<html lang><meta charset>", NULL, NULL },
  { "<html lang=><meta charset=>", NULL, NULL },
  { "<html data-lang=de><meta", NULL, NULL },
  { "<html lang=english>", NULL, NULL },
  { "<meta charset=x", "x", NULL },
  { "", NULL, NULL },
};

START_TEST(head)
{
  gsize length = strlen(head_rows[_i].in);
  g_autofree char *in = g_memdup2(head_rows[_i].in, length);
  g_autofree char *charset = sniff_meta_charset(in, length);
  g_autofree char *language = sniff_language(head_rows[_i].in);

  ck_assert_pstr_eq(charset, head_rows[_i].charset);
  ck_assert_pstr_eq(language, head_rows[_i].language);
}
END_TEST

static const struct {
  const char *in;
  gboolean markup;
} markup_rows[] = {
  { "plain text", FALSE }, { "a < b & c", FALSE },   { "AT&T", TRUE }, { "a<br>b", TRUE },
  { "&#8217;", TRUE },     { "x <!-- c -->", TRUE }, { "<", FALSE },   { "&", FALSE },
};

START_TEST(markup)
{
  ck_assert_int_eq(sniff_has_markup(markup_rows[_i].in), markup_rows[_i].markup);
}
END_TEST

Suite *test_sniff_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("sniff", &tcase);

  tcase_add_loop_test(tcase, is_html, 0, G_N_ELEMENTS(html_rows));
  tcase_add_loop_test(tcase, visible, 0, G_N_ELEMENTS(visible_rows));
  tcase_add_loop_test(tcase, head, 0, G_N_ELEMENTS(head_rows));
  tcase_add_loop_test(tcase, markup, 0, G_N_ELEMENTS(markup_rows));
  return suite;
}
