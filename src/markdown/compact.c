/* SPDX-License-Identifier: MIT */
/* A walk over blocks and links of our own writer's text, not over libcmark's tree: that has no places for inlines (0.30), would have to be
 * written again, and every byte that is not cut must come out as it went in. */
#include "markdown/compact.h"

#include <string.h>

#include "markdown/compact_edit.h"
#include "markdown/compact_text.h"
#include "markdown/link_kind.h"
#include "markdown/link_words.h"
#include "util/text.h"

#define MAX_LABEL_WORDS 8u     /* of a link that is only a button; a longer one may be a title whose kind is wrong */
#define TITLE_WORDS 3u         /* from here on a text names its target */
#define NEAR 6u                /* blocks: picture, title, teaser, button of one article */
#define MENU_LINKS 3u          /* in one block make a menu, whatever they say */
#define MENU_WORDS 4u          /* of each at most */
#define SOCIAL_WORDS 3u        /* "Acme on Facebook" */
#define MIN_REPEATED_WORDS 10u /* less may be "License: GPL" below two names */
#define MAX_LABEL_BYTES 400u   /* of texts that are compared; less than LINK_WORDS_MAX */
#define MAX_SHOWN_BYTES (COMPACT_MAX_WHAT * 8u)

/* Words that a block of links may have beside them; that say what kind a link is of; that say nothing of its target. */
#define WORDS_BESIDE                                                                                                   \
  (WORD_LEAVE | WORD_WEB | WORD_ACTION | WORD_SOCIAL | WORD_SHARE | WORD_NAV | WORD_VENDOR | WORD_GENERIC |            \
   WORD_FILL | WORD_FOOTER | WORD_VIEW | WORD_PLACE)
#define WORDS_LABEL                                                                                                    \
  (WORD_LEAVE | WORD_WEB | WORD_ACTION | WORD_SOCIAL | WORD_SHARE | WORD_NAV | WORD_VENDOR | WORD_FOOTER | WORD_JOIN | \
   WORD_AD | WORD_RATE)
#define WORDS_GENERIC (WORD_GENERIC | WORD_FILL | WORD_MORE | WORD_VIEW | WORD_PLACE)

typedef enum { TITLE_NONE, TITLE_GENERIC, TITLE_SHORT, TITLE_LONG, TITLE_BOLD, TITLE_HEADING } Title;

typedef struct {
  const Link *link; /* NULL: the newsletter has no such link */
  guint unit;
  guint words;
  Title title;
  gboolean says_kind; /* the text alone tells that it is no content */
} Note;               /* on one mention */

typedef struct {
  guint best;      /* mention; valid when title is not TITLE_NONE */
  guint last_unit; /* where the target was kept last */
  Title title;
  gboolean is_kept;
} Target;

typedef struct {
  const Newsletter *newsletter;
  CompactText *text;
  Note *notes;           /* by mention */
  Target *targets;       /* by ordinal */
  gboolean *is_repeated; /* by unit */
  gboolean *is_cut;      /* by unit */
  CompactFate *fates;    /* by mention */
  GString *scratch;
  Compact *result;
} Work;

static const CompactUnit *unit_at(const Work *work, guint i)
{
  return &g_array_index(work->text->units, CompactUnit, i);
}

static const CompactMention *mention_at(const Work *work, guint i)
{
  return &g_array_index(work->text->mentions, CompactMention, i);
}

static const char *plain(Work *work, gsize start, gsize end)
{
  g_string_truncate(work->scratch, 0);
  compact_text_plain(work->text, start, end, work->scratch);
  return work->scratch->str;
}

static guint count_words(Work *work, const CompactUnit *unit)
{
  const char *text = plain(work, unit->start, unit->end);

  return text_count_words(text, work->scratch->len);
}

/* --- what is known of a link --- */

static gboolean is_content(const Note *note)
{
  return note->link != NULL && (note->link->kind == LINK_CONTENT || note->link->kind == LINK_OTHER);
}

static gboolean says_only(const WordScan *scan, WordKind kinds)
{
  return scan->covered == scan->units && (scan->kinds & ~kinds) == 0;
}

static gboolean is_bold(const Work *work, const CompactMention *mention)
{
  const char *body = work->text->body->str;

  return strncmp(body + mention->text, "**", 2) == 0 ||
         (mention->start >= 2 && strncmp(body + mention->start - 2, "**", 2) == 0);
}

