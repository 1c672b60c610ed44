/* SPDX-License-Identifier: MIT */
/* Elements and cleaning: each row has the reason why real mail needs it. */
#include "markdown/build.h"

#include "convert.h"
#include "suites.h"

static const ConvertRow hidden[] = {
  { "<p style='display:none'>a</p><p>b</p>", "b" },
  { "<p hidden>a</p><p>b</p>", "b" },
  { "<p style='opacity:0'>a</p>b", "b" },
  { "<div style='max-height:0;overflow:hidden'>a</div>b", "b" },
  /* Cooperpress hides its preheaders so; text in a line and table cells have no height to set */
  { "<div style='height:0px;overflow-y:hidden;padding:0'>a</div>b", "b" },
  { "<span style='height:0;overflow:hidden'>a</span>b", "ab" },
  { "<span style='display:block;height:0;overflow:hidden'>a</span>b", "b" },
  { "<table><tr><td style='height:0;overflow:hidden'>a</td></tr></table>", "a" },
  { "<div style='height:0;overflow:hidden;padding-bottom:56%'>a</div>b", "a\n\nb" },
  /* a preheader alone is often hidden by font size; MJML and beehiiv set it to 0 on wrappers and set it again inside */
  { "<div style='font-size:0'><p>a</p></div>", "" },
  { "<table><tr><td style='font-size:0'><div style='font-size:16px'>a</div>b</td></tr></table>", "a" },
  { "<div style='font-size:0px'><span style='font-size:100%'>a</span></div>", "" },
  { "<div style='visibility:hidden'>a<span style='visibility:visible'>b</span></div>", "b" },
  /* visible buttons carry mso-hide, visible text a line height of nothing */
  { "<a href=http://x.org style='mso-hide:all'>a</a>", "[a](L1)" },
  { "<p style='line-height:0'>a</p>", "a" },
  { "<p style='max-height:0'>a</p>", "a" },
  /* what is inside stays hidden, whatever it says of itself */
  { "<div style='display:none'><p style='display:block'>a</p></div>b", "b" },
  { "<ul><li style='display:none'>a<li>b</ul>", "- b" },
  { "<ul style='display:none'><li>a</ul>b", "b" },
  { "<tr-x style='display:none'>a</tr-x>b", "b" },
  { "<p>a<span style='display:none'>b</p><p>c</p>", "a\n\nc" },
  { "<p>a<b style='display:none'>b</b>c</p>", "ac" },
};

static const ConvertRow padding[] = {
  /* the preview text is padded so that nothing else gets into it */
  { "Offer&nbsp;&zwnj;&nbsp;&zwnj;&nbsp;&zwnj;", "Offer" },
  { "<div>&#847;&zwnj;&nbsp;&#8199;&shy;&#847; &#65279;</div>b", "b" },
  { "&#8203;a&#8203;b", "ab" },
  { "a\xc2\xad"
    "b",
    "ab" },
  { "a &nbsp; b", "a b" },
  { "a&#8239;b", "a\xe2\x80\xaf"
                 "b" },
  { "a&emsp;&emsp;b", "a b" },
  /* joiners between letters are spelling, and an emoji's joiner makes it one picture */
  { "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae", "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae" },
  { "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb" },
  { "a&zwnj; b", "a b" },
  { "a&#1;&#127;&#x81;b", "ab" },
};

static const ConvertRow dropped[] = {
  { "<head><title>t</title><style>p{}</style></head><body>a", "a" },
  { "<script>var a = '<p>';</script>b", "b" },
  { "<style><p>a</style>b", "b" },
  { "<title>a<b>b</title>c", "c" },
  { "<textarea>a</textarea><select><option>b</select><input value=c>d", "d" },
  { "<form>a <button>b</button></form>", "a b" },
  { "<iframe>a</iframe><noframes>b</noframes><noembed>c</noembed>d", "d" },
  { "<noscript>a</noscript>", "a" },
  { "<template>a</template>b", "b" },
  { "<svg><text>a</text></svg>b", "b" },
  { "<svg/>a", "a" },
  { "<svg><p>a", "a" }, /* an open <svg> does not swallow the letter */
  { "<svg><svg></svg>a</svg>b", "b" },
  { "<o:p>&nbsp;</o:p>a", "a" },
  { "<!--a-->b<!-- ", "b" },
  { "a</body></html>b", "ab" },
};

/* Outlook's conditional comments, as browsers take them. */
static const ConvertRow conditional[] = {
  { "<!--[if mso]><p>a</p><![endif]-->b", "b" },
  { "<!--[if gte mso 9]><xml>a</xml><![endif]-->b", "b" },
  { "<![if !mso]><p>a</p><![endif]>b", "a\n\nb" },
  { "<!--[if !mso]><!--><p>a</p><!--<![endif]-->b", "a\n\nb" },
  { "<!--[if !mso]><!-- --><p>a</p><!-- <![endif]-->b", "a\n\nb" },
  { "<!--[if (mso)|(IE)]><table><tr><td><![endif]-->a<!--[if (mso)|(IE)]></td></tr></table><![endif]-->", "a" },
  { "a<![endif]-->b", "ab" },
};

