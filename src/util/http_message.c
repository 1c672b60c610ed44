/* SPDX-License-Identifier: MIT */
#include "util/http_message.h"

#include <gio/gio.h>
#include <string.h>

#include "util/error.h"

#define MAX_URL 4096
#define MAX_KEPT_HEADERS 32

static gboolean is_visible(const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph(*text))
      return FALSE;
  return TRUE;
}

/* RFC 9110 5.6.2. */
static gboolean is_token(const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum(*text) && strchr("!#$%&'*+-.^_`|~", *text) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean is_loopback(const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string(host);

  return address != NULL ? g_inet_address_get_is_loopback(address) : g_ascii_strcasecmp(host, "localhost") == 0;
}

static gboolean check_url(const char *url, gboolean allow_http, GError **error)
{
  g_autoptr(GUri) uri = NULL;
  const char *host;

  if (strlen(url) > MAX_URL || !is_visible(url))
    return error_set(error, ERROR_INVALID, "the URL is too long or has characters that no URL has");
  uri = g_uri_parse(url, G_URI_FLAGS_ENCODED, NULL);
  host = uri == NULL ? NULL : g_uri_get_host(uri);
  if (host == NULL || host[0] == '\0' || strchr(url, '\\') != NULL)
    return error_set(error, ERROR_INVALID, "'%s' is not a URL", url);
  if (g_uri_get_userinfo(uri) != NULL || g_uri_get_fragment(uri) != NULL)
    return error_set(error, ERROR_INVALID, "the URL of host '%s' must have neither user nor fragment", host);
  if (g_strcmp0(g_uri_get_scheme(uri), "https") == 0)
    return TRUE;
  if (g_strcmp0(g_uri_get_scheme(uri), "http") != 0)
    return error_set(error, ERROR_INVALID, "'%s' is neither https nor http", url);
  if (!allow_http && !is_loopback(host))
    return error_set(error, ERROR_INVALID, "'%s' is plain http to another machine, which must be allowed explicitly",
                     url);
  return TRUE;
}

/* Keys are among them. */
static void free_header(gpointer header)
{
  explicit_bzero(header, strlen(header));
  g_free(header);
}

HttpRequest *http_request_new(const char *url, gboolean allow_http, GError **error)
{
  HttpRequest *request;

  if (!check_url(url, allow_http, error))
    return NULL;
  request = g_new0(HttpRequest, 1);
  request->url = g_strdup(url);
  request->allow_http = allow_http;
  request->headers = g_ptr_array_new_with_free_func(free_header);
  return request;
}

gboolean http_request_header(HttpRequest *request, const char *name, const char *value, GError **error)
{
  if (!is_token(name))
    return error_set(error, ERROR_INVALID, "a header's name is not one");
  if (strlen(value) > HTTP_MAX_HEADER_VALUE)
    return error_set(error, ERROR_INVALID, "the value of header '%s' is too long", name);
  for (const char *p = value; *p != '\0'; p++)
    if (!g_ascii_isprint(*p) && *p != '\t')
      return error_set(error, ERROR_INVALID, "the value of header '%s' has characters that no header may have", name);
  g_ptr_array_add(request->headers, g_strconcat(name, ": ", value, NULL));
  return TRUE;
}

static const char *find_header(const GPtrArray *headers, const char *name)
{
  gsize length = strlen(name);

  for (guint i = 0; i < headers->len; i++) {
    const char *header = headers->pdata[i];

    if (g_ascii_strncasecmp(header, name, length) == 0 && header[length] == ':')
      return header + length + 2;
  }
  return NULL;
}

const char *http_request_get_header(const HttpRequest *request, const char *name)
{
  return find_header(request->headers, name);
}

void http_request_free(HttpRequest *request)
{
  if (request == NULL)
    return;
  g_free(request->url);
  g_ptr_array_unref(request->headers);
  g_clear_pointer(&request->body, g_bytes_unref);
  g_free(request->proxy);
  g_free(request->ca_file);
  g_free(request);
}

HttpAnswer *http_answer_new(void)
{
  HttpAnswer *answer = g_new0(HttpAnswer, 1);

  answer->body = g_string_new(NULL);
  answer->headers = g_ptr_array_new_with_free_func(g_free);
  return answer;
}

void http_answer_free(HttpAnswer *answer)
{
  if (answer == NULL)
    return;
  g_string_free(answer->body, TRUE);
  g_ptr_array_unref(answer->headers);
  g_free(answer->message);
  g_free(answer);
}

static gboolean is_wanted(const char *const *wanted, const char *line, gsize name_length)
{
  for (; wanted != NULL && *wanted != NULL; wanted++)
    if (strlen(*wanted) == name_length && g_ascii_strncasecmp(*wanted, line, name_length) == 0)
      return TRUE;
  return FALSE;
}

void http_answer_header_line(HttpAnswer *answer, const char *const *wanted, const char *line, gsize length)
{
  const char *colon = memchr(line, ':', length);
  g_autofree char *name = NULL, *value = NULL;

  if (colon == NULL || !is_wanted(wanted, line, (gsize)(colon - line)) || answer->headers->len >= MAX_KEPT_HEADERS)
    return;
  name = g_ascii_strdown(line, colon - line);
  length -= (gsize)(colon + 1 - line);
  value = g_strndup(colon + 1, MIN(length, HTTP_MAX_HEADER_VALUE));
  g_strstrip(value);
  for (char *p = value; *p != '\0'; p++)
    if (!g_ascii_isprint(*p))
      *p = '?';
  g_ptr_array_add(answer->headers, g_strconcat(name, ": ", value, NULL));
}

const char *http_answer_header(const HttpAnswer *answer, const char *name)
{
  return find_header(answer->headers, name);
}
