/* SPDX-License-Identifier: MIT */
/* gistwire search: newsletters by their words. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "util/date.h"
#include "util/error.h"
#include "web/excerpt.h"

#define USUAL_LIMIT 20
#define EXCERPT_CHARS 200u
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

static QueryExcerpt *excerpt_of(const Query *query, const Newsletter *newsletter)
{
  gboolean text_before;
  g_autofree char *text = excerpt_source(newsletter, query, EXCERPT_CHARS, &text_before);

  return query_excerpt(query, text, text_before, EXCERPT_CHARS);
}

/* [[from, to], ...] in characters. */
static json_t *marks_json(const char *text, const GArray *marks)
{
  json_t *list = json_array();

  for (guint i = 0; i < marks->len; i++) {
    const QueryMark *mark = &g_array_index(marks, QueryMark, i);

    json_array_append_new(list, json_pack("[I, I]", (json_int_t)g_utf8_pointer_to_offset(text, text + mark->start),
                                          (json_int_t)g_utf8_pointer_to_offset(text, text + mark->end)));
  }
  return list;
}

static json_t *item_json(const Query *query, const Item *item, const char *feed)
{
  const Newsletter *n = item->newsletter;
  g_autoptr(QueryExcerpt) excerpt = excerpt_of(query, n);

  return json_pack("{s:s, s:s, s:s, s:o, s:o, s:s, s:o, s:o, s:s, s:o}", "id", item->id, "newsletter", n->id, "feed",
                   feed, "from", cli_json_string(n->from_address), "from_name", cli_json_string(n->from_name),
                   "subject", n->subject, "date", cli_json_date(n->date), "published", cli_json_date(item->published),
                   "excerpt", excerpt->text, "marks", marks_json(excerpt->text, excerpt->marks));
}

/* What was found is bold on a terminal. The pieces are cleaned one by one, so that the escapes stay ours. */
static void print_marked(const char *text, const GArray *marks)
{
  gboolean colour = isatty(STDOUT_FILENO);
  gsize done = 0;

  for (guint i = 0; i < marks->len; i++) {
    const QueryMark *mark = &g_array_index(marks, QueryMark, i);

    cli_print("%.*s", (int)(mark->start - done), text + done);
    fputs(colour ? BOLD : "", stdout);
    cli_print("%.*s", (int)(mark->end - mark->start), text + mark->start);
    fputs(colour ? PLAIN : "", stdout);
    done = mark->end;
  }
  cli_print("%s", text + done);
}

static void print_item(const Query *query, const Item *item, const char *feed)
{
  const Newsletter *n = item->newsletter;
  g_autofree char *date = date_rfc3339(n->date);
  g_autoptr(GArray) marks = query_marks(query, n->subject);
  g_autoptr(QueryExcerpt) excerpt = excerpt_of(query, n);

  print_marked(n->subject, marks);
  cli_print("\n    %s, %s, in feed '%s', %s\n    ", newsletter_sender(n), date, feed, item->id);
  print_marked(excerpt->text, excerpt->marks);
  cli_print("\n");
}

static json_t *result_json(const Query *query, const SearchResult *result)
{
  return json_pack("{s:s, s:i, s:b, s:[]}", "query", query->text, "found", (int)result->found, "more",
                   (int)result->more, "newsletters");
}

static gboolean print_result(Cli *cli, Store *store, const Query *query, const SearchResult *result, GError **error)
{
  json_t *json = result_json(query, result), *list = json_object_get(json, "newsletters");

  for (guint i = 0; i < result->items->len; i++) {
    const Item *item = g_ptr_array_index(result->items, i);
    g_autoptr(Feed) feed = store_feed_by_row(store, item->feed_row, error);

    if (feed == NULL) {
      json_decref(json);
      return FALSE;
    }
    if (cli->json)
      json_array_append_new(list, item_json(query, item, feed->name));
    else
      print_item(query, item, feed->name);
  }
  if (cli->json)
    cli_print_json(json);
  else
    json_decref(json);
  return TRUE;
}

static gboolean check(Cli *cli, const Query *query, gint limit, GError **error)
{
  if (limit < 0)
    return cli_usage(error, "--limit wants a number, 0 for all");
  if (query->problem == QUERY_FINE || (query->problem == QUERY_EMPTY && cli->json))
    return TRUE;
  return error_set(error, ERROR_INVALID, "%s", query_advice(query->problem));
}

static gboolean search(Cli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *feed_key = NULL, *words = NULL;
  int limit = USUAL_LIMIT;
  const GOptionEntry entries[] = {
    { "feed", 0, 0, G_OPTION_ARG_STRING, &feed_key, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr(Store) store = NULL;
  g_autoptr(Snapshot) snapshot = NULL;
  g_autoptr(Feed) feed = NULL;
  g_autoptr(Query) query = NULL;
  g_autoptr(GPtrArray) items = NULL;
  SearchPage page = { .markdown = TRUE };
  SearchResult result;

  if (!cli_parse(&argc, &argv, entries, 1, G_MAXINT, error))
    return FALSE;
  argv[argc] = NULL; /* main's has room for it */
  words = g_strjoinv(" ", argv);
  query = query_parse(words, strlen(words));
  if (!check(cli, query, limit, error) || (store = cli_store(cli, STORE_READ, error)) == NULL ||
      (snapshot = snapshot_begin(store, error)) == NULL ||
      (feed_key != NULL && (feed = store_feed_find(store, feed_key, error)) == NULL))
    return FALSE;
  page.feed_row = feed != NULL ? feed->row : 0;
  page.max = (guint)limit;
  if (!store_search(store, query, &page, &result, error))
    return FALSE;
  items = result.items;
  if (items->len == 0 && !cli->json)
    return error_set(error, ERROR_NOT_FOUND, "no newsletter has all of these words: %s", query->text);
  if (!print_result(cli, store, query, &result, error))
    return FALSE;
  if (result.more && !cli->json)
    cli_print("(%u of more than %u, of which those that came last were looked at)\n", items->len, SEARCH_MAX_FOUND);
  else if (items->len < result.found && !cli->json)
    cli_print("(%u of %u; --limit 0 shows all)\n", items->len, result.found);
  return TRUE;
}

const CliCommand cli_search_commands[] = {
  { "search", NULL, "QUERY... [--feed FEED] [--limit N]", "newsletters with all these words; \"a phrase\", a beginn*",
    search },
  { NULL },
};
