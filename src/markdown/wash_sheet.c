/* SPDX-License-Identifier: MIT */
#include "markdown/wash_sheet.h"

#include <string.h>

#define MAX_PRELUDE 4096u /* bytes of a selector list or media query */
#define MAX_NAME 64u

typedef struct {
  const char *p, *end;
  GString *out;
  const WashParts *parts;
  GString *query;             /* of the @media rule that p is in; empty outside */
  gboolean in_media, is_open; /* its head has been written */
} Sheet;

static gboolean is_name(char c)
{
  return g_ascii_isalnum(c) || c == '-' || c == '_';
}

static gboolean is_one_of(const char *const *names, const char *p, gsize length)
{
  for (; *names != NULL; names++)
    if (strlen(*names) == length && g_ascii_strncasecmp(*names, p, length) == 0)
      return TRUE;
  return FALSE;
}

static void append_lower(GString *out, const char *p, gsize length)
{
  for (gsize i = 0; i < length; i++)
    g_string_append_c(out, g_ascii_tolower(p[i]));
}

/* --- selectors --- */

/* The length of the name at p as CSS has it, at most MAX_NAME; 0: there is none. "--" is none here: before a '>' it would be a comment's end. */
static gsize name_length(const char *p, const char *end)
{
  gsize length = 0, first = p < end && *p == '-';

  while (p + length < end && is_name(p[length]))
    length++;
  return length > first && length <= MAX_NAME && !g_ascii_isdigit(p[first]) && p[first] != '-' ? length : 0;
}

/* [name], [name=value] and its likes, of attributes that the washer lets through. */
static const char *read_attribute(GString *out, const char *p, const char *end)
{
  static const char *const names[] = { "align", "class", "dir", "height", "lang", "width", NULL };
  gsize length = name_length(++p, end);
  char quote = '\0';

  if (length == 0 || !is_one_of(names, p, length))
    return NULL;
  g_string_append_c(out, '[');
  append_lower(out, p, length);
  p += length;
  if (p < end && *p != ']') {
    if (strchr("~|^$*", *p) != NULL)
      g_string_append_c(out, *p++);
    if (p == end || *p++ != '=' || p == end)
      return NULL;
    if (*p == '"' || *p == '\'')
      quote = *p++;
    g_string_append(out, "='");
    for (length = 0; p < end && (is_name(*p) || (quote != '\0' && *p == ' ')) && length < MAX_NAME; length++)
      g_string_append_c(out, *p++);
    if (length == 0 || (quote != '\0' && (p == end || *p++ != quote)))
      return NULL;
    g_string_append_c(out, '\'');
  }
  if (p == end || *p != ']')
    return NULL;
  g_string_append_c(out, ']');
  return p + 1;
}

/* What comes behind the type of a compound selector: ".class", "#id", ":pseudo", "[attribute]"; NULL: not understood. */
static const char *read_part(GString *out, const char *p, const char *end)
{
  static const char *const pseudo[] = { "active", "first-child",  "first-of-type", "focus",      "hover",
                                        "link",   "last-child",   "last-of-type",  "only-child", "root",
                                        "empty",  "only-of-type", "visited",       NULL };
  gsize length;
  gboolean is_bare;

  if (*p == '[')
    return read_attribute(out, p, end);
  length = name_length(p + 1, end);
  is_bare =
      *p == '#' && (length < strlen(WASH_ID_PREFIX) || memcmp(p + 1, WASH_ID_PREFIX, strlen(WASH_ID_PREFIX)) != 0);
  if (length == 0 || (*p == ':' && !is_one_of(pseudo, p + 1, length)) ||
      (is_bare && length + strlen(WASH_ID_PREFIX) > MAX_NAME))
    return NULL;
  g_string_append_printf(out, "%c%s", *p, is_bare ? WASH_ID_PREFIX : "");
  if (*p == ':')
    append_lower(out, p + 1, length);
  else
    g_string_append_len(out, p + 1, (gssize)length);
  return p + 1 + length;
}

static const char *read_compound(GString *out, const char *p, const char *end)
{
  gsize before = out->len, length = name_length(p, end);

  if (*p == '*') {
    g_string_append_c(out, *p++);
  } else if (length > 0) {
    append_lower(out, p, length);
    p += length;
  }
  while (p != NULL && p < end && strchr(".#:[", *p) != NULL)
    p = read_part(out, p, end);
  return p == NULL || out->len == before || (p < end && *p == '(') ? NULL : p;
}

/* One selector without commas. */
static gboolean read_selector(GString *out, const char *p, const char *end)
{
  char combinator = '\0';

  p = wash_css_skip_space(p, end);
  while (p < end) {
    const char *next;

    if (combinator != '\0')
      g_string_append_c(out, combinator);
    p = read_compound(out, p, end);
    if (p == NULL)
      return FALSE;
    next = wash_css_skip_space(p, end);
    if (next == end)
      return TRUE;
    combinator = ' ';
    if (strchr(">+~", *next) != NULL) {
      combinator = *next;
      next = wash_css_skip_space(next + 1, end);
    } else if (next == p) {
      return FALSE;
    }
    p = next;
  }
  return FALSE;
}

/* Those of the list that are understood: one that is not takes only itself away. */
static gboolean read_selectors(GString *out, const char *p, const char *end)
{
  gboolean any = FALSE;

  if ((gsize)(end - p) > MAX_PRELUDE)
    return FALSE;
  while (p < end) {
    const char *comma = p;
    gsize before = out->len;

    while (comma < end && *comma != ',')
      comma = wash_css_skip(comma, end);
    if (any)
      g_string_append_c(out, ',');
    if (read_selector(out, p, comma))
      any = TRUE;
    else
      g_string_truncate(out, before);
    p = comma < end ? comma + 1 : end;
  }
  return any;
}

