/* SPDX-License-Identifier: MIT */
#include "markdown/url.h"

#include <arpa/inet.h>
#include <string.h>

#include "markdown/append.h"
#include "markdown/idna.h"
#include "markdown/redirect.h"
#include "markdown/scan.h"

#define MAX_UNWRAP 3
#define MAX_HOST 253
#define MAX_LABEL 63
#define MAX_HOST_INPUT (16 * MAX_HOST) /* of a host with every character escaped */

/* What goes out as %XX: everything but letters and digits, some signs, and what has no meaning in the component at hand. */
enum { UNSAFE = 1, UNSAFE_IN_QUERY = 2, UNSAFE_IN_FRAGMENT = 4, UNSAFE_IN_USERINFO = 8, BEGINS_PART = 16 };

#define EVERYWHERE (UNSAFE | UNSAFE_IN_QUERY | UNSAFE_IN_FRAGMENT | UNSAFE_IN_USERINFO)
static const guint8 classes[256] = { [0x00 ... 0x20] = EVERYWHERE,
                                     [0x7f ... 0xff] = EVERYWHERE,
                                     ['"'] = EVERYWHERE,
                                     ['<'] = EVERYWHERE,
                                     ['>'] = EVERYWHERE,
                                     ['`'] = EVERYWHERE,
                                     ['{'] = EVERYWHERE,
                                     ['}'] = EVERYWHERE,
                                     ['|'] = EVERYWHERE,
                                     ['^'] = EVERYWHERE,
                                     ['\\'] = EVERYWHERE,
                                     ['\''] = UNSAFE_IN_QUERY,
                                     ['/'] = UNSAFE_IN_USERINFO | BEGINS_PART,
                                     [':'] = UNSAFE_IN_USERINFO,
                                     [';'] = UNSAFE_IN_USERINFO,
                                     ['='] = UNSAFE_IN_USERINFO,
                                     ['@'] = UNSAFE_IN_USERINFO,
                                     ['['] = UNSAFE_IN_USERINFO,
                                     [']'] = UNSAFE_IN_USERINFO,
                                     ['?'] = UNSAFE_IN_USERINFO | BEGINS_PART,
                                     ['#'] = UNSAFE_IN_USERINFO | UNSAFE_IN_FRAGMENT | BEGINS_PART };

static void append_escaped(GString *out, const char *p, const char *end, guint8 class)
{
  static const char hex[] = "0123456789ABCDEF";

  while (p < end) {
    const char *safe = p;

    while (p < end && !(classes[(guchar)*p] & class))
      p++;
    append_bytes(out, safe, (gsize)(p - safe));
    if (p < end) {
      const char escape[] = { '%', hex[(guchar)*p >> 4], hex[*p & 15] };

      g_string_append_len(out, escape, sizeof escape);
      p++;
    }
  }
}

/* C0 and space at the ends, tab and newline anywhere. */
static char *strip(const char *href)
{
  const char *start = href, *end = href + strlen(href);
  char *text, *out;

  while (start < end && (guchar)*start <= 0x20)
    start++;
  while (end > start && (guchar)end[-1] <= 0x20)
    end--;
  text = g_strndup(start, (gsize)(end - start));
  for (out = text + strcspn(text, "\t\n\r"), start = out; *start != '\0'; start++)
    if (*start != '\t' && *start != '\n' && *start != '\r')
      *out++ = *start;
  *out = '\0';
  return text;
}

static gboolean is_slash(char c)
{
  return c == '/' || c == '\\';
}

static const char *find_slash(const char *p, const char *end)
{
  while (p < end && !is_slash(*p))
    p++;
  return p;
}

/* A host may hide letters as escapes. NULL for bytes that are not text. */
static char *decode_host(const char *start, const char *end)
{
  g_autofree char *decoded = g_uri_unescape_segment(start, end, NULL);

  if (decoded == NULL) /* a stray '%', an escaped NUL, or not UTF-8: all invalid in a host */
    return NULL;
  return g_utf8_validate(decoded, -1, NULL) ? g_steal_pointer(&decoded) : NULL;
}

static char *ipv6_host(const char *start, const char *end)
{
  g_autofree char *text = NULL;
  char buffer[INET6_ADDRSTRLEN];
  struct in6_addr address;

  if (end - start < 4 || end[-1] != ']')
    return NULL;
  text = g_strndup(start + 1, (gsize)(end - start) - 2);
  if (inet_pton(AF_INET6, text, &address) != 1 || inet_ntop(AF_INET6, &address, buffer, sizeof buffer) == NULL)
    return NULL;
  return g_strdup_printf("[%s]", buffer);
}

