/* SPDX-License-Identifier: MIT */
#include "mail/transfer.h"

#include <string.h>

#define SKIP 0xff
#define PAD 0xfe

/* By ASCII character: 0 to 63, PAD, SKIP. */
static const guchar base64_values[128] = {
  SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP,
  SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP, SKIP,
  SKIP, SKIP, SKIP, SKIP, SKIP, 62,   SKIP, SKIP, SKIP, 63,   52,   53,   54,   55,   56,   57,   58,   59,   60,
  61,   SKIP, SKIP, SKIP, PAD,  SKIP, SKIP, SKIP, 0,    1,    2,    3,    4,    5,    6,    7,    8,    9,    10,
  11,   12,   13,   14,   15,   16,   17,   18,   19,   20,   21,   22,   23,   24,   25,   SKIP, SKIP, SKIP, SKIP,
  SKIP, SKIP, 26,   27,   28,   29,   30,   31,   32,   33,   34,   35,   36,   37,   38,   39,   40,   41,   42,
  43,   44,   45,   46,   47,   48,   49,   50,   51,   SKIP, SKIP, SKIP, SKIP, SKIP,
};

static guchar base64_value(char c)
{
  return (guchar)c < 128 ? base64_values[(guchar)c] : SKIP;
}

void base64_finish(Base64State *state, GString *out)
{
  if (state->count == 2)
    g_string_append_c(out, (char)(state->bits >> 4));
  if (state->count == 3) {
    g_string_append_c(out, (char)(state->bits >> 10));
    g_string_append_c(out, (char)(state->bits >> 2));
  }
  *state = (Base64State){ 0 };
}

void base64_step(Base64State *state, const char *text, gsize length, GString *out)
{
  gsize filled = out->len;

  /* Room for all that can come, and for what base64_finish may write. */
  g_string_set_size(out, out->len + length / 4 * 3 + 6);
  for (gsize i = 0; i < length; i++) {
    guchar value = base64_value(text[i]);

    if (value < 64) {
      state->bits = state->bits << 6 | value;
      if (++state->count == 4) {
        out->str[filled++] = (char)(state->bits >> 16);
        out->str[filled++] = (char)(state->bits >> 8);
        out->str[filled++] = (char)state->bits;
        *state = (Base64State){ 0 };
      }
    } else if (value == PAD) {
      if (state->count == 2)
        out->str[filled++] = (char)(state->bits >> 4);
      if (state->count == 3) {
        out->str[filled++] = (char)(state->bits >> 10);
        out->str[filled++] = (char)(state->bits >> 2);
      }
      *state = (Base64State){ 0 };
    }
  }
  g_string_truncate(out, filled);
}

/* How much of the line is base64: all of it, or up to the end of the padding when other text follows there; NOT_BASE64 for a line of other
 * text, as a list's footer or a body under a false label have it, with spaces and tags. */
#define NOT_BASE64 G_MAXSIZE

static gsize base64_extent(const char *line, gsize length)
{
  gsize strange = 0, padding = 0;

  for (gsize i = 0; i < length; i++) {
    guchar value = base64_value(line[i]);

    if (value == PAD)
      padding = i + 1;
    if (value == SKIP && line[i] != '\r' && line[i] != '\t') {
      if (padding == i && i > 0)
        return padding;
      strange++;
    }
  }
  return strange * 10 > length ? NOT_BASE64 : length;
}

static GString *decode_base64(const char *bytes, gsize length)
{
  GString *out = g_string_sized_new(length / 4 * 3 + 8);
  Base64State state = { 0 };
  gsize offset = 0;

  while (offset < length) {
    const char *newline = memchr(bytes + offset, '\n', length - offset);
    gsize end = newline != NULL ? (gsize)(newline - bytes) : length;
    gsize extent = base64_extent(bytes + offset, end - offset);

    if (extent == NOT_BASE64)
      break;
    base64_step(&state, bytes + offset, extent, out);
    offset = end + (newline != NULL);
  }
  base64_finish(&state, out);
  if (offset < length) {
    if (out->len > 0)
      g_string_append_c(out, '\n');
    g_string_append_len(out, bytes + offset, (gssize)(length - offset));
  }
  return out;
}

