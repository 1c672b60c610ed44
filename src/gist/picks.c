/* SPDX-License-Identifier: MIT */
#include "gist/picks.h"

#include <string.h>

#include "gist/sentence.h"
#include "model/gist.h"
#include "model/label.h"
#include "util/chars.h"
#include "util/text.h"

#define TELLING_WEIGHT 14u /* less is a word or two out of a sentence */
#define CONTEXT_MIN_WEIGHT 12u
#define MIN_SCORE (-10) /* below: nothing says what it is */
#define MAX_WORDS 1000u /* bytes of a text that may be shown */
#define LOOK_BACK 3u    /* lines above a link that are looked at */
#define ENOUGH 3u       /* below, lesser links are taken too */

/* A picture's caption is boilerplate in the text, but the name of a picture that is a link tells what is behind. */
#define NEVER_SHOWN (BOILERPLATE_NEVER & ~BOILERPLATE_CREDIT)
#define MANY 5u /* content links: at least ENOUGH of them are shown */

/* How far down the places are searched when there are too few. */
typedef enum {
  PASS_CONTENT,
  PASS_CONTENT_ANYWHERE, /* in blocks that are shown nowhere too */
  PASS_CONTENT_AGAIN,    /* with texts that others have too, where many links are content */
  PASS_OTHER,
  PASS_COUNT
} Pass;

typedef struct {
  guint ordinal, order;
  int score;
  char *text;
} Pick;

typedef struct {
  Outline *outline;
  const Newsletter *newsletter;
  const Interests *interests;
  GArray *picks;       /* of Pick */
  GHashTable *targets; /* host, path and query to index + 1 in picks */
  GHashTable *texts;   /* folded text to index + 1 */
  guint order;
} Search;

static void pick_clear(gpointer data)
{
  g_free(((Pick *)data)->text);
}

/* What the gist may say about a link. */
typedef struct {
  const char *text;
  gsize length;
} Words;

/* Texts of links have no limit, what is shown of them has. Cut at a space, so that no address is cut in two. */
static Words clip(const char *text, gsize length)
{
  gsize cut = MIN(length, MAX_WORDS);

  while (cut < length && cut > 0 && text[cut] != ' ')
    cut--;
  if (cut == 0 && length > 0)
    cut = (gsize)(g_utf8_find_prev_char(text, text + MAX_WORDS) - text);
  return (Words){ text, cut };
}

/* The part of an address that tells one page from another. */
static char *target_of(const char *url)
{
  const char *p = strstr(url, "://");
  gsize length;

  p = p != NULL ? p + 3 : url;
  if (g_ascii_strncasecmp(p, "www.", 4) == 0)
    p += 4;
  length = strcspn(p, "#");
  while (length > 0 && p[length - 1] == '/')
    length--;
  return g_strndup(p, length);
}

static gboolean is_generic(Outline *outline, const char *text, gsize length)
{
  return label_is_generic(text, length, outline->fold);
}

