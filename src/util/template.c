/* SPDX-License-Identifier: MIT */
/* A template becomes a flat list of operations; a section knows where its end is. LINE stands where a line with content begins: there a
 * partial's indentation goes, so that lines that come out of values are not indented (spec, partials: "Standalone Indentation"). */
#include "util/template.h"

#include <string.h>

#include "util/error.h"

typedef enum { OP_TEXT, OP_LINE, OP_ESCAPED, OP_RAW, OP_SECTION, OP_INVERTED, OP_END, OP_PARTIAL } OpKind;

typedef struct {
  OpKind kind;
  guint end;   /* of a section: index of its OP_END */
  char *text;  /* the text, or the name */
  char *blank; /* of a partial alone on its line: what stood before it; NULL of one within a line */
} Op;

struct _TemplateSet {
  GHashTable *templates; /* name to GArray of Op */
};

static void op_clear(Op *op)
{
  g_free(op->text);
  g_free(op->blank);
}

TemplateSet *template_set_new(void)
{
  TemplateSet *set = g_new0(TemplateSet, 1);

  set->templates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  return set;
}

void template_set_free(TemplateSet *set)
{
  if (set == NULL)
    return;
  g_hash_table_unref(set->templates);
  g_free(set);
}

/* --- parsing ------------------------------------------------------------------------------ */

typedef struct {
  const char *name;   /* of the template, for messages */
  const char *source; /* all of it */
  const char *p;      /* what is not read yet */
  char *open, *close; /* delimiters */
  gboolean in_line;   /* this line has its OP_LINE */
  GArray *ops;        /* of Op */
  GArray *sections;   /* of guint: open ones, innermost last */
} Parser;

typedef struct {
  char kind;         /* one of "#^/!>=&{", or 'v' */
  const char *begin; /* of the tag's delimiter */
  const char *after; /* behind the tag */
  char *name;        /* trimmed content */
} Tag;

static gboolean fail(const Parser *parser, const char *at, GError **error, const char *what)
{
  guint line = 1;

  for (const char *p = parser->source; p < at; p++)
    line += *p == '\n';
  return error_set(error, ERROR_INVALID, "%s:%u: %s", parser->name, line, what);
}

static void add_op(Parser *parser, OpKind kind, char *text, char *blank)
{
  Op op = { .kind = kind, .text = text, .blank = blank };

  g_array_append_val(parser->ops, op);
}

static void begin_line(Parser *parser)
{
  if (!parser->in_line)
    add_op(parser, OP_LINE, NULL, NULL);
  parser->in_line = TRUE;
}

/* Text up to end, cut into lines. */
static void add_text(Parser *parser, const char *p, const char *end)
{
  while (p < end) {
    const char *newline = memchr(p, '\n', (gsize)(end - p));
    const char *stop = newline != NULL ? newline + 1 : end;

    begin_line(parser);
    add_op(parser, OP_TEXT, g_strndup(p, (gsize)(stop - p)), NULL);
    parser->in_line = newline == NULL;
    p = stop;
  }
}

static gboolean is_blank(char c)
{
  return c == ' ' || c == '\t';
}

/* Whether the tag is alone on its line; then *before is where the line begins and *after is where the next one does. */
static gboolean is_standalone(const Parser *parser, const Tag *tag, const char **before, const char **after)
{
  const char *start = tag->begin, *end = tag->after;

  if (strchr("#^/!>=", tag->kind) == NULL)
    return FALSE;
  while (start > parser->source && is_blank(start[-1]))
    start--;
  if (start > parser->source && start[-1] != '\n')
    return FALSE;
  while (is_blank(*end))
    end++;
  if (end[0] == '\r' && end[1] == '\n')
    end++;
  if (*end != '\n' && *end != '\0')
    return FALSE;
  *before = start;
  *after = *end == '\n' ? end + 1 : end;
  return TRUE;
}

/* Reads the tag whose opening delimiter stands at begin. */
static gboolean read_tag(const Parser *parser, const char *begin, Tag *tag, GError **error)
{
  const char *p = begin + strlen(parser->open), *end;
  g_autofree char *close = NULL;

  while (g_ascii_isspace(*p))
    p++;
  tag->begin = begin;
  tag->kind = *p != '\0' && strchr("#^/!>=&{", *p) != NULL ? *p++ : 'v';
  close = g_strconcat(tag->kind == '{' ? "}" : tag->kind == '=' ? "=" : "", parser->close, NULL);
  end = strstr(p, close);
  if (end == NULL)
    return fail(parser, begin, error, "a tag is not closed");
  tag->after = end + strlen(close);
  tag->name = g_strstrip(g_strndup(p, (gsize)(end - p)));
  return TRUE;
}