int transfer_hex_pair(const char *p)
{
  int high = g_ascii_xdigit_value(p[0]);
  int low = high >= 0 ? g_ascii_xdigit_value(p[1]) : -1;

  return low >= 0 ? high * 16 + low : -1;
}

/* After "=" and white space: the length of the line end there, 0 when there is none. The end of the text counts as one. */
static gsize soft_break(const char *p, const char *end, gboolean *found)
{
  const char *start = p;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  *found = p == end || *p == '\n' || *p == '\r';
  if (p < end && *p == '\r')
    p++;
  if (p < end && *p == '\n')
    p++;
  return *found ? (gsize)(p - start) : 0;
}

static GString *decode_quoted_printable(const char *bytes, gsize length)
{
  GString *out = g_string_sized_new(length + 1);
  const char *p = bytes, *end = bytes + length;

  while (p < end) {
    const char *equals = memchr(p, '=', (gsize)(end - p));
    int value;
    gboolean found;
    gsize skip;

    if (equals == NULL)
      equals = end;
    g_string_append_len(out, p, equals - p);
    if (equals == end)
      break;
    p = equals + 1;
    value = end - p >= 2 ? transfer_hex_pair(p) : -1;
    if (value >= 0) {
      g_string_append_c(out, (char)value);
      p += 2;
      continue;
    }
    skip = soft_break(p, end, &found);
    p += skip;
    if (!found)
      g_string_append_c(out, '=');
  }
  return out;
}

static guint uu_value(char c)
{
  return ((guchar)c - 0x20u) & 0x3f;
}

/* One line: its length, then groups of four characters for three bytes. What is missing at its end is spaces that were trimmed. */
static void decode_uu_line(const char *p, const char *end, GString *out)
{
  guint left = uu_value(*p++);

  while (left > 0 && p < end) {
    guint32 bits = 0;

    for (guint i = 0; i < 4; i++)
      bits = bits << 6 | uu_value(p < end ? *p++ : ' ');
    for (guint i = 0; i < 3 && left > 0; i++, left--)
      g_string_append_c(out, (char)(bits >> (16 - 8 * i)));
  }
}

/* From the line after "begin MODE NAME" to "end". */
static GString *decode_uu(const char *bytes, gsize length)
{
  GString *out = g_string_sized_new(length / 4 * 3 + 8);
  const char *p = bytes, *end = bytes + length;
  gboolean begun = FALSE;

  while (p < end) {
    const char *newline = memchr(p, '\n', (gsize)(end - p));
    const char *line_end = newline != NULL ? newline : end;

    while (line_end > p && line_end[-1] == '\r')
      line_end--;
    if (begun && line_end - p == 3 && memcmp(p, "end", 3) == 0)
      break;
    if (begun && line_end > p)
      decode_uu_line(p, line_end, out);
    begun = begun || (line_end - p > 6 && memcmp(p, "begin ", 6) == 0);
    p = newline != NULL ? newline + 1 : end;
  }
  return out;
}

typedef GString *(*Decoder)(const char *bytes, gsize length);

GString *transfer_decode(const char *bytes, gsize length, const char *encoding)
{
  static const struct {
    const char *name;
    Decoder decode;
  } decoders[] = {
    { "base64", decode_base64 }, { "quotedprintable", decode_quoted_printable },
    { "xuuencode", decode_uu },  { "uuencode", decode_uu },
    { "xuue", decode_uu },
  };
  char name[32];
  gsize used = 0;

  /* Letters and digits alone tell: "quoted printable", "\"base64\"" and "Base-64;" are seen in the wild. */
  for (const char *p = encoding != NULL ? encoding : ""; *p != '\0' && *p != ';' && *p != '('; p++)
    if (g_ascii_isalnum(*p) && used + 1 < sizeof name)
      name[used++] = g_ascii_tolower(*p);
  name[used] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS(decoders); i++)
    if (strcmp(name, decoders[i].name) == 0)
      return decoders[i].decode(bytes, length);
  return g_string_new_len(bytes, (gssize)length);
}
