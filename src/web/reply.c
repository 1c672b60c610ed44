/* SPDX-License-Identifier: MIT */
#include "web/reply.h"

#include <string.h>

#include "util/date.h"
#include "util/digest.h"

#define USUAL_HEADERS 12
#define ETAG_LENGTH 32 /* hex digits: 128 bits of the SHA-256 */

#define CSP_PAGE                                                                                                       \
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; "      \
  "frame-ancestors 'none'"
/* The washed page has no script to begin with; here nothing of it could run, send or load. 'self' is for pictures that came with the mail. */
#define CSP_WASHED(images)                                                                                             \
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:" images "; "          \
  "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
#define CSP_NOTHING "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

static const struct {
  const char *csp; /* NULL: none, so that a page may use it */
  const char *cache;
} kinds[] = {
  [REPLY_PAGE] = { CSP_PAGE, "private, no-cache" },
  [REPLY_FEED] = { CSP_NOTHING, "private, no-cache" },
  [REPLY_ORIGINAL] = { CSP_WASHED(""), "private, no-cache" },
  [REPLY_PICTURED] = { CSP_WASHED(" https: http:"), "private, no-cache" },
  [REPLY_PART] = { CSP_NOTHING, "private, max-age=86400" },
  [REPLY_ASSET] = { NULL, "public, max-age=86400" },
  [REPLY_REDIRECT] = { CSP_NOTHING, "no-store" },
  [REPLY_ADMIN] = { CSP_NOTHING, "no-store" },
  [REPLY_ERROR] = { CSP_PAGE, "no-store" },
};

static const ReplyHeader every[] = {
  { "X-Content-Type-Options", "nosniff" },
  { "Referrer-Policy", "no-referrer" },
  { "X-Robots-Tag", "noindex, nofollow" },
  { "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
};

static void header_clear(ReplyHeader *header)
{
  g_free(header->owned);
}

static void add_constant(Reply *reply, const char *name, const char *value)
{
  ReplyHeader header = { name, value, NULL };

  g_array_append_val(reply->headers, header);
}

void reply_add_header(Reply *reply, const char *name, const char *value)
{
  char *copy = g_strdup(value);
  ReplyHeader header = { name, copy, copy };

  g_array_append_val(reply->headers, header);
}

Reply *reply_new(guint status, ReplyKind kind, const char *type, GBytes *body)
{
  Reply *reply = g_new0(Reply, 1);

  reply->status = status;
  reply->body = body;
  reply->headers = g_array_sized_new(FALSE, FALSE, sizeof(ReplyHeader), USUAL_HEADERS);
  g_array_set_clear_func(reply->headers, (GDestroyNotify)header_clear);
  if (type != NULL)
    reply_add_header(reply, "Content-Type", type);
  add_constant(reply, "Cache-Control", kinds[kind].cache);
  if (kinds[kind].csp != NULL)
    add_constant(reply, "Content-Security-Policy", kinds[kind].csp);
  for (guint i = 0; i < G_N_ELEMENTS(every); i++)
    add_constant(reply, every[i].name, every[i].value);
  return reply;
}

void reply_free(Reply *reply)
{
  if (reply == NULL)
    return;
  if (reply->response != NULL)
    reply->response_free(reply->response);
  g_bytes_unref(reply->body);
  g_array_unref(reply->headers);
  g_free(reply->etag);
  g_free(reply->last_modified);
  g_free(reply);
}

/* RFC 9110 5.6.7: as in mail, but with GMT. */
static char *http_date(gint64 when)
{
  g_autofree char *date = date_rfc5322(when);
  char *zone = strstr(date, " +0000");

  g_return_val_if_fail(zone != NULL, NULL);
  return g_strdup_printf("%.*s GMT", (int)(zone - date), date);
}

void reply_set_validators(Reply *reply, gint64 changed)
{
  g_autofree char *sum = digest_hex(g_bytes_get_data(reply->body, NULL), g_bytes_get_size(reply->body));

  g_return_if_fail(reply->etag == NULL && reply->last_modified == NULL);
  reply->etag = g_strdup_printf("\"%.*s\"", ETAG_LENGTH, sum);
  reply_add_header(reply, "ETag", reply->etag);
  if (changed <= 0)
    return;
  reply->last_modified = http_date(changed);
  reply_add_header(reply, "Last-Modified", reply->last_modified);
}

/* Whether the list names the tag, or is "*". Weak comparison (RFC 9110 13.1.2): what stands before the quotes does not matter, and our tags
 * hold no character that would need more of a parser. */
static gboolean list_has_tag(const char *list, const char *tag)
{
  gsize blank = strspn(list, " \t");

  if (list[blank] == '*' && list[blank + 1 + strspn(list + blank + 1, " \t")] == '\0')
    return TRUE;
  return strstr(list, tag) != NULL;
}

gboolean reply_not_modified(const Reply *reply, const char *if_none_match, const char *if_modified_since)
{
  if (reply->status != 200)
    return FALSE;
  if (if_none_match != NULL)
    return reply->etag != NULL && list_has_tag(if_none_match, reply->etag);
  return if_modified_since != NULL && g_strcmp0(if_modified_since, reply->last_modified) == 0;
}

const char *reply_header(const Reply *reply, const char *name)
{
  for (guint i = 0; i < reply->headers->len; i++) {
    const ReplyHeader *header = &g_array_index(reply->headers, ReplyHeader, i);

    if (g_ascii_strcasecmp(header->name, name) == 0)
      return header->value;
  }
  return NULL;
}
