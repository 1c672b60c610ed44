/* SPDX-License-Identifier: MIT */
#include "markdown/url.h"

#include <string.h>

#include "suites.h"

/* repaired NULL: no link at all */
static const struct {
  const char *href, *repaired;
} repairs[] = {
  { "https://example.org/a?b=c#d", "https://example.org/a?b=c#d" },
  { " \n\thttps://example.org/ \x01", "https://example.org/" },
  { "https://exam\nple.org/a\tb\r\nc", "https://example.org/abc" },
  { "ht\ntps://example.org/", "https://example.org/" },
  { "HTTPS://Example.ORG", "https://example.org/" },
  { "http:example.org", "http://example.org/" },
  { "http:/example.org", "http://example.org/" },
  { "http:///example.org//a", "http://example.org//a" },
  { "http:\\\\example.org\\a\\b", "http://example.org/a/b" },
  { "http://example.org?a", "http://example.org/?a" },
  { "http://example.org#a", "http://example.org/#a" },
  { "https://example.org/a/../b/./c/%2E%2e/d", "https://example.org/b/d" },
  { "https://example.org/../../a", "https://example.org/a" },
  { "https://example.org/a/..", "https://example.org/" },
  { "https://example.org/a/b/.", "https://example.org/a/b/" },
  { "https://example.org/.../..a/%2ea", "https://example.org/.../..a/%2ea" },
  { "https://example.org/?a=../b/.", "https://example.org/?a=../b/." },
  { "https://example.org/a b\"<>`{}|^c", "https://example.org/a%20b%22%3C%3E%60%7B%7D%7C%5Ec" },
  { "https://example.org/?q='a' \\b", "https://example.org/?q=%27a%27%20%5Cb" },
  { "https://example.org/#a b#c", "https://example.org/#a%20b%23c" },
  { "https://example.org/'a'", "https://example.org/'a'" },
  { "https://example.org/caf\u00e9?\u00fc#\U0001f600", "https://example.org/caf%C3%A9?%C3%BC#%F0%9F%98%80" },
  { "https://example.org/%e9%zz%%4", "https://example.org/%e9%zz%%4" },
  { "https://example.org/\x7f\x01", "https://example.org/%7F" },
  { "https://example.org/[a]/(b)/*|*/~", "https://example.org/[a]/(b)/*%7C*/~" },
  { "https://example.org/?a=1&b=2;c=3+4,5", "https://example.org/?a=1&b=2;c=3+4,5" },
  /* ports */
  { "http://example.org:80/", "http://example.org/" },
  { "https://example.org:443", "https://example.org/" },
  { "http://example.org:443/", "http://example.org:443/" },
  { "http://example.org:/", "http://example.org/" },
  { "http://example.org:00080/", "http://example.org/" },
  { "http://example.org:65535/", "http://example.org:65535/" },
  { "http://example.org:65536/", NULL },
  { "http://example.org:99999999999999999999/", NULL },
  { "http://example.org:8a/", NULL },
  { "http://example.org:-1/", NULL },
  /* userinfo: the host is what follows the last '@' */
  { "http://bank.example@evil.example/", "http://bank.example@evil.example/" },
  { "http://bank.example:x@y@evil.example/", "http://bank.example:x%40y@evil.example/" },
  { "http://bank.example\\@evil.example/", "http://bank.example/@evil.example/" },
  { "http://bank.example/@evil.example/", "http://bank.example/@evil.example/" },
  { "http://bank.example?@evil.example/", "http://bank.example/?@evil.example/" },
  { "http://@example.org/", "http://example.org/" },
  { "http://:@example.org/", "http://example.org/" },
  { "http://a:@example.org/", "http://a@example.org/" },
  { "http://:b@example.org/", "http://:b@example.org/" },
  { "http://a b;c@example.org/", "http://a%20b%3Bc@example.org/" },
  { "http://user@/", NULL },
  { "http://user@:80/", NULL },
  /* hosts */
  { "http://b\u00fccher.example/", "http://xn--bcher-kva.example/" },
  { "http://B\u00dcCHER.example/", "http://xn--bcher-kva.example/" },
  { "http://bu\u0308cher.example/", "http://xn--bcher-kva.example/" },
  { "http://stra\u00dfe.example/", "http://xn--strae-oqa.example/" },
  { "http://www.fa\u00df.b\u00fccher.example/", "http://www.xn--fa-hia.xn--bcher-kva.example/" },
  { "http://\u4f8b\u3048.\u30c6\u30b9\u30c8/", "http://xn--r8jz45g.xn--zckzah/" },
  { "http://example\u3002org/", "http://example.org/" },
  { "http://ｅｘａｍｐｌｅ.org/", "http://example.org/" },
  { "http://ex\u00adample.org/", "http://example.org/" },
  { "http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/" },
  { "http://ex%61mple.org/", "http://example.org/" },
  { "http://b%C3%BCcher.example/", "http://xn--bcher-kva.example/" },
  { "http://a_b.example.org/", "http://a_b.example.org/" },
  { "http://example.org./", "http://example.org./" },
  { "http://localhost/", "http://localhost/" },
  { "http://ex%00ample.org/", NULL },
  { "http://ex%2Fample.org/", NULL },
  { "http://ex%25ample.org/", NULL },
  { "http://ex%zzample.org/", NULL },
  { "http://ex%FFample.org/", NULL },
  { "http://a\u2100b.example/", NULL }, /* compatibility "a/c" */
  { "http://exa mple.org/", NULL },
  { "http://ex<ample.org/", NULL },
  { "http://ex'ample.org/", NULL },
  { "http://a..b/", NULL },
  { "http://.example.org/", NULL },
  { "http://./", NULL },
  { "http:///", NULL },
  { "http://", NULL },
  { "http:", NULL },
  { "https:?a", NULL },
  { "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/", NULL },
  /* numeric hosts as browsers read them */
  { "http://2130706433/", "http://127.0.0.1/" },
  { "http://0x7f.1/", "http://127.0.0.1/" },
  { "http://0177.0.0.0x1/", "http://127.0.0.1/" },
  { "http://127.1.", "http://127.0.0.1/" },
  { "http://１２７.0.0.1/", "http://127.0.0.1/" },
  { "http://0x.0x.0", "http://0.0.0.0/" },
  { "http://4294967295/", "http://255.255.255.255/" },
  { "http://4294967296/", NULL },
  { "http://1.2.3.256/", NULL },
  { "http://256.2.3.4/", NULL },
  { "http://1.2.3.4.5/", NULL },
  { "http://1.2.3.08/", NULL },
  { "http://example.0x1g/", "http://example.0x1g/" },
  { "http://example.1/", NULL },
  { "http://1.2.3.4.example/", "http://1.2.3.4.example/" },
  { "http://[2001:DB8:0:0::1]:8080/", "http://[2001:db8::1]:8080/" },
  { "http://[::1]/", "http://[::1]/" },
  { "http://[::1/", NULL },
  { "http://[::1]x/", NULL },
  { "http://[]/", NULL },
  { "http://[1.2.3.4]/", NULL },
  { "http://[fe80::1%25eth0]/", NULL },
  { "http://::1/", NULL },
  /* mail */
  { "mailto:a@example.org", "mailto:a@example.org" },
  { "MAILTO: a@example.org ", "mailto:a@example.org" },
  { "mailto://a@example.org", "mailto:a@example.org" },
  { "mailto:a@example.org?subject=Hi there&body=\u00e9'", "mailto:a@example.org?subject=Hi%20there&body=%C3%A9%27" },
  { "mailto:a@example.org,b@example.org", "mailto:a@example.org,b@example.org" },
  { "mailto:a@example.org?body=1%0A2", "mailto:a@example.org?body=1%0A2" },
  { "mailto:%22a%20b%22@example.org", "mailto:%22a%20b%22@example.org" },
  { "mailto:a%40example.org", "mailto:a%40example.org" },
  { "mailto:a@example.org#x", "mailto:a@example.org" },
  { "mailto:a%0d%0aBcc:b@example.org", NULL },
  { "mailto:?subject=share", NULL },
  { "mailto:nobody", NULL },
  { "mailto:@example.org", NULL },
  { "mailto:a@", NULL },
  { "mailto:", NULL },
  /* everything else */
  { "", NULL },
  { "   ", NULL },
  { "#top", NULL },
  { "/a", NULL },
  { "a.html", NULL },
  { "www.example.org", NULL },
  { "//example.org/", NULL },
  { "\u00a0https://example.org/", NULL }, /* browsers strip ASCII white space only */
  { "javascript:alert(1)", NULL },
  { "java\nscript:alert(1)", NULL },
  { "\x01javascript:alert(1)", NULL },
  { "data:text/html,x", NULL },
  { "vbscript:x", NULL },
  { "file:///etc/passwd", NULL },
  { "ftp://example.org/", NULL },
  { "tel:+4912345", NULL },
  { "cid:a@b", NULL },
  { "about:blank", NULL },
  { "blob:https://example.org/x", NULL },
  { "view-source:https://example.org/", NULL },
  { "xhttp://example.org/", NULL },
  { "http//example.org/", NULL },
  { "*|UNSUB|*", NULL },
  { "{{ link }}", NULL },
};

