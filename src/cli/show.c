/* SPDX-License-Identifier: MIT */
#include "cli/show.h"

#include "markdown/read.h"

static json_t *link_json(const Link *link)
{
  return json_pack("{s:s, s:s, s:s, s:s}", "text", link->text, "url", link->url, "shown_url", link->shown_url, "kind",
                   link_kind_name(link->kind));
}

static json_t *flags_json(NewsletterFlags flags)
{
  static const struct {
    NewsletterFlags flag;
    const char *name;
  } names[] = {
    { NEWSLETTER_CONFIRMATION, "confirmation" }, { NEWSLETTER_TEXT_ONLY, "text-only" },
    { NEWSLETTER_TRUNCATED, "truncated" },       { NEWSLETTER_UNDECODED, "undecoded" },
    { NEWSLETTER_REPAIRED, "repaired" },
  };
  json_t *list = json_array();

  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    if (flags & names[i].flag)
      json_array_append_new(list, json_string(names[i].name));
  return list;
}

json_t *show_newsletter_json(const Newsletter *n)
{
  json_t *links = json_object();
  json_t *parts = json_array();

  for (guint i = 0; i < n->links->len; i++) {
    const Link *link = g_ptr_array_index(n->links, i);
    g_autofree char *ordinal = g_strdup_printf("L%u", link->ordinal);

    json_object_set_new(links, ordinal, link_json(link));
  }
  for (guint i = 0; i < n->parts->len; i++) {
    const Part *part = g_ptr_array_index(n->parts, i);

    json_array_append_new(parts, json_pack("{s:s, s:s, s:o, s:b, s:I}", "name", part->name, "type", part->type,
                                           "content_id", cli_json_string(part->content_id), "inline", part->is_inline,
                                           "size", (json_int_t)part->size));
  }
  return json_pack(
      "{s:o, s:s, s:o, s:o, s:s, s:o, s:o, s:I, s:s, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:s, s:o, s:o, s:s}", "id",
      cli_json_string(n->id), "sha256", n->sha256, "from", cli_json_string(n->from_address), "from_name",
      cli_json_string(n->from_name), "subject", n->subject, "date", cli_json_date(n->date), "received",
      cli_json_date(n->received), "size", (json_int_t)n->size, "verdict", verdict_name(n->verdict), "flags",
      flags_json(n->flags), "message_id", cli_json_string(n->message_id), "list_id", cli_json_string(n->list_id),
      "list_unsubscribe", cli_json_string(n->list_unsubscribe), "web_url", cli_json_string(n->web_url), "words",
      (json_int_t)n->words, "decoder_version", (json_int_t)n->decoder_version, "body_hash", n->body_hash, "links",
      links, "parts", parts, "markdown", n->markdown);
}

json_t *show_gist_json(const Newsletter *newsletter, const Gist *gist)
{
  json_t *topics = json_array();
  json_t *links = json_array();

  for (guint i = 0; i < gist->topics->len; i++)
    json_array_append_new(topics, json_string(g_ptr_array_index(gist->topics, i)));
  for (guint i = 0; i < gist->links->len; i++) {
    const GistLink *chosen = g_ptr_array_index(gist->links, i);
    const Link *link = newsletter_link(newsletter, chosen->ordinal);
    g_autofree char *ordinal = g_strdup_printf("L%u", chosen->ordinal);

    json_array_append_new(links, json_pack("{s:s, s:s, s:s}", "text", chosen->text, "url", ordinal, "target",
                                           link != NULL ? link->shown_url : ""));
  }
  return json_pack("{s:s, s:o, s:o, s:b, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:i, s:i, s:i}", "summary", gist->summary,
                   "topics", topics, "links", links, "relevant", gist->relevant, "why", gist->why, "provider",
                   gist->provider, "model", gist->model, "prompt_version", (json_int_t)gist->prompt_version,
                   "tokens_in", (json_int_t)gist->tokens_in, "tokens_out", (json_int_t)gist->tokens_out, "milliseconds",
                   (json_int_t)gist->milliseconds, "rounds", (int)gist->rounds, "dropped", (int)gist->dropped,
                   "left_out", (int)gist->left_out);
}

void show_gist_text(const Newsletter *newsletter, const Gist *gist)
{
  cli_print("%s\n", gist->summary);
  for (guint i = 0; i < gist->topics->len; i++)
    cli_print("%s%s", i == 0 ? "\nTopics: " : ", ", (char *)g_ptr_array_index(gist->topics, i));
  cli_print("%s", gist->topics->len > 0 ? "\n" : "");
  for (guint i = 0; i < gist->links->len; i++) {
    const GistLink *chosen = g_ptr_array_index(gist->links, i);
    const Link *link = newsletter_link(newsletter, chosen->ordinal);

    const char *own = link != NULL ? link->text : "";

    cli_print("%s- %s\n  %s\n", i == 0 ? "\n" : "", chosen->text[0] != '\0' ? chosen->text : own,
              link != NULL ? link->shown_url : "");
  }
}

static char *real_target(guint ordinal, gpointer data)
{
  const Link *link = newsletter_link(data, ordinal);

  return link != NULL ? g_strdup(link->url) : NULL;
}

char *show_html(const Newsletter *newsletter)
{
  return read_html(newsletter->markdown, real_target, (gpointer)newsletter, NULL);
}
