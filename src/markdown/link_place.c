/* SPDX-License-Identifier: MIT */
#include "markdown/link_place.h"

#include <string.h>

#define MAX_LABEL 6u     /* units of a text that only names something */
#define MAX_ENTRY 3u     /* of an entry of a menu */
#define MENU_BARS 4u     /* between labels at the head or foot make a menu of any labels */
#define MAX_QUESTION 24u /* of one that asks for an opinion */
#define MAX_NAME 4u      /* of a newsletter's name */
#define MAX_FOOTER 1500u /* bytes of a block that is small print */
#define LAST_BLOCKS 3u   /* where menus are, beside the first */
#define MIN_BLOCKS 8u    /* of a mail long enough to have places */
#define WORD_FURNITURE (WORD_LEAVE | WORD_WEB | WORD_ACTION | WORD_SOCIAL | WORD_NAV | WORD_VENDOR | WORD_FOOTER)

static gboolean is_at_end(const LinkContext *context)
{
  return context->block_count >= MIN_BLOCKS && context->block_index + LAST_BLOCKS >= context->block_count;
}

/* By its last byte, which is rare. */
static guint count_mark(const char *text, gsize length, const char *mark)
{
  gsize size = strlen(mark);
  const char *end = text + length;
  guint n = 0;

  for (const char *p = text; (p = memchr(p, mark[size - 1], (gsize)(end - p))) != NULL; p++)
    n += (gsize)(p - text) + 1 >= size && memcmp(p + 1 - size, mark, size) == 0;
  return n;
}

static guint count_bars(const char *text, gsize length)
{
  return count_mark(text, length, "|") + count_mark(text, length, "\u00b7") + count_mark(text, length, "\u2022");
}

static gboolean is_row_of_entries(WordScan scan, guint bars)
{
  return scan.units <= (bars + 1) * MAX_ENTRY;
}

static guint bars_of(const LinkContext *context)
{
  LinkBlock *block = context->block;

  if (block == NULL)
    return count_bars(context->place.text, strlen(context->place.text));
  if (!block->is_counted)
    block->bars = (guint16)MIN(count_bars(block->text, strlen(block->text)), G_MAXUINT16);
  block->is_counted = TRUE;
  return block->bars;
}

/* One of several labels with bars or dots between: any at the end, many at the head or foot, elsewhere with a legal page or the like among them. */
static gboolean is_in_menu(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;
  guint bars = bars_of(context);
  LinkWords line;
  WordScan scan;

  if (bars < 2 || is_at_end(context))
    return bars >= 2;
  scan = context->block != NULL ? link_evidence_block(context->block) : link_words_scan(context->place.text);
  if ((scan.kinds & (WORD_NAV | WORD_LEAVE)) != 0 && is_row_of_entries(scan, bars))
    return TRUE;
  line = link_near_line(&context->place);
  bars = count_bars(line.start, line.length);
  return bars >= MENU_BARS && link_evidence_is_outer(evidence) && !evidence->is_spelt &&
         is_row_of_entries(link_evidence_words(line), bars);
}

static gboolean is_entry(WordScan scan)
{
  return scan.units > 0 && scan.units <= MAX_ENTRY;
}

/* A home page. The sender's own is furniture anywhere but on a button; another's at the head or foot of a mail. */
static gboolean is_home(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;

  if (!evidence->url.is_root || (evidence->text.kinds & WORD_MORE) != 0)
    return FALSE;
  if (evidence->url.is_home || (evidence->url.is_own && (link_evidence_is_outer(evidence) || context->is_image)))
    return TRUE;
  if (evidence->is_spelt && evidence->is_alone && evidence->is_late && !g_str_has_prefix(context->text, "http"))
    return TRUE; /* "acme.example" signs a mail */
  return is_at_end(context) ||
         (context->block_index <= 1 && context->block_count >= MIN_BLOCKS && context->place.start == 0);
}

static gboolean is_question(LinkBlock *block)
{
  WordScan scan = link_evidence_block(block);

  return (scan.kinds & WORD_RATE) != 0 && scan.units <= MAX_QUESTION;
}

gboolean link_place_asks_opinion(const LinkContext *context)
{
  return is_question(context->heading) || is_question(context->previous) || is_question(context->label);
}

/* Among one-word blocks near the beginning, or in a whole column of them towards the end. */
static gboolean is_in_column(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;

  if (!is_entry(evidence->text) || (evidence->text.kinds & (WORD_MORE | WORD_OFFER)) != 0 || context->leads_on ||
      link_place_asks_opinion(context))
    return FALSE;
  if (evidence->is_late)
    return is_entry(link_evidence_beside(evidence, -1)) && is_entry(link_evidence_beside(evidence, 1)) &&
           ((link_evidence_beside(evidence, -1).kinds | link_evidence_beside(evidence, 1).kinds) & WORD_FURNITURE) != 0;
  return link_evidence_is_whole_block(context) && context->block_index * 4 < context->block_count &&
         context->block_index < MIN_BLOCKS &&
         (is_entry(link_evidence_block(context->previous)) || is_entry(link_evidence_block(context->next)));
}

/* The newsletter's name above all. */
static gboolean is_masthead(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;

  return context->block_index == 0 && context->block_count >= 2 * MIN_BLOCKS && !context->is_heading &&
         !context->leads_on && !link_evidence_is_here(evidence) && evidence->text.units <= MAX_NAME &&
         (evidence->text.kinds & (WORD_MORE | WORD_OFFER)) == 0 && strpbrk(context->text, "0123456789") == NULL;
}

/* An image above all; what stands below one that calls itself a logo is a picture of the subject. */
static gboolean is_logo(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;

  if (!context->is_image || context->leads_on || context->block_index > 1 || (evidence->text.kinds & WORD_OFFER) != 0)
    return FALSE;
  return context->block_index == 0 || (link_evidence_block(context->previous).kinds & WORD_NAV) == 0;
}

/* By where it stands, for a text that only names something. */
LinkKind link_place_kind(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;
  const LinkUrl *url = &evidence->url;

  if (evidence->text.units > MAX_LABEL && !evidence->is_spelt)
    return LINK_CONTENT;
  if (context->in_small_print && strnlen(context->place.text, MAX_FOOTER + 1) <= MAX_FOOTER)
    return LINK_NAV;
  if (is_home(evidence))
    return LINK_NAV;
  if ((url->said & (WORD_NAV | WORD_FOOTER)) != 0 &&
      (evidence->is_late || context->is_image || (evidence->is_spelt && url->is_own)))
    return LINK_NAV;
  if (is_in_menu(evidence))
    return LINK_NAV;
  if (context->block_count < MIN_BLOCKS || !evidence->is_alone)
    return LINK_CONTENT;
  if (is_logo(evidence))
    return LINK_NAV;
  if (url->is_topic && url->is_own && !evidence->is_address && evidence->text.units <= MAX_ENTRY)
    return LINK_NAV;
  if (is_masthead(evidence))
    return LINK_NAV;
  return is_in_column(evidence) ? LINK_NAV : LINK_CONTENT;
}
