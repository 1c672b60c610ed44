/* SPDX-License-Identifier: MIT */
/* What a derived feed shows, and what it keeps to itself. */
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"
#include "web/channel.h"
#include "web/feed_atom.h"
#include "web/feed_json.h"
#include "web/feed_rss.h"
#include "web/original.h"
#include "web/page.h"

#define BASE "http://h.test/g"

static Fixture fixture;

/* Its own feeds have the addresses secretbox and otherbox. */
static void setup(void)
{
  fixture_setup(&fixture);
  fixture.feed->kind = FEED_ALL;
  g_clear_pointer(&fixture.feed->address, g_free);
}

static void teardown(void)
{
  fixture_teardown(&fixture);
}

static Item *add_item(const char *text)
{
  Item *item = fixture_item(text);

  item->source_row = 7;
  item->prefix = g_strdup("News");
  item->masked = g_strsplit("secretbox otherbox", " ", -1);
  g_ptr_array_add(fixture.items, item);
  return item;
}

static Channel *make_channel(void)
{
  Show show = fixture_show(&fixture, BASE);
  GError *error = NULL;
  Channel *channel = channel_new(&show, fixture.feed, fixture.items, &error);

  ck_no_error(error);
  return channel;
}

static char *text_of(GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);

  return g_strndup(data, size);
}

/* Whether the text tells one of the addresses, whatever the case. */
static void check_tells_nothing(const char *text)
{
  g_autofree char *lower = g_ascii_strdown(text, -1);

  ck_assert_ptr_null(strstr(lower, "secretbox"));
  ck_assert_ptr_null(strstr(lower, "otherbox"));
  ck_assert_ptr_nonnull(strstr(lower, "[your address]"));
}

#define LEAK "to secretbox@m.test, OtherBox%40n.test, otherbox+x@m.test and a-secretbox=m.test@x.test"

static const FeedWriter writers[] = { feed_rss_write, feed_atom_write, feed_json_write };

START_TEST(feeds_mask_all_addresses)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  add_item(LEAK);
  fixture.feed->show = FEED_SHOW_FULL;
  bytes = fixture_write(&fixture, writers[_i]);
  text = text_of(bytes);
  check_tells_nothing(text);
}
END_TEST

START_TEST(pages_mask_all_addresses)
{
  Item *item = add_item(LEAK);
  Show feed_show = fixture_show(&fixture, "/g"), show = show_for_item(&feed_show, item);
  PageOriginal original = { .there = TRUE };
  PageOfFeed place = { .first = TRUE };
  g_autoptr(GBytes) page = page_newsletter(&show, fixture.feed, item, &original, NULL);
  g_autoptr(GBytes) list = page_feed(&feed_show, fixture.feed, fixture.items, &place, NULL);
  g_autofree char *one = text_of(page), *other = text_of(list);
  g_autofree char *washed = original_page(
      &show, item->newsletter, "<p>" LEAK "<a href=\"https://sender.test/leave?for=secretbox%40m.test\">x</a></p>");

  check_tells_nothing(one);
  check_tells_nothing(other);
  check_tells_nothing(washed);
  ck_assert_ptr_null(strstr(washed, "/links/"));
}
END_TEST

/* The fixture's second link acts on secretbox; it and the header's way to unsubscribe are for its reader alone. */
START_TEST(a_subscription_is_not_the_readers)
{
  Item *item = add_item("Hello");
  PageOriginal original = { .there = FALSE };
  const char *const ids[] = { newsletter_link(item->newsletter, 1)->id, newsletter_link(item->newsletter, 2)->id };

  g_free(item->newsletter->list_unsubscribe);
  item->newsletter->list_unsubscribe = g_strdup("<https://list.test/leave?secretbox@m.test>");
  for (guint own = 0; own < 2; own++) {
    Show feed_show = fixture_show(&fixture, "/g"), show = show_for_item(&feed_show, item);
    g_autoptr(GBytes) page = NULL;
    g_autofree char *html = NULL;

    show.yours = own ? show.masked : NULL;
    page = page_newsletter(&show, fixture.feed, item, &original, NULL);
    html = text_of(page);
    ck_assert_ptr_nonnull(strstr(html, ids[0]));
    ck_assert_int_eq(strstr(html, ids[1]) != NULL, own);
    ck_assert_int_eq(strstr(html, "list.test/leave") != NULL, own);
  }
}
END_TEST

