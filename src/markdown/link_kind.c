/* SPDX-License-Identifier: MIT */
#include "markdown/link_kind.h"

#include <string.h>

#include "markdown/link_url.h"
#include "markdown/link_words.h"
#include "markdown/url.h"

#define MAX_PHRASE 16u     /* units of a text that is furniture and no sentence of an article */
#define MAX_HEADING 10u    /* units of a heading that announces an advertisement */
#define MAX_LABEL 6u       /* units of a text that only names something */
#define MAX_FOOTER 1000u   /* bytes of a block that is small print */
#define SPONSOR_LABEL 80u  /* bytes of a block that does nothing but name a sponsor */
#define SPONSOR_START 100u /* bytes of a block in which its sponsor is named */

/* Everything that is known about one link, read once. */
typedef struct {
  const LinkContext *context;
  WordScan text;
  LinkUrl url;
  gboolean is_late; /* in the last third */
} Evidence;

static gboolean is_whole(WordScan scan)
{
  return scan.units > 0 && scan.covered == scan.units;
}

/* Only words that say nothing, or none at all (an arrow). */
static gboolean is_vague(WordScan scan)
{
  return scan.covered == scan.units && (scan.kinds & ~(WORD_GENERIC | WORD_FILL | WORD_MORE)) == 0;
}

/* Most of a short text: an article may have "unsubscribe" or "in the browser" in its title. */
static gboolean is_mostly(WordScan scan, guint percent)
{
  return scan.units <= MAX_PHRASE && scan.covered * 100 >= scan.units * percent;
}