START_TEST(repairs_what_browsers_repair)
{
  g_autofree char *repaired = url_repair(repairs[_i].href);
  g_autofree char *again = repaired == NULL ? NULL : url_repair(repaired);

  if (repairs[_i].repaired == NULL) {
    ck_assert_msg(repaired == NULL, "'%s' became '%s'", repairs[_i].href, repaired);
    return;
  }
  ck_assert_msg(repaired != NULL, "'%s' was refused", repairs[_i].href);
  ck_assert_str_eq(repaired, repairs[_i].repaired);
  ck_assert_msg(again != NULL, "'%s' was refused the second time", repaired);
  ck_assert_str_eq(again, repaired);
}
END_TEST

static const struct {
  const char *url, *shown;
} shown_rows[] = {
  { "https://example.org/a", "https://example.org/a" },
  { "mailto:a@example.org?subject=utm_source", "mailto:a@example.org?subject=utm_source" },
  /* parameters */
  { "https://example.org/a?utm_source=x&utm_medium=y", "https://example.org/a" },
  { "https://example.org/a?id=3&utm_source=x&page=2", "https://example.org/a?id=3&page=2" },
  { "https://example.org/a?UTM_Source=x&fbclid=1&mc_eid=2&mc_cid=3&x", "https://example.org/a?x" },
  { "https://example.org/a?id=3&amp;utm_source=x", "https://example.org/a?id=3" },
  { "https://example.org/?_hsenc=1&_hsmi=2&mkt_tok=3&vero_id=4&ck_subscriber_id=5&oly_enc_id=6&wickedid=7&trk=8",
    "https://example.org/" },
  { "https://example.org/?elqTrackId=1&elqTrack=true&_bta_tid=3&gclid=1&dclid=2&msclkid=3&yclid=4&igshid=5",
    "https://example.org/" },
  { "https://example.org/a?utm_source=x#section", "https://example.org/a#section" },
  { "https://example.org/a?b=1#xtor=EREC-1", "https://example.org/a?b=1" },
  { "https://example.org/a#utm_source=x&b=1", "https://example.org/a#b=1" },
  { "https://example.org/a?ref=news&cid=4&source=x&s=1&t=2&id=5&r=6&token=7",
    "https://example.org/a?ref=news&cid=4&source=x&s=1&t=2&id=5&r=6&token=7" },
  { "https://example.org/a?utm", "https://example.org/a?utm" },
  { "https://example.org/a?", "https://example.org/a" },
  { "https://example.org/a?&&", "https://example.org/a" },
  { "https://x.com/a/status/1?s=20&t=abc", "https://x.com/a/status/1" },
  { "https://notx.com/?s=20&t=abc", "https://notx.com/?s=20&t=abc" },
  { "https://www.youtube.com/watch?v=abc&feature=youtu.be&t=9", "https://www.youtube.com/watch?v=abc&t=9" },
  { "https://open.substack.com/pub/a/p/b?r=1&utm_medium=email&token=abc", "https://open.substack.com/pub/a/p/b" },
  /* the host that is read is the host that is gone to */
  { "http://bank.example@evil.example/", "http://evil.example/" },
  { "http://bank.example:x%40y@evil.example:8080/a", "http://evil.example:8080/a" },
  /* wrappers */
  { "https://www.google.com/url?sa=t&q=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1%26utm_source%3Dx&ust=1",
    "https://example.org/a?b=1" },
  { "https://www.google.co.uk/url?q=http://example.org/", "http://example.org/" },
  { "https://google.evil-example.org/url?q=https%3A%2F%2Fexample.org%2F",
    "https://google.evil-example.org/url?q=https%3A%2F%2Fexample.org%2F" },
  { "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2F%3Ffbclid%3D1&h=AT", "https://example.org/" },
  { "https://t.umblr.com/redirect?z=https%3A%2F%2Fexample.org%2F&t=x", "https://example.org/" },
  { "https://www.linkedin.com/safety/go?url=https%3A%2F%2Fexample.org%2F&trk=x", "https://example.org/" },
  { "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F%3Fa%3D1&data=05%7C01",
    "https://example.org/?a=1" },
  { "https://urldefense.proofpoint.com/v1/url?u=https%3A%2F%2Fexample.org%2Fa&k=x", "https://example.org/a" },
  { "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a-2Db-5Fc-3Fd-3D1&d=x",
    "https://example.org/a-b_c?d=1" },
  { "https://urldefense.com/v3/__https://example.org/a?b=1__;!!abc!def$", "https://example.org/a?b=1" },
  { "https://urldefense.com/v3/__https://example.org/a*b__;Iw!!abc!def$",
    "https://urldefense.com/v3/__https://example.org/a*b__;Iw!!abc!def$" },
  { "https://slack-redir.net/link?url=https%3A%2F%2Fexample.org", "https://example.org/" },
  { "https://href.li/?https://example.org/a?b=1", "https://example.org/a?b=1" },
  { "https://abc.r.us-east-1.awstrack.me/L0/https:%2F%2Fexample.org%2Fa%3Fb=1/1/0100-000000/xyz=123",
    "https://example.org/a?b=1" },
  { "https://tracking.news.example/CL0/https:%2F%2Fexample.org%2F%3Futm_source=n%26b=1/1/01-0/x=3",
    "https://example.org/?b=1" },
  { "https://substack.com/redirect/2/eyJlIjoiaHR0cHM6Ly9leGFtcGxlLm9yZy9wP3g9MSJ9.abc?", "https://example.org/p?x=1" },
  { "https://mandrillapp.com/track/click/1/example.org?p=eyJzIjoiYSIsInYiOjEsInAiOiJ7XCJ1XCI6MSxcInZcIjoxLFwidXJsXCI6XCJodHRwczpcXFwvXFxcL2V4YW1wbGUub3JnXFxcL2FcIn0ifQ",
    "https://example.org/a" },
  { "https://click.convertkit-mail.com/abc/def/aHR0cHM6Ly9leGFtcGxlLm9yZy9hP2I9MQ==", "https://example.org/a?b=1" },
  { "https://x.mjt.lu/lnk/AAA/1/bbb/aHR0cHM6Ly9leGFtcGxlLm9yZy8", "https://example.org/" },
  { "https://link.news.example/click/123.4/aHR0cHM6Ly9leGFtcGxlLm9yZy8/5f", "https://example.org/" },
  { "https://click.pstmrk.it/3s/example.org%2Fa%3Fb%3D1/abc/def", "https://example.org/a?b=1" },
  { "https://e.customeriomail.com/e/c/eyJlbWFpbF9pZCI6IjEiLCJocmVmIjoiaHR0cHM6Ly9leGFtcGxlLm9yZy8_YT0xXHUwMDI2Yj0yIn0/abc",
    "https://example.org/?a=1&b=2" },
  { "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9leGFtcGxlLm9yZy8&ntb=1", "https://example.org/" },
  { "https://www.anrdoezrs.net/links/1/type/dlg/https://example.org/a?b=1", "https://example.org/a?b=1" },
  { "https://click.news.example/?redirect=https%3A%2F%2Fexample.org%2F", "https://example.org/" },
  { "https://news.example/track/open?id=1&url=https%253A%252F%252Fexample.org%252F", "https://example.org/" },
  { "https://news.example/clk/https://example.org/a?b=1", "https://example.org/a?b=1" },
  /* nested, no more than three deep */
  { "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fexample.org%252F",
    "https://example.org/" },
  { "https://href.li/?https://href.li/?https://href.li/?https://href.li/?https://example.org/",
    "https://href.li/?https://example.org/" },
  /* what only looks like a wrapper */
  { "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.org%2F",
    "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.org%2F" },
  { "https://twitter.com/intent/tweet?url=https%3A%2F%2Fexample.org%2F",
    "https://twitter.com/intent/tweet?url=https%3A%2F%2Fexample.org%2F" },
  { "https://web.archive.org/web/2020/https://example.org/", "https://web.archive.org/web/2020/https://example.org/" },
  { "https://news.example/login?redirect=https%3A%2F%2Fexample.org%2F",
    "https://news.example/login?redirect=https%3A%2F%2Fexample.org%2F" },
  { "https://click.news.example/unsubscribe?url=https%3A%2F%2Fexample.org%2F",
    "https://click.news.example/unsubscribe?url=https%3A%2F%2Fexample.org%2F" },
  { "https://click.news.example/?url=javascript%3Aalert(1)", "https://click.news.example/?url=javascript%3Aalert(1)" },
  { "https://click.news.example/?url=https%3A%2F%2F", "https://click.news.example/?url=https%3A%2F%2F" },
  { "https://click.news.example/?url=%2Fa", "https://click.news.example/?url=%2Fa" },
  { "https://click.news.example/?url=mailto%3Aa%40example.org",
    "https://click.news.example/?url=mailto%3Aa%40example.org" },
  { "https://click.news.example/aHR0c/eyJ/eyJ9/eyJ1cmwiOiJ4In0",
    "https://click.news.example/aHR0c/eyJ/eyJ9/eyJ1cmwiOiJ4In0" },
  { "https://click.news.example/aHR0cDovLw%3D%3D%FF", "https://click.news.example/aHR0cDovLw%3D%3D%FF" },
  { "https://clicker.example/?url=https%3A%2F%2Fexample.org%2F",
    "https://clicker.example/?url=https%3A%2F%2Fexample.org%2F" },
};

