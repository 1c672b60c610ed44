/* SPDX-License-Identifier: MIT */
#include "mail/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "mail/charset_guess.h"
#include "mail/charset_name.h"
#include "util/text.h"

#define MAX_KEPT 16u /* charsets whose modules stay loaded */
#define REPLACEMENT "\xef\xbf\xbd"

/* JIS text in 7 bits as EUC-JP: glibc's ISO-2022-JP knows neither half-width katakana nor the vendors' characters, which mails are full
 * of. Every line begins in ASCII again. */
static GString *jis_to_euc(const char *bytes, gsize length)
{
  static const struct {
    const char *escape;
    char set;
  } escapes[] = {
    { "\x1b$@", 'J' },  { "\x1b$B", 'J' },  { "\x1b$(@", 'J' }, { "\x1b$(B", 'J' }, { "\x1b$(D", 'S' },
    { "\x1b$(O", 'J' }, { "\x1b$(Q", 'J' }, { "\x1b(I", 'K' },  { "\x1b(B", 'A' },  { "\x1b(J", 'A' },
    { "\x1b(H", 'A' },  { "\x1b&@", 0 },    { "\x0e", 'K' },    { "\x0f", 'A' },
  };
  GString *out = g_string_sized_new(length + 1);
  char set = 'A';

  for (gsize i = 0; i < length; i++) {
    guchar c = (guchar)bytes[i];
    guint e = G_N_ELEMENTS(escapes);

    if (c == 0x1b || c == 0x0e || c == 0x0f)
      for (e = 0; e < G_N_ELEMENTS(escapes); e++)
        if (length - i >= strlen(escapes[e].escape) &&
            memcmp(bytes + i, escapes[e].escape, strlen(escapes[e].escape)) == 0)
          break;
    if (e < G_N_ELEMENTS(escapes)) {
      set = escapes[e].set != 0 ? escapes[e].set : set;
      i += strlen(escapes[e].escape) - 1;
      continue;
    }
    if (c == '\n')
      set = 'A';
    if (c <= 0x20 || set == 'A' || c >= 0x7f) {
      if (c >= 0xa1 && c <= 0xdf && set == 'A')
        g_string_append_c(out, '\x8e');
      g_string_append_c(out, (char)c);
      continue;
    }
    if (set == 'K')
      g_string_append_c(out, '\x8e');
    if (set == 'S')
      g_string_append_c(out, '\x8f');
    g_string_append_c(out, (char)(c | 0x80));
    if (set != 'K' && i + 1 < length && (guchar)bytes[i + 1] > 0x20 && (guchar)bytes[i + 1] < 0x7f)
      g_string_append_c(out, (char)((guchar)bytes[++i] | 0x80));
  }
  return out;
}

/* HZ (RFC 1843): "~{" and "~}" around GB 2312 in 7 bits, "~~" is a tilde. */
static GString *hz_to_gb(const char *bytes, gsize length)
{
  GString *out = g_string_sized_new(length + 1);
  gboolean chinese = FALSE;

  for (gsize i = 0; i < length; i++) {
    char c = bytes[i], next = i + 1 < length ? bytes[i + 1] : '\0';

    if (c == '~' && (next == '{' || next == '}' || next == '~' || next == '\n')) {
      chinese = next == '{';
      if (next == '~')
        g_string_append_c(out, '~');
      i++;
      continue;
    }
    chinese = chinese && c != '\n';
    g_string_append_c(out, chinese && c > 0x20 && c < 0x7f ? (char)((guchar)c | 0x80) : c);
  }
  return out;
}

/* Closes the converter, or keeps it when it is the first of its charset, up to some: with the last one closed glibc unloads the charset's
 * module, and would map and link it again for every mail. */
