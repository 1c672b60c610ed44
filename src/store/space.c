/* SPDX-License-Identifier: MIT */
/* What takes how much of the database's file. */
#include <string.h>

#include "model/names.h"
#include "store/store-private.h"
#include "util/error.h"

#define PAGES_PER_REPORT 256u

static const char *const kind_names[] = { "newsletters", "raw",  "originals", "parts", "links", "gists", "items",
                                          "search",      "seen", "log",       "other", "free",  NULL };

const char *space_kind_name(SpaceKind kind)
{
  return kind_names[kind];
}

/* Which tables belong to what; an index is its table's. What begins so. */
static const struct {
  const char *table;
  SpaceKind kind;
} tables[] = {
  { "newsletter", SPACE_NEWSLETTERS },
  { "raw", SPACE_RAW },
  { "original", SPACE_ORIGINALS },
  { "part", SPACE_PARTS },
  { "link", SPACE_LINKS },
  { "gist", SPACE_GISTS },
  { "item", SPACE_ITEMS },
  { "mention", SPACE_ITEMS },
  { "digest", SPACE_ITEMS },
  { "search", SPACE_SEARCH },
  { "seen", SPACE_SEEN },
  { "mail_log", SPACE_LOG },
};

static gboolean is_main_table(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
    if (strcmp(name, tables[i].table) == 0)
      return TRUE;
  return FALSE;
}

static SpaceKind kind_of(const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
    if (g_str_has_prefix(table, tables[i].table))
      return tables[i].kind;
  return SPACE_OTHER;
}

static gboolean read_number(Store *store, const char *sql, guint64 *number, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, sql, error);

  if (statement == NULL || statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  *number = (guint64)statement_int(statement, 0);
  return TRUE;
}

/* Tables and indexes to kinds. */
static GHashTable *read_kinds(Store *store, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, "SELECT name, tbl_name FROM sqlite_schema", error);
  g_autoptr(GHashTable) kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Step step;

  if (statement == NULL)
    return NULL;
  while ((step = statement_step(store, statement, error)) == STEP_ROW)
    g_hash_table_insert(kinds, statement_text(statement, 0), GUINT_TO_POINTER(kind_of(statement_name(statement, 1))));
  return step == STEP_DONE ? g_steal_pointer(&kinds) : NULL;
}

/* Each page is read, so this takes as long as reading the file. */
static gboolean count_pages(Store *store, Space *space, const SpaceProgress *progress, guint64 pages, GError **error)
{
  enum { C_NAME, C_BYTES, C_PAYLOAD, C_CELLS };
  g_autoptr(Statement) statement = NULL;
  g_autoptr(GHashTable) kinds = read_kinds(store, error);
  guint64 seen = 0;
  Step step;

  if (kinds == NULL)
    return FALSE;
  statement = statement_get(store, "SELECT name, pgsize, payload, ncell FROM dbstat", error);
  if (statement == NULL)
    return FALSE;
  while ((step = statement_step(store, statement, error)) == STEP_ROW) {
    const char *name = statement_name(statement, C_NAME);
    gpointer found = NULL;
    SpaceKind kind =
        g_hash_table_lookup_extended(kinds, name, NULL, &found) ? (SpaceKind)GPOINTER_TO_UINT(found) : SPACE_OTHER;

    space->bytes[kind] += (guint64)statement_int(statement, C_BYTES);
    if (is_main_table(name))
      space->payload[kind] += (guint64)statement_int(statement, C_PAYLOAD);
    if (strcmp(name, "link") == 0) /* without rowid, each row is a cell of some page */
      space->links += (guint64)statement_int(statement, C_CELLS);
    if (++seen % PAGES_PER_REPORT == 0)
      progress->func(seen, pages, progress->data);
  }
  return step == STEP_DONE;
}

