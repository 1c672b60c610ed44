/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fixture.h"
#include "publish.h"
#include "suites.h"
#include "util/error.h"

static Feed *feed, *other;

static void setup(void)
{
  fixture_setup();
  fixture_begin();
  feed = fixture_add_feed("Feed", "feed");
  other = fixture_add_feed("Other", "other");
  fixture_commit();
}

static void teardown(void)
{
  g_clear_pointer(&feed, feed_free);
  g_clear_pointer(&other, feed_free);
  fixture_teardown();
}

/* --- putting newsletters there ------------------------------------------------------------ */

static void publish_in(const Feed *to, gint64 newsletter, gint64 when)
{
  GError *error = NULL;
  gint64 item = fixture_add_item(to->row, newsletter, when);
  g_autoptr(Gist) gist = fixture_gist("key");
  gboolean published = FALSE;

  publish_item(fixture_store, item, newsletter, gist, &published, &error);
  ck_no_error(error);
  ck_assert(published);
}

/* Of which nobody knows yet. */
static gint64 store(guint seed, const char *subject, const char *markdown)
{
  GError *error = NULL;
  g_autoptr(Newsletter) newsletter = fixture_newsletter(seed, 2);
  g_autoptr(GBytes) raw = g_bytes_new(subject, strlen(subject)), compressed = store_compress(raw);

  g_free(newsletter->subject);
  g_free(newsletter->markdown);
  newsletter->subject = g_strdup(subject);
  newsletter->markdown = g_strdup(markdown);
  store_newsletter_add(fixture_store, newsletter, compressed, &error);
  ck_no_error(error);
  return newsletter->row;
}

static gint64 publish(guint seed, const char *subject, const char *markdown, gint64 when)
{
  gint64 row = store(seed, subject, markdown);

  publish_in(feed, row, when);
  return row;
}

/* --- asking ------------------------------------------------------------------------------- */

static SearchResult search(const char *text, const SearchPage *page)
{
  GError *error = NULL;
  g_autoptr(Query) query = query_parse(text, strlen(text));
  SearchResult result = { 0 };

  store_search(fixture_store, query, page, &result, &error);
  ck_no_error(error);
  return result;
}

/* The subjects that are found, in their order, separated by '|'. */
static char *subjects(const char *text, const SearchPage *page)
{
  SearchResult result = search(text, page);
  g_autoptr(GPtrArray) items = result.items;
  GString *out = g_string_new("");

  for (guint i = 0; i < items->len; i++) {
    const Item *item = g_ptr_array_index(items, i);

    g_string_append_printf(out, "%s%s", i > 0 ? "|" : "", item->newsletter->subject);
  }
  return g_string_free(out, FALSE);
}

static guint found(const char *text)
{
  const SearchPage page = { .feed_row = feed->row };
  SearchResult result = search(text, &page);

  ck_assert_uint_eq(result.items->len, result.found);
  g_ptr_array_unref(result.items);
  return result.found;
}

