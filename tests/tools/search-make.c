/* SPDX-License-Identifier: MIT */
/* Makes a database of newsletters for the bench of search: words by Zipf's law over made-up vocabularies of several languages.
 *
 *   search-make DATABASE NEWSLETTERS WORDS    WORDS in each on average; prints the two feeds' ids
 *
 * Every newsletter is in the feed "All of it", each hundredth in "Some". "ordinary" is in every second one, "seldom" in each 20,000th. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"
#include "util/digest.h"

#define VOCABULARY 60000u
#define SKEW 1.05
#define PER_COMMIT 500u
#define ALONE                                                                                                          \
  1000u /* the last ones come one by one, as from the daemon: the index is then in as many pieces as in use */
#define BEGIN 1700000000
#define STEP 600 /* seconds from one to the next */

typedef struct {
  const char *name;
  const char *const *syllables;
  guint count;
  const char *between;
  guint share; /* of 100 newsletters */
} Language;

static const char *const latin[] = { "ka", "ne",  "ro", "ti",  "sul", "men", "ver", "da",
                                     "lo", "pri", "co", "tan", "e",   "us",  "bri" };
static const char *const german[] = { "sch\u00f6", "gr\u00fc", "stra\u00dfe", "ver", "heit", "ung",
                                      "fl\u00e4",  "ge",       "ich",         "tau", "er",   "bl" };
static const char *const cyrillic[] = { "\u043f\u0440\u043e", "\u043d\u0438", "\u0432\u043e", "\u0434\u0430",
                                        "\u0441\u0442",       "\u0435\u0442", "\u0440\u0430", "\u0439",
                                        "\u043a\u043e",       "\u043b\u044f" };
static const char *const greek[] = { "\u03ba\u03b1", "\u03bb\u03cc", "\u03c4\u03b7", "\u03c2",
                                     "\u03c1\u03ad", "\u03bc\u03b9", "\u03c0\u03bf", "\u03bd\u03b5" };

static Language languages[] = {
  { "en", latin, G_N_ELEMENTS(latin), " ", 60 },
  { "de", german, G_N_ELEMENTS(german), " ", 12 },
  { "ru", cyrillic, G_N_ELEMENTS(cyrillic), " ", 8 },
  { "el", greek, G_N_ELEMENTS(greek), " ", 5 },
  { "ja", NULL, 0, "", 10 },
  { "zh", NULL, 0, "", 5 },
};

static guint64 state = 0x9e3779b97f4a7c15u;

static double draw(void)
{
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (double)(state >> 11) / 9007199254740992.0;
}

/* A rank from 0 on, by Zipf's law: the inverse of its distribution where that is taken for continuous. */
static guint rank(void)
{
  static double top;
  double u;

  if (top == 0)
    top = pow(VOCABULARY, 1 - SKEW) - 1;
  u = pow(1 + draw() * top, 1 / (1 - SKEW)) - 1;
  return (guint)MIN(u, VOCABULARY - 1);
}

/* The word of that rank, always the same: the more frequent the shorter. */
static void add_word(GString *text, const Language *language, guint number)
{
  guint rest = number;

  if (language->syllables == NULL) { /* one to three characters of the script */
    gunichar first = language->name[0] == 'j' && number % 3 == 0 ? 0x3042 : 0x4e00, span = first == 0x3042 ? 80 : 3000;

    do {
      g_string_append_unichar(text, first + rest % span);
      rest /= span;
    } while (rest > 0);
    return;
  }
  do {
    g_string_append(text, language->syllables[rest % language->count]);
    rest /= language->count;
  } while (rest > 0);
}

static const Language *pick_language(void)
{
  double at = draw() * 100;

  for (guint i = 0; i < G_N_ELEMENTS(languages); i++)
    if ((at -= languages[i].share) < 0)
      return &languages[i];
  return &languages[0];
}