/* Kinds are guessed, mostly right; what is to go without a trace has to say so itself. */
static gboolean says_kind(const Link *link, const WordScan *scan, const char *text)
{
  if (says_only(scan, WORDS_BESIDE | WORD_MORE) ||
      (scan->covered * 2 >= scan->units && (scan->kinds & WORDS_LABEL) != 0))
    return TRUE;
  return (link->kind == LINK_SOCIAL && scan->units <= SOCIAL_WORDS) ||
         (link->kind == LINK_MAILTO && strchr(text, '@') != NULL);
}

static void note_mention(Work *work, guint i, guint unit)
{
  const CompactMention *mention = mention_at(work, i);
  const char *shown = plain(work, mention->text, mention->text_end);
  WordScan scan = link_words_scan(shown);
  Note *note = &work->notes[i];

  note->link = newsletter_link(work->newsletter, mention->ordinal);
  note->unit = unit;
  note->words = scan.units;
  note->says_kind = note->link != NULL && scan.units <= MAX_LABEL_WORDS && says_kind(note->link, &scan, shown);
  if (says_only(&scan, WORDS_GENERIC))
    note->title = TITLE_GENERIC;
  else if (unit_at(work, unit)->kind == UNIT_HEADING)
    note->title = TITLE_HEADING;
  else if (scan.units < TITLE_WORDS)
    note->title = TITLE_SHORT;
  else
    note->title = is_bold(work, mention) ? TITLE_BOLD : TITLE_LONG;
}

static void choose_titles(Work *work)
{
  for (guint i = 0; i < work->text->mentions->len; i++) {
    const Note *note = &work->notes[i];
    Target *target;

    if (!is_content(note) || work->is_repeated[note->unit])
      continue;
    target = &work->targets[note->link->ordinal];
    if (note->title > target->title)
      *target = (Target){ .best = i, .title = note->title };
  }
}

/* --- paragraphs that were there --- */

static gsize unit_length(const CompactUnit *unit)
{
  return unit->end - unit->start;
}

static gint compare_units(gconstpointer a, gconstpointer b, gpointer data)
{
  const Work *work = data;
  guint i = *(const guint *)a, k = *(const guint *)b;
  const CompactUnit *left = unit_at(work, i), *right = unit_at(work, k);
  const char *body = work->text->body->str;
  int order;

  if (unit_length(left) != unit_length(right))
    return unit_length(left) < unit_length(right) ? -1 : 1;
  order = memcmp(body + left->start, body + right->start, unit_length(left));
  if (order != 0)
    return order;
  return i < k ? -1 : i > k;
}

/* Sorted, as a hash table's chains are the sender's to choose. */
static void find_repeated(Work *work)
{
  const char *body = work->text->body->str;
  g_autofree guint *order = g_new(guint, work->text->units->len);

  for (guint i = 0; i < work->text->units->len; i++)
    order[i] = i;
  g_qsort_with_data(order, (gint)work->text->units->len, sizeof *order, compare_units, work);
  for (guint i = 1; i < work->text->units->len; i++) {
    const CompactUnit *unit = unit_at(work, order[i]), *before = unit_at(work, order[i - 1]);

    work->is_repeated[order[i]] = unit->kind == UNIT_TEXT && before->kind == UNIT_TEXT &&
                                  unit_length(unit) == unit_length(before) &&
                                  memcmp(body + unit->start, body + before->start, unit_length(unit)) == 0 &&
                                  count_words(work, unit) >= MIN_REPEATED_WORDS;
  }
}

/* --- what goes --- */

static void record(Work *work, CompactWhy why, LinkKind kind, gboolean target_only, gsize start, gsize end)
{
  CompactCut *cut = g_new0(CompactCut, 1);
  g_autofree char *line = NULL;

  cut->why = why;
  cut->kind = kind;
  cut->target_only = target_only;
  line = text_clean_line(plain(work, start, MIN(end, start + MAX_SHOWN_BYTES)), -1);
  cut->what = text_ellipsize(line, COMPACT_MAX_WHAT);
  g_ptr_array_add(work->result->cuts, cut);
}

