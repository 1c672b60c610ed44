/* SPDX-License-Identifier: MIT */
#include "markdown/plain.h"

#include <string.h>

#include "markdown/autolink.h"
#include "markdown/url.h"

#define MIN_WRAP 60u  /* columns: programs wrap at 60 to 80; shorter lines end where the author wants it */
#define MAX_WRAP 110u /* wider text was not wrapped */
#define WRAP_LINES 40u
#define MAX_HEADING 100u /* bytes of a line that is underlined */
#define MIN_RULE 3u

typedef struct {
  const char *start; /* after quote marks */
  gsize length;      /* without trailing white space */
  guint quotes;
  guint indent; /* columns of white space at the start; those are not in start */
} Line;

typedef struct {
  guint indent;  /* of the marker */
  guint content; /* of the text after it */
  gboolean is_ordered;
} OpenItem;

typedef struct {
  Document *document;
  AutolinkReferences *references;
  GArray *lines;
  guint quotes;                       /* open */
  OpenItem items[DOCUMENT_MAX_DEPTH]; /* open */
  guint item_count;
  gboolean after_blank;
  guint32 paragraph; /* first line of the current leaf */
  gboolean in_leaf;
} Reader;

#define line_at(r, i) (&g_array_index((r)->lines, Line, i))

/* --- lines --- */

