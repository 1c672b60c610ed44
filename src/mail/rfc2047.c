/* SPDX-License-Identifier: MIT */
#include "mail/rfc2047.h"

#include <string.h>

#include "mail/charset.h"
#include "mail/transfer.h"
#include "util/text.h"

#define MAX_CHARSET 64u

typedef struct {
  char charset[MAX_CHARSET];
  gboolean base64;
  const char *text;
  gsize length;
  const char *end; /* after "?=" */
} Word;

/* Bytes of words in one charset, not converted yet: a character may be split between words. */
typedef struct {
  GString *out;
  GString *pending;
  char charset[MAX_CHARSET];
  Base64State base64;
  guint words;
} Decoding;

/* The "?=" that ends a word; NULL. A bare '?' before an encoded byte ("?=E2") is an error of some encoders and no end. */
static const char *word_end(const char *text, gboolean base64)
{
  const char *close = strstr(text, "?=");

  while (close != NULL && !base64 && transfer_hex_pair(close + 2) >= 0 && strcspn(close + 2, " \t\"") > 4) {
    const char *next = strstr(close + 2, "?=");

    if (next == NULL || memchr(close, ' ', (gsize)(next - close)) != NULL)
      break;
    close = next;
  }
  return close;
}

/* A word at p, which points at "=?". White space inside is an error that many mailers make. */
static gboolean read_word(const char *p, Word *word)
{
  const char *q = p + 2;
  gsize length = 0;
  const char *close;

  while (*q != '\0' && *q != '?' && *q != '*' && *q > ' ' && length + 1 < MAX_CHARSET)
    word->charset[length++] = *q++;
  word->charset[length] = '\0';
  if (*q == '*') /* the language, RFC 2231 section 5 */
    while (g_ascii_isalnum(*q) || *q == '-' || *q == '*')
      q++;
  if (length == 0 || *q != '?' || (q[1] != 'b' && q[1] != 'B' && q[1] != 'q' && q[1] != 'Q') || q[2] != '?')
    return FALSE;
  word->base64 = q[1] == 'b' || q[1] == 'B';
  word->text = q + 3;
  close = word_end(word->text, word->base64);
  if (close == NULL)
    return FALSE;
  word->length = (gsize)(close - word->text);
  word->end = close + 2;
  if (word->base64)
    for (const char *c = word->text; c < close; c++)
      if (!g_ascii_isalnum(*c) && strchr("+/=-_ \t", *c) == NULL)
        return FALSE;
  return TRUE;
}

static void decode_q(const Word *word, GString *out)
{
  const char *p = word->text, *end = p + word->length;

  while (p < end) {
    int value = *p == '=' && end - p >= 3 ? transfer_hex_pair(p + 1) : -1;

    g_string_append_c(out, value >= 0 ? (char)value : *p == '_' ? ' ' : *p);
    p += value >= 0 ? 3 : 1;
  }
}

static void flush(Decoding *decoding)
{
  g_autofree char *text = NULL;

  base64_finish(&decoding->base64, decoding->pending);
  if (decoding->pending->len == 0)
    return;
  text = charset_decode(decoding->pending->str, decoding->pending->len, decoding->charset, NULL, NULL);
  g_string_append(decoding->out, text);
  g_string_truncate(decoding->pending, 0);
}

/* A base64 word without its padding whose last bits are zero is complete; else the next word continues it. */
static gboolean is_unfinished(const Base64State *state)
{
  switch (state->count) {
  case 0:
    return FALSE;
  case 2:
    return (state->bits & 0xf) != 0;
  case 3:
    return (state->bits & 0x3) != 0;
  default:
    return TRUE;
  }
}

static void add_word(Decoding *decoding, const Word *word)
{
  if (g_ascii_strcasecmp(decoding->charset, word->charset) != 0) {
    flush(decoding);
    g_strlcpy(decoding->charset, word->charset, MAX_CHARSET);
  }
  if (!word->base64 || !is_unfinished(&decoding->base64))
    base64_finish(&decoding->base64, decoding->pending);
  if (word->base64)
    base64_step(&decoding->base64, word->text, word->length, decoding->pending);
  else
    decode_q(word, decoding->pending);
  decoding->words++;
}

/* The next word at or after p; NULL. "=?" that begins no word is text like the rest. */
static const char *next_word(const Decoding *decoding, const char *p, Word *word)
{
  const char *mark = strstr(p, "=?");

  if (decoding->words >= RFC2047_MAX_WORDS || mark == NULL || strstr(mark, "?=") == NULL)
    return NULL;
  while (mark != NULL && !read_word(mark, word))
    mark = strstr(mark + 1, "=?");
  return mark;
}

char *rfc2047_decode(const char *value, const char *charset)
{
  Decoding decoding = { g_string_new(NULL), g_string_new(NULL), "", { 0 }, 0 };
  const char *p = value;
  char *line;

  while (*p != '\0') {
    Word word;
    const char *mark = next_word(&decoding, p, &word);
    const char *text_end = mark != NULL ? mark : p + strlen(p);
    gboolean after_word = decoding.words > 0;

    /* White space between two words is no text. */
    if (!(after_word && mark != NULL && p + strspn(p, " \t") == mark) && text_end > p) {
      g_autofree char *text = NULL;

      flush(&decoding);
      text = charset_decode(p, (gsize)(text_end - p), charset, NULL, NULL);
      g_string_append(decoding.out, text);
    }
    if (mark == NULL)
      break;
    add_word(&decoding, &word);
    p = word.end;
  }
  flush(&decoding);
  line = text_clean_line(decoding.out->str, (gssize)decoding.out->len);
  g_string_free(decoding.out, TRUE);
  g_string_free(decoding.pending, TRUE);
  return line;
}
