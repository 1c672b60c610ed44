/* SPDX-License-Identifier: MIT */
/* Accept-Encoding and If-None-Match as a client may send them. */
#include <stddef.h>
#include <stdint.h>

#include "web/gzip.h"
#include "web/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autofree char *twice = g_strconcat(text, ",", text, NULL);
  g_autoptr(Reply) reply = reply_new(200, REPLY_FEED, "text/plain", g_bytes_new_static("abc", 3));
  g_autofree char *named = NULL;

  reply_set_validators(reply, 1);
  named = g_strconcat(text, ",", reply->etag, NULL);
  if (gzip_accepted(text) && !gzip_accepted(twice))
    g_error("what is said twice is taken back");
  if (!reply_not_modified(reply, named, text))
    g_error("a tag in the list is not found");
  reply_not_modified(reply, text, NULL);
  reply_not_modified(reply, NULL, text);
  return 0;
}
