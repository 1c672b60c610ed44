/* SPDX-License-Identifier: MIT */
#include "gist/rank.h"

#include <string.h>

#include "gist/sentence.h"
#include "util/chars.h"

#define MIN_WEIGHT 24u   /* a shorter sentence says too little */
#define MIN_TOKENS 5u    /* of a script with spaces */
#define MAX_OVERLAP 50u  /* percent of a sentence's terms that a chosen one may have */
#define MIN_SUMMARY 160u /* characters: below, a weak sentence is better than none */
#define BULLETS 6u       /* weight of signs between items: three dashes or two stars are a list */
#define LINKED_TITLE 80u /* percent: a linked line without words around it is a title or a button */

/* Bonus for the n-th sentence of the newsletter that could be chosen. */
static const int lead_bonus[] = { 45, 34, 26, 18, 14, 10, 8, 6, 4, 2 };

/* What a term's number of occurrences is worth: the first repetition counts most. */
static const int count_worth[] = { 0, 8, 18, 24, 28, 31, 34, 36, 38 };

typedef struct {
  guint index; /* in outline->sentences */
  int score;
  guint characters;
  gboolean weak; /* a title or a line without a full stop: only where nothing better is */
} Candidate;

typedef struct {
  Outline *outline;
  const Interests *interests;
  GArray *candidates;
  guint lead;
} Ranking;

static const OutlineSentence *sentence_at(const Outline *outline, guint index)
{
  return &g_array_index(outline->sentences, OutlineSentence, index);
}

static const Token *token_at(const Outline *outline, guint index)
{
  return &g_array_index(outline->lexicon->tokens, Token, index);
}

/* Worth of the sentence's terms, smoothed so that neither length nor shortness wins by itself. */
static int term_score(const Ranking *ranking, const OutlineSentence *sentence, guint index)
{
  const Lexicon *lexicon = ranking->outline->lexicon;
  int worth = 0, terms = 0, names = 0, subject = 0;

  for (guint i = sentence->first; i < sentence->first + sentence->tokens; i++) {
    const Token *token = token_at(ranking->outline, i);

    Term *term = lexicon_term(lexicon, token->term);

    if ((token->shape & TOKEN_STOP) || term->mark == index + 1)
      continue;
    term->mark = index + 1; /* each term once */
    worth += count_worth[MIN(term->count, G_N_ELEMENTS(count_worth) - 1)];
    terms++;
    names += (token->shape & TOKEN_CAPITAL) && !(token->shape & TOKEN_FIRST);
    subject += term->in_subject;
  }
  return worth * 8 / (terms + 6) + MIN(terms, 12) * 3 + MIN(names, 4) * 3 + MIN(subject, 3) * 14;
}

/* Bytes of the sentence that are links; spans are in order and do not overlap. */
static gsize linked_bytes(const OutlineSentence *sentence, const OutlineBlock *block)
{
  gsize start = (gsize)(sentence->text - block->block->text), end = start + sentence->length, sum = 0;
  guint low = 0, high = block->block->links->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (g_array_index(block->block->links, ReadSpan, middle).end <= start)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < block->block->links->len; low++) {
    const ReadSpan *span = &g_array_index(block->block->links, ReadSpan, low);

    if (span->start >= end)
      break;
    sum += MIN(span->end, end) - MAX(span->start, start);
  }
  return sum;
}

typedef struct {
  guint upper, lower, digits, signs, exclamations, bullets;
  gboolean has_bar;
} Shape;

