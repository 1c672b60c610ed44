/* SPDX-License-Identifier: MIT */
/* What JSON Feed calls what; what is in it, and what must not be, is tested for all formats in test_channel.c. */
#include "web/feed_json.h"

#include <jansson.h>
#include <string.h>

#include "fixture.h"
#include "suites.h"
#include "support.h"

#define BASE "http://h.test/g"

static Fixture fixture;

static void setup(void)
{
  fixture_setup(&fixture);
}

static void teardown(void)
{
  fixture_teardown(&fixture);
}

/* path: keys and indexes, separated by '/'. */
static const struct {
  const char *path, *value;
} rows[] = {
  { "version", "https://jsonfeed.org/version/1.1" },
  { "title", "Weekly reading" },
  { "home_page_url", BASE "/feeds/" FIXTURE_ID },
  { "feed_url", BASE "/feeds/" FIXTURE_ID "/json" },
  { "description", "The gist of newsletters, by Gistwire" },
  { "icon", BASE "/icon.png" },
  { "items/0/id", "urn:uuid:00000000-0000-4000-8000-000000000001" },
  { "items/0/url", BASE "/newsletters/" FIXTURE_ID },
  { "items/0/title", "Hello & <world>" },
  { "items/0/summary", "First paragraph. Hello & <world>" },
  { "items/0/date_published", "2026-11-23T08:00:00Z" },
  { "items/0/date_modified", "2026-11-23T09:00:00Z" },
  { "items/0/authors/0/name", "Hello & <world>" },
  { "items/0/tags/0", "Topic one" },
  { "items/0/attachments/0/url", BASE "/newsletters/" FIXTURE_ID "/parts/0" },
  { "items/0/attachments/0/mime_type", "application/pdf" },
  { "items/0/attachments/0/title", "Hello & <world>" },
  { "items/0/language", NULL },
  { "items/1", NULL },
};

static const json_t *value_at(const json_t *json, const char *path)
{
  g_auto(GStrv) steps = g_strsplit(path, "/", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    json = json_is_array(json) ? json_array_get(json, (size_t)g_ascii_strtoull(steps[i], NULL, 10))
                               : json_object_get(json, steps[i]);
  return json;
}

START_TEST(content)
{
  g_autoptr(GBytes) bytes = NULL;
  json_t *document;

  g_ptr_array_add(fixture.items, fixture_item("Hello & <world>"));
  bytes = fixture_write(&fixture, feed_json_write);
  document = json_loadb(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), JSON_REJECT_DUPLICATES, NULL);
  ck_assert_ptr_nonnull(document);
  ck_assert_pstr_eq(json_string_value(value_at(document, rows[_i].path)), rows[_i].value);
  ck_assert_int_eq(json_integer_value(value_at(document, "items/0/attachments/0/size_in_bytes")), 4);
  json_decref(document);
}
END_TEST

Suite *test_feed_json_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("feed_json", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_add_loop_test(tcase, content, 0, G_N_ELEMENTS(rows));
  return suite;
}
