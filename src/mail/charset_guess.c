/* SPDX-License-Identifier: MIT */
#include "mail/charset_guess.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

/* So much of the text is looked at, from its first 8-bit byte on. */
#define SAMPLE 8192u
/* Fewer 8-bit bytes than this prove nothing against a label. */
#define DENSE_MIN 6u
/* Fewer than this do not even make a word in another script. */
#define GUESS_MIN 3u
#define MULTIBYTE_MIN 4u

/* The letters that make up two thirds of a text. A whole alphabet would fit any other text as well. */
#define RUSSIAN "оеаинтсрвлкм"
#define WESTERN "éèàáâãäåæçêëíîñóôõöøúüßÉÄÖÜ’‘“”–—…•™€£©®°«»·\u00a0"
#define POLISH "ąćęłńóśźżĄĆĘŁŚŻ"
#define CZECH "áčďéěíľňóôřšťúůýžÁČŘŠŽ"
#define DANUBE "áéíóöőúüűăâîșşţ"
#define JAPANESE                                                                                                                                                                                                          \
  "のにはをたがでてとしれさるいかもなっすらこまうあくりせきけえんおよどだばつめみわじょちゅひほへろやげごべぶンスルトイリアラクドシジタレコマロメ" \
  "ーッフプサニカナデ日本人大年一国会中月、。・「」！"

typedef enum {
  LATIN,  /* some letters are 8-bit bytes */
  SCRIPT, /* one byte each, and nearly all letters are 8-bit bytes */
  MULTIBYTE
} Kind;

/* Charsets with the characters their languages use most. Sorted by how common they are in mail: the first of equals wins. */
typedef struct {
  const char *name;
  Kind kind;
  int chance; /* percentage of random bytes that would hit the set */
  const char *frequent;
} Candidate;

static const Candidate candidates[] = {
  { "CP1252", LATIN, 30, WESTERN },
  { "CP1251", SCRIPT, 10, RUSSIAN "іїєґ" },
  { "KOI8-R", SCRIPT, 10, RUSSIAN },
  { "GB18030", MULTIBYTE, 3,
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当"
    "没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物"
    "手应战向头文体政美相见被利什二等产新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认"
    "条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非"
    "则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运请联系您订网站"
    "，。、：；！？“”（）《》" },
  { "CP932", MULTIBYTE, 5, JAPANESE },
  { "EUC-JP-MS", MULTIBYTE, 5, JAPANESE },
  { "CP949", MULTIBYTE, 5,
    "이다는에의가을하고지로한은를기사도어리서대시인자해정수나일그있아들라부전제주과원으여상구니만보안장세성스공소게위요않면조유거마경선우신개드할"
    "연와비물바려관중작내용생각통체국회년월실동오건분방트치진모때민계법문무행단적간입습말음터호재본인데청최발고" },
  { "CP950", MULTIBYTE, 3,
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當"
    "沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手"
    "應向頭文體政美相見被利什二等產新己制身果加西月話合回特代內信表化老給世位次度門任常先海通教原東聲提立及比員解水名真論處走義各入幾口認條平系氣"
    "題活更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直資命山金指許統區保至隊形社便空決治展科司五基眼書非則聽白卻界達光放"
    "強即像難且權思王完設式色路記南品住告類求據程北邊死張該交規萬取望覺術領共確傳師觀清今切院讓識候帶導爭運請聯您網站，。、：；！？「」（）《》" },
  { "CP1253", SCRIPT, 10, "αιοτεσνηυςρπλά" },
  { "CP1255", SCRIPT, 10, "יוהלאברתשמם" },
  { "CP1256", SCRIPT, 10, "اليمنورتبةعده" },
  { "CP874", SCRIPT, 14, "านรอกเงมยลวดทส่้ัี" },
  { "CP866", SCRIPT, 10, RUSSIAN },
  { "ISO-8859-5", SCRIPT, 10, RUSSIAN },
  { "MAC-CYRILLIC", SCRIPT, 10, RUSSIAN },
  { "CP1250", LATIN, 31, POLISH "„”“’–" },
  { "CP1250", LATIN, 31, CZECH "„”“’–" },
  { "CP1250", LATIN, 31, DANUBE "„”“’–" },
  { "ISO-8859-2", LATIN, 31, POLISH },
  { "ISO-8859-2", LATIN, 31, CZECH },
  { "ISO-8859-2", LATIN, 31, DANUBE },
  { "CP1254", LATIN, 25, "ığşçöüİĞŞÇÖÜâ’“”" },
  { "MACINTOSH", LATIN, 60, "éèàáâãäåæçêíñóôõöøúüßÄÖÜ’“”–" } /* rare by now */,
};

/* Sets of frequent characters, looked up by binary search. */
static gunichar *frequent_sets[G_N_ELEMENTS(candidates)];
static glong frequent_lengths[G_N_ELEMENTS(candidates)];

static int compare_chars(const void *a, const void *b)
{
  gunichar x = *(const gunichar *)a, y = *(const gunichar *)b;

  return x < y ? -1 : x > y;
}