static void record_links(Work *work, guint i, gboolean target_only, gsize start, gsize end)
{
  const Note *note = &work->notes[i];
  CompactWhy why = note->link == NULL ? COMPACT_UNKNOWN_LINK : is_content(note) ? COMPACT_REPEATED_LINK : COMPACT_LINK;

  record(work, why, note->link != NULL ? note->link->kind : LINK_OTHER, target_only, start, end);
}

static gboolean fold_label(Work *work, const CompactMention *mention, char *folded)
{
  if (mention->text_end - mention->text > MAX_LABEL_BYTES)
    return FALSE;
  link_words_fold(plain(work, mention->text, mention->text_end), work->scratch->len, folded);
  return strlen(folded) + 16 < LINK_WORDS_MAX;
}

static gboolean says_the_same(Work *work, guint i, guint k)
{
  char left[LINK_WORDS_MAX], right[LINK_WORDS_MAX];

  return fold_label(work, mention_at(work, i), left) && fold_label(work, mention_at(work, k), right) &&
         strcmp(left, right) == 0;
}

static gboolean is_near(guint i, guint k)
{
  return (i > k ? i - k : k - i) <= NEAR;
}

static gboolean target_is_near(const Work *work, const Note *note)
{
  const Target *target = &work->targets[note->link->ordinal];

  return is_near(note->unit, work->notes[target->best].unit) ||
         (target->is_kept && is_near(note->unit, target->last_unit));
}

/* Whether nothing is lost with the link and its text. */
static gboolean is_needless(Work *work, guint i)
{
  const Note *note = &work->notes[i];
  const Target *target;

  if (note->link == NULL)
    return FALSE;
  if (!is_content(note))
    return note->says_kind || (unit_at(work, note->unit)->count >= MENU_LINKS && note->words <= MENU_WORDS);
  target = &work->targets[note->link->ordinal];
  if (target->best == i)
    return FALSE;
  if (note->title == TITLE_GENERIC && target->title != TITLE_GENERIC)
    return target_is_near(work, note);
  return says_the_same(work, i, target->best) && (note->words >= TITLE_WORDS || target_is_near(work, note));
}

/* Whether the words beside the links say nothing but what such links are for. */
static gboolean is_only_links(Work *work, const CompactUnit *unit)
{
  gsize p = unit->start;
  WordScan scan;

  g_string_truncate(work->scratch, 0);
  for (guint i = unit->first; i < unit->first + unit->count; i++) {
    compact_text_plain(work->text, p, mention_at(work, i)->start, work->scratch);
    g_string_append(work->scratch, " | ");
    p = mention_at(work, i)->end;
  }
  compact_text_plain(work->text, p, unit->end, work->scratch);
  if (work->scratch->len > MAX_LABEL_BYTES)
    return FALSE;
  scan = link_words_scan(work->scratch->str);
  return says_only(&scan, WORDS_BESIDE);
}

static gboolean is_needless_links(Work *work, const CompactUnit *unit)
{
  gboolean is_action = TRUE;

  if (unit->count == 0)
    return FALSE;
  for (guint i = unit->first; i < unit->first + unit->count; i++) {
    const Link *link = work->notes[i].link;

    if (!is_needless(work, i))
      return FALSE;
    is_action &= link->kind == LINK_ACTION && work->notes[i].says_kind;
  }
  return (unit->kind != UNIT_HEADING || is_action) && is_only_links(work, unit);
}

static gboolean is_small_print(Work *work, guint u)
{
  const CompactUnit *unit = unit_at(work, u);

  if (unit->kind != UNIT_TEXT || u * 2 < work->text->units->len)
    return FALSE;
  for (guint i = unit->first; i < unit->first + unit->count; i++)
    if (is_content(&work->notes[i]))
      return FALSE;
  return link_kind_is_small_print(&(LinkBlock){ .text = plain(work, unit->start, unit->end) });
}

/* Whether the unit goes whole; recorded if so. */
static gboolean cut_unit(Work *work, guint u)
{
  const CompactUnit *unit = unit_at(work, u);

  if (work->is_repeated[u]) {
    record(work, COMPACT_REPEATED_TEXT, LINK_OTHER, FALSE, unit->start, unit->end);
    return TRUE;
  }
  if (is_small_print(work, u)) {
    record(work, COMPACT_SMALL_PRINT, LINK_OTHER, FALSE, unit->start, unit->end);
    return TRUE;
  }
  if (!is_needless_links(work, unit))
    return FALSE;
  record_links(work, unit->first, FALSE, unit->start, unit->end);
  return TRUE;
}