/* Decimal, 0x hexadecimal or 0 octal; "0x" alone is 0. */
static gboolean parse_number(const char *text, guint64 *number)
{
  guint base = 10;
  const char *digits = text;

  if (digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X')) {
    base = 16;
    digits += 2;
  } else if (digits[0] == '0' && digits[1] != '\0') {
    base = 8;
    digits++;
  } else if (digits[0] == '\0') {
    return FALSE;
  }
  *number = 0;
  for (const char *p = digits; *p != '\0'; p++) {
    int value = g_ascii_xdigit_value(*p);

    if (value < 0 || (guint)value >= base)
      return FALSE;
    *number = MIN(*number * base + (guint)value, G_MAXUINT32 + (guint64)1);
  }
  return TRUE;
}

static gboolean is_number_label(const char *label)
{
  guint64 ignored;

  return (label[0] != '\0' && strspn(label, "0123456789") == strlen(label)) || parse_number(label, &ignored);
}

/* The dotted quad browsers read in 0x7f.1 or 2130706433; NULL when it is out of range. */
static char *ipv4_host(char **labels, guint n)
{
  guint32 address = 0;

  if (n > 4)
    return NULL;
  for (guint i = 0; i < n; i++) {
    guint64 number;
    guint64 limit = i + 1 < n ? 255 : ((guint64)1 << (8 * (5 - n))) - 1;

    if (!parse_number(labels[i], &number) || number > limit)
      return NULL;
    address |= (guint32)(i + 1 < n ? number << (8 * (3 - i)) : number);
  }
  return g_strdup_printf("%u.%u.%u.%u", address >> 24, address >> 16 & 255, address >> 8 & 255, address & 255);
}

/* What no resolver could look up is no host. */
static gboolean labels_valid(char **labels, guint n)
{
  for (guint i = 0; i < n; i++) {
    gsize length = strlen(labels[i]);

    if (length == 0 || length > MAX_LABEL)
      return FALSE;
    for (const char *p = labels[i]; *p != '\0'; p++)
      if (!g_ascii_isalnum(*p) && *p != '-' && *p != '_')
        return FALSE;
  }
  return n > 0;
}

/* Letters, digits and single inner hyphens, the last label begun by a letter: neither a number nor anything that IDNA would change but for
 * upper case. Nearly every host is one. */
static gboolean is_plain_host(const char *start, const char *end)
{
  gsize label = 0;

  if (start == end || end - start > MAX_HOST)
    return FALSE;
  for (const char *p = start; p < end; p++) {
    gboolean is_inner = label > 0 && p + 1 < end && g_ascii_isalnum(p[1]);

    if (*p == '.' ? !is_inner : !g_ascii_isalnum(*p) && (*p != '-' || !is_inner))
      return FALSE;
    label = *p == '.' ? 0 : label + 1;
    if (label > MAX_LABEL)
      return FALSE;
  }
  return g_ascii_isalpha(end[-(gssize)label]);
}

static char *ascii_host(const char *start, const char *end)
{
  g_autofree char *decoded = NULL, *host = NULL;
  g_auto(GStrv) labels = NULL;
  guint n;

  if (start < end && *start == '[')
    return ipv6_host(start, end);
  if (is_plain_host(start, end))
    return g_ascii_strdown(start, end - start);
  if (end - start > MAX_HOST_INPUT || (decoded = decode_host(start, end)) == NULL ||
      (host = idna_to_ascii(decoded)) == NULL || strlen(host) > MAX_HOST + 1)
    return NULL;
  labels = g_strsplit(host, ".", -1);
  n = g_strv_length(labels);
  if (n > 1 && labels[n - 1][0] == '\0')
    n--; /* the root's dot */
  if (!labels_valid(labels, n))
    return NULL;
  return is_number_label(labels[n - 1]) ? ipv4_host(labels, n) : g_steal_pointer(&host);
}

/* ":8080" or nothing. */
static gboolean append_port(GString *out, const char *p, const char *end, guint standard)
{
  guint port = 0;

  if (p == end || p + 1 == end)
    return TRUE;
  for (p++; p < end; p++) {
    if (!g_ascii_isdigit(*p))
      return FALSE;
    port = port * 10 + (guint)g_ascii_digit_value(*p);
    if (port > G_MAXUINT16)
      return FALSE;
  }
  if (port != standard)
    g_string_append_printf(out, ":%u", port);
  return TRUE;
}

