/* SPDX-License-Identifier: MIT */
#include "mail/charset.h"

#include <string.h>

#include "suites.h"
#include "support.h"

#define BYTES(literal) literal, sizeof(literal) - 1
#define BAD "\xef\xbf\xbd"

static const struct {
  const char *label, *hint, *in;
  gsize length;
  const char *out;
  gsize repaired;
} decode_rows[] = {
  { NULL, NULL, BYTES(""), "", 0 },
  { NULL, NULL, BYTES("plain"), "plain", 0 },
  { "utf-8", NULL, BYTES("caf\xc3\xa9"), "café", 0 },
  { "utf-8", NULL, BYTES("a\r\nb\0c"), "a\nbc", 0 },
  { "utf-8", NULL,
    BYTES("\xef\xbb\xbf"
          "bom"),
    "bom", 0 },
  { "iso-8859-1", NULL,
    BYTES("\xff\xfe"
          "a\0\xe9\0"),
    "aé", 0 }, /* UTF-16 by its mark */
  { "iso-8859-1", NULL, BYTES("\xfe\xff\0a\0\xe9"), "aé", 0 },
  { "utf-16", NULL, BYTES("\0a\0b"), "ab", 0 },
  { "utf-16", NULL, BYTES("a\0b\0"), "ab", 0 },
  { "utf-16", NULL, BYTES("no zero byte: caf\xc3\xa9"), "no zero byte: café", 0 },
  /* Labels that are wrong. */
  { "iso-8859-1", NULL, BYTES("caf\xc3\xa9"), "café", 0 },
  { "us-ascii", NULL, BYTES("caf\xc3\xa9"), "café", 0 },
  { "windows-1251", NULL, BYTES("\xd0\xb4\xd0\xb0"), "да", 0 },
  { "us-ascii", NULL, BYTES("caf\xe9"), "café", 0 },
  { "iso-8859-1", NULL, BYTES("\x93quoted\x94 \x96 \x80"), "“quoted” – €", 0 },
  { "utf-8", NULL, BYTES("caf\xe9 au lait"), "café au lait", 0 },
  { "utf-8", "iso-8859-2", BYTES("\xbf\xf3\xb3w"), "żółw", 0 },
  { "us-askey", NULL, BYTES("caf\xe9"), "café", 0 },
  { "gb2312", NULL, BYTES("\xe4\xbd\xa0\xe5\xa5\xbd\xef\xbc\x8c\xe4\xb8\x96\xe7\x95\x8c\xe3\x80\x82"), "你好，世界。",
    0 },
  { "iso-8859-1", NULL, BYTES("\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0?"), "Привет, как дела?", 0 },
  { "iso-8859-1", NULL, BYTES("\xc4\xfa\xba\xc3\xa3\xac\xca\xc0\xbd\xe7"), "您好，世界", 0 },
  /* Labels that are right. */
  { "koi8-r", NULL, BYTES("\xf0\xd2\xc9\xd7\xc5\xd4"), "Привет", 0 },
  { "windows-1251", NULL, BYTES("\xcf\xf0\xe8\xe2\xe5\xf2"), "Привет", 0 },
  { "iso-8859-7", NULL, BYTES("\xe1\xe2\xe3"), "αβγ", 0 },
  { "gb2312", NULL, BYTES("\xc4\xfa\xba\xc3 \x80"), "您好 €", 0 },
  { "gb2312", NULL, BYTES("\xe9\x46"), "镕", 0 }, /* in GBK only: wrongly refused by strict GB 2312 */
  { "big5", NULL, BYTES("\xb7\x7c\xad\xfb"), "會員", 0 },
  { "big5", NULL, BYTES("\x9d\xef\xa4\x48"), "嘅人", 0 },                       /* in HKSCS only */
  { "ks_c_5601-1987", NULL, BYTES("\xbe\xc8\xb3\xe7 \x8c\x63"), "안녕 똠", 0 }, /* in CP949 only */
  { "shift_jis", NULL, BYTES("\x93\xfa\x96\x7b\x87\x40"), "日本①", 0 },
  { "euc-jp", NULL, BYTES("\xc6\xfc\xcb\xdc\xad\xa1"), "日本①", 0 },
  { "iso-2022-jp", NULL, BYTES("\x1b$BF|K\\\x1b(B!"), "日本!", 0 },
  { "iso-2022-jp", NULL, BYTES("\x1b(I1\x1b(B"), "ｱ", 0 },
  { "iso-2022-jp", NULL, BYTES("\x1b$B-!\x1b(B"), "①", 0 },
  { "iso-2022-jp", NULL, BYTES("\x1b$BF|\nplain"), "日\nplain", 0 }, /* a line begins in ASCII */
  { "iso-2022-jp", NULL, BYTES("\x1b$BF"), BAD, 1 },
  { "iso-2022-kr", NULL, BYTES("\x1b$)C\x0e>H3g\x0f"), "안녕", 0 },
  { "hz-gb-2312", NULL, BYTES("~{VPND~} ~~"), "中文 ~", 0 },
  { "utf-7", NULL, BYTES("Hi Mom +Jjo-!"), "Hi Mom ☺!", 0 },
  { "macintosh", NULL, BYTES("caf\x8e"), "café", 0 },
  { "cp-850", NULL, BYTES("caf\x82"), "café", 0 },
  /* No label. */
  { NULL, NULL, BYTES("caf\xc3\xa9"), "café", 0 },
  { NULL, NULL, BYTES("\x1b$BF|K\\\x1b(B"), "日本", 0 },
  { NULL, NULL, BYTES("Rabatt f\xfcr alle!"), "Rabatt für alle!", 0 },
  { NULL, NULL,
    BYTES("Gda\xf1sk, \xb3\xf3"
          "d\x9f, za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1"),
    "Gdańsk, łódź, zażółć gęślą jaźń", 0 },
  { NULL, NULL,
    BYTES("Gda\xf1sk, \xb3\xf3"
          "d\xbc, za\xbf\xf3\xb3\xe6 g\xea\xb6l\xb1 ja\xbc\xf1"),
    "Gdańsk, łódź, zażółć gęślą jaźń", 0 },
  { NULL, NULL, BYTES("\xef\xee\xf1\xeb\xe5\xe4\xed\xe8\xe5 \xed\xee\xe2\xee\xf1\xf2\xe8"), "последние новости", 0 },
  { NULL, NULL, BYTES("\xd0\xcf\xd3\xcc\xc5\xc4\xce\xc9\xc5 \xce\xcf\xd7\xcf\xd3\xd4\xc9"), "последние новости", 0 },
  { NULL, NULL, BYTES("\xf0\xcf\xd3\xcc\xc5\xc4\xce\xc9\xc5 \xee\xcf\xd7\xcf\xd3\xd4\xc9"), "Последние Новости", 0 },
  { NULL, NULL, BYTES("\x8d\xa1\x93\xfa\x82\xcc\x83\x6a\x83\x85\x81\x5b\x83\x58\x82\xc5\x82\xb7"), "今日のニュースです",
    0 },
  { NULL, NULL, BYTES("\xba\xa3\xc6\xfc\xa4\xce\xa5\xcb\xa5\xe5\xa1\xbc\xa5\xb9\xa4\xc7\xa4\xb9"), "今日のニュースです",
    0 },
  { NULL, NULL, BYTES("\xbf\xc0\xb4\xc3\xc0\xc7 \xb4\xba\xbd\xba\xb7\xb9\xc5\xcd"), "오늘의 뉴스레터", 0 },
  { NULL, NULL, BYTES("\xbd\xf1\xcc\xec\xb5\xc4\xd0\xc2\xce\xc5\xd3\xca\xbc\xfe"), "今天的新闻邮件", 0 },
  { NULL, NULL, BYTES("\xa4\xb5\xa4\xd1\xaa\xba\xb7\x73\xbb\x44\xb6\x6c\xa5\xf3"), "今天的新聞郵件", 0 },
  { NULL, NULL, BYTES("\xed\xe5\xe1 \xf4\xe7\xf2 \xe7\xec\xe5\xf1\xe1\xf2"), "νεα της ημερας", 0 },
  { NULL, NULL, BYTES("\xe7\xe3\xf9\xe5\xfa \xf9\xec\xe5\xed \xec\xeb\xe5\xec\xed"), "חדשות שלום לכולם", 0 },
  { NULL, NULL, BYTES("the Amazon way\x97with easy"), "the Amazon way—with easy", 0 },
  { NULL, NULL, BYTES("caf\x8e, na\x95ve, d\x8ej\x88 vu"), "café, naïve, déjà vu", 0 }, /* Macintosh */
  { NULL, NULL, BYTES("\xcf\xce\xd1\xcb\xc5\xc4\xcd\xc8\xc9 \xc4\xc5\xcd\xdc \xc0\xca\xd6\xc8\xc8"),
    "ПОСЛЕДНИЙ ДЕНЬ АКЦИИ", 0 },
  { NULL, NULL, BYTES("\xf0\xef\xf3\xec\xe5\xe4\xee\xe9\xea \xe4\xe5\xee\xf8 \xe1\xeb\xe3\xe9\xe9"),
    "ПОСЛЕДНИЙ ДЕНЬ АКЦИИ", 0 },
  { NULL, NULL, BYTES("\xd0\xd1\xcf\xd3\xd6\xcf\xd1\xc5\xd3 \xcc\xcf\xcd\xcf \xc3\xc9\xc1 \xd3\xc7\xcc\xc5\xd1\xc1"),
    "ΠΡΟΣΦΟΡΕΣ ΜΟΝΟ ΓΙΑ ΣΗΜΕΡΑ", 0 },
  { NULL, NULL,
    BYTES("D\xe9"
          "couvrez nos nouveaut\xe9s de l'\xe9t\xe9"),
    "Découvrez nos nouveautés de l'été", 0 },
  { NULL, NULL, BYTES("Slevy a\xbe 50 % pr\xe1v\xec dnes, va\xb9i p\xf8\xe1tel\xe9"),
    "Slevy až 50 % právě dnes, vaši přátelé", 0 },
  { NULL, NULL, BYTES("Haftal\xfdk b\xfclten: \xf6ne \xe7\xfdkan geli\xfemeler"),
    "Haftalık bülten: öne çıkan gelişmeler", 0 },
  { NULL, NULL, BYTES("Read the letter of \xcd\xf5\xd0\xa1\xc3\xf7 today"), "Read the letter of 王小明 today", 0 },
  { NULL, NULL, BYTES("\xa2\xe8\xd2\xc7\xbb\xc3\xd0\xa8\xd3\xca\xd1\xbb\xb4\xd2\xcb\xec"), "ข่าวประจำสัปดาห์", 0 },
  { NULL, NULL, BYTES("\xd4\xdf\xd1\xc7 \xe1\xd8\xe1\xc8\xdf"), "شكرا لطلبك", 0 },
  { "iso-8859-1", NULL,
    BYTES("<html><body><p class=\"text\">\xcd\xee\xe2\xee\xf1\xf2\xe8 \xed\xe5\xe4\xe5\xeb\xe8</p></body></html>"),
    "<html><body><p class=\"text\">Новости недели</p></body></html>", 0 },
  { "iso-8859-1", NULL,
    BYTES("\xc0 c\xf4t\xe9, o\xf9 \xe7"
          "a \xe9tait l\xe0"),
    "À côté, où ça était là", 0 },
  /* A hint. */
  { NULL, "windows-1251", BYTES("\xe4\xe0"), "да", 0 },
  { "utf-8", "windows-1251", BYTES("\xe4\xe0"), "да", 0 },
  { "koi8-r", "windows-1251", BYTES("\xc4\xc1"), "да", 0 },
  { NULL, "utf-16", BYTES("ascii"), "ascii", 0 },
  /* Broken. */
  { "utf-8", NULL, BYTES("caf\xc3\xa9 caf\xc3\xa9 caf\xc3\xa9 caf\xc3\xa9 \xe2\x82"), "café café café café " BAD, 2 },
  { "utf-8", NULL, BYTES("na\xc3\xafve caf\xc3\xa9 d\xc3\xa9j\xc3\xa0 \x93vu\x94 \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"),
    "naïve café déjà “vu” éééé", 2 },
  { "shift_jis", NULL, BYTES("\x93\xfa\x96\x7b\x93\xfa\x96\x7b\x93\xfa\x96\x7b\x93\xfa\x96\x7b\x93\xfa\x96\x7b\x93"),
    "日本日本日本日本日本" BAD, 1 },
};

