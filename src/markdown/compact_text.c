/* SPDX-License-Identifier: MIT */
#include "markdown/compact_text.h"

#include <string.h>

#define MAX_ORDINAL_DIGITS 9u
#define MAX_NUMBER_DIGITS 9u /* of a list item (CommonMark 5.2) */

typedef struct {
  const char *text; /* after the prefix */
  gsize length;
  const char *start;
  gsize prefix_length;
  guint quotes;
  gboolean has_marker;
  UnitKind kind;
  gsize ticks; /* of a fence */
} Line;

/* --- lines --- */

static gsize run_of(const char *p, const char *end, char c)
{
  gsize n = 0;

  while (p + n < end && p[n] == c)
    n++;
  return n;
}

static gboolean is_rule(const char *p, const char *end)
{
  char c = p < end ? *p : '\0';
  guint n = 0;

  if (c != '*' && c != '-' && c != '_')
    return FALSE;
  for (; p < end; p++) {
    if (*p != c && *p != ' ')
      return FALSE;
    n += *p == c;
  }
  return n >= 3;
}

/* Length of "- " or "12. " at p; 0 when no item begins there. */
static gsize marker_length(const char *p, const char *end)
{
  gsize n = 0;

  while (n < MAX_NUMBER_DIGITS && p + n < end && g_ascii_isdigit(p[n]))
    n++;
  if (p + n == end || strchr(n > 0 ? ".)" : "-+*", p[n]) == NULL)
    return 0;
  n++;
  return p + n == end ? n : p[n] == ' ' ? n + 1 : 0;
}

static UnitKind line_kind(const char *p, const char *end, gsize *ticks)
{
  gsize level = run_of(p, end, '#');

  *ticks = run_of(p, end, '`');
  if (*ticks >= 3 && memchr(p + *ticks, '`', (gsize)(end - p) - *ticks) == NULL)
    return UNIT_CODE;
  if (level >= 1 && level <= 6 && (p + level == end || p[level] == ' '))
    return UNIT_HEADING;
  return UNIT_TEXT;
}

static Line read_line(const char *start, const char *end)
{
  Line line = { .start = start };
  const char *p = start;

  for (;;) {
    gsize marker;

    p += run_of(p, end, ' ');
    if (is_rule(p, end)) {
      line.kind = UNIT_RULE;
      break;
    }
    marker = marker_length(p, end);
    if (marker > 0) {
      line.has_marker = TRUE;
      p += marker;
    } else if (p < end && *p == '>') {
      line.quotes++;
      p++;
    } else {
      line.kind = line_kind(p, end, &line.ticks);
      break;
    }
  }
  line.text = p;
  line.length = (gsize)(end - p);
  line.prefix_length = (gsize)(p - start);
  return line;
}

/* --- units --- */

typedef struct {
  CompactText *text;
  gboolean is_open;  /* a line of text could go on the last unit */
  gboolean is_apart; /* a blank line was seen */
  guint quotes;      /* of the last line */
  gsize fence;       /* ticks that end the code; 0 outside */
} Splitter;

static CompactUnit *last_unit(Splitter *splitter)
{
  return &g_array_index(splitter->text->units, CompactUnit, splitter->text->units->len - 1);
}

static void begin_unit(Splitter *splitter, const Line *line)
{
  GString *body = splitter->text->body;
  CompactUnit unit = { .kind = line->kind,
                       .prefix = line->start,
                       .prefix_length = line->prefix_length,
                       .has_marker = line->has_marker,
                       .is_apart = splitter->is_apart,
                       .start = body->len };

  if (line->kind == UNIT_CODE) {
    unit.prefix_length = 0;
    g_string_append_len(body, line->start, (gssize)(line->prefix_length + line->length));
    splitter->fence = line->ticks;
  } else {
    g_string_append_len(body, line->text, (gssize)line->length);
  }
  unit.end = body->len;
  g_array_append_val(splitter->text->units, unit);
  splitter->is_apart = FALSE;
  splitter->is_open = line->kind == UNIT_TEXT && line->length > 0;
}

/* Whether the body's last line would begin or underline a block if it ended here: "---" without its hard break. */
static gboolean ends_in_mark(const GString *body, gsize start)
{
  const char *line = body->str + body->len;

  while (line > body->str + start && line[-1] != '\n')
    line--;
  return *line != '\0' && line[strspn(line, "-+*_=#>`~.) 0123456789")] == '\0';
}

static void continue_text(Splitter *splitter, const Line *line)
{
  GString *body = splitter->text->body;
  CompactUnit *unit = last_unit(splitter);
  gsize slashes = 0;

  while (body->len - slashes > unit->start && body->str[body->len - slashes - 1] == '\\')
    slashes++;
  if (slashes % 2 == 1) {
    g_string_truncate(body, body->len - 1);
    if (ends_in_mark(body, unit->start))
      g_string_append_c(body, '\\');
  }
  if (body->len > unit->start && body->str[body->len - 1] != '\n')
    g_string_append_c(body, '\n');
  g_string_append_len(body, line->text, (gssize)line->length);
  unit->end = body->len;
}