START_TEST(shows_what_people_should_read)
{
  g_autofree char *shown = url_shown(shown_rows[_i].url);
  g_autofree char *repaired = url_repair(shown_rows[_i].url);

  ck_assert_str_eq(shown, shown_rows[_i].shown);
  ck_assert_uint_le(strlen(shown), strlen(shown_rows[_i].url));
  ck_assert_msg(repaired != NULL, "a row that url_repair would not hand on");
}
END_TEST

static const struct {
  const char *url, *host;
} hosts[] = {
  { "https://www.example.org/a", "example.org" },
  { "http://example.org:8080/", "example.org" },
  { "http://a:b@example.org/@c", "example.org" },
  { "https://www.org/", "org" },
  { "https://wwww.example.org/", "wwww.example.org" },
  { "http://[::1]:80/", "[::1]" },
  { "http://u@[::1]/", "[::1]" },
  { "https://example.org/?a@b", "example.org" },
  { "mailto:a@example.org", NULL },
  { "", NULL },
  { "https://", NULL },
  { "javascript://example.org/", NULL },
};

START_TEST(names_the_host)
{
  g_autofree char *host = url_host(hosts[_i].url);
  UrlSlice site = url_site(hosts[_i].url);

  ck_assert_pstr_eq(host, hosts[_i].host);
  ck_assert_uint_eq((gsize)(site.end - site.start), host == NULL ? 0 : strlen(host));
}
END_TEST