static const struct {
  const char *prefix, *subject, *title;
  NewsletterFlags flags;
} title_rows[] = {
  { "News", "Water", "News: Water", 0 },
  { "News", "", "News: (no subject)", 0 },
  { "News", "Join", "News: [Confirm] Join", NEWSLETTER_CONFIRMATION },
  { NULL, "Water", "Water", 0 },
  { "a: b", "c", "a: b: c", 0 },
  { "<b>&", "]]>", "<b>&: ]]>", 0 },
  { "x\xe2\x80\xae\n", "y", "x: y", 0 },
};

START_TEST(titles)
{
  Item *item = add_item("Hello");
  g_autoptr(Channel) channel = NULL;

  g_free(item->prefix);
  g_free(item->newsletter->subject);
  item->prefix = g_strdup(title_rows[_i].prefix);
  item->newsletter->subject = g_strdup(title_rows[_i].subject);
  item->newsletter->flags = title_rows[_i].flags;
  channel = make_channel();
  ck_assert_str_eq(((const Entry *)g_ptr_array_index(channel->entries, 0))->title, title_rows[_i].title);
}
END_TEST

/* --- feeds of single senders -------------------------------------------------------------- */

static void add_sender(const char *name, const char *key)
{
  Feed *made = feed_new();
  guint n;

  if (fixture.feed->senders == NULL)
    fixture.feed->senders = g_ptr_array_new_with_free_func((GDestroyNotify)feed_free);
  n = fixture.feed->senders->len;
  made->row = 100 + n;
  made->kind = FEED_SENDER;
  made->id = g_strdup_printf("sender%cqrstuvwxyzqrstuvwxyz", 'a' + (int)n);
  made->guid = g_strdup_printf("urn:uuid:00000000-0000-4000-8000-00000000000%u", n);
  made->name = g_strdup(name);
  made->sender = g_strdup(key);
  made->created = FIXTURE_NOW - n;
  g_ptr_array_add(fixture.feed->senders, made);
}

static void make_per_sender(void)
{
  fixture.feed->kind = FEED_PER_SENDER;
  g_strfreev(fixture.feed->masked);
  fixture.feed->masked = g_strsplit("secretbox otherbox", " ", -1);
}

static const struct {
  const char *name, *key, *title, *html; /* html: a part of it */
} sender_rows[] = {
  { "Weekly reading: Fen", "news@fen.test", "Fen", "<bdi>Fen</bdi></b> &lt;news@fen.test&gt; has" },
  { "Weekly reading: Fen", "list-id:fen.test", "Fen", "<bdi>Fen</bdi></b> &lt;fen.test&gt; has" },
  { "Weekly reading: fen.test", "list-id:fen.test", "fen.test", "<bdi>fen.test</bdi></b> has" },
  { "My own name", "news@fen.test", "My own name", "<bdi>My own name</bdi></b> &lt;" },
  { "Weekly reading: ", "", "Weekly reading:", "has a feed of its own" },
  { "Weekly reading: " LEAK, "x-otherbox=m.test@y.test", NULL, "x-[your address]@y.test" },
  { "Weekly reading: <script>", "\"><img src=x>@y.test", "<script>", "&lt;img src=x&gt;" },
};

START_TEST(announcements)
{
  g_autoptr(Channel) channel = NULL;
  const Entry *entry;

  make_per_sender();
  add_sender(sender_rows[_i].name, sender_rows[_i].key);
  channel = make_channel();
  ck_assert_uint_eq(channel->entries->len, 1);
  entry = g_ptr_array_index(channel->entries, 0);
  if (sender_rows[_i].title != NULL)
    ck_assert_str_eq(entry->title, sender_rows[_i].title);
  else
    check_tells_nothing(entry->title);
  ck_assert_msg(strstr(entry->html, sender_rows[_i].html) != NULL, "%s", entry->html);
  ck_assert_ptr_null(strstr(entry->html, "<script"));
  ck_assert_ptr_null(strstr(entry->html, "<img"));
  ck_assert_str_eq(entry->url, BASE "/feeds/senderaqrstuvwxyzqrstuvwxyz");
  ck_assert_ptr_nonnull(strstr(entry->html, BASE "/feeds/senderaqrstuvwxyzqrstuvwxyz/rss"));
  ck_assert_str_eq(entry->guid, "urn:uuid:00000000-0000-4000-8000-000000000000");
  ck_assert_int_eq(entry->date, FIXTURE_NOW);
}
END_TEST