/* FTS5's own check, also against the texts; and that what is published is what is indexed. */
static void check_index(void)
{
  sqlite3 *db = fixture_store->db;

  fixture_begin();
  ck_assert_int_eq(
      sqlite3_exec(db, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", NULL, NULL, NULL), SQLITE_OK);
  fixture_commit();
  ck_assert_int_eq(fixture_int(db, "SELECT count(*) FROM (SELECT row FROM search_text EXCEPT "
                                   "SELECT id FROM search_docsize)"),
                   0);
  ck_assert_int_eq(fixture_int(db, "SELECT count(*) FROM (SELECT id FROM search_docsize EXCEPT "
                                   "SELECT row FROM search_text)"),
                   0);
  ck_assert_int_eq(fixture_int(db, "SELECT (SELECT count(*) FROM search_touched) + (SELECT count(*) FROM search_old)"),
                   0);
}

/* --- what is found ------------------------------------------------------------------------ */

static const struct {
  const char *subject, *markdown;
} newsletters[] = {
  { "en",
    "# Climate *policy*\n\nThe carbon price doesn't rise. See [the report](L3), and don't look AND or NOT near." },
  { "de", "Gr\u00fc\u00dfe aus der Stra\u00dfe: \u00c4rger \u00fcber M\u00fcllgeb\u00fchren in K\u00f6ln." },
  { "fr", "L\u2019\u00e9t\u00e9 \u00e0 la mer, no\u00ebl \u00e0 la montagne; une \u0153uvre d\u2019art." },
  { "es", "El a\u00f1o pr\u00f3ximo habr\u00e1 m\u00e1s ping\u00fcinos. \u00bfQu\u00e9 m\u00e1s?" },
  { "ru",
    "\u0401\u043b\u043a\u0438 \u0441\u0442\u043e\u044f\u0442 \u0432 \u041c\u043e\u0441\u043a\u0432\u0435. \u041c\u043e\u0439 \u0434\u043e\u043c." },
  { "el", "\u0397 \u0391\u03b8\u03ae\u03bd\u03b1 \u03ba\u03b1\u03b9 \u03bf \u03bb\u03cc\u03b3\u03bf\u03c2." },
  { "ar",
    "\u0645\u0631\u062d\u0628\u0627\u064b \u0628\u0643\u0645 \u0641\u064a \u0627\u0644\u0646\u0634\u0631\u0629 \u0627\u0644\u0625\u062e\u0628\u0627\u0631\u064a\u0629 \u0662\u0660\u0662\u0666" },
  { "he", "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd \u05dc\u05db\u05d5\u05dc\u05dd" },
  { "hi", "\u0939\u093f\u0928\u094d\u0926\u0940 \u092e\u0947\u0902 \u0938\u092e\u093e\u091a\u093e\u0930" },
  { "ja",
    "**\u6771\u4eac**\u30bf\u30ef\u30fc\u306f\u9ad8\u3044\u3002\u65b0\u3057\u3044iPhone\u3092\u8cb7\u3046\u3002\uff76\uff9e\uff72\uff84\uff9e" },
  { "zh", "\u5317\u4eac\u5927\u5b66\u7684\u65b0\u95fb\uff0c2026\u5e74\u3002" },
  { "ko", "\uc11c\uc6b8\uc5d0\uc11c \ub274\uc2a4\ub97c \uc804\ud569\ub2c8\ub2e4." },
  { "th",
    "\u0e02\u0e48\u0e32\u0e27\u0e08\u0e32\u0e01\u0e01\u0e23\u0e38\u0e07\u0e40\u0e17\u0e1e\u0e21\u0e2b\u0e32\u0e19\u0e04\u0e23" },
  { "Subject: \"words\" [in](L7)", "nothing else" },
  { "mail", "You get this as dncrgxra@news.example, not as dncrgxra%40news.example." },
};

static const struct {
  const char *query, *subjects;
} rows[] = {
  { "climate", "en" },
  { "CLIMATE policy", "en" },
  { "policy climate", "en" },
  { "\"climate policy\"", "en" },
  { "\"policy climate\"", "" },
  { "clim*", "en" },
  { "clima", "" },
  { "\"the carbon pri\"*", "en" },
  { "climate absent", "" },
  { "doesn't", "en" },
  { "doesn\u2019t", "en" },
  { "look AND or NOT near", "en" },
  { "climate AND K\u00f6ln", "" },
  { "climate OR K\u00f6ln", "" },
  { "climate NOT absent", "" },
  { "NEAR(climate policy)", "" }, /* "near climate" is one word for people, too */
  { "climate -policy", "en" },
  { "subject:climate", "" },
  { "^climate (policy)", "en" },
  { "report L3", "" }, /* a mark of ours */
  { "L7", "" },
  { "gr\u00fc\u00dfe", "de" },
  { "GRUSSE", "de" },
  { "Strasse", "de" },
  { "Stra\u00dfe \u00c4rger", "de" },
  { "mull*", "de" },
  { "koln", "de" },
  { "ete", "fr" },
  { "\u00c9T\u00c9 No\u00ebl", "fr" },
  { "oeuvre", "fr" },
  { "\"\u00e0 la mer\"", "fr" },
  { "l'\u00e9t\u00e9", "fr" },
  { "ano", "es" },
  { "pinguinos", "es" },
  { "\u00bfqu\u00e9?", "es" },
  { "ping\u00fc*", "es" },
  { "\u0435\u043b\u043a\u0438", "ru" },
  { "\u043c\u043e\u0441\u043a*", "ru" },
  { "\u041c\u041e\u0421\u041a\u0412\u0415", "ru" },
  { "\u043c\u043e\u0438", "" },
  { "\u03b1\u03b8\u03b7\u03bd\u03b1", "el" },
  { "\u039b\u039f\u0393\u039f\u03a3", "el" },
  { "\u0645\u0631\u062d\u0628\u0627", "ar" },
  { "\u0627\u0644\u0627\u062e\u0628\u0627\u0631\u064a\u0629", "ar" },
  { "\u05e9\u05dc\u05d5\u05dd", "he" },
  { "\u0939\u093f\u0928\u094d\u0926\u0940", "hi" },
  { "\u0938\u092e\u093e*", "hi" },
  { "\u4eac", "zh|ja" },
  { "\u6771\u4eac", "ja" },
  { "\u6771\u4eac\u30bf\u30ef\u30fc", "ja" },
  { "\u4eac\u6771", "" },
  { "\u30ef", "ja" },
  { "\u65b0\u3057\u3044 iphone", "ja" },
  { "\u30ac\u30a4\u30c9", "ja" },
  { "\u5317\u4eac", "zh" },
  { "\u5927\u5b66 \u5317\u4eac", "zh" },
  { "\"\u5927\u5b66 \u5317\u4eac\"", "" },
  { "\u65b0\u805e", "" },
  { "\uc11c\uc6b8", "ko" },
  { "\ub274\uc2a4", "ko" },
  { "\uc6b8\uc11c", "" },
  { "\u0e01\u0e23\u0e38\u0e07\u0e40\u0e17\u0e1e", "th" },
  { "\u0e02\u0e48\u0e32\u0e27", "th" },
  { "2026", "zh|ar" },
  { "\"words in\"", "Subject: \"words\" [in](L7)" },
  { "dncrgxra", "" }, /* nobody spells an address out */
  { "dnc*", "" },
  { "dncrgxra@news.example", "mail" },
  { "other@news.example", "mail" },
  { "\"news example\"", "mail" },
  { "", "" },
  { "\"", "" },
  { "***", "" },
  { "\"\" \"\"", "" },
  { "x\"; DROP TABLE search; --", "" },
  { "search MATCH 'a'", "" },
  { "{subject markdown}: climate", "" },
  { "climate\" OR \"koln", "" },
  { "\u202eclimate\u202c", "en" },
};

START_TEST(finds)
{
  const SearchPage page = { .feed_row = feed->row, .newest = TRUE };
  g_autofree char *out = NULL;

  fixture_begin();
  for (guint i = 0; i < G_N_ELEMENTS(newsletters); i++)
    publish(i, newsletters[i].subject, newsletters[i].markdown, NOW - 1000 + (gint64)i);
  fixture_commit();
  out = subjects(rows[_i].query, &page);
  ck_assert_str_eq(out, rows[_i].subjects);
}
END_TEST

static void add_hostile(GString *text, guint kind, guint32 random)
{
  static const char *const pieces[] = { "\"",     "*", "AND", "OR", "NOT",     "NEAR(", ")",      "(",
                                        "^",      ":", "-",   "+",  "{",       "}",     ",",      " ",
                                        " ",      "a", "\\",  "'",  ";",       "--",    "\u4eac", "\u0301",
                                        "\u202e", "%", "\n",  "\t", "climate", "cli*",  "\xff",   "\U0001f600" };

  if (kind == 0)
    g_string_append(text, pieces[random % G_N_ELEMENTS(pieces)]);
  else
    g_string_append_c(text, (char)(random % 255 + 1));
}

/* Whatever is asked, the store answers. */
START_TEST(hostile)
{
  const SearchPage page = { .max = 3 };
  g_autoptr(GRand) rand = g_rand_new_with_seed((guint32)_i);

  fixture_begin();
  publish(1, newsletters[0].subject, newsletters[0].markdown, NOW);
  fixture_commit();
  for (guint i = 0; i < 300; i++) {
    g_autoptr(GString) text = g_string_new("");
    guint pieces = (guint)g_rand_int_range(rand, 1, 40);
    SearchResult result;

    for (guint p = 0; p < pieces; p++)
      add_hostile(text, (guint)_i % 2, g_rand_int(rand));
    result = search(text->str, &page);
    ck_assert_uint_le(result.found, 1);
    g_ptr_array_unref(result.items);
  }
}
END_TEST

/* --- what is not found -------------------------------------------------------------------- */

START_TEST(only_what_is_published_here)
{
  GError *error = NULL;
  const SearchPage everywhere = { .newest = TRUE }, elsewhere = { .feed_row = other->row };
  g_autofree char *all = NULL, *there = NULL;
  gint64 waits, both, pending;

  fixture_begin();
  waits = store(1, "waits", "word");
  store_waiting_add(fixture_store, waits, feed->row, "a@x", "unknown sender", &error);
  ck_no_error(error);
  publish(2, "here", "word", NOW);
  publish_in(other, store(3, "there", "word"), NOW + 1);
  both = publish(4, "both", "word", NOW + 2);
  publish_in(other, both, NOW + 3);
  pending = store(5, "pending", "word");
  fixture_add_item(feed->row, pending, NOW);
  fixture_commit();
  check_index();
  ck_assert_uint_eq(found("word"), 2);
  all = subjects("word", &everywhere);
  ck_assert_str_eq(all, "both|there|here"); /* each once */
  there = subjects("word", &elsewhere);
  ck_assert_str_eq(there, "both|there");
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM search_docsize"), 3);
  /* released */
  fixture_begin();
  publish_in(feed, waits, NOW);
  store_waiting_clear(fixture_store, waits, feed->row, &error);
  ck_no_error(error);
  fixture_commit();
  check_index();
  ck_assert_uint_eq(found("word"), 3);
}
END_TEST

/* --- order -------------------------------------------------------------------------------- */

#define DAY (24 * 3600)

static const struct {
  struct {
    const char *subject, *markdown;
    int days; /* ago */
  } newsletters[3];
  const char *wanted, *newest;
} orders[] = {
  /* the newer first when they are equal */
  { { { "a", "word", 10 }, { "b", "word", 0 }, { "c", "word", 20 } }, "b|a|c", "b|a|c" },
  /* the subject counts more than a year */
  { { { "a", "word", 0 }, { "word", "x", 365 }, { "b", "x word y", 1 } }, "word|a|b", "a|b|word" },
  /* often counts more than a month, and less than many years */
  { { { "a", "word word word word word", 30 }, { "b", "word", 0 }, { "c", "word", 40 } }, "a|b|c", "b|a|c" },
  { { { "a", "word word", 3000 }, { "b", "word", 0 }, { "c", "word", 3001 } }, "b|a|c", "b|a|c" },
};

START_TEST(order)
{
  const SearchPage best = { .feed_row = feed->row }, newest = { .feed_row = feed->row, .newest = TRUE };
  g_autofree char *by_score = NULL, *by_time = NULL;

  fixture_begin();
  for (guint i = 0; i < 3; i++)
    publish(i, orders[_i].newsletters[i].subject, orders[_i].newsletters[i].markdown,
            NOW - (gint64)orders[_i].newsletters[i].days * DAY);
  fixture_commit();
  by_score = subjects("word", &best);
  by_time = subjects("word", &newest);
  ck_assert_str_eq(by_score, orders[_i].wanted);
  ck_assert_str_eq(by_time, orders[_i].newest);
}
END_TEST

START_TEST(pages)
{
  SearchPage page = { .feed_row = feed->row, .newest = TRUE, .max = 2, .markdown = TRUE };
  static const char *const wanted[] = { "n4|n3", "n2|n1", "n0", "" };

  fixture_begin();
  for (guint i = 0; i < 5; i++) {
    g_autofree char *subject = g_strdup_printf("n%u", i);

    publish(i, subject, "word", NOW + (gint64)i);
  }
  fixture_commit();
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_autofree char *out = NULL;
    SearchResult result;

    page.skip = i * 2;
    out = subjects("word", &page);
    ck_assert_str_eq(out, wanted[i]);
    result = search("word", &page);
    ck_assert_uint_eq(result.found, 5);
    ck_assert(!result.more);
    for (guint j = 0; j < result.items->len; j++) {
      const Item *item = g_ptr_array_index(result.items, j);

      ck_assert_str_eq(item->newsletter->markdown, "word");
      ck_assert_ptr_nonnull(item->gist);
    }
    g_ptr_array_unref(result.items);
  }
}
END_TEST

/* Of more than can be ranked, those that came last. */
START_TEST(many)
{
  SearchPage page = { .feed_row = feed->row, .max = 1 };
  SearchResult result;

  fixture_begin();
  for (guint i = 0; i < SEARCH_MAX_FOUND; i++)
    publish(i, "old", "word word", NOW);
  fixture_commit();
  result = search("word", &page);
  ck_assert_uint_eq(result.found, SEARCH_MAX_FOUND);
  ck_assert(!result.more);
  g_ptr_array_unref(result.items);
  fixture_begin();
  publish(SEARCH_MAX_FOUND, "new", "word", NOW - 10);
  fixture_commit();
  page.skip = SEARCH_MAX_FOUND - 1;
  result = search("word", &page);
  ck_assert_uint_eq(result.found, SEARCH_MAX_FOUND);
  ck_assert(result.more);
  ck_assert_str_eq(((const Item *)g_ptr_array_index(result.items, 0))->newsletter->subject, "new");
  g_ptr_array_unref(result.items);
  check_index();
}
END_TEST

/* --- the index follows -------------------------------------------------------------------- */

static Newsletter *get(gint64 row)
{
  GError *error = NULL;
  Newsletter *newsletter = store_newsletter_get(fixture_store, row, &error);

  ck_no_error(error);
  return newsletter;
}

static void rebuild(gint64 row, const char *subject, const char *markdown)
{
  GError *error = NULL;
  g_autoptr(Newsletter) old = get(row), fresh = fixture_newsletter(77, 1);

  g_free(fresh->subject);
  g_free(fresh->markdown);
  fresh->subject = g_strdup(subject);
  fresh->markdown = g_strdup(markdown);
  store_newsletter_rebuild(fixture_store, old, fresh, &error);
  ck_no_error(error);
}

/* An extract goes with the rebuild, and its item is hidden until it has another. */
static void publish_again(void)
{
  GError *error = NULL;
  g_autoptr(GArray) pending = store_item_pending(fixture_store, 0, &error);
  g_autoptr(Gist) gist = fixture_gist("again");
  const ItemChange change = { .state = ITEM_PUBLISHED, .gist = gist };

  ck_no_error(error);
  for (guint i = 0; i < pending->len; i++)
    ck_assert(store_item_change(fixture_store, &g_array_index(pending, PendingItem, i), &change, NULL, NULL));
}

START_TEST(a_rebuild)
{
  gint64 row;

  fixture_begin();
  row = publish(1, "first", "old words", NOW);
  publish(2, "second", "old stay", NOW);
  fixture_commit();
  fixture_begin();
  rebuild(row, "third", "new words");
  fixture_commit();
  check_index();
  ck_assert_uint_eq(found("words"), 0);
  fixture_begin();
  publish_again();
  fixture_commit();
  check_index();
  ck_assert_uint_eq(found("new words"), 1);
  ck_assert_uint_eq(found("old"), 1);
  ck_assert_uint_eq(found("first"), 0);
  /* in one transaction, and twice in it */
  fixture_begin();
  rebuild(row, "fourth", "never seen");
  rebuild(row, "fifth", "newer words");
  publish_again();
  fixture_commit();
  check_index();
  ck_assert_uint_eq(found("newer words"), 1);
  ck_assert_uint_eq(found("third"), 0);
  ck_assert_uint_eq(found("never"), 0);
}
END_TEST

START_TEST(removal)
{
  GError *error = NULL;
  gint64 row, pruned;

  fixture_begin();
  row = publish(1, "first", "word", NOW);
  pruned = publish(2, "second", "word", NOW);
  publish(3, "third", "word", NOW);
  fixture_commit();
  fixture_begin();
  store_newsletter_remove(fixture_store, row, &error);
  ck_no_error(error);
  fixture_commit();
  check_index();
  ck_assert_uint_eq(found("word"), 2);
  fixture_begin();
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, "DELETE FROM item WHERE newsletter = 2", NULL, NULL, NULL),
                   SQLITE_OK);
  store_newsletter_prune(fixture_store, pruned, &error);
  ck_no_error(error);
  fixture_commit();
  check_index();
  ck_assert_uint_eq(found("word"), 1);
  fixture_begin(); /* comes and goes */
  row = publish(4, "fourth", "word", NOW);
  rebuild(row, "fifth", "other");
  store_newsletter_remove(fixture_store, row, &error);
  ck_no_error(error);
  fixture_commit();
  check_index();
  ck_assert_uint_eq(found("word"), 1);
}
END_TEST

