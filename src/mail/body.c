/* SPDX-License-Identifier: MIT */
#include "mail/body.h"

#include <string.h>

#include "mail/charset.h"
#include "mail/flowed.h"
#include "mail/sniff.h"
#include "mail/transfer.h"

/* Base64, quoted-printable and UTF-16 need several bytes for one of text; beyond this nothing of a part can be within MAIL_MAX_BODY. */
#define MAX_ENCODED (4 * MAIL_MAX_BODY)
/* Words of a plain text looked for in the HTML beside it; so many of a hundred must be there for the two to say the same. */
#define WORDS_COMPARED 40u
#define WORDS_MIN 5u
#define WORDS_PERCENT 80u

/* What a part is worth as the body; the better alternative has the higher one. */
enum { NOTHING, PICTURES, ENRICHED, TEXT, HTML };

typedef enum { NO_TEXT, PLAIN_TEXT, ENRICHED_TEXT, HTML_TEXT } TextType;

typedef struct {
  char *text;
  char *language;
  gboolean is_html;
  gboolean cut;
  gsize repaired;
  int quality;
} Leaf;

/* The working state; arrays run parallel to the entities. */
typedef struct {
  const Structure *structure;
  Leaf *leaves;
  int *quality;
  int *chosen; /* of a multipart: the child that counts; -1: all */
  gboolean *in_body;
} Choice;

static const Entity *entity_at(const Choice *choice, guint i)
{
  return g_ptr_array_index(choice->structure->entities, i);
}

