/* SPDX-License-Identifier: MIT */
#include "model/newsletter.h"

#include "model/names.h"

static const char *const link_kind_names[] = {
  "content", "action", "social", "nav", "sponsor", "mailto", "other", NULL
};
static const char *const verdict_names[] = { "unverified", "pass", "fail", "forged", NULL };

Link *link_new(guint ordinal, const char *url, const char *text, LinkKind kind)
{
  Link *link = g_new0(Link, 1);

  link->ordinal = ordinal;
  link->url = g_strdup(url);
  link->shown_url = g_strdup(url);
  link->text = g_strdup(text);
  link->kind = kind;
  return link;
}

void link_free(Link *link)
{
  if (link == NULL)
    return;
  g_free(link->id);
  g_free(link->url);
  g_free(link->shown_url);
  g_free(link->text);
  g_free(link);
}

const char *link_kind_name(LinkKind kind)
{
  return link_kind_names[kind];
}

gboolean link_kind_parse(const char *name, LinkKind *kind)
{
  return NAMES_PARSE(link_kind_names, name, kind);
}

const char *verdict_name(Verdict verdict)
{
  return verdict_names[verdict];
}

gboolean verdict_parse(const char *name, Verdict *verdict)
{
  return NAMES_PARSE(verdict_names, name, verdict);
}

void part_free(Part *part)
{
  if (part == NULL)
    return;
  g_free(part->content_id);
  g_free(part->type);
  g_free(part->name);
  g_clear_pointer(&part->bytes, g_bytes_unref);
  g_free(part);
}

Newsletter *newsletter_new(void)
{
  Newsletter *newsletter = g_new0(Newsletter, 1);

  newsletter->decoder_version = NEWSLETTER_DECODER_VERSION;
  newsletter->links = g_ptr_array_new_with_free_func((GDestroyNotify)link_free);
  newsletter->parts = g_ptr_array_new_with_free_func((GDestroyNotify)part_free);
  return newsletter;
}

void newsletter_free(Newsletter *newsletter)
{
  if (newsletter == NULL)
    return;
  g_free(newsletter->id);
  g_free(newsletter->sha256);
  g_free(newsletter->body_hash);
  g_clear_pointer(&newsletter->original, g_bytes_unref);
  g_free(newsletter->message_id);
  g_free(newsletter->from_name);
  g_free(newsletter->from_address);
  g_free(newsletter->subject);
  g_free(newsletter->list_id);
  g_free(newsletter->list_unsubscribe);
  g_free(newsletter->web_url);
  g_free(newsletter->language);
  g_free(newsletter->markdown);
  g_ptr_array_unref(newsletter->links);
  g_ptr_array_unref(newsletter->parts);
  g_free(newsletter);
}

Link *newsletter_link(const Newsletter *newsletter, guint ordinal)
{
  if (ordinal == 0 || ordinal > newsletter->links->len)
    return NULL;
  return g_ptr_array_index(newsletter->links, ordinal - 1);
}

const char *newsletter_sender(const Newsletter *newsletter)
{
  if (newsletter->from_name != NULL && newsletter->from_name[0] != '\0')
    return newsletter->from_name;
  return newsletter->from_address != NULL ? newsletter->from_address : "unknown sender";
}
