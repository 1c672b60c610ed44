/* SPDX-License-Identifier: MIT */
#include "markdown/link_url.h"

#include <string.h>

#include "markdown/link_url_data.h"
#include "markdown/slice.h"

#define MAX_PIECES 32u      /* of path and of query that are looked at */
#define MAX_PIECE_LENGTH 48 /* longer ones are slugs and identifiers */
#define MAX_PIECE_WORDS 4   /* so are those of more words */
#define MIN_WORD 2u         /* letters of one that says something */

const char *link_url_host(guint i)
{
  return i < G_N_ELEMENTS(hosts) ? hosts[i].host : NULL;
}

/* As strcmp; hosts of repaired URLs are in lower case. */
static int compare(UrlSlice host, const char *name)
{
  for (; host.start < host.end; host.start++, name++)
    if (*host.start != *name)
      return (guchar)*host.start - (guchar)*name;
  return *name == '\0' ? 0 : -1;
}

static int find_row(UrlSlice host)
{
  int low = 0, high = G_N_ELEMENTS(hosts) - 1;

  while (low <= high) {
    int middle = (low + high) / 2, order = compare(host, hosts[middle].host);

    if (order == 0)
      return middle;
    if (order > 0)
      low = middle + 1;
    else
      high = middle - 1;
  }
  return -1;
}

/* What is known about a host and all that it is below. */
typedef struct {
  guint kinds;
  const char *const *posts; /* of a network */
} Known;

static Known find_host(UrlSlice host)
{
  HostLabels labels = slice_labels(host);
  Known known = { 0 };

  for (guint i = 1; i < labels.count; i++) { /* no row is a top-level domain */
    int row = find_row((UrlSlice){ labels.starts[i], labels.end });

    if (row < 0)
      continue;
    known.kinds |= hosts[row].kinds;
    if ((hosts[row].kinds & HOST_SOCIAL) != 0)
      known.posts = hosts[row].posts;
  }
  return known;
}

static gboolean is_number(UrlSlice piece)
{
  for (const char *p = piece.start; p < piece.end; p++)
    if (!g_ascii_isdigit(*p))
      return FALSE;
  return piece.start < piece.end;
}

static gboolean is_post(UrlSlice path, const char *const *posts)
{
  UrlSlice piece;

  for (guint i = 0; i < MAX_PIECES && slice_next(&path, "/", &piece); i++)
    if (slice_in(piece, posts) || (posts[0] != NULL && posts[0][0] == '#' && is_number(piece)))
      return TRUE;
  return FALSE;
}

static gboolean is_social(const UrlParts *parts, Known known)
{
  return (known.kinds & HOST_SOCIAL) != 0 && !is_post(parts->path, known.posts);
}

static gboolean is_root(const UrlParts *parts)
{
  return slice_length(parts->path) <= 1 && slice_length(parts->query) == 0;
}

/* The piece before the last one of a path; empty when there is none. */
static UrlSlice before_last(UrlSlice path)
{
  const char *end = path.end, *slash;

  for (guint i = 0; i < 2; i++) {
    while (end > path.start && end[-1] == '/')
      end--;
    slash = memrchr(path.start, '/', (gsize)(end - path.start));
    if (slash == NULL)
      return (UrlSlice){ path.start, path.start };
    path.end = end;
    end = slash;
  }
  return (UrlSlice){ slash + 1, path.end };
}

/* The part of a host that one party owns: two labels, three below short ones as in co.uk. */
static const char *site_of(const char *start, const char *end)
{
  guint dots = 0;
  gsize label = 0;

  for (const char *p = end; p > start; p--) {
    if (p[-1] != '.') {
      label++;
      continue;
    }
    dots++;
    if (dots == 3 || (dots == 2 && !(label <= 3 && end - p <= 6)))
      return p;
    label = 0;
  }
  return start;
}

static gboolean same_site(UrlSlice host, const char *other)
{
  const char *other_end = other + strlen(other);
  const char *site = site_of(host.start, host.end), *other_site = site_of(other, other_end);

  return other_end > other_site && host.end - site == other_end - other_site &&
         strncmp(site, other_site, (gsize)(other_end - other_site)) == 0;
}

/* Below it are the sites of projects and departments. */
static gboolean is_main_host(UrlSlice host, const char *sender_host)
{
  if (slice_length(host) > 4 && strncmp(host.start, "www.", 4) == 0)
    host.start += 4;
  return slice_equals(host, sender_host) || site_of(host.start, host.end) == host.start;
}

/* Programs write words together: "newunsubscribe.php", "doOptout". */
static gboolean holds_leave(UrlSlice piece)
{
  static const char *const words[] = { "unsubscribe", "optout", NULL };

  for (; piece.start < piece.end; piece.start++)
    for (guint i = 0; words[i] != NULL; i++)
      if ((*piece.start | 0x20) == words[i][0] && slice_after(piece, words[i]) != NULL)
        return TRUE;
  return FALSE;
}

