/* SPDX-License-Identifier: MIT */
#include "gist/prompt.h"

#include <gio/gio.h>
#include <string.h>

#include "gist/mask.h"
#include "util/digest.h"
#include "util/error.h"
#include "util/id.h"
#include "util/template.h"
#include "util/text.h"

#define FOLDER "/gistwire-gist/"
#define SYSTEM "gist-system"
#define USER "gist-user"
#define KEY_BOUNDARY "BOUNDARY" /* in the key, where the random one must not count */
#define MAX_HEADER 300u         /* characters of sender and subject */
#define MAX_REPAIRED 2000u      /* characters of a wrong answer that the model is shown again */
#define MIN_ROOM 64u            /* tokens for the newsletter, whatever the limit says */

GResource *gist_get_resource(void); /* of the generated resources.c */

static gboolean add_template(TemplateSet *set, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat(FOLDER, name, ".mustache", NULL);
  g_autoptr(GBytes) bytes = g_resource_lookup_data(gist_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autofree char *source = bytes != NULL ? g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)) : NULL;

  return source != NULL && template_set_add(set, name, source, error);
}

/* Compiled-in templates never change: they are parsed once. */
static const TemplateSet *templates(GError **error)
{
  static gsize once;
  static TemplateSet *set;
  static GError *failure;

  if (g_once_init_enter(&once)) {
    set = template_set_new();
    if (!add_template(set, SYSTEM, &failure) || !add_template(set, USER, &failure))
      g_clear_pointer(&set, template_set_free);
    g_once_init_leave(&once, 1);
  }
  if (set == NULL)
    g_propagate_error(error, g_error_copy(failure));
  return set;
}

/* --- rendering ---------------------------------------------------------------------------- */

static char *render_system(const PromptSource *source, const char *boundary, GError **error)
{
  const TemplateSet *set = templates(error);
  g_autoptr(Value) data = value_new_map();

  value_set_string(data, "boundary", boundary);
  value_set_string(data, "language", source->feed->language != NULL ? source->feed->language : "");
  value_set_string(data, "interests", source->feed->interests != NULL ? source->feed->interests : "");
  value_set_string(data, "schema", schema_json(SCHEMA_COMMON));
  return set != NULL ? template_render(set, SYSTEM, data, error) : NULL;
}

static void set_header(Value *data, const char *name, const char *text, const PromptSource *source)
{
  g_autofree char *masked = mask_addresses(text != NULL ? text : "", source->addresses);
  g_autofree char *line = text_clean_line(masked, -1);
  g_autofree char *cut = text_ellipsize(line, MAX_HEADER);

  value_set_string(data, name, cut);
}

/* text: the part of the newsletter that fits. */
static char *render_user(const PromptSource *source, const char *boundary, const char *text, guint left_out,
                         const PromptRepair *repair, GError **error)
{
  const TemplateSet *set = templates(error);
  g_autoptr(Value) data = value_new_map();

  value_set_string(data, "boundary", boundary);
  set_header(data, "sender", newsletter_sender(source->newsletter), source);
  set_header(data, "subject", source->newsletter->subject, source);
  value_set_string(data, "newsletter", text);
  if (left_out > 0) {
    g_autofree char *percent = g_strdup_printf("%u", left_out);

    value_set_string(data, "left_out", percent);
  }
  if (repair != NULL) {
    g_autofree char *answer = text_clean(repair->answer, strlen(repair->answer), NULL);
    g_autofree char *begin = text_ellipsize(answer, MAX_REPAIRED);

    value_set_string(data, "complaint", repair->complaint);
    value_set_string(data, "answer", begin);
  }
  return set != NULL ? template_render(set, USER, data, error) : NULL;
}

/* --- the key ------------------------------------------------------------------------------ */

char *prompt_key(const PromptSource *source, const PromptParameters *parameters, GError **error)
{
  g_autoptr(Digest) digest = digest_new();
  g_autofree char *masked = mask_markdown(source->compact, source->addresses);
  g_autofree char *system = render_system(source, KEY_BOUNDARY, error);
  g_autofree char *user = system != NULL ? render_user(source, KEY_BOUNDARY, masked, 0, NULL, error) : NULL;
  g_autofree char *limits =
      g_strdup_printf("%u %u %u", PROMPT_VERSION, parameters->max_input_tokens, parameters->max_output_tokens);

  if (user == NULL)
    return NULL;
  digest_add_field(digest, parameters->provider);
  digest_add_field(digest, parameters->model);
  digest_add_field(digest, limits);
  digest_add_field(digest, system);
  digest_add_field(digest, user);
  return digest_sum(digest);
}

