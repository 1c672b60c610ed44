/* SPDX-License-Identifier: MIT */
#include "mail/header.h"

#include <string.h>

#include "mail/decode.h"

/* The bytes of a message seen as lines. A lone CR ends a line only in a message without any LF (old Mac files). */
typedef struct {
  const char *bytes;
  gsize length;
  char newline;
} Lines;

static gsize line_end(const Lines *lines, gsize offset)
{
  const char *found = memchr(lines->bytes + offset, lines->newline, lines->length - offset);

  return found != NULL ? (gsize)(found - lines->bytes) + 1 : lines->length;
}

static gboolean is_blank(const Lines *lines, gsize offset)
{
  const char *p = lines->bytes + offset;
  gsize left = lines->length - offset;

  return left > 0 && (*p == lines->newline || (left > 1 && p[0] == '\r' && p[1] == '\n'));
}

static gboolean is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static gsize field_end(const Lines *lines, gsize offset)
{
  gsize end = line_end(lines, offset);

  while (end < lines->length && (lines->bytes[end] == ' ' || lines->bytes[end] == '\t'))
    end = line_end(lines, end);
  return end;
}

/* The colon of the field in [start, end), or NULL: a name is printable ASCII without space; white space, even a fold, may
 * stand between it and the colon. */
static const char *find_colon(const char *start, const char *end)
{
  const char *p = start;

  while (p<end && * p> ' ' && *p < 0x7f && *p != ':')
    p++;
  if (p == start)
    return NULL;
  while (p < end && is_space(*p))
    p++;
  return p < end && *p == ':' ? p : NULL;
}

/* Stricter than find_colon, as it also meets body text: "Name: value" and not "http://". */
static gboolean looks_like_field(const char *start, const char *end)
{
  const char *p = start;

  while (p < end && (g_ascii_isalnum(*p) || *p == '-'))
    p++;
  return p > start && p < end && *p == ':' && !(end - p > 2 && p[1] == '/' && p[2] == '/');
}

/* Where the last line that looks like a field begins, from offset to the empty line: what stands before it is header, however
 * broken; what follows without a field is a body whose empty line is missing. */
static gsize last_field(const Lines *lines, gsize offset)
{
  gsize last = 0;
  gsize limit = MIN(lines->length, offset + MAIL_MAX_HEADER_BLOCK);

  while (offset < limit && !is_blank(lines, offset)) {
    gsize end = line_end(lines, offset);

    if (looks_like_field(lines->bytes + offset, lines->bytes + end))
      last = offset;
    offset = end;
  }
  return last;
}

static char *unfold(const char *start, const char *end, gboolean *cut)
{
  GString *value;

  while (start < end && is_space(*start))
    start++;
  while (end > start && is_space(end[-1]))
    end--;
  if ((gsize)(end - start) > MAIL_MAX_HEADER) {
    end = start + MAIL_MAX_HEADER;
    *cut = TRUE;
  }
  value = g_string_sized_new((gsize)(end - start) + 1);
  for (const char *p = start; p < end; p++) {
    gboolean is_lone_cr = *p == '\r' && p + 1 < end && p[1] != '\n';

    if (is_lone_cr)
      g_string_append_c(value, ' ');
    else if (*p != '\r' && *p != '\n')
      g_string_append_c(value, *p != '\0' ? *p : '?');
  }
  return g_string_free(value, FALSE);
}

/* A second author hidden behind a flood of fields must still be seen, so the first From fields beyond the caps are kept. */
static gboolean is_wanted_beyond_caps(guint *authors, const char *name, gsize length)
{
  return length == strlen("From") && g_ascii_strncasecmp(name, "From", length) == 0 && (*authors)++ < 2;
}

