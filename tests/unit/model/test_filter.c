/* SPDX-License-Identifier: MIT */
#include "model/filter.h"

#include <string.h>

#include "suites.h"
#include "support.h"
#include "util/error.h"

static GPtrArray *one_filter(FilterKind kind, const char *pattern)
{
  GPtrArray *filters = g_ptr_array_new_with_free_func((GDestroyNotify)filter_free);

  g_ptr_array_add(filters, filter_new(kind, pattern));
  return filters;
}

static const struct {
  const char *pattern, *subject;
  gboolean matches;
} subject_rows[] = {
  { "sale", "Big Sale!", TRUE },
  { "SALE", "big sale", TRUE },
  { "sale", "Sal e", FALSE },
  { "straße", "STRASSE", TRUE }, /* as Unicode folds case */
  { "sale*", "Sale today", TRUE },
  { "sale*", "The sale", FALSE },
  { "*sale*", "The sale today", TRUE },
  { "issue ?", "Issue 7", TRUE },
  { "issue ?", "Issue 77", FALSE },
  { "issue ?", "Issue 七", TRUE },
  { "a*b*c", "a1b2b3c", TRUE },
  { "a*b*c", "a1b2b3", FALSE },
  { "[ad]", "[Ad] Buy", TRUE }, /* brackets are themselves */
  { "x", "", FALSE },
  { "?*", "", FALSE },
};

START_TEST(subjects)
{
  g_autoptr(GPtrArray) exclude = one_filter(FILTER_EXCLUDE_SUBJECT, subject_rows[_i].pattern);
  g_autoptr(GPtrArray) include = one_filter(FILTER_INCLUDE_SUBJECT, subject_rows[_i].pattern);
  g_autofree char *excluded = filter_subject(exclude, subject_rows[_i].subject);
  g_autofree char *not_included = filter_subject(include, subject_rows[_i].subject);

  ck_assert_int_eq(excluded != NULL, subject_rows[_i].matches);
  ck_assert_int_eq(not_included == NULL, subject_rows[_i].matches);
  if (excluded != NULL)
    ck_assert_ptr_nonnull(strstr(excluded, subject_rows[_i].pattern));
}
END_TEST

START_TEST(several_subject_filters)
{
  g_autoptr(GPtrArray) filters = one_filter(FILTER_INCLUDE_SUBJECT, "weekly");
  g_autofree char *wrong = NULL, *sale = NULL;

  g_ptr_array_add(filters, filter_new(FILTER_INCLUDE_SUBJECT, "daily"));
  g_ptr_array_add(filters, filter_new(FILTER_EXCLUDE_SUBJECT, "sale"));
  ck_assert_ptr_null(filter_subject(filters, "The Daily"));
  wrong = filter_subject(filters, "The Monthly");
  sale = filter_subject(filters, "Weekly sale");
  ck_assert_ptr_nonnull(wrong);
  ck_assert_ptr_nonnull(sale);
  ck_assert_ptr_null(filter_subject(NULL, "anything"));
}
END_TEST

static Newsletter *make_newsletter(const char *url, LinkKind kind)
{
  Newsletter *newsletter = newsletter_new();

  g_ptr_array_add(newsletter->links, link_new(1, url, "x", kind));
  return newsletter;
}

static const struct {
  const char *pattern, *url;
  gboolean excluded;
} link_rows[] = {
  { "example.org", "https://example.org/", TRUE },
  { "example.org", "https://www.EXAMPLE.org/a?b", TRUE },
  { "www.example.org", "http://example.org", TRUE },
  { "example.org", "https://sub.example.org/", FALSE },
  { "example.org", "https://example.org.evil.example/", FALSE },
  { "example.org", "https://evil.example/example.org", FALSE },
  { "example.org", "https://example.org@evil.example/", FALSE },
  { "evil.example", "https://example.org@evil.example/", TRUE },
  { "*.example.org", "https://a.b.example.org/", TRUE },
  { "*.example.org", "https://example.org/", FALSE },
  { "example.org", "https://example.org:8443/x", TRUE },
  { "example.org/jobs", "https://example.org/jobs?id=1#top", TRUE },
  { "example.org/jobs", "https://example.org/jobs/1", FALSE },
  { "example.org/jobs/*", "https://example.org/jobs/1/2", TRUE },
  { "example.org/jobs/*", "https://example.org/news/1", FALSE },
  { "*/unsubscribe*", "https://x.example/unsubscribe/me", TRUE },
  { "example.org/", "https://example.org", TRUE },
  { "example.org", "mailto:me@example.org", FALSE },
};

