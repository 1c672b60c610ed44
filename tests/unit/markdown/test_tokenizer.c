/* SPDX-License-Identifier: MIT */
#include "markdown/tokenizer.h"

#include <string.h>

#include "suites.h"

/* Tokens in one line: text as it is, <name a=v>, </name>, {comment}, !doctype. */
static char *describe(const char *html, TokenizerContent content, const char *last_tag)
{
  GString *out = g_string_new(NULL);
  gsize length = strlen(html);
  g_autofree char *exact = length > 0 ? g_memdup2(html, length) : NULL; /* no nul behind it: reading on is seen */
  Tokenizer tokenizer;
  const Token *token;

  tokenizer_init(&tokenizer, exact, length);
  if (content != CONTENT_DATA)
    tokenizer_set_content(&tokenizer, content, last_tag);
  while ((token = tokenizer_next(&tokenizer))->kind != TOKEN_EOF) {
    if (token->kind == TOKEN_COMMENT)
      g_string_append_printf(out, "{%.*s}", (int)token->length, token->text);
    else if (token->kind == TOKEN_DOCTYPE)
      g_string_append_printf(out, "!%.*s", (int)token->length, token->text);
    else if (token->kind == TOKEN_TEXT)
      g_string_append_len(out, token->text, (gssize)token->length);
    else
      g_string_append_printf(out, "<%s%s", token->kind == TOKEN_END_TAG ? "/" : "", token->text);
    if (token->kind != TOKEN_START_TAG && token->kind != TOKEN_END_TAG)
      continue;
    for (guint i = 0; i < token->attribute_count; i++)
      g_string_append_printf(out, " %s=%s", tokenizer_name(&tokenizer, &token->attributes[i]),
                             tokenizer_value(&tokenizer, &token->attributes[i], NULL));
    g_string_append(out, token->self_closing ? "/>" : ">");
  }
  tokenizer_clear(&tokenizer);
  return g_string_free(out, FALSE);
}

static const struct {
  const char *html;
  TokenizerContent content;
  const char *last_tag;
  const char *tokens;
} rows[] = {
  { "", CONTENT_DATA, "", "" },
  { "a<b>c</b>d", CONTENT_DATA, "", "a<b>c</b>d" },
  { "<P CLASS=X>", CONTENT_DATA, "", "<p class=X>" },
  { "<a href=\"x&amp;y\" b='c\"d' e=f g h = i>", CONTENT_DATA, "", "<a href=x&y b=c\"d e=f g= h=i>" },
  { "<a href=x/y/>", CONTENT_DATA, "", "<a href=x/y/>" },
  { "<br/><br / >", CONTENT_DATA, "", "<br/><br>" },
  { "<a href='?a=1&copy=2&lt=3'>", CONTENT_DATA, "", "<a href=?a=1&copy=2&lt=3>" },
  { "<a href=?a&copy;>", CONTENT_DATA, "", "<a href=?a\xc2\xa9>" },
  { "<a a=1 A=2 a>", CONTENT_DATA, "", "<a a=1>" },
  { "<a =x==y>", CONTENT_DATA, "", "<a =x==y>" },
  { "<a\nb\tc\f>", CONTENT_DATA, "", "<a b= c=>" },
  { "<a b=\"c\"d>", CONTENT_DATA, "", "<a b=c d=>" },
  { "<a/b/c=d>", CONTENT_DATA, "", "<a b= c=d>" },
  { "<a href=>x", CONTENT_DATA, "", "<a href=>x" },
  { "1 < 2 &lt; 3 <4 <", CONTENT_DATA, "", "1 < 2 < 3 <4 <" },
  { "</>a</ b>c</1>", CONTENT_DATA, "", "a{ b}c{1}" },
  { "<?xml a?>b", CONTENT_DATA, "", "{?xml a?}b" },
  { "<!DOCTYPE html>a<!doctype x \">\">", CONTENT_DATA, "", "! htmla! x \"\">" },
  /* every way in which a comment ends */
  { "<!-->a<!--->b<!---->c<!-- -- -->d<!----!>e<!--f--!>g", CONTENT_DATA, "", "{}a{}b{}c{ -- }d{}e{f}g" },
  { "<!--a--b->c--", CONTENT_DATA, "", "{a--b->c}" },
  { "<!--a--!", CONTENT_DATA, "", "{a}" },
  { "<!-a->b", CONTENT_DATA, "", "{-a-}b" },
  /* Outlook's conditional comments, hidden and revealed */
  { "<!--[if mso]>a<![endif]-->b", CONTENT_DATA, "", "{[if mso]>a<![endif]}b" },
  { "<![if !mso]>a<![endif]>b", CONTENT_DATA, "", "{[if !mso]}a{[endif]}b" },
  { "<!--[if !mso]><!-->a<!--<![endif]-->b", CONTENT_DATA, "", "{[if !mso]><!}a{<![endif]}b" },
  { "<!--[if !mso]> -->a<!-- <![endif]-->", CONTENT_DATA, "", "{[if !mso]> }a{ <![endif]}" },
  { "<![CDATA[a>b]]>", CONTENT_DATA, "", "{[CDATA[a}b]]>" },
  /* a tag that the end of the input cuts is dropped, as browsers do */
  { "a<b", CONTENT_DATA, "", "a" },
  { "a<b c=\"d>e", CONTENT_DATA, "", "a" },
  { "a</b ", CONTENT_DATA, "", "a" },
  { "<title>", CONTENT_RCDATA, "title", "<title>" },
  { "<b>&amp;</titl></TITLE >x", CONTENT_RCDATA, "title", "<b>&</titl></title>x" },
  { "a<b>&amp;</styles></style/>x", CONTENT_RAWTEXT, "style", "a<b>&amp;</styles></style/>x" },
  { "<!-- <script> </script> --></script>x", CONTENT_SCRIPT, "script", "<!-- <script> </script> --></script>x" },
  { "<!--</script>x", CONTENT_SCRIPT, "script", "<!--</script>x" },
  { "<!--><script></script>x", CONTENT_SCRIPT, "script", "<!--><script></script>x" },
  { "a</plaintext>&amp;", CONTENT_PLAINTEXT, "plaintext", "a</plaintext>&amp;" },
};

