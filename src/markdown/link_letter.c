/* SPDX-License-Identifier: MIT */
#include "markdown/link_letter.h"

#include <string.h>

#define MAX_LABEL 6u       /* units of a text that only names something */
#define MAX_NAME 4u        /* of a person's name */
#define MAX_IMPRINT 100u   /* bytes of a line that names who wrote it or why it came */
#define MAX_SIGNATURE 80u  /* bytes of a line of a signature */
#define MAX_CLOSING 14u    /* units of the line above it */
#define SIGNATURE_LINES 4u /* lines of a signature */
#define MAX_DATE 24u       /* bytes of a block that is a date */
#define DATED_BLOCKS 8u    /* above the first article */
#define MIN_PUBLISHER 3u   /* bytes of a name that is looked for in a notice */

/* Whether a character may stand within a word. */
static gboolean is_word_char(char c)
{
  return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

static gboolean holds_name(const char *notice, const char *name)
{
  gsize length = strlen(name);

  for (const char *p = strstr(notice, name); p != NULL; p = strstr(p + 1, name))
    if ((p == notice || !is_word_char(p[-1])) && !is_word_char(p[length]))
      return TRUE;
  return FALSE;
}

gboolean link_letter_is_publisher(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;

  return context->notice != NULL && (evidence->is_first || evidence->is_late) && evidence->is_alone &&
         evidence->text.units > 0 && evidence->text.units <= MAX_LABEL &&
         (evidence->text.kinds & (WORD_MORE | WORD_OFFER)) == 0 && !link_evidence_is_here(evidence) &&
         strlen(context->text) >= MIN_PUBLISHER && holds_name(context->notice->text, context->text);
}

/* "by Ada", "Von Ada Quux"; the other languages' words are parts of surnames, too. */
static gboolean is_after_by(const char *text, guint units)
{
  static const char *const words[] = { "by ", "von ", "par ", "por ", "di ", "door ", "av ", "af ", NULL };
  const char *name;

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_ascii_strncasecmp(text, words[i], strlen(words[i])) != 0)
      continue;
    name = text + strlen(words[i]);
    return (i == 0 || units > 2) && g_unichar_isupper(g_utf8_get_char(name)) && strpbrk(name, ".,:!?") == NULL;
  }
  return FALSE;
}

/* Whether a word is a month or a number with nothing behind it but "st" or a dot. */
static gboolean is_of_date(const char *word, gsize length, gboolean *is_month)
{
  /* how the names of months begin in many languages */
  static const char months[] =
      "jan feb f\u00e9v fev gen ene mar m\u00e4r avr abr apr mai may mag maj jui jun giu jul lug "
      "ao\u00fb aug ago sep set oct okt ott out nov dec d\u00e9c dez dic ";
  g_autofree char *lower = g_utf8_strdown(word, (gssize)length);
  gsize digits = strspn(lower, "0123456789");

  *is_month = FALSE;
  if (digits > 0)
    return strlen(lower) - digits <= 2;
  for (const char *p = months; *p != '\0'; p = strchr(p, ' ') + 1)
    *is_month = *is_month || strncmp(lower, p, (gsize)(strchr(p, ' ') - p)) == 0;
  return *is_month;
}

/* "Mar 2", "14. Oktober 2026": a date and nothing else. */
static gboolean is_date(const LinkBlock *block)
{
  guint words = 0, months = 0;

  if (block == NULL || strlen(block->text) > MAX_DATE)
    return FALSE;
  for (const char *p = block->text; *p != '\0'; p += strspn(p, " ,./\n")) {
    gsize length = strcspn(p, " ,./\n");
    gboolean is_month;

    if (length > 0 && !is_of_date(p, length, &is_month))
      return FALSE;
    words += length > 0;
    months += length > 0 && is_month;
    p += length;
  }
  return words >= 2 && words <= 3 && months <= 1 && words > months;
}

/* A name alone below the title and above the date. */
static gboolean is_dated(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;

  return context->block_index < DATED_BLOCKS && !context->is_heading && context->heading != NULL &&
         context->previous == context->heading && evidence->text.units >= 2 &&
         (evidence->text.kinds & (WORD_MORE | WORD_OFFER)) == 0 && !link_evidence_is_here(evidence) &&
         link_evidence_is_whole_block(context) && strpbrk(context->text, "0123456789") == NULL &&
         is_date(context->next);
}

gboolean link_letter_is_author(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;
  LinkWords line;
  WordScan scan;

  if (evidence->text.units == 0 || evidence->text.units > MAX_LABEL)
    return FALSE;
  if (evidence->is_alone && evidence->text.units <= MAX_NAME &&
      (evidence->url.is_person || is_after_by(context->text, evidence->text.units) || is_dated(evidence)))
    return TRUE;
  line = link_near_line(&context->place);
  if (line.start == context->place.text + context->place.start || line.length > MAX_IMPRINT)
    return FALSE;
  scan = link_evidence_line(evidence);
  return scan.first == WORD_BYLINE || scan.first == WORD_FOOTER;
}

static gboolean is_closing(WordScan scan)
{
  return (scan.kinds & WORD_CLOSING) != 0 && scan.units <= MAX_CLOSING;
}

/* Whether one of the lines above in its block ends the letter. */
static gboolean is_below_closing(const LinkContext *context)
{
  LinkPlace place = context->place;

  for (guint i = 0; i < SIGNATURE_LINES; i++) {
    LinkWords line = link_near_beside(&place, -1);

    if (line.length == 0)
      return is_closing(link_evidence_block(context->previous));
    if (is_closing(link_evidence_words(line)))
      return TRUE;
    if (line.length > MAX_SIGNATURE)
      return FALSE;
    place.start = place.end = (gsize)(line.start - place.text);
  }
  return FALSE;
}

gboolean link_letter_is_signature(LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;

  if (context->block_index * 3 < context->block_count || context->is_heading || evidence->text.units == 0 ||
      (evidence->text.kinds & (WORD_MORE | WORD_GENERIC | WORD_OFFER)) != 0)
    return FALSE;
  if (evidence->is_spelt ? !evidence->url.is_root : evidence->text.units > MAX_NAME)
    return FALSE;
  return link_near_line(&context->place).length <= MAX_SIGNATURE && is_below_closing(context);
}