/* Most pieces are identifiers, letters and digits mixed. What is escaped may hide a word. */
static gboolean has_word(UrlSlice piece)
{
  gsize letters = 0;
  gboolean is_word = TRUE;

  for (const char *p = piece.start; p < piece.end; p++) {
    if (g_ascii_isalpha(*p)) {
      letters++;
    } else if (g_ascii_isdigit(*p)) {
      is_word = FALSE;
    } else {
      if (*p == '%' || (guchar)*p >= 0x80 || (is_word && letters >= MIN_WORD))
        return TRUE;
      letters = 0;
      is_word = TRUE;
    }
  }
  return is_word && letters >= MIN_WORD;
}

static WordKind said_by(UrlSlice piece, gboolean is_last)
{
  WordScan scan;
  WordKind said;

  if (slice_length(piece) > MAX_PIECE_LENGTH || (!has_word(piece) && !holds_leave(piece)))
    return 0;
  scan = link_words_scan_part(piece.start, slice_length(piece));
  if (scan.units == 0 || scan.units > MAX_PIECE_WORDS)
    return 0;
  said = scan.kinds & (WORD_LEAVE | WORD_WEB | WORD_JOIN);
  if (scan.units <= 2 && holds_leave(piece))
    said |= WORD_LEAVE;
  if (scan.covered == scan.units)
    said |= scan.kinds & (WORD_ACTION | WORD_PITCH | (is_last ? WORD_NAV | WORD_LEGAL | WORD_SHARE | WORD_FOOTER : 0));
  return said;
}

static WordKind said_by_path(const UrlParts *parts, Known known)
{
  UrlSlice path = parts->path, query = parts->query, host = parts->host, piece;
  WordKind said = 0;

  if (slice_next(&host, ".", &piece))
    said |= said_by(piece, FALSE) & (WORD_LEAVE | WORD_WEB);
  for (guint i = 0; i < MAX_PIECES && slice_next(&path, "/", &piece); i++)
    said |= said_by(piece, path.start >= path.end);
  for (guint i = 0; i < MAX_PIECES && slice_next(&query, "&=", &piece); i++)
    said |= said_by(piece, FALSE) & (WORD_LEAVE | WORD_WEB);
  return said | ((known.kinds & HOST_WEB) != 0 ? WORD_WEB : 0);
}

/* Whether parameter's value, also where the URL is wrapped in another and escaped, has one of words in it. */
static gboolean has_value(const char *url, const char *parameter, const char *const *words)
{
  const char *p = strstr(url, parameter);
  UrlSlice value, piece;

  if (p == NULL)
    return FALSE;
  p += strlen(parameter);
  while (*p == '=' || *p == '%' || g_ascii_isdigit(*p) || *p == 'D' || *p == 'd') {
    if (*p == '=' || *p == 'D' || *p == 'd') {
      p++;
      break;
    }
    p++;
  }
  value = (UrlSlice){ p, p + strcspn(p, "&%#/?") };
  while (slice_next(&value, "-_+.~", &piece))
    if (slice_in(piece, words))
      return TRUE;
  return FALSE;
}

static gboolean is_paid(const char *url)
{
  const char *first = strstr(url, "utm_");

  return first != NULL &&
         (has_value(first, "utm_medium", paid_media) || has_value(first, "utm_campaign", paid_campaigns) ||
          has_value(first, "utm_content", paid_campaigns) || has_value(first, "utm_source", paid_campaigns));
}

static gboolean is_advert_host(UrlSlice host, Known known)
{
  UrlSlice rest = host, label;

  return (known.kinds & HOST_ADVERT) != 0 || (slice_next(&rest, ".", &label) && slice_in(label, advert_labels));
}

LinkUrl link_url_read(const char *url, const char *shown, const char *sender_host)
{
  LinkUrl result = { 0 };
  UrlParts parts;
  UrlSlice parent;
  Known known;

  if (!url_split(url, &parts))
    return result;
  known = find_host(parts.host);
  result.said = said_by_path(&parts, known);
  result.is_advert = is_advert_host(parts.host, known) || is_paid(url);
  if (strcmp(url, shown) != 0) {
    if (!url_split(shown, &parts))
      return result;
    known = find_host(parts.host);
    result.said |= said_by_path(&parts, known);
    result.is_advert |= is_advert_host(parts.host, known);
  }
  parent = before_last(parts.path);
  result.is_root = is_root(&parts);
  result.is_person = slice_in(parent, person_segments);
  result.is_topic = slice_in(parent, topic_segments);
  result.is_own = same_site(parts.host, sender_host);
  result.is_home = result.is_root && result.is_own && is_main_host(parts.host, sender_host);
  result.is_social = is_social(&parts, known) && !(result.is_root && result.is_own);
  result.is_vendor = result.is_root && !result.is_own && (known.kinds & HOST_VENDOR) != 0;
  result.is_store = (known.kinds & HOST_STORE) != 0;
  return result;
}
