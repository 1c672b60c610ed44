/* SPDX-License-Identifier: MIT */
#include "markdown/link_near.h"

#include <string.h>

/* The last boundary between characters at or before limit bytes before p. */
static const char *back(const char *start, const char *p, gsize limit)
{
  const char *q = p - MIN((gsize)(p - start), limit);

  while (q < p && (*q & 0xc0) == 0x80)
    q++;
  return q;
}

static const char *forth(const char *p, gsize limit)
{
  const char *end = p + strnlen(p, limit);

  while (end > p && (*end & 0xc0) == 0x80)
    end--;
  return end;
}

static const char *line_start(const char *start, const char *p)
{
  const char *mark = memrchr(start, '\n', (gsize)(p - start));

  return mark != NULL ? mark + 1 : start;
}

static const char *line_end(const char *p, const char *end)
{
  const char *mark = memchr(p, '\n', (gsize)(end - p));

  return mark != NULL ? mark : end;
}

static gboolean has_words(const char *p, const char *end)
{
  for (; p < end; p = g_utf8_next_char(p))
    if (g_unichar_isalnum(g_utf8_get_char(p)))
      return TRUE;
  return FALSE;
}

static LinkWords words(const char *start, const char *end)
{
  return (LinkWords){ start, (gsize)(end - start) };
}

LinkWords link_near_line(const LinkPlace *place)
{
  const char *link = place->text + place->start, *end = place->text + place->end;

  return words(line_start(back(place->text, link, LINK_NEAR_MOST), link), line_end(end, forth(end, LINK_NEAR_MOST)));
}

gboolean link_near_is_alone(const LinkPlace *place)
{
  LinkWords line = link_near_line(place);

  return !has_words(line.start, place->text + place->start) &&
         !has_words(place->text + place->end, line.start + line.length);
}

LinkWords link_near_beside(const LinkPlace *place, int step)
{
  LinkWords line = link_near_line(place);
  const char *first = back(place->text, line.start, LINK_NEAR_MOST);
  const char *start = line.start, *end = line.start + line.length, *last = forth(end, LINK_NEAR_MOST);

  while (step < 0 ? start > first : end < last) {
    if (step < 0) {
      end = start - 1;
      start = line_start(first, end);
    } else {
      start = end + 1;
      end = line_end(start, last);
    }
    if (has_words(start, end))
      return words(start, end);
  }
  return words(line.start, line.start);
}

/* Whether a sentence ends before p: after ". ", "! ", "? " and the full stops of CJK. */
static gboolean is_sentence_end(const char *start, const char *p)
{
  if (p - start >= 2 && (p[-1] == ' ' || p[-1] == '\n') && strchr(".!?", p[-2]) != NULL)
    return TRUE;
  return p - start >= 3 &&
         (strncmp(p - 3, "\u3002", 3) == 0 || strncmp(p - 3, "\uff01", 3) == 0 || strncmp(p - 3, "\uff1f", 3) == 0);
}

static const char *sentence_start(const char *first, const char *p)
{
  while (p > first && p[-1] != '\n' && !is_sentence_end(first, p))
    p--;
  return p;
}

static const char *sentence_end(const char *p, const char *last)
{
  const char *q = p;

  while (q < last && *q != '\n' && !(q > p && is_sentence_end(p, q)))
    q++;
  return q;
}

LinkWords link_near_sentence(const LinkPlace *place, gsize before, gsize after)
{
  const char *link = place->text + place->start, *end = place->text + place->end;

  return words(sentence_start(back(place->text, link, before), link), sentence_end(end, forth(end, after)));
}

LinkWords link_near_lead(const LinkPlace *place, gsize before)
{
  const char *link = place->text + place->start, *first = back(place->text, link, before);
  const char *end = sentence_start(first, link), *start = end;

  while (end > first && strchr(" \n", end[-1]) != NULL)
    end--;
  while (start > first && !has_words(start, end))
    start = sentence_start(first, start - 1);
  return has_words(start, end) ? words(start, end) : words(link, link);
}
