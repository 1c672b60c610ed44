/* SPDX-License-Identifier: MIT */
#include "gist/extract.h"

#include <string.h>

#include "gist/interests.h"
#include "gist/mask.h"
#include "gist/outline.h"
#include "gist/picks.h"
#include "gist/rank.h"
#include "gist/topics.h"
#include "util/digest.h"
#include "util/text.h"

#define MAX_LINK_TEXT 160u /* characters */
#define MAX_LEAD 280u      /* characters of a text that has no sentences */
#define MAX_NOTICE 500u    /* characters of a confirmation mail */
#define SHORT_SUMMARY 80u  /* characters: a title alone, when a text could go with it */

static void add_number(Digest *digest, guint value)
{
  g_autofree char *text = g_strdup_printf("%u", value);

  digest_add_field(digest, text);
}

static gboolean shows_address(const Newsletter *newsletter, const char *bare, GPtrArray **blocks, const char *address)
{
  const char *const one[] = { address, NULL };
  g_autofree char *local_part = mask_bare(address, strcspn(address, "@"));

  for (guint i = 0; i < newsletter->links->len; i++)
    if (mask_found(((const Link *)g_ptr_array_index(newsletter->links, i))->text, one))
      return TRUE;
  if (strstr(bare, local_part) == NULL) /* a whole parse saved */
    return FALSE;
  if (*blocks == NULL)
    *blocks = read_blocks(newsletter->markdown);
  for (guint i = 0; i < (*blocks)->len; i++)
    if (mask_found(((const ReadBlock *)g_ptr_array_index(*blocks, i))->text, one))
      return TRUE;
  return FALSE;
}

/* Which of them the text has; most newsletters name no address at all, and then feeds share the gist. */
static char *shown_addresses(const Newsletter *newsletter, const char *const *addresses)
{
  GString *shown = g_string_new(NULL);
  g_autoptr(GPtrArray) blocks = NULL;
  g_autofree char *bare = NULL;

  for (guint i = 0; addresses != NULL && newsletter->markdown != NULL && addresses[i] != NULL; i++) {
    if (bare == NULL)
      bare = mask_bare(newsletter->markdown, strlen(newsletter->markdown));
    if (shows_address(newsletter, bare, &blocks, addresses[i]))
      g_string_append_printf(shown, "%s%s", shown->len > 0 ? " " : "", addresses[i]);
  }
  return g_string_free(shown, FALSE);
}

char *extract_key(const Newsletter *newsletter, const char *interests, const char *const *addresses)
{
  g_autoptr(Digest) digest = digest_new();
  g_autofree char *shown = shown_addresses(newsletter, addresses);

  digest_add_field(digest, "extract");
  add_number(digest, EXTRACT_VERSION);
  digest_add_field(digest, newsletter->sha256 != NULL ? newsletter->sha256 : "");
  add_number(digest, newsletter->decoder_version);
  digest_add_field(digest, interests != NULL ? interests : "");
  digest_add_field(digest, shown);
  return digest_sum(digest);
}

/* After an East Asian full stop no space is written. */
static gboolean ends_wide(const GString *text)
{
  return text->len > 0 && g_unichar_iswide(g_utf8_get_char(g_utf8_find_prev_char(text->str, text->str + text->len)));
}

/* Sentences of one block go on in one paragraph. */
static char *summary_of(const Outline *outline, const GArray *chosen)
{
  GString *summary = g_string_new(NULL);

  for (guint i = 0; i < chosen->len; i++) {
    const OutlineSentence *sentence =
        &g_array_index(outline->sentences, OutlineSentence, g_array_index(chosen, guint, i));
    g_autofree char *line = text_clean_line(sentence->text, (gssize)sentence->length);

    if (i > 0) {
      guint before = g_array_index(chosen, guint, i - 1);

      if (g_array_index(outline->sentences, OutlineSentence, before).block != sentence->block)
        g_string_append_c(summary, '\n');
      else if (!ends_wide(summary))
        g_string_append_c(summary, ' ');
    }
    g_string_append(summary, line);
  }
  return g_string_free(summary, FALSE);
}

/* A text without full stops, as Thai is written and some people write: too long for a sentence, and yet what the newsletter says. NULL: none. */
static char *find_endless(const Outline *outline)
{
  for (guint i = 0; i < outline->sentences->len; i++) {
    const OutlineSentence *sentence = &g_array_index(outline->sentences, OutlineSentence, i);

    if (g_utf8_strlen(sentence->text, (gssize)sentence->length) > (glong)RANK_MAX_SENTENCE)
      return text_clean_line(sentence->text, (gssize)sentence->length);
  }
  return NULL;
}

