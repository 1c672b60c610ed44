/* SPDX-License-Identifier: MIT */
#include "served.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "client.h"
#include "publish.h"
#include "support.h"
#include "util/date.h"

Served served;

static void add_part(Newsletter *newsletter, const char *name, const char *bytes)
{
  Part *part = g_new0(Part, 1);

  part->name = g_strdup(name);
  part->type = g_strdup("image/png");
  part->size = strlen(bytes);
  part->bytes = g_bytes_new(bytes, part->size);
  g_ptr_array_add(newsletter->parts, part);
}

#define ORIGINAL "<p>Hello</p><img src=\"https://pictures.test/1.png\" alt=\"\" />"

static void fill_store(void)
{
  GError *error = NULL;
  g_autoptr(Store) store = store_open(served.store_path, STORE_WRITE, &error);
  g_autoptr(Feed) feed = fixture_feed();
  g_autoptr(GBytes) html = g_bytes_new_static(ORIGINAL, strlen(ORIGINAL));
  g_autoptr(Item) item = fixture_item("Hello"), plain = fixture_item("Plain"), held = fixture_item("Held");

  ck_no_error(error);
  g_clear_pointer(&feed->id, g_free);
  store_begin(store, &error);
  ck_no_error(error);
  store_feed_add(store, feed, &error);
  ck_no_error(error);
  g_free(newsletter_link(item->newsletter, 3)->url); /* no decoder makes this */
  newsletter_link(item->newsletter, 3)->url = g_strdup("https://ads.test/\r\nSet-Cookie: a=b");
  item->newsletter->original = store_compress(html);
  add_part(item->newsletter, "cat \"\xc3\xa9\".png", "\x89PNG\r\n\x1a\n....");
  add_part(item->newsletter, "pa\"ge;\\ \xc3\xa9.html", "<script>alert(1)</script>");
  add_part(item->newsletter, "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
  served.plain_id = fixture_store_item(store, feed, plain, TRUE);
  served.item_id = fixture_store_item(store, feed, item, TRUE);
  served.held_id = fixture_store_item(store, feed, held, FALSE);
  store_commit(store, &error);
  ck_no_error(error);
  served.feed_id = g_strdup(feed->id);
  served.link_id = g_strdup(newsletter_link(item->newsletter, 1)->id);
  served.bad_id = g_strdup(newsletter_link(item->newsletter, 3)->id);
  served.action_id = g_strdup(newsletter_link(item->newsletter, 2)->id);
}

Config *served_config(const char *listen)
{
  g_autofree char *text =
      g_strdup_printf("[server]\nlisten=%s\nadmin_listen=unix:%s/admin\nbase_url=http://h.test/g\n"
                      "[mail]\ndomain=m.test\n[store]\npath=%s\n",
                      listen, served.folder, served.store_path);
  GError *error = NULL;
  Config *parsed = config_parse(text, strlen(text), "test", &error);

  ck_no_error(error);
  return parsed;
}

void served_setup(void)
{
  g_autofree char *listen = NULL;
  GError *error = NULL;

  date_set_now(FIXTURE_NOW);
  served.folder = support_folder();
  served.store_path = g_build_filename(served.folder, "gistwire.db", NULL);
  fill_store();
  listen = g_strdup_printf("127.0.0.1:0;unix:%s/socket", served.folder);
  served.config = served_config(listen);
  served.server = server_start(served.config, &error);
  ck_no_error(error);
}

void served_teardown(void)
{
  server_stop(served.server);
  config_unref(served.config);
  g_free(served.feed_id);
  g_free(served.item_id);
  g_free(served.plain_id);
  g_free(served.held_id);
  g_free(served.link_id);
  g_free(served.action_id);
  g_free(served.bad_id);
  g_free(served.store_path);
  support_remove_folder(served.folder);
}

/* --- a client ----------------------------------------------------------------------------- */

char *served_fill_in(const char *template)
{
  const struct {
    const char *name, *id;
  } ids[] = { { "{feed}", served.feed_id }, { "{item}", served.item_id }, { "{plain}", served.plain_id },
              { "{held}", served.held_id }, { "{link}", served.link_id }, { "{action}", served.action_id },
              { "{bad}", served.bad_id } };
  GString *text = g_string_new(template);

  for (guint i = 0; i < G_N_ELEMENTS(ids); i++)
    g_string_replace(text, ids[i].name, ids[i].id, 0);
  return g_string_free(text, FALSE);
}

char *served_ask(const char *request)
{
  g_autofree char *filled = served_fill_in(request);

  return client_ask(served.server, filled, strlen(filled));
}

char *served_get(const char *path, const char *headers)
{
  g_autofree char *request = g_strconcat("GET ", path, HTTP, headers, "\r\n", NULL);

  return served_ask(request);
}

char *served_body(const char *answer)
{
  const char *end = strstr(answer, "\r\n\r\n");

  ck_assert_msg(end != NULL, "no header block: %s", answer);
  return g_strdup(end + 4);
}

char *served_header(const char *answer, const char *name)
{
  g_auto(GStrv) lines = g_strsplit(answer, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    if (g_ascii_strncasecmp(lines[i], name, strlen(name)) == 0 && lines[i][strlen(name)] == ':')
      return g_strdup(lines[i] + strlen(name) + 2);
  return NULL;
}

char *served_get_unix(const char *url, const char *path)
{
  g_autofree char *request = g_strconcat("GET ", path, HTTP "\r\n", NULL), *filled = served_fill_in(request);
  struct sockaddr_un name = { .sun_family = AF_UNIX };
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  ck_assert(g_str_has_prefix(url, "unix:/"));
  g_strlcpy(name.sun_path, url + strlen("unix:"), sizeof name.sun_path);
  ck_assert_int_eq(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
  client_put(fd, filled, strlen(filled));
  return client_take(fd);
}

/* --- changes ------------------------------------------------------------------------------ */

void served_publish_held(void)
{
  g_autoptr(GArray) pending = NULL;
  g_autoptr(Store) store = store_open(served.store_path, STORE_WRITE, NULL);
  g_autoptr(Gist) gist = gist_new();
  const PendingItem *item;
  gboolean published = FALSE;

  gist->key = g_strdup("k");
  gist->provider = g_strdup("extract");
  gist->model = g_strdup("");
  gist->summary = g_strdup("Now it is here.");
  gist->why = g_strdup("");
  ck_assert(store_begin(store, NULL));
  pending = store_item_pending(store, 1, NULL);
  item = &g_array_index(pending, PendingItem, 0);
  ck_assert(publish_item(store, item->row, item->newsletter_row, gist, &published, NULL) && published);
  ck_assert(store_commit(store, NULL));
}
