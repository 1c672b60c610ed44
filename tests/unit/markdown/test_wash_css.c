/* SPDX-License-Identifier: MIT */
#include "markdown/wash_css.h"

#include <string.h>

#include "markdown/wash_sheet.h"
#include "suites.h"

typedef struct {
  const char *css, *wanted;
} Row;

static const Row declarations[] = {
  { "", "" },
  { "color:red", "color:red" },
  { " COLOR : Red ; ", "color:Red" },
  { "color:red;;width:10px", "color:red;width:10px" },
  { "margin:0 auto -5px +.5em;padding:1.5em 2%", "margin:0 auto -5px +.5em;padding:1.5em 2%" },
  { "font: bold 16px/1.4 \"Open Sans\" , Arial,sans-serif", "font:bold 16px/1.4 'Open Sans',Arial,sans-serif" },
  { "font-family:'\xeb\x8f\x8b\xec\x9b\x80',dotum", "font-family:'\xeb\x8f\x8b\xec\x9b\x80',dotum" },
  { "color:#FFF;color:#ff00ff80;color:#ff;color:#transparent;color:#fffz", "color:#FFF;color:#ff00ff80" },
  { "color:rgb( 1 , 2,3 );color:RGBA(1,2,3,.5)", "color:rgb(1,2,3);color:rgba(1,2,3,.5)" },
  { "width:calc(100% - (2px * 3))!important", "width:calc(100% - (2px * 3))!important" },
  { "width:100px ! IMPORTANT ;color:red!important x", "width:100px!important" },
  { "color:red/**/!/**/important", "color:red!important" },
  { "background:linear-gradient(90deg,#fff 0%,red)", "background:linear-gradient(90deg,#fff 0%,red)" },
  { "background:url(http://x.org/a.png) no-repeat center / cover",
    "background:url('http://x.org/a.png') no-repeat center / cover" },
  { "background-image:url( \"https://x.org/a'b(c).png\" )", "background-image:url('https://x.org/a%27b%28c%29.png')" },
  { "list-style:url('data:image/gif;base64,AAAA')", "list-style:url('data:image/gif;base64,AAAA')" },
  { "display:none;max-height:0;overflow:hidden;opacity:0;visibility:hidden;mso-hide:all",
    "display:none;max-height:0;overflow:hidden;opacity:0;visibility:hidden" },
  /* laid over something else */
  { "position:fixed;top:0;left:0;right:0;bottom:0;inset:0;z-index:9;color:red", "color:red" },
  { "POSITION/**/:/**/absolute", "" },
  { "transform:scale(99);-webkit-transform:none;filter:blur(1px);clip:rect(0,0,0,0);mask:url(#x);perspective:1px", "" },
  { "animation:x 1s;transition:all 1s;pointer-events:none;content:'x';all:unset;--x:y;offset-path:x", "" },
  /* code in old browsers */
  { "width:expression(alert(1))", "" },
  { "width:exp/**/ression(alert(1));color:red", "color:red" },
  { "behavior:url(x.htc);-moz-binding:url(http://x.org/x.xml#a);-o-link:'javascript:x'", "" },
  { "background:url(javascript:alert(1))", "" },
  { "background:url('java\\script:alert(1)')", "" },
  { "background:u\\72l(http://x.org/)", "" },
  { "b\\61 ckground:url(http://x.org/)", "" },
  { "background:url(&quot;javascript:x&quot;)", "" },
  { "background:url(http://x.org/a b)", "" },
  { "background:url(http://x.org/;color:red", "" },
  { "background:url(//x.org/a);background:url(a.png);background:url(#a);background:url()", "" },
  { "background:URL(vbscript:x);background:image(http://x.org/);background:image-set('http://x.org/' 1x)", "" },
  { "background:src('http://x.org/');background:-webkit-cross-fade(url(http://x.org/),url(http://y.org/),1%)", "" },
  { "background:element(#x);background:attr(x);color:var(--x);color:env(x)", "" },
  { "width:url(http://x.org/);color:url(http://x.org/);border:url(http://x.org/);cursor:url(http://x.org/),auto", "" },
  { "list-style:url(data:image/svg+xml;base64,AAAA)", "" },
  { "background:url(data:text/html;base64,AAAA)", "" },
  { "filter:progid:DXImageTransform.Microsoft.Alpha(opacity=0)", "" },
  { "color:red}*{color:blue", "" },
  { "color:red;}*{position:fixed;color:blue}width:1px;height:1px", "color:red;height:1px" },
  { "color:red</style><script>alert(1)</script>", "" },
  { "font-family:'</style>';font-family:'a\\'b';font-family:'a", "" },
  { "font-family:\"a;color:red\";color:blue", "color:blue" },
  { "font-family:'a\nb;color:blue", "color:blue" },
  { "color:red<!--;color:blue", "color:blue" },
  { "@import url(x);color:blue", "color:blue" },
  { "color:;:red;color;color red;*color:red;_color:red;co lor:red", "" },
  { "/*color:red", "" },
  { "/*/color:red/*/color:blue/**/", "color:blue" },
  { "/**/color:red/*", "color:red" },
  { "color:(red);color:[red];color:{red};color:red);width:calc(1px", "" },
  { "width:calc(calc(calc(calc(calc(calc(calc(calc(1px))))))))",
    "width:calc(calc(calc(calc(calc(calc(calc(calc(1px))))))))" },
  { "width:calc(calc(calc(calc(calc(calc(calc(calc(calc(1px)))))))))", "" },
  { "width:1;width:1234567890123px;width:1abcdef;width:1px2", "width:1" },
  { "color:\xef\xbd\x95rl(x)", "" },
  { "color:red;color", "color:red" },
  { "color:!important", "" },
};