static gboolean set_delimiters(Parser *parser, const Tag *tag, GError **error)
{
  gsize first = strcspn(tag->name, " \t\r\n");
  const char *second = tag->name + first + strspn(tag->name + first, " \t\r\n");

  if (first == 0 || *second == '\0' || strpbrk(second, " \t\r\n=") != NULL || memchr(tag->name, '=', first) != NULL)
    return fail(parser, tag->begin, error, "delimiters are two words without '='");
  g_free(parser->open);
  g_free(parser->close);
  parser->open = g_strndup(tag->name, first);
  parser->close = g_strdup(second);
  return TRUE;
}

static gboolean end_section(Parser *parser, const Tag *tag, GError **error)
{
  guint start;
  Op *section;

  if (parser->sections->len == 0)
    return fail(parser, tag->begin, error, "a section ends that did not begin");
  start = g_array_index(parser->sections, guint, parser->sections->len - 1);
  section = &g_array_index(parser->ops, Op, start);
  if (strcmp(section->text, tag->name) != 0)
    return fail(parser, tag->begin, error, "the end of a section has another name than its beginning");
  section->end = parser->ops->len;
  g_array_set_size(parser->sections, parser->sections->len - 1);
  add_op(parser, OP_END, NULL, NULL);
  return TRUE;
}

/* blank: what stands before a tag that is alone on its line, else NULL; taken. */
static gboolean add_tag(Parser *parser, const Tag *tag, char *blank, GError **error)
{
  static const char kinds[] = "v{&#^>";
  static const OpKind ops[] = { OP_ESCAPED, OP_RAW, OP_RAW, OP_SECTION, OP_INVERTED, OP_PARTIAL };
  g_autofree char *indent = blank;

  if (tag->kind == '!')
    return TRUE;
  if (tag->name[0] == '\0' || (tag->kind != '=' && strpbrk(tag->name, " \t\r\n") != NULL))
    return fail(parser, tag->begin, error, "a name is one word");
  if (tag->kind == '=')
    return set_delimiters(parser, tag, error);
  if (tag->kind == '/')
    return end_section(parser, tag, error);
  if (tag->kind == '#' || tag->kind == '^')
    g_array_append_val(parser->sections, parser->ops->len);
  add_op(parser, ops[strchr(kinds, tag->kind) - kinds], g_strdup(tag->name),
         tag->kind == '>' ? g_steal_pointer(&indent) : NULL);
  return TRUE;
}

static gboolean parse_tag(Parser *parser, const char *begin, GError **error)
{
  Tag tag = { 0 };
  g_autofree char *name = NULL;
  const char *before, *after;
  char *blank = NULL;

  if (!read_tag(parser, begin, &tag, error))
    return FALSE;
  name = tag.name;
  if (is_standalone(parser, &tag, &before, &after)) {
    add_text(parser, parser->p, before);
    parser->p = after;
    blank = g_strndup(before, (gsize)(begin - before));
    parser->in_line = FALSE;
  } else {
    add_text(parser, parser->p, begin);
    parser->p = tag.after;
    begin_line(parser);
  }
  return add_tag(parser, &tag, blank, error);
}

static gboolean parse(Parser *parser, GError **error)
{
  const char *begin;

  while ((begin = strstr(parser->p, parser->open)) != NULL)
    if (!parse_tag(parser, begin, error))
      return FALSE;
  add_text(parser, parser->p, parser->p + strlen(parser->p));
  if (parser->sections->len > 0)
    return fail(parser, parser->p, error, "a section has no end");
  return TRUE;
}

gboolean template_set_add(TemplateSet *set, const char *name, const char *source, GError **error)
{
  Parser parser = { .name = name, .source = source, .p = source };
  gboolean done;

  parser.open = g_strdup("{{");
  parser.close = g_strdup("}}");
  parser.ops = g_array_new(FALSE, TRUE, sizeof(Op));
  g_array_set_clear_func(parser.ops, (GDestroyNotify)op_clear);
  parser.sections = g_array_new(FALSE, FALSE, sizeof(guint));
  done = parse(&parser, error);
  if (done)
    g_hash_table_replace(set->templates, g_strdup(name), g_array_ref(parser.ops));
  g_array_unref(parser.ops);
  g_array_unref(parser.sections);
  g_free(parser.open);
  g_free(parser.close);
  return done;
}

/* --- rendering ---------------------------------------------------------------------------- */

typedef struct {
  const TemplateSet *set;
  GPtrArray *context; /* of const Value *, innermost last */
  GString *indent;
  GString *out;
  guint depth;
} Renderer;

