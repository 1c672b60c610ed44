/* SPDX-License-Identifier: MIT */
#include "store/search-words.h"

#include "store/statement.h"
#include "util/error.h"
#include "util/word.h"

/* --- the tokenizer: it has no state ------------------------------------------------------- */

static int create(void *data, const char **arguments, int count, Fts5Tokenizer **tokenizer)
{
  (void)arguments, (void)count;
  *tokenizer = data;
  return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer)
{
  (void)tokenizer;
}

typedef int (*TokenFunc)(void *context, int flags, const char *token, int length, int start, int end);

typedef struct {
  TokenFunc func;
  void *context;
} Tokens;

static int take_word(const char *word, gsize length, gsize start, gsize end, gpointer data)
{
  const Tokens *tokens = data;

  return tokens->func(tokens->context, 0, word, (int)length, (int)start, (int)end);
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length, TokenFunc func)
{
  Tokens tokens = { func, context };

  (void)tokenizer;
  return word_each(text, (gsize)length, flags & FTS5_TOKENIZE_DOCUMENT ? WORD_MARKDOWN : WORD_PLAIN, take_word,
                   &tokens);
}

/* --- the score ---------------------------------------------------------------------------- */

/* BM25 without its measure of how rare a word is: all words must be there anyway, and so a newsletter's score does not change with its
 * neighbours. A phrase gives less than SATURATION + 1, SUBJECT more when it stands in the subject. */
#define SATURATION 1.2
#define SHORTNESS 0.5 /* how far a short text is preferred: 0 to 1 */
#define USUAL_WORDS 1000.0
#define SUBJECT 3.0
enum { COLUMN_SUBJECT, COLUMN_TEXT };

static void score(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
                  sqlite3_value **values)
{
  int phrases = api->xPhraseCount(fts), words = 0;
  double sum = 0, length;

  (void)count, (void)values;
  if (api->xColumnSize(fts, COLUMN_TEXT, &words) != SQLITE_OK)
    words = (int)USUAL_WORDS;
  length = SATURATION * (1 - SHORTNESS + SHORTNESS * words / USUAL_WORDS);
  for (int i = 0; i < phrases; i++) {
    Fts5PhraseIter iter;
    int column, offset, hits = 0;
    gboolean in_subject = FALSE;

    if (api->xPhraseFirst(fts, i, &iter, &column, &offset) != SQLITE_OK)
      continue;
    for (; column >= 0; api->xPhraseNext(fts, &iter, &column, &offset)) {
      in_subject = in_subject || column == COLUMN_SUBJECT;
      hits += column == COLUMN_TEXT;
    }
    sum += (in_subject ? SUBJECT : 0) + hits * (SATURATION + 1) / (hits + length);
  }
  sqlite3_result_double(context, sum);
}

/* --- registering -------------------------------------------------------------------------- */

static fts5_api *find_api(sqlite3 *db)
{
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

gboolean search_words_register(sqlite3 *db, const char *path, GError **error)
{
  static fts5_tokenizer tokenizer = { create, destroy, tokenize };
  fts5_api *api = find_api(db);
  int code;

  if (api == NULL)
    return error_set(error, ERROR_FAILED, "SQLite was built without full-text search (FTS5)");
  code = api->xCreateTokenizer(api, "gistwire", &tokenizer, &tokenizer, NULL);
  if (code == SQLITE_OK)
    code = api->xCreateFunction(api, "gistwire_score", NULL, score, NULL);
  return code == SQLITE_OK || statement_fail(db, path, code, error);
}
