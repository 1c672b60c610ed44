/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "mail/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *text)
{
  if (text != NULL && !g_utf8_validate(text, -1, NULL))
    g_error("not UTF-8: %s", text);
}

static void check_line(const char *text)
{
  check(text);
  if (text != NULL && strpbrk(text, "\r\n") != NULL)
    g_error("not a line: %s", text);
}

static void check_newsletter(const Newsletter *newsletter)
{
  check_line(newsletter->from_name);
  check_line(newsletter->from_address);
  check_line(newsletter->subject);
  check_line(newsletter->message_id);
  check_line(newsletter->list_id);
  check_line(newsletter->list_unsubscribe);
  check_line(newsletter->language);
  for (guint i = 0; i < newsletter->parts->len; i++) {
    const Part *part = g_ptr_array_index(newsletter->parts, i);

    check_line(part->name);
    check_line(part->type);
    check_line(part->content_id);
    if (*part->name == '\0' || strpbrk(part->name, "/\\") != NULL)
      g_error("not a file name: %s", part->name);
  }
}

/* Any bytes but none give a mail, the same one each time, and the trivial reader agrees on what it is. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(Mail) mail = mail_decode(bytes, 1, "mx.example.org", NULL);
  g_autoptr(Newsletter) trivial = mail_read_trivially(bytes, 1);

  check_newsletter(trivial);
  if ((mail == NULL) != (size == 0))
    g_error("a mail of %zu bytes %s", size, mail == NULL ? "is refused" : "is accepted");
  if (mail == NULL)
    return 0;
  check_newsletter(mail->newsletter);
  check(mail->body);
  if ((mail->body == NULL) != (mail->kind == BODY_NONE) ||
      (mail->body != NULL && (strlen(mail->body) > MAIL_MAX_BODY || strchr(mail->body, '\r') != NULL)))
    g_error("a body of the wrong kind");
  return 0;
}