static Shape shape_of(const OutlineSentence *sentence)
{
  const char *end = sentence->text + sentence->length;
  Shape shape = { 0 };

  for (const char *p = sentence->text; p < end; p = g_utf8_next_char(p)) {
    gunichar c = chars_at(p);

    if (g_unichar_isupper(c))
      shape.upper++;
    else if (chars_class(c) != CHARS_OTHER)
      g_unichar_isdigit(c) ? shape.digits++ : shape.lower++;
    else if (!g_unichar_isspace(c))
      shape.signs++;
    shape.exclamations += c == '!' || c == 0xff01;
    shape.has_bar |= c == '|' || c == '@';
    if (c == ' ' && end - p > 3 && strchr("-*", p[1]) != NULL && p[2] != '-')
      shape.bullets += p[1] == '*' ? 3 : 2; /* a dash is often one of a pair */
  }
  return shape;
}

/* What speaks against a sentence by its looks; large enough to shut it out where a reader would. */
static int form_score(const Ranking *ranking, const OutlineSentence *sentence, const OutlineBlock *block,
                      gboolean question)
{
  guint classes = outline_classes(ranking->outline, sentence->text, sentence->length);
  gunichar first = chars_at(sentence->text);
  Shape shape = shape_of(sentence);
  guint letters = shape.upper + shape.lower;
  gsize linked = linked_bytes(sentence, block);
  int score = 0;

  if (shape.upper * 2 > letters)
    score -= 60;
  else if (shape.upper * 4 > letters)
    score -= 15;
  if (shape.digits * 4 > letters || shape.signs * 4 > letters)
    score -= 40;
  if (shape.has_bar)
    score -= 60;
  if (shape.bullets >= BULLETS)
    score -= 80; /* a table of contents run into one */
  if (first == '(' || first == '[')
    score -= 25;
  if (g_unichar_islower(first) && !outline_follows_greeting(ranking->outline, sentence))
    score -= 40;
  if (question)
    score -= 18;
  score -= 10 * (int)MIN(shape.exclamations, 4u);
  if (classes & BOILERPLATE_ACTION)
    score -= 45;
  if (classes & (BOILERPLATE_GREETING | BOILERPLATE_SIGNOFF))
    score -= 40;
  if (classes & BOILERPLATE_SPONSOR)
    score -= 60;
  if (classes & BOILERPLATE_SELF)
    score -= 25;
  if (classes & BOILERPLATE_CONTINUES)
    score -= 20;
  if (outline_is_title_case(ranking->outline, sentence))
    score -= 30;
  if (linked * 2 > sentence->length)
    score -= 12;
  return score;
}

static int place_score(Ranking *ranking, const OutlineSentence *sentence, guint characters)
{
  int score = ranking->lead < G_N_ELEMENTS(lead_bonus) ? lead_bonus[ranking->lead] : 0;

  if (sentence->place == 0)
    score += 10;
  if (characters >= 50 && characters <= 220)
    score += 12;
  else if (characters > 280)
    score -= 15;
  else if (characters < 35)
    score -= 30;
  return score;
}

static guint interest_score(Ranking *ranking, const OutlineSentence *sentence)
{
  GString *fold = ranking->outline->fold;

  if (ranking->interests->terms->len == 0)
    return 0;
  g_string_truncate(fold, 0);
  chars_fold(fold, sentence->text, sentence->length);
  return 60 * MIN(interests_count(ranking->interests, fold->str), 3u);
}

static gboolean has_east(const Outline *outline, const OutlineSentence *sentence)
{
  for (guint i = sentence->first; i < sentence->first + sentence->tokens; i++)
    if (token_at(outline, i)->shape & TOKEN_EAST)
      return TRUE;
  return FALSE;
}

static gboolean is_question(const OutlineSentence *sentence)
{
  const char *p = sentence->text + sentence->length;

  for (guint back = 0; p > sentence->text && back < 3; back++) {
    p = g_utf8_find_prev_char(sentence->text, p);
    if (*p == '?' || chars_at(p) == 0xff1f)
      return TRUE;
  }
  return FALSE;
}

static gboolean holds_url(const OutlineSentence *sentence)
{
  return g_strstr_len(sentence->text, (gssize)sentence->length, "://") != NULL;
}

