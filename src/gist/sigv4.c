/* SPDX-License-Identifier: MIT */
#include "gist/sigv4.h"

#include <string.h>

#include "util/digest.h"
#include "util/error.h"

#define ALGORITHM "AWS4-HMAC-SHA256"

typedef struct {
  char *name, *value;
  guint place; /* headers of one name keep their order */
} Header;

static void clear_header(gpointer data)
{
  Header *header = data;

  g_free(header->name);
  explicit_bzero(header->value, strlen(header->value));
  g_free(header->value);
}

static int compare_headers(gconstpointer a, gconstpointer b)
{
  const Header *first = a, *second = b;
  int order = strcmp(first->name, second->name);

  return order != 0 ? order : first->place < second->place ? -1 : 1;
}

/* Without white space at its ends, runs of it within being one space. */
static char *collapse(const char *value)
{
  char *text = g_strdup(value);
  char *to = text;

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isspace(*p))
      *to++ = *p;
    else if (to > text && to[-1] != ' ')
      *to++ = ' ';
  while (to > text && to[-1] == ' ')
    to--;
  *to = '\0';
  return text;
}

static GArray *sorted_headers(const GPtrArray *headers)
{
  GArray *sorted = g_array_new(FALSE, FALSE, sizeof(Header));

  g_array_set_clear_func(sorted, clear_header);
  for (guint i = 0; i < headers->len; i++) {
    const char *line = headers->pdata[i];
    const char *colon = strchr(line, ':');
    Header header = { g_ascii_strdown(line, colon - line), collapse(colon + 1), i };

    g_array_append_val(sorted, header);
  }
  g_array_sort(sorted, compare_headers);
  return sorted;
}

/* "name:value\n" for each name, the values of one name joined by commas; the names joined by semicolons. */
static void append_headers(GString *canonical, const GPtrArray *headers, char **signed_headers)
{
  g_autoptr(GArray) sorted = sorted_headers(headers);
  g_autoptr(GString) names = g_string_new(NULL);

  for (guint i = 0; i < sorted->len; i++) {
    const Header *header = &g_array_index(sorted, Header, i);

    if (i > 0 && strcmp(header->name, g_array_index(sorted, Header, i - 1).name) == 0) {
      g_string_truncate(canonical, canonical->len - 1);
      g_string_append_printf(canonical, ",%s\n", header->value);
      continue;
    }
    g_string_append_printf(canonical, "%s:%s\n", header->name, header->value);
    g_string_append_printf(names, "%s%s", names->len > 0 ? ";" : "", header->name);
  }
  *signed_headers = g_string_free(g_steal_pointer(&names), FALSE);
}

char *sigv4_canonical(const char *method, const char *path, const GPtrArray *headers, GBytes *body,
                      char **signed_headers)
{
  g_autoptr(GString) canonical = g_string_new(method);
  /* The path as sent is encoded once more: '%' becomes %25. */
  g_autofree char *encoded = g_uri_escape_string(path, "/", FALSE);
  g_autofree char *sum = NULL;
  gsize length = 0;
  const void *bytes = body != NULL ? g_bytes_get_data(body, &length) : NULL;

  g_string_append_printf(canonical, "\n%s\n\n", encoded);
  append_headers(canonical, headers, signed_headers);
  sum = digest_hex(bytes, length);
  g_string_append_printf(canonical, "\n%s\n%s", *signed_headers, sum);
  return g_string_free(g_steal_pointer(&canonical), FALSE);
}

/* The key that is good for a day, a region and a service. */
static void derive_key(const char *secret, const char *day, const char *region, const char *service,
                       guint8 key[DIGEST_SIZE])
{
  const char *const steps[] = { day, region, service, "aws4_request" };
  g_autofree char *first = g_strconcat("AWS4", secret, NULL);
  guint8 next[DIGEST_SIZE];

  digest_hmac(first, strlen(first), steps[0], strlen(steps[0]), key);
  explicit_bzero(first, strlen(first));
  for (guint i = 1; i < G_N_ELEMENTS(steps); i++) {
    digest_hmac(key, DIGEST_SIZE, steps[i], strlen(steps[i]), next);
    memcpy(key, next, DIGEST_SIZE);
  }
  explicit_bzero(next, sizeof next);
}