static const struct {
  gint64 max_items, max_bytes;
  guint entries;
} cap_rows[] = {
  { 0, 0, 5 },
  { 2, 0, 2 },
  { 9, 0, 5 },
  { G_GINT64_CONSTANT(1) << 40, 0, 5 },
  { FEED_CAP_DEFAULT, FEED_CAP_DEFAULT, 5 },
  { 0, 1, 1 }, /* at least one */
};

START_TEST(caps_of_announcements)
{
  g_autoptr(Channel) channel = NULL;

  make_per_sender();
  for (guint i = 0; i < 5; i++)
    add_sender("Weekly reading: Fen", "news@fen.test");
  fixture.feed->max_items = cap_rows[_i].max_items;
  fixture.feed->max_bytes = cap_rows[_i].max_bytes;
  channel = make_channel();
  ck_assert_uint_eq(channel->entries->len, cap_rows[_i].entries);
}
END_TEST

START_TEST(all_formats_take_announcements)
{
  g_autoptr(GBytes) once = NULL, again = NULL;

  make_per_sender();
  add_sender("Weekly reading: " FIXTURE_HOSTILE, FIXTURE_HOSTILE);
  add_sender("Weekly reading: Fen", "news@fen.test");
  once = fixture_write(&fixture, writers[_i]);
  again = fixture_write(&fixture, writers[_i]);
  ck_assert(g_bytes_equal(once, again));
  if (writers[_i] != feed_json_write)
    xmlFreeDoc(fixture_parse(once));
}
END_TEST

/* By name, all of them, whatever the caps. */
START_TEST(the_page_lists_senders)
{
  Show show = fixture_show(&fixture, "/g");
  PageOfFeed place = { .first = TRUE };
  g_autoptr(GBytes) page = NULL;
  g_autofree char *html = NULL;

  make_per_sender();
  fixture.feed->max_items = 1;
  show.masked = (const char *const *)fixture.feed->masked;
  page = page_feed(&show, fixture.feed, fixture.items, &place, NULL);
  html = text_of(page);
  ck_assert_ptr_nonnull(strstr(html, "Nothing has arrived yet"));
  g_clear_pointer(&html, g_free);
  g_clear_pointer(&page, g_bytes_unref);
  add_sender("Weekly reading: zebra", "z@fen.test");
  add_sender("Weekly reading: Apple <b>", "secretbox@m.test");
  page = page_feed(&show, fixture.feed, fixture.items, &place, NULL);
  html = text_of(page);
  ck_assert_ptr_null(strstr(html, "Nothing has arrived yet"));
  ck_assert_ptr_nonnull(strstr(html, "Apple &lt;b&gt;</a>"));
  ck_assert_ptr_nonnull(strstr(html, "href=\"/g/feeds/senderaqrstuvwxyzqrstuvwxyz\""));
  ck_assert(strstr(html, "Apple") < strstr(html, "zebra"));
  check_tells_nothing(html);
}
END_TEST

Suite *test_derived_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("derived", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, feeds_mask_all_addresses, 0, G_N_ELEMENTS(writers));
  tcase_add_test(tcase, pages_mask_all_addresses);
  tcase_add_test(tcase, a_subscription_is_not_the_readers);
  tcase_add_loop_test(tcase, titles, 0, G_N_ELEMENTS(title_rows));
  tcase_add_loop_test(tcase, announcements, 0, G_N_ELEMENTS(sender_rows));
  tcase_add_loop_test(tcase, caps_of_announcements, 0, G_N_ELEMENTS(cap_rows));
  tcase_add_loop_test(tcase, all_formats_take_announcements, 0, G_N_ELEMENTS(writers));
  tcase_add_test(tcase, the_page_lists_senders);
  return suite;
}