static const ConvertRow images[] = {
  { "<img alt='A red door'>", "A red door" },
  { "<a href=http://x.org><img alt='A red door'></a>", "[A red door](L1)" },
  { "<a href=http://x.org><img alt=''></a>a", "a" },
  { "a<map><area href=http://x.org alt='Red doors'><area alt=Blue href=http://y.org></map>b",
    "a\\\n[Red doors](L1)\\\n[Blue](L2) b" },
  { "<area href=http://x.org alt='' ><area href=http://x.org><area alt=Wall>a", "a" },
  { "<div style='display:none'><area href=http://x.org alt=Doors></div>a", "a" },
  { "<area href='javascript:x' alt=Doors>a", "Doors a" },
  { "<a href=http://x.org><img src=a.png></a>a", "a" },
  { "<img alt=counter width=1 height=1>a", "a" },
  { "<img alt=spacer height=2>a", "a" },
  { "<img alt=wide width='100%'>a", "wide a" },
  { "<img alt=IMG_1234><img alt=header.PNG><img alt=Image><img alt='---'>a", "a" },
  { "<img alt='http://x.org/a.png'>a", "a" },
  { "<img src=data:image/png;base64,AAAA alt=Logo>a", "Logo a" },
  { "<img alt=Facebook><img alt=Twitter>", "Facebook Twitter" },
  { "<img alt='Hello' style='display:none'>a", "a" },
  { "<img alt='a\nb *c*'>", "a b \\*c\\*" },
  { "Hi <img alt='\xf0\x9f\x98\x80'>!", "Hi \xf0\x9f\x98\x80!" },
};

static const ConvertRow elements[] = {
  { "a<p>b<p>c</p>d", "a\n\nb\n\nc\n\nd" },
  { "<h1>a</h1><h2>b<h3>c</h3>d", "# a\n\n## b\n\n### c\n\nd" },
  { "<h1><div>a</div><div>b</div></h1>", "# a\n\n# b" },
  { "<h1>&nbsp;</h1>a", "a" },
  { "<br>a", "a" },
  { "a</br>b", "a\\\nb" },
  { "a<hr>b", "a\n\n***\n\nb" },
  { "<ul><li>a<li>b<ol><li>c</ol><li>d</ul>", "- a\n- b\n  1. c\n- d" },
  { "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c" }, /* a list right in a list */
  { "<ul>a<li>b</ul>", "- a\n- b" },
  { "<li>a<li>b", "- a\n- b" },
  { "<ol start=5><li>a<li>b</ol>", "5. a\n6. b" },
  { "<ol start=-5><li>a</ol>", "1. a" },
  { "<ol start=99999999999><li>a</ol>", "1. a" },
  { "<ol start=999999999><li>a<li>b</ol>", "999999999. a\n999999999. b" },
  { "<ul><li></li><li>a</ul>", "-\n- a" },
  { "<ul><li><img></li><li>a</ul>", "- a" }, /* emptied by cleaning */
  { "<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n\n- b" },
  { "<ul><li>a</ul><ul><li>b</ul>", "- a\n\n+ b" },
  { "<ol><li>a</ol><ol><li>b</ol><ol><li>c</ol>", "1. a\n\n1) b\n\n1. c" },
  { "<ul><li>a<div>b</div></ul>", "- a\n\n  b" },
  { "<ul><li>a<ol start=3><li>b</ol></ul>", "- a\n\n  3. b" }, /* may not interrupt a paragraph */
  { "<ul><li><ul><li>a</ul></ul>", "- - a" },
  { "<blockquote>a<p>b</p></blockquote><blockquote>c</blockquote>", "> a\n>\n> b\n\n> c" },
  { "<blockquote><ul><li>a<pre>b\n\nc</pre></ul></blockquote>", "> - a\n>   ```\n>   b\n>\n>   c\n>   ```" },
  { "<dl><dt>a<dd>b<dt>c</dl>", "a\n\nb\n\nc" },
  { "<q>a</q>", "\xe2\x80\x9c"
                "a\xe2\x80\x9d" },
  /* inline elements that stand alone or apart, as tabs and buttons do */
  { "<a href=http://x.org/a style='display:block'>a</a><a href=http://x.org/b style='display:block'>b</a>",
    "[a](L1)\n\n[b](L2)" },
  { "<span style='display:inline-block'>a</span><span style='display:inline-block'>b</span>", "a b" },
};

START_TEST(test_hidden)
{
  convert_check_html(&hidden[_i]);
}
END_TEST

START_TEST(test_padding)
{
  convert_check_html(&padding[_i]);
}
END_TEST

START_TEST(test_dropped)
{
  convert_check_html(&dropped[_i]);
}
END_TEST

START_TEST(test_conditional)
{
  convert_check_html(&conditional[_i]);
}
END_TEST

START_TEST(test_images)
{
  convert_check_html(&images[_i]);
}
END_TEST

START_TEST(test_elements)
{
  convert_check_html(&elements[_i]);
}
END_TEST

START_TEST(test_language)
{
  static const struct {
    const char *html, *language;
  } rows[] = { { "<html lang=en-GB>", "en" }, { "<html LANG='DE'>", "de" }, { "<html lang=''>", NULL },
               { "<p lang=fr>", NULL },       { "<html>", NULL },           { "<html lang=x-klingon>", NULL },
               { "<body lang=pt_BR>", "pt" } };
  g_autoptr(Document) document = document_new(0);
  g_autofree char *language = NULL;

  build_html(document, rows[_i].html, strlen(rows[_i].html), &language);
  ck_assert_pstr_eq(language, rows[_i].language);
}
END_TEST

Suite *suite_build(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/build", &tcase);

  tcase_add_loop_test(tcase, test_hidden, 0, G_N_ELEMENTS(hidden));
  tcase_add_loop_test(tcase, test_padding, 0, G_N_ELEMENTS(padding));
  tcase_add_loop_test(tcase, test_dropped, 0, G_N_ELEMENTS(dropped));
  tcase_add_loop_test(tcase, test_conditional, 0, G_N_ELEMENTS(conditional));
  tcase_add_loop_test(tcase, test_images, 0, G_N_ELEMENTS(images));
  tcase_add_loop_test(tcase, test_elements, 0, G_N_ELEMENTS(elements));
  tcase_add_loop_test(tcase, test_language, 0, 7);
  return suite;
}
