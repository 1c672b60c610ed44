/* SPDX-License-Identifier: MIT */
#include "gist/tokens.h"

#define PER_TOKEN 1000u
#define LONG_RUN 20u   /* letters and digits in a row beyond these are no words: keys, hashes, base64 */
#define RUN_COST 680u  /* of a character in such a run */
#define ODD_COST 1600u /* of a character of no script below: emoji, symbols */
#define MEMORY 0.9     /* of what is learnt, how much the next one leaves */
#define MOST 4.0       /* a server that counts more or fewer times as much counts something else */

/* Thousandths of a token per character; fitted to o200k_base over the 216 newsletters of the corpus that have 200 characters and more. */
static const struct {
  gunichar first, last;
  guint cost;
} scripts[] = {
  { 0x80, 0x36f, 730 },       /* Latin with accents; typographic signs are below */
  { 0x370, 0x3ff, 400 },      /* Greek */
  { 0x400, 0x58f, 290 },      /* Cyrillic, Armenian */
  { 0x590, 0x8ff, 450 },      /* Hebrew, Arabic, Syriac */
  { 0x900, 0x109f, 600 },     /* India, Thai, Lao, Tibetan, Burmese */
  { 0x10a0, 0x10ff, 600 },    /* Georgian */
  { 0x1100, 0x11ff, 760 },    /* Hangul */
  { 0x1e00, 0x1fff, 730 },    /* more Latin, more Greek */
  { 0x2010, 0x2027, 560 },    /* dashes, quotation marks, bullets */
  { 0x3000, 0x303f, 560 },    /* East Asian punctuation */
  { 0x3040, 0x30ff, 730 },    /* kana */
  { 0x3400, 0x9fff, 810 },    /* Han */
  { 0xac00, 0xd7a3, 760 },    /* Hangul */
  { 0xf900, 0xfaff, 1200 },   /* Han, compatibility */
  { 0xff00, 0xffef, 730 },    /* full width */
  { 0x20000, 0x3ffff, 2200 }, /* rare Han */
};

static guint ascii_cost(char c, guint run)
{
  if (c == '\n')
    return 390;
  if (c == ' ' || c == '\t')
    return 0; /* it goes with the word */
  if (run > LONG_RUN)
    return RUN_COST;
  if (g_ascii_isalpha(c))
    return 245;
  return g_ascii_isdigit(c) ? 465 : 560;
}

static guint wide_cost(gunichar c)
{
  guint low = 0, high = G_N_ELEMENTS(scripts);

  while (low < high) {
    guint middle = (low + high) / 2;

    if (c > scripts[middle].last)
      low = middle + 1;
    else if (c < scripts[middle].first)
      high = middle;
    else
      return scripts[middle].cost;
  }
  return ODD_COST;
}

guint tokens_estimate(const char *text, gssize length)
{
  guint64 cost = PER_TOKEN - 1; /* rounded up */
  guint run = 0;

  for (const char *p = text; (length < 0 || p < text + length) && *p != '\0'; p = g_utf8_next_char(p)) {
    run = g_ascii_isalnum(*p) ? run + 1 : 0;
    cost += (guchar)*p < 0x80 ? ascii_cost(*p, run) : wide_cost(g_utf8_get_char(p));
  }
  return (guint)MIN(cost / PER_TOKEN, G_MAXUINT);
}

void tokens_learn(TokensRatio *ratio, gint64 estimated, gint64 reported)
{
  if (estimated <= 0 || reported <= 0 || (double)reported > MOST * (double)estimated ||
      (double)estimated > MOST * (double)reported)
    return;
  ratio->estimated = ratio->estimated * MEMORY + (double)estimated;
  ratio->reported = ratio->reported * MEMORY + (double)reported;
}

static guint scale(guint tokens, double by, double over)
{
  return over > 0 && by > 0 ? (guint)MIN((double)tokens * by / over + 0.5, (double)G_MAXINT) : tokens;
}

guint tokens_correct(const TokensRatio *ratio, guint estimated)
{
  return scale(estimated, ratio->reported, ratio->estimated);
}

guint tokens_uncorrect(const TokensRatio *ratio, guint tokens)
{
  return scale(tokens, ratio->estimated, ratio->reported);
}