/* FALSE when [start, end) is no field. */
static gboolean add_field(HeaderBlock *block, const char *start, const char *end, gboolean full, guint *authors)
{
  const char *colon, *name_end;
  HeaderField *field;

  while (start < end && is_space(*start))
    start++;
  colon = find_colon(start, end);
  if (colon == NULL)
    return FALSE;
  name_end = colon;
  while (is_space(name_end[-1]))
    name_end--;
  if (full && !is_wanted_beyond_caps(authors, start, (gsize)(name_end - start)))
    return TRUE;
  field = g_new(HeaderField, 1);
  if ((gsize)(name_end - start) > MAIL_MAX_HEADER) {
    name_end = start + MAIL_MAX_HEADER;
    block->cut = TRUE;
  }
  field->name = g_strndup(start, (gsize)(name_end - start));
  field->value = unfold(colon + 1, end, &block->cut);
  g_ptr_array_add(block->fields, field);
  return TRUE;
}

static gboolean is_envelope_name(const char *name)
{
  static const char *const names[] = { "Return-Path", "Delivered-To", "X-Original-To", "Envelope-To" };

  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (g_ascii_strcasecmp(name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Past a byte order mark, the "From " line of an mbox, and empty lines before a field: what a file may have and a mail has not. */
static gsize skip_preamble(const Lines *lines)
{
  gsize offset = 0, after;

  if (lines->length >= 3 && memcmp(lines->bytes, "\xef\xbb\xbf", 3) == 0)
    offset = 3;
  if (lines->length - offset >= 5 && memcmp(lines->bytes + offset, "From ", 5) == 0 &&
      find_colon(lines->bytes + offset, lines->bytes + line_end(lines, offset)) == NULL)
    return line_end(lines, offset);
  after = offset;
  while (after < lines->length && is_blank(lines, after))
    after = line_end(lines, after);
  return looks_like_field(lines->bytes + after, lines->bytes + line_end(lines, after)) ? after : offset;
}

static void field_free(HeaderField *field)
{
  g_free(field->name);
  g_free(field->value);
  g_free(field);
}

/* Offset of the line after the block; the fields go to block. */
static gsize read_fields(HeaderBlock *block, const Lines *lines, gsize start)
{
  gsize offset = start, last = 0;
  gboolean in_envelope = TRUE, looked = FALSE;
  guint late_authors = 0;

  while (offset < lines->length && !is_blank(lines, offset)) {
    gsize end = field_end(lines, offset);
    gboolean full = block->fields->len >= MAIL_MAX_HEADERS || end - start > MAIL_MAX_HEADER_BLOCK;
    guint before = block->fields->len;

    if (!add_field(block, lines->bytes + offset, lines->bytes + end, full, &late_authors)) {
      if (!looked && before > 0)
        last = last_field(lines, offset);
      looked = TRUE;
      if (offset >= last)
        return offset;
    }
    block->cut = block->cut || full;
    offset = end;
    in_envelope = in_envelope && block->fields->len > before &&
                  is_envelope_name(((HeaderField *)g_ptr_array_index(block->fields, before))->name);
    if (in_envelope)
      block->envelope_end = offset;
  }
  return offset < lines->length ? line_end(lines, offset) : lines->length;
}

HeaderBlock *header_split(const char *bytes, gsize length)
{
  HeaderBlock *block = g_new0(HeaderBlock, 1);
  Lines lines = { bytes, length, '\n' };
  gsize start;

  block->fields = g_ptr_array_new_with_free_func((GDestroyNotify)field_free);
  if (length == 0)
    return block;
  if (memchr(bytes, '\n', length) == NULL)
    lines.newline = '\r';
  start = skip_preamble(&lines);
  block->envelope_end = start;
  block->body = read_fields(block, &lines, start);
  return block;
}

void header_block_free(HeaderBlock *block)
{
  if (block == NULL)
    return;
  g_ptr_array_unref(block->fields);
  g_free(block);
}

const char *header_first(const HeaderBlock *block, const char *name)
{
  for (guint i = 0; i < block->fields->len; i++) {
    const HeaderField *field = g_ptr_array_index(block->fields, i);

    if (g_ascii_strcasecmp(field->name, name) == 0)
      return field->value;
  }
  return NULL;
}
