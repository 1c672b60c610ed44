/* SPDX-License-Identifier: MIT */
#include "mail/sniff.h"

#include <string.h>

#include "util/text.h"

/* What a head declares stands within this; browsers look at 1024 bytes, newsletters put more before it. */
#define HEAD 8192u

static gboolean has_prefix(const char *text, gsize length, const char *prefix)
{
  return length >= strlen(prefix) && g_ascii_strncasecmp(text, prefix, strlen(prefix)) == 0;
}

/* Whether text begins with the tag of that name. */
static gboolean begins_with_tag(const char *text, gsize length, const char *name)
{
  gsize size = strlen(name);

  return length > size + 1 && text[0] == '<' && has_prefix(text + 1, length - 1, name) &&
         !g_ascii_isalnum(text[size + 1]);
}

gboolean sniff_is_html(const char *text, gsize length)
{
  static const char *const fragments[] = { "p",    "div",   "table", "body",  "head",   "center", "br",
                                           "font", "style", "meta",  "span",  "b",      "a",      "img",
                                           "h1",   "h2",    "h3",    "title", "strong", "link" };
  gsize start = has_prefix(text, length, "\xef\xbb\xbf") ? 3 : 0;

  while (start < length && g_ascii_isspace(text[start]))
    start++;
  text += start;
  length -= start;
  if (has_prefix(text, length, "<!doctype html") || begins_with_tag(text, length, "html"))
    return TRUE;
  /* A fragment counts when a tag also ends it. */
  while (length > 0 && (g_ascii_isspace(text[length - 1]) || text[length - 1] == '\0'))
    length--;
  if (length == 0 || text[length - 1] != '>')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS(fragments); i++)
    if (begins_with_tag(text, length, fragments[i]))
      return TRUE;
  return FALSE;
}

gboolean sniff_has_markup(const char *text)
{
  for (const char *p = strpbrk(text, "<&"); p != NULL; p = strpbrk(p + 1, "<&"))
    if (g_ascii_isalpha(p[1]) || (*p == '<' && (p[1] == '/' || p[1] == '!')) || (*p == '&' && p[1] == '#'))
      return TRUE;
  return FALSE;
}

/* The next tag of that name ("<meta") in [p, end); NULL. *close is its '>' or end. */
static const char *find_tag(const char *p, const char *end, const char *name, const char **close)
{
  while (p < end && (p = memchr(p, '<', (gsize)(end - p))) != NULL) {
    gsize length = strlen(name);

    if (has_prefix(p, (gsize)(end - p), name) && p + length < end && !g_ascii_isalnum(p[length])) {
      *close = memchr(p, '>', (gsize)(end - p));
      if (*close == NULL)
        *close = end;
      return p;
    }
    p++;
  }
  return NULL;
}

/* The value after "name=" in the tag [p, end); NULL. A name inside a value counts too: content="text/html; charset=x". */
static char *find_value(const char *p, const char *end, const char *name)
{
  gsize length = strlen(name);

  for (; (gsize)(end - p) > length; p++) {
    const char *start;

    if (g_ascii_strncasecmp(p, name, length) != 0 || g_ascii_isalnum(p[-1]) || p[-1] == '-')
      continue;
    start = p + length;
    while (start < end && g_ascii_isspace(*start))
      start++;
    if (start == end || *start != '=')
      continue;
    start++;
    while (start < end && (g_ascii_isspace(*start) || *start == '"' || *start == '\''))
      start++;
    for (p = start; p < end && !g_ascii_isspace(*p) && strchr("\"';/>", *p) == NULL;)
      p++;
    return p > start ? g_strndup(start, (gsize)(p - start)) : NULL;
  }
  return NULL;
}

char *sniff_meta_charset(const char *bytes, gsize length)
{
  const char *end = bytes + MIN(length, HEAD);
  const char *close = NULL;

  for (const char *tag = find_tag(bytes, end, "<meta", &close); tag != NULL;
       tag = find_tag(close, end, "<meta", &close)) {
    char *charset = find_value(tag + 1, close, "charset");

    if (charset != NULL)
      return charset;
  }
  return NULL;
}

char *sniff_primary_tag(const char *value)
{
  gsize length = 0;

  while (g_ascii_isalpha(value[length]))
    length++;
  if (length < 2 || length > 3 || g_ascii_strncasecmp(value, "und", 3) == 0)
    return NULL;
  return g_ascii_strdown(value, (gssize)length);
}

char *sniff_language(const char *html)
{
  const char *end = html + strnlen(html, HEAD);
  const char *close = NULL;
  const char *tag = find_tag(html, end, "<html", &close);
  g_autofree char *value = tag != NULL ? find_value(tag + 1, close, "lang") : NULL;

  return value != NULL ? sniff_primary_tag(value) : NULL;
}

/* Past the tag or comment at p ('<'), and past the content of an element that shows none. */
static const char *skip_tag(const char *p)
{
  static const char *const hidden[] = { "style", "script", "title" };
  const char *end;

  if (strncmp(p, "<!--", 4) == 0) {
    end = strstr(p + 4, "-->");
    return end != NULL ? end + 3 : p + strlen(p);
  }
  end = strchr(p, '>');
  if (end == NULL)
    return p + strlen(p);
  for (guint i = 0; i < G_N_ELEMENTS(hidden); i++) {
    gsize length = strlen(hidden[i]);

    if (g_ascii_strncasecmp(p + 1, hidden[i], length) != 0 || g_ascii_isalnum(p[1 + length]))
      continue;
    while ((end = strstr(end, "</")) != NULL) {
      if (g_ascii_strncasecmp(end + 2, hidden[i], length) == 0)
        return end;
      end++;
    }
    return p + strlen(p);
  }
  return end + 1;
}

static gboolean is_visible_char(gunichar c)
{
  return g_unichar_isgraph(c) && !text_is_bidi_control(c) && c != 0x200b && c != 0x200c && c != 0x200d && c != 0xfeff &&
         c != 0x00ad && c != 0x034f && c != 0x2060 && c != 0xfffd;
}

/* The character that "&...;" at p stands for, as far as it matters here; *length of the whole. */
static gunichar read_reference(const char *p, gsize *length)
{
  static const char *const blanks[] = { "nbsp", "ensp", "emsp", "thinsp", "zwnj", "zwj", "shy", "lrm", "rlm" };
  gsize name = 1 + strspn(p + 1, "#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

  *length = name + (p[name] == ';');
  if (name == 1)
    return '&';
  if (p[1] == '#')
    return p[2] == 'x' || p[2] == 'X' ? (gunichar)g_ascii_strtoull(p + 3, NULL, 16)
                                      : (gunichar)g_ascii_strtoull(p + 2, NULL, 10);
  for (guint i = 0; i < G_N_ELEMENTS(blanks); i++)
    if (strlen(blanks[i]) == name - 1 && strncmp(p + 1, blanks[i], name - 1) == 0)
      return ' ';
  return 'x';
}

gboolean sniff_is_visible(const char *html)
{
  const char *p = html;

  while (*p != '\0') {
    gunichar c;
    gsize length;

    if (*p == '<' && (g_ascii_isalpha(p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?')) {
      p = skip_tag(p);
      continue;
    }
    if (*p == '&') {
      c = read_reference(p, &length);
      p += length;
    } else {
      c = g_utf8_get_char(p);
      p = g_utf8_next_char(p);
    }
    if (is_visible_char(c))
      return TRUE;
  }
  return FALSE;
}
