/* SPDX-License-Identifier: MIT */
#include "model/filter.h"

#include <string.h>

#include "util/error.h"

#define MAX_SUBJECT 2000u /* characters that are looked at */

/* Both in lower case. After a mismatch only the last '*' takes one more, which is enough and never more than length times length. */
static gboolean matches(const char *pattern, const char *text)
{
  const char *star = NULL, *retry = NULL;

  while (*text != '\0') {
    if (*pattern == '*') {
      star = ++pattern;
      retry = text;
    } else if (*pattern == '?' || (*pattern != '\0' && g_utf8_get_char(pattern) == g_utf8_get_char(text))) {
      pattern = g_utf8_next_char(pattern);
      text = g_utf8_next_char(text);
    } else if (star != NULL) {
      pattern = star;
      text = retry = g_utf8_next_char(retry);
    } else {
      return FALSE;
    }
  }
  while (*pattern == '*')
    pattern++;
  return *pattern == '\0';
}

static gboolean is_wild(const char *pattern)
{
  return strpbrk(pattern, "*?") != NULL;
}

gboolean filter_check(FilterKind kind, const char *pattern, GError **error)
{
  if (pattern[0] == '\0' || strspn(pattern, "*? ") == strlen(pattern))
    return error_set(error, ERROR_INVALID, "the pattern '%s' would match everything", pattern);
  if ((guint)g_utf8_strlen(pattern, -1) > FILTER_MAX_PATTERN)
    return error_set(error, ERROR_INVALID, "a pattern has at most %u characters", FILTER_MAX_PATTERN);
  if (kind == FILTER_EXCLUDE_LINK &&
      (strstr(pattern, "://") != NULL || pattern[0] == '/' || strchr(pattern, ' ') != NULL))
    return error_set(error, ERROR_INVALID, "'%s': a link pattern is HOST or HOST/PATH, such as *.example.org/jobs/*",
                     pattern);
  return TRUE;
}

/* --- subjects ----------------------------------------------------------------------------- */

static gboolean subject_matches(const char *pattern, const char *subject)
{
  g_autofree char *folded = g_utf8_casefold(pattern, -1);

  return is_wild(folded) ? matches(folded, subject) : strstr(subject, folded) != NULL;
}

char *filter_subject(const GPtrArray *filters, const char *subject)
{
  const char *end = g_utf8_offset_to_pointer(subject, MIN(g_utf8_strlen(subject, -1), MAX_SUBJECT));
  g_autofree char *folded = g_utf8_casefold(subject, end - subject);
  gboolean wanted = TRUE, found = FALSE;

  for (guint i = 0; filters != NULL && i < filters->len; i++) {
    const Filter *filter = g_ptr_array_index(filters, i);

    if (filter->kind == FILTER_EXCLUDE_SUBJECT && subject_matches(filter->pattern, folded))
      return g_strdup_printf("its subject matches the filter --exclude-subject '%s'", filter->pattern);
    if (filter->kind == FILTER_INCLUDE_SUBJECT) {
      wanted = FALSE;
      found |= subject_matches(filter->pattern, folded);
    }
  }
  return wanted || found ? NULL : g_strdup("its subject matches no filter --include-subject");
}

/* --- links -------------------------------------------------------------------------------- */

/* "host/path" in lower case, without scheme, user, "www.", port and query; NULL for what is no web address. The path stays percent-encoded. */
static char *bare_url(const char *url)
{
  const char *host = strstr(url, "://"), *rest, *end;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *whole = NULL;

  if (host == NULL || g_ascii_strncasecmp(url, "http", 4) != 0)
    return NULL;
  host += 3;
  rest = host + strcspn(host, "/?#");
  for (const char *p = host; p < rest; p++)
    if (*p == '@')
      host = p + 1;
  end = host[0] == '[' ? rest : host + strcspn(host, ":/?#");
  end = MIN(end, rest);
  if (end - host > 4 && g_ascii_strncasecmp(host, "www.", 4) == 0)
    host += 4;
  name = g_strndup(host, (gsize)(end - host));
  path = g_strndup(rest, strcspn(rest, "?#"));
  whole = g_strconcat(name, path[0] == '/' ? "" : "/", path, NULL);
  return g_utf8_strdown(whole, -1);
}

static gboolean url_matches(const char *pattern, const char *url)
{
  g_autofree char *folded = g_utf8_strdown(pattern, -1);
  g_autofree char *bare = bare_url(url);
  char *path = strchr(folded, '/'), *bare_path;
  const char *host = g_str_has_prefix(folded, "www.") ? folded + 4 : folded;

  if (bare == NULL)
    return FALSE;
  bare_path = strchr(bare, '/');
  if (path != NULL) {
    *path = '\0';
    if (!matches(path + 1, bare_path + 1))
      return FALSE;
  }
  *bare_path = '\0';
  return matches(host, bare);
}

gboolean filter_links(const GPtrArray *filters, Newsletter *newsletter)
{
  gboolean any = FALSE;

  for (guint i = 0; filters != NULL && i < filters->len; i++) {
    const Filter *filter = g_ptr_array_index(filters, i);

    any |= filter->kind == FILTER_EXCLUDE_LINK;
    for (guint k = 0; filter->kind == FILTER_EXCLUDE_LINK && k < newsletter->links->len; k++) {
      Link *link = g_ptr_array_index(newsletter->links, k);

      if ((link->kind == LINK_CONTENT || link->kind == LINK_OTHER) &&
          (url_matches(filter->pattern, link->url) || url_matches(filter->pattern, link->shown_url)))
        link->kind = LINK_NAV;
    }
  }
  return any;
}
