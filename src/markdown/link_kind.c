/* SPDX-License-Identifier: MIT */
#include "markdown/link_kind.h"

#include <string.h>

#include "markdown/link_letter.h"
#include "markdown/link_place.h"
#include "markdown/link_words.h"
#include "markdown/url.h"

#define MAX_HEADING 10u    /* units of a heading that announces an advertisement */
#define MAX_LABEL 6u       /* units of a text that only names something */
#define MIN_OWN_WORDS 4u   /* that are no known phrase's, of a sentence of a letter */
#define MAX_SENTENCE 14u   /* of a block that is little more than its link */
#define MAX_FOOTER 1500u   /* bytes of a block that is small print */
#define MAX_OPENING 250u   /* bytes of a first block that is about the mail and not its subject */
#define SPONSOR_START 100u /* bytes of a block in which its sponsor is named */
#define MIN_BLOCKS 8u      /* of a mail long enough to have places */

static gboolean is_listed(const char *url, const char *list_unsubscribe)
{
  if (list_unsubscribe == NULL)
    return FALSE;
  for (const char *p = strchr(list_unsubscribe, '<'); p != NULL; p = strchr(p + 1, '<')) {
    const char *end = strchr(p, '>');
    g_autofree char *uri = end == NULL ? NULL : g_strndup(p + 1, (gsize)(end - p) - 1);
    g_autofree char *repaired = uri == NULL ? NULL : url_repair(uri);

    if (g_strcmp0(repaired, url) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean says_leave(WordScan scan)
{
  return (scan.kinds & (WORD_LEAVE | WORD_JOIN)) != 0 && link_evidence_is_mostly(scan, 40);
}

static gboolean says_web(WordScan scan, gboolean is_outer)
{
  if ((scan.kinds & WORD_WEB) != 0 && link_evidence_is_mostly(scan, 70))
    return TRUE;
  return is_outer && (scan.kinds & WORD_VIEW) != 0 && (scan.kinds & WORD_PLACE) != 0 &&
         link_evidence_is_mostly(scan, 60) && scan.units <= MAX_LABEL;
}

/* "@name", "(@name)" and the network that is called X. */
static gboolean is_handle(const char *text)
{
  if (strcmp(text, "X") == 0)
    return TRUE;
  text += *text == '(';
  if (*text != '@' || text[1] == '\0')
    return FALSE;
  for (text++; *text != '\0'; text++)
    if (!g_ascii_isalnum(*text) && strchr("_.@-)", *text) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean is_social_label(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;
  LinkWords line = link_near_beside(&context->place, -1);
  const char *text = line.length > 0 ? line.start : context->previous != NULL ? context->previous->text : "@";
  WordScan scan;

  if (memchr(text, '@', line.length > 0 ? line.length : strlen(text)) != NULL)
    return FALSE;
  scan = link_evidence_beside(evidence, -1);
  return (scan.kinds & WORD_SOCIAL) != 0 && scan.units <= MAX_LABEL;
}

/* "Here is his Twitter" speaks of a network; "Find us on Twitter" and "Twitter, Facebook" offer one. */
static gboolean is_spoken_of(LinkEvidence *evidence)
{
  WordScan near;

  if (evidence->is_alone || link_evidence_is_outer(evidence) || (evidence->text.kinds & WORD_SHARE) != 0)
    return FALSE;
  near = link_evidence_near(evidence);
  return (near.kinds & (WORD_SHARE | WORD_FRIEND)) == 0 && near.covered * 2 < near.units;
}

/* "Acme on Facebook", "Share this story", and an icon between icons. */
static gboolean says_social(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;
  WordScan text = evidence->text;

  if ((text.units > MAX_LABEL && !link_evidence_is_whole(text)) || strchr(context->text, '@') != NULL)
    return FALSE;
  if ((text.first & WORD_SHARE) != 0 && link_evidence_is_mostly(text, 60))
    return TRUE;
  if ((text.kinds & WORD_SOCIAL) != 0 &&
      ((link_evidence_is_whole(text) && !is_spoken_of(evidence)) ||
       (evidence->is_late && (link_evidence_is_mostly(text, 50) || context->is_image))))
    return TRUE;
  return context->is_image && evidence->is_late && !evidence->is_spelt && is_social_label(evidence) &&
         link_evidence_is_mostly(text, 0) && evidence->is_alone;
}

/* Within a sentence of the letter. */
static gboolean is_in_prose(LinkEvidence *evidence)
{
  WordScan line;

  if (evidence->is_alone)
    return FALSE;
  line = link_evidence_line(evidence);
  return line.units > MAX_SENTENCE && line.units - line.covered >= MIN_OWN_WORDS;
}

/* An image may also call itself a logo; at the head that is the sender's. */
static gboolean is_vendor_text(LinkEvidence *evidence)
{
  gboolean is_image = evidence->context->is_image;

  return (evidence->text.kinds & WORD_VENDOR) != 0 &&
         ((evidence->text.kinds & WORD_NAV) == 0 || (is_image && !evidence->is_first)) &&
         evidence->text.units <= MAX_LABEL && link_evidence_is_mostly(evidence->text, 60) &&
         (is_image || (evidence->is_late && !is_in_prose(evidence)));
}

/* A short block beside that does nothing but name a sponsor: "Sponsored by Acme" stands above what it means, "Acme
 * (sponsor)" below. */
static gboolean is_sponsor_label(WordScan scan, gboolean is_above)
{
  if (is_above)
    return scan.is_advert && scan.units <= MAX_HEADING && !(scan.ends_advert && scan.units > 1);
  return scan.ends_advert && scan.units > 1 && scan.units <= MAX_LABEL;
}

gboolean link_kind_is_advert_label(LinkBlock *block)
{
  return is_sponsor_label(link_evidence_block(block), TRUE);
}

/* Below a label or heading that says so. */
static gboolean is_in_advert(const LinkContext *context)
{
  WordScan heading = link_evidence_block(context->heading);

  return context->in_advert || (heading.is_advert && heading.units <= MAX_HEADING) ||
         is_sponsor_label(link_evidence_block(context->previous), TRUE);
}

/* By the words of the link itself; LINK_CONTENT where they do not tell. */
static LinkKind kind_by_text(LinkEvidence *evidence)
{
  WordScan text = evidence->text;
  guint kinds = text.kinds;

  if ((kinds & (WORD_JOIN | WORD_LEAVE)) == WORD_JOIN && is_in_advert(evidence->context))
    return LINK_SPONSOR; /* what one may join is theirs */
  if (says_leave(text) || says_web(text, link_evidence_is_outer(evidence) || evidence->is_alone))
    return LINK_ACTION;
  if (is_handle(evidence->context->text) || says_social(evidence))
    return LINK_SOCIAL;
  if (is_vendor_text(evidence))
    return LINK_OTHER;
  if ((text.first & WORD_PITCH) != 0 && text.units <= MAX_LABEL &&
      (evidence->is_alone || (text.units > 1 && link_evidence_is_whole(text))))
    return LINK_NAV; /* "Advertise with Acme", "Post a job" */
  if (!link_evidence_is_whole(text) || text.units > LINK_EVIDENCE_PHRASE)
    return LINK_CONTENT;
  if (kinds & WORD_ACTION)
    return is_in_advert(evidence->context) && !evidence->context->in_small_print ? LINK_SPONSOR : LINK_ACTION;
  if (kinds & (WORD_AD | WORD_SPONSOR))
    return LINK_SPONSOR;
  /* within a sentence of the letter "our blog" is what the sentence is about */
  if ((kinds & (WORD_NAV | WORD_FOOTER)) != 0 && (kinds & (WORD_GENERIC | WORD_MORE | WORD_OFFER)) == 0 &&
      (link_evidence_is_outer(evidence) || evidence->is_alone))
    return LINK_NAV;
  return LINK_CONTENT;
}

static gboolean is_vendor(LinkEvidence *evidence)
{
  return evidence->url.is_vendor || (evidence->url.is_store && (evidence->context->is_image || evidence->is_late));
}

static gboolean names_sponsor(const char *text)
{
  return link_words_scan_part(text, strnlen(text, SPONSOR_START)).is_advert;
}

static gboolean starts_advert(const LinkContext *context)
{
  LinkBlock *block = context->block;

  if (block == NULL)
    return names_sponsor(context->place.text);
  if (!block->is_start_scanned)
    block->starts_advert = names_sponsor(block->text);
  block->is_start_scanned = TRUE;
  return block->starts_advert;
}

static gboolean is_sponsored(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;

  if (evidence->url.is_advert || evidence->text.is_advert || is_in_advert(context))
    return TRUE;
  if (!link_evidence_is_whole_block(context) && !context->is_cut && starts_advert(context))
    return TRUE;
  return is_sponsor_label(link_evidence_beside(evidence, -1), TRUE) ||
         is_sponsor_label(link_evidence_beside(evidence, 1), FALSE);
}

/* For a link whose own words say nothing. */
static LinkKind kind_by_words_near(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;
  WordScan near = link_evidence_near(evidence);

  if (near.kinds & (WORD_LEAVE | WORD_WEB | WORD_JOIN))
    return LINK_ACTION;
  if (context->block_index <= 1 && context->block_count >= MIN_BLOCKS &&
      strnlen(context->place.text, MAX_OPENING + 1) <= MAX_OPENING && !evidence->is_spelt && !evidence->is_alone)
    return LINK_ACTION;
  if ((near.kinds & WORD_ACTION) != 0 && link_evidence_is_outer(evidence))
    return LINK_ACTION;
  if ((near.kinds & WORD_FRIEND) != 0 ||
      ((near.kinds & WORD_SHARE) != 0 && evidence->is_spelt && link_evidence_is_whole(near)))
    return LINK_SOCIAL;
  if ((near.kinds & WORD_NAV) != 0 && link_evidence_is_whole(near) && !(evidence->is_spelt && evidence->url.is_root))
    return LINK_NAV;
  if (!evidence->is_late || (evidence->is_spelt && evidence->url.is_root))
    return LINK_CONTENT;
  if (near.kinds & WORD_PITCH)
    return LINK_NAV;
  if ((near.kinds & WORD_VENDOR) != 0 && near.units <= MAX_SENTENCE)
    return LINK_OTHER;
  if (link_evidence_next_to(evidence) & WORD_NAV)
    return LINK_NAV;
  if ((near.kinds & WORD_SOCIAL) != 0 && (near.kinds & WORD_SHARE) != 0)
    return LINK_SOCIAL;
  return (near.kinds & WORD_NAV) != 0 && near.units <= MAX_SENTENCE ? LINK_NAV : LINK_CONTENT;
}

/* "Interested in advertising? Learn more" */
static gboolean leads_on_from_pitch(LinkEvidence *evidence)
{
  return evidence->is_late && link_evidence_is_whole(evidence->text) && (evidence->text.kinds & WORD_MORE) != 0 &&
         ((link_evidence_near(evidence).kinds | link_evidence_lead(evidence).kinds) & WORD_PITCH) != 0;
}

/* "Pictures missing? Load them all": above the letter such a sentence is about nothing else. */
static gboolean is_said_to_be_web(LinkEvidence *evidence)
{
  WordScan near;

  if (evidence->context->block_index > 1 || evidence->is_spelt || evidence->text.units > MAX_LABEL ||
      (evidence->text.kinds & (WORD_MORE | WORD_OFFER)) != 0)
    return FALSE;
  near = link_evidence_near(evidence);
  return (near.kinds & WORD_WEB) != 0 && near.units <= MAX_SENTENCE;
}

/* Whether this link is the "view in browser" one. */
static gboolean is_web_version(LinkEvidence *evidence)
{
  WordScan near;

  if (says_leave(evidence->text) || (evidence->url.said & WORD_LEAVE) != 0)
    return FALSE;
  if (says_web(evidence->text, link_evidence_is_outer(evidence) || evidence->is_alone))
    return TRUE;
  if (!link_evidence_is_here(evidence) && !is_said_to_be_web(evidence))
    return FALSE;
  near = link_evidence_near(evidence);
  return (near.kinds & WORD_WEB) != 0 && (near.kinds & WORD_LEAVE) == 0;
}

/* "Have you tried it? Submit your opinion here" */
static gboolean is_answer(LinkEvidence *evidence)
{
  return link_evidence_is_here(evidence) && (link_evidence_near(evidence).kinds & (WORD_RATE | WORD_REVIEW)) != 0;
}

static LinkKind kind_by_evidence(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;
  LinkKind kind = kind_by_text(evidence);

  if (kind != LINK_CONTENT)
    return kind;
  if (evidence->is_spelt && (evidence->url.said & WORD_JOIN) != 0 &&
      (link_evidence_near(evidence).kinds & WORD_FRIEND) != 0)
    return LINK_SOCIAL; /* "Send your friends this link: acme.example/subscribe?ref=7" */
  if (evidence->url.said & (WORD_LEAVE | WORD_WEB | WORD_ACTION | WORD_JOIN))
    return LINK_ACTION;
  if (evidence->url.is_social)
    return LINK_SOCIAL;
  if (evidence->url.said & WORD_PITCH)
    return LINK_NAV;
  if (is_sponsored(evidence))
    return LINK_SPONSOR;
  if (is_vendor(evidence) ||
      (evidence->is_late && evidence->text.units <= MAX_LABEL && (link_evidence_next_to(evidence) & WORD_SENT) != 0))
    return LINK_OTHER;
  if (link_letter_is_author(evidence) || link_letter_is_publisher(evidence) || link_letter_is_signature(evidence) ||
      leads_on_from_pitch(evidence))
    return LINK_NAV;
  if ((evidence->url.said & WORD_LEGAL) != 0 && link_evidence_is_whole(evidence->text))
    return LINK_NAV; /* "See more" of the terms */
  if (is_said_to_be_web(evidence))
    return LINK_ACTION;
  if (link_evidence_is_here(evidence))
    kind = kind_by_words_near(evidence);
  if (kind == LINK_CONTENT)
    kind = link_place_kind(evidence);
  return kind == LINK_CONTENT && (link_place_asks_opinion(context) || is_answer(evidence)) ? LINK_OTHER : kind;
}

LinkKind link_kind_guess(const LinkContext *context, const char *list_unsubscribe, gboolean *is_web)
{
  LinkEvidence evidence;
  LinkKind kind;

  *is_web = FALSE;
  if (g_str_has_prefix(context->url, "mailto:"))
    return LINK_MAILTO;
  if (is_listed(context->url, list_unsubscribe))
    return LINK_ACTION;
  evidence = link_evidence_read(context);
  kind = kind_by_evidence(&evidence);
  *is_web = kind == LINK_ACTION && is_web_version(&evidence);
  return kind;
}

guint link_kind_label_words(const Link *link)
{
  WordScan text = link_words_scan(link->text);

  return text.units <= LINK_EVIDENCE_PHRASE && (text.kinds & WORD_MORE) == 0 ? text.units : 0;
}

/* "Copyright 2026", "copyright (c) 1999" */
static gboolean has_copyright(const char *block)
{
  for (const char *p = strpbrk(block, "Cc"); p != NULL; p = strpbrk(p + 1, "Cc")) {
    const char *year = p + strlen("copyright");

    if (g_ascii_strncasecmp(p, "copyright", strlen("copyright")) == 0 && g_ascii_isdigit(year[strspn(year, " (cC)")]))
      return TRUE;
  }
  return FALSE;
}

gboolean link_kind_is_notice(const LinkBlock *block)
{
  return strstr(block->text, "\u00a9") != NULL || has_copyright(block->text);
}

gboolean link_kind_is_small_print(LinkBlock *block)
{
  WordScan scan;

  if (strlen(block->text) > MAX_FOOTER)
    return FALSE;
  scan = link_evidence_block(block);
  return (scan.kinds & WORD_FOOTER) != 0 || has_copyright(block->text) ||
         ((scan.kinds & WORD_LEAVE) != 0 && link_evidence_is_mostly(scan, 30));
}