/* --- media queries --- */

/* Words, numbers, ':' and '/', with balanced parentheses; white space stands where it does in "screen and (max-width:600px),print". */
static gboolean read_query(GString *out, const char *p, const char *end)
{
  guint open = 0;
  gboolean space = FALSE;

  if ((gsize)(end - p) > MAX_PRELUDE)
    return FALSE;
  g_string_truncate(out, 0);
  while (p < end) {
    const char *next = wash_css_skip_space(p, end);
    char last = out->len > 0 ? out->str[out->len - 1] : '\0';

    if (next > p) {
      space = TRUE;
      p = next;
      continue;
    }
    if (!is_name(*p) && (*p == '\0' || strchr(".:,()/", *p) == NULL))
      return FALSE;
    if (*p == '(' && !space && is_name(last)) /* a function */
      return FALSE;
    open += *p == '(';
    if (*p == ')' && open-- == 0)
      return FALSE;
    if (space && last != '\0' && strchr("(:,/", last) == NULL && strchr("):,/", *p) == NULL)
      g_string_append_c(out, ' ');
    space = FALSE;
    g_string_append_c(out, g_ascii_tolower(*p++));
  }
  return open == 0 && out->len > 0;
}

/* --- rules --- */

/* From p to the first '{', '}' or ';' outside of brackets. */
static const char *prelude_end(const char *p, const char *end)
{
  guint open = 0;

  while (p < end && (open > 0 || (*p != ';' && *p != '}')) && *p != '{') {
    if (*p == '(' || *p == '[')
      open++;
    else if ((*p == ')' || *p == ']') && open > 0)
      open--;
    p = wash_css_skip(p, end);
  }
  return p;
}

/* From just after a '{' to its '}'. */
static const char *block_end(const char *p, const char *end)
{
  guint open = 1;

  while (p < end) {
    open += *p == '{';
    open -= *p == '}';
    if (open == 0)
      return p;
    p = wash_css_skip(p, end);
  }
  return end;
}

static void leave_media(Sheet *s)
{
  if (s->is_open)
    g_string_append(s->out, "}\n");
  s->in_media = s->is_open = FALSE;
}

static void read_at_rule(Sheet *s)
{
  const char *name = s->p + 1, *stop = prelude_end(s->p, s->end);
  gsize length = name_length(name, stop);

  s->p = stop < s->end && *stop != '}' ? stop + 1 : stop;
  if (stop == s->end || *stop != '{')
    return;
  if (length == 5 && g_ascii_strncasecmp(name, "media", length) == 0 && !s->in_media &&
      read_query(s->query, name + length, stop)) {
    s->in_media = TRUE;
    return;
  }
  stop = block_end(s->p, s->end);
  s->p = stop < s->end ? stop + 1 : stop;
}

static void read_rule(Sheet *s)
{
  const char *start = s->p, *brace = start, *stop;
  gsize before = s->out->len;

  while (brace < s->end && *brace != '{' && !(*brace == '}' && s->in_media))
    brace = wash_css_skip(brace, s->end);
  s->p = brace;
  if (brace == s->end || *brace == '}')
    return;
  stop = block_end(brace + 1, s->end);
  s->p = stop < s->end ? stop + 1 : stop;
  if (s->in_media && !s->is_open)
    g_string_append_printf(s->out, "@media %s{\n", s->query->str);
  if (read_selectors(s->out, start, brace)) {
    g_string_append_c(s->out, '{');
    if (wash_css(s->out, brace + 1, (gsize)(stop - brace) - 1, s->parts)) {
      g_string_append(s->out, "}\n");
      s->is_open = s->in_media;
      return;
    }
  }
  g_string_truncate(s->out, before);
}

static void read_sheet(Sheet *s)
{
  while ((s->p = wash_css_skip_space(s->p, s->end)) < s->end) {
    gsize left = (gsize)(s->end - s->p);

    if (!s->in_media && left >= 4 && memcmp(s->p, "<!--", 4) == 0) {
      s->p += 4;
    } else if (!s->in_media && left >= 3 && memcmp(s->p, "-->", 3) == 0) {
      s->p += 3;
    } else if (*s->p == '}' && s->in_media) {
      s->p++;
      leave_media(s);
    } else if (*s->p == '@') {
      read_at_rule(s);
    } else if (*s->p == ';') {
      s->p++;
    } else {
      read_rule(s);
    }
  }
  leave_media(s);
}

void wash_sheet(GString *out, const char *css, gsize length, const char *media, const WashParts *parts)
{
  static const char *const always[] = { "all", "screen", "only screen", NULL };
  g_autoptr(GString) query = g_string_new(NULL), whole = g_string_new(NULL), rules = g_string_new(NULL);
  Sheet s = { .p = css, .end = css + length, .out = rules, .parts = parts, .query = query };

  if (media != NULL && *media != '\0' && !read_query(whole, media, media + strlen(media)))
    return;
  read_sheet(&s);
  if (rules->len == 0)
    return;
  if (whole->len == 0 || is_one_of(always, whole->str, whole->len)) {
    g_string_append_len(out, rules->str, (gssize)rules->len);
    return;
  }
  /* Its own @media rules nest in this one: that is what a browser does with them, but not what is read here again. */
  if (strstr(rules->str, "@media") == NULL)
    g_string_append_printf(out, "@media %s{\n%s}\n", whole->str, rules->str);
}
