/* SPDX-License-Identifier: MIT */
#include "markdown/link_url.h"

#include <string.h>

#include "markdown/url.h"
#include "suites.h"

enum { ROOT = 1, OWN = 2, SOCIAL = 4, VENDOR = 8, STORE = 16, ADVERT = 32, HOME = 64, PERSON = 128, TOPIC = 256 };

/* flags: all of them. The sender is at acme.example. */
static const struct {
  const char *url;
  guint said, flags;
} rows[] = {
  { "https://acme.example/", 0, ROOT | OWN | HOME },
  { "https://acme.example/#top", 0, ROOT | OWN | HOME },
  { "https://acme.example/?id=7", 0, OWN },
  { "https://acme.example/p/7", 0, OWN },
  { "https://www.acme.example/p/7", 0, OWN },
  { "https://www.acme.example/", 0, ROOT | OWN | HOME },
  { "https://saws.acme.example/", 0, ROOT | OWN },
  { "https://notacme.example/p/7", 0, 0 },
  { "https://acme.example.evil.example/p/7", 0, 0 },
  { "https://example/p/7", 0, 0 },
  { "http://acme.example@evil.example/p/7", 0, 0 },
  { "https://10.0.0.1/", 0, ROOT },
  { "https://[::1]/", 0, ROOT },

  /* what a target says */
  { "https://other.example/unsubscribe", WORD_LEAVE, 0 },
  { "https://other.example/UNSUBSCRIBE", WORD_LEAVE, 0 },
  { "https://unsubscribe.other.example/7", WORD_LEAVE, 0 },
  { "https://other.example/opt-out/7/8", WORD_LEAVE, 0 },
  { "https://other.example/newunsubscribe.php", WORD_LEAVE, 0 },
  { "https://other.example/doOptOut", WORD_LEAVE, 0 },
  { "https://other.example/a?do=unsubscribe", WORD_LEAVE, 0 },
  { "https://other.example/a?unsubscribe=1", WORD_LEAVE, 0 },
  { "https://other.example/a#unsubscribe", 0, 0 },
  { "https://u.other.example/unsubscribe.other/7", WORD_LEAVE, 0 },
  { "https://other.unsubscribe.example/7", 0, 0 },
  { "https://other.example/why-readers-who-love-us-unsubscribe", 0, 0 },
  { "https://other.example/the-great-newunsubscribe-debate", 0, 0 },
  { "https://other.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-unsubscribe-b", 0, 0 },
  { "https://other.example/view-online/7", WORD_WEB, 0 },
  { "https://mailchi.mp.campaign-archive.com/?u=7", WORD_WEB, 0 },
  { "https://xcampaign-archive.com/?u=7", 0, 0 },
  { "https://preview.mailerlite.com/7", WORD_WEB, 0 },
  { "https://preview.mailerlite.com/", WORD_WEB, VENDOR | ROOT },
  { "https://other.example/subscribe/7", WORD_JOIN, 0 },
  { "https://other.example/login/7", WORD_ACTION, 0 },
  { "https://other.example/login-sorrows/7", 0, 0 },
  { "https://other.example/a?login=7", 0, 0 },
  { "https://other.example/en/privacy", WORD_NAV | WORD_LEGAL, 0 },
  { "https://other.example/en/terms-and-conditions.html", WORD_NAV | WORD_LEGAL, 0 },
  { "https://other.example/en/blog", WORD_NAV, 0 },
  { "https://other.example/privacy/7", 0, 0 },
  { "https://other.example/share", WORD_SHARE, 0 },
  { "https://c.example/a?url=https%3A%2F%2Fother.example%2Funsubscribe", 0, 0 },
  { "https://click.c.example/?url=https%3A%2F%2Fother.example%2Fview-online", WORD_WEB, 0 },

  /* people and categories */
  { "https://other.example/users/ada", 0, PERSON },
  { "https://other.example/blog/author/ada-quux/?page=2", 0, PERSON },
  { "https://other.example//author//ada//", 0, PERSON },
  { "https://other.example/author", 0, 0 },
  { "https://other.example/author/ada/the-flood", 0, 0 },
  { "https://other.example/authors-of-the-flood/ada", 0, 0 },
  { "https://acme.example/category/floods/", 0, OWN | TOPIC },
  { "https://other.example/floods/tag", 0, 0 },
  { "https://author.example/ada", 0, 0 },
  { "https://other.example/a?b=/tag/floods", 0, 0 },

  /* networks */
  { "https://www.facebook.com/acme", 0, SOCIAL },
  { "https://facebook.com/acme/posts/7", 0, 0 },
  { "https://facebook.com/sharer/sharer.php?u=https%3A%2F%2Facme.example", 0, SOCIAL },
  { "https://notfacebook.com/acme", 0, 0 },
  { "https://facebook.com.evil.example/acme", 0, 0 },
  { "https://x.com/acme", 0, SOCIAL },
  { "https://x.com/acme/status/7", 0, 0 },
  { "https://vimeo.com/acme", 0, SOCIAL },
  { "https://vimeo.com/1234567", 0, 0 },
  { "https://t.me/acme/7", 0, 0 },

  /* services and stores */
  { "https://www.mailchimp.com/", 0, VENDOR | ROOT },
  { "https://acme.beehiiv.com/", 0, VENDOR | ROOT },
  { "https://acme.beehiiv.com/p/7", 0, 0 },
  { "https://play.google.com/store/apps/details?id=7", 0, STORE },

  /* advertising */
  { "https://ad.doubleclick.net/ddm/7", 0, ADVERT },
  { "https://ads.other.example/7", 0, ADVERT },
  { "https://adsorption.other.example/7", 0, 0 },
  { "https://other.ads.example/7", 0, 0 },
  { "https://other.example/7?utm_medium=cpc", 0, ADVERT },
  { "https://other.example/7?utm_medium=Newsletter-Sponsored", 0, ADVERT },
  { "https://other.example/7?utm_medium=sponsorships", 0, 0 },
  { "https://other.example/7?utm_medium=email", 0, 0 },
  { "https://other.example/7?utm_campaign=ad", 0, 0 },
  { "https://other.example/7?utm_campaign=may_sponsor", 0, ADVERT },
  { "https://other.example/7?utm_source=sponsors", 0, ADVERT },
  { "https://other.example/7?utm_content=sponsored", 0, ADVERT },
  { "https://c.example/a?u=https%3A%2F%2Fo.example%2F%3Futm_medium%3Dcpc", 0, ADVERT },
  { "https://c.example/a?u=https%253A%252F%252Fo.example%253Futm_medium%253Dpaid%2526a", 0, ADVERT },
  { "https://other.example/7?utm_medium", 0, 0 },
  { "https://other.example/7?utm_medium=%%%%", 0, 0 },
  { "https://other.example/7?utm_medium%", 0, 0 },

  { "mailto:unsubscribe@acme.example", 0, 0 },
};

