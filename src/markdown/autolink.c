/* SPDX-License-Identifier: MIT */
#include "markdown/autolink.h"

#include <string.h>

#include "markdown/url.h"

#define MAX_PHRASE 80u /* bytes of text before "<URL>" that become the link's text */
#define MAX_LABEL 200u /* bytes of "[text]" */
#define MAX_SHOWN 60u  /* a longer bare URL is shown by its host */

typedef enum { SPOT_NONE, SPOT_BARE, SPOT_BRACKETED, SPOT_REFERENCE, SPOT_MARKDOWN } SpotKind;

/* Something in a line that is a link: [start, end) is what stands there, url its target. */
typedef struct {
  SpotKind kind;
  const char *start, *end;
  const char *url;
  gsize url_length;
  const char *label_end; /* SPOT_MARKDOWN: its ']' */
} Spot;

gboolean autolink_is_url(const char *p, const char *end)
{
  static const char *const schemes[] = { "http://", "https://", "mailto:" };

  for (guint i = 0; i < G_N_ELEMENTS(schemes); i++) {
    gsize length = strlen(schemes[i]);

    if ((gsize)(end - p) > length && g_ascii_strncasecmp(p, schemes[i], length) == 0)
      return (guchar)p[length] > 0x20;
  }
  return FALSE;
}

/* Where a bare URL at p ends: punctuation after it belongs to the sentence, and so does a ')' that it does not open. */
static const char *url_end(const char *p, const char *end)
{
  const char *stop = p;
  int open = 0;

  while (stop < end && (guchar)*stop > 0x20 && strchr("<>\"", *stop) == NULL) {
    open += *stop == '(';
    open -= *stop == ')';
    stop++;
  }
  while (stop > p && strchr(".,;:!?'*_)]}", stop[-1]) != NULL) {
    if (stop[-1] == ')' && open >= 0)
      break;
    open += stop[-1] == ')';
    stop--;
  }
  return stop;
}

/* "<URL>" and "(URL)", the latter also with a space before the ')', as mail programs write a link's target after its text. */
static gboolean bracketed_spot(const char *p, const char *end, Spot *spot)
{
  const char *url = p + 1, *url_stop, *close;

  if ((*p != '<' && *p != '(') || !autolink_is_url(url, end))
    return FALSE;
  if (*p == '(') {
    url_stop = close = url_end(url, end);
    if (close < end && *close == ' ')
      close++;
  } else {
    for (close = url; close < end && *close != '>' && *close != '<' && (guchar)*close > 0x20; close++)
      ;
    url_stop = close;
  }
  if (close == end || *close != (*p == '<' ? '>' : ')'))
    return FALSE;
  *spot = (Spot){ SPOT_BRACKETED, p, close + 1, url, (gsize)(url_stop - url), NULL };
  return TRUE;
}

/* "[Text](URL)" and "[Text](<URL>)", as Markdown has it. */
static gboolean markdown_spot(const char *p, const char *end, Spot *spot)
{
  const char *limit = p + MIN((gsize)(end - p), MAX_LABEL), *close;
  Spot target;

  if (*p != '[')
    return FALSE;
  for (close = p + 1; close < limit && *close != '[' && *close != ']'; close++)
    ;
  if (close == limit || *close != ']' || close + 2 >= end || close[1] != '(')
    return FALSE;
  if (close[2] == '<') {
    if (!bracketed_spot(close + 2, end, &target) || target.end == end || *target.end++ != ')')
      return FALSE;
  } else if (!bracketed_spot(close + 1, end, &target)) {
    return FALSE;
  }
  *spot = (Spot){ SPOT_MARKDOWN, p, target.end, target.url, target.url_length, close };
  return TRUE;
}

/* "[12]"; its number, 0 when this is none. */
static guint bracketed_number(const char *p, const char *end, const char **after)
{
  guint number = 0;

  if (p >= end || *p != '[')
    return 0;
  for (p++; p < end && g_ascii_isdigit(*p) && number < AUTOLINK_MAX_REFERENCES; p++)
    number = number * 10 + (guint)(*p - '0');
  if (p >= end || *p != ']' || number > AUTOLINK_MAX_REFERENCES)
    return 0;
  *after = p + 1;
  return number;
}

static gboolean reference_spot(const char *p, const char *end, AutolinkReferences *references, Spot *spot)
{
  const char *after = NULL;
  guint number = references != NULL ? bracketed_number(p, end, &after) : 0;

  if (number == 0 || references->targets[number - 1] == NULL)
    return FALSE;
  references->used[number - 1] = TRUE;
  *spot = (Spot){
    SPOT_REFERENCE, p, after, references->targets[number - 1], strlen(references->targets[number - 1]), NULL
  };
  return TRUE;
}