/* --- links within what stays --- */

static CompactFate judge_content(Work *work, const CompactUnit *unit, guint i)
{
  const Note *note = &work->notes[i];
  const Target *target = &work->targets[note->link->ordinal];

  if (target->best == i || !target_is_near(work, note))
    return FATE_KEEP;
  if (unit->kind == UNIT_TEXT && note->title == TITLE_GENERIC && is_needless(work, i) &&
      compact_edit_may_drop(work->text, unit, mention_at(work, i)))
    return FATE_DROP;
  if (unit->kind == UNIT_TEXT && !unit->has_marker)
    return FATE_UNLINK;
  return says_the_same(work, i, target->best) ? FATE_UNLINK : FATE_KEEP; /* headings and items speak for themselves */
}

static void judge_mention(Work *work, const CompactUnit *unit, guint i)
{
  const Note *note = &work->notes[i];

  work->fates[i] = is_content(note) ? judge_content(work, unit, i) : FATE_UNLINK;
  if (work->fates[i] == FATE_KEEP) {
    Target *target = &work->targets[note->link->ordinal];

    target->is_kept = TRUE;
    target->last_unit = note->unit;
  } else {
    const CompactMention *mention = mention_at(work, i);

    record_links(work, i, work->fates[i] == FATE_UNLINK, mention->text, mention->text_end);
  }
}

static void judge(Work *work)
{
  for (guint u = 0; u < work->text->units->len; u++) {
    const CompactUnit *unit = unit_at(work, u);

    if (unit->kind == UNIT_CODE || unit->kind == UNIT_RULE)
      continue;
    work->is_cut[u] = cut_unit(work, u);
    for (guint i = unit->first; !work->is_cut[u] && i < unit->first + unit->count; i++)
      judge_mention(work, unit, i);
  }
}

static void cut_free(CompactCut *cut)
{
  g_free(cut->what);
  g_free(cut);
}

Compact *compact_newsletter(const Newsletter *newsletter)
{
  g_autoptr(CompactText) text = compact_text_new(newsletter->markdown);
  g_autofree Note *notes = g_new0(Note, text->mentions->len);
  g_autofree Target *targets = g_new0(Target, newsletter->links->len + 1);
  g_autofree gboolean *is_repeated = g_new0(gboolean, text->units->len);
  g_autofree gboolean *is_cut = g_new0(gboolean, text->units->len);
  g_autofree CompactFate *fates = g_new0(CompactFate, text->mentions->len);
  g_autoptr(GString) scratch = g_string_new(NULL);
  Compact *result = g_new0(Compact, 1);
  Work work = { newsletter, text, notes, targets, is_repeated, is_cut, fates, scratch, result };

  result->cuts = g_ptr_array_new_with_free_func((GDestroyNotify)cut_free);
  for (guint u = 0; u < text->units->len; u++)
    for (guint i = 0; i < unit_at(&work, u)->count; i++)
      note_mention(&work, unit_at(&work, u)->first + i, u);
  find_repeated(&work);
  choose_titles(&work);
  judge(&work);
  result->markdown = compact_edit(text, is_cut, fates);
  return result;
}

void compact_free(Compact *compact)
{
  g_free(compact->markdown);
  g_ptr_array_free(compact->cuts, TRUE);
  g_free(compact);
}

const char *compact_cut_reason(const CompactCut *cut)
{
  static const char *const kinds[] = {
    [LINK_CONTENT] = "link",        [LINK_ACTION] = "subscription or account link",
    [LINK_SOCIAL] = "social link",  [LINK_NAV] = "menu or legal link",
    [LINK_SPONSOR] = "advertising", [LINK_MAILTO] = "mail address",
    [LINK_OTHER] = "link",
  };
  static const char *const names[] = {
    [COMPACT_UNKNOWN_LINK] = "no such link",
    [COMPACT_SMALL_PRINT] = "small print",
    [COMPACT_REPEATED_LINK] = "repeated link",
    [COMPACT_REPEATED_TEXT] = "repeated text",
  };

  return cut->why == COMPACT_LINK ? kinds[cut->kind] : names[cut->why];
}