gboolean store_space(Store *store, Space *space, const SpaceProgress *progress, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  Space now = { 0 };
  guint64 pages, free_pages, page_size, vacuum, known = 0;

  if (snapshot == NULL || !read_number(store, "PRAGMA page_count", &pages, error) ||
      !read_number(store, "PRAGMA freelist_count", &free_pages, error) ||
      !read_number(store, "PRAGMA page_size", &page_size, error) ||
      !read_number(store, "PRAGMA auto_vacuum", &vacuum, error) ||
      (progress != NULL && !count_pages(store, &now, progress, pages, error)))
    return FALSE;
  now.total = pages * page_size;
  now.bytes[SPACE_FREE] = free_pages * page_size;
  now.shrinks = vacuum != 0;
  for (guint i = 0; i < SPACE_COUNT; i++)
    known += now.bytes[i];
  now.bytes[SPACE_OTHER] += now.total > known ? now.total - known : 0; /* the map of pages */
  *space = now;
  return TRUE;
}

/* --- what would go ------------------------------------------------------------------------- */

/* The first columns of the statement's only row. */
static gboolean read_numbers(Store *store, const char *sql, const gint64 *parameters, guint parameter_count,
                             guint64 *numbers, guint count, GError **error)
{
  g_autoptr(Statement) statement = statement_get(store, sql, error);

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < parameter_count; i++)
    statement_bind_int(statement, (int)i + 1, parameters[i]);
  if (statement_step(store, statement, error) != STEP_ROW)
    return FALSE;
  for (guint i = 0; i < count; i++)
    numbers[i] = (guint64)statement_int(statement, (int)i);
  return TRUE;
}

/* As the run itself decides (store/keep.c). */
#define IS_OLD                                                                                                         \
  "received < ?1 AND NOT EXISTS (SELECT 1 FROM item WHERE item.newsletter = newsletter.row AND published >= ?1) "      \
  "AND NOT EXISTS (SELECT 1 FROM waiting WHERE waiting.newsletter = newsletter.row AND since >= ?1)"

/* The part of bytes that part is of whole. */
static guint64 share(guint64 bytes, guint64 part, guint64 whole)
{
  return whole > 0 ? (guint64)((double)bytes * MIN((double)part / (double)whole, 1.0)) : 0;
}

/* Before any time that there is when it is kept for ever. */
static gint64 before(const Keep *keep, guint days)
{
  return days > 0 ? keep->now - (gint64)days * 86400 : G_MININT64;
}

#define HEADERS 500 /* bytes of a newsletter's row beside its Markdown: a guess that is near enough */

/* What the index of search gives back, when it comes to it: words are as many as the text is long. */
static guint64 count_search(guint64 bytes, guint64 text, guint64 all_text, guint64 count, guint64 all,
                            guint64 forgotten)
{
  guint64 forgotten_text = all > 0 ? all_text / all * forgotten : 0;

  if (!search_is_worn(forgotten + count, all - MIN(count, all)))
    return 0;
  return share(bytes, text + forgotten_text, all_text + forgotten_text);
}