static TextType text_type(const Entity *entity)
{
  static const struct {
    const char *name;
    TextType type;
  } types[] = {
    { "text/html", HTML_TEXT },         { "text/plain", PLAIN_TEXT },       { "application/xhtml+xml", HTML_TEXT },
    { "text/enriched", ENRICHED_TEXT }, { "text/richtext", ENRICHED_TEXT }, { "text/markdown", PLAIN_TEXT },
    { "text/x-markdown", PLAIN_TEXT },  { "text/x-html", HTML_TEXT },       { "text/x-plain", PLAIN_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS(types); i++)
    if (strcmp(entity->type->value, types[i].name) == 0)
      return types[i].type;
  return NO_TEXT;
}

static gboolean is_attachment(const Entity *entity)
{
  return entity->depth > 0 && g_str_has_prefix(entity->disposition->value, "attachment");
}

/* A named file after the text is one to save, unless it says that it is to be shown. */
static gboolean is_file(const Entity *entity)
{
  g_autofree char *name = param_bytes(entity->disposition, "filename");

  if (name == NULL)
    name = param_bytes(entity->type, "name");
  return name != NULL && !g_str_has_prefix(entity->disposition->value, "inline");
}

/* At most max bytes of UTF-8. */
static gboolean cut_text(char *text, gsize max)
{
  gsize length = strlen(text);

  if (length <= max)
    return FALSE;
  while (max > 0 && ((guchar)text[max] & 0xc0) == 0x80)
    max--;
  text[max] = '\0';
  return TRUE;
}

static void replace(char **text, char *by)
{
  g_free(*text);
  *text = by;
}

void body_limit(Body *body)
{
  body->cut = cut_text(body->text, MAIL_MAX_BODY) || body->cut;
}

static void unwrap(const Entity *entity, Leaf *leaf)
{
  if (text_type(entity) == ENRICHED_TEXT)
    replace(&leaf->text, flowed_from_enriched(leaf->text));
  else if (param_is(entity->type, "format", "flowed"))
    replace(&leaf->text, flowed_join(leaf->text, param_is(entity->type, "delsp", "yes")));
}

static gboolean is_blank(const char *text)
{
  while (*text != '\0' && g_unichar_isspace(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return *text == '\0';
}

static void decode_leaf(const Entity *entity, Leaf *leaf)
{
  GString *raw = transfer_decode(entity->bytes, MIN(entity->length, MAX_ENCODED), entity->encoding);
  g_autofree char *label = param_bytes(entity->type, "charset");
  g_autofree char *hint = NULL;

  leaf->cut = entity->length > MAX_ENCODED || raw->len > MAX_ENCODED;
  leaf->is_html = text_type(entity) == HTML_TEXT || sniff_is_html(raw->str, raw->len);
  if (leaf->is_html)
    hint = sniff_meta_charset(raw->str, raw->len);
  leaf->text = charset_decode(raw->str, raw->len, label, hint, &leaf->repaired);
  g_string_free(raw, TRUE);
  leaf->cut = cut_text(leaf->text, MAIL_MAX_BODY) || leaf->cut;
  leaf->is_html = leaf->is_html && sniff_has_markup(leaf->text);
  if (leaf->is_html) {
    leaf->language = sniff_language(leaf->text);
    leaf->quality = sniff_is_visible(leaf->text) ? HTML : strstr(leaf->text, "<") != NULL ? PICTURES : NOTHING;
  } else {
    unwrap(entity, leaf);
    leaf->quality = is_blank(leaf->text) ? NOTHING : text_type(entity) == ENRICHED_TEXT ? ENRICHED : TEXT;
  }
}

static gboolean is_kind(const Entity *entity, const char *subtype)
{
  return entity->is_multipart && strcmp(entity->type->value + strlen("multipart/"), subtype) == 0;
}

/* One of its children counts, not all. */
static gboolean is_choice(const Entity *entity)
{
  return is_kind(entity, "alternative") || is_kind(entity, "related");
}

/* The root that multipart/related names (RFC 2387). */
static gboolean is_named_root(const Entity *related, const Entity *child)
{
  g_autofree char *start = is_kind(related, "related") ? param_bytes(related->type, "start") : NULL;

  if (start == NULL || child->content_id == NULL)
    return FALSE;
  g_strdelimit(start, "<>", ' ');
  return strcmp(g_strstrip(start), child->content_id) == 0;
}

/* Entities come in reverse order, so of equal children the last is met first: the one an alternative means, while a related body is the
 * first. */
static void offer(Choice *choice, guint child)
{
  const Entity *entity = entity_at(choice, child);
  const Entity *parent = entity->parent >= 0 ? entity_at(choice, (guint)entity->parent) : NULL;
  int quality = choice->quality[child];
  gboolean better;
  int chosen;

  if (parent == NULL || quality == NOTHING)
    return;
  chosen = choice->chosen[entity->parent];
  better = quality > choice->quality[entity->parent];
  if (is_kind(parent, "related"))
    better =
        is_named_root(parent, entity) || (quality >= choice->quality[entity->parent] &&
                                          (chosen < 0 || !is_named_root(parent, entity_at(choice, (guint)chosen))));
  if (is_choice(parent) && better)
    choice->chosen[entity->parent] = (int)child;
  choice->quality[entity->parent] = MAX(choice->quality[entity->parent], quality);
}

/* Whether decoding this text could change anything: the HTML beside it in an alternative was good. */
static gboolean is_outdone(const Choice *choice, const Entity *entity)
{
  return entity->parent >= 0 && is_kind(entity_at(choice, (guint)entity->parent), "alternative") &&
         choice->quality[entity->parent] == HTML && text_type(entity) != HTML_TEXT;
}

static void judge_entities(Choice *choice)
{
  for (guint i = choice->structure->entities->len; i-- > 0;) {
    const Entity *entity = entity_at(choice, i);

    if (!entity->is_multipart && text_type(entity) != NO_TEXT && !is_attachment(entity) &&
        !is_outdone(choice, entity)) {
      decode_leaf(entity, &choice->leaves[i]);
      choice->quality[i] = choice->leaves[i].quality;
    }
    offer(choice, i);
  }
}

/* The leaves below the chosen children, in document order. */
static GArray *collect(Choice *choice)
{
  GArray *list = g_array_new(FALSE, FALSE, sizeof(guint));

  for (guint i = 0; i < choice->structure->entities->len; i++) {
    const Entity *entity = entity_at(choice, i);
    int chosen = entity->parent >= 0 ? choice->chosen[entity->parent] : -1;

    choice->in_body[i] = entity->parent < 0 || (choice->in_body[entity->parent] && (chosen < 0 || chosen == (int)i));
    if (!choice->in_body[i] || entity->is_multipart || choice->quality[i] == NOTHING ||
        (list->len > 0 && is_file(entity)))
      continue;
    g_array_append_val(list, i);
  }
  return list;
}

/* Whether most words of the plain text stand in the HTML: then a mixed message says the same twice. */
static gboolean says_again(const char *plain, const char *html)
{
  guint words = 0, found = 0;

  for (const char *p = plain; *p != '\0' && words < WORDS_COMPARED;) {
    gsize length = strcspn(p, " \t\n");

    if (length >= 4 && length < 40 && memchr(p, '/', length) == NULL && memchr(p, '&', length) == NULL) {
      g_autofree char *word = g_strndup(p, length);

      words++;
      found += strstr(html, word) != NULL;
    }
    p += length;
    p += strspn(p, " \t\n");
  }
  return words >= WORDS_MIN && found * 100 >= words * WORDS_PERCENT;
}

void body_text_as_html(GString *out, const char *text)
{
  g_string_append(out, "\n<p>");
  for (const char *p = text; *p != '\0'; p++) {
    switch (*p) {
    case '<':
      g_string_append(out, "&lt;");
      break;
    case '>':
      g_string_append(out, "&gt;");
      break;
    case '&':
      g_string_append(out, "&amp;");
      break;
    case '\n':
      g_string_append(out, p[1] == '\n' ? "</p>\n<p>" : "<br>\n");
      break;
    default:
      g_string_append_c(out, *p);
    }
  }
  g_string_append(out, "</p>\n");
}

static void join(const Choice *choice, const GArray *list, Body *body)
{
  GString *out = g_string_new(NULL);
  gboolean any_html = FALSE;

  for (guint i = 0; i < list->len; i++)
    any_html = any_html || choice->leaves[g_array_index(list, guint, i)].is_html;
  for (guint i = 0; i < list->len && out->len <= MAIL_MAX_BODY; i++) {
    const Leaf *leaf = &choice->leaves[g_array_index(list, guint, i)];

    if (any_html && !leaf->is_html) {
      body_text_as_html(out, leaf->text);
    } else {
      if (out->len > 0)
        g_string_append(out, "\n\n");
      g_string_append(out, leaf->text);
    }
    body->cut = body->cut || leaf->cut;
    body->repaired += leaf->repaired;
    if (body->language == NULL)
      body->language = g_strdup(leaf->language);
  }
  body->kind = any_html ? BODY_HTML : BODY_TEXT;
  body->text = g_string_free(out, FALSE);
  body_limit(body);
}

/* Nothing is shown inline: the first attached text is what the mail is about. */
static void take_attached(Choice *choice, GArray *list)
{
  for (guint i = 0; i < choice->structure->entities->len && list->len == 0; i++) {
    const Entity *entity = entity_at(choice, i);

    if (entity->is_multipart || !is_attachment(entity) || text_type(entity) == NO_TEXT)
      continue;
    decode_leaf(entity, &choice->leaves[i]);
    if (choice->leaves[i].quality != NOTHING)
      g_array_append_val(list, i);
  }
}

static gboolean is_below_alternative(const Choice *choice, const Entity *entity)
{
  while (entity->parent >= 0) {
    entity = entity_at(choice, (guint)entity->parent);
    if (is_kind(entity, "alternative"))
      return TRUE;
  }
  return FALSE;
}

/* The other forms of a text that was chosen, and blank texts, are neither body nor attachment. */
static void mark_used(const Choice *choice, const GArray *list, gboolean *used)
{
  for (guint i = 0; i < choice->structure->entities->len; i++) {
    const Entity *entity = entity_at(choice, i);
    gboolean is_text = g_str_has_prefix(entity->type->value, "text/") && !is_attachment(entity);

    used[i] = entity->is_multipart || (choice->leaves[i].text != NULL && choice->leaves[i].quality == NOTHING) ||
              (is_text && !choice->in_body[i] && is_below_alternative(choice, entity));
  }
  for (guint i = 0; i < list->len; i++)
    used[g_array_index(list, guint, i)] = TRUE;
}

void body_choose(const Structure *structure, Body *body, gboolean *used)
{
  guint count = structure->entities->len;
  Choice choice = { structure, g_new0(Leaf, count), g_new0(int, count), g_new(int, count), g_new0(gboolean, count) };
  GArray *list;

  for (guint i = 0; i < count; i++)
    choice.chosen[i] = -1;
  judge_entities(&choice);
  list = collect(&choice);
  if (list->len == 0)
    take_attached(&choice, list);
  mark_used(&choice, list, used);
  if (list->len == 2) {
    const Leaf *first = &choice.leaves[g_array_index(list, guint, 0)];
    const Leaf *second = &choice.leaves[g_array_index(list, guint, 1)];

    if (!first->is_html && second->is_html && says_again(first->text, second->text))
      g_array_remove_index(list, 0);
  }
  if (list->len > 0)
    join(&choice, list, body);
  g_array_unref(list);
  for (guint i = 0; i < count; i++) {
    g_free(choice.leaves[i].text);
    g_free(choice.leaves[i].language);
  }
  g_free(choice.leaves);
  g_free(choice.quality);
  g_free(choice.chosen);
  g_free(choice.in_body);
}

void body_clear(Body *body)
{
  g_clear_pointer(&body->text, g_free);
  g_clear_pointer(&body->language, g_free);
}

char *body_charset(const Structure *structure)
{
  for (guint i = 0; i < structure->entities->len; i++) {
    const Entity *entity = g_ptr_array_index(structure->entities, i);
    char *charset = text_type(entity) != NO_TEXT ? param_bytes(entity->type, "charset") : NULL;

    if (charset != NULL)
      return charset;
  }
  return NULL;
}