void template_escape(GString *out, const char *text)
{
  static const struct {
    char c;
    const char *entity;
  } entities[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" } };

  for (;;) {
    gsize plain = strcspn(text, "&<>\"'");

    g_string_append_len(out, text, (gssize)plain);
    text += plain;
    if (*text == '\0')
      return;
    for (guint i = 0; i < G_N_ELEMENTS(entities); i++)
      if (*text == entities[i].c)
        g_string_append(out, entities[i].entity);
    text++;
  }
}

/* The first part of a dotted name is looked for from the inside out, the others in what was found. */
static const Value *look_up(const Renderer *renderer, const char *name)
{
  gsize part = strcspn(name, ".");
  const Value *found = NULL;

  if (strcmp(name, ".") == 0)
    return g_ptr_array_index(renderer->context, renderer->context->len - 1);
  for (guint i = renderer->context->len; i > 0 && found == NULL; i--)
    found = value_get(g_ptr_array_index(renderer->context, i - 1), name, part);
  while (name[part] == '.' && found != NULL) {
    name += part + 1;
    part = strcspn(name, ".");
    found = value_get(found, name, part);
  }
  return found;
}

static gboolean render_range(Renderer *renderer, const GArray *ops, guint from, guint to, GError **error);

static gboolean render_within(Renderer *renderer, const Value *value, const GArray *ops, guint from, guint to,
                              GError **error)
{
  gboolean done;

  g_ptr_array_add(renderer->context, (gpointer)value);
  done = render_range(renderer, ops, from, to, error);
  g_ptr_array_set_size(renderer->context, (int)renderer->context->len - 1);
  return done;
}

static gboolean render_section(Renderer *renderer, const GArray *ops, guint at, GError **error)
{
  const Op *op = &g_array_index(ops, Op, at);
  const Value *value = look_up(renderer, op->text);
  const GPtrArray *items = value_items(value);

  if (value_is_true(value) == (op->kind == OP_INVERTED))
    return TRUE;
  if (op->kind == OP_INVERTED)
    return render_range(renderer, ops, at + 1, op->end, error);
  if (items == NULL)
    return render_within(renderer, value, ops, at + 1, op->end, error);
  for (guint i = 0; i < items->len; i++)
    if (!render_within(renderer, g_ptr_array_index(items, i), ops, at + 1, op->end, error))
      return FALSE;
  return TRUE;
}

static gboolean render_partial(Renderer *renderer, const Op *op, GError **error)
{
  const GArray *ops = g_hash_table_lookup(renderer->set->templates, op->text);
  g_autofree char *outer = g_strdup(renderer->indent->str);
  gboolean done;

  if (ops == NULL)
    return TRUE;
  if (op->blank != NULL)
    g_string_append(renderer->indent, op->blank);
  else
    g_string_truncate(renderer->indent, 0);
  done = render_range(renderer, ops, 0, ops->len, error);
  g_string_assign(renderer->indent, outer);
  return done;
}

static gboolean render_op(Renderer *renderer, const GArray *ops, guint at, GError **error)
{
  const Op *op = &g_array_index(ops, Op, at);
  const Value *value;
  const char *text;

  switch (op->kind) {
  case OP_TEXT:
    g_string_append(renderer->out, op->text);
    return TRUE;
  case OP_LINE:
    g_string_append(renderer->out, renderer->indent->str);
    return TRUE;
  case OP_ESCAPED:
  case OP_RAW:
    value = look_up(renderer, op->text);
    text = value_text(value);
    if (text != NULL && (op->kind == OP_RAW || value_is_html(value)))
      g_string_append(renderer->out, text);
    else if (text != NULL)
      template_escape(renderer->out, text);
    return TRUE;
  case OP_SECTION:
  case OP_INVERTED:
    return render_section(renderer, ops, at, error);
  case OP_PARTIAL:
    return render_partial(renderer, op, error);
  case OP_END:
    return TRUE;
  }
  return TRUE;
}

/* Recurses per section and partial, up to TEMPLATE_MAX_DEPTH. */
static gboolean render_range(Renderer *renderer, const GArray *ops, guint from, guint to, GError **error)
{
  if (++renderer->depth > TEMPLATE_MAX_DEPTH)
    return error_set(error, ERROR_INVALID, "templates are more than %d deep within each other", TEMPLATE_MAX_DEPTH);
  for (guint at = from; at < to; at++) {
    const Op *op = &g_array_index(ops, Op, at);

    if (!render_op(renderer, ops, at, error))
      return FALSE;
    if (op->kind == OP_SECTION || op->kind == OP_INVERTED)
      at = op->end;
  }
  renderer->depth--;
  return TRUE;
}

char *template_render(const TemplateSet *set, const char *name, const Value *data, GError **error)
{
  Renderer renderer = { .set = set };
  const GArray *ops = g_hash_table_lookup(set->templates, name);
  gboolean done;

  if (ops == NULL) {
    error_set(error, ERROR_NOT_FOUND, "there is no template '%s'", name);
    return NULL;
  }
  renderer.context = g_ptr_array_new();
  renderer.indent = g_string_new("");
  renderer.out = g_string_new("");
  g_ptr_array_add(renderer.context, (gpointer)data);
  done = render_range(&renderer, ops, 0, ops->len, error);
  g_ptr_array_unref(renderer.context);
  g_string_free(renderer.indent, TRUE);
  return g_string_free(renderer.out, !done);
}
