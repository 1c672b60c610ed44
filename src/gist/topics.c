/* SPDX-License-Identifier: MIT */
#include "gist/topics.h"

#include <string.h>

#include "util/chars.h"

#define MAX_TOKENS 4u  /* of one topic */
#define MIN_SCORE 30   /* below: said once and not by name */
#define WEAK_SCORE 16  /* below: a common word */
#define ENOUGH 3u      /* topics; weak ones only fill up to here */
#define LONG_WORD 8u   /* characters: a compound that says something by itself */
#define ACRONYM_MAX 6u /* characters; longer ones in capitals are shouted */

/* A sequence of one to MAX_TOKENS tokens, each time it occurs. */
typedef struct {
  guint64 key;
  guint first, tokens; /* in Lexicon.tokens, of the best spelled occurrence */
  guint count;
  guint titles;  /* occurrences in titles */
  guint whole;   /* occurrences that are a whole title */
  guint subject; /* tokens that the subject names */
  gboolean name; /* all capitalised, within a sentence at least once */
  int score;
} Candidate;

typedef struct {
  Outline *outline;
  const Interests *interests;
  GHashTable *sender; /* set of term + 1 */
  GArray *candidates;
  guint32 *slots; /* open hash of keys: index in candidates + 1 */
  guint mask;     /* number of slots, a power of two, less one */
  gboolean nouns_are_capital;
} Search;

static const Token *token_at(const Outline *outline, guint index)
{
  return &g_array_index(outline->lexicon->tokens, Token, index);
}

static gboolean is_stop(const Outline *outline, guint index)
{
  return (token_at(outline, index)->shape & TOKEN_STOP) != 0;
}

/* Term ids fit in 20 bits (LEXICON_MAX_TERMS); three of them and a mix of the fourth make a key without collisions up to three tokens. */
static guint64 key_of(const Outline *outline, guint first, guint tokens)
{
  guint64 key = 0;

  for (guint i = first; i < first + tokens; i++)
    key = (key << 20 | key >> 44) ^ (token_at(outline, i)->term + 1);
  return key;
}

/* Whether the first word of a sentence, which has a capital letter anyway, would have one elsewhere: it has, or nothing speaks against it. */
static gboolean is_capital_first(const Outline *outline, const Token *token, guint tokens)
{
  const Term *term = lexicon_term(outline->lexicon, token->term);

  return term->capital > 0 || (term->lower == 0 && tokens > 1);
}

static gboolean is_name(const Outline *outline, guint first, guint tokens)
{
  const Token *token = token_at(outline, first);

  for (guint i = first; i < first + tokens; i++)
    if (!(token_at(outline, i)->shape & (TOKEN_CAPITAL | TOKEN_DIGIT)) && !is_stop(outline, i))
      return FALSE;
  return (token->shape & TOKEN_CAPITAL) && (!(token->shape & TOKEN_FIRST) || is_capital_first(outline, token, tokens));
}