static gpointer make_sets(gpointer unused)
{
  (void)unused;
  for (guint i = 0; i < G_N_ELEMENTS(candidates); i++) {
    frequent_sets[i] = g_utf8_to_ucs4_fast(candidates[i].frequent, -1, &frequent_lengths[i]);
    qsort(frequent_sets[i], (gsize)frequent_lengths[i], sizeof(gunichar), compare_chars);
  }
  return NULL;
}

static gboolean is_frequent(guint candidate, gunichar c)
{
  return bsearch(&c, frequent_sets[candidate], (gsize)frequent_lengths[candidate], sizeof c, compare_chars) != NULL;
}

/* Converts strictly, but for a character cut at the sample's end. NULL when the bytes do not fit. */
static char *convert_strictly(const char *name, const char *bytes, gsize length)
{
  iconv_t converter = iconv_open("UTF-8", name);
  gsize size = length * 4 + 16, left = size;
  char *out, *to, *in = (char *)bytes;
  gsize result;
  int why;

  if (converter == (iconv_t)-1)
    return NULL;
  out = to = g_malloc(size + 1);
  result = iconv(converter, &in, &length, &to, &left);
  why = errno;
  iconv_close(converter);
  if (result == (gsize)-1 && !(why == EINVAL && length < 4)) {
    g_free(out);
    return NULL;
  }
  *to = '\0';
  return out;
}

static gboolean is_letter_like(gunichar c)
{
  return c != 0xfffd && !(c >= 0x80 && c < 0xa0) && !(c >= 0xe000 && c < 0xf900) && g_unichar_isalpha(c);
}

/* Whether no small letter beyond ASCII is in it: then capitals count as letters, else they betray the mirror image of KOI8 and CP1251. */
static gboolean is_all_capitals(const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    if ((guchar)*p >= 0x80 && g_unichar_islower(g_utf8_get_char(p)))
      return FALSE;
  return TRUE;
}

/* Percentage of the 8-bit characters that the charset's languages use often, beyond chance and less what no writer would write: symbols
 * inside words, control characters, private use. */
static int score_text(guint candidate, const char *text)
{
  gboolean fold = candidates[candidate].kind == SCRIPT && is_all_capitals(text);
  gint64 hits = 0, odd = 0, total = 0;
  gunichar previous = ' ';

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);

    if (c >= 0x80) {
      total++;
      hits += is_frequent(candidate, fold ? g_unichar_tolower(c) : c);
      odd += !is_frequent(candidate, c) && !is_letter_like(c);
      odd += g_unichar_isupper(c) && g_unichar_islower(previous);
    }
    previous = c;
  }
  return total > 0 ? (int)((hits - odd) * 100 / total) - candidates[candidate].chance : 0;
}

static gboolean is_high(char c)
{
  return ((guchar)c & 0x80) != 0;
}

/* At least min 8-bit bytes, and more of them than of ASCII letters in the words they stand in: tags, links and foreign names beside them
 * do not count. */
static gboolean is_dense(const char *bytes, gsize length, gsize min)
{
  gsize high = 0, letters = 0;

  for (gsize i = 0; i < length; i++) {
    gsize word_high = 0, word_letters = 0;

    for (; i < length && (is_high(bytes[i]) || g_ascii_isalpha(bytes[i])); i++) {
      word_high += is_high(bytes[i]);
      word_letters += !is_high(bytes[i]);
    }
    high += word_high;
    letters += word_high > 0 ? word_letters : 0;
  }
  return high >= min && high > letters;
}

gboolean charset_is_dense(const char *bytes, gsize length)
{
  return is_dense(bytes, length, DENSE_MIN);
}

/* 8-bit bytes with the ASCII around them, so that a sample is not all links and tags. */
static GString *take_sample(const char *bytes, gsize length)
{
  GString *sample = g_string_sized_new(SAMPLE + 16);

  for (gsize i = 0; i < length; i++) {
    gboolean near = is_high(bytes[i]) || (i > 0 && is_high(bytes[i - 1])) || (i > 1 && is_high(bytes[i - 2])) ||
                    (i + 1 < length && is_high(bytes[i + 1]));

    if (near && bytes[i] != '\0')
      g_string_append_c(sample, bytes[i]);
    if (sample->len >= SAMPLE && !is_high(bytes[i]))
      break;
    if (sample->len >= 2 * SAMPLE)
      break;
  }
  return sample;
}

const char *charset_guess(const char *bytes, gsize length)
{
  static GOnce once = G_ONCE_INIT;
  GString *sample = take_sample(bytes, length);
  gboolean dense = is_dense(bytes, length, GUESS_MIN);
  const char *best = "CP1252";
  int best_score = 0;
  guint high = 0;

  for (gsize i = 0; i < sample->len; i++)
    high += is_high(sample->str[i]);
  g_once(&once, make_sets, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(candidates); i++) {
    g_autofree char *text = NULL;
    int score;

    if ((candidates[i].kind == SCRIPT && !dense) || (candidates[i].kind == MULTIBYTE && high < MULTIBYTE_MIN))
      continue;
    text = convert_strictly(candidates[i].name, sample->str, sample->len);
    if (text == NULL)
      continue;
    score = score_text(i, text);
    if (score > best_score) {
      best = candidates[i].name;
      best_score = score;
    }
  }
  g_string_free(sample, TRUE);
  return best;
}