static void consider(Ranking *ranking, guint index)
{
  const OutlineSentence *sentence = sentence_at(ranking->outline, index);
  const OutlineBlock *block = &g_array_index(ranking->outline->blocks, OutlineBlock, sentence->block);
  gsize weight = chars_weight(sentence->text, sentence->length);
  gboolean east = has_east(ranking->outline, sentence);
  Candidate candidate = { index, 0, (guint)g_utf8_strlen(sentence->text, (gssize)sentence->length), FALSE };

  if (candidate.characters > RANK_MAX_SENTENCE || weight == 0)
    return;
  candidate.weak = holds_url(sentence) || sentence->end != SENTENCE_CLOSED || block->role == OUTLINE_TITLE ||
                   weight < MIN_WEIGHT || (!east && sentence->tokens < MIN_TOKENS) ||
                   (sentence->tokens < 12 && linked_bytes(sentence, block) * 100 >= sentence->length * LINKED_TITLE);
  candidate.score = term_score(ranking, sentence, index) + form_score(ranking, sentence, block, is_question(sentence)) +
                    place_score(ranking, sentence, candidate.characters) + (int)interest_score(ranking, sentence);
  if (!candidate.weak)
    ranking->lead++;
  g_array_append_val(ranking->candidates, candidate);
}

static int by_score(gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  if (x->weak != y->weak)
    return x->weak ? 1 : -1;
  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return x->index < y->index ? -1 : 1;
}

static int by_index(gconstpointer a, gconstpointer b)
{
  const guint *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

/* Whether too many of the sentence's terms stand in those already chosen. */
static gboolean repeats(const Outline *outline, GHashTable *chosen, const OutlineSentence *sentence)
{
  guint terms = 0, known = 0;

  for (guint i = sentence->first; i < sentence->first + sentence->tokens; i++) {
    if (token_at(outline, i)->shape & TOKEN_STOP)
      continue;
    terms++;
    known += g_hash_table_contains(chosen, GUINT_TO_POINTER(token_at(outline, i)->term + 1));
  }
  return terms > 0 && known * 100 > terms * MAX_OVERLAP;
}

static void take(const Outline *outline, GHashTable *chosen, const OutlineSentence *sentence)
{
  for (guint i = sentence->first; i < sentence->first + sentence->tokens; i++)
    if (!(token_at(outline, i)->shape & TOKEN_STOP))
      g_hash_table_add(chosen, GUINT_TO_POINTER(token_at(outline, i)->term + 1));
}

static GArray *choose(const Ranking *ranking)
{
  g_autoptr(GHashTable) terms = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GArray *chosen = g_array_new(FALSE, FALSE, sizeof(guint));
  guint characters = 0;

  for (guint i = 0; i < ranking->candidates->len && chosen->len < RANK_MAX_SENTENCES; i++) {
    const Candidate *candidate = &g_array_index(ranking->candidates, Candidate, i);
    const OutlineSentence *sentence = sentence_at(ranking->outline, candidate->index);

    if (characters + candidate->characters + chosen->len > RANK_MAX_SUMMARY)
      continue;
    if ((candidate->weak || candidate->score < 20) &&
        (characters >= MIN_SUMMARY || (candidate->weak && chosen->len > 0)))
      break;
    if (repeats(ranking->outline, terms, sentence) ||
        !g_hash_table_add(texts, g_utf8_strdown(sentence->text, (gssize)sentence->length)))
      continue;
    take(ranking->outline, terms, sentence);
    g_array_append_val(chosen, candidate->index);
    characters += candidate->characters;
  }
  g_array_sort(chosen, by_index);
  return chosen;
}

GArray *rank_sentences(Outline *outline, const Interests *interests)
{
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
  Ranking ranking = { outline, interests, candidates, 0 };

  for (guint i = 0; i < outline->sentences->len && i < RANK_MAX_SCORED; i++)
    consider(&ranking, i);
  g_array_sort(candidates, by_score);
  return choose(&ranking);
}