static char *wash(const char *css, gboolean is_sheet, const char *media)
{
  GString *out = g_string_new(NULL);
  g_autofree char *exact = g_memdup2(css, strlen(css)); /* no nul behind it: reading on is seen */
  WashParts parts;

  wash_parts_init(&parts, NULL);
  if (is_sheet)
    wash_sheet(out, exact, strlen(css), media, &parts);
  else
    wash_css(out, exact, strlen(css), &parts);
  wash_parts_clear(&parts);
  return g_string_free(out, FALSE);
}

static void check_row(const Row *row, gboolean is_sheet, const char *media)
{
  g_autofree char *once = wash(row->css, is_sheet, media);
  g_autofree char *twice = wash(once, is_sheet, NULL);

  ck_assert_msg(strcmp(once, row->wanted) == 0, "%s gives %s", row->css, once);
  ck_assert_msg(strcmp(once, twice) == 0, "%s and then %s", once, twice);
}

START_TEST(test_declarations)
{
  check_row(&declarations[_i], FALSE, NULL);
}
END_TEST

static const Row sheets[] = {
  { "", "" },
  { "p{color:red}", "p{color:red}\n" },
  { " P , .aB-1 > TD.x:hover + * ~ b , a  b\n{ color : red ; }", "p,.aB-1>td.x:hover+*~b,a b{color:red}\n" },
  { "<!-- p{color:red} -->", "p{color:red}\n" },
  { "p{}q{position:fixed}b{color:red}", "b{color:red}\n" },
  { "#outlook a,p#u-b.c{color:red}", "#u-outlook a,p#u-b.c{color:red}\n" },
  { "#,#1,p##a,#a\\:b,p{color:red}", "p{color:red}\n" },
  { "td[class=\"a b\"] .c,*[class~=a],a[lang^='de'],img[width]{color:red}",
    "td[class='a b'] .c,*[class~='a'],a[lang^='de'],img[width]{color:red}\n" },
  { "a[href^=http],a[x-apple-data-detectors],input[value^=a],[class=\"a\\]\"]{color:red}", "" },
  { "p::before,p:not(a),p:nth-child(2),p:has(a),::selection{color:red}", "" },
  { "p\\:a,.a\\,b,p|q,.1a,a>>b,>a,a>,a&b,@a,p!{color:red}", "" },
  { "@media only screen and (max-width : 600px){.a{width:100%!important}}",
    "@media only screen and (max-width:600px){\n.a{width:100%!important}\n}\n" },
  { "@MEDIA screen,print and ( orientation:landscape ) { p{color:red} b{top:0} } i{color:red}",
    "@media screen,print and (orientation:landscape){\np{color:red}\n}\ni{color:red}\n" },
  { "@media (min-device-pixel-ratio: 3 / 2){p{color:red}}", "@media (min-device-pixel-ratio:3/2){\np{color:red}\n}\n" },
  { "@media x{@media y{p{color:red}}b{color:red}}", "@media x{\nb{color:red}\n}\n" },
  { "@media url(){p{color:red}}@media x and(a){p{color:red}}@media x and/**/(a){b{color:red}}",
    "@media x and (a){\nb{color:red}\n}\n" },
  { "@media x{p{color:red}", "@media x{\np{color:red}\n}\n" },
  { "@media x{p{color:red", "@media x{\np{color:red}\n}\n" },
  { "@media \\78{p{color:red}}@media (a<b){p{color:red}}@media (a{p{color:red}}@media {p{color:red}}i{color:red}",
    "i{color:red}\n" },
  { "@import url(http://x.org/);@charset 'x';@namespace x;p{color:red}", "p{color:red}\n" },
  { "@import 'a;b{';p{color:red}", "p{color:red}\n" },
  { "@font-face{font-family:a;src:url(http://x.org/a)}@keyframes x{from{top:0}to{top:9px}}p{color:red}",
    "p{color:red}\n" },
  { "@supports (x:y){p{color:red}}@layer a{p{color:red}}@container (x){p{color:red}}@page{margin:0}", "" },
  { "@\\69mport url(x);p{color:red}", "p{color:red}\n" },
  { "p{color:red;b{color:blue}i:hover{color:red}width:1px;height:1px}q{color:red}",
    "p{color:red;height:1px}\nq{color:red}\n" },
  { "p{background:url('}b{color:red}');color:red}", "p{color:red}\n" },
  { "p{color:red}}q{color:red}b{color:red}", "p{color:red}\nb{color:red}\n" },
  { "p{font-family:'}</style><script>'}b{color:red}", "b{color:red}\n" },
  { "p{color:red}/*", "p{color:red}\n" },
  { "p/* , */b{color/*:*/:red}", "p b{color:red}\n" },
  { "p{background:url(http://x.org/a.png?<b>&c)}", "p{background:url('http://x.org/a.png?%3Cb%3E&c')}\n" },
  { "i,--> u,.--a,-1,-,#-2,-a{color:red}", "i,-a{color:red}\n" },
  { "{color:red}", "" },
  { "p", "" },
  { "@", "" },
  { "@media", "" },
  { "p{", "" },
};

START_TEST(test_sheets)
{
  check_row(&sheets[_i], TRUE, NULL);
}
END_TEST

static const struct {
  const char *media;
  Row row;
} media_rows[] = {
  { "", { "p{color:red}", "p{color:red}\n" } },
  { "screen", { "@media x{p{color:red}}", "@media x{\np{color:red}\n}\n" } },
  { "print", { "p{color:red}", "@media print{\np{color:red}\n}\n" } },
  { "print", { "@media x{p{color:red}}", "" } },
  { "print{}*", { "p{color:red}", "" } },
  { "</style>", { "p{color:red}", "" } },
};

START_TEST(test_media)
{
  check_row(&media_rows[_i].row, TRUE, media_rows[_i].media);
}
END_TEST

Suite *suite_wash_css(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/wash_css", &tcase);

  tcase_add_loop_test(tcase, test_declarations, 0, G_N_ELEMENTS(declarations));
  tcase_add_loop_test(tcase, test_sheets, 0, G_N_ELEMENTS(sheets));
  tcase_add_loop_test(tcase, test_media, 0, G_N_ELEMENTS(media_rows));
  return suite;
}
