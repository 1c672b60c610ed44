/* SPDX-License-Identifier: MIT */
/* What every washed page holds to, checked without the washer's own lists: for the unit tests and the fuzz target. */
#pragma once

#include <glib.h>
#include <string.h>

#include "markdown/tokenizer.h"
#include "markdown/wash.h"

typedef struct {
  GPtrArray *open; /* names of open elements */
  gboolean in_style;
} WashCheck;

static inline gboolean wash_check_in(const char *list, const char *word)
{
  g_autofree char *spaced = g_strdup_printf(" %s ", word);

  return strstr(list, spaced) != NULL;
}

static inline const char *wash_check_url(const char *url, gboolean is_image)
{
  if (g_str_has_prefix(url, "http://") || g_str_has_prefix(url, "https://"))
    return NULL;
  if (!is_image)
    return g_str_has_prefix(url, "mailto:") ? NULL : "a link elsewhere";
  if (g_str_has_prefix(url, "parts/") && g_ascii_isdigit(url[6]))
    return NULL;
  return g_str_has_prefix(url, "data:image/") && !g_str_has_prefix(url, "data:image/svg") ? NULL : "an image elsewhere";
}

/* Outside of strings no sign that begins something in CSS, and no property that positions. */
static inline const char *wash_check_css(const char *css)
{
  static const char *const functions[] = { "expression(", "var(", "attr(", "image(", "image-set(", "env(", "/*" };
  static const char *const names[] = { "position:", "z-index:",   "top:",    "left:",      "behavior:", "-moz-binding:",
                                       "content:",  "transform:", "filter:", "animation:", "--" };
  gboolean in_string = FALSE;

  for (const char *p = css; *p != '\0'; p++) {
    gboolean is_name = p == css || p[-1] == '{' || p[-1] == ';';

    if (strchr("<\\\"", *p) != NULL)
      return "a sign that has no place in a style";
    if (*p == '\'')
      in_string = !in_string;
    if (in_string)
      continue;
    if (*p == '@' && !g_str_has_prefix(p, "@media "))
      return "an at-rule";
    if (g_ascii_strncasecmp(p, "url(", 4) == 0 && (p[4] != '\'' || wash_check_url(p + 5, TRUE) != NULL))
      return "a url() elsewhere";
    for (guint i = 0; i < G_N_ELEMENTS(functions); i++)
      if (g_ascii_strncasecmp(p, functions[i], strlen(functions[i])) == 0)
        return "a function that has no place in a style";
    for (guint i = 0; is_name && i < G_N_ELEMENTS(names); i++)
      if (g_ascii_strncasecmp(p, names[i], strlen(names[i])) == 0)
        return "a property that has no place in a style";
  }
  return in_string ? "an open string in a style" : NULL;
}

static inline const char *wash_check_attribute(const char *element, const char *name, const char *value)
{
  static const char *const known =
      " abbr align alink alt aria-hidden aria-label axis background bgcolor border bordercolor bottommargin cellpadding "
      "cellspacing class clear color cols colspan compact coords dir face frame height hidden href hspace lang leftmargin "
      "link marginheight marginwidth noshade nowrap open rel reversed rightmargin role rowspan rules scope shape size span "
      "src start style summary target text title topmargin type usemap valign value vlink vspace width ";

  if (strcmp(element, "meta") == 0)
    return wash_check_in(" charset name content ", name) && wash_check_in(" utf-8 viewport width=device-width ", value)
               ? NULL
               : "a meta attribute";
  if (strcmp(name, "name") == 0)
    return strcmp(element, "map") == 0 ? NULL : "a name";
  if (strcmp(name, "id") == 0)
    return g_str_has_prefix(value, "u-") ? NULL : "an id";
  if (!wash_check_in(known, name))
    return "an unknown attribute";
  if (strcmp(name, "style") == 0)
    return wash_check_css(value);
  if (strcmp(name, "href") == 0)
    return wash_check_url(value, FALSE);
  if (strcmp(name, "src") == 0 || strcmp(name, "background") == 0)
    return wash_check_url(value, TRUE);
  if (strcmp(name, "target") == 0)
    return strcmp(value, "_blank") == 0 ? NULL : "a target";
  if (strcmp(name, "rel") == 0)
    return strcmp(value, "noopener noreferrer nofollow") == 0 ? NULL : "a rel";
  return NULL;
}

static inline const char *wash_check_tag(WashCheck *check, Tokenizer *t, const Token *token)
{
  static const char *const voids = " area br col hr img meta wbr ";
  static const char *const known =
      " html head body style a abbr address article aside b bdi bdo big blockquote caption center cite code colgroup dd "
      "del details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header i ins kbd li main map mark nav "
      "nobr ol p pre q rb rp rt rtc ruby s samp section small span strike strong sub summary sup table tbody td tfoot th "
      "thead time tr tt u ul var ";
  guint depth = check->open->len;

  if (token->kind == TOKEN_END_TAG) {
    if (depth == 0 || strcmp(g_ptr_array_index(check->open, depth - 1), token->text) != 0)
      return "not well nested";
    g_ptr_array_set_size(check->open, (gint)depth - 1);
    return NULL;
  }
  if (!wash_check_in(known, token->text) && !wash_check_in(voids, token->text))
    return "an unknown element";
  for (guint i = 0; i < token->attribute_count; i++) {
    const char *wrong = wash_check_attribute(token->text, tokenizer_name(t, &token->attributes[i]),
                                             tokenizer_value(t, &token->attributes[i], NULL));

    if (wrong != NULL)
      return wrong;
  }
  if (tokenizer_attribute(t, "href") != NULL && tokenizer_attribute(t, "rel") == NULL)
    return "a link without its guard";
  if (!wash_check_in(voids, token->text))
    g_ptr_array_add(check->open, g_strdup(token->text));
  check->in_style = strcmp(token->text, "style") == 0;
  if (check->in_style)
    tokenizer_set_content(t, CONTENT_RAWTEXT, "style");
  return depth > WASH_MAX_DEPTH + 2 ? "too deep" : NULL;
}

/* NULL, or what is wrong with a washed page. */
static inline const char *wash_check(const char *page)
{
  WashCheck check = { g_ptr_array_new_with_free_func(g_free), FALSE };
  Tokenizer tokenizer;
  const Token *token;
  const char *wrong = g_utf8_validate(page, -1, NULL) ? NULL : "not UTF-8";

  tokenizer_init(&tokenizer, page, strlen(page));
  while (wrong == NULL && (token = tokenizer_next(&tokenizer))->kind != TOKEN_EOF) {
    if (token->kind == TOKEN_COMMENT) {
      wrong = "a comment";
    } else if (token->kind == TOKEN_START_TAG || token->kind == TOKEN_END_TAG) {
      wrong = wash_check_tag(&check, &tokenizer, token);
    } else if (token->kind == TOKEN_TEXT && check.in_style) {
      g_autofree char *css = g_strndup(token->text, token->length);

      wrong = wash_check_css(css);
      check.in_style = FALSE;
    }
  }
  if (wrong == NULL && check.open->len > 0)
    wrong = "something left open";
  for (const char *p = strchr(page, '<'); wrong == NULL && p != NULL; p = strchr(p + 1, '<'))
    if (g_ascii_strncasecmp(p, "<script", 7) == 0 || g_ascii_strncasecmp(p, "<svg", 4) == 0)
      wrong = "script or SVG";
  tokenizer_clear(&tokenizer);
  g_ptr_array_unref(check.open);
  return wrong;
}
