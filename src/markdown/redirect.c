/* SPDX-License-Identifier: MIT */
#include "markdown/redirect.h"

#include <string.h>

#include "markdown/append.h"
#include "markdown/redirect_data.h"
#include "markdown/slice.h"
#include "markdown/url.h"

#define MAX_JSON_NESTING 3 /* Mandrill's is an object in a string in an object */
#define MAX_PARAMETERS 256 /* of one query; what follows is left alone */

static void split_parameter(UrlSlice parameter, UrlSlice *name, UrlSlice *value)
{
  const char *equals = memchr(parameter.start, '=', slice_length(parameter));

  *name = (UrlSlice){ parameter.start, equals == NULL ? parameter.end : equals };
  *value = (UrlSlice){ equals == NULL ? parameter.end : equals + 1, parameter.end };
  if (slice_length(*name) > 4 && g_ascii_strncasecmp(name->start, "amp;", 4) == 0)
    name->start += 4; /* escaped once too often by the sender */
}

static gboolean is_web_url(const char *text)
{
  return g_ascii_strncasecmp(text, "http://", 7) == 0 || g_ascii_strncasecmp(text, "https://", 8) == 0;
}

/* Undoes percent-encoding; a stray '%' stays. */
static char *decode_percent(UrlSlice value)
{
  GString *out = g_string_sized_new(slice_length(value) + 1);

  for (const char *p = value.start; p < value.end;) {
    const char *percent = memchr(p, '%', (gsize)(value.end - p));
    int high, low;

    percent = percent != NULL ? percent : value.end;
    g_string_append_len(out, p, percent - p);
    if (percent == value.end)
      break;
    high = value.end - percent > 2 ? g_ascii_xdigit_value(percent[1]) : -1;
    low = high < 0 ? -1 : g_ascii_xdigit_value(percent[2]);
    if (low >= 0 && (high | low) != 0) {
      g_string_append_c(out, (char)(high << 4 | low));
      p = percent + 3;
    } else {
      g_string_append_c(out, '%');
      p = percent + 1;
    }
  }
  return g_string_free(out, FALSE);
}

/* "https://bank.example%2F@evil.example/": whether the service decodes the '%' decides which of the two hosts it is. */
static gboolean is_ambiguous(UrlSlice value)
{
  const char *p = g_strstr_len(value.start, (gssize)slice_length(value), "://");

  for (p = p == NULL ? value.end : p + 3; p < value.end && strchr("/?#", *p) == NULL; p++)
    if (*p == '%')
      return TRUE;
  return FALSE;
}

/* Some senders encode twice. */
static char *decode_target(UrlSlice value)
{
  g_autofree char *once = is_ambiguous(value) ? g_strdup("") : decode_percent(value);

  if (g_ascii_strncasecmp(once, "http%3a", 7) == 0 || g_ascii_strncasecmp(once, "https%3a", 8) == 0)
    return decode_percent((UrlSlice){ once, once + strlen(once) });
  return g_steal_pointer(&once);
}

static void replace(char *text, char from, char to)
{
  for (char *p = strchr(text, from); p != NULL; p = strchr(p + 1, from))
    *p = to;
}

static char *decode_proofpoint(UrlSlice value)
{
  g_autofree char *text = g_strndup(value.start, slice_length(value));

  replace(text, '-', '%');
  replace(text, '_', '/');
  return decode_percent((UrlSlice){ text, text + strlen(text) });
}

/* NULL unless it is base64 of either alphabet, padded or not, and of text. */
static char *decode_base64(UrlSlice value)
{
  g_autofree char *text = decode_percent(value);
  g_autofree guchar *bytes = NULL;
  g_autofree char *padded = NULL;
  gsize length;

  replace(text, '-', '+');
  replace(text, '_', '/');
  length = strcspn(text, "=");
  text[length] = '\0';
  padded = g_strconcat(text, length % 4 == 2 ? "==" : length % 4 == 3 ? "=" : "", NULL);
  bytes = g_base64_decode(padded, &length);
  return g_utf8_validate((const char *)bytes, (gssize)length, NULL) ? g_strndup((const char *)bytes, length) : NULL;
}