static Line read_line(const char *p, const char *end)
{
  Line line = { .start = p };

  for (;;) {
    const char *mark = p;

    while (mark < end && *mark == ' ' && mark - p < 3)
      mark++;
    if (mark == end || *mark != '>')
      break;
    line.quotes++;
    p = mark + 1;
    if (p < end && *p == ' ')
      p++;
  }
  while (end > p && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  while (p < end && (*p == ' ' || *p == '\t')) {
    line.indent += *p == '\t' ? 8 : 1;
    p++;
  }
  line.start = p;
  line.length = (gsize)(end - p);
  line.quotes = MIN(line.quotes, DOCUMENT_MAX_DEPTH / 2);
  return line;
}

static void split_lines(Reader *r, const char *text, gsize length)
{
  const char *p = text, *end = text + length;

  while (p < end) {
    const char *newline = memchr(p, '\n', (gsize)(end - p));
    Line line = read_line(p, newline != NULL ? newline : end);

    g_array_append_val(r->lines, line);
    p = newline != NULL ? newline + 1 : end;
  }
}

/* "<https://...>" that was wrapped becomes one line again. */
static GString *unwrap_urls(const char *text, gsize length)
{
  GString *out = g_string_sized_new(length + 1);
  const char *p = text, *end = text + length;

  while (p < end) {
    const char *open = memchr(p, '<', (gsize)(end - p));
    const char *close;

    if (open == NULL)
      break;
    g_string_append_len(out, p, open - p);
    p = open + 1;
    g_string_append_c(out, '<');
    if (end - p < 8 || g_ascii_strncasecmp(p, "http", 4) != 0)
      continue;
    for (close = p; close < end && close - p < (gssize)URL_MAX_LENGTH && strchr("<> \t", *close) == NULL; close++)
      ;
    if (close == end || *close != '>')
      continue;
    for (; p < close; p++)
      if (*p != '\n')
        g_string_append_c(out, *p);
  }
  g_string_append_len(out, p, end - p);
  return out;
}

/* A line of one repeated sign: "-----", "= = =", "***". Its sign, 0 for any other line. */
static gunichar rule_sign(const Line *line)
{
  const char *p = line->start, *end = p + line->length;
  gunichar sign;
  guint count = 0;

  if (line->length == 2 && memcmp(p, "--", 2) == 0)
    return '-'; /* the mark above a signature */
  if (line->length < MIN_RULE)
    return 0;
  sign = g_utf8_get_char(p);
  if (sign < 0x80 ? strchr("-=*_~#+", (int)sign) == NULL
                  : !(sign >= 0x2500 && sign <= 0x2580) && sign != 0x2014 && sign != 0x2013)
    return 0;
  for (; p < end; p = g_utf8_next_char(p)) {
    if (g_utf8_get_char(p) == sign)
      count++;
    else if (*p != ' ')
      return 0;
  }
  return count >= MIN_RULE ? sign : 0;
}

/* The length of a list marker with the white space after it, 0 when the line has none. */
static gsize item_marker(const Line *line, gboolean *is_ordered, guint32 *number)
{
  const char *p = line->start, *end = p + line->length;
  gunichar c = line->length > 0 ? g_utf8_get_char(p) : 0;

  *is_ordered = FALSE;
  if (c == '-' || c == '*' || c == '+' || c == 0x2022 || c == 0x2013 || c == 0x25cf || c == 0x25aa || c == 0x00b7) {
    p = g_utf8_next_char(p);
  } else {
    *number = 0;
    while (p < end && g_ascii_isdigit(*p) && p - line->start < 3)
      *number = *number * 10 + (guint32)(*p++ - '0');
    if (p == line->start || p == end || (*p != '.' && *p != ')'))
      return 0;
    p++;
    *is_ordered = TRUE;
  }
  if (p == end || (*p != ' ' && *p != '\t'))
    return 0;
  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  return (gsize)(p - line->start);
}

/* --- structure --- */

static void end_leaf(Reader *r)
{
  document_end_leaf(r->document, BLOCK_PARAGRAPH, 0);
  r->in_leaf = FALSE;
}

static void close_items(Reader *r, guint kept)
{
  end_leaf(r);
  while (r->item_count > kept) {
    r->item_count--;
    document_close(r->document, CONTAINER_ITEM, FALSE);
    document_close(r->document, CONTAINER_LIST, FALSE);
  }
}

static void set_quotes(Reader *r, guint quotes)
{
  Block quote = { 0 };

  if (quotes == r->quotes)
    return;
  close_items(r, 0);
  for (; r->quotes > quotes; r->quotes--)
    document_close(r->document, CONTAINER_QUOTE, FALSE);
  for (; r->quotes < quotes; r->quotes++)
    document_open(r->document, CONTAINER_QUOTE, &quote);
}

static void begin_item(Reader *r, const Line *line, gsize marker, gboolean is_ordered, guint32 number)
{
  Block list = { .is_ordered = (guint8)is_ordered, .number = number };
  Block item = { 0 };
  guint kept = r->item_count;
  OpenItem open = { line->indent, line->indent + (guint)marker, is_ordered };

  while (kept > 0 && line->indent < r->items[kept - 1].content && line->indent <= r->items[kept - 1].indent + 1)
    kept--;
  if (kept == DOCUMENT_MAX_DEPTH / 2)
    kept--;
  end_leaf(r);
  if (kept < r->item_count && r->items[kept].is_ordered == is_ordered) { /* a sibling */
    close_items(r, kept + 1);
    document_close(r->document, CONTAINER_ITEM, FALSE);
  } else {
    close_items(r, kept);
    document_open(r->document, CONTAINER_LIST, &list);
  }
  r->items[kept] = open;
  r->item_count = kept + 1;
  document_open(r->document, CONTAINER_ITEM, &item);
}

/* --- paragraphs --- */

static gsize first_word(const Line *line)
{
  gsize length = 0;

  while (length < line->length && line->start[length] != ' ')
    length++;
  return length;
}

static gboolean is_url_line(const Line *line)
{
  return autolink_is_url(line->start, line->start + line->length);
}

/* Whether the line before i ended early: the first word of line i would have fitted into it. Lines that nobody wrapped, and URLs, stand alone. */
static gboolean is_deliberate(const Reader *r, guint32 i, gsize widest)
{
  const Line *before = line_at(r, i - 1), *line = line_at(r, i);

  if (widest > MAX_WRAP || is_url_line(line) || is_url_line(before))
    return TRUE;
  return before->length + before->indent + 1 + first_word(line) <= MAX(widest, MIN_WRAP);
}

/* Of the lines from i on to the next empty one; a look at some tells how wide the text is. */
static gsize widest_line(const Reader *r, guint32 i)
{
  gsize widest = 0;
  guint32 end = MIN(i + WRAP_LINES, r->lines->len);

  for (; i < end && line_at(r, i)->length > 0; i++)
    if (memchr(line_at(r, i)->start, ' ', line_at(r, i)->length) != NULL)
      widest = MAX(widest, line_at(r, i)->length + line_at(r, i)->indent);
  return widest;
}

static guint reference_number(const Line *line)
{
  const char *url;
  gsize length;

  return autolink_reference(line->start, line->length, &url, &length);
}

static void add_text(Reader *r, guint32 i, const char *text, gsize length, gsize widest)
{
  if (r->in_leaf) {
    if (is_deliberate(r, i, widest))
      document_break(r->document, 0);
    else
      document_space(r->document, 0);
  }
  autolink_line(r->document, text, length, reference_number(line_at(r, i)) > 0 ? NULL : r->references);
  r->in_leaf = TRUE;
}

/* Whether line i alone, with line i + 1, is a heading; its level. */
static guint heading_level(const Reader *r, guint32 i)
{
  const Line *line = line_at(r, i), *under = i + 1 < r->lines->len ? line_at(r, i + 1) : NULL;
  gunichar sign;

  if (r->in_leaf || under == NULL || under->quotes != line->quotes || line->length > MAX_HEADING ||
      rule_sign(line) != 0)
    return 0;
  sign = rule_sign(under);
  if (sign == 0 || under->length < MIN_RULE || under->length * 2 < line->length)
    return 0;
  return sign == '=' || sign == '#' ? 2 : 3;
}

/* "## Heading", as programs that write Markdown send it. */
static guint hash_heading(const Line *line, gsize *skip)
{
  guint level = 0;

  while (level < line->length && line->start[level] == '#')
    level++;
  if (level < 1 || level > 4 || level + 1 >= line->length || line->start[level] != ' ')
    return 0;
  *skip = level + 1;
  return level;
}

static void add_heading(Reader *r, const Line *line, gsize skip, guint level)
{
  close_items(r, 0);
  autolink_line(r->document, line->start + skip, line->length - skip, r->references);
  document_end_leaf(r->document, BLOCK_HEADING, level);
  r->in_leaf = FALSE;
}

static gboolean is_used_reference(const Reader *r, const Line *line)
{
  guint number = reference_number(line);

  return number > 0 && r->references->used[number - 1];
}

/* A rule right above a heading that is underlined too belongs to it. */
static gboolean is_overline(Reader *r, guint32 i)
{
  return i + 2 < r->lines->len && line_at(r, i + 1)->length > 0 && heading_level(r, i + 1) > 0 &&
         line_at(r, i + 1)->quotes == line_at(r, i)->quotes;
}

static void read_item_or_text(Reader *r, guint32 i, gsize *widest)
{
  const Line *line = line_at(r, i);
  gboolean is_ordered;
  guint32 number = 0;
  gsize marker = item_marker(line, &is_ordered, &number);

  if (marker > 0 && (!is_ordered || !r->in_leaf || r->item_count > 0 || number == 1))
    begin_item(r, line, marker, is_ordered, number);
  else
    marker = 0;
  if (marker == 0 && r->after_blank && r->item_count > 0) {
    guint kept = r->item_count;

    while (kept > 0 && line->indent < MIN(r->items[kept - 1].content, r->items[kept - 1].indent + 2))
      kept--;
    close_items(r, kept);
  }
  if (!r->in_leaf)
    *widest = widest_line(r, i);
  add_text(r, i, line->start + marker, line->length - marker, *widest);
}

/* The lines from i on that make one block or line of a block; the next line to read. */
static guint32 read_block(Reader *r, guint32 i, gsize *widest)
{
  const Line *line = line_at(r, i);
  guint level;
  gsize skip = 0;

  if (line->length == 0) {
    end_leaf(r);
    r->after_blank = TRUE;
    if (line->quotes < r->quotes)
      set_quotes(r, line->quotes);
    return i + 1;
  }
  set_quotes(r, line->quotes);
  if ((level = heading_level(r, i)) > 0) {
    add_heading(r, line, line->length > 3 && memcmp(line->start, "** ", 3) == 0 ? 3 : 0, level); /* Mailchimp's */
    i++;
  } else if ((level = hash_heading(line, &skip)) > 0 && !r->in_leaf) {
    add_heading(r, line, skip, level);
  } else if (rule_sign(line) != 0) {
    end_leaf(r);
    close_items(r, 0);
    if (!is_overline(r, i))
      document_rule(r->document);
  } else if (!is_used_reference(r, line)) {
    read_item_or_text(r, i, widest);
  }
  r->after_blank = FALSE;
  return i + 1;
}

static void collect_references(Reader *r)
{
  for (guint32 i = 0; i < r->lines->len; i++) {
    const Line *line = line_at(r, i);
    const char *url;
    gsize length;
    guint number = autolink_reference(line->start, line->length, &url, &length);

    if (number > 0 && r->references->targets[number - 1] == NULL)
      r->references->targets[number - 1] = g_strndup(url, length);
  }
}

void plain_read(Document *document, const char *text, gsize length)
{
  g_autofree AutolinkReferences *references = g_new0(AutolinkReferences, 1);
  Reader r = { .document = document, .references = references };
  GString *unwrapped = unwrap_urls(text, length);
  gsize widest = 0;

  r.lines = g_array_new(FALSE, FALSE, sizeof(Line));
  split_lines(&r, unwrapped->str, unwrapped->len);
  collect_references(&r);
  for (guint32 i = 0; i < r.lines->len;)
    i = read_block(&r, i, &widest);
  set_quotes(&r, 0);
  close_items(&r, 0);
  for (guint i = 0; i < AUTOLINK_MAX_REFERENCES; i++)
    g_free(references->targets[i]);
  g_array_unref(r.lines);
  g_string_free(unwrapped, TRUE);
}
