/* SPDX-License-Identifier: MIT */
#include "markdown/link_evidence.h"

#include <string.h>

#include "markdown/url.h"

#define NEAR_BEFORE 160u /* bytes of its sentence before a link that say what it is for */
#define NEAR_AFTER 60u   /* and after */
#define LEAD 200u        /* bytes before a link among which the sentence before begins */
#define NEXT_TO 40u      /* bytes before a link that name it */
#define FIRST_BLOCKS 4u  /* where the web version and the logo are */
/* What another sentence may say about a link; the rest is too common in an article */
#define WORD_LEADING (WORD_LEAVE | WORD_WEB | WORD_JOIN | WORD_ACTION | WORD_FRIEND | WORD_PITCH)
#define WORD_SILENT (WORD_GENERIC | WORD_FILL | WORD_VIEW | WORD_PLACE)

WordScan link_evidence_block(LinkBlock *block)
{
  if (block == NULL)
    return (WordScan){ 0 };
  if (!block->is_scanned)
    block->words = link_words_scan(block->text);
  block->is_scanned = TRUE;
  return block->words;
}

WordScan link_evidence_words(LinkWords words)
{
  return link_words_scan_part(words.start, words.length);
}

/* Whether there is nothing but the link in its block. */
gboolean link_evidence_is_whole_block(const LinkContext *context)
{
  return !context->is_cut && context->place.start == 0 && context->place.text[context->place.end] == '\0';
}

WordScan link_evidence_line(LinkEvidence *evidence)
{
  if (!evidence->line.is_read)
    evidence->line = (LinkScan){ TRUE, link_evidence_words(link_near_line(&evidence->context->place)) };
  return evidence->line.words;
}

static WordScan scan_beside(const LinkContext *context, int step)
{
  if (!link_evidence_is_whole_block(context)) {
    LinkWords line = link_near_beside(&context->place, step);

    if (line.length > 0)
      return link_evidence_words(line);
  }
  return link_evidence_block(step < 0 ? context->previous : context->next);
}

/* The line beside it in its block, else the block beside that. */
WordScan link_evidence_beside(LinkEvidence *evidence, int step)
{
  LinkScan *scan = step < 0 ? &evidence->before : &evidence->after;

  if (!scan->is_read)
    *scan = (LinkScan){ TRUE, scan_beside(evidence->context, step) };
  return scan->words;
}

gboolean link_evidence_is_whole(WordScan scan)
{
  return scan.units > 0 && scan.covered == scan.units;
}

/* Most of a short text: an article may have "unsubscribe" or "in the browser" in its title. */
gboolean link_evidence_is_mostly(WordScan scan, guint percent)
{
  return scan.units > 0 && scan.units <= LINK_EVIDENCE_PHRASE && scan.covered * 100 >= scan.units * percent;
}

/* A text that says nothing, so that what stands around it counts. */
gboolean link_evidence_is_here(const LinkEvidence *evidence)
{
  return evidence->is_address ||
         (evidence->text.covered == evidence->text.units && (evidence->text.kinds & ~(guint)WORD_SILENT) == 0 &&
          evidence->text.kinds != WORD_VIEW);
}

/* What another sentence says about a link: much when it ends in a colon, else only what is rare in an article. */
static WordScan scan_lead(LinkWords words)
{
  WordScan scan = link_evidence_words(words);

  if (words.length == 0 || words.start[words.length - 1] != ':')
    scan.kinds &= WORD_LEADING;
  return scan;
}

/* "To unsubscribe go to the following address:" in a block above a link that says nothing. */
static WordScan scan_above(const LinkBlock *previous)
{
  gsize length = previous == NULL ? 0 : strlen(previous->text);
  LinkPlace end = { previous == NULL ? "" : previous->text, length, length };

  if (length == 0 || strchr(".!?", end.text[length - 1]) != NULL)
    return (WordScan){ 0 };
  return scan_lead(link_near_sentence(&end, NEAR_BEFORE, 0));
}

