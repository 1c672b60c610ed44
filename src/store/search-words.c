/* SPDX-License-Identifier: MIT */
#include "store/search-words.h"

#include <string.h>

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

/* Two little words in a row are also a token of their own, at the place of the first: the commonest words are little, and FTS5 reads all places of
 * each word of a phrase. No word has the space between them. */
#define LITTLE_CHARS 3
#define PAIR_BYTES (2 * WORD_MAX_BYTES + 1)

/* Numbers are many, and none is common. */
static gboolean is_little(const char *word, gsize length)
{
  return !g_ascii_isdigit(*word) &&
         (word_is_alone(word, length) || g_utf8_strlen(word, (gssize)length) <= LITTLE_CHARS);
}

static gsize make_pair(char *pair, const char *one, gsize one_length, const char *other, gsize other_length)
{
  memcpy(pair, one, one_length);
  pair[one_length] = ' ';
  memcpy(pair + one_length + 1, other, other_length);
  return one_length + 1 + other_length;
}

/* --- a text's tokens: all words, and the pairs beside them --- */

typedef struct {
  TokenFunc func;
  void *context;
  gboolean little; /* the word before was */
  gsize length;
  char word[WORD_MAX_BYTES];
} TextTokens;

static int take_text_word(const char *word, gsize length, gsize start, gsize end, gpointer data)
{
  TextTokens *tokens = data;
  gboolean little = is_little(word, length);
  char pair[PAIR_BYTES];
  int code = SQLITE_OK;

  if (little && tokens->little)
    code = tokens->func(tokens->context, FTS5_TOKEN_COLOCATED, pair,
                        (int)make_pair(pair, tokens->word, tokens->length, word, length), (int)start, (int)end);
  tokens->little = little;
  if (little) {
    memcpy(tokens->word, word, length);
    tokens->length = length;
  }
  return code != SQLITE_OK ? code : tokens->func(tokens->context, 0, word, (int)length, (int)start, (int)end);
}

/* --- a phrase's tokens: a pair instead of its first word, and nothing for a last word that a pair has --- */

static int take_phrase_word(const char *word, gsize length, gsize start, gsize end, gpointer data)
{
  (void)start, (void)end;
  g_ptr_array_add(data, g_strndup(word, length));
  return SQLITE_OK;
}

static int emit_phrase(const GPtrArray *words, gboolean prefix, TokenFunc func, void *context)
{
  gboolean covered = FALSE;
  int code = SQLITE_OK;

  for (guint i = 0; i < words->len && code == SQLITE_OK; i++) {
    const char *word = g_ptr_array_index(words, i), *next = i + 1 < words->len ? g_ptr_array_index(words, i + 1) : NULL;
    gsize length = strlen(word);
    char pair[PAIR_BYTES];

    if (next == NULL && covered)
      break;
    covered =
        next != NULL && !(prefix && i + 2 == words->len) && is_little(word, length) && is_little(next, strlen(next));
    if (covered)
      code = func(context, 0, pair, (int)make_pair(pair, word, length, next, strlen(next)), 0, 0);
    else
      code = func(context, 0, word, (int)length, 0, 0);
  }
  return code;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length, TokenFunc func)
{
  g_autoptr(GPtrArray) words = NULL;
  TextTokens tokens = { .func = func, .context = context };

  (void)tokenizer;
  if (flags & FTS5_TOKENIZE_DOCUMENT)
    return word_each(text, (gsize)length, WORD_MARKDOWN, take_text_word, &tokens);
  words = g_ptr_array_new_with_free_func(g_free);
  word_each(text, (gsize)length, WORD_PLAIN, take_phrase_word, words);
  return emit_phrase(words, (flags & FTS5_TOKENIZE_PREFIX) != 0, func, context);
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
