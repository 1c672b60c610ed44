/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "store/store-private.h"
#include "util/digest.h"
#include "util/error.h"

/* One digest for "the same Message-ID, body, sender and verdict": an authenticated mail has no unauthenticated twin, and a copy that
 * was cut short has another body. Separators keep ("ab", "c") from ("a", "bc"). NULL without a Message-ID. */
static char *twin_of(const Newsletter *newsletter)
{
  const char *const fields[] = { newsletter->message_id, newsletter->body_hash,
                                 newsletter->from_address != NULL ? newsletter->from_address : "",
                                 verdict_name(newsletter->verdict) };
  g_autoptr(Digest) digest = NULL;

  if (newsletter->message_id == NULL || newsletter->message_id[0] == '\0')
    return NULL;
  digest = digest_new();
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
    digest_add(digest, fields[i], strlen(fields[i]) + 1);
  return digest_sum(digest);
}

/* One that lives counts more than one that was removed. */
gboolean store_newsletter_seen(Store *store, const Newsletter *newsletter, Seen *seen, gint64 *row, GError **error)
{
  g_autofree char *twin = twin_of(newsletter);
  g_autoptr(Statement) statement = statement_get(store,
                                                 "SELECT newsletter FROM seen WHERE sha256 = ?1 OR twin = ?2 "
                                                 "ORDER BY newsletter IS NULL, sha256 <> ?1, newsletter LIMIT 1",
                                                 error);
  Step step;

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, newsletter->sha256);
  statement_bind_text(statement, 2, twin);
  step = statement_step(store, statement, error);
  if (step == STEP_ERROR)
    return FALSE;
  if (step == STEP_DONE) {
    *seen = SEEN_NEVER;
  } else if (statement_int(statement, 0) == 0) {
    *seen = SEEN_REMOVED;
  } else {
    *seen = SEEN_SAME;
    *row = statement_int(statement, 0);
  }
  return TRUE;
}

gboolean store_seen_add(Store *store, const Newsletter *newsletter, gint64 row, GError **error)
{
  g_autofree char *twin = twin_of(newsletter);
  g_autoptr(Statement) statement = statement_get(store,
                                                 "INSERT INTO seen (sha256, twin, newsletter) VALUES (?1, ?2, ?3) "
                                                 "ON CONFLICT (sha256) DO UPDATE SET twin = ?2, newsletter = ?3 "
                                                 "WHERE newsletter IS NULL",
                                                 error);

  if (statement == NULL)
    return FALSE;
  statement_bind_text(statement, 1, newsletter->sha256);
  statement_bind_text(statement, 2, twin);
  statement_bind_int(statement, 3, row);
  if (!statement_run(store, statement, error))
    return FALSE;
  return sqlite3_changes(store->db) == 1 ||
         error_set(error, ERROR_EXISTS, "the newsletter with digest %s is stored already", newsletter->sha256);
}
