/* SPDX-License-Identifier: MIT */
#include "markdown/compact_edit.h"

#include <string.h>

#include "markdown/escape.h"

static gboolean is_mark(char c)
{
  return c == '*' || c == '_';
}

/* The link with the marks that hold nothing else. */
static void widen(const CompactText *text, const CompactUnit *unit, gsize *start, gsize *end)
{
  const char *body = text->body->str;

  while (*start > unit->start && *end < unit->end && is_mark(body[*start - 1]) && body[*start - 1] == body[*end] &&
         (*start - 1 == unit->start || body[*start - 2] != '\\')) {
    --*start;
    ++*end;
  }
}

/* Whether a sentence or nothing ends before offset. */
static gboolean follows_sentence(const CompactText *text, const CompactUnit *unit, gsize offset)
{
  static const char ends[] = ".!?:;\"|\u2026\u3002\uff01\uff1f\u201d\u00b7\u2022\u2013\u2014";
  const char *start = text->body->str + unit->start, *p = text->body->str + offset;

  while (p > start && (p[-1] == ' ' || is_mark(p[-1])))
    p--;
  return p == start || p[-1] == '\n' ||
         g_utf8_strchr(ends, -1, g_utf8_get_char(g_utf8_find_prev_char(start, p))) != NULL;
}

/* The end of the line when there are no words and brackets before it, else 0. */
static gsize wordless_end(const CompactText *text, const CompactUnit *unit, gsize offset)
{
  const char *p = text->body->str + offset, *end = text->body->str + unit->end;

  for (; p < end && *p != '\n'; p = g_utf8_next_char(p))
    if (g_unichar_isalnum(g_utf8_get_char(p)) || strchr("()[]`\\", *p) != NULL)
      return 0;
  return (gsize)(p - text->body->str);
}

/* "Read more" may go where it ends a line as a sentence of its own. *start, *end: what goes with it. */
static gboolean stands_apart(const CompactText *text, const CompactUnit *unit, const CompactMention *mention,
                             gsize *start, gsize *end, gsize *line_end)
{
  *start = mention->start;
  *end = mention->end;
  widen(text, unit, start, end);
  *line_end = wordless_end(text, unit, *end);
  return *line_end > 0 && follows_sentence(text, unit, *start);
}

gboolean compact_edit_may_drop(const CompactText *text, const CompactUnit *unit, const CompactMention *mention)
{
  gsize start, end, line_end;

  return stands_apart(text, unit, mention, &start, &end, &line_end);
}

static const CompactUnit *unit_at(const CompactText *text, guint i)
{
  return &g_array_index(text->units, CompactUnit, i);
}

/* Lines do not begin with spaces. escape: brackets that are not escaped get a backslash. */
static void append(GString *out, const CompactText *text, gsize start, gsize end, gboolean escape)
{
  const char *body = text->body->str;

  while (start < end && body[start] == ' ' && (out->len == 0 || out->str[out->len - 1] == '\n'))
    start++;
  if (start < end && !escape)
    g_string_append_len(out, body + start, (gssize)(end - start));
  for (; escape && start < end; start++) {
    if (body[start] == '[' || body[start] == ']')
      g_string_append_c(out, '\\');
    g_string_append_c(out, body[start]);
    if (body[start] == '\\' && start + 1 < end)
      g_string_append_c(out, body[++start]);
  }
}

static void drop_spaces(GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate(out, out->len - 1);
}

/* The text of a unit without what its links lose. kept: of gsize, where the links that stay begin in out. */
static void edit(const CompactText *text, const CompactUnit *unit, const CompactFate *fates, gboolean escape,
                 GString *out, GArray *kept)
{
  gsize p = unit->start, place;

  g_string_truncate(out, 0);
  g_array_set_size(kept, 0);
  for (guint i = unit->first; i < unit->first + unit->count; i++) {
    const CompactMention *mention = &g_array_index(text->mentions, CompactMention, i);
    gsize start, end, line_end;

    switch (fates[i]) {
    case FATE_KEEP:
      append(out, text, p, mention->start, escape);
      place = out->len;
      g_array_append_val(kept, place);
      append(out, text, mention->start, mention->end, FALSE);
      p = mention->end;
      break;
    case FATE_UNLINK:
      append(out, text, p, mention->start, escape);
      append(out, text, mention->text, mention->text_end, escape);
      p = mention->end;
      break;
    case FATE_DROP:
      stands_apart(text, unit, mention, &start, &end, &line_end);
      append(out, text, p, start, escape);
      drop_spaces(out);
      for (; end < line_end; end++) /* an arrow goes too, the end of a format stays */
        if (is_mark(text->body->str[end]))
          g_string_append_c(out, text->body->str[end]);
      p = line_end;
      break;
    }
  }
  append(out, text, p, unit->end, escape);
  drop_spaces(out);
}

