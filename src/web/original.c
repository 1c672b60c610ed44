/* SPDX-License-Identifier: MIT */
#include "web/original.h"

#include <string.h>

#define HREF " href=\""
#define PIXEL_MAX 2

/* --- pictures that count readers ---------------------------------------------------------- */

/* The value of an attribute (name: " width=\""), to be freed; NULL when the tag has none. */
static char *attribute(const char *tag, const char *name)
{
  const char *found = strstr(tag, name);

  return found != NULL ? g_strndup(found + strlen(name), strcspn(found + strlen(name), "\"")) : NULL;
}

/* What a width or height says: "1", "1px". Anything but pixels says nothing. */
static void take_size(const char *value, gboolean *known, gboolean *small)
{
  char *end;
  double size = g_ascii_strtod(value, &end);

  if (end == value || (*end != '\0' && *end != '!' && g_ascii_strncasecmp(end, "px", 2) != 0 && size != 0))
    return;
  *known = TRUE;
  *small = size <= PIXEL_MAX;
}

typedef struct {
  gboolean width_known, narrow, height_known, flat, hidden;
} Look;

static void take_declaration(Look *look, const char *name, const char *value)
{
  static const struct {
    const char *name, *value;
  } hiding[] = { { "display", "none" }, { "visibility", "hidden" }, { "opacity", "0" } };

  for (guint i = 0; i < G_N_ELEMENTS(hiding); i++)
    if (g_ascii_strcasecmp(name, hiding[i].name) == 0 &&
        g_ascii_strncasecmp(value, hiding[i].value, strlen(hiding[i].value)) == 0 &&
        strchr("!", value[strlen(hiding[i].value)]) != NULL)
      look->hidden = TRUE;
  if (g_ascii_strcasecmp(name, "width") == 0 || g_ascii_strcasecmp(name, "max-width") == 0)
    take_size(value, &look->width_known, &look->narrow);
  if (g_ascii_strcasecmp(name, "height") == 0 || g_ascii_strcasecmp(name, "max-height") == 0)
    take_size(value, &look->height_known, &look->flat);
}

static void take_style(Look *look, const char *style)
{
  g_auto(GStrv) declarations = g_strsplit(style, ";", -1);

  for (guint i = 0; declarations[i] != NULL; i++) {
    char *colon = strchr(declarations[i], ':');

    if (colon == NULL)
      continue;
    *colon = '\0';
    take_declaration(look, g_strstrip(declarations[i]), g_strstrip(colon + 1));
  }
}

/* Where only one side is known the picture may be as small on the other. */
static gboolean is_counter(const char *tag)
{
  g_autofree char *width = attribute(tag, " width=\""), *height = attribute(tag, " height=\"");
  g_autofree char *style = attribute(tag, " style=\"");
  Look look = { FALSE };

  if (!g_str_has_prefix(tag, "<img ") || strstr(tag, " src=\"http") == NULL)
    return FALSE;
  if (width != NULL)
    take_size(width, &look.width_known, &look.narrow);
  if (height != NULL)
    take_size(height, &look.height_known, &look.flat);
  if (style != NULL)
    take_style(&look, style);
  return look.hidden || (look.narrow && (look.flat || !look.height_known)) || (look.flat && !look.width_known);
}

gboolean original_has_pictures(const char *html)
{
  if (strstr(html, "url(http") != NULL || strstr(html, "url(&quot;http") != NULL ||
      strstr(html, "url(&#39;http") != NULL || strstr(html, "url(\"http") != NULL ||
      strstr(html, " background=\"http") != NULL)
    return TRUE;
  for (const char *p = html; (p = strstr(p, "<img ")) != NULL; p++) {
    g_autofree char *tag = g_strndup(p, strcspn(p, ">"));

    if (strstr(tag, " src=\"http") != NULL && !is_counter(tag))
      return TRUE;
  }
  return FALSE;
}

/* --- the page ----------------------------------------------------------------------------- */

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
  g_autofree char *before = NULL, *to = link != NULL ? show_href(show, link) : NULL;

  if (to == NULL) {
    g_string_append(out, masked);
    return;
  }
  before = g_strndup(tag, (gsize)(value - tag));
  append_masked(out, show, before);
  g_string_append(out, to);
  append_masked(out, show, end);
}

/* What the washer's head lacks, for whoever opens the page alone or has it read aloud: a language, where the sender names none, and a title. */
static void append_tag_or_head(GString *out, const Show *show, const Newsletter *newsletter, const char *tag)
{
  gboolean speaks = g_str_has_prefix(tag, "<html") && (tag[5] == '>' || tag[5] == ' ') && strstr(tag, " lang=") == NULL;
  g_autofree char *language = speaks ? show_language(newsletter) : NULL;

  if (language != NULL) {
    g_string_append_printf(out, "<html lang=\"%s\"", language);
    append_masked(out, show, tag + strlen("<html"));
    return;
  }
  append_tag(out, show, newsletter, tag);
  if (strcmp(tag, "<head>") == 0) {
    g_autofree char *subject = show_line(show, newsletter->subject);

    g_string_append(out, "<title>");
    template_escape(out, subject != NULL && subject[0] != '\0' ? subject : "Original view");
    g_string_append(out, "</title>");
  }
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
    if (is_tag && is_counter(piece))
      continue;
    if (is_tag)
      append_tag_or_head(out, show, newsletter, piece);
    else
      append_masked(out, show, piece);
  }
  return g_string_free(out, FALSE);
}
