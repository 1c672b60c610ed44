/* SPDX-License-Identifier: MIT */
#include "gist/extract.h"

#include <string.h>

#include "gist/interests.h"
#include "gist/outline.h"
#include "gist/picks.h"
#include "gist/rank.h"
#include "gist/topics.h"
#include "util/digest.h"
#include "util/text.h"

#define MASK "[your address]"
#define MAX_LINK_TEXT 160u /* characters */

/* A field of the key: its length first, so that no two lists of fields read the same. */
static void add_field(Digest *digest, const char *value)
{
  g_autofree char *length = g_strdup_printf("%" G_GSIZE_FORMAT ":", strlen(value));

  digest_add(digest, length, strlen(length));
  digest_add(digest, value, strlen(value));
}

static void add_number(Digest *digest, guint value)
{
  g_autofree char *text = g_strdup_printf("%u", value);

  add_field(digest, text);
}

/* addresses may be NULL. */
static char *mask(const char *text, const char *const *addresses, const char *replacement)
{
  char *masked = g_strdup(text);

  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++) {
    g_autofree char *before = masked;

    masked = text_mask_address(before, addresses[i], replacement);
  }
  return masked;
}

static gboolean holds_address(const char *text, const char *const *addresses)
{
  g_autofree char *masked = mask(text, addresses, "");

  return strlen(masked) != strlen(text);
}

/* The letters and digits of Markdown in lower case, with numeric references read, and of nothing else: formats, escapes and entities may part
 * an address, but not these. */
static char *bare(const char *text, gsize length)
{
  char *out = g_malloc(length + 1), *to = out;

  for (const char *p = text, *end = text + length; p < end; p++) {
    char c = *p;

    if (p[0] == '&' && p[1] == '#') {
      char *after;
      guint64 value = g_ascii_strtoull(p + 2, &after, 10);

      if (after > p + 2 && *after == ';') {
        c = value < 0x80 ? (char)value : ' ';
        p = after;
      }
    }
    if (g_ascii_isalnum(c))
      *to++ = g_ascii_tolower(c);
  }
  *to = '\0';
  return out;
}

/* Most newsletters name no address at all, and then feeds share the gist. */
static gboolean shows_address(const Newsletter *newsletter, const char *const *addresses)
{
  g_autoptr(GPtrArray) blocks = NULL;
  g_autofree char *text = NULL, *local_part = NULL;

  if (addresses == NULL || addresses[0] == NULL || newsletter->markdown == NULL)
    return FALSE;
  for (guint i = 0; i < newsletter->links->len; i++)
    if (holds_address(((const Link *)g_ptr_array_index(newsletter->links, i))->text, addresses))
      return TRUE;
  local_part = bare(addresses[0], strcspn(addresses[0], "@")); /* the same in all of them */
  text = bare(newsletter->markdown, strlen(newsletter->markdown));
  if (strstr(text, local_part) == NULL) /* a whole parse saved */
    return FALSE;
  blocks = read_blocks(newsletter->markdown);
  for (guint i = 0; i < blocks->len; i++)
    if (holds_address(((const ReadBlock *)g_ptr_array_index(blocks, i))->text, addresses))
      return TRUE;
  return FALSE;
}

char *extract_key(const Newsletter *newsletter, const char *interests, const char *const *addresses)
{
  g_autoptr(Digest) digest = digest_new();

  add_field(digest, "extract");
  add_number(digest, EXTRACT_VERSION);
  add_field(digest, newsletter->sha256 != NULL ? newsletter->sha256 : "");
  add_number(digest, newsletter->decoder_version);
  add_field(digest, interests != NULL ? interests : "");
  add_field(digest, shows_address(newsletter, addresses) ? addresses[0] : "");
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
  replace(&gist->summary, mask(gist->summary, addresses, MASK));
  for (guint i = 0; i < gist->topics->len; i++)
    replace((char **)&gist->topics->pdata[i], mask(gist->topics->pdata[i], addresses, MASK));
  for (guint i = 0; i < gist->links->len; i++) {
    GistLink *link = g_ptr_array_index(gist->links, i);

    replace(&link->text, mask(link->text, addresses, MASK));
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
