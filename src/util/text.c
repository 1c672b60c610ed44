/* SPDX-License-Identifier: MIT */
#include "util/text.h"

#include <string.h>

#define MAX_LOCAL_PART 64 /* RFC 5321 section 4.5.3.1.1 */

gboolean text_is_bidi_control(gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x061c;
}

static gboolean is_forbidden(gunichar c)
{
  if (c < 0x20)
    return c != '\t' && c != '\n';
  return (c >= 0x7f && c <= 0x9f) || (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

static gboolean is_invisible(gunichar c)
{
  return text_is_bidi_control(c) || c == 0x200b || c == 0xfeff || c == 0x00ad || c == 0x2060 || c == 0x034f ||
         c == 0x180e || (c >= 0xe0000 && c <= 0xe0fff);
}

/* Whether eight bytes at p are printable ASCII: none has its highest bit set, falls below a blank, or is DEL. */
static gboolean is_plain_word(const char *p)
{
  const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
  guint64 word;

  memcpy(&word, p, sizeof word);
  return ((word | (word - ones * ' ') | (word + ones)) & ones * 0x80) == 0;
}

/* The printable ASCII run at p: most of every mail, copied without a look at each character. */
static gsize ascii_run(const char *p, const char *end)
{
  const char *start = p;

  while (p < end) {
    if (end - p >= (gssize)sizeof(guint64) && is_plain_word(p))
      p += sizeof(guint64);
    else if ((*p >= 0x20 && *p < 0x7f) || *p == '\n' || *p == '\t')
      p++;
    else
      break;
  }
  return (gsize)(p - start);
}

static gboolean is_continuation(char byte)
{
  return ((guchar)byte & 0xc0) == 0x80;
}

/* The length of a character of two or three bytes that may stay; 0 for anything else. */
static gsize wide_length(const char *p, const char *end)
{
  guchar lead = (guchar)*p;
  gunichar c;

  if (lead < 0xc2 || lead >= 0xf0 || end - p < 2 || !is_continuation(p[1]))
    return 0;
  if (lead < 0xe0)
    return lead > 0xc2 || (guchar)p[1] >= 0xa0 ? 2 : 0;
  if (end - p < 3 || !is_continuation(p[2]))
    return 0;
  c = (gunichar)(lead & 0xf) << 12 | (gunichar)(p[1] & 0x3f) << 6 | (gunichar)(p[2] & 0x3f);
  return c >= 0x800 && (c < 0xd800 || c > 0xdfff) && !is_forbidden(c) ? 3 : 0;
}

/* Text at p that stays as it is, but for characters of four bytes. */
static gsize clean_run(const char *p, const char *end)
{
  const char *start = p;
  gsize length;

  while (p < end && (length = (guchar)*p < 0x80 ? ascii_run(p, end) : wide_length(p, end)) > 0)
    p += length;
  return (gsize)(p - start);
}

char *text_clean(const char *bytes, gsize length, gsize *repaired)
{
  GString *out = g_string_sized_new(length + 1);
  const char *p = bytes, *end = bytes + length;
  gsize bad = 0;

  while (p < end) {
    gsize run = clean_run(p, end);
    gunichar c;

    g_string_append_len(out, p, (gssize)run);
    p += run;
    if (p == end)
      break;
    if (*p == '\r') {
      g_string_append_c(out, '\n');
      p += (p + 1 < end && p[1] == '\n') ? 2 : 1;
      continue;
    }
    if ((guchar)*p < 0x80) { /* NUL included: g_utf8_get_char_validated would call it the end */
      p++;
      continue;
    }
    c = g_utf8_get_char_validated(p, end - p);
    if (c >= (gunichar)-2) {
      g_string_append(out, "\xef\xbf\xbd");
      bad++;
      p++;
      continue;
    }
    if (!is_forbidden(c))
      g_string_append_len(out, p, g_utf8_skip[(guchar)*p]);
    p += g_utf8_skip[(guchar)*p];
  }
  if (repaired != NULL)
    *repaired = bad;
  return g_string_free(out, FALSE);
}

/* Most characters beyond ASCII: neither invisible nor white space. */
static gboolean is_visible(gunichar c)
{
  return (c > 0xad && c < 0x34f) || (c > 0x34f && c < 0x61c) || (c > 0x61c && c < 0x1680) || (c > 0x3000 && c < 0xfeff);
}

/* Printable ASCII with single spaces inside: most lines, and nothing to do. */
static gboolean is_clean_line(const char *bytes, gsize length)
{
  char before = ' ';

  for (gsize i = 0; i < length; i++) {
    if (bytes[i] < 0x20 || bytes[i] == 0x7f || (bytes[i] == ' ' && before == ' '))
      return FALSE;
    before = bytes[i];
  }
  return before != ' ' || length == 0;
}

char *text_clean_line(const char *bytes, gssize length)
{
  gsize size = length < 0 ? strlen(bytes) : (gsize)length;
  g_autofree char *clean = NULL;
  GString *out;
  gboolean space = FALSE;

  if (is_clean_line(bytes, size))
    return g_strndup(bytes, size);
  clean = text_clean(bytes, size, NULL);
  out = g_string_sized_new(strlen(clean) + 1);

  for (const char *p = clean, *run = p, *next;; p = next) {
    gunichar c = (guchar)*p < 0x80 ? (gunichar)*p : g_utf8_get_char(p);
    gboolean invisible, white;

    next = g_utf8_next_char(p);
    if (c > 0x20 && (c < 0x80 || is_visible(c)))
      continue;
    invisible = is_invisible(c);
    white = !invisible && (g_unichar_isspace(c) || c == 0x2028 || c == 0x2029);
    if (!invisible && !white && c != '\0')
      continue;
    if (p > run) {
      if (space)
        g_string_append_c(out, ' ');
      g_string_append_len(out, run, p - run);
      space = FALSE;
    }
    if (c == '\0')
      break;
    run = next;
    space = space || (white && out->len > 0);
  }
  return g_string_free(out, FALSE);
}

char *text_ellipsize(const char *text, gsize max_chars)
{
  const char *end, *cut;
  gsize back = 0;

  if (max_chars == 0)
    return g_strdup("");
  if ((gsize)g_utf8_strlen(text, -1) <= max_chars)
    return g_strdup(text);
  end = cut = g_utf8_offset_to_pointer(text, (glong)max_chars - 1);
  /* A space within the last quarter makes the better end. */
  while (cut > text && back < max_chars / 4 && *cut != ' ') {
    cut = g_utf8_prev_char(cut);
    back++;
  }
  if (*cut != ' ' || cut == text)
    cut = end;
  while (cut > text && (cut[-1] == ' ' || cut[-1] == ','))
    cut--;
  return g_strdup_printf("%.*s\u2026", (int)(cut - text), text);
}

/* How many bytes at p spell the character c, plain or percent-encoded; 0 when they do not. */
static gsize matches_char(const char *p, char c)
{
  if (g_ascii_tolower(*p) == g_ascii_tolower(c) || (c == '@' && *p == '='))
    return 1;
  if (*p == '%' && g_ascii_isxdigit(p[1]) && g_ascii_isxdigit(p[2])) {
    int value = g_ascii_xdigit_value(p[1]) * 16 + g_ascii_xdigit_value(p[2]);

    if (g_ascii_tolower((char)value) == g_ascii_tolower(c))
      return 3;
  }
  return 0;
}

static gsize match_run(const char *p, const char *run, gsize run_length)
{
  gsize used = 0;

  for (gsize i = 0; i < run_length; i++) {
    gsize step = matches_char(p + used, run[i]);

    if (step == 0)
      return 0;
    used += step;
  }
  return used;
}

/* "+anything" and what begins with the '@'; how many bytes, 0 when they are something else. A list server's "+anything=domain" has two
 * places where it could end. */
static gsize match_suffixed(const char *p, const char *at)
{
  gsize used = matches_char(p, '+'), length = strlen(at);

  for (; used > 0 && used < MAX_LOCAL_PART; used++) {
    gsize rest = match_run(p + used, at, length);

    if (rest > 0)
      return used + rest;
    if (!g_ascii_isalnum(p[used]) && (p[used] == '\0' || strchr("._-=+", p[used]) == NULL))
      return 0;
  }
  return 0;
}

/* How many bytes at p are the address, with or without a suffix; 0 when they are something else. */
static gsize match_address(const char *p, const char *address, const char *at)
{
  gsize local = match_run(p, address, (gsize)(at - address)), rest;

  if (local == 0)
    return 0;
  rest = match_run(p + local, at, strlen(at));
  if (rest == 0)
    rest = match_suffixed(p + local, at);
  return rest > 0 ? local + rest : 0;
}

/* Most texts have nothing that could be the '@'. */
char *text_mask_address(const char *text, const char *address, const char *replacement)
{
  const char *at = address != NULL ? strchr(address, '@') : NULL, *done = text;
  char first[] = { '%', '\0', '\0', '\0' }; /* what an occurrence can begin with */
  GString *out = NULL;

  if (at == NULL || at == address || strpbrk(text, "@=%") == NULL)
    return g_strdup(text);
  first[1] = g_ascii_tolower(address[0]);
  first[2] = g_ascii_toupper(address[0]);
  for (const char *p = text + strcspn(text, first); *p != '\0'; p += strcspn(p, first)) {
    gsize used = match_address(p, address, at);

    if (used == 0) {
      p++;
      continue;
    }
    if (out == NULL)
      out = g_string_sized_new(strlen(text) + 1);
    g_string_append_len(out, done, p - done);
    g_string_append(out, replacement);
    done = p += used;
  }
  if (out == NULL)
    return g_strdup(text);
  g_string_append(out, done);
  return g_string_free(out, FALSE);
}

/* GLib puts a no-break space before the unit, which is no good for scripts. */
char *text_size(guint64 bytes)
{
  g_autofree char *size = g_format_size_full(bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_auto(GStrv) pieces = g_strsplit(size, "\xc2\xa0", -1);

  return g_strjoinv(" ", pieces);
}

/* 1: a letter or digit. 2: an apostrophe, which does not end a word. */
static const guint8 word_classes[0x80] = { ['0' ... '9'] = 1, ['A' ... 'Z'] = 1, ['a' ... 'z'] = 1, ['\''] = 2 };

guint text_count_words(const char *text, gsize length)
{
  const char *end = text + length;
  guint words = 0, ideographs = 0;
  guint in_word = 0; /* 0 or 1 */

  for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
    gunichar c;
    GUnicodeScript script;

    /* Without a branch at each word's end, which the processor would foresee wrongly. */
    for (; p < end && (guchar)*p < 0x80; p++) {
      guint class = word_classes[(guchar)*p];
      guint is_letter = class & 1;

      words += is_letter & ~in_word;
      in_word = is_letter | (class >> 1 & in_word);
    }
    if (p == end)
      break;
    c = g_utf8_get_char(p);
    if (!g_unichar_isalnum(c)) {
      if (c != 0x2019)
        in_word = 0;
      continue;
    }
    script = c < 0x2e80 ? G_UNICODE_SCRIPT_COMMON : g_unichar_get_script(c);
    if (script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA) {
      ideographs++;
      in_word = 0;
    } else {
      words += ~in_word & 1;
      in_word = 1;
    }
  }
  return words + (ideographs + 1) / 2;
}
