/* SPDX-License-Identifier: MIT */
#include "gist/outline.h"

#include <string.h>

#include "gist/sentence.h"
#include "util/chars.h"

#define TITLE_MIN_WEIGHT 3u
#define TITLE_MAX_WEIGHT 90u
#define TITLE_REACH 6        /* blocks below a title that it still stands for */
#define LABEL_MAX_WEIGHT 60u /* of a line that opens a sponsor's section, of a greeting, of a sign-off */
#define ADDRESS_MAX_WEIGHT 140u
#define SPONSOR_MAX_BLOCKS 5    /* of a section without a title after it */
#define FOOTER_FROM_PERCENT 60u /* of the text: from here on a footer phrase ends the newsletter */

guint outline_classes(Outline *outline, const char *text, gsize length)
{
  g_string_truncate(outline->fold, 0);
  chars_fold(outline->fold, text, length);
  return boilerplate_find(outline->boilerplate, outline->fold->str);
}

static gboolean ends_with_one_of(const char *text, const char *characters)
{
  gsize length = strlen(text);
  const char *last;

  while (length > 0 && g_ascii_isspace(text[length - 1]))
    length--;
  if (length == 0)
    return FALSE;
  last = g_utf8_find_prev_char(text, text + length);
  return g_utf8_strchr(characters, -1, g_utf8_get_char(last)) != NULL;
}

static gboolean is_title(const OutlineBlock *block)
{
  if (block->block->kind == READ_HEADING)
    return block->weight > 0;
  return block->block->kind != READ_CODE && block->weight >= TITLE_MIN_WEIGHT && block->weight <= TITLE_MAX_WEIGHT &&
         strchr(block->block->text, '\n') == NULL && !ends_with_one_of(block->block->text, ".!。！:：,;…");
}

/* A postal address: a post code, a house number, parts in a row, few words in lower case. Years are no post codes. */
static gboolean is_address(const OutlineBlock *block)
{
  guint codes = 0, numbers = 0, parts = 0, words = 0, lower = 0;
  char before = ' ';

  if (block->weight > ADDRESS_MAX_WEIGHT)
    return FALSE;
  for (const char *p = block->block->text; *p != '\0';) {
    gsize digits = strspn(p, "0123456789");

    parts += *p == ',' || *p == '\n' || *p == '|' || g_str_has_prefix(p, "\xc2\xb7");
    if (g_ascii_isspace(before) && digits == 0) {
      words++;
      lower += g_unichar_islower(g_utf8_get_char(p));
    }
    if (digits == 5 || (digits == 4 && strncmp(p, "19", 2) != 0 && strncmp(p, "20", 2) != 0))
      codes++;
    else if (digits > 0 && digits < 5)
      numbers++;
    p += digits > 0 ? digits : 1;
    before = p[-1];
  }
  return codes == 1 && numbers >= 1 && numbers <= 3 && parts >= 2 && lower * 2 <= words;
}

/* A line of its own that only says hello or goodbye. */
static gboolean is_courtesy(const OutlineBlock *block)
{
  if (block->weight > LABEL_MAX_WEIGHT)
    return FALSE;
  if (block->classes & BOILERPLATE_SIGNOFF)
    return TRUE;
  return (block->classes & BOILERPLATE_GREETING) &&
         (block->weight <= 20 || ends_with_one_of(block->block->text, ",!:，！、。："));
}

static void add_block(Outline *outline, const ReadBlock *source)
{
  gsize length = strlen(source->text);
  OutlineBlock block = { source, OUTLINE_TEXT, FALSE, 0, 0, length, -1 };

  block.classes = outline_classes(outline, source->text, length);
  block.weight = chars_weight(source->text, length);
  if (source->kind == READ_CODE || is_courtesy(&block) || is_address(&block) ||
      ((block.classes & BOILERPLATE_NEVER) && block.weight <= OUTLINE_MAX_BOILERPLATE_BLOCK))
    block.role = OUTLINE_BOILERPLATE;
  else if (is_title(&block))
    block.role = OUTLINE_TITLE;
  g_array_append_val(outline->blocks, block);
}

static OutlineBlock *block_at(const Outline *outline, guint index)
{
  return &g_array_index(outline->blocks, OutlineBlock, index);
}

/* What a sponsor's label opens goes up to the second title: the first is the sponsor's own. */
static void drop_sponsors(Outline *outline)
{
  for (guint i = 0; i < outline->blocks->len; i++) {
    OutlineBlock *label = block_at(outline, i);
    guint titles = 0, end;

    if (!(label->classes & BOILERPLATE_SPONSOR))
      continue;
    label->role = OUTLINE_BOILERPLATE;
    label->sponsored = TRUE;
    if (label->weight > LABEL_MAX_WEIGHT)
      continue;
    for (end = i + 1; end < outline->blocks->len && end <= i + SPONSOR_MAX_BLOCKS; end++) {
      OutlineBlock *block = block_at(outline, end);

      if (block->role == OUTLINE_TITLE && (titles++ > 0 || end > i + 1))
        break;
      block->role = OUTLINE_BOILERPLATE;
      block->sponsored = TRUE;
    }
  }
}

static void drop_footer(Outline *outline)
{
  gsize total = 0, above = 0;
  gboolean footer = FALSE;

  for (guint i = 0; i < outline->blocks->len; i++)
    total += block_at(outline, i)->weight;
  for (guint i = 0; i < outline->blocks->len; i++) {
    OutlineBlock *block = block_at(outline, i);

    if ((block->classes & BOILERPLATE_FOOTER) && above * 100 >= total * FOOTER_FROM_PERCENT)
      footer = TRUE;
    if (footer)
      block->role = OUTLINE_BOILERPLATE;
    above += block->weight;
  }
}

