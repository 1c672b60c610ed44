/* SPDX-License-Identifier: MIT */
/* libmicrohttpd keeps the header block as it came, in one piece, and puts zeros in the place of CR LF or of a bare LF; so what stands between the end
 * of one line and the beginning of the next tells how the line ended, and whether a NUL or a folded line is hidden in it. One thing cannot be seen:
 * NUL and LF look like CR LF. */
#include "web/server_framing.h"

#include <string.h>

#define LINE_END 2 /* CR LF */

typedef struct {
  const char *line_end; /* of the line before, without its CR LF; NULL: something is wrong */
  guint hosts, lengths, encodings;
  gboolean has_body;
  const char *accept_encoding, *if_modified_since;
  const char *if_none_match; /* the first line */
  GString *joined;           /* when there are more */
} Header;

/* RFC 9110 5.6.2, roughly: nothing that could be blank, a control or another byte's half. */
static gboolean is_name(const char *name)
{
  for (; *name != '\0'; name++)
    if (*name <= ' ' || *name >= 0x7f)
      return FALSE;
  return TRUE;
}

static gboolean has_control(const char *value)
{
  for (; *value != '\0'; value++)
    if (((guchar)*value < ' ' && *value != '\t') || *value == 0x7f)
      return TRUE;
  return FALSE;
}

static void note_match(Header *header, const char *value)
{
  if (header->if_none_match == NULL) {
    header->if_none_match = value;
    return;
  }
  if (header->joined == NULL)
    header->joined = g_string_new(header->if_none_match);
  g_string_append_printf(header->joined, ", %s", value);
}

static void note_field(Header *header, const char *name, const char *value)
{
  switch (g_ascii_tolower(name[0])) {
  case 'a':
    if (header->accept_encoding == NULL && g_ascii_strcasecmp(name, MHD_HTTP_HEADER_ACCEPT_ENCODING) == 0)
      header->accept_encoding = value;
    break;
  case 'c':
    if (g_ascii_strcasecmp(name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0) {
      header->lengths++;
      header->has_body = header->has_body || strcmp(value, "0") != 0;
    }
    break;
  case 'h':
    header->hosts += g_ascii_strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0;
    break;
  case 'i':
    if (g_ascii_strcasecmp(name, MHD_HTTP_HEADER_IF_NONE_MATCH) == 0)
      note_match(header, value);
    else if (header->if_modified_since == NULL && g_ascii_strcasecmp(name, MHD_HTTP_HEADER_IF_MODIFIED_SINCE) == 0)
      header->if_modified_since = value;
    break;
  case 't':
    header->encodings += g_ascii_strcasecmp(name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0;
    break;
  default:
    break;
  }
}

static enum MHD_Result read_line(void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Header *header = data;

  (void)kind;
  if (name == NULL || value == NULL || (guintptr)name != (guintptr)header->line_end + LINE_END || !is_name(name) ||
      has_control(value)) {
    header->line_end = NULL;
    return MHD_NO;
  }
  header->line_end = value + strlen(value);
  note_field(header, name, value);
  return MHD_YES;
}

/* Whether the lines follow each other as they should, from the request line to the empty one. */
static gboolean read_header(struct MHD_Connection *connection, const char *method, const char *target_end,
                            const char *version, Header *header)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

  if ((guintptr)version != (guintptr)target_end + 1 || info == NULL) /* one blank, and no NUL, in between */
    return FALSE;
  header->line_end = version + strlen(version);
  MHD_get_connection_values(connection, MHD_HEADER_KIND, read_line, header);
  return header->line_end != NULL &&
         (guintptr)header->line_end + LINE_END + LINE_END == (guintptr)method + info->header_size;
}

guint server_framing_check(struct MHD_Connection *connection, const char *method, const char *target_end,
                           const char *version, ServerFields *fields)
{
  Header header = { 0 };
  gboolean sound = read_header(connection, method, target_end, version, &header);
  g_autofree char *match = header.joined != NULL ? g_string_free(header.joined, FALSE) : g_strdup(header.if_none_match);

  if (!sound || header.hosts > 1 || header.lengths > 1 || (header.lengths > 0 && header.encodings > 0))
    return MHD_HTTP_BAD_REQUEST;
  if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
    return MHD_HTTP_METHOD_NOT_ALLOWED;
  if (header.has_body || header.encodings > 0)
    return MHD_HTTP_CONTENT_TOO_LARGE;
  *fields = (ServerFields){ header.accept_encoding, header.if_modified_since, g_steal_pointer(&match) };
  return 0;
}
