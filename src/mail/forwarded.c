/* SPDX-License-Identifier: MIT */
#include "mail/forwarded.h"

#include <string.h>

#include "mail/attachment.h"
#include "mail/from.h"
#include "mail/header.h"
#include "mail/rfc2047.h"
#include "mail/transfer.h"

#define MAX_UNDERLINE 40u

typedef struct {
  char *subject, *sender; /* sender may be NULL */
  Body body;
} Letter;

static void clear_letter(gpointer data)
{
  Letter *letter = data;

  g_free(letter->subject);
  g_free(letter->sender);
  body_clear(&letter->body);
}

gboolean forwarded_is_message(const Entity *entity)
{
  return strcmp(entity->type->value, "message/rfc822") == 0 || strcmp(entity->type->value, "message/global") == 0;
}

/* The indexes (guint) of the messages. That in a report of a mail server is what it could not deliver: ours, or a forger's. */
static GArray *find_messages(const Structure *structure, const gboolean *used)
{
  GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));

  for (guint i = 0; i < structure->entities->len && found->len <= FORWARDED_MAX; i++) {
    const Entity *entity = g_ptr_array_index(structure->entities, i);

    if (!used[i] && forwarded_is_message(entity) && !structure_is_in(structure, entity, "multipart/report"))
      g_array_append_val(found, i);
  }
  return found;
}

static gboolean is_digest(const Structure *structure)
{
  for (guint i = 0; i < structure->entities->len; i++)
    if (strcmp(((const Entity *)g_ptr_array_index(structure->entities, i))->type->value, "multipart/digest") == 0)
      return TRUE;
  return FALSE;
}

/* FALSE when the message has no text: it stays a file. */
static gboolean read_letter(const Entity *entity, Letter *letter, GPtrArray *parts, gboolean *complete)
{
  GString *bytes = transfer_decode(entity->bytes, entity->length, entity->encoding);
  g_autoptr(HeaderBlock) block = header_split(bytes->str, bytes->len);
  g_autoptr(Structure) structure = structure_read(bytes->str, bytes->len, block);
  g_autofree gboolean *used = g_new0(gboolean, structure->entities->len);
  gboolean has_text;

  body_choose(structure, &letter->body, used);
  has_text = letter->body.kind != BODY_NONE;
  if (has_text) {
    const char *subject = header_first(block, "Subject");
    g_autofree char *charset = body_charset(structure);
    g_autofree char *address = NULL;

    letter->subject = rfc2047_decode(subject != NULL ? subject : "", charset);
    from_read(block, &letter->sender, &address);
    if (letter->sender == NULL)
      letter->sender = g_steal_pointer(&address);
    *complete = attachment_collect(structure, used, parts) && !structure->cut && !letter->body.cut && *complete;
  }
  g_string_free(bytes, TRUE);
  return has_text;
}

static void write_html(GString *out, const Letter *letter)
{
  if (letter->subject[0] != '\0') {
    g_autofree char *subject = g_markup_escape_text(letter->subject, -1);

    g_string_append_printf(out, "\n<h2>%s</h2>", subject);
  }
  if (letter->sender != NULL)
    body_text_as_html(out, letter->sender);
  if (letter->body.kind == BODY_HTML)
    g_string_append(out, letter->body.text);
  else
    body_text_as_html(out, letter->body.text);
}

static void write_text(GString *out, const Letter *letter)
{
  if (letter->subject[0] != '\0') {
    g_string_append(out, letter->subject);
    g_string_append_c(out, '\n');
    for (glong i = 0; i < MIN(g_utf8_strlen(letter->subject, -1), (glong)MAX_UNDERLINE); i++)
      g_string_append_c(out, '=');
    g_string_append(out, "\n\n");
  }
  if (letter->sender != NULL)
    g_string_append_printf(out, "%s\n\n", letter->sender);
  g_string_append(out, letter->body.text);
}

static gboolean any_html(const Body *body, const GArray *letters)
{
  gboolean html = body->kind == BODY_HTML;

  for (guint i = 0; i < letters->len; i++)
    html = html || g_array_index(letters, Letter, i).body.kind == BODY_HTML;
  return html;
}

/* What is beyond MAIL_MAX_BODY is cut by whole letters, and then within the last. */
static void join(Body *body, const GArray *letters)
{
  gboolean html = any_html(body, letters);
  GString *out = g_string_new(NULL);

  if (body->kind == BODY_TEXT && html)
    body_text_as_html(out, body->text);
  else if (body->kind != BODY_NONE)
    g_string_append(out, body->text);
  for (guint i = 0; i < letters->len && out->len <= MAIL_MAX_BODY; i++) {
    const Letter *letter = &g_array_index(letters, Letter, i);

    if (out->len > 0)
      g_string_append(out, html ? "\n<hr>\n" : "\n\n----------\n\n");
    (html ? write_html : write_text)(out, letter);
    body->repaired += letter->body.repaired;
    if (body->language == NULL)
      body->language = g_strdup(letter->body.language);
  }
  g_free(body->text);
  body->text = g_string_free(out, FALSE);
  body->kind = html ? BODY_HTML : BODY_TEXT;
  body_limit(body);
}

/* A note, or the table of contents of a digest, and not a letter that has messages as files. */
static gboolean is_note(const Structure *structure, const Body *body)
{
  return strlen(body->text) <= (body->kind == BODY_HTML ? FORWARDED_MAX_NOTE_HTML : FORWARDED_MAX_NOTE) ||
         is_digest(structure);
}

gboolean forwarded_append(const Structure *structure, gboolean *used, Body *body, GPtrArray *parts)
{
  g_autoptr(GArray) messages = find_messages(structure, used);
  g_autoptr(GArray) letters = g_array_new(FALSE, TRUE, sizeof(Letter));
  gboolean complete = TRUE;

  if (body->kind == BODY_NONE ? messages->len < 2 : messages->len == 0 || !is_note(structure, body))
    return TRUE;
  g_array_set_clear_func(letters, clear_letter);
  for (guint i = 0; i < messages->len && i < FORWARDED_MAX; i++) {
    guint index = g_array_index(messages, guint, i);
    Letter letter = { 0 };

    if (read_letter(g_ptr_array_index(structure->entities, index), &letter, parts, &complete)) {
      used[index] = TRUE;
      g_array_append_val(letters, letter);
    } else {
      clear_letter(&letter);
    }
  }
  if (letters->len > 0)
    join(body, letters);
  return complete && messages->len <= FORWARDED_MAX;
}