static void put_away(const char *name, iconv_t converter)
{
  static GMutex lock;
  static struct {
    char *name;
    iconv_t converter;
  } kept[MAX_KEPT];
  G_GNUC_UNUSED g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&lock);

  for (guint i = 0; i < MAX_KEPT && (kept[i].name == NULL || strcmp(kept[i].name, name) != 0); i++)
    if (kept[i].name == NULL) {
      kept[i].name = g_strdup(name);
      kept[i].converter = converter;
      return;
    }
  iconv_close(converter);
}

/* Appends to out; TRUE unless the name is unknown. *bad grows by the bytes that do not fit, each run of which is U+FFFD. */
static gboolean convert(const char *name, const char *bytes, gsize length, GString *out, gsize *bad)
{
  iconv_t converter = iconv_open("UTF-8", name);
  char *in = (char *)bytes;
  gboolean in_run = FALSE;

  if (converter == (iconv_t)-1)
    return FALSE;
  for (;;) {
    char buffer[8192], *to = buffer;
    gsize left = sizeof buffer;
    gsize before = length;
    gsize result = iconv(converter, length > 0 ? &in : NULL, &length, &to, &left);
    int why = errno;

    g_string_append_len(out, buffer, to - buffer);
    if (result != (gsize)-1 && before == 0)
      break;
    if (result != (gsize)-1 || why == E2BIG)
      continue;
    if (length == 0)
      break;
    if ((guchar)*in == 0x80 && strcmp(name, "GB18030") == 0) { /* Windows' euro sign */
      g_string_append(out, "\u20ac");
    } else {
      if (!in_run || before != length)
        g_string_append(out, REPLACEMENT);
      in_run = TRUE;
      (*bad)++;
    }
    in++;
    length--;
  }
  put_away(name, converter);
  return TRUE;
}

static GString *convert_any(const char *name, const char *bytes, gsize length, gsize *bad)
{
  GString *out = g_string_sized_new(length + length / 2 + 16);
  GString *other = NULL;
  gsize first_bad = 0;

  if (strcmp(name, CHARSET_JAPANESE) == 0)
    other = jis_to_euc(bytes, length);
  if (strcmp(name, CHARSET_HZ) == 0)
    other = hz_to_gb(bytes, length);
  if (other != NULL) {
    convert(strcmp(name, CHARSET_JAPANESE) == 0 ? "EUC-JP-MS" : "GB18030", other->str, other->len, out, bad);
    g_string_free(other, TRUE);
    return out;
  }
  convert(name, bytes, length, out, &first_bad);
  if (first_bad > 0 && strcmp(name, "CP950") == 0) { /* Hong Kong's characters */
    GString *hong_kong = g_string_sized_new(out->len);
    gsize hong_kong_bad = 0;

    convert("BIG5-HKSCS", bytes, length, hong_kong, &hong_kong_bad);
    if (hong_kong_bad < first_bad) {
      g_string_free(out, TRUE);
      out = hong_kong;
      first_bad = hong_kong_bad;
    } else {
      g_string_free(hong_kong, TRUE);
    }
  }
  *bad += first_bad;
  return out;
}

/* What the bytes are, whatever the label says. */
typedef struct {
  gsize high;      /* bytes above 0x7f */
  gsize sequences; /* valid UTF-8 sequences of two bytes or more */
  gsize bad;       /* stray bytes and broken sequences */
} Shape;

/* The length of what is no UTF-8 at p: one byte, or the beginning of a sequence that breaks off. */
static gsize broken_length(const char *p, const char *end)
{
  guchar c = (guchar)*p;
  gsize wanted = c >= 0xf0 && c < 0xf5 ? 4 : c >= 0xe0 && c < 0xf0 ? 3 : 1;
  gsize length = 1;

  while (length + 1 < wanted && p + length < end && ((guchar)p[length] & 0xc0) == 0x80)
    length++;
  return length;
}

/* Past the ASCII at p, eight bytes at a time: most of every mail. */
static const char *skip_ascii(const char *p, const char *end)
{
  guint64 eight;

  while (end - p >= 8) {
    memcpy(&eight, p, sizeof eight);
    if ((eight & G_GUINT64_CONSTANT(0x8080808080808080)) != 0)
      break;
    p += 8;
  }
  while (p < end && (guchar)*p < 0x80)
    p++;
  return p;
}

