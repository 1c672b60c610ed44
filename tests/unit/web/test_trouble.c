/* SPDX-License-Identifier: MIT */
#include "web/trouble.h"

#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"
#include "web/channel.h"
#include "web/page.h"

static Fixture fixture;

static void add(TroubleKind kind, gint64 since, gint64 count)
{
  Trouble *trouble = g_new0(Trouble, 1);

  *trouble = (Trouble){ kind, since, count };
  g_ptr_array_add(fixture.feed->troubles, trouble);
}

static void setup(void)
{
  fixture_setup(&fixture);
  fixture.feed->troubles = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(fixture.items, fixture_item("Hello"));
}

static void teardown(void)
{
  fixture_teardown(&fixture);
}

static Channel *make_channel(void)
{
  Show show = fixture_show(&fixture, "http://h.test/g");
  GError *error = NULL;
  Channel *channel = channel_new(&show, fixture.feed, fixture.items, &error);

  ck_no_error(error);
  return channel;
}

static const struct {
  gint64 waiting; /* mails */
  gboolean disk;
  const char *title, *html;
} rows[] = {
  { 1, FALSE, "Gistwire: mail waits", "<strong>1 mail waits to be let into this feed.</strong>" },
  { 3, FALSE, "Gistwire: mail waits", "<strong>3 mails wait to be let into this feed.</strong>" },
  { 0, TRUE, "Gistwire: the disk is nearly full",
    "<strong>The disk of the spool or the database is nearly full.</strong>" },
  { 2, TRUE, "Gistwire: mail waits, the disk is nearly full", "<strong>2 mails wait" },
};

START_TEST(wording)
{
  Show show = fixture_show(&fixture, "/g");
  g_autoptr(Channel) channel = NULL;
  g_autoptr(GBytes) page = NULL;
  const Entry *entry;

  if (rows[_i].waiting > 0)
    add(TROUBLE_WAITING, FIXTURE_NOW, rows[_i].waiting);
  if (rows[_i].disk)
    add(TROUBLE_DISK, FIXTURE_NOW - 5, 1);
  channel = make_channel();
  ck_assert_uint_eq(channel->entries->len, 2);
  entry = g_ptr_array_index(channel->entries, 0);
  ck_assert_str_eq(entry->title, rows[_i].title);
  ck_assert_str_eq(entry->author, "Gistwire");
  ck_assert_str_eq(entry->url, "http://h.test/g/feeds/" FIXTURE_ID);
  ck_assert_int_eq(entry->date, rows[_i].waiting > 0 ? FIXTURE_NOW : FIXTURE_NOW - 5);
  ck_assert_msg(strstr(entry->html, rows[_i].html) != NULL, "%s", entry->html);
  page = page_feed(&show, fixture.feed, fixture.items, &(PageOfFeed){ FALSE, TRUE }, NULL);
  ck_assert_ptr_nonnull(strstr(g_bytes_get_data(page, NULL), rows[_i].html));
}
END_TEST

START_TEST(nothing_wrong)
{
  g_autoptr(Channel) channel = make_channel();

  ck_assert_uint_eq(channel->entries->len, 1);
  g_clear_pointer(&fixture.feed->troubles, g_ptr_array_unref); /* nobody asked */
  channel_free(channel);
  channel = make_channel();
  ck_assert_uint_eq(channel->entries->len, 1);
}
END_TEST

/* One item for a day, whatever is added to it; another one for the next day, and for another feed. */
START_TEST(guids)
{
  g_autofree char *first = NULL, *later = NULL, *next = NULL, *other = NULL;

  add(TROUBLE_WAITING, FIXTURE_NOW, 1);
  first = trouble_guid(fixture.feed);
  ck_assert(
      g_regex_match_simple("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$", first, 0, 0));
  add(TROUBLE_DISK, FIXTURE_NOW + 3600, 1);
  later = trouble_guid(fixture.feed);
  ck_assert_str_eq(later, first);
  add(TROUBLE_DISK, FIXTURE_NOW + 15 * 3600, 1);
  next = trouble_guid(fixture.feed);
  ck_assert_str_ne(next, first);
  fixture.feed->id[0] = 'b';
  other = trouble_guid(fixture.feed);
  ck_assert_str_ne(other, next);
}
END_TEST

Suite *test_trouble_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("trouble", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, wording, 0, G_N_ELEMENTS(rows));
  tcase_add_test(tcase, nothing_wrong);
  tcase_add_test(tcase, guids);
  return suite;
}