START_TEST(a_removed_feed)
{
  GError *error = NULL;
  const SearchPage everywhere = { .newest = TRUE };
  g_autofree char *out = NULL;
  gint64 both, waits;

  fixture_begin();
  publish(1, "first", "word", NOW);
  both = publish(2, "both", "word", NOW);
  publish_in(other, both, NOW);
  waits = publish(3, "waits", "word", NOW);
  store_waiting_add(fixture_store, waits, other->row, "a@x", "unknown sender", &error);
  ck_no_error(error);
  fixture_commit();
  fixture_begin();
  rebuild(both, "both", "word and another");
  publish_again();
  store_feed_remove(fixture_store, feed, &error);
  ck_no_error(error);
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM search_old"),
                   1); /* no text but the changed one's */
  fixture_commit();
  check_index();
  out = subjects("word", &everywhere);
  ck_assert_str_eq(out, "both");
  ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM newsletter"), 2);
}
END_TEST

START_TEST(what_is_undone)
{
  GError *error = NULL;
  gint64 row;

  fixture_begin();
  row = publish(1, "first", "word", NOW);
  fixture_commit();
  fixture_begin();
  ck_assert(store_savepoint(fixture_store, &error));
  publish(2, "second", "word", NOW);
  store_newsletter_remove(fixture_store, row, &error);
  ck_no_error(error);
  store_revert(fixture_store);
  publish(3, "third", "word", NOW);
  fixture_commit();
  check_index();
  ck_assert_uint_eq(found("word"), 2);
  ck_assert_uint_eq(found("second"), 0);
  fixture_begin();
  rebuild(row, "fourth", "word");
  publish(4, "fifth", "word", NOW);
  store_rollback(fixture_store);
  check_index();
  ck_assert_uint_eq(found("word"), 2);
}
END_TEST