static void find_titles(Outline *outline)
{
  int title = -1;

  for (guint i = 0; i < outline->blocks->len; i++) {
    OutlineBlock *block = block_at(outline, i);

    if (title >= 0 && (int)i - title <= TITLE_REACH)
      block->title = title;
    if (block->role == OUTLINE_TITLE && !(block->classes & (BOILERPLATE_ACTION | BOILERPLATE_GENERIC)))
      title = (int)i;
  }
}

/* The tokens of a block go to its sentences in order. */
static void add_sentences(Outline *outline, guint index, guint token, guint last, GArray *split)
{
  const OutlineBlock *block = block_at(outline, index);
  GArray *tokens = outline->lexicon->tokens;
  const char *text = block->block->text;

  for (guint i = 0; i < split->len; i++) {
    const Sentence *sentence = &g_array_index(split, Sentence, i);
    OutlineSentence out = { index, text + sentence->start, sentence->length,    token,
                            0,     (guint8)sentence->end,  (guint8)MIN(i, 255u) };

    while (token < last && g_array_index(tokens, Token, token).text < out.text)
      token++;
    out.first = token;
    while (token < last && g_array_index(tokens, Token, token).text < out.text + out.length)
      token++;
    out.tokens = token - out.first;
    if (out.tokens > 0)
      g_array_index(tokens, Token, out.first).shape |= TOKEN_FIRST;
    if ((block->classes & BOILERPLATE_NEVER) && (outline_classes(outline, out.text, out.length) & BOILERPLATE_NEVER))
      continue;
    g_array_append_val(outline->sentences, out);
  }
}

static void add_words(Outline *outline)
{
  g_autoptr(GArray) firsts = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GArray) split = g_array_new(FALSE, FALSE, sizeof(Sentence));
  gboolean ordinals;

  for (guint i = 0; i < outline->blocks->len; i++) {
    const OutlineBlock *block = block_at(outline, i);
    guint first = outline->lexicon->tokens->len;

    g_array_append_val(firsts, first);
    if (block->role != OUTLINE_BOILERPLATE)
      lexicon_add(outline->lexicon, block->block->text, strlen(block->block->text));
  }
  g_array_append_val(firsts, outline->lexicon->tokens->len);
  lexicon_settle(outline->lexicon);
  ordinals = lexicon_has_ordinals(outline->lexicon);
  for (guint i = 0; i < outline->blocks->len; i++) {
    if (block_at(outline, i)->role == OUTLINE_BOILERPLATE)
      continue;
    g_array_set_size(split, 0);
    sentence_split(block_at(outline, i)->block->text, ordinals, split);
    add_sentences(outline, i, g_array_index(firsts, guint, i), g_array_index(firsts, guint, i + 1), split);
  }
  lexicon_count_shapes(outline->lexicon);
}

gboolean outline_follows_greeting(Outline *outline, const OutlineSentence *sentence)
{
  const char *text = block_at(outline, sentence->block)->block->text;
  gsize above = (gsize)(sentence->text - text);

  if (sentence->place == 0 && sentence->block > 0)
    return (block_at(outline, sentence->block - 1)->classes & BOILERPLATE_GREETING) != 0;
  return sentence->place == 1 && above <= LABEL_MAX_WEIGHT * 2 &&
         (outline_classes(outline, text, above) & BOILERPLATE_GREETING);
}

gboolean outline_is_title_case(const Outline *outline, const OutlineSentence *sentence)
{
  guint capitals = 0;

  for (guint i = sentence->first; i < sentence->first + sentence->tokens; i++)
    capitals += (g_array_index(outline->lexicon->tokens, Token, i).shape & (TOKEN_CAPITAL | TOKEN_DIGIT)) != 0;
  return sentence->tokens >= 5 && capitals * 4 >= sentence->tokens * 3;
}

Outline *outline_new(const Newsletter *newsletter)
{
  Outline *outline = g_new0(Outline, 1);
  gsize text = 0;

  outline->source = read_blocks(newsletter->markdown != NULL ? newsletter->markdown : "");
  outline->blocks = g_array_new(FALSE, FALSE, sizeof(OutlineBlock));
  outline->sentences = g_array_new(FALSE, FALSE, sizeof(OutlineSentence));
  outline->lexicon = lexicon_new();
  outline->fold = g_string_new(NULL);
  outline->boilerplate = boilerplate_index();
  for (guint i = 0; i < outline->source->len && i < OUTLINE_MAX_BLOCKS && text < OUTLINE_MAX_TEXT; i++) {
    const ReadBlock *block = g_ptr_array_index(outline->source, i);

    text += strlen(block->text);
    add_block(outline, block);
  }
  drop_sponsors(outline);
  drop_footer(outline);
  find_titles(outline);
  if (newsletter->subject != NULL)
    lexicon_add_subject(outline->lexicon, newsletter->subject);
  add_words(outline);
  return outline;
}

void outline_free(Outline *outline)
{
  if (outline == NULL)
    return;
  g_ptr_array_unref(outline->source);
  g_array_unref(outline->blocks);
  g_array_unref(outline->sentences);
  lexicon_free(outline->lexicon);
  g_string_free(outline->fold, TRUE);
  g_free(outline);
}