START_TEST(test_tokens)
{
  g_autofree char *tokens = describe(rows[_i].html, rows[_i].content, rows[_i].last_tag);

  ck_assert_str_eq(tokens, rows[_i].tokens);
}
END_TEST

/* After </script> the text is HTML again: that the row above shows the same bytes does not tell. */
START_TEST(test_script_ends)
{
  const char *html = "<!-- <script> </script> --></script><b>";
  Tokenizer tokenizer;

  tokenizer_init(&tokenizer, html, strlen(html));
  tokenizer_set_content(&tokenizer, CONTENT_SCRIPT, "script");
  ck_assert_uint_eq(tokenizer_next(&tokenizer)->length, strlen("<!-- <script> </script> -->"));
  ck_assert_int_eq(tokenizer_next(&tokenizer)->kind, TOKEN_END_TAG);
  ck_assert_int_eq(tokenizer_next(&tokenizer)->kind, TOKEN_START_TAG);
  ck_assert_int_eq(tokenizer_next(&tokenizer)->kind, TOKEN_EOF);
  tokenizer_clear(&tokenizer);
}
END_TEST

static Tokenizer tokenize_one(const char *html)
{
  Tokenizer tokenizer;

  tokenizer_init(&tokenizer, html, strlen(html));
  ck_assert_int_eq(tokenizer_next(&tokenizer)->kind, TOKEN_START_TAG);
  return tokenizer;
}

START_TEST(test_limits)
{
  g_autoptr(GString) many = g_string_new("<a");
  g_autofree char *long_value = g_strnfill(TOKENIZER_MAX_VALUE + 1, 'x');
  g_autofree char *tag = g_strdup_printf("<a x=\"%s\" href=y>", long_value);
  Tokenizer tokenizer;

  for (guint i = 0; i < TOKENIZER_MAX_ATTRIBUTES + 1; i++)
    g_string_append_printf(many, " a%u=%u", i, i);
  g_string_append_c(many, '>');
  tokenizer = tokenize_one(many->str);
  ck_assert_uint_eq(tokenizer.token.attribute_count, TOKENIZER_MAX_ATTRIBUTES);
  ck_assert(tokenizer.limited);
  tokenizer_clear(&tokenizer);

  tokenizer = tokenize_one(tag);
  ck_assert_ptr_null(tokenizer_attribute(&tokenizer, "x"));
  ck_assert_str_eq(tokenizer_attribute(&tokenizer, "href"), "y");
  ck_assert(tokenizer.limited);
  tokenizer_clear(&tokenizer);
}
END_TEST

Suite *suite_tokenizer(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/tokenizer", &tcase);

  tcase_add_loop_test(tcase, test_tokens, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, test_script_ends);
  tcase_add_test(tcase, test_limits);
  return suite;
}
