/* SPDX-License-Identifier: MIT */
#include "web/trouble.h"

#include <string.h>

#include "util/digest.h"

#define DAY_SECONDS (24 * 60 * 60)

/* %s: how many; not there when one says all. */
static const struct {
  const char *title, *noun, *one, *many, *advice;
} words[] = {
  [TROUBLE_WAITING] = { "mail waits", "mail", "%s waits to be let into this feed.", "%s wait to be let into this feed.",
                        "The command \u201cgistwire waiting list\u201d shows who sent it and why it waits." },
  [TROUBLE_DISK] = { "the disk is nearly full", NULL, "The disk of the spool or the database is nearly full.", NULL,
                     "When it is full, mail stays with the mail server that has it and newsletters come late." },
};

static const Trouble *trouble_at(const Feed *feed, guint i)
{
  return g_ptr_array_index(feed->troubles, i);
}

char *trouble_title(const Feed *feed)
{
  GString *title = g_string_new("Gistwire: ");

  for (guint i = 0; i < feed->troubles->len; i++)
    g_string_append_printf(title, "%s%s", i > 0 ? ", " : "", words[trouble_at(feed, i)->kind].title);
  return g_string_free(title, FALSE);
}

static char *sentence(const Trouble *trouble)
{
  const char *form =
      trouble->count == 1 || words[trouble->kind].many == NULL ? words[trouble->kind].one : words[trouble->kind].many;
  g_autofree char *count =
      words[trouble->kind].noun != NULL ? show_count((guint)trouble->count, words[trouble->kind].noun) : NULL;
  g_auto(GStrv) pieces = g_strsplit(form, "%s", 2);

  return count != NULL ? g_strjoinv(count, pieces) : g_strdup(form);
}

Value *trouble_list(const Feed *feed)
{
  Value *list = value_new_list();

  for (guint i = 0; i < feed->troubles->len; i++) {
    Value *value = value_new_map();
    g_autofree char *text = sentence(trouble_at(feed, i));

    value_set_string(value, "text", text);
    value_set_string(value, "advice", words[trouble_at(feed, i)->kind].advice);
    value_add(list, value);
  }
  return list;
}

gint64 trouble_since(const Feed *feed)
{
  gint64 since = 0;

  for (guint i = 0; i < feed->troubles->len; i++)
    since = MAX(since, trouble_at(feed, i)->since);
  return since;
}

/* Version 8 of RFC 9562: made in a way of our own. */
char *trouble_guid(const Feed *feed)
{
  g_autofree char *name = g_strdup_printf("trouble %s %" G_GINT64_FORMAT, feed->id, trouble_since(feed) / DAY_SECONDS);
  g_autofree char *hex = digest_hex(name, strlen(name));

  return g_strdup_printf("urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15, hex + 18);
}