static gboolean bare_spot(const char *line, const char *p, const char *end, Spot *spot)
{
  const char *stop;

  if ((*p | 0x20) != 'h' && (*p | 0x20) != 'm')
    return FALSE;
  if ((p > line && g_ascii_isalnum(p[-1])) || !autolink_is_url(p, end))
    return FALSE;
  stop = url_end(p, end);
  *spot = (Spot){ SPOT_BARE, p, stop, p, (gsize)(stop - p), NULL };
  return TRUE;
}

static gboolean find_spot(const char *line, const char *p, const char *end, AutolinkReferences *references, Spot *spot)
{
  for (; p < end; p++)
    if (bracketed_spot(p, end, spot) || markdown_spot(p, end, spot) || reference_spot(p, end, references, spot) ||
        bare_spot(line, p, end, spot))
      return TRUE;
  return FALSE;
}

/* The phrase right before a bracketed URL: back to the end of a sentence or clause. */
static const char *phrase_start(const char *start, const char *end)
{
  const char *p = end;

  while (p > start && !(p[-1] == ' ' && p - 1 > start && strchr(".!?:;,)", p[-2]) != NULL))
    p--;
  return p;
}

static const char *trim_end(const char *start, const char *end)
{
  while (end > start && (guchar)end[-1] <= 0x20)
    end--;
  return end;
}

static gboolean has_word(const char *p, const char *end)
{
  for (; p < end; p++)
    if (g_ascii_isalnum(*p) || (guchar)*p >= 0x80)
      return TRUE;
  return FALSE;
}

/* The text of a link that has only its URL: a long one is a tracking code, its host says more. */
static void add_url(Document *document, const char *url, gsize length, guint32 link)
{
  g_autofree char *copy = NULL;
  g_autofree char *host = NULL;

  if (g_ascii_strncasecmp(url, "mailto:", 7) == 0) {
    const char *query = memchr(url, '?', length);

    document_text(document, url + 7, (query != NULL ? (gsize)(query - url) : length) - 7, 0, link, FALSE);
    return;
  }
  copy = g_strndup(url, length);
  host = length > MAX_SHOWN ? url_host(copy) : NULL;
  if (host == NULL) {
    document_text(document, url, length, 0, link, FALSE);
    return;
  }
  document_text(document, host, strlen(host), 0, link, FALSE);
  document_text(document, "/\u2026", strlen("/\u2026"), 0, link, FALSE);
}

static void add_range(Document *document, const char *from, const char *to, guint32 link)
{
  document_text(document, from, (gsize)(to - from), 0, link, FALSE);
}

static void add_spot(Document *document, const char *before, const Spot *spot)
{
  g_autofree char *url = g_strndup(spot->url, spot->url_length);
  guint32 link = document_link(document, url);
  const char *text_end = trim_end(before, spot->start);
  const char *phrase = phrase_start(before, text_end);
  gboolean takes_phrase = spot->kind == SPOT_BRACKETED || spot->kind == SPOT_REFERENCE;

  if (link == 0) {
    add_range(document, before, spot->end, 0);
  } else if (takes_phrase && (gsize)(text_end - phrase) <= MAX_PHRASE && has_word(phrase, text_end)) {
    add_range(document, before, phrase, 0);
    add_range(document, phrase, text_end, link);
  } else {
    add_range(document, before, spot->start, 0);
    if (spot->kind == SPOT_REFERENCE)
      add_range(document, spot->start, spot->end, link);
    else if (spot->kind == SPOT_MARKDOWN && has_word(spot->start, spot->label_end))
      add_range(document, spot->start + 1, spot->label_end, link);
    else
      add_url(document, url, spot->url_length, link);
  }
}

void autolink_line(Document *document, const char *line, gsize length, AutolinkReferences *references)
{
  const char *p = line, *end = line + length;
  Spot spot;

  while (find_spot(line, p, end, references, &spot)) {
    add_spot(document, p, &spot);
    p = spot.end;
  }
  document_text(document, p, (gsize)(end - p), 0, 0, FALSE);
}

guint autolink_reference(const char *line, gsize length, const char **url, gsize *url_length)
{
  const char *p = line, *end = trim_end(line, line + length);
  guint number;

  while (p < end && (guchar)*p <= 0x20)
    p++;
  number = bracketed_number(p, end, &p);
  if (number == 0)
    return 0;
  if (p < end && *p == ':')
    p++;
  while (p < end && ((guchar)*p <= 0x20 || *p == '<'))
    p++;
  if (end > p && end[-1] == '>')
    end--;
  if (!autolink_is_url(p, end))
    return 0;
  for (const char *c = p; c < end; c++)
    if ((guchar)*c <= 0x20)
      return 0;
  *url = p;
  *url_length = (gsize)(end - p);
  return number;
}