/* A greeting, a goodbye or code, where the newsletter is nothing else; NULL: none. */
static char *find_courtesy(const Outline *outline)
{
  for (guint i = 0; i < outline->blocks->len; i++) {
    const OutlineBlock *block = &g_array_index(outline->blocks, OutlineBlock, i);

    if (block->weight > 0 && !block->sponsored && !(block->classes & BOILERPLATE_NEVER) &&
        (block->block->kind == READ_CODE || (block->classes & (BOILERPLATE_GREETING | BOILERPLATE_SIGNOFF))))
      return text_clean_line(block->block->text, -1);
  }
  return NULL;
}

/* Where no sentence could be chosen, or a title alone, what there is goes in its place or below it, cut. */
static char *with_lead(const Outline *outline, char *summary, const char *const *addresses)
{
  g_autofree char *title = summary, *text = NULL, *masked = NULL, *lead = NULL;

  if (g_utf8_strlen(title, -1) < (glong)SHORT_SUMMARY)
    text = find_endless(outline);
  if (text == NULL && *title == '\0')
    text = find_courtesy(outline);
  if (text == NULL)
    return g_steal_pointer(&title);
  masked = mask_addresses(text, addresses); /* the address goes before anything is cut, or a part of it would stay */
  lead = text_ellipsize(masked, MAX_LEAD);
  return *title == '\0' ? g_steal_pointer(&lead) : g_strconcat(title, "\n", lead, NULL);
}

static gboolean is_link_alone(const ReadBlock *block)
{
  gsize linked = 0;

  for (guint i = 0; i < block->links->len; i++)
    linked += g_array_index(block->links, ReadSpan, i).end - g_array_index(block->links, ReadSpan, i).start;
  return linked * 10 >= strlen(block->text) * 9;
}

/* Who confirms a subscription needs no choice of sentences but what the mail says, and the code that stands on a line of its own. Links
 * alone are in the item's list. */
static char *notice_of(const Outline *outline, const char *const *addresses)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autofree char *masked = NULL;

  for (guint i = 0; i < outline->source->len && text->len <= MAX_NOTICE * 4; i++) {
    const ReadBlock *block = g_ptr_array_index(outline->source, i);
    g_autofree char *line = is_link_alone(block) ? NULL : text_clean_line(block->text, -1);

    if (line != NULL && *line != '\0')
      g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "", line);
  }
  masked = mask_addresses(text->str, addresses);
  return text_ellipsize(masked, MAX_NOTICE);
}

static void replace(char **text, char *with)
{
  g_free(*text);
  *text = with;
}

/* The address goes before anything is cut, or a part of it would stay. */
static void finish_texts(Gist *gist, const char *const *addresses)
{
  replace(&gist->summary, mask_addresses(gist->summary, addresses));
  for (guint i = 0; i < gist->topics->len; i++)
    replace((char **)&gist->topics->pdata[i], mask_addresses(gist->topics->pdata[i], addresses));
  for (guint i = 0; i < gist->links->len; i++) {
    GistLink *link = g_ptr_array_index(gist->links, i);

    replace(&link->text, mask_addresses(link->text, addresses));
    replace(&link->text, text_ellipsize(link->text, MAX_LINK_TEXT));
  }
}

Gist *extract_gist(const Newsletter *newsletter, const char *interests, const char *const *addresses)
{
  g_autoptr(Outline) outline = outline_new(newsletter);
  g_autoptr(Interests) terms = interests_new(interests);
  g_autoptr(GArray) chosen = rank_sentences(outline, terms);
  Gist *gist = gist_new();

  gist->key = extract_key(newsletter, interests, addresses);
  gist->provider = g_strdup("extract");
  gist->model = g_strdup("");
  gist->prompt_version = EXTRACT_VERSION;
  if (newsletter->flags & NEWSLETTER_CONFIRMATION) {
    gist->summary = notice_of(outline, addresses);
  } else {
    gist->summary = with_lead(outline, summary_of(outline, chosen), addresses);
    g_ptr_array_unref(gist->topics);
    gist->topics = topics_find(outline, newsletter->from_name, terms);
  }
  g_ptr_array_unref(gist->links);
  gist->links = picks_find(outline, newsletter, terms);
  gist->why = g_strdup("");
  finish_texts(gist, addresses);
  return gist;
}