static void append_userinfo(GString *out, const char *p, const char *end)
{
  const char *colon = scan_find(p, end, ':');
  gsize before = out->len;

  append_escaped(out, p, colon, UNSAFE_IN_USERINFO);
  if (end - colon > 1) {
    g_string_append_c(out, ':');
    append_escaped(out, colon + 1, end, UNSAFE_IN_USERINFO);
  }
  if (out->len > before)
    g_string_append_c(out, '@');
}

static gboolean append_authority(GString *out, const char *start, const char *end, guint standard_port)
{
  const char *at = memrchr(start, '@', (gsize)(end - start));
  const char *host_end;
  g_autofree char *host = NULL;

  if (at != NULL) {
    append_userinfo(out, start, at);
    start = at + 1;
  }
  host_end = start < end && *start == '[' ? scan_find(start, end, ']') : scan_find(start, end, ':');
  if (host_end < end && *host_end == ']')
    host_end++;
  if (host_end < end && *host_end != ':')
    return FALSE;
  host = ascii_host(start, host_end);
  if (host == NULL)
    return FALSE;
  g_string_append(out, host);
  return append_port(out, host_end, end, standard_port);
}

/* How many dots a segment is, escaped ones too: 1, 2, or 0 for any other. */
static guint dot_segment(const char *p, const char *end)
{
  guint dots = 0;

  while (p < end && dots < 3) {
    if (*p == '.')
      p++;
    else if (end - p >= 3 && g_ascii_strncasecmp(p, "%2e", 3) == 0)
      p += 3;
    else
      return 0;
    dots++;
  }
  return dots < 3 ? dots : 0;
}

static void append_path(GString *out, const char *p, const char *end)
{
  gsize base = out->len;

  while (p < end) {
    const char *segment = p + 1;
    guint dots;

    p = find_slash(segment, end);
    dots = dot_segment(segment, p);
    if (dots == 2) {
      while (out->len > base && out->str[out->len - 1] != '/')
        g_string_truncate(out, out->len - 1);
      if (out->len > base)
        g_string_truncate(out, out->len - 1);
    }
    if (dots == 0 || p == end) {
      g_string_append_c(out, '/');
      if (dots == 0)
        append_escaped(out, segment, p, UNSAFE);
    }
  }
  if (out->len == base)
    g_string_append_c(out, '/');
}

static gboolean append_web(GString *out, const char *rest, guint standard_port)
{
  const char *end = rest + strlen(rest);
  const char *hash = scan_find(rest, end, '#');
  const char *question = scan_find(rest, hash, '?');
  const char *path;

  while (rest < question && is_slash(*rest))
    rest++;
  path = find_slash(rest, question);
  if (!append_authority(out, rest, path, standard_port))
    return FALSE;
  append_path(out, path, question);
  if (question < hash) {
    g_string_append_c(out, '?');
    append_escaped(out, question + 1, hash, UNSAFE_IN_QUERY);
  }
  if (hash < end) {
    g_string_append_c(out, '#');
    append_escaped(out, hash + 1, end, UNSAFE_IN_FRAGMENT);
  }
  return TRUE;
}

