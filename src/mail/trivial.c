/* SPDX-License-Identifier: MIT */
/* mail_read_trivially of mail/decode.h, in a file of its own: nothing of the decoder that died may be called from here. */
#include <string.h>

#include "mail/body_hash.h"
#include "mail/decode.h"
#include "util/digest.h"
#include "util/text.h"

#define MAX_LINE 1000u

typedef struct {
  gsize envelope_end; /* after Return-Path, Delivered-To, X-Original-To, Envelope-To */
  gsize body;
  char *from, *subject, *message_id;
  guint authors; /* From fields */
} Trivial;

static gboolean is_field(const char *line, gsize length, const char *name)
{
  gsize size = strlen(name);

  if (length <= size || g_ascii_strncasecmp(line, name, size) != 0)
    return FALSE;
  while (size < length && (line[size] == ' ' || line[size] == '\t'))
    size++;
  return size < length && line[size] == ':';
}

static void take(char **to, const char *line, gsize length)
{
  const char *colon = memchr(line, ':', length);

  if (*to == NULL && colon != NULL)
    *to = text_clean_line(colon + 1, (gssize)MIN(length - (gsize)(colon + 1 - line), MAX_LINE));
}

static gboolean is_envelope(const char *line, gsize length)
{
  return is_field(line, length, "Return-Path") || is_field(line, length, "Delivered-To") ||
         is_field(line, length, "X-Original-To") || is_field(line, length, "Envelope-To");
}

/* Goes by lines: only the first of a folded field is read. */
static void scan(const char *bytes, gsize length, Trivial *trivial)
{
  gboolean in_envelope = TRUE;
  gsize offset = 0;

  trivial->body = length;
  while (offset < length) {
    const char *line = bytes + offset;
    const char *newline = memchr(line, '\n', length - offset);
    gsize size = newline != NULL ? (gsize)(newline - line) : length - offset;
    gsize next = MIN(offset + size + 1, length);

    if (size == 0 || (size == 1 && *line == '\r')) {
      trivial->body = next;
      return;
    }
    if (offset == 0 && size >= 5 && memcmp(line, "From ", 5) == 0 && !is_field(line, size, "From"))
      trivial->envelope_end = next;
    else if (in_envelope && (is_envelope(line, size) || (offset > 0 && (*line == ' ' || *line == '\t'))))
      trivial->envelope_end = next;
    else
      in_envelope = FALSE;
    if (is_field(line, size, "From")) {
      take(&trivial->from, line, size);
      trivial->authors++;
    }
    if (is_field(line, size, "Subject"))
      take(&trivial->subject, line, size);
    if (is_field(line, size, "Message-ID"))
      take(&trivial->message_id, line, size);
    offset = next;
  }
}

/* What stands between angle brackets in a line, or NULL. */
static char *in_brackets(const char *line)
{
  const char *open = strrchr(line, '<');
  const char *close = open != NULL ? strchr(open, '>') : NULL;

  return close != NULL && close > open + 1 ? g_strndup(open + 1, (gsize)(close - open - 1)) : NULL;
}

/* "Name <a@b>" or "a@b", nothing finer. */
static void split_from(const char *from, Newsletter *newsletter)
{
  newsletter->from_address = in_brackets(from);
  if (newsletter->from_address != NULL)
    newsletter->from_name = g_strstrip(g_strndup(from, (gsize)(strrchr(from, '<') - from)));
  else if (strchr(from, '@') != NULL)
    newsletter->from_address = g_strdup(from);
  else
    newsletter->from_name = g_strdup(from);
}

Newsletter *mail_read_trivially(GBytes *message, gint64 received)
{
  Newsletter *newsletter = newsletter_new();
  gsize length;
  const char *bytes = g_bytes_get_data(message, &length);
  Trivial trivial = { 0 };

  if (bytes == NULL)
    bytes = "";
  scan(bytes, length, &trivial);
  newsletter->flags = NEWSLETTER_UNDECODED | NEWSLETTER_TEXT_ONLY;
  newsletter->received = received;
  newsletter->size = length;
  newsletter->sha256 = digest_hex(bytes + trivial.envelope_end, length - trivial.envelope_end);
  newsletter->body_hash = body_hash(bytes + trivial.body, length - trivial.body);
  if (trivial.authors != 1)
    newsletter->verdict = VERDICT_FORGED;
  if (trivial.from != NULL)
    split_from(trivial.from, newsletter);
  newsletter->subject = trivial.subject != NULL ? g_steal_pointer(&trivial.subject) : g_strdup("");
  if (trivial.message_id != NULL)
    newsletter->message_id = in_brackets(trivial.message_id);
  newsletter->markdown = g_strdup("");
  g_free(trivial.message_id);
  g_free(trivial.from);
  g_free(trivial.subject);
  return newsletter;
}
