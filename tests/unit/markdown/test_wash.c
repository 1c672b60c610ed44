/* SPDX-License-Identifier: MIT */
#include "markdown/wash.h"

#include <string.h>

#include "suites.h"
#include "wash_page.h"

#define HEAD "<html><head><meta charset=\"utf-8\">"
#define LINK " rel=\"noopener noreferrer nofollow\" target=\"_blank\""

/* What stands in <body>. */
static char *wash_body(const char *html)
{
  g_autofree char *page = wash_page(html);
  const char *body = strstr(page, "<body>");

  ck_assert_ptr_nonnull(body);
  ck_assert(g_str_has_suffix(body, "</body></html>"));
  return g_strndup(body + 6, strlen(body) - strlen("<body></body></html>"));
}

typedef struct {
  const char *html, *body;
} Row;

static const Row hostile[] = {
  /* scripts */
  { "a<script>alert(1)</script>b", "ab" },
  { "<SCRIPT SRC=//x.org/x.js></SCRIPT>", "" },
  { "<script>a<!--<script></script>b--></script>c", "c" },
  { "<script/x>alert(1)</script/y>z", "z" },
  { "<scr<script>ipt>alert(1)</scr</script>ipt>", "ipt&gt;alert(1)ipt&gt;" },
  { "<script>alert(1)", "" },
  { "<<script>alert(1);//<</script>b", "&lt;b" },
  { "<style><script>alert(1)</script></style>b", "b" },
  { "<iframe src=javascript:alert(1)></iframe><frame src=x><frameset onload=alert(1)>b", "b" },
  { "<object data=x.swf><param name=a value=b>fallback</object><embed src=x>", "fallback" },
  { "<applet code=x>b</applet>", "b" },
  { "<link rel=stylesheet href=http://x.org/x.css><base href=javascript:/><meta http-equiv=refresh content='0;url=x'>",
    "" },
  { "<form action=http://x.org/><input name=a value=b><button formaction=javascript:alert(1)>go</button></form>",
    "<div>"
    "<span>go</span></div>" },
  { "<textarea><img src=x onerror=alert(1)></textarea>a", "a" },
  { "<select><option>a<img src=x onerror=alert(1)></select>b", "b" },
  { "<isindex action=javascript:alert(1)>a", "a" },
  { "<bgsound src=javascript:alert(1)><video src=x onerror=alert(1)><source onerror=alert(1)>v</video>", "v" },
  { "<audio onloadstart=alert(1) src=x>", "" },
  { "<marquee onstart=alert(1)>a</marquee>", "a" },
  { "<portal src=x>a</portal><slot name=x>b</slot><custom-tag is=x>c</custom-tag>", "abc" },
  { "<dialog open onclose=alert(1)>a</dialog>b<canvas>c</canvas>d", "bd" },
  { "<details open ontoggle=alert(1)>a</details>", "<details open=\"\">a</details>" },
  /* handlers */
  { "<p onclick=alert(1) ONMOUSEOVER='x' onfocus=y autofocus tabindex=1 contenteditable>a", "<p>a</p>" },
  { "<img src=x onerror=alert(1)//>", "<img>" },
  { "<img/src=http://x.org/a.png/onerror=alert(1)>", "<img src=\"http://x.org/a.png/onerror=alert(1)\">" },
  { "<img src='http://x.org/'onerror=alert(1)>", "<img src=\"http://x.org/\">" },
  { "<img \"\"\"><script>alert(1)</script>\">", "<img>\"&gt;" },
  { "<b/onclick=alert(1)>a</b>", "<b>a</b>" },
  { "<b \x0b onclick=alert(1)>a</b>", "<b>a</b>" },
  { "<b a='>' onclick=alert(1)>c</b>", "<b>c</b>" },
  { "<p title=a title=\"b\" TITLE='c' onclick=d onclick=e>x", "<p title=\"a\">x</p>" },
  { "<p title='\"onclick=alert(1)//'>x", "<p title=\"&quot;onclick=alert(1)//\">x</p>" },
  { "<p title='`onclick=alert(1)//` &quot;&#39;&lt;'>x", "<p title=\"`onclick=alert(1)//` &quot;'&lt;\">x</p>" },
  { "<body onload=alert(1)>a", "a" },
  { "<html onclick=alert(1)><head onclick=alert(1)><body>a", "a" },
  /* addresses */
  { "<a href=javascript:alert(1)>a</a>", "<a>a</a>" },
  { "<a href=' &#1;JaVaScRiPt:alert(1)'>a</a>", "<a>a</a>" },
  { "<a href='java\tscript&colon;alert(1)'>a</a>", "<a>a</a>" },
  { "<a href='java&NewLine;script&#58alert(1)'>a</a>", "<a>a</a>" },
  { "<a href='&#0000106avascript:alert(1)'>a</a>", "<a>a</a>" },
  { "<a href='&#x6A;&#x61;vascript:alert(1)'>a</a>", "<a>a</a>" },
  { "<a href=vbscript:msgbox(1)>a</a><a href='data:text/html,<script>alert(1)</script>'>b</a>", "<a>a</a><a>b</a>" },
  { "<a href=view-source:http://x.org/>a</a><a href=blob:x>b</a><a href=file:///etc/passwd>c</a>",
    "<a>a</a><a>b</a><a>c</a>" },
  { "<a href=/x>a</a><a href=//x.org/>b</a><a href=#top>c</a><a href='x:y'>d</a><a href>e</a>",
    "<a>a</a><a>b</a><a>c</a><a>d</a><a>e</a>" },
  { "<a href='http://x.org/\"onclick=alert(1)'>a</a>", "<a href=\"http://x.org/%22onclick=alert(1)\"" LINK ">a</a>" },
  { "<a href='http://x.org/?a&amp;lt;b&lt;c'>a</a>", "<a href=\"http://x.org/?a&amp;lt;b%3Cc\"" LINK ">a</a>" },
  { "<a href=https://x.org/ target=_top rel=opener ping=http://y.org/ download referrerpolicy=unsafe-url>a</a>",
    "<a href=\"https://x.org/\"" LINK ">a</a>" },
  { "<a href=mailto:a@x.org>a</a>", "<a href=\"mailto:a@x.org\"" LINK ">a</a>" },
  { "<img src=javascript:alert(1)><img dynsrc=x lowsrc=y srcset='z 2x' longdesc=a>", "<img><img>" },
  { "<img src='data:image/svg+xml;base64,PHN2Zz4='><img src='data:image/png,x'><img src='data:text/html;base64,AA=='>",
    "<img><img><img>" },
  { "<img src='DATA:image/png;base64,AA=='><img src='data:image/png;base64,AA\"=='>", "<img><img>" },
  { "<img src='data:image/png;base64,iVBORw0KGgo='>", "<img src=\"data:image/png;base64,iVBORw0KGgo=\">" },
  { "<img src=parts/4><img src=parts/03><img src=../parts/0><img src=parts/0/../..><img src=parts/-1><img src=parts/>",
    "<img><img><img><img><img><img>" },
  { "<table background=javascript:alert(1)><td background='http://x.org/b.png'>a</table>",
    "<table><td background=\"http://x.org/b.png\">a</td></table>" },
  { "<image src=http://x.org/a.png onerror=alert(1)>", "<img src=\"http://x.org/a.png\">" },
  /* names that a script's world would see */
  { "<p id=location name=body>a</p><a name=x id=y>b</a><img name=cookie src=x>",
    "<p id=\"u-location\">a</p><a id=\"u-y\">b</a><img>" },
  { "<p id='u-a' ID=b>a</p><p id='a b'>b</p><p id=\"a'\">c", "<p id=\"u-a\">a</p><p>b</p><p>c</p>" },
  { "<map name=m><area href=javascript:x shape=rect coords='0,0,9,9' onclick=y></map><img usemap='#m' ismap>",
    "<map name=\"m\"><area shape=\"rect\" coords=\"0,0,9,9\"></map><img usemap=\"#m\">" },
  { "<map name='a b'></map><img usemap=m><img usemap='http://x.org/#m'>", "<map></map><img><img>" },
  /* SVG and MathML */
  { "a<svg onload=alert(1)><script>alert(1)</script><text>b</text></svg>c", "ac" },
  { "<svg/onload=alert(1)>a", "" },
  { "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>a", "a" },
  { "<svg><animate onbegin=alert(1) attributeName=href values=javascript:alert(1) /></svg>a", "a" },
  { "<svg><style><img src=x onerror=alert(1)></style></svg>a", "<img>a" },
  { "<svg><p><style><!--</style><img src=x title='--><img src=x onerror=alert(1)>'>",
    "<p><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\"></p>" },
  { "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<table><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\"></table>" },
  { "<math href=javascript:alert(1)><mi xlink:href=javascript:alert(1)>x</mi></math>a", "a" },
  { "<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg>a", "a" },
  { "<svg><desc><iframe src=javascript:alert(1)></desc></svg>a", "a" },
  { "<svg><foreignObject><b onclick=x>a</b></foreignObject></svg>c", "<b>a</b>c" },
  /* content that another parser would read in another way */
  { "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<p title=\"&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;\"></p>" },
  { "<template><script>alert(1)</script><img src=x onerror=alert(1)></template>a", "a" },
  { "<template><div></template>a</div>b", "ab" },
  { "<noembed><img title='</noembed><img src=x onerror=alert(1)>'></noembed>a", "<img>'&gt;a" },
  { "<xmp><img title='</xmp><img src=x onerror=alert(1)>'>", "<pre>&lt;img title='</pre><img>'&gt;" },
  { "<title><img title='</title><img src=x onerror=alert(1)>'>", "<img>'&gt;" },
  { "a<plaintext><b></plaintext>", "a<pre>&lt;b&gt;&lt;/plaintext&gt;</pre>" },
  { "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>", "<pre>&lt;img src=x onerror=alert(1)&gt;</pre>" },
  { "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;", "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;" },
  { "<?xml version='1.0'?><?php echo 1 ?>a<% x %>", "a&lt;% x %&gt;" },
  { "<![CDATA[a]]>b", "b" },
  { "a&#0;&#1;&#x81;&#xFFFE;&#xD800;&#127;b", "a\xef\xbf\xbd\xef\xbf\xbd"
                                              "b" },
  /* comments */
  { "a<!-- <img src=x onerror=alert(1)> -->b", "ab" },
  { "a<!--><img src=x onerror=alert(1)>-->b", "a<img>--&gt;b" },
  { "a<!---><img src=x onerror=alert(1)>b", "a<img>b" },
  { "a<!-- <!-- b --> c --!>d", "a c --!&gt;d" },
  { "<!--[if gte mso 9]><script>alert(1)</script><![endif]-->a", "a" },
  { "<![if !mso]><b>a</b><![endif]><!--[if !mso]><!-->b<!--<![endif]-->", "<b>a</b>b" },
  { "a<! foo><script>alert(1)</script>b<//script>c", "abc" },
  /* unclosed */
  { "<a href=\"http://x.org/", "" },
  { "a<b", "a" },
  { "a<img src=x onerror=alert(1)", "a" },
  { "<b><i><table><tr><td>a", "<b><i><table><tr><td>a</td></tr></table></i></b>" },
  { "a<!-- b", "a" },
  { "</b></p></td></table>a</div></html>b</body>", "<p></p>ab" },
  { "a\xc2\xad<\xe2\x80\x8bscript>b", "a\xc2\xad&lt;\xe2\x80\x8bscript&gt;b" },
};