/* Whether lines has the links that were kept and no other: "[a [b](L1)](L2)" without the first must not make the second one. */
static gboolean has_only(const GString *lines, const GArray *kept)
{
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(CompactMention));

  compact_text_find(lines->str, 0, lines->len, found);
  if (found->len != kept->len)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (g_array_index(found, CompactMention, i).start != g_array_index(kept, gsize, i))
      return FALSE;
  return TRUE;
}

/* "[1. One](L2)" without its link must not begin a list. */
static void append_line(GString *out, const CompactUnit *unit, const char *line, gsize length)
{
  gssize escape = unit->kind == UNIT_TEXT ? escape_line_start(line, length, TRUE) : -1;

  if (escape >= 0 && line[escape] == '`') {
    gsize after = (gsize)escape + strspn(line + escape, "`");

    if (after < length && memchr(line + after, '`', length - after) != NULL)
      escape = -1; /* no fence has more of them (CommonMark 4.5); less ticks could find a partner */
  }
  g_string_append_len(out, line, escape >= 0 ? escape : (gssize)length);
  if (escape >= 0) {
    g_string_append_c(out, '\\');
    g_string_append_len(out, line + escape, (gssize)length - escape);
  }
  g_string_append_c(out, '\n');
}

/* The lines of a unit. marker: the prefix of a unit that was cut, when this one goes on with its item; else NULL. */
static void write_lines(GString *out, const CompactUnit *unit, const CompactUnit *marker, const char *lines)
{
  const char *prefix = marker != NULL ? marker->prefix : unit->prefix;
  gboolean is_first = TRUE;

  for (const char *p = lines + strspn(lines, "\n"); *p != '\0'; p += strspn(p, "\n")) {
    gsize length = strcspn(p, "\n");

    for (gsize i = 0; i < unit->prefix_length; i++)
      g_string_append_c(out, is_first || prefix[i] == '>' ? prefix[i] : ' ');
    append_line(out, unit, p, length);
    p += length;
    is_first = FALSE;
  }
}

static gboolean takes_marker(const CompactUnit *cut, const CompactUnit *unit)
{
  return cut != NULL && !unit->has_marker && cut->prefix_length == unit->prefix_length &&
         cut->prefix[cut->prefix_length - 1] == ' ';
}

/* Marks alone are no text. */
static gboolean is_blank(const char *text)
{
  return text[strspn(text, " \n*_")] == '\0';
}

typedef struct {
  GString *out;
  const CompactUnit *marker; /* of an item whose first unit was cut */
  guint blanks;              /* lines since the last unit */
  gboolean is_divided;
  gboolean was_cut; /* what stood between */
} Writer;

static void write_unit(Writer *w, const CompactUnit *unit, const char *lines)
{
  if (w->was_cut && unit->kind == UNIT_TEXT && !unit->has_marker) /* two paragraphs must not become one */
    w->blanks = MAX(w->blanks, 1);
  if (w->out->len > 0 && w->blanks > 0)
    g_string_append_c(w->out, '\n');
  if (w->out->len > 0 && w->is_divided)
    g_string_append(w->out, w->blanks > 1 ? "***\n\n" : "***\n");
  if (unit->kind == UNIT_CODE)
    g_string_append_printf(w->out, "%s\n", lines);
  else
    write_lines(w->out, unit, takes_marker(w->marker, unit) ? w->marker : NULL, lines);
  w->marker = NULL;
  w->blanks = 0;
  w->is_divided = w->was_cut = FALSE;
}

char *compact_edit(const CompactText *text, const gboolean *is_cut, const CompactFate *fates)
{
  Writer w = { .out = g_string_sized_new(text->body->len + 1) };
  g_autoptr(GString) lines = g_string_new(NULL);
  g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(gsize));

  for (guint u = 0; u < text->units->len; u++) {
    const CompactUnit *unit = unit_at(text, u);

    w.blanks += unit->is_apart ? 1 : 0;
    w.is_divided |= unit->kind == UNIT_RULE;
    if (unit->kind == UNIT_RULE)
      continue;
    g_string_truncate(lines, 0);
    if (unit->kind == UNIT_CODE) {
      g_string_append_len(lines, text->body->str + unit->start, (gssize)(unit->end - unit->start));
    } else if (!is_cut[u]) {
      edit(text, unit, fates, FALSE, lines, kept);
      if (!has_only(lines, kept))
        edit(text, unit, fates, TRUE, lines, kept);
    }
    if (unit->kind == UNIT_CODE || !is_blank(lines->str)) {
      write_unit(&w, unit, lines->str);
    } else {
      w.was_cut = TRUE;
      w.marker = unit->has_marker ? unit : w.marker;
    }
  }
  return g_string_free(w.out, FALSE);
}