static gboolean is_listed(const char *url, const char *list_unsubscribe)
{
  gsize length = strlen(url);

  if (list_unsubscribe == NULL)
    return FALSE;
  for (const char *p = strchr(list_unsubscribe, '<'); p != NULL; p = strchr(p + 1, '<')) {
    const char *end = strchr(p, '>');
    g_autofree char *uri = end == NULL ? NULL : g_strndup(p + 1, (gsize)(end - p) - 1);
    g_autofree char *repaired = uri == NULL ? NULL : url_repair(uri);

    if (repaired != NULL && strlen(repaired) == length && strcmp(repaired, url) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean says_leave(WordScan scan)
{
  return (scan.kinds & (WORD_LEAVE | WORD_JOIN)) != 0 && is_mostly(scan, 40);
}

static gboolean says_web(WordScan scan)
{
  return (scan.kinds & WORD_WEB) != 0 && is_mostly(scan, 70);
}

/* "@name", "(@name)" */
static gboolean is_handle(const char *text)
{
  text += *text == '(';
  if (*text != '@' || text[1] == '\0')
    return FALSE;
  for (text++; *text != '\0'; text++)
    if (!g_ascii_isalnum(*text) && strchr("_.@-)", *text) == NULL)
      return FALSE;
  return TRUE;
}

/* "Acme on Facebook" */
static gboolean says_social(const Evidence *evidence)
{
  WordScan text = evidence->text;

  if ((text.kinds & WORD_SOCIAL) == 0 || text.units > MAX_LABEL)
    return FALSE;
  return evidence->context->is_image || (evidence->is_late && is_mostly(text, 50));
}

/* By the words of the link itself; LINK_OTHER where they do not tell. */
static LinkKind kind_by_text(const Evidence *evidence)
{
  WordScan text = evidence->text;
  WordKind kinds = text.kinds;

  if (says_leave(text) || says_web(text))
    return LINK_ACTION;
  if (is_handle(evidence->context->text) || says_social(evidence))
    return LINK_SOCIAL;
  if (!is_whole(text) || text.units > MAX_PHRASE)
    return LINK_OTHER;
  if (kinds & WORD_ACTION)
    return LINK_ACTION;
  if (kinds & (WORD_SOCIAL | WORD_SHARE))
    return LINK_SOCIAL;
  if (kinds & (WORD_AD | WORD_SPONSOR))
    return LINK_SPONSOR;
  if (kinds & (WORD_NAV | WORD_FOOTER))
    return LINK_NAV;
  return LINK_OTHER;
}

static gboolean is_vendor(const Evidence *evidence)
{
  WordScan text = evidence->text;
  gboolean is_badge = evidence->context->is_image || evidence->is_late;

  if ((text.kinds & WORD_VENDOR) != 0 && is_mostly(text, 60) && text.units <= MAX_LABEL && is_badge)
    return TRUE;
  return evidence->url.is_vendor || (evidence->url.is_store && is_badge);
}

/* A short block beside that does nothing but name a sponsor: "Sponsored by Acme" stands above what it means, "Acme (sponsor)" below. */
static gboolean is_sponsor_label(const char *block, gboolean is_above)
{
  WordScan scan;

  if (block == NULL || *block == '\0' || strlen(block) > SPONSOR_LABEL)
    return FALSE;
  scan = link_words_scan(block);
  if (scan.units > MAX_LABEL)
    return FALSE;
  return is_above ? scan.is_advert && !(scan.ends_advert && scan.units > 1) : scan.ends_advert && scan.units > 1;
}

static gboolean is_sponsored(const Evidence *evidence)
{
  const LinkContext *context = evidence->context;
  WordScan heading;

  if (evidence->url.is_advert || evidence->text.is_advert)
    return TRUE;
  if (link_words_scan_part(context->block, MIN(strlen(context->block), SPONSOR_START)).is_advert)
    return TRUE;
  if (is_sponsor_label(context->previous, TRUE) || is_sponsor_label(context->next, FALSE))
    return TRUE;
  heading = link_words_scan(context->heading);
  return heading.is_advert && heading.units <= MAX_HEADING;
}

/* By the words around a link, where its own say nothing or the block is small print. */
static LinkKind kind_by_block(const Evidence *evidence)
{
  const LinkContext *context = evidence->context;
  gboolean is_here = is_vague(evidence->text) && (evidence->text.kinds & WORD_MORE) == 0;
  WordScan block;

  if ((!is_here && !evidence->is_late) || strlen(context->block) > MAX_FOOTER)
    return LINK_OTHER;
  block = link_words_scan(context->block);
  if (is_here && (block.kinds & (WORD_LEAVE | WORD_WEB | (evidence->is_late ? WORD_ACTION : 0))) != 0)
    return LINK_ACTION;
  if (evidence->is_late && (block.kinds & (WORD_FOOTER | WORD_LEAVE)) != 0)
    return LINK_NAV;
  return LINK_OTHER;
}

static LinkKind kind_by_place(const Evidence *evidence)
{
  const LinkContext *context = evidence->context;
  gboolean is_label = evidence->text.units <= MAX_LABEL;

  if (evidence->url.is_root && evidence->url.is_own && is_label)
    return LINK_NAV;
  if (context->is_image && context->block_index == 0 && context->block_count > 3 && is_label)
    return LINK_NAV; /* the logo */
  if ((evidence->url.said & (WORD_NAV | WORD_FOOTER)) != 0 && is_label && (evidence->is_late || context->is_image))
    return LINK_NAV;
  if (evidence->url.is_root && is_label && context->block_count > 3 && context->block_index + 2 >= context->block_count)
    return LINK_NAV;
  return LINK_OTHER;
}

/* The target as the text spells it out, which tells more than a click counter's address. */
static char *spelt_url(const char *text)
{
  g_autofree char *web = NULL;

  if (strlen(text) > URL_MAX_LENGTH || strpbrk(text, " @") != NULL || strchr(text, '.') == NULL)
    return NULL;
  if (g_str_has_prefix(text, "http"))
    return url_repair(text);
  web = g_strconcat("https://", text, NULL);
  return url_repair(web);
}

static Evidence read_evidence(const LinkContext *context)
{
  g_autofree char *spelt = spelt_url(context->text);
  Evidence evidence = { .context = context,
                        .text = link_words_scan(context->text),
                        .url = link_url_read(context->url, context->shown_url, context->sender_host),
                        .is_late = context->block_index * 3 >= context->block_count * 2 };

  if (spelt != NULL) {
    LinkUrl url = link_url_read(spelt, spelt, context->sender_host);

    evidence.url.said |= url.said;
    evidence.url.is_root = url.is_root;
    evidence.url.is_own = url.is_own;
    evidence.url.is_social |= url.is_social;
  }
  return evidence;
}

LinkKind link_kind_guess(const LinkContext *context, const char *list_unsubscribe)
{
  Evidence evidence;
  LinkKind kind;

  if (g_str_has_prefix(context->url, "mailto:"))
    return LINK_MAILTO;
  if (is_listed(context->url, list_unsubscribe))
    return LINK_ACTION;
  evidence = read_evidence(context);
  kind = kind_by_text(&evidence);
  if (kind != LINK_OTHER)
    return kind;
  if (evidence.url.said & (WORD_LEAVE | WORD_WEB | WORD_ACTION))
    return LINK_ACTION;
  if (evidence.url.is_social)
    return LINK_SOCIAL;
  if (is_sponsored(&evidence))
    return LINK_SPONSOR;
  if (is_vendor(&evidence))
    return LINK_OTHER;
  kind = kind_by_block(&evidence);
  if (kind == LINK_OTHER)
    kind = kind_by_place(&evidence);
  return kind == LINK_OTHER ? LINK_CONTENT : kind;
}

gboolean link_kind_is_web_version(const LinkContext *context)
{
  WordScan text, block;
  LinkUrl url;

  if (g_str_has_prefix(context->url, "mailto:"))
    return FALSE;
  text = link_words_scan(context->text);
  if (says_leave(text))
    return FALSE;
  if (says_web(text))
    return TRUE;
  if (!is_vague(text) || (text.kinds & WORD_MORE) != 0)
    return FALSE;
  block = link_words_scan(context->block);
  url = link_url_read(context->url, context->shown_url, context->sender_host);
  return (block.kinds & WORD_WEB) != 0 && (block.kinds & WORD_LEAVE) == 0 && (url.said & WORD_LEAVE) == 0 &&
         strlen(context->block) <= MAX_FOOTER;
}