START_TEST(links)
{
  g_autoptr(Newsletter) newsletter = make_newsletter(link_rows[_i].url, LINK_CONTENT);
  g_autoptr(GPtrArray) filters = one_filter(FILTER_EXCLUDE_LINK, link_rows[_i].pattern);

  ck_assert(filter_links(filters, newsletter));
  ck_assert_int_eq(newsletter_link(newsletter, 1)->kind != LINK_CONTENT, link_rows[_i].excluded);
  ck_assert(filter_links(filters, newsletter));
  ck_assert(!filter_links(NULL, newsletter));
}
END_TEST

/* A click goes through a tracker; either address counts. */
START_TEST(shown_or_clicked)
{
  g_autoptr(Newsletter) newsletter = make_newsletter("https://track.example/x", LINK_CONTENT);
  g_autoptr(GPtrArray) filters = one_filter(FILTER_EXCLUDE_LINK, "target.example");
  Link *link = newsletter_link(newsletter, 1);

  g_ptr_array_add(newsletter->links, link_new(2, "https://target.example/", "y", LINK_ACTION));
  g_free(link->shown_url);
  link->shown_url = g_strdup("https://target.example/article");
  filter_links(filters, newsletter);
  ck_assert_int_eq(link->kind, LINK_NAV);
  ck_assert_int_eq(newsletter_link(newsletter, 2)->kind, LINK_ACTION); /* shown nowhere anyhow */
}
END_TEST

static const struct {
  FilterKind kind;
  const char *pattern;
  gboolean good;
} check_rows[] = {
  { FILTER_EXCLUDE_SUBJECT, "sale", TRUE },       { FILTER_EXCLUDE_SUBJECT, "", FALSE },
  { FILTER_EXCLUDE_SUBJECT, "*", FALSE },         { FILTER_EXCLUDE_SUBJECT, " *? ", FALSE },
  { FILTER_EXCLUDE_LINK, "example.org/*", TRUE }, { FILTER_EXCLUDE_LINK, "https://example.org/", FALSE },
  { FILTER_EXCLUDE_LINK, "/jobs/*", FALSE },      { FILTER_EXCLUDE_LINK, "a b.example", FALSE },
};

START_TEST(checks)
{
  g_autoptr(GError) error = NULL;

  ck_assert_int_eq(filter_check(check_rows[_i].kind, check_rows[_i].pattern, &error), check_rows[_i].good);
  if (!check_rows[_i].good)
    ck_error(error, ERROR_INVALID);
}
END_TEST

START_TEST(long_patterns_and_hostile_texts)
{
  g_autofree char *pattern = g_strnfill(FILTER_MAX_PATTERN + 1, 'a');
  g_autofree char *subject = g_strnfill(1000000, 'a');
  g_autoptr(GString) stars = g_string_new(NULL);
  g_autoptr(GPtrArray) filters = NULL;
  gint64 start = support_cpu_time();

  ck_assert(!filter_check(FILTER_EXCLUDE_SUBJECT, pattern, NULL));
  for (guint i = 0; i < FILTER_MAX_PATTERN / 2; i++)
    g_string_append(stars, "*a");
  g_string_append_c(stars, 'b');
  filters = one_filter(FILTER_EXCLUDE_SUBJECT, stars->str);
  ck_assert_ptr_null(filter_subject(filters, subject));
  ck_assert_int_lt(support_cpu_time() - start, 500000);
}
END_TEST

Suite *test_filter_suite(void)
{
  TCase *tcase;
  Suite *suite = support_suite("filter", &tcase);

  tcase_add_loop_test(tcase, subjects, 0, G_N_ELEMENTS(subject_rows));
  tcase_add_test(tcase, several_subject_filters);
  tcase_add_loop_test(tcase, links, 0, G_N_ELEMENTS(link_rows));
  tcase_add_test(tcase, shown_or_clicked);
  tcase_add_loop_test(tcase, checks, 0, G_N_ELEMENTS(check_rows));
  tcase_add_test(tcase, long_patterns_and_hostile_texts);
  return suite;
}
