/* SPDX-License-Identifier: MIT */
#include "mail/structure.h"

#include <gmime/gmime.h>
#include <string.h>

#include "mail/decode.h"
#include "util/text.h"

/* GMime builds the tree, but never sees a byte of the message: what it parses is a skeleton that we write, with one section per boundary
 * line, made of a boundary "bN", "multipart/mixed" or nothing, and the section's number. So neither group addresses nor parameters, header
 * floods nor a hundred thousand parts reach it (reference D3, D5, CVE-2020-12100, CVE-2024-23184, CVE-2024-23185), and message/rfc822 stays
 * closed. */

#define MAX_SECTIONS (2 * MAIL_MAX_PARTS)
#define MAX_BOUNDARY 512u
/* So far we look for the first boundary line of a multipart that declares none. */
#define SNIFF (64u * 1024)
/* So many multiparts get the costly check whether their boundary occurs at all. */
#define MAX_CHECKED 8u

/* What follows one boundary line. */
typedef struct {
  gsize line;     /* offset of the boundary line */
  gsize content;  /* offset of what follows its header block */
  guint boundary; /* of the line */
  gboolean closing;
  guint declares; /* a multipart: its own boundary; 0: none */
  Entity *entity; /* NULL for a closing line */
} Section;

typedef struct {
  const char *bytes;
  gsize length;
  char newline;
  GHashTable *boundaries; /* text to number, from 1 */
  GArray *sections;
  guint checked;
  gboolean cut;
} Reader;

static void entity_free(Entity *entity)
{
  if (entity == NULL)
    return;
  param_free(entity->type);
  param_free(entity->disposition);
  g_free(entity->encoding);
  g_free(entity->content_id);
  g_free(entity);
}

static char *read_content_id(const char *value)
{
  g_autofree char *line = value != NULL ? text_clean_line(value, -1) : NULL;
  char *start, *end;

  if (line == NULL)
    return NULL;
  start = strchr(line, '<');
  start = start != NULL ? start + 1 : line;
  end = start + strcspn(start, ">");
  return end > start ? g_strndup(start, (gsize)(end - start)) : NULL;
}

static Entity *entity_new(const HeaderBlock *block)
{
  Entity *entity = g_new0(Entity, 1);

  entity->type = param_parse(header_first(block, "Content-Type"));
  entity->disposition = param_parse(header_first(block, "Content-Disposition"));
  entity->encoding = g_strdup(header_first(block, "Content-Transfer-Encoding"));
  entity->content_id = read_content_id(header_first(block, "Content-ID"));
  entity->is_multipart = g_str_has_prefix(entity->type->value, "multipart/");
  return entity;
}

static gsize after_line(const Reader *reader, gsize offset)
{
  const char *found = memchr(reader->bytes + offset, reader->newline, reader->length - offset);

  return found != NULL ? (gsize)(found - reader->bytes) + 1 : reader->length;
}

/* The next line that begins with "--", at or after offset, which is the beginning of a line; length when there is none. */
static gsize next_dashes(const Reader *reader, gsize offset)
{
  const char *start = reader->bytes + offset, *end = reader->bytes + reader->length, *p = start;

  /* Dashes are rare, in base64 there are none. */
  while (p < end && (p = memchr(p, '-', (gsize)(end - p))) != NULL) {
    if (p + 1 < end && p[1] == '-' && (p == start || p[-1] == reader->newline))
      return (gsize)(p - reader->bytes);
    p++;
  }
  return reader->length;
}

/* What stands behind "--", without white space at its end; FALSE when it is too long for a boundary. */
static gboolean dashes_text(const Reader *reader, gsize line, char *text)
{
  gsize start = line + 2, end = after_line(reader, line);

  while (end > start && g_ascii_isspace(reader->bytes[end - 1]))
    end--;
  if (end - start >= MAX_BOUNDARY || end == start)
    return FALSE;
  memcpy(text, reader->bytes + start, end - start);
  text[end - start] = '\0';
  return TRUE;
}

static guint known_boundary(const Reader *reader, char *text, gboolean *closing)
{
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(reader->boundaries, text));
  gsize length = strlen(text);

  *closing = FALSE;
  if (number != 0 || length <= 2 || strcmp(text + length - 2, "--") != 0)
    return number;
  text[length - 2] = '\0';
  *closing = TRUE;
  return GPOINTER_TO_UINT(g_hash_table_lookup(reader->boundaries, text));
}