/* Other states than published; and what is shown with another gist is not indexed again. */
START_TEST(other_states)
{
  GError *error = NULL;
  PendingItem item = { 0 };
  g_autoptr(GArray) pending = NULL;
  g_autoptr(Gist) gist = fixture_gist("key"), second = fixture_gist("second");
  static const ItemState states[] = { ITEM_HELD, ITEM_HIDDEN, ITEM_PUBLISHED, ITEM_HIDDEN, ITEM_PUBLISHED };

  fixture_begin();
  fixture_add_item(feed->row, store(1, "first", "word"), NOW);
  pending = store_item_pending(fixture_store, 0, &error);
  ck_no_error(error);
  item = g_array_index(pending, PendingItem, 0);
  fixture_commit();
  for (guint i = 0; i < G_N_ELEMENTS(states); i++) {
    const ItemChange change = { .state = states[i], .gist = gist };

    fixture_begin();
    ck_assert(store_item_change(fixture_store, &item, &change, NULL, &error));
    item.state = states[i];
    fixture_commit();
    check_index();
    ck_assert_uint_eq(found("word"), states[i] == ITEM_PUBLISHED);
  }
  {
    const ItemChange change = { .state = ITEM_PUBLISHED, .gist = second };
    gint64 blocks = fixture_int(fixture_store->db, "SELECT count(*) FROM search_data");

    fixture_begin();
    ck_assert(store_item_change(fixture_store, &item, &change, NULL, &error));
    fixture_commit();
    ck_assert_int_eq(fixture_int(fixture_store->db, "SELECT count(*) FROM search_data"), blocks);
  }
}
END_TEST