/* The string after key in a JSON object, without its escapes; NULL when there is none. */
static char *json_string(const char *json, const char *key)
{
  g_autofree char *quoted = g_strdup_printf("\"%s\"", key);
  GString *out;
  const char *p = strstr(json, quoted);

  if (p == NULL)
    return NULL;
  p += strlen(quoted);
  p += strspn(p, " :");
  if (*p++ != '"')
    return NULL;
  out = g_string_new(NULL);
  for (; *p != '\0' && *p != '"'; p++) {
    if (*p == '\\' && p[1] == 'u' && strspn(p + 2, "0123456789abcdefABCDEF") >= 4) {
      g_autofree char *digits = g_strndup(p + 2, 4);

      g_string_append_unichar(out, (gunichar)g_ascii_strtoull(digits, NULL, 16));
      p += 5;
    } else {
      p += *p == '\\' && p[1] != '\0';
      g_string_append_c(out, *p);
    }
  }
  if (*p != '\0')
    return g_string_free(out, FALSE);
  g_string_free(out, TRUE); /* cut off: the rest of the target is missing */
  return NULL;
}

static char *decode_object(UrlSlice value)
{
  g_autofree char *json = decode_base64(value);

  for (guint depth = 0; depth < MAX_JSON_NESTING && json != NULL && *json == '{'; depth++) {
    g_autofree char *inner = NULL;

    for (guint i = 0; redirect_json_keys[i] != NULL; i++) {
      g_autofree char *text = json_string(json, redirect_json_keys[i]);

      if (text != NULL && is_web_url(text))
        return g_steal_pointer(&text);
      if (text != NULL && *text == '{' && inner == NULL)
        inner = g_steal_pointer(&text);
    }
    g_free(json);
    json = g_steal_pointer(&inner);
  }
  return NULL;
}

/* Alone or as a part of a signed token "header.payload.signature". */
static char *decode_json(UrlSlice value)
{
  UrlSlice piece;
  char *target;

  while (slice_next(&value, ".", &piece))
    if ((target = decode_object(piece)) != NULL)
      return target;
  return NULL;
}

static char *decode_schemeless(UrlSlice value)
{
  g_autofree char *text = decode_percent(value);
  gsize host = strcspn(text, "/?#");

  return memchr(text, '.', host) == NULL ? NULL : g_strconcat("https://", text, NULL);
}

/* The target in value; NULL when there is no web address in it. */
static char *decode(UrlSlice value, RedirectCoding coding)
{
  g_autofree char *target = NULL;

  switch (coding) {
  case CODING_PERCENT:
    target = decode_target(value);
    break;
  case CODING_SCHEMELESS:
    target = decode_schemeless(value);
    break;
  case CODING_PROOFPOINT:
    target = decode_proofpoint(value);
    break;
  case CODING_BASE64:
    target = decode_base64(value);
    break;
  case CODING_BASE64_JSON:
    target = decode_json(value);
    break;
  case CODING_BING:
    if (slice_length(value) > 2)
      target = decode_base64((UrlSlice){ value.start + 2, value.end });
    break;
  }
  return target != NULL && is_web_url(target) ? g_steal_pointer(&target) : NULL;
}

static gboolean host_matches(UrlSlice host, const HostLabels *labels, const char *pattern)
{
  const char *after;

  if (pattern[0] == '\0')
    return TRUE;
  if (pattern[0] == '.')
    return slice_is_at(labels, pattern + 1);
  after = slice_after(host, pattern);
  if (after != NULL && after == host.end)
    return TRUE;
  if (pattern[strlen(pattern) - 1] != '.')
    return FALSE;
  if (after == NULL && slice_length(host) > 4 && (host.start = slice_after(host, "www.")) != NULL)
    after = slice_after(host, pattern);
  return after != NULL && after < host.end && host.end - after <= (gssize)strlen("com.xx");
}

