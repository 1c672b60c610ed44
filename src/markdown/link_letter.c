/* SPDX-License-Identifier: MIT */
#include "markdown/link_letter.h"

#include <string.h>

#define MAX_LABEL 6u       /* units of a text that only names something */
#define MAX_NAME 4u        /* of a person's name */
#define MAX_IMPRINT 100u   /* bytes of a line that names who wrote it or why it came */
#define MAX_SIGNATURE 80u  /* bytes of a line of a signature */
#define MAX_CLOSING 14u    /* units of the line above it */
#define SIGNATURE_LINES 4u /* lines of a signature */
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

gboolean link_letter_is_publisher(const LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;

  return context->notice != NULL && (evidence->is_first || evidence->is_late) && evidence->is_alone &&
         evidence->text.units > 0 && evidence->text.units <= MAX_LABEL &&
         (evidence->text.kinds & (WORD_MORE | WORD_OFFER)) == 0 && !link_evidence_is_here(evidence) &&
         strlen(context->text) >= MIN_PUBLISHER && holds_name(context->notice->text, context->text);
}

/* "by Ada", "Von Ada Quux" */
static gboolean is_after_by(const char *text)
{
  static const char *const words[] = { "by ", "von ", "par ", "por ", "di ", "door ", "av ", "af ", NULL };
  const char *name;

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_ascii_strncasecmp(text, words[i], strlen(words[i])) != 0)
      continue;
    name = text + strlen(words[i]);
    return g_unichar_isupper(g_utf8_get_char(name)) && strpbrk(name, ".,:!?") == NULL;
  }
  return FALSE;
}

gboolean link_letter_is_author(const LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;
  LinkWords line;
  WordScan scan;

  if (evidence->text.units == 0 || evidence->text.units > MAX_LABEL)
    return FALSE;
  if (evidence->is_alone && evidence->text.units <= MAX_NAME && (evidence->url.is_person || is_after_by(context->text)))
    return TRUE;
  line = link_near_line(&context->place);
  if (line.start == context->place.text + context->place.start || line.length > MAX_IMPRINT)
    return FALSE;
  scan = link_evidence_words(line);
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

gboolean link_letter_is_signature(const LinkEvidence *evidence)
{
  const LinkContext *context = evidence->context;

  if (context->block_index * 3 < context->block_count || context->is_heading || evidence->text.units == 0 ||
      (evidence->text.kinds & (WORD_MORE | WORD_GENERIC | WORD_OFFER)) != 0)
    return FALSE;
  if (evidence->is_spelt ? !evidence->url.is_root : evidence->text.units > MAX_NAME)
    return FALSE;
  return link_near_line(&context->place).length <= MAX_SIGNATURE && is_below_closing(context);
}