char *sigv4_authorization(const char *canonical, const char *signed_headers, const SigV4Keys *keys, const char *region,
                          const char *service, const char *date)
{
  g_autofree char *day = g_strndup(date, 8);
  g_autofree char *scope = g_strdup_printf("%s/%s/%s/aws4_request", day, region, service);
  g_autofree char *sum = digest_hex(canonical, strlen(canonical));
  g_autofree char *text = g_strdup_printf(ALGORITHM "\n%s\n%s\n%s", date, scope, sum);
  g_autofree char *signature = NULL;
  guint8 key[DIGEST_SIZE], mac[DIGEST_SIZE];

  derive_key(keys->secret, day, region, service, key);
  digest_hmac(key, sizeof key, text, strlen(text), mac);
  explicit_bzero(key, sizeof key);
  signature = digest_to_hex(mac);
  return g_strdup_printf(ALGORITHM " Credential=%s/%s, SignedHeaders=%s, Signature=%s", keys->id, scope, signed_headers,
                         signature);
}

/* As curl sends it: without the scheme's own port. */
static char *host_header(GUri *uri)
{
  const char *host = g_uri_get_host(uri);
  gboolean v6 = strchr(host, ':') != NULL;
  int port = g_uri_get_port(uri);
  int usual = g_strcmp0(g_uri_get_scheme(uri), "https") == 0 ? 443 : 80;
  g_autofree char *name = v6 ? g_strdup_printf("[%s]", host) : g_strdup(host);

  return port == -1 || port == usual ? g_strdup_printf("Host: %s", name) : g_strdup_printf("Host: %s:%d", name, port);
}

static char *authorize(const HttpRequest *request, GUri *uri, const SigV4Keys *keys, const char *region,
                       const char *service, const char *date)
{
  g_autoptr(GPtrArray) headers = g_ptr_array_new();
  g_autofree char *host = host_header(uri);
  g_autofree char *signed_headers = NULL;
  g_autofree char *canonical = NULL;

  g_ptr_array_add(headers, host);
  for (guint i = 0; i < request->headers->len; i++)
    if (g_ascii_strncasecmp(request->headers->pdata[i], "User-Agent:", 11) != 0)
      g_ptr_array_add(headers, request->headers->pdata[i]);
  canonical = sigv4_canonical(request->body != NULL ? "POST" : "GET",
                              g_uri_get_path(uri)[0] != '\0' ? g_uri_get_path(uri) : "/", headers, request->body,
                              &signed_headers);
  return sigv4_authorization(canonical, signed_headers, keys, region, service, date);
}

gboolean sigv4_sign(HttpRequest *request, const SigV4Keys *keys, const char *region, const char *service, gint64 now,
                    GError **error)
{
  g_autoptr(GUri) uri = g_uri_parse(request->url, G_URI_FLAGS_ENCODED, error);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(now);
  g_autofree char *date = NULL;
  g_autofree char *value = NULL;

  if (uri == NULL)
    return FALSE;
  if (g_uri_get_query(uri) != NULL || time == NULL)
    return error_set(error, ERROR_INVALID, "a URL with a query cannot be signed");
  date = g_date_time_format(time, "%Y%m%dT%H%M%SZ");
  if (!http_request_header(request, "X-Amz-Date", date, error) ||
      (keys->session_token != NULL &&
       !http_request_header(request, "X-Amz-Security-Token", keys->session_token, error)))
    return FALSE;
  value = authorize(request, uri, keys, region, service, date);
  return http_request_header(request, "Authorization", value, error);
}