static Shape shape_of(const char *bytes, gsize length)
{
  Shape shape = { 0 };
  const char *end = bytes + length;

  for (const char *p = skip_ascii(bytes, end); p < end; p = skip_ascii(p, end)) {
    gunichar c = g_utf8_get_char_validated(p, end - p);
    gsize size = c >= (gunichar)-2 ? broken_length(p, end) : (gsize)g_utf8_skip[(guchar)*p];

    shape.bad += c >= (gunichar)-2;
    shape.sequences += c < (gunichar)-2;
    shape.high += size;
    p += size;
  }
  return shape;
}

/* Escape sequences: 7-bit text of more than ASCII. */
static gboolean has_escapes(const char *bytes, gsize length)
{
  return length > 0 && (memchr(bytes, 0x1b, length) != NULL || memchr(bytes, 0x0e, length) != NULL);
}

static gboolean has_prefix(const char *name, const char *const *prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    if (g_ascii_strncasecmp(name, prefixes[i], strlen(prefixes[i])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean is_seven_bit(const char *name)
{
  return has_prefix(name, (const char *const[]){ "ISO-2022", "ISO2022", "UTF-7", "UTF7", "HZ", NULL });
}

static gboolean is_wide(const char *name)
{
  return has_prefix(name, (const char *const[]){ "UTF-16", "UTF16", "UTF-32", "UTF32", "UCS", "ISO-10646", NULL });
}

static gboolean is_multibyte(const char *name)
{
  return has_prefix(name,
                    (const char *const[]){ "CP932", "CP949", "CP950", "EUC", "GB", "BIG5", "JOHAB", "CP936", NULL });
}

static gunichar from_cp1252(guchar byte)
{
  static const gunichar upper[32] = { 0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                      0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
                                      0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                      0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178 };

  return byte >= 0x80 && byte < 0xa0 ? upper[byte - 0x80] : byte;
}

/* Mostly UTF-8: a stray byte alone between ASCII is a Western letter or quotation mark that a careless program pasted in; other bytes that
 * do not fit are U+FFFD. */
static GString *repair_utf8(const char *bytes, gsize length)
{
  GString *out = g_string_sized_new(length + 16);
  const char *p = bytes, *end = bytes + length;

  while (p < end) {
    gunichar c = (guchar)*p < 0x80 ? (guchar)*p : g_utf8_get_char_validated(p, end - p);

    if (c < (gunichar)-2) {
      g_string_append_len(out, p, g_utf8_skip[(guchar)*p]);
      p += g_utf8_skip[(guchar)*p];
      continue;
    }
    if ((p == bytes || (guchar)p[-1] < 0x80) && (p + 1 == end || (guchar)p[1] < 0x80)) {
      g_string_append_unichar(out, from_cp1252((guchar)*p++));
    } else {
      g_string_append(out, REPLACEMENT);
      p += broken_length(p, end);
    }
  }
  return out;
}

/* Without a byte order mark: ASCII characters have their zero byte first or second. */
static const char *wide_order(const char *name, const char *bytes, gsize length)
{
  gsize zeros[2] = { 0, 0 };

  if (strcmp(name, "UTF-16") != 0)
    return name;
  for (gsize i = 0; i < MIN(length, 4096); i++)
    zeros[i % 2] += bytes[i] == '\0';
  return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
}

/* The name for text of 8-bit bytes that is not (or not surely) UTF-8; NULL: UTF-8 with errors. */
static const char *judge(const char *bytes, gsize length, const Shape *shape, const char *name, const char *hint)
{
  if (name == NULL || is_seven_bit(name) || is_wide(name) || strcmp(name, "UTF-8") == 0) {
    if (shape->sequences >= shape->bad)
      return NULL;
    if (hint != NULL && !is_seven_bit(hint) && !is_wide(hint) && strcmp(hint, "UTF-8") != 0)
      name = hint;
    else
      return charset_guess(bytes, length);
  }
  if (strcmp(name, "CP1252") == 0 && charset_is_dense(bytes, length))
    return charset_guess(bytes, length);
  return name;
}

/* By the judged name, or by a guess when a good part of the text does not fit the name. */
static GString *decode_judged(const char *bytes, gsize length, const Shape *shape, const char *name, gsize *bad)
{
  GString *out = convert_any(name, bytes, length, bad);
  GString *other;
  gsize other_bad = 0;
  const char *guess;

  if (*bad < 3 || *bad * 4 <= shape->high)
    return out;
  guess = charset_guess(bytes, length);
  if (strcmp(guess, name) == 0)
    return out;
  other = convert_any(guess, bytes, length, &other_bad);
  if (other_bad * 4 < *bad) {
    *bad = other_bad;
    g_string_free(out, TRUE);
    return other;
  }
  g_string_free(other, TRUE);
  return out;
}

static GString *decode_8bit(const char *bytes, gsize length, const Shape *shape, const char *name, const char *hint,
                            gsize *bad)
{
  gboolean is_utf8 = shape->bad == 0;

  if (is_utf8 && name != NULL && is_multibyte(name) && shape->sequences < 5) {
    GString *out = convert_any(name, bytes, length, bad);

    if (*bad == 0)
      return out;
    g_string_free(out, TRUE);
    *bad = 0;
  }
  if (is_utf8)
    return NULL;
  if (name != NULL && is_seven_bit(name) && has_escapes(bytes, length))
    return convert_any(name, bytes, length, bad);
  name = judge(bytes, length, shape, name, hint);
  if (name != NULL)
    return decode_judged(bytes, length, shape, name, bad);
  *bad = shape->bad;
  return repair_utf8(bytes, length);
}

/* 7-bit text: ASCII, unless label or escape sequences say more. NULL: as it is. */
static GString *decode_7bit(const char *bytes, gsize length, const char *name, gsize *bad)
{
  if (name != NULL && is_seven_bit(name))
    return convert_any(name, bytes, length, bad);
  if (!has_escapes(bytes, length))
    return NULL;
  if (g_strstr_len(bytes, (gssize)length, "\x1b$)C") != NULL)
    return convert_any("ISO-2022-KR", bytes, length, bad);
  if (g_strstr_len(bytes, (gssize)length, "\x1b$") != NULL || g_strstr_len(bytes, (gssize)length, "\x1b(") != NULL)
    return convert_any(CHARSET_JAPANESE, bytes, length, bad);
  return NULL;
}

char *charset_decode(const char *bytes, gsize length, const char *label, const char *hint, gsize *repaired)
{
  g_autofree char *name = charset_name(label);
  g_autofree char *hint_name = hint != NULL ? charset_name(hint) : NULL;
  GString *decoded = NULL;
  Shape shape;
  gsize bad = 0, cleaned = 0;
  char *out;

  if (name == NULL)
    name = g_strdup(hint_name);
  if (length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0)) {
    decoded = convert_any((guchar)bytes[0] == 0xff ? "UTF-16LE" : "UTF-16BE", bytes + 2, length - 2, &bad);
  } else {
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
      bytes += 3;
      length -= 3;
    }
    shape = shape_of(bytes, length);
    if (name != NULL && is_wide(name) && length > 0 && memchr(bytes, '\0', length) != NULL)
      decoded = convert_any(wide_order(name, bytes, length), bytes, length, &bad);
    else if (shape.high > 0)
      decoded = decode_8bit(bytes, length, &shape, name, hint_name, &bad);
    else
      decoded = decode_7bit(bytes, length, name, &bad);
  }
  out = decoded != NULL ? text_clean(decoded->str, decoded->len, &cleaned) : text_clean(bytes, length, &cleaned);
  if (decoded != NULL)
    g_string_free(decoded, TRUE);
  if (repaired != NULL)
    *repaired += bad + cleaned;
  return out;
}