static gboolean is_telling(WordScan scan)
{
  return (scan.kinds & ~(guint)WORD_SILENT) != 0 || scan.units > scan.covered;
}

WordScan link_evidence_lead(LinkEvidence *evidence)
{
  if (!evidence->lead.is_read)
    evidence->lead = (LinkScan){ TRUE, link_evidence_words(link_near_lead(&evidence->context->place, LEAD)) };
  return evidence->lead.words;
}

/* What its sentence says, up to it where an address ends that; where that only points to it, what stands before. */
static WordScan scan_near(const LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;
  LinkWords lead, sentence = link_near_sentence(&context->place, NEAR_BEFORE, NEAR_AFTER);
  WordScan near;

  if (!evidence->is_address) {
    near = link_evidence_words(sentence);
  } else {
    LinkWords before = { sentence.start, (gsize)(context->place.text + context->place.start - sentence.start) };
    const char *end = context->place.text + context->place.end;

    near = link_evidence_words(before);
    if (!evidence->is_spelt) /* "add a@b.example to your address book" */
      near.kinds |= link_words_scan_part(end, (gsize)(sentence.start + sentence.length - end)).kinds;
  }
  if (is_telling(near))
    return near;
  lead = link_near_lead(&context->place, LEAD);
  if (lead.length > 0)
    return scan_lead(lead);
  return evidence->is_alone ? scan_above(context->previous) : near;
}

WordScan link_evidence_near(LinkEvidence *evidence)
{
  if (!evidence->near.is_read)
    evidence->near = (LinkScan){ TRUE, scan_near(evidence) };
  return evidence->near.words;
}

/* The words that a link's text goes on with: "powered by", "our archive is". */
WordKind link_evidence_next_to(LinkEvidence *evidence)
{
  if (!evidence->next_to.is_read) {
    const LinkContext *context = evidence->context;
    LinkWords words = link_near_sentence(&context->place, NEXT_TO, 0);

    words.length = (gsize)(context->place.text + context->place.start - words.start);
    evidence->next_to = (LinkScan){ TRUE, link_evidence_words(words) };
  }
  return evidence->next_to.words.kinds;
}

/* The target as the text spells it out, which tells more than a click counter's address. */
static char *spelt_url(const char *text)
{
  g_autofree char *web = NULL;

  if (strlen(text) > URL_MAX_LENGTH || strchr(text, ' ') != NULL || strchr(text, '.') == NULL)
    return NULL;
  if (g_str_has_prefix(text, "http://") || g_str_has_prefix(text, "https://"))
    return url_repair(text);
  if (strchr(text, '@') != NULL)
    return NULL;
  web = g_strconcat("https://", text, NULL);
  return url_repair(web);
}

static WordScan scan_text(const LinkContext *context)
{
  return context->block != NULL && link_evidence_is_whole_block(context) ? link_evidence_block(context->block)
                                                                         : link_words_scan(context->text);
}

LinkEvidence link_evidence_read(const LinkContext *context)
{
  g_autofree char *spelt = spelt_url(context->text);
  LinkEvidence evidence = { .context = context,
                            .text = scan_text(context),
                            .url = link_url_read(context->url, context->shown_url, context->sender_host),
                            .is_spelt = spelt != NULL,
                            .is_address = spelt != NULL || strchr(context->text, '@') != NULL,
                            .is_first = context->block_index < FIRST_BLOCKS,
                            .is_late = context->in_small_print || context->block_index * 3 >= context->block_count * 2,
                            .is_alone = link_near_is_alone(&context->place) };

  if (spelt != NULL) {
    LinkUrl url = link_url_read(spelt, spelt, context->sender_host);

    evidence.url.said |= url.said;
    evidence.url.is_root = url.is_root;
    evidence.url.is_own = url.is_own;
    evidence.url.is_home = url.is_home;
    evidence.url.is_social |= url.is_social;
  }
  return evidence;
}