/* The slot of a key, or the free one where it belongs; there are twice as many slots as sequences. */
static guint32 *slot_of(const Search *search, guint64 key)
{
  guint i = (guint)((key * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 40) & search->mask;

  while (search->slots[i] != 0 && g_array_index(search->candidates, Candidate, search->slots[i] - 1).key != key)
    i = (i + 1) & search->mask;
  return &search->slots[i];
}

/* In a title every word may have a capital letter; there a name is what is one elsewhere too. */
static gboolean is_shouted(const Outline *outline, guint first, guint tokens)
{
  for (guint i = first; i < first + tokens; i++)
    if ((token_at(outline, i)->shape & TOKEN_UPPER) && token_at(outline, i)->length > ACRONYM_MAX)
      return TRUE;
  return FALSE;
}

static void count_sequence(Search *search, guint first, guint tokens, gboolean in_title, gboolean whole, gboolean apart)
{
  guint64 key = key_of(search->outline, first, tokens);
  guint32 *slot = slot_of(search, key);
  Candidate *candidate;

  if (*slot == 0) {
    Candidate fresh = { key, first, tokens, 0, 0, 0, 0, FALSE, 0 };
    if (search->candidates->len >= TOPICS_MAX_CANDIDATES)
      return;
    for (guint i = first; i < first + tokens; i++)
      fresh.subject += lexicon_term(search->outline->lexicon, token_at(search->outline, i)->term)->in_subject;
    g_array_append_val(search->candidates, fresh);
    *slot = search->candidates->len;
  }
  candidate = &g_array_index(search->candidates, Candidate, *slot - 1);
  candidate->count++;
  candidate->titles += in_title;
  candidate->whole += whole;
  if (is_shouted(search->outline, candidate->first, candidate->tokens) && !is_shouted(search->outline, first, tokens))
    candidate->first = first;
  if (apart && is_name(search->outline, first, tokens) &&
      (tokens > 1 || !(token_at(search->outline, first)->shape & TOKEN_FIRST)))
    candidate->name = TRUE;
}

/* Whether a capitalised word goes on over the border before the token at index: then neither side is a whole name. */
static gboolean is_within_name(const Outline *outline, guint index)
{
  const Token *before = token_at(outline, index - 1), *after = token_at(outline, index);

  return (after->shape & TOKEN_JOINED) && (after->shape & TOKEN_CAPITAL) && (before->shape & TOKEN_CAPITAL) &&
         (!(before->shape & TOKEN_FIRST) || is_capital_first(outline, before, 2)) && !is_stop(outline, index - 1) &&
         !is_stop(outline, index);
}

static void count_sentence(Search *search, const OutlineSentence *sentence)
{
  const Outline *outline = search->outline;
  gboolean in_title = g_array_index(outline->blocks, OutlineBlock, sentence->block).role == OUTLINE_TITLE;
  gboolean plain = !in_title && !outline_is_title_case(outline, sentence);
  guint end = sentence->first + sentence->tokens;

  for (guint first = sentence->first; first < end; first++) {
    if (is_stop(outline, first))
      continue;
    for (guint last = first; last < end && last < first + MAX_TOKENS; last++) {
      if (last > first && !(token_at(outline, last)->shape & TOKEN_JOINED))
        break;
      if (is_stop(outline, last))
        continue; /* may stand within, not at the end: "Bank of England" */
      count_sequence(search, first, last + 1 - first, in_title, in_title && first == sentence->first && last + 1 == end,
                     plain && (first == sentence->first || !is_within_name(outline, first)) &&
                         (last + 1 == end || !is_within_name(outline, last + 1)));
    }
  }
}

static guint stops_within(const Outline *outline, const Candidate *candidate)
{
  guint stops = 0;

  for (guint i = candidate->first; i < candidate->first + candidate->tokens; i++)
    stops += is_stop(outline, i);
  return stops;
}

static gboolean is_sender(const Search *search, const Candidate *candidate)
{
  for (guint i = candidate->first; i < candidate->first + candidate->tokens; i++)
    if (!is_stop(search->outline, i) &&
        !g_hash_table_contains(search->sender, GUINT_TO_POINTER(token_at(search->outline, i)->term + 1)))
      return FALSE;
  return TRUE;
}

static const char *text_of(const Outline *outline, const Candidate *candidate, gsize *length)
{
  const Token *first = token_at(outline, candidate->first);
  const Token *last = token_at(outline, candidate->first + candidate->tokens - 1);

  *length = (gsize)(last->text + last->length - first->text);
  if (last->shape & TOKEN_EAST) { /* Korean: without the particle */
    gsize key = strlen(lexicon_term(outline->lexicon, last->term)->key);

    *length -= last->length > key ? last->length - key : 0;
  }
  if (*length > 2 && first->text[*length - 1] == 's' && first->text[*length - 2] == '\'')
    *length -= 2;
  else if (*length > 4 && strncmp(first->text + *length - 4, "\xe2\x80\x99s", 4) == 0)
    *length -= 4;
  return first->text;
}

/* Of one word: a name, an acronym, a long compound or what comes back often; else 0. */
static int single_score(const Search *search, const Candidate *candidate, glong characters)
{
  const Token *token = token_at(search->outline, candidate->first);
  const Term *term = lexicon_term(search->outline->lexicon, token->term);
  gboolean proper = !search->nouns_are_capital && candidate->name && term->capital >= 2 * term->lower;
  int score = 0;

  if (token->shape & TOKEN_EAST)
    score = 6 + 4 * (int)MIN(characters, 8);
  else if ((token->shape & TOKEN_UPPER) && !(token->shape & TOKEN_FIRST) && characters <= (glong)ACRONYM_MAX &&
           term->lower == 0)
    score = 22;
  else if (proper && characters > 2)
    score = 24;
  else if (characters >= (glong)LONG_WORD)
    score = search->nouns_are_capital && (token->shape & TOKEN_CAPITAL) ? 18 : 2;
  else if (search->nouns_are_capital && (token->shape & TOKEN_CAPITAL) && characters >= 4)
    score = 8;
  return candidate->count >= 2 || candidate->subject > 0 ? score : score / 2;
}

static int sequence_score(const Search *search, const Candidate *candidate)
{
  guint stops = stops_within(search->outline, candidate);

  if (search->nouns_are_capital && stops > 0 && candidate->count < 2)
    return 0; /* any noun, a preposition, any noun */
  if (candidate->name && stops <= 1)
    return 34 - (candidate->tokens > 3 ? 8 : 0);
  if (stops > 0)
    return candidate->whole > 0 ? 14 : 0;
  if (candidate->count >= 2 || token_at(search->outline, candidate->first)->shape & TOKEN_EAST)
    return candidate->count >= 2 ? 26 : 14;
  return candidate->whole > 0 || candidate->subject == candidate->tokens ? 12 : 0;
}

static int score_of(Search *search, const Candidate *candidate)
{
  static const int repeated[] = { 0, 0, 14, 22, 28, 32, 35, 38, 40 };
  gsize length;
  const char *text = text_of(search->outline, candidate, &length);
  glong characters = g_utf8_strlen(text, (gssize)length);
  int score;

  if (characters > (glong)TOPICS_MAX_CHARACTERS || characters < 2 || is_sender(search, candidate))
    return 0;
  score = candidate->tokens == 1 ? single_score(search, candidate, characters) : sequence_score(search, candidate);
  if (score == 0)
    return 0;
  score += repeated[MIN(candidate->count, G_N_ELEMENTS(repeated) - 1)];
  score += (int)MIN(candidate->titles, 2u) * 6 + (int)MIN(candidate->subject, 2u) * 8;
  if (candidate->whole > 0 && candidate->tokens > 1)
    score += 10;
  if (is_shouted(search->outline, candidate->first, candidate->tokens))
    score -= 10;
  if (search->interests->terms->len > 0) {
    g_string_truncate(search->outline->fold, 0);
    chars_fold(search->outline->fold, text, length);
    score += interests_count(search->interests, search->outline->fold->str) > 0 ? 40 : 0;
  }
  return score;
}

static int by_score(gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return x->first != y->first ? (x->first < y->first ? -1 : 1) : (x->tokens < y->tokens ? -1 : x->tokens > y->tokens);
}

/* Whether two characters of an East Asian text stand side by side in another one too. */
static gboolean shares_pair(const char *text, gsize length, const char *other)
{
  const char *end = text + length;

  for (const char *p = text, *second = g_utf8_next_char(p); second < end; p = second, second = g_utf8_next_char(p))
    if (memmem(other, strlen(other), p, (gsize)(g_utf8_next_char(second) - p)) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether the candidate shares a word with a better one: each topic says something new. */
static gboolean overlaps(const Outline *outline, GHashTable *taken, const GPtrArray *topics, const Candidate *candidate)
{
  gsize length;
  const char *text = text_of(outline, candidate, &length);

  for (guint i = candidate->first; i < candidate->first + candidate->tokens; i++)
    if (!is_stop(outline, i) && g_hash_table_contains(taken, GUINT_TO_POINTER(token_at(outline, i)->term + 1)))
      return TRUE;
  for (guint i = 0; (token_at(outline, candidate->first)->shape & TOKEN_EAST) && i < topics->len; i++)
    if (shares_pair(text, length, g_ptr_array_index(topics, i)))
      return TRUE;
  return FALSE;
}

/* A sequence that occurs as often as one of its parts is the better name for it. */
static void prefer_longer(const Search *search)
{
  for (guint i = 0; i < search->candidates->len; i++) {
    const Candidate *whole = &g_array_index(search->candidates, Candidate, i);

    if (whole->tokens < 2 || whole->score < MIN_SCORE)
      continue;
    for (guint first = 0; first < whole->tokens; first++)
      for (guint tokens = 1; tokens < whole->tokens && first + tokens <= whole->tokens; tokens++) {
        guint64 key = key_of(search->outline, whole->first + first, tokens);
        guint slot = *slot_of(search, key);
        Candidate *part = slot > 0 ? &g_array_index(search->candidates, Candidate, slot - 1) : NULL;

        if (part != NULL && part->count <= whole->count + whole->count / 2 && part->score >= whole->score)
          part->score = whole->score - 1;
      }
  }
}

static GPtrArray *choose(Search *search)
{
  g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
  GPtrArray *topics = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; i < search->candidates->len && topics->len < TOPICS_MAX; i++) {
    const Candidate *candidate = &g_array_index(search->candidates, Candidate, i);
    gsize length;
    const char *text = text_of(search->outline, candidate, &length);

    if (candidate->score < WEAK_SCORE || (candidate->score < MIN_SCORE && topics->len >= ENOUGH))
      break;
    if (overlaps(search->outline, taken, topics, candidate) || outline_classes(search->outline, text, length) != 0)
      continue;
    for (guint t = candidate->first; t < candidate->first + candidate->tokens; t++)
      g_hash_table_add(taken, GUINT_TO_POINTER(token_at(search->outline, t)->term + 1));
    g_ptr_array_add(topics, g_strndup(text, length));
  }
  return topics;
}

static void note_sender(Search *search, const char *sender)
{
  Lexicon *lexicon = search->outline->lexicon;
  guint first = lexicon->tokens->len;

  lexicon_add(lexicon, sender, strlen(sender));
  for (guint i = first; i < lexicon->tokens->len; i++)
    g_hash_table_add(search->sender, GUINT_TO_POINTER(token_at(search->outline, i)->term + 1));
  g_array_set_size(lexicon->tokens, first);
}

GPtrArray *topics_find(Outline *outline, const char *sender, const Interests *interests)
{
  g_autoptr(GHashTable) sender_terms = g_hash_table_new(NULL, NULL);
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  guint size = 1u << g_bit_storage(2 * MIN(outline->lexicon->tokens->len * MAX_TOKENS, TOPICS_MAX_CANDIDATES));
  g_autofree guint32 *slots = g_new0(guint32, size);
  Search search = { outline, interests, sender_terms, candidates, slots, size - 1, FALSE };

  search.nouns_are_capital = lexicon_has_capital_nouns(outline->lexicon);
  if (sender != NULL)
    note_sender(&search, sender);
  for (guint i = 0; i < outline->sentences->len; i++)
    count_sentence(&search, &g_array_index(outline->sentences, OutlineSentence, i));
  for (guint i = 0; i < candidates->len; i++) {
    Candidate *candidate = &g_array_index(candidates, Candidate, i);

    candidate->score = score_of(&search, candidate);
  }
  prefer_longer(&search);
  g_array_sort(candidates, by_score);
  return choose(&search);
}