static gboolean find_parameter(UrlSlice query, const char *wanted, UrlSlice *found)
{
  UrlSlice piece, name;

  while (slice_next(&query, "&", &piece)) {
    split_parameter(piece, &name, found);
    if (slice_length(name) == strlen(wanted) && memcmp(name.start, wanted, slice_length(name)) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The first target in a path: a plain "https://" takes all that is left, else it is a whole segment; without a scheme
 * to know it by, the first. */
static char *by_path(UrlSlice path, UrlSlice query, RedirectCoding coding)
{
  UrlSlice piece;
  const char *plain = g_strstr_len(path.start, path.end - path.start, "://");
  char *target;

  if (plain != NULL && coding == CODING_PERCENT) {
    while (plain > path.start && plain[-1] != '/')
      plain--;
    return decode((UrlSlice){ plain, query.end }, coding);
  }
  while (slice_next(&path, "/", &piece)) {
    if ((target = decode(piece, coding)) != NULL || coding == CODING_SCHEMELESS)
      return target;
  }
  return NULL;
}

static char *by_rule(const UrlParts *parts, const HostLabels *labels, const RedirectRule *rule)
{
  UrlSlice rest = parts->path, value;

  if (!host_matches(parts->host, labels, rule->host) || slice_length(rest) < strlen(rule->path) ||
      memcmp(rest.start, rule->path, strlen(rule->path)) != 0)
    return NULL;
  rest.start += strlen(rule->path);
  if (rule->parameter == NULL)
    return by_path(rest, parts->query, rule->coding);
  if (*rule->parameter == '\0')
    value = parts->query;
  else if (!find_parameter(parts->query, rule->parameter, &value))
    return NULL;
  return decode(value, rule->coding);
}

/* urldefense.com/v3/__TARGET__;TABLE!!...: a '*' in the target stands for the next bytes of the table, a '**' and a letter
 * for several; targets with them are left alone, as the result would be guessed. */
static char *by_proofpoint_v3(const UrlParts *parts, const HostLabels *labels)
{
  const char *start, *end;

  if (!slice_is_at(labels, "urldefense.com") && !slice_is_at(labels, "urldefense.us"))
    return NULL;
  if (slice_length(parts->path) < 7 || strncmp(parts->path.start, "/v3/__", 6) != 0)
    return NULL;
  start = parts->path.start + 6;
  end = strstr(start, "__;");
  if (end == NULL || memchr(start, '*', (gsize)(end - start)) != NULL)
    return NULL;
  return decode((UrlSlice){ start, end }, CODING_PERCENT);
}

static gboolean any_piece(UrlSlice rest, const char *separators, const char *const *words)
{
  UrlSlice piece;

  while (slice_next(&rest, separators, &piece))
    if (slice_in(piece, words))
      return TRUE;
  return FALSE;
}

static gboolean contains_any(UrlSlice slice, const char *const *words)
{
  g_autofree char *lower = g_ascii_strdown(slice.start, (gssize)slice_length(slice));

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr(lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Where a target stands as it is or percent-encoded, even twice: most links hold none, and a hundred rules need not look. */
static gboolean mentions_web(const char *p)
{
  static const guint8 stops[256] = { ['\0'] = 1, ['h'] = 1, ['H'] = 1, ['%'] = 1 };

  for (;; p++) {
    while (stops[(guchar)*p] == 0)
      p++;
    if (*p == '\0')
      return FALSE;
    if ((*p | 0x20) == 'h' && (p[1] | 0x20) == 't' && g_ascii_strncasecmp(p, "http", 4) == 0)
      return TRUE;
    if (*p == '%' && (p[1] == '4' || p[1] == '6') && p[2] == '8') /* the h escaped */
      return TRUE;
  }
}

/* A whole URL or an object with one, in base64: "http" and "{\"" always begin the same way. */
static char *by_base64_segment(UrlSlice path)
{
  UrlSlice piece;
  char *target = NULL;

  while (target == NULL && slice_next(&path, "/", &piece)) {
    if (g_str_has_prefix(piece.start, "aHR0c"))
      target = decode(piece, CODING_BASE64);
    else if (g_str_has_prefix(piece.start, "eyJ"))
      target = decode(piece, CODING_BASE64_JSON);
  }
  return target;
}

static char *by_name(const UrlParts *parts, gboolean is_plain)
{
  UrlSlice piece, name, value, query = parts->query;
  char *target;

  if (!is_plain && strstr(parts->path.start, "/aHR0c") == NULL && strstr(parts->path.start, "/eyJ") == NULL)
    return NULL;
  if (contains_any(parts->path, redirect_never) ||
      (!any_piece(parts->host, ".-", redirect_words) && !any_piece(parts->path, "/.-_", redirect_words)))
    return NULL;
  for (guint i = 0; i < MAX_PARAMETERS && slice_next(&query, "&", &piece); i++) {
    split_parameter(piece, &name, &value);
    if (slice_in(name, redirect_parameters) && (target = decode(value, CODING_PERCENT)) != NULL)
      return target;
  }
  target = by_path(parts->path, parts->query, CODING_PERCENT);
  return target != NULL ? target : by_base64_segment(parts->path);
}

char *redirect_target(const char *url)
{
  UrlParts parts;
  HostLabels labels;
  gboolean is_plain;
  char *target;

  if (!url_split(url, &parts))
    return NULL;
  labels = slice_labels(parts.host);
  is_plain = mentions_web(parts.host.end);
  for (guint i = 0; i < G_N_ELEMENTS(hidden_rules); i++)
    if ((target = by_rule(&parts, &labels, &hidden_rules[i])) != NULL)
      return target;
  for (guint i = 0; is_plain && i < G_N_ELEMENTS(redirect_rules); i++)
    if ((target = by_rule(&parts, &labels, &redirect_rules[i])) != NULL)
      return target;
  if (is_plain && (target = by_proofpoint_v3(&parts, &labels)) != NULL)
    return target;
  return by_name(&parts, is_plain);
}

/* pattern: a name, or "x*" for all that begin with x. */
static gboolean name_matches(UrlSlice name, const char *pattern)
{
  for (const char *p = name.start; *pattern != '*'; p++, pattern++) {
    if (p == name.end || *pattern == '\0')
      return p == name.end && *pattern == '\0';
    if (*p != *pattern && ((*p ^ *pattern) != 0x20 || !g_ascii_isalpha(*p)))
      return FALSE;
  }
  return TRUE;
}

/* own: of this host, or NULL. */
static gboolean is_tracking(UrlSlice name, const char *const *own)
{
  char first = (char)(*name.start | 0x20); /* letters in either case; the byte behind an empty name is there, too */

  for (guint i = 0; tracking_parameters[i] != NULL; i++)
    if (first == (tracking_parameters[i][0] | 0x20) && name_matches(name, tracking_parameters[i]))
      return TRUE;
  return own != NULL && slice_in(name, own);
}

static const char *const *own_parameters(const HostLabels *host)
{
  for (guint i = 0; i < G_N_ELEMENTS(tracking_by_host); i++)
    if (slice_is_at(host, tracking_by_host[i].host))
      return tracking_by_host[i].names;
  return NULL;
}

/* Appends lead and list without its tracking parameters; nothing when none is left. */
static void append_kept(GString *out, char lead, UrlSlice list, const char *const *own)
{
  UrlSlice rest = list, piece, name, value;
  gsize before = out->len;

  while (slice_next(&rest, "&", &piece)) {
    split_parameter(piece, &name, &value);
    if (slice_length(piece) == 0 || is_tracking(name, own))
      continue;
    g_string_append_c(out, out->len == before ? lead : '&');
    append_bytes(out, piece.start, slice_length(piece));
  }
}

char *redirect_strip_tracking(const char *url)
{
  GString *out;
  UrlParts parts;
  HostLabels labels;
  const char *const *own;

  if (!url_split(url, &parts))
    return g_strdup(url);
  if (slice_length(parts.query) == 0 && slice_length(parts.fragment) == 0 && slice_length(parts.userinfo) == 0 &&
      *parts.path.end == '\0')
    return g_strdup(url);
  labels = slice_labels(parts.host);
  own = own_parameters(&labels);
  out = g_string_sized_new(strlen(url) + 1);
  g_string_append_len(out, url, parts.userinfo.start - url);
  g_string_append_len(out, parts.host.start, parts.path.end - parts.host.start);
  if (slice_length(parts.query) > 0)
    append_kept(out, '?', parts.query, own);
  if (slice_length(parts.fragment) > 0)
    append_kept(out, '#', parts.fragment, own);
  return g_string_free(out, FALSE);
}