static guint add_boundary(Reader *reader, const char *text)
{
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(reader->boundaries, text));

  if (number == 0) {
    number = g_hash_table_size(reader->boundaries) + 1;
    g_hash_table_insert(reader->boundaries, g_strdup(text), GUINT_TO_POINTER(number));
  }
  return number;
}

/* Whether "--boundary" occurs after offset. */
static gboolean boundary_occurs(Reader *reader, const char *boundary, gsize offset)
{
  g_autofree char *needle = g_strconcat("--", boundary, NULL);

  if (reader->checked++ >= MAX_CHECKED)
    return TRUE;
  return memmem(reader->bytes + offset, reader->length - offset, needle, strlen(needle)) != NULL;
}

/* A boundary line is followed by a header field of a part. FALSE when there is none near. */
static gboolean sniff_boundary(const Reader *reader, gsize offset, char *text)
{
  gsize limit = MIN(reader->length, offset + SNIFF);

  while (offset < limit) {
    gsize line = next_dashes(reader, offset);
    gsize next;

    if (line >= limit)
      return FALSE;
    next = after_line(reader, line);
    if (reader->length - next >= 8 && g_ascii_strncasecmp(reader->bytes + next, "Content-", 8) == 0 &&
        dashes_text(reader, line, text))
      return TRUE;
    offset = next;
  }
  return FALSE;
}

/* The boundary of a multipart whose content begins at offset; a false or missing one is told from the lines that follow. */
static guint find_boundary(Reader *reader, const ParamField *type, gsize offset)
{
  g_autofree char *declared = param_bytes(type, "boundary");
  char sniffed[MAX_BOUNDARY];

  if (declared != NULL)
    g_strchomp(declared);
  if (declared != NULL && *declared != '\0' && strlen(declared) < MAX_BOUNDARY &&
      boundary_occurs(reader, declared, offset))
    return add_boundary(reader, declared);
  return sniff_boundary(reader, offset, sniffed) ? add_boundary(reader, sniffed) : 0;
}

static void add_section(Reader *reader, Section section)
{
  Entity *entity = section.entity;

  /* A body in parts under a header that does not say so. */
  if (reader->sections->len == 0 && !entity->is_multipart && strchr(entity->type->value, '/') == NULL) {
    char sniffed[MAX_BOUNDARY];

    entity->is_multipart = sniff_boundary(reader, section.content, sniffed);
  }
  if (entity != NULL && entity->is_multipart)
    section.declares = find_boundary(reader, entity->type, section.content);
  g_array_append_val(reader->sections, section);
}

/* The header block of a part, from the line after its boundary line. */
static Entity *read_part(const Reader *reader, gsize start, gsize *content)
{
  gsize limit = next_dashes(reader, start);
  const char *p = reader->bytes + start;
  /* header_split skips empty lines before a field; here they mean that there is no field. */
  gboolean bare = start == limit || *p == reader->newline || (*p == '\r' && limit - start > 1 && p[1] == '\n');
  g_autoptr(HeaderBlock) block = header_split(p, bare ? 0 : limit - start);

  *content = start + (bare ? 0 : block->body);
  if (bare && start < limit)
    *content = after_line(reader, start);
  return entity_new(block);
}

static void read_sections(Reader *reader, gsize offset)
{
  char text[MAX_BOUNDARY];

  for (gsize line = next_dashes(reader, offset); line < reader->length;
       line = next_dashes(reader, after_line(reader, line))) {
    Section section = { .line = line };

    if (!dashes_text(reader, line, text))
      continue;
    section.boundary = known_boundary(reader, text, &section.closing);
    if (section.boundary == 0)
      continue;
    if (reader->sections->len >= MAX_SECTIONS) {
      reader->cut = TRUE;
      return;
    }
    section.content = after_line(reader, line);
    if (!section.closing)
      section.entity = read_part(reader, section.content, &section.content);
    add_section(reader, section);
  }
}

/* A closing line is none when parts of the same multipart follow: some mailers close too early. */
static void drop_early_ends(Reader *reader)
{
  g_autofree gboolean *reopened = g_new0(gboolean, g_hash_table_size(reader->boundaries) + 1);

  for (guint i = reader->sections->len; i-- > 0;) {
    Section *section = &g_array_index(reader->sections, Section, i);

    if (section->declares != 0)
      reopened[section->declares] = FALSE;
    if (section->closing && reopened[section->boundary])
      section->boundary = 0;
    else if (!section->closing)
      reopened[section->boundary] = TRUE;
  }
}