static void continue_code(Splitter *splitter, const Line *line)
{
  GString *body = splitter->text->body;

  g_string_append_c(body, '\n');
  g_string_append_len(body, line->start, (gssize)(line->prefix_length + line->length));
  last_unit(splitter)->end = body->len;
  if (line->length >= splitter->fence && line->ticks == line->length)
    splitter->fence = 0;
}

/* Lines of one unit are indented alike, or writing its prefix again could make much of little. */
static gboolean goes_on(Splitter *splitter, const Line *line)
{
  return !line->has_marker && line->kind == UNIT_TEXT && line->quotes == splitter->quotes &&
         line->prefix_length == last_unit(splitter)->prefix_length;
}

static void add_line(Splitter *splitter, const char *start, const char *end)
{
  Line line = read_line(start, end);

  if (splitter->fence > 0) {
    continue_code(splitter, &line);
  } else if (line.length == 0 && !line.has_marker) {
    splitter->is_apart = TRUE;
    splitter->is_open = FALSE;
  } else if (splitter->is_open && goes_on(splitter, &line)) {
    continue_text(splitter, &line);
  } else {
    begin_unit(splitter, &line);
  }
  splitter->quotes = line.quotes;
}

/* --- mentions --- */

/* The length of "(L3)" at p; 0 when it is something else. */
static gsize target_length(const char *p, const char *end, guint *ordinal)
{
  guint value = 0, n = 0;

  if (end - p < 4 || p[0] != '(' || p[1] != 'L')
    return 0;
  for (p += 2; n < MAX_ORDINAL_DIGITS && p < end && g_ascii_isdigit(*p); p++, n++)
    value = value * 10 + (guint)(*p - '0');
  if (n == 0 || p == end || *p != ')')
    return 0;
  *ordinal = value;
  return n + 3;
}

/* Past the code span that begins with the ticks at p, or past the ticks. missing: bit n is set when no run of n ticks is left in the unit, so
 * that each length is looked for in vain only once. */
static const char *skip_code(const char *p, const char *end, guint64 *missing)
{
  gsize ticks = run_of(p, end, '`');
  const char *after = p + ticks;

  if (ticks >= 64 || (*missing & (guint64)1 << ticks) != 0)
    return after;
  for (const char *q = after; q < end && (q = memchr(q, '`', (gsize)(end - q))) != NULL;) {
    gsize run = run_of(q, end, '`');

    q += run;
    if (run == ticks)
      return q;
  }
  *missing |= (guint64)1 << ticks;
  return after;
}

void compact_text_find(const char *body, gsize start, gsize stop, GArray *mentions)
{
  const char *p = body + start, *end = body + stop, *open = NULL;
  guint64 missing = 0;

  while (p < end) {
    CompactMention mention = { 0 };
    gsize target;

    switch (*p) {
    case '\\':
      p += p + 1 < end ? 2 : 1;
      continue;
    case '`':
      p = skip_code(p, end, &missing);
      continue;
    case '[':
      open = p;
      break;
    case ']':
      target = open != NULL ? target_length(p + 1, end, &mention.ordinal) : 0;
      if (target > 0) {
        mention.start = (gsize)(open - body);
        mention.text = mention.start + 1;
        mention.text_end = (gsize)(p - body);
        mention.end = mention.text_end + 1 + target;
        g_array_append_val(mentions, mention);
        p += target;
      }
      open = NULL;
      break;
    default:
      break;
    }
    p++;
  }
}

CompactText *compact_text_new(const char *markdown)
{
  CompactText *text = g_new0(CompactText, 1);
  Splitter splitter = { .text = text };
  const char *p = markdown;

  text->body = g_string_sized_new(strlen(markdown) + 1);
  text->units = g_array_new(FALSE, FALSE, sizeof(CompactUnit));
  text->mentions = g_array_new(FALSE, FALSE, sizeof(CompactMention));
  while (*p != '\0') {
    const char *end = strchr(p, '\n');

    if (end == NULL)
      end = p + strlen(p);
    add_line(&splitter, p, end);
    p = *end == '\n' ? end + 1 : end;
  }
  for (guint i = 0; i < text->units->len; i++) {
    CompactUnit *unit = &g_array_index(text->units, CompactUnit, i);

    unit->first = text->mentions->len;
    if (unit->kind != UNIT_CODE)
      compact_text_find(text->body->str, unit->start, unit->end, text->mentions);
    unit->count = text->mentions->len - unit->first;
  }
  return text;
}

void compact_text_free(CompactText *text)
{
  g_string_free(text->body, TRUE);
  g_array_free(text->units, TRUE);
  g_array_free(text->mentions, TRUE);
  g_free(text);
}

void compact_text_plain(const CompactText *text, gsize start, gsize end, GString *out)
{
  const char *p = text->body->str + start, *stop = text->body->str + end;

  while (p < stop) {
    guint ordinal;

    if (*p == '\\' && p + 1 < stop && g_ascii_ispunct(p[1])) {
      g_string_append_c(out, p[1]);
      p += 2;
    } else if (*p == ']') {
      p += 1 + target_length(p + 1, stop, &ordinal);
    } else {
      if (strchr("[*_`", *p) == NULL)
        g_string_append_c(out, *p == '\n' ? ' ' : *p);
      p++;
    }
  }
}
