/* SPDX-License-Identifier: MIT */
#include "mail/flowed.h"

#include <string.h>

/* Quote marks past this depth are content. */
#define MAX_QUOTE 100u

typedef struct {
  const char *text;
  gsize length;
  guint quote;
  gboolean signature, flowed;
} Line;

static Line read_line(const char *p, gsize length)
{
  Line line = { p, length, 0, FALSE, FALSE };

  while (line.length > 0 && *line.text == '>' && line.quote < MAX_QUOTE) {
    line.quote++;
    line.text++;
    line.length--;
  }
  if (line.length > 0 && *line.text == ' ') { /* space-stuffing */
    line.text++;
    line.length--;
  }
  line.signature = line.length == 3 && memcmp(line.text, "-- ", 3) == 0;
  line.flowed = !line.signature && line.length > 0 && line.text[line.length - 1] == ' ';
  return line;
}

static void start_paragraph(GString *out, guint quote)
{
  for (guint i = 0; i < quote; i++)
    g_string_append_c(out, '>');
  if (quote > 0)
    g_string_append_c(out, ' ');
}

char *flowed_join(const char *text, gboolean delsp)
{
  GString *out = g_string_sized_new(strlen(text) + 1);
  gboolean open = FALSE; /* the last line ended soft */
  guint quote = 0;
  const char *p = text;

  while (*p != '\0') {
    gsize length = strcspn(p, "\n");
    Line line = read_line(p, length);

    if (open && (line.quote != quote || line.signature)) {
      g_string_append_c(out, '\n');
      open = FALSE;
    }
    if (!open)
      start_paragraph(out, line.quote);
    g_string_append_len(out, line.text, (gssize)(line.length - (line.flowed && delsp ? 1 : 0)));
    if (!line.flowed)
      g_string_append_c(out, '\n');
    open = line.flowed;
    quote = line.quote;
    p += length + (p[length] == '\n');
  }
  if (open)
    g_string_append_c(out, '\n');
  return g_string_free(out, FALSE);
}

/* The length of the command "<name>" or "</name>" at p; 0 when there is none. */
static gsize command_length(const char *p)
{
  gsize length = 1;

  if (p[length] == '/')
    length++;
  while (g_ascii_isalnum(p[length]) || p[length] == '-')
    length++;
  return p[length] == '>' && length > 1 && length < 64 ? length + 1 : 0;
}

/* Past "</param>", so that what parameters say is not text. */
static const char *skip_command(const char *p, gsize length)
{
  const char *end;

  if (length != strlen("<param>") || g_ascii_strncasecmp(p, "<param>", length) != 0)
    return p + length;
  end = strchr(p + length, '<');
  return end != NULL ? end : p + length;
}

char *flowed_from_enriched(const char *text)
{
  GString *out = g_string_sized_new(strlen(text) + 1);
  const char *p = text;

  while (*p != '\0') {
    gsize length;

    if (*p == '\n') {
      gsize breaks = strspn(p, "\n");

      if (breaks == 1)
        g_string_append_c(out, ' ');
      for (gsize i = 1; i < breaks; i++)
        g_string_append_c(out, '\n');
      p += breaks;
      continue;
    }
    if (p[0] == '<' && p[1] == '<') {
      g_string_append_c(out, '<');
      p += 2;
      continue;
    }
    length = *p == '<' ? command_length(p) : 0;
    if (length > 0) {
      if (g_ascii_strncasecmp(p, "<nl>", 4) == 0 || g_ascii_strncasecmp(p, "<paragraph>", 11) == 0)
        g_string_append_c(out, '\n');
      p = skip_command(p, length);
    } else {
      g_string_append_c(out, *p++);
    }
  }
  return g_string_free(out, FALSE);
}