START_TEST(decode)
{
  gsize repaired = 0;
  g_autofree char *in = g_memdup2(decode_rows[_i].in, decode_rows[_i].length);
  g_autofree char *out =
      charset_decode(in, decode_rows[_i].length, decode_rows[_i].label, decode_rows[_i].hint, &repaired);

  ck_assert_str_eq(out, decode_rows[_i].out);
  ck_assert_msg((repaired > 0) == (decode_rows[_i].repaired > 0), "repaired %zu", repaired);
}
END_TEST

/* Every byte sequence of two under every kind of charset ends, is valid and clean. */
START_TEST(any_bytes)
{
  static const char *const labels[] = { "iso-2022-jp", "iso-2022-kr", "hz",     "utf-7", "gb2312",
                                        "big5",        "shift_jis",   "utf-16", NULL };

  for (guint i = 0; i < 65536; i += 37) {
    char bytes[4] = { '\x1b', (char)(i >> 8), (char)i, '$' };
    g_autofree char *out = charset_decode(bytes, sizeof bytes, labels[_i], NULL, NULL);

    ck_assert(g_utf8_validate(out, -1, NULL));
  }
}
END_TEST

Suite *test_charset_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("charset", &tcase);

  tcase_add_loop_test(tcase, decode, 0, G_N_ELEMENTS(decode_rows));
  tcase_add_loop_test(tcase, any_bytes, 0, 9);
  return suite;
}