static GString *write_skeleton(const Reader *reader)
{
  GString *out = g_string_sized_new(reader->sections->len * 96 + 1);

  for (guint i = 0; i < reader->sections->len; i++) {
    const Section *section = &g_array_index(reader->sections, Section, i);

    if (section->boundary != 0)
      g_string_append_printf(out, "--b%u%s\n", section->boundary, section->closing ? "--" : "");
    if (section->entity != NULL) {
      g_string_append_printf(out, "Content-Description: %u\n", i);
      if (section->declares != 0)
        g_string_append_printf(out, "Content-Type: multipart/mixed; boundary=\"b%u\"\n", section->declares);
      g_string_append_c(out, '\n');
    }
    /* Content: the last number in a leaf tells how far it reaches. */
    g_string_append_printf(out, "%u\n", i);
  }
  return out;
}

/* The number of the last section whose text belongs to this leaf. */
static guint last_section(GMimeObject *leaf, guint own)
{
  GMimeDataWrapper *content = GMIME_IS_PART(leaf) ? g_mime_part_get_content((GMimePart *)leaf) : NULL;
  GMimeStream *stream = content != NULL ? g_mime_data_wrapper_get_stream(content) : NULL;
  gint64 length = stream != NULL ? g_mime_stream_length(stream) : -1;
  char tail[16] = "";
  gint64 start = MAX(length - (gint64)sizeof tail + 1, 0);
  const char *line;

  /* GMime's offsets count from the beginning of what the stream is a part of. */
  if (length <= 0 || g_mime_stream_seek(stream, stream->bound_start + start, GMIME_STREAM_SEEK_SET) < 0 ||
      g_mime_stream_read(stream, tail, (size_t)(length - start)) <= 0)
    return own;
  g_strchomp(tail);
  line = strrchr(tail, '\n');
  return MAX(own, (guint)g_ascii_strtoull(line != NULL ? line + 1 : tail, NULL, 10));
}

static gboolean is_dropped_end(const Section *section)
{
  return section->closing && section->boundary == 0;
}

static void set_content(const Reader *reader, Entity *entity, guint own, guint last)
{
  const Section *section = &g_array_index(reader->sections, Section, own);
  guint next = own + 1;
  gsize end;

  while (next <= last && !is_dropped_end(&g_array_index(reader->sections, Section, next)))
    next++;
  end = next < reader->sections->len ? g_array_index(reader->sections, Section, next).line : reader->length;
  /* The line end before a boundary belongs to the boundary. */
  if (end < reader->length && end > section->content && reader->bytes[end - 1] == reader->newline)
    end--;
  if (end < reader->length && end > section->content && reader->bytes[end - 1] == '\r' && reader->newline == '\n')
    end--;
  entity->bytes = reader->bytes + section->content;
  entity->length = end > section->content ? end - section->content : 0;
}

/* A multipart without parts is read as text: better its source than nothing. */
static void set_type(Entity *entity, const Entity *parent, gboolean has_parts)
{
  const char *value = entity->type->value;

  if (entity->is_multipart && has_parts) {
    if (strchr(value, '/') == NULL) {
      g_free(entity->type->value);
      entity->type->value = g_strdup("multipart/mixed");
    }
    return;
  }
  if (*value == '\0' && parent != NULL && strcmp(parent->type->value, "multipart/digest") == 0)
    value = "message/rfc822";
  else if (entity->is_multipart || strchr(value, '/') == NULL)
    value = g_str_has_prefix(value, "html") ? "text/html" : "text/plain";
  entity->is_multipart = FALSE;
  if (value != entity->type->value) {
    g_free(entity->type->value);
    entity->type->value = g_strdup(value);
  }
}

/* One multipart on the way down, and its next child. */
typedef struct {
  GMimeMultipart *multipart;
  int next, count, index;
} Level;

static guint section_of(GMimeObject *object)
{
  const char *number = g_mime_object_get_header(object, "Content-Description");

  return number != NULL ? (guint)g_ascii_strtoull(number, NULL, 10) : 0;
}