/* Something@something that, decoded, starts no new header line. */
static gboolean is_mail_address(const char *start, const char *end)
{
  g_autofree char *decoded = g_uri_unescape_segment(start, end, NULL);
  const char *at = decoded == NULL ? NULL : strchr(decoded, '@');

  if (at == NULL || at == decoded || at[1] == '\0')
    return FALSE;
  for (const char *p = decoded; *p != '\0'; p++)
    if ((guchar)*p < 0x20 || *p == 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean append_mailto(GString *out, const char *rest)
{
  const char *end = rest + strlen(rest);
  const char *hash, *question;

  while (is_slash(*rest) || *rest == ' ') /* mailto://someone@example.org is common */
    rest++;
  hash = scan_find(rest, end, '#');
  question = scan_find(rest, hash, '?');
  if (!is_mail_address(rest, question))
    return FALSE;
  append_escaped(out, rest, question, UNSAFE);
  if (question < hash)
    append_escaped(out, question, hash, UNSAFE_IN_QUERY);
  return TRUE;
}

/* The length of an href that is its own repaired form, nearly every one: a plain lower-case host, no port, a path without segments of dots,
 * nothing to escape. 0 for one that has to be looked at. */
static gsize plain_length(const char *href)
{
  const char *host = href + (g_str_has_prefix(href, "https://") ? 8 : 7), *p, *end;
  guint8 class = UNSAFE;

  if (host == href + 7 && !g_str_has_prefix(href, "http://"))
    return 0;
  for (end = host; g_ascii_islower(*end) || g_ascii_isdigit(*end) || *end == '.' || *end == '-'; end++)
    ;
  if (*end != '/' || !is_plain_host(host, end))
    return 0;
  for (p = end; *p != '\0'; p++) {
    if (!(classes[(guchar)*p] & (class | BEGINS_PART)))
      continue;
    if (classes[(guchar)*p] & class)
      return 0;
    if (class == UNSAFE && *p == '/' && (p[1] == '.' || p[1] == '%'))
      return 0;
    if (*p == '#')
      class = UNSAFE_IN_FRAGMENT;
    else if (*p == '?' && class == UNSAFE)
      class = UNSAFE_IN_QUERY;
  }
  return (gsize)(p - href);
}

char *url_repair(const char *href)
{
  gsize plain = plain_length(href);
  g_autofree char *text = plain > 0 ? NULL : strip(href);
  g_autoptr(GString) out = NULL;
  gboolean valid = FALSE;

  if (plain > 0)
    return plain <= URL_MAX_LENGTH ? g_strndup(href, plain) : NULL;
  out = g_string_new(NULL);
  if (g_ascii_strncasecmp(text, "http:", 5) == 0)
    valid = append_web(g_string_assign(out, "http://"), text + 5, 80);
  else if (g_ascii_strncasecmp(text, "https:", 6) == 0)
    valid = append_web(g_string_assign(out, "https://"), text + 6, 443);
  else if (g_ascii_strncasecmp(text, "mailto:", 7) == 0)
    valid = append_mailto(g_string_assign(out, "mailto:"), text + 7);
  if (!valid || out->len > URL_MAX_LENGTH)
    return NULL;
  return g_string_free(g_steal_pointer(&out), FALSE);
}

gboolean url_split(const char *url, UrlParts *parts)
{
  const char *start, *end = url + strlen(url), *slash, *at;

  if (g_str_has_prefix(url, "http://"))
    start = url + 7;
  else if (g_str_has_prefix(url, "https://"))
    start = url + 8;
  else
    return FALSE;
  parts->fragment = (UrlSlice){ scan_find(start, end, '#'), end };
  parts->query = (UrlSlice){ scan_find(start, parts->fragment.start, '?'), parts->fragment.start };
  slash = scan_find(start, parts->query.start, '/');
  parts->path = (UrlSlice){ slash, parts->query.start };
  at = memrchr(start, '@', (gsize)(slash - start));
  parts->userinfo = (UrlSlice){ start, at == NULL ? start : at + 1 };
  start = parts->userinfo.end;
  parts->host = (UrlSlice){ start, scan_find(scan_find(start, slash, ']'), slash, ':') };
  if (*start != '[')
    parts->host.end = scan_find(start, slash, ':');
  parts->query.start += parts->query.start < parts->query.end;
  parts->fragment.start += parts->fragment.start < parts->fragment.end;
  return TRUE;
}

UrlSlice url_site(const char *url)
{
  UrlParts parts;

  if (!url_split(url, &parts))
    return (UrlSlice){ url, url };
  if (parts.host.end - parts.host.start > 4 && strncmp(parts.host.start, "www.", 4) == 0)
    parts.host.start += 4;
  return parts.host;
}

char *url_host(const char *url)
{
  UrlSlice host = url_site(url);

  return host.start == host.end ? NULL : g_strndup(host.start, (gsize)(host.end - host.start));
}

char *url_shown(const char *url)
{
  g_autofree char *shown = g_strdup(url);
  gsize limit = strlen(url);

  for (guint i = 0; i < MAX_UNWRAP; i++) {
    g_autofree char *target = redirect_target(shown);
    g_autofree char *repaired = target == NULL ? NULL : url_repair(target);

    if (repaired == NULL || g_str_has_prefix(repaired, "mailto:") || strlen(repaired) > limit)
      break;
    g_free(shown);
    shown = g_steal_pointer(&repaired);
  }
  return redirect_strip_tracking(shown);
}
