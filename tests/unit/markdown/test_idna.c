/* SPDX-License-Identifier: MIT */
#include "markdown/idna.h"

#include <string.h>

#include "suites.h"

/* ascii NULL: no such host */
static const struct {
  const char *host, *ascii;
} rows[] = {
  { "Example.ORG", "example.org" },
  { "", "" },
  { "xn--bcher-kva.example", "xn--bcher-kva.example" },
  { "b\u00fccher.example", "xn--bcher-kva.example" },
  { "B\u00dcCHER.example", "xn--bcher-kva.example" },
  { "\u4f8b\u3048.\u30c6\u30b9\u30c8", "xn--r8jz45g.xn--zckzah" },
  /* kept as browsers keep it (UTS 46, non-transitional); made with Python's punycode */
  { "fa\u00df.example", "xn--fa-hia.example" },
  { "FA\u1e9e.example", "xn--fa-hia.example" },
  { "fa\u00df.b\u00fccher.example", "xn--fa-hia.xn--bcher-kva.example" },
  { "Fa\u00df.ORG", "xn--fa-hia.org" },
  { "\u03b2\u03cc\u03bb\u03bf\u03c2.com", "xn--nxasmm1c.com" },
  { "\u0dc1\u0dca\u200d\u0dbb\u0dd3.com", "xn--10cl1a0b660p.com" },
  { "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.com", "xn--mgba3gch31f060k.com" },
  { "\u00df", "xn--zca" },
  { "\u00df\u00df\u00df.\u00df", "xn--zcaaa.xn--zca" },
  { "fa\u00dfe\u0301.example", "xn--fa-hia4b.example" }, /* composed before it is encoded */
  /* refused: these would be another host's separators */
  { "fa\u00df/evil.example", NULL },
  { "fa\u00df@evil.example", NULL },
  { "fa\u00df evil.example", NULL },
  { "fa\u00df\u2100evil.example", NULL }, /* compatibility "a/c" */
  { "fa\u00df\uff0fevil.example", NULL }, /* fullwidth '/' */
  { "fa\u00df\uff05evil.example", NULL },
  { "fa\u00df_.example", NULL },
  { "fa\u00df.\x01\u00fc", NULL },
};

START_TEST(writes_hosts_in_ascii)
{
  g_autofree char *ascii = idna_to_ascii(rows[_i].host);

  ck_assert_pstr_eq(ascii, rows[_i].ascii);
  if (ascii != NULL)
    ck_assert(g_str_is_ascii(ascii));
}
END_TEST

/* Labels of 1 to 63 of the most distant code points, and one more. */
static const char *const points[] = { "\u00df", "\u200d", "\U0002fa1d", "a\u00df", "\u00df\U0002f800" };

START_TEST(labels_are_limited)
{
  g_autoptr(GString) label = g_string_new("\u00df");
  gint64 before = support_cpu_time();

  while (g_utf8_strlen(label->str, -1) <= 63) {
    g_autofree char *ascii = idna_to_ascii(label->str);

    ck_assert_ptr_nonnull(ascii);
    ck_assert(g_str_has_prefix(ascii, "xn--"));
    g_string_append(label, points[_i]);
  }
  ck_assert_ptr_null(idna_to_ascii(label->str));
  while (label->len < 1024 * 1024)
    g_string_append(label, points[_i]);
  ck_assert_ptr_null(idna_to_ascii(label->str));
  ck_assert_int_lt(support_cpu_time() - before, 5 * G_USEC_PER_SEC);
}
END_TEST

Suite *suite_idna(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/idna", &tcase);

  tcase_add_loop_test(tcase, writes_hosts_in_ascii, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, labels_are_limited, 0, G_N_ELEMENTS(points));
  return suite;
}