/* Moves the entity of object to the structure; the new level when it is a multipart to go down into. */
static Level add_entity(Reader *reader, Structure *structure, GMimeObject *object, int parent)
{
  guint number = section_of(object);
  Section *section = &g_array_index(reader->sections, Section, number);
  Entity *entity = g_steal_pointer(&section->entity);
  const Entity *above = parent >= 0 ? g_ptr_array_index(structure->entities, (guint)parent) : NULL;
  Level level = { NULL, 0, 0, (int)structure->entities->len };

  if (GMIME_IS_MULTIPART(object)) {
    level.multipart = (GMimeMultipart *)object;
    level.count = g_mime_multipart_get_count(level.multipart);
  }
  if (entity == NULL) /* GMime's tree has each section once; this must not depend on it */
    return level;
  entity->parent = parent;
  entity->depth = above != NULL ? above->depth + 1 : 0;
  set_type(entity, above, level.count > 0);
  if (!entity->is_multipart)
    set_content(reader, entity, number, last_section(object, number));
  g_ptr_array_add(structure->entities, entity);
  return level;
}

static void walk(Reader *reader, Structure *structure, GMimeObject *root)
{
  Level levels[MAIL_MAX_DEPTH + 1];
  guint used = 1;

  levels[0] = add_entity(reader, structure, root, -1);
  while (used > 0) {
    Level *level = &levels[used - 1];
    Level child;

    if (level->next >= level->count) {
      used--;
      continue;
    }
    if (structure->entities->len >= MAIL_MAX_PARTS) {
      structure->cut = TRUE;
      return;
    }
    child = add_entity(reader, structure, g_mime_multipart_get_part(level->multipart, level->next++), level->index);
    if (child.count > 0 && used <= MAIL_MAX_DEPTH)
      levels[used++] = child;
    else if (child.count > 0)
      structure->cut = TRUE;
  }
}

static gpointer start_gmime(gpointer unused)
{
  g_mime_init();
  return unused;
}

/* GMime's tree of the skeleton, flattened. */
static void build_tree(Reader *reader, Structure *structure)
{
  static GOnce once = G_ONCE_INIT;
  GString *skeleton;
  GMimeStream *stream;
  GMimeParser *parser;
  GMimeObject *root;

  g_once(&once, start_gmime, NULL);
  drop_early_ends(reader);
  skeleton = write_skeleton(reader);
  stream = g_mime_stream_mem_new_with_buffer(skeleton->str, skeleton->len);
  parser = g_mime_parser_new_with_stream(stream);
  root = g_mime_parser_construct_part(parser, NULL);
  walk(reader, structure, root);
  g_object_unref(root);
  g_object_unref(parser);
  g_object_unref(stream);
  g_string_free(skeleton, TRUE);
}

static void clear_sections(GArray *sections)
{
  for (guint i = 0; i < sections->len; i++)
    entity_free(g_array_index(sections, Section, i).entity);
  g_array_unref(sections);
}

Structure *structure_read(const char *bytes, gsize length, const HeaderBlock *block)
{
  Structure *structure = g_new0(Structure, 1);
  Reader reader = { bytes, length, '\n', NULL, NULL, 0, FALSE };
  Section message = { .content = block->body, .entity = entity_new(block) };

  structure->entities = g_ptr_array_new_with_free_func((GDestroyNotify)entity_free);
  if (length > 0 && memchr(bytes, '\n', length) == NULL)
    reader.newline = '\r';
  reader.boundaries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  reader.sections = g_array_new(FALSE, FALSE, sizeof(Section));
  add_section(&reader, message);
  if (g_array_index(reader.sections, Section, 0).declares != 0)
    read_sections(&reader, block->body);
  build_tree(&reader, structure);
  structure->cut = structure->cut || reader.cut;
  clear_sections(reader.sections);
  g_hash_table_unref(reader.boundaries);
  return structure;
}

void structure_free(Structure *structure)
{
  if (structure == NULL)
    return;
  g_ptr_array_unref(structure->entities);
  g_free(structure);
}

gboolean structure_is_in(const Structure *structure, const Entity *entity, const char *type)
{
  const Entity *parent = entity->parent >= 0 ? g_ptr_array_index(structure->entities, (guint)entity->parent) : NULL;

  return parent != NULL && strcmp(parent->type->value, type) == 0;
}