static guint flags_of(LinkUrl read)
{
  return (read.is_root ? ROOT : 0) | (read.is_own ? OWN : 0) | (read.is_social ? SOCIAL : 0) |
         (read.is_vendor ? VENDOR : 0) | (read.is_store ? STORE : 0) | (read.is_advert ? ADVERT : 0) |
         (read.is_home ? HOME : 0) | (read.is_person ? PERSON : 0) | (read.is_topic ? TOPIC : 0);
}

START_TEST(reads_targets)
{
  g_autofree char *shown = url_shown(rows[_i].url);
  LinkUrl read = link_url_read(rows[_i].url, shown, "acme.example");

  ck_assert_msg(read.said == rows[_i].said && flags_of(read) == rows[_i].flags, "%s: said 0x%x, flags %u", rows[_i].url,
                read.said, flags_of(read));
}
END_TEST

/* Whether url and the newsletter's most frequent host belong to one party. */
static const struct {
  const char *url, *sender_host;
  gboolean is_own;
} owners[] = {
  { "https://a.acme.example/", "b.acme.example", TRUE },
  { "https://a.acme.co.uk/", "acme.co.uk", TRUE },
  { "https://acme.co.uk/", "other.co.uk", FALSE },
  { "https://acme.com.br/", "other.com.br", FALSE },
  { "https://a.b.acme.example/", "acme.example", TRUE },
  { "https://acme.example/", "", FALSE },
  { "https://acme.example/", "e", FALSE },
  { "https://localhost/", "localhost", TRUE },
  { "https://acme.example/", "...", FALSE },
};

START_TEST(knows_the_sender)
{
  LinkUrl read = link_url_read(owners[_i].url, owners[_i].url, owners[_i].sender_host);

  ck_assert_msg(read.is_own == owners[_i].is_own, "%s and %s", owners[_i].url, owners[_i].sender_host);
}
END_TEST

/* The sender's own network is a home page, not a profile. */
START_TEST(home_of_a_network_is_no_profile)
{
  static const char url[] = "https://www.linkedin.com/";

  ck_assert(!link_url_read(url, url, "linkedin.com").is_social);
  ck_assert(link_url_read(url, url, "acme.example").is_social);
  ck_assert(
      link_url_read("https://www.linkedin.com/in/acme", "https://www.linkedin.com/in/acme", "linkedin.com").is_social);
}
END_TEST

/* Below each there is something to know, and halving finds it. */
START_TEST(finds_every_host_of_its_table)
{
  guint i;

  for (i = 0; link_url_host(i) != NULL; i++) {
    g_autofree char *url = g_strconcat("https://www.", link_url_host(i), "/", NULL);
    LinkUrl read = link_url_read(url, url, "acme.example");

    ck_assert_msg((read.said & WORD_WEB) != 0 || (flags_of(read) & ~ROOT) != 0, "%s", url);
    ck_assert_msg(i == 0 || strcmp(link_url_host(i - 1), link_url_host(i)) < 0, "%s stands too late", link_url_host(i));
  }
  ck_assert_uint_gt(i, 100);
}
END_TEST

static const char *const floods[] = { "/",   "/unsubscribe-x-y-z-w", "?",           "&", "a&", "=",
                                      "%3D", "utm_medium=",          "utm_medium%", ".", "-" };

START_TEST(floods_end_soon)
{
  g_autoptr(GString) flood = g_string_new("https://acme.example/?utm_medium=");
  gint64 before = support_cpu_time();

  while (flood->len < 1024 * 1024)
    g_string_append(flood, floods[_i]);
  ck_assert_int_eq(link_url_read(flood->str, flood->str, "acme.example").is_own, TRUE);
  ck_assert_int_lt(support_cpu_time() - before, 5 * G_USEC_PER_SEC);
}
END_TEST

Suite *suite_link_url(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/link_url", &tcase);

  tcase_add_loop_test(tcase, reads_targets, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, knows_the_sender, 0, G_N_ELEMENTS(owners));
  tcase_add_test(tcase, home_of_a_network_is_no_profile);
  tcase_add_test(tcase, finds_every_host_of_its_table);
  tcase_add_loop_test(tcase, floods_end_soon, 0, G_N_ELEMENTS(floods));
  return suite;
}