/* --- cutting ------------------------------------------------------------------------------ */

/* Where the block at p ends: after the blank line that ends it. */
static const char *block_end(const char *p)
{
  const char *blank = strstr(p, "\n\n");

  if (blank == NULL)
    return p + strlen(p);
  while (*blank == '\n')
    blank++;
  return blank;
}

/* How much of a block that alone is too long fits, in whole characters, at a line or word where one is near. */
static gsize cut_block(const char *block, gsize length, guint room)
{
  const char *end = block, *cut;
  gsize step = MAX(room, 16u);

  while (end < block + length) {
    const char *next = end + MIN(step, (gsize)(block + length - end));

    while (next < block + length && ((guchar)*next & 0xc0) == 0x80)
      next++;
    if (tokens_estimate(block, next - block) > room)
      break;
    end = next;
    step = MAX(step / 4, 16u);
  }
  cut = g_strrstr_len(block, end - block, "\n");
  if (cut == NULL || cut < block + (end - block) / 2)
    cut = g_strrstr_len(block, end - block, " ");
  return cut != NULL && cut > block + (end - block) / 2 ? (gsize)(cut - block) : (gsize)(end - block);
}

/* How many bytes of the text fit into that many tokens. */
static gsize fitting(const char *text, guint room)
{
  const char *p = text;
  guint64 used = 0;

  while (*p != '\0') {
    const char *end = block_end(p);

    used += tokens_estimate(p, end - p);
    if (used > room)
      break;
    p = end;
  }
  return p == text && *p != '\0' ? cut_block(text, (gsize)(block_end(text) - text), room) : (gsize)(p - text);
}

/* --- links -------------------------------------------------------------------------------- */

static gboolean may_offer(const Newsletter *newsletter, guint64 ordinal)
{
  const Link *link = ordinal <= newsletter->links->len ? newsletter_link(newsletter, (guint)ordinal) : NULL;

  return link != NULL && (link->kind == LINK_CONTENT || link->kind == LINK_OTHER);
}

/* The ordinals that stand in the text as link targets. */
static SchemaLinks find_links(const Newsletter *newsletter, const char *text)
{
  SchemaLinks links = { g_new0(guint8, newsletter->links->len + 1), newsletter->links->len + 1 };

  for (const char *p = strstr(text, "](L"); p != NULL; p = strstr(p + 1, "](L")) {
    char *end;
    guint64 ordinal = g_ascii_isdigit(p[3]) ? g_ascii_strtoull(p + 3, &end, 10) : 0;

    if (ordinal > 0 && *end == ')' && may_offer(newsletter, ordinal))
      links.offered[ordinal] = 1;
  }
  return links;
}

/* --- together ----------------------------------------------------------------------------- */

Prompt *prompt_new(const PromptSource *source, const PromptParameters *parameters, const TokensRatio *ratio,
                   const PromptRepair *repair, GError **error)
{
  g_autoptr(Prompt) prompt = g_new0(Prompt, 1);
  g_autofree char *id = id_new();
  g_autofree char *boundary = g_strconcat("=====", id, NULL);
  g_autofree char *text = mask_markdown(source->compact, source->addresses);
  g_autofree char *frame = NULL;
  guint budget = tokens_uncorrect(ratio, parameters->max_input_tokens), used;
  gsize whole = strlen(text), fit;

  prompt->system = render_system(source, boundary, error);
  frame = prompt->system != NULL ? render_user(source, boundary, "", 99, repair, error) : NULL;
  if (frame == NULL)
    return NULL;
  used = tokens_estimate(prompt->system, -1) + tokens_estimate(frame, -1);
  fit = fitting(text, budget > used + MIN_ROOM ? budget - used : MIN_ROOM);
  if (fit < whole)
    prompt->left_out = (guint)MAX((whole - fit) * 100 / whole, 1);
  text[fit] = '\0';
  prompt->user = render_user(source, boundary, text, prompt->left_out, repair, error);
  if (prompt->user == NULL)
    return NULL;
  prompt->tokens = tokens_estimate(prompt->system, -1) + tokens_estimate(prompt->user, -1);
  prompt->links = find_links(source->newsletter, text);
  return g_steal_pointer(&prompt);
}

void prompt_free(Prompt *prompt)
{
  if (prompt == NULL)
    return;
  g_free(prompt->system);
  g_free(prompt->user);
  g_free(prompt->links.offered);
  g_free(prompt);
}