static const Row good[] = {
  { "", "" },
  { " \n a ", "a " },
  { "a & b &copy; &nbsp;\"c\" 'd'", "a &amp; b \xc2\xa9 \xc2\xa0\"c\" 'd'" },
  { "<p align=center class='a b:c d_e-1'>x</p>", "<p align=\"center\" class=\"a d_e-1\">x</p>" },
  { "<table width=' 600px ' border=0 cellspacing=0 cellpadding='0' role=presentation bgcolor=#FFF height=x%>a</table>",
    "<table width=\"600px\" border=\"0\" cellspacing=\"0\" cellpadding=\"0\" role=\"presentation\" bgcolor=\"#FFF\">"
    "a</table>" },
  { "<td>a", "a" },
  { "<table><tr><td colspan=2 valign=top nowrap>a<td>b<tr><th>c</table>",
    "<table><tr><td colspan=\"2\" valign=\"top\" nowrap=\"\">a</td><td>b</td></tr><tr><th>c</th></tr></table>" },
  { "<font face=\"Arial, 'Open Sans'\" size=+1 color=red>a</font>",
    "<font face=\"Arial, 'Open Sans'\" size=\"+1\" color=\"red\">a</font>" },
  { "<div style=\"padding:0 10px;color:#333\" dir=rtl lang=he>a</div>",
    "<div style=\"padding:0 10px;color:#333\" dir=\"rtl\" lang=\"he\">a</div>" },
  { "<div style='font-family:\"Open Sans\",Arial;mso-line-height-rule:exactly'>a</div>",
    "<div style=\"font-family:'Open Sans',Arial\">a</div>" },
  { "<img src=http://x.org/a.png alt=\"A &amp; B\" width=100% height=20 hspace=3>",
    "<img src=\"http://x.org/a.png\" alt=\"A &amp; B\" width=\"100%\" height=\"20\" hspace=\"3\">" },
  { "<img src=cid:logo@x.org><img src='CID:logo%40x.org'><img src='cid:photo%202'><img src=cid:none><img src=parts/2>",
    "<img src=\"parts/0\"><img src=\"parts/0\"><img src=\"parts/2\"><img><img src=\"parts/2\">" },
  { "<td background=cid:logo@x.org>a", "a" },
  { "<div style='background:url(cid:logo@x.org) no-repeat'>a</div>",
    "<div style=\"background:url('parts/0') no-repeat\">a</div>" },
  { "<p>a<br/>b</br>c<hr><wbr>d", "<p>a<br>b<br>c</p><hr><wbr>d" },
  { "<o:p></o:p><o:p style='color:red'>a<v:b>b</v:b></o:p>c<st1:x class=y>d", /* Office's own elements */
    "<span style=\"color:red\">ab</span>c<span class=\"y\">d</span>" },
  { "<custom style='display:none'>a</other>b</custom>c", "<span style=\"display:none\">ab</span>c" },
  { "<ruby>a<rp>(</rp><rt>b</rt></ruby><sub>c</sub><ins>d</ins>",
    "<ruby>a<rp>(</rp><rt>b</rt></ruby><sub>c</sub><ins>d</ins>" },
  { "<ol start=3 type=a reversed><li value=4>a</ol><dir><li>b</dir>",
    "<ol start=\"3\" type=\"a\" reversed=\"\"><li value=\"4\">a</li></ol><ul><li>b</li></ul>" },
  { "<fieldset><legend>a</legend><label for=x>b</label></fieldset>", "<div><div>a</div>b</div>" },
  { "<pre>\n a\n  b</pre>", "<pre>\n a\n  b</pre>" },
};