START_TEST(length_is_limited)
{
  g_autofree char *tail = g_strnfill(URL_MAX_LENGTH - strlen("https://example.org/"), 'a');
  g_autofree char *longest = g_strconcat("https://example.org/", tail, NULL);
  g_autofree char *too_long = g_strconcat(longest, "a", NULL);
  g_autofree char *repaired = url_repair(longest);

  ck_assert_pstr_eq(repaired, longest);
  ck_assert_ptr_null(url_repair(too_long));
}
END_TEST

/* A megabyte of what could be quadratic. */
static const char *const floods[] = { "/..",    "/a/", "@",    "%2e/",   "&utm_a=b", ":",  "[",
                                      "aHR0c/", "eyJ", "eyJ.", "\u00df", ".",        "\\", "a.\u00df." };

START_TEST(floods_end_soon)
{
  g_autoptr(GString) flood = g_string_new("https://click.example.org");
  gint64 before;

  while (flood->len < 1024 * 1024)
    g_string_append(flood, floods[_i]);
  for (gsize length = URL_MAX_LENGTH; length <= flood->len; length = length < flood->len ? flood->len : length + 1) {
    g_autofree char *href = g_strndup(flood->str, length);
    g_autofree char *repaired = NULL;

    before = support_cpu_time();
    repaired = url_repair(href);
    if (repaired != NULL)
      g_free(url_shown(repaired));
    ck_assert_int_lt(support_cpu_time() - before, 5 * G_USEC_PER_SEC);
  }
}
END_TEST

Suite *suite_url(void)
{
  TCase *tcase;
  Suite *suite = support_suite("url", &tcase);

  tcase_add_loop_test(tcase, repairs_what_browsers_repair, 0, G_N_ELEMENTS(repairs));
  tcase_add_loop_test(tcase, shows_what_people_should_read, 0, G_N_ELEMENTS(shown_rows));
  tcase_add_loop_test(tcase, names_the_host, 0, G_N_ELEMENTS(hosts));
  tcase_add_test(tcase, length_is_limited);
  tcase_add_loop_test(tcase, floods_end_soon, 0, G_N_ELEMENTS(floods));
  return suite;
}