/* Index of the first sentence of the block or of one after it; sentences are in the order of blocks. */
static guint first_sentence(const Outline *outline, guint block)
{
  guint low = 0, high = outline->sentences->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (g_array_index(outline->sentences, OutlineSentence, middle).block < block)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static const OutlineSentence *sentence_of(const Outline *outline, guint index, guint block)
{
  const OutlineSentence *sentence;

  if (index >= outline->sentences->len)
    return NULL;
  sentence = &g_array_index(outline->sentences, OutlineSentence, index);
  return sentence->block == block ? sentence : NULL;
}

/* Index of the sentence of the block that ends after at, or of one after the block. */
static guint sentence_at(const Outline *outline, guint block, const char *at)
{
  guint low = first_sentence(outline, block), high = first_sentence(outline, block + 1);

  while (low < high) {
    guint middle = (low + high) / 2;
    const OutlineSentence *sentence = &g_array_index(outline->sentences, OutlineSentence, middle);

    if (sentence->text + sentence->length <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The sentence in which the span stands, when there is more to it than the span. */
static gboolean words_around(const Outline *outline, guint block, const ReadSpan *span, Words *words)
{
  const char *at = g_array_index(outline->blocks, OutlineBlock, block).block->text + span->start;
  const OutlineSentence *sentence = sentence_of(outline, sentence_at(outline, block, at), block);

  if (sentence == NULL || sentence->text > at || sentence->length > MAX_WORDS)
    return FALSE;
  *words = (Words){ sentence->text, sentence->length };
  return chars_weight(sentence->text, sentence->length) >=
         CONTEXT_MIN_WEIGHT + chars_weight(at, span->end - span->start);
}

/* The line before the span in its block. */
static gboolean line_before(Outline *outline, guint block, const ReadSpan *span, Words *words)
{
  const char *at = g_array_index(outline->blocks, OutlineBlock, block).block->text + span->start;
  guint index = sentence_at(outline, block, at);

  for (guint back = 1; back <= LOOK_BACK && back <= index; back++) {
    const OutlineSentence *sentence = sentence_of(outline, index - back, block);

    if (sentence == NULL)
      return FALSE;
    *words = clip(sentence->text, sentence->length);
    if (!is_generic(outline, words->text, words->length))
      return TRUE;
  }
  return FALSE;
}

/* What a lone "Read more" goes on from: the title above, else the block above. */
static gboolean words_above(Outline *outline, guint block, Words *words)
{
  const OutlineBlock *entry = &g_array_index(outline->blocks, OutlineBlock, block);
  const OutlineSentence *sentence;

  if (entry->title >= 0) {
    const OutlineBlock *title = &g_array_index(outline->blocks, OutlineBlock, entry->title);

    *words = clip(title->block->text, title->length);
    return TRUE;
  }
  for (guint i = 0; block > 0 && i < LOOK_BACK; i++) {
    sentence = sentence_of(outline, first_sentence(outline, block - 1) + i, block - 1);
    if (sentence == NULL)
      break;
    *words = clip(sentence->text, sentence->length);
    if (!is_generic(outline, words->text, words->length))
      return TRUE;
  }
  return FALSE;
}

/* What a link goes on from that says nothing itself. In text mails an address stands below its title in the same block; a lone "Read more" belongs to the title
 * above. */
static gboolean words_before(Outline *outline, guint block, const ReadSpan *span, const Words *own, Words *words)
{
  if (label_is_url(own->text, own->length))
    return line_before(outline, block, span, words) || words_above(outline, block, words);
  return words_above(outline, block, words) || line_before(outline, block, span, words);
}

/* What a text ends in that goes on behind it. */
static void drop_openings(GString *line)
{
  while (line->len > 1 && strchr(" ,;:<>(-|", line->str[line->len - 1]) != NULL)
    g_string_truncate(line, line->len - 1);
}

/* One line, without the URLs in it and what leads to them: "More at: http://..." is "More at". */
static char *without_addresses(const char *text, gsize length)
{
  g_autofree char *line = text_clean_line(text, (gssize)length);
  g_auto(GStrv) words = NULL;
  GString *out = g_string_new(NULL);

  if (strstr(line, "://") != NULL) {
    words = g_strsplit(line, " ", -1);
    for (guint i = 0; words[i] != NULL; i++)
      if (strstr(words[i], "://") == NULL)
        g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", words[i]);
  }
  if (out->len == 0)
    g_string_append(out, line);
  drop_openings(out);
  return g_string_free(out, FALSE);
}

/* What to call the link that stands at span; *score is raised or lowered by how good that is. */
static char *describe(Search *search, guint index, const ReadSpan *span, const Link *link, int *score)
{
  Outline *outline = search->outline;
  const OutlineBlock *block = &g_array_index(outline->blocks, OutlineBlock, index);
  const char *start = block->block->text + span->start;
  Words own = clip(start, span->end - span->start), shared = clip(link->text, strlen(link->text)), words;
  gboolean generic;
  char *line;

  own.length = chars_trim(&own.text, own.length);
  generic = is_generic(outline, own.text, own.length);
  words = own;
  if (!generic && (chars_weight(own.text, own.length) >= TELLING_WEIGHT || block->role == OUTLINE_TITLE)) {
    *score += 14;
  } else if ((words_around(outline, index, span, &words) && !is_generic(outline, words.text, words.length)) ||
             (generic && words_before(outline, index, span, &own, &words))) {
    *score += 4;
  } else if (generic && !is_generic(outline, shared.text, shared.length)) {
    words = shared;
  } else {
    words = own;
    *score -= generic ? 40 : 0;
  }
  line = without_addresses(words.text, words.length);
  if (label_is_url(line, strlen(line)))
    *score -= 40;
  return line;
}

static int score_of(Search *search, const OutlineBlock *block, const Link *link, const char *text)
{
  GString *fold = search->outline->fold;
  const char *path = strstr(link->shown_url, "://");
  glong characters = g_utf8_strlen(text, -1);
  int score = 0;

  path = path != NULL ? strchr(path + 3, '/') : NULL;
  if (path == NULL || path[1] == '\0')
    score -= 20; /* a home page */
  if (block->role == OUTLINE_TITLE)
    score += 20;
  if (characters >= 15 && characters <= 110)
    score += 12;
  if (search->interests->terms->len > 0) {
    g_string_truncate(fold, 0);
    chars_fold(fold, text, strlen(text));
    score += 60 * (int)MIN(interests_count(search->interests, fold->str), 2u);
    g_string_truncate(fold, 0);
    chars_fold(fold, block->block->text, block->length <= MAX_WORDS ? block->length : 0);
    score += 25 * (int)MIN(interests_count(search->interests, fold->str), 2u);
  }
  return score;
}

/* The same page or the same text again: the better text stays, and what is linked twice matters more. */
static void merge(Pick *pick, int score, char *text)
{
  if (score > pick->score) {
    g_free(pick->text);
    pick->text = text;
    pick->score = score;
  } else {
    g_free(text);
  }
  pick->score += 4;
}

static void add_span(Search *search, guint block, const ReadSpan *span, const Link *link, Pass pass)
{
  const OutlineBlock *entry = &g_array_index(search->outline->blocks, OutlineBlock, block);
  int score = 0;
  char *text = describe(search, block, span, link, &score);
  g_autofree char *target = target_of(link->shown_url);
  g_autofree char *folded = g_utf8_strdown(text, -1);
  guint slot = GPOINTER_TO_UINT(g_hash_table_lookup(search->targets, target));
  Pick pick = { link->ordinal, search->order, score, text };
  gboolean same_page;

  if (outline_classes(search->outline, text, strlen(text)) & NEVER_SHOWN) {
    g_free(text);
    return;
  }
  same_page = slot > 0;
  if (!same_page && pass != PASS_CONTENT_AGAIN)
    slot = GPOINTER_TO_UINT(g_hash_table_lookup(search->texts, folded));
  pick.score += score_of(search, entry, link, text) - (pass == PASS_CONTENT_AGAIN ? 60 : 0);
  if (slot > 0) {
    merge(&g_array_index(search->picks, Pick, slot - 1), pick.score, pick.text);
  } else {
    g_array_append_val(search->picks, pick);
    slot = search->picks->len;
    same_page = TRUE;
  }
  if (same_page)
    g_hash_table_insert(search->targets, g_steal_pointer(&target), GUINT_TO_POINTER(slot));
  g_hash_table_insert(search->texts, g_steal_pointer(&folded), GUINT_TO_POINTER(slot));
}

static gboolean is_wanted(const OutlineBlock *block, const Link *link, Pass pass)
{
  gboolean shown = block->role != OUTLINE_BOILERPLATE;

  if (link == NULL)
    return FALSE;
  switch (pass) {
  case PASS_CONTENT:
    return shown && link->kind == LINK_CONTENT;
  case PASS_CONTENT_ANYWHERE:
    return !shown && link->kind == LINK_CONTENT && !(block->classes & NEVER_SHOWN) && !block->sponsored;
  case PASS_CONTENT_AGAIN:
    return link->kind == LINK_CONTENT && !block->sponsored;
  case PASS_OTHER:
    return shown && link->kind == LINK_OTHER;
  default:
    return FALSE;
  }
}

static void run_pass(Search *search, Pass pass)
{
  guint looked = 0;

  search->order = 0;
  for (guint b = 0; b < search->outline->blocks->len; b++) {
    const OutlineBlock *block = &g_array_index(search->outline->blocks, OutlineBlock, b);

    for (guint i = 0; i < block->block->links->len && looked < PICKS_MAX_LINKS; i++, looked++, search->order++) {
      const ReadSpan *span = &g_array_index(block->block->links, ReadSpan, i);
      const Link *link = newsletter_link(search->newsletter, span->ordinal);

      if (is_wanted(block, link, pass))
        add_span(search, b, span, link, pass);
    }
  }
}

static int by_score(gconstpointer a, gconstpointer b)
{
  const Pick *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

static int by_order(gconstpointer a, gconstpointer b)
{
  const Pick *x = a, *y = b;

  return x->order < y->order ? -1 : x->order > y->order;
}

static gboolean has_many(const Newsletter *newsletter)
{
  guint content = 0;

  for (guint i = 0; i < newsletter->links->len; i++)
    content += ((const Link *)g_ptr_array_index(newsletter->links, i))->kind == LINK_CONTENT;
  return content >= MANY;
}

GPtrArray *picks_find(Outline *outline, const Newsletter *newsletter, const Interests *interests)
{
  g_autoptr(GHashTable) targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GArray) picks = g_array_new(FALSE, FALSE, sizeof(Pick));
  GPtrArray *links = g_ptr_array_new_with_free_func((GDestroyNotify)gist_link_free);
  Search search = { outline, newsletter, interests, picks, targets, texts, 0 };

  g_array_set_clear_func(picks, pick_clear);
  for (Pass pass = PASS_CONTENT; pass < PASS_COUNT && picks->len < ENOUGH; pass++)
    if (pass != PASS_CONTENT_AGAIN || has_many(newsletter))
      run_pass(&search, pass);
  g_array_sort(picks, by_score);
  while (picks->len > PICKS_MAX ||
         (picks->len > ENOUGH && g_array_index(picks, Pick, picks->len - 1).score < MIN_SCORE))
    g_array_set_size(picks, picks->len - 1);
  g_array_sort(picks, by_order);
  for (guint i = 0; i < picks->len; i++) {
    const Pick *pick = &g_array_index(picks, Pick, i);

    g_ptr_array_add(links, gist_link_new(pick->ordinal, pick->text));
  }
  return links;
}
