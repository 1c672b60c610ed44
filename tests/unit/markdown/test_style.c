/* SPDX-License-Identifier: MIT */
#include "markdown/style.h"

#include <string.h>

#include "suites.h"

/* Letters: N display none, B block, I inline-block, T transparent, C collapsed, F flat, 0/1 font zero or not, H/V visibility, P/Q white space. */
static const struct {
  const char *css, *wanted;
} rows[] = {
  { "", "" },
  { "display:none", "N" },
  { " DISPLAY : None ", "N" },
  { "display:none!important;display:block", "N" },
  { "display:none;display:block", "B" },
  { "display:none ! important", "N" },
  { "color:red;;display:none", "N" },
  { "display/**/:/* x */none", "N" },
  { "/*;*/display:none", "N" },
  { "background:url(a;display:none);display:inline-block", "I" },
  { "font-family:'a;display:none';color:red", "" },
  { "content:\"\\\";display:none\"", "" },
  { "display:none", "N" },
  { "xdisplay:none;display-x:none", "" },
  { "mso-hide:all", "" },
  { "line-height:0;line-height:1px", "" },
  { "max-height:0", "" },
  { "max-height:0px;overflow:hidden", "C" },
  { "overflow:hidden;max-height:0", "C" },
  { "max-height:10px;overflow:hidden", "" },
  { "overflow:hidden;height:0", "F" },
  { "height:0px;overflow-y:hidden;padding:0", "F" },
  { "height:0", "" },
  { "height:0;overflow:visible", "" },
  { "height:1px;overflow:hidden", "" },
  { "height:0;overflow:hidden;padding-bottom:56%", "" },
  { "height:0;overflow:hidden;padding:0 0 3px", "" },
  { "opacity:0", "T" },
  { "opacity:0.0", "T" },
  { "opacity:0.01", "" },
  { "opacity:.5", "" },
  { "opacity:1", "" },
  { "font-size:0", "0" },
  { "font-size:0px;", "0" },
  { "font-size:0.0em", "0" },
  { "font-size:16px", "1" },
  { "font-size:0.5px", "1" },
  { "font-size:medium", "1" },
  { "font-size:100%", "" }, /* of nothing is nothing */
  { "font-size:1.2em", "" },
  { "font-size:1rem", "1" },
  { "font-size:inherit", "" },
  { "visibility:hidden", "H" },
  { "visibility:collapse", "H" },
  { "visibility:visible", "V" },
  { "white-space:pre-wrap", "P" },
  { "white-space:nowrap", "Q" },
  /* cut short or nonsense */
  { "display", "" },
  { "display:", "" },
  { ":none", "" },
  { "display:none;/*", "N" },
  { "display:none;x:'", "N" },
  { "display:(none", "" },
  { ")display:none", "" },
};

START_TEST(test_style)
{
  GString *got = g_string_new(NULL);
  Style style;

  style_parse(rows[_i].css, &style);
  g_string_append(got, style.display_none ? "N" : "");
  g_string_append(got, style.display_block ? "B" : "");
  g_string_append(got, style.inline_block ? "I" : "");
  g_string_append(got, style.transparent ? "T" : "");
  g_string_append(got, style.collapsed ? "C" : "");
  if (style.zero_font != STYLE_UNSET)
    g_string_append(got, style.zero_font == STYLE_ON ? "0" : "1");
  if (style.flat)
    g_string_append_c(got, 'F');
  if (style.invisible != STYLE_UNSET)
    g_string_append(got, style.invisible == STYLE_ON ? "H" : "V");
  if (style.preserve != STYLE_UNSET)
    g_string_append(got, style.preserve == STYLE_ON ? "P" : "Q");
  ck_assert_msg(strcmp(got->str, rows[_i].wanted) == 0, "%s gives %s", rows[_i].css, got->str);
  g_string_free(got, TRUE);
}
END_TEST

Suite *suite_style(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/style", &tcase);

  tcase_add_loop_test(tcase, test_style, 0, G_N_ELEMENTS(rows));
  return suite;
}