static void check_row(const Row *row)
{
  g_autofree char *body = wash_body(row->html);

  ck_assert_msg(strcmp(body, row->body) == 0, "%s gives %s", row->html, body);
}

START_TEST(test_hostile)
{
  check_row(&hostile[_i]);
}
END_TEST

START_TEST(test_good)
{
  check_row(&good[_i]);
}
END_TEST

/* What stands around the content. */
static const struct {
  const char *html, *page;
} pages[] = {
  { "a", HEAD "</head><body>a</body></html>" },
  { "<!DOCTYPE html><html lang=en><body bgcolor=red>a",
    "<!DOCTYPE html><html lang=\"en\"><head><meta "
    "charset=\"utf-8\"></head><body bgcolor=\"red\">a</body></html>" },
  { " <!-- x --><!doctype HTML system 'about:legacy-compat'>a", "<!DOCTYPE html>" HEAD "</head><body>a</body></html>" },
  { "a<!DOCTYPE html>b", HEAD "</head><body>ab</body></html>" },
  { "<!DOCTYPE x>a", HEAD "</head><body>a</body></html>" },
  { "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">a", HEAD "</head><body>a</body></html>" },
  { "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">a", "<!DOCTYPE html>" HEAD "</head><body>a</body></html>" },
  { "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x\"><meta name=Viewport content='<'>a",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
    "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">" HEAD
    "<meta name=\"viewport\" content=\"width=device-width\"></head><body>a</body></html>" },
  { "<style>p{color:red}</style><style type=text/less>p{top:0}</style><p>a</p><style media=print>b{color:red}</style>",
    HEAD "<style>\np{color:red}\n@media print{\nb{color:red}\n}\n</style></head><body><p>a</p></body></html>" },
  { "<template><style>p{color:red}</style></template>", HEAD "</head><body></body></html>" },
  { "<body style='color:red;position:fixed'>a<body class=x>", HEAD "</head><body style=\"color:red\">a</body></html>" },
};

START_TEST(test_page)
{
  g_autofree char *page = wash_page(pages[_i].html);

  ck_assert_msg(strcmp(page, pages[_i].page) == 0, "%s gives %s", pages[_i].html, page);
}
END_TEST

START_TEST(test_without_parts)
{
  g_autofree char *page = wash_html("<img src=cid:a><img src=parts/0>", 32, NULL);

  ck_assert_str_eq(page, HEAD "</head><body><img><img></body></html>");
}
END_TEST

Suite *suite_wash(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/wash", &tcase);

  tcase_add_loop_test(tcase, test_hostile, 0, G_N_ELEMENTS(hostile));
  tcase_add_loop_test(tcase, test_good, 0, G_N_ELEMENTS(good));
  tcase_add_loop_test(tcase, test_page, 0, G_N_ELEMENTS(pages));
  tcase_add_test(tcase, test_without_parts);
  return suite;
}