static char *make_text(const Language *language, guint number, guint words)
{
  GString *text = g_string_new("# ");

  for (guint i = 0; i < words; i++) {
    add_word(text, language, rank());
    if (i % 60 == 59)
      g_string_append(text, language->between[0] == '\0' ? "\u3002\n\n" : ".\n\n");
    else if (i % 25 == 24)
      g_string_append_printf(text, " [more](L%u) ", i / 25 + 1);
    else
      g_string_append(text, i % 15 == 14 ? ", " : language->between);
  }
  if (number % 2 == 0)
    g_string_append(text, " An ordinary day. ");
  if (number % 20000 == 7)
    g_string_append(text, " Which is seldom said. ");
  if (number % 5000 == 11)
    g_string_append(text, "\u6771\u4eac\u30bf\u30ef\u30fc");
  return g_string_free(text, FALSE);
}

static Newsletter *make(guint number, guint words)
{
  const Language *language = pick_language();
  Newsletter *newsletter = newsletter_new();
  g_autofree char *text = make_text(language, number, (guint)(words * -log(1 - draw() * 0.98) / 0.92) + 20);
  g_autoptr(GString) subject = g_string_new("");
  g_autofree char *name = g_strdup_printf("bench %u", number);

  for (guint i = 0; i < 6; i++) {
    add_word(subject, language, rank());
    g_string_append(subject, language->between);
  }
  newsletter->sha256 = digest_hex(name, strlen(name));
  newsletter->body_hash = g_strdup(newsletter->sha256);
  newsletter->from_name = g_strdup("Bench");
  newsletter->from_address = g_strdup("bench@example.org");
  newsletter->subject = g_string_free(g_steal_pointer(&subject), FALSE);
  newsletter->date = newsletter->received = BEGIN + (gint64)number * STEP;
  newsletter->size = strlen(text);
  newsletter->language = g_strdup(language->name);
  newsletter->words = words;
  newsletter->markdown = g_steal_pointer(&text);
  return newsletter;
}

static void must(gboolean done, GError *error)
{
  if (!done) {
    fprintf(stderr, "search-make: %s\n", error != NULL ? error->message : "something is not as it should be");
    exit(1);
  }
}

static Feed *add_feed(Store *store, const char *name)
{
  GError *error = NULL;
  Feed *feed = feed_new();

  feed->name = g_strdup(name);
  feed->max_items = feed->max_bytes = -1;
  must(store_feed_add(store, feed, &error), error);
  printf("%s\n", feed->id);
  return feed;
}

static void put(Store *store, const Feed *feed, const Newsletter *newsletter)
{
  GError *error = NULL;
  gboolean added, changed;
  g_autoptr(Gist) gist = gist_new();
  ItemChange change = { .state = ITEM_PUBLISHED, .gist = gist };
  g_autoptr(GArray) items = NULL;

  gist->key = g_strdup("extract");
  gist->provider = g_strdup("extract");
  gist->model = g_strdup("");
  gist->summary = g_strdup("Made up.");
  gist->why = g_strdup("");
  gist->relevant = TRUE;
  must(store_item_add(store, feed->row, newsletter->row, newsletter->date, FALSE, &added, &error), error);
  items = store_item_pending_of(store, newsletter->row, &error);
  must(items != NULL && items->len == 1 &&
           store_item_change(store, &g_array_index(items, PendingItem, 0), &change, &changed, &error),
       error);
}

int main(int argc, char **argv)
{
  GError *error = NULL;
  g_autoptr(Store) store = NULL;
  g_autoptr(Feed) all = NULL, some = NULL;
  g_autoptr(GBytes) nothing = g_bytes_new_static("", 0), raw = store_compress(nothing);
  guint count, words;

  if (argc != 4)
    return 2;
  count = (guint)strtoul(argv[2], NULL, 10);
  words = (guint)strtoul(argv[3], NULL, 10);
  store = store_open(argv[1], STORE_WRITE, &error);
  must(store != NULL && store_begin(store, &error), error);
  all = add_feed(store, "All of it");
  some = add_feed(store, "Some");
  for (guint i = 0; i < count; i++) {
    g_autoptr(Newsletter) newsletter = make(i, words);

    must(store_newsletter_add(store, newsletter, raw, &error), error);
    put(store, all, newsletter);
    if (i % 100 == 0)
      put(store, some, newsletter);
    if (i % PER_COMMIT == PER_COMMIT - 1 || i + ALONE >= count)
      must(store_commit(store, &error) && store_begin(store, &error), error);
  }
  must(store_commit(store, &error), error);
  return 0;
}
