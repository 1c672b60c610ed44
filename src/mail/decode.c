/* SPDX-License-Identifier: MIT */
#include "mail/decode.h"

#include <string.h>

#include "mail/attachment.h"
#include "mail/authres.h"
#include "mail/body.h"
#include "mail/body_hash.h"
#include "mail/forwarded.h"
#include "mail/from.h"
#include "mail/header.h"
#include "mail/maildate.h"
#include "mail/rfc2047.h"
#include "mail/sniff.h"
#include "mail/structure.h"
#include "mail/transfer.h"
#include "util/digest.h"
#include "util/error.h"
#include "util/text.h"

/* A message forwarded as an attachment, in a message forwarded as an attachment, ...: so far we look for text. */
#define MAX_FORWARDED 10u

/* An empty result is none. */
static char *non_empty(char *text)
{
  if (text != NULL && *text == '\0')
    g_clear_pointer(&text, g_free);
  return text;
}

/* What stands between the last '<' and the next '>', else the value when it is one word; NULL. */
static char *read_angle(const char *value)
{
  g_autofree char *line = value != NULL ? text_clean_line(value, -1) : NULL;
  const char *start;
  gsize length;

  if (line == NULL)
    return NULL;
  start = strrchr(line, '<');
  if (start == NULL)
    return strpbrk(line, " =") == NULL ? non_empty(g_steal_pointer(&line)) : NULL;
  length = strcspn(++start, ">");
  return non_empty(g_strstrip(g_strndup(start, length)));
}

/* Folding leaves white space inside long URIs, where there can be none (RFC 2369 section 2). */
static char *read_list_unsubscribe(const char *value)
{
  char *line, *to;
  gboolean inside = FALSE;

  if (value == NULL)
    return NULL;
  line = to = rfc2047_decode(value, NULL);
  for (const char *from = line; *from != '\0'; from++) {
    if (*from == '<' || *from == '>')
      inside = *from == '<';
    if (!inside || *from != ' ')
      *to++ = *from;
  }
  *to = '\0';
  return non_empty(line);
}

static gboolean has_recipient(const GPtrArray *recipients, const char *address)
{
  for (guint i = 0; i < recipients->len; i++)
    if (g_ascii_strcasecmp(g_ptr_array_index(recipients, i), address) == 0)
      return TRUE;
  return FALSE;
}

/* The addresses of one field, separated by commas or spaces. */
static void add_recipients(GPtrArray *recipients, const char *value)
{
  g_autofree char *line = text_clean_line(value, -1);

  for (const char *p = line; *p != '\0' && recipients->len < MAIL_MAX_ADDRESSES;) {
    gsize length = strcspn(p, ", <>");
    g_autofree char *address = g_strndup(p, length);

    if (length > 0 && strchr(address, '@') != NULL && !has_recipient(recipients, address))
      g_ptr_array_add(recipients, g_steal_pointer(&address));
    p += length + (p[length] != '\0');
  }
}

static GPtrArray *read_recipients(const HeaderBlock *block)
{
  static const char *const names[] = { "Delivered-To", "X-Original-To", "Envelope-To" };
  GPtrArray *recipients = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; i < block->fields->len; i++) {
    const HeaderField *field = g_ptr_array_index(block->fields, i);

    if (g_ascii_strcasecmp(field->name, "Received") == 0)
      break;
    for (guint n = 0; n < G_N_ELEMENTS(names); n++)
      if (g_ascii_strcasecmp(field->name, names[n]) == 0)
        add_recipients(recipients, field->value);
  }
  return recipients;
}