/* The check itself sees what is wrong. */
START_TEST(the_check_can_fail)
{
  sqlite3 *db = fixture_store->db;
  const char *check = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)";

  fixture_begin();
  publish(1, "first", "word", NOW);
  fixture_commit();
  fixture_begin();
  ck_assert_int_eq(sqlite3_exec(db, check, NULL, NULL, NULL), SQLITE_OK);
  ck_assert_int_eq(sqlite3_exec(db, "DROP TRIGGER temp.search_text_changed", NULL, NULL, NULL), SQLITE_OK);
  ck_assert_int_eq(sqlite3_exec(db, "UPDATE newsletter SET markdown = 'other'", NULL, NULL, NULL), SQLITE_OK);
  ck_assert_int_ne(sqlite3_exec(db, check, NULL, NULL, NULL), SQLITE_OK);
  store_rollback(fixture_store);
}
END_TEST

/* --- copies ------------------------------------------------------------------------------- */

/* A reader searches, and so does one of a copy that SQLite made. */
START_TEST(readers_and_copies)
{
  g_autofree char *copy = g_build_filename(fixture_folder, "copy.db", NULL);
  g_autofree char *sql = g_strdup_printf("VACUUM INTO '%s'", copy);
  const char *paths[] = { fixture_path, copy };

  fixture_begin();
  publish(1, "first", "word", NOW);
  fixture_commit();
  ck_assert_int_eq(sqlite3_exec(fixture_store->db, sql, NULL, NULL, NULL), SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
    GError *error = NULL;
    g_autoptr(Store) reader = store_open(paths[i], STORE_READ, &error);
    g_autoptr(Query) query = query_parse("word", 4);
    const SearchPage page = { 0 };
    SearchResult result;

    ck_no_error(error);
    ck_assert(store_search(reader, query, &page, &result, &error));
    ck_assert_uint_eq(result.found, 1);
    g_ptr_array_unref(result.items);
  }
}
END_TEST

Suite *test_search_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("search", &tcase);

  tcase_add_checked_fixture(tcase, setup, teardown);
  tcase_set_timeout(tcase, 60);
  tcase_add_loop_test(tcase, finds, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, hostile, 0, 4);
  tcase_add_test(tcase, only_what_is_published_here);
  tcase_add_loop_test(tcase, order, 0, G_N_ELEMENTS(orders));
  tcase_add_test(tcase, pages);
  tcase_add_test(tcase, many);
  tcase_add_test(tcase, a_rebuild);
  tcase_add_test(tcase, removal);
  tcase_add_test(tcase, a_removed_feed);
  tcase_add_test(tcase, what_is_undone);
  tcase_add_test(tcase, other_states);
  tcase_add_test(tcase, the_check_can_fail);
  tcase_add_test(tcase, readers_and_copies);
  return suite;
}