/* Bytes of the file, by the lengths of what goes; gists and items are as many as newsletters. */
static gboolean count_newsletters(Store *store, const Space *space, const Keep *keep, Going *going, GError **error)
{
  enum { N_COUNT, N_TEXT, N_RAW, N_ORIGINALS, N_PARTS, N_LINKS, N_ALL, N_FORGOTTEN, N_COUNT_OF };
  const gint64 parameters[] = { before(keep, keep->days) };
  guint64 n[N_COUNT_OF], text;
  const guint64 *bytes = space->bytes, *payload = space->payload;

  if (!read_numbers(
          store,
          "SELECT count(*), ifnull(sum(length(CAST(markdown AS BLOB))), 0), "
          "ifnull(sum((SELECT length(zstd) FROM raw WHERE raw.newsletter = newsletter.row)), 0), "
          "ifnull(sum((SELECT length(zstd) FROM original WHERE original.newsletter = newsletter.row)), 0), "
          "ifnull(sum((SELECT sum(length(bytes)) FROM part WHERE part.newsletter = newsletter.row)), 0), "
          "ifnull(sum((SELECT max(ordinal) FROM link WHERE link.newsletter = newsletter.row)), 0), "
          "(SELECT count(*) FROM newsletter), (SELECT count FROM search_forgotten) FROM newsletter WHERE " IS_OLD,
          parameters, G_N_ELEMENTS(parameters), n, N_COUNT_OF, error))
    return FALSE;
  text = n[N_TEXT] + n[N_COUNT] * HEADERS;
  going->count = n[N_COUNT];
  going->bytes =
      share(bytes[SPACE_NEWSLETTERS], text, payload[SPACE_NEWSLETTERS]) +
      count_search(bytes[SPACE_SEARCH], text, payload[SPACE_NEWSLETTERS], n[N_COUNT], n[N_ALL], n[N_FORGOTTEN]) +
      share(bytes[SPACE_LINKS], n[N_LINKS], space->links) + share(bytes[SPACE_RAW], n[N_RAW], payload[SPACE_RAW]) +
      share(bytes[SPACE_ORIGINALS], n[N_ORIGINALS], payload[SPACE_ORIGINALS]) +
      share(bytes[SPACE_PARTS], n[N_PARTS], payload[SPACE_PARTS]) +
      share(bytes[SPACE_GISTS] + bytes[SPACE_ITEMS], n[N_COUNT], n[N_ALL]);
  return TRUE;
}

static gboolean count_raws(Store *store, const Space *space, const Keep *keep, Going *going, GError **error)
{
  enum { N_COUNT, N_LENGTH, N_COUNT_OF };
  const gint64 parameters[] = { before(keep, keep->days), before(keep, keep->raw_days), NEWSLETTER_UNDECODED };
  guint64 n[N_COUNT_OF];

  if (!read_numbers(
          store,
          "SELECT count(*), ifnull(sum(length(zstd)), 0) FROM newsletter JOIN raw ON raw.newsletter = newsletter.row "
          "WHERE received < ?2 AND flags & ?3 = 0 AND NOT (" IS_OLD ")",
          parameters, G_N_ELEMENTS(parameters), n, N_COUNT_OF, error))
    return FALSE;
  *going = (Going){ n[N_COUNT], share(space->bytes[SPACE_RAW], n[N_LENGTH], space->payload[SPACE_RAW]) };
  return TRUE;
}

/* Lines are about as long as each other. */
static gboolean count_log(Store *store, const Space *space, const Keep *keep, Going *going, GError **error)
{
  enum { N_COUNT, N_ALL, N_COUNT_OF };
  const gint64 parameters[] = { before(keep, keep->log_days) };
  guint64 n[N_COUNT_OF];

  if (!read_numbers(store, "SELECT ifnull(sum(time < ?1), 0), count(*) FROM mail_log", parameters,
                    G_N_ELEMENTS(parameters), n, N_COUNT_OF, error))
    return FALSE;
  *going = (Going){ n[N_COUNT], share(space->bytes[SPACE_LOG], n[N_COUNT], n[N_ALL]) };
  return TRUE;
}

gboolean store_space_going(Store *store, const Space *space, const Keep *keep, Going *going, GError **error)
{
  g_autoptr(Snapshot) snapshot = snapshot_begin(store, error);
  Going now[GOING_KINDS] = { 0 };

  if (snapshot == NULL || (keep->days > 0 && !count_newsletters(store, space, keep, &now[GOING_NEWSLETTERS], error)) ||
      (keep->raw_days > 0 && !count_raws(store, space, keep, &now[GOING_RAW], error)) ||
      (keep->log_days > 0 && !count_log(store, space, keep, &now[GOING_LOG], error)))
    return FALSE;
  memcpy(going, now, sizeof now);
  return TRUE;
}