static void read_headers(Newsletter *newsletter, const HeaderBlock *block, const char *charset, const char *authserv_id)
{
  const char *subject = header_first(block, "Subject");
  const char *language = header_first(block, "Content-Language");
  const char *domain;

  if (!from_read(block, &newsletter->from_name, &newsletter->from_address))
    newsletter->verdict = VERDICT_FORGED;
  domain = newsletter->from_address != NULL ? strrchr(newsletter->from_address, '@') : NULL;
  if (newsletter->verdict != VERDICT_FORGED)
    newsletter->verdict = authres_verdict(block, authserv_id, domain != NULL ? domain + 1 : NULL);
  newsletter->subject = rfc2047_decode(subject != NULL ? subject : "", charset);
  newsletter->message_id = read_angle(header_first(block, "Message-ID"));
  newsletter->list_id = read_angle(header_first(block, "List-Id"));
  if (newsletter->list_id != NULL) {
    char *lower = g_ascii_strdown(newsletter->list_id, -1);

    g_free(newsletter->list_id);
    newsletter->list_id = lower;
  }
  newsletter->list_unsubscribe = read_list_unsubscribe(header_first(block, "List-Unsubscribe"));
  if (language != NULL)
    newsletter->language = sniff_primary_tag(language);
  newsletter->date = maildate_parse(header_first(block, "Date"));
  if (block->cut)
    newsletter->flags |= NEWSLETTER_TRUNCATED;
}

/* The first forwarded message that is not used yet, decoded; NULL. */
static GString *find_forwarded(const Structure *structure, gboolean *used)
{
  for (guint i = 0; i < structure->entities->len; i++) {
    const Entity *entity = g_ptr_array_index(structure->entities, i);

    if (used[i] || !forwarded_is_message(entity))
      continue;
    used[i] = TRUE;
    return transfer_decode(entity->bytes, entity->length, entity->encoding);
  }
  return NULL;
}

/* The body and the parts of a structure. When it has no text but a single forwarded message has one, that is the body. */
static void read_body(Mail *mail, const Structure *outer)
{
  Newsletter *newsletter = mail->newsletter;
  g_autoptr(Structure) inner = NULL;
  g_autoptr(GString) holder = NULL; /* the bytes that inner points into */
  const Structure *structure = outer;

  for (guint level = 0; level <= MAX_FORWARDED; level++) {
    g_autofree gboolean *used = g_new0(gboolean, structure->entities->len);
    g_auto(Body) body = { 0 };
    GString *forwarded = NULL;
    gboolean complete;

    body_choose(structure, &body, used);
    complete = forwarded_append(structure, used, &body, newsletter->parts);
    if (body.kind == BODY_NONE && level < MAX_FORWARDED)
      forwarded = find_forwarded(structure, used);
    complete = attachment_collect(structure, used, newsletter->parts) && complete;
    if (body.repaired > 0)
      newsletter->flags |= NEWSLETTER_REPAIRED;
    if (body.cut || structure->cut || !complete)
      newsletter->flags |= NEWSLETTER_TRUNCATED;
    if (forwarded == NULL) {
      mail->kind = body.kind;
      mail->body = g_steal_pointer(&body.text);
      if (newsletter->language == NULL)
        newsletter->language = g_steal_pointer(&body.language);
      return;
    }
    g_clear_pointer(&inner, structure_free);
    if (holder != NULL)
      g_string_free(holder, TRUE);
    holder = forwarded;
    {
      g_autoptr(HeaderBlock) block = header_split(holder->str, holder->len);

      inner = structure_read(holder->str, holder->len, block);
    }
    structure = inner;
  }
}

Mail *mail_decode(GBytes *message, gint64 received, const char *authserv_id, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data(message, &length);
  g_autoptr(HeaderBlock) block = NULL;
  g_autoptr(Structure) structure = NULL;
  g_autofree char *charset = NULL;
  Mail *mail;

  if (length == 0) {
    error_set(error, ERROR_INVALID, "the message is empty");
    return NULL;
  }
  block = header_split(bytes, length);
  structure = structure_read(bytes, length, block);
  charset = body_charset(structure);
  mail = g_new0(Mail, 1);
  mail->newsletter = newsletter_new();
  mail->newsletter->received = received;
  mail->newsletter->size = length;
  mail->newsletter->sha256 = digest_hex(bytes + block->envelope_end, length - block->envelope_end);
  mail->newsletter->body_hash = body_hash(bytes + block->body, length - block->body);
  mail->recipients = read_recipients(block);
  read_headers(mail->newsletter, block, charset, authserv_id);
  read_body(mail, structure);
  if (mail->kind != BODY_HTML)
    mail->newsletter->flags |= NEWSLETTER_TEXT_ONLY;
  return mail;
}

void mail_free(Mail *mail)
{
  if (mail == NULL)
    return;
  newsletter_free(mail->newsletter);
  g_ptr_array_unref(mail->recipients);
  g_free(mail->body);
  g_free(mail);
}
