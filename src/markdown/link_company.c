/* SPDX-License-Identifier: MIT */
#include "markdown/link_company.h"

#include <string.h>

#include "markdown/link_kind.h"

#define MASTHEAD 4u         /* leaves above the first article */
#define MAX_ENTRY 6u        /* words of an entry of a menu */
#define MAX_COLUMN_ENTRY 3u /* and of a column */
#define MIN_COLUMN 5u       /* links of a column */
#define MIN_SCALE 4u        /* numbers of a scale */
#define MAX_NUMBER 2u       /* digits of one of them */

static const LinkLine *line_of(const LinkCompanies *companies, guint use)
{
  return &g_array_index(companies->lines, LinkLine, g_array_index(companies->uses, LinkUseAt, use).line);
}

/* Whether a use of a link stands with the one before it: in a line of links with little between, or in a column of lines of one link each. */
static gboolean is_with_previous(const LinkCompanies *companies, guint use)
{
  const LinkLine *line = line_of(companies, use), *previous = line_of(companies, use - 1);

  if (line == previous)
    return line->plain <= LINK_COMPANY_CONNECTING && !line->is_heading;
  return line->links == 1 && previous->links == 1 && line->plain + previous->plain == 0 && !line->is_heading &&
         !previous->is_heading && line->number - previous->number == 1;
}

static Link *link_of(const LinkCompanies *companies, guint use)
{
  guint32 target = g_array_index(companies->uses, LinkUseAt, use).target;

  return g_ptr_array_index(companies->links, companies->ordinals[target] - 1);
}

static gboolean is_furniture(LinkKind kind)
{
  return kind != LINK_CONTENT && kind != LINK_SPONSOR;
}

/* Links that stand together. */
typedef struct {
  gboolean is_furnished; /* much of it is furniture */
  gboolean is_line;      /* one line, else a column */
  gboolean is_head;      /* a long column of short entries at the beginning, some of them furniture */
  gboolean is_tail;      /* a long column towards the end */
} Company;

/* Whether a link of content, before and after which stand links of those kinds (LINK_CONTENT where there is none), is the entry of a menu
 * that nobody has a word for. */
static gboolean is_entry(const Company *company, const Link *link, gboolean is_last, LinkKind before, LinkKind after)
{
  gboolean is_beside_menu = before == LINK_NAV || after == LINK_NAV;
  guint words;

  if (link->kind != LINK_CONTENT)
    return FALSE;
  words = link_kind_label_words(link);
  if (words == 0 || words > MAX_ENTRY)
    return FALSE;
  if (company->is_furnished && is_furniture(before) && (is_last || is_furniture(after)))
    return TRUE;
  if (company->is_line)
    return company->is_furnished && after == LINK_NAV;
  return words <= MAX_COLUMN_ENTRY && (company->is_head || (company->is_tail && is_beside_menu));
}

static Company company_of(const LinkCompanies *companies, guint first, guint end, guint furniture)
{
  Company company = { .is_line = line_of(companies, first) == line_of(companies, end - 1) };
  gboolean is_long = !company.is_line && end - first >= MIN_COLUMN;
  guint32 position = line_of(companies, first)->position;

  company.is_furnished =
      furniture * (company.is_line ? 3 : 2) >= end - first &&
      (company.is_line || is_long || position >= MASTHEAD); /* between logo and web version is the title */
  company.is_tail = is_long && position * 3 >= companies->positions * 2;
  company.is_head = is_long && position < MASTHEAD && furniture >= 2;
  return company;
}

static gboolean is_number(const Link *link)
{
  gsize digits = strspn(link->text, "0123456789");

  return digits > 0 && digits <= MAX_NUMBER && link->text[digits] == '\0';
}

/* "0 1 2 3 4 5": an answer is given by clicking on it. */
static void judge_scale(const LinkCompanies *companies, guint first, guint end)
{
  guint numbers = 0;

  for (guint i = first; i <= end; i++) {
    if (i < end && is_number(link_of(companies, i))) {
      numbers++;
      continue;
    }
    for (guint k = i - numbers; numbers >= MIN_SCALE && k < i; k++)
      if (link_of(companies, k)->kind == LINK_CONTENT)
        link_of(companies, k)->kind = LINK_OTHER;
    numbers = 0;
  }
}

static void judge_company(const LinkCompanies *companies, guint first, guint end)
{
  LinkKind before = LINK_CONTENT;
  guint furniture = 0, social = 0;
  Company company;

  judge_scale(companies, first, end);
  for (guint i = first; i < end; i++) {
    furniture += is_furniture(link_of(companies, i)->kind);
    social += link_of(companies, i)->kind == LINK_SOCIAL;
  }
  if (furniture == 0)
    return;
  company = company_of(companies, first, end, furniture);
  for (guint i = first; i < end; i++) {
    Link *link = link_of(companies, i);
    LinkKind kind = link->kind, after = i + 1 < end ? link_of(companies, i + 1)->kind : LINK_CONTENT;

    if (g_array_index(companies->uses, LinkUseAt, i).is_first && is_entry(&company, link, i + 1 == end, before, after))
      link->kind = social == furniture ? LINK_SOCIAL : LINK_NAV;
    before = kind;
  }
}

void link_company_judge(const LinkCompanies *companies)
{
  guint first = 0;

  for (guint i = 1; i <= companies->uses->len; i++) {
    if (i < companies->uses->len && is_with_previous(companies, i))
      continue;
    judge_company(companies, first, i);
    first = i;
  }
}
