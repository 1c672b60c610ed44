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
  gist->summary = summary_of(outline, chosen);
  g_ptr_array_unref(gist->topics);
  gist->topics = topics_find(outline, newsletter->from_name, terms);
  g_ptr_array_unref(gist->links);
  gist->links = picks_find(outline, newsletter, terms);
  gist->why = g_strdup("");
  finish_texts(gist, addresses);
  return gist;
}
