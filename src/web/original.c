/* SPDX-License-Identifier: MIT */
#include "web/original.h"

#include <string.h>

#define HREF " href=\""

/* The link whose URL the washer wrote as this value; NULL when there is none. */
static const Link *find_link(const Newsletter *newsletter, const char *value, gsize length)
{
  for (guint i = 0; i < newsletter->links->len; i++) {
    const Link *link = g_ptr_array_index(newsletter->links, i);
    const char *p = value, *url = link->url;

    while (p < value + length && *url != '\0' && *p == *url) {
      p += *p == '&' && g_str_has_prefix(p, "&amp;") ? strlen("&amp;") : 1;
      url++;
    }
    if (p == value + length && *url == '\0' && link->id != NULL)
      return link;
  }
  return NULL;
}

static void append_masked(GString *out, const Show *show, const char *html)
{
  g_autofree char *masked = show_mask_html(show, html);

  g_string_append(out, masked);
}

static void append_tag(GString *out, const Show *show, const Newsletter *newsletter, const char *tag)
{
  g_autofree char *masked = show_mask_html(show, tag);
  const char *href = strcmp(masked, tag) != 0 ? strstr(tag, HREF) : NULL;
  const char *value = href != NULL ? href + strlen(HREF) : NULL;
  const char *end = value != NULL ? strchr(value, '"') : NULL;
  const Link *link = end != NULL ? find_link(newsletter, value, (gsize)(end - value)) : NULL;
  g_autofree char *before = NULL;

  if (link == NULL) {
    g_string_append(out, masked);
    return;
  }
  before = g_strndup(tag, (gsize)(value - tag));
  append_masked(out, show, before);
  g_string_append_printf(out, "%s/links/%s", show->prefix, link->id);
  append_masked(out, show, end);
}

char *original_page(const Show *show, const Newsletter *newsletter, const char *html)
{
  GString *out = g_string_sized_new(strlen(html) + 1);

  for (const char *p = html, *end; *p != '\0'; p = end) {
    gboolean is_tag = *p == '<';
    g_autofree char *piece = NULL;

    end = p + (is_tag ? strcspn(p, ">") : strcspn(p, "<"));
    end += is_tag && *end == '>';
    piece = g_strndup(p, (gsize)(end - p));
    if (is_tag)
      append_tag(out, show, newsletter, piece);
    else
      append_masked(out, show, piece);
  }
  return g_string_free(out, FALSE);
}
