/* SPDX-License-Identifier: MIT */
#include "markdown/redirect.h"

#include <string.h>

#include "markdown/url.h"
#include "suites.h"

#define TARGET "https://example.org/a?b=1"

/* One of each service; all lead to TARGET. */
static const char *const services[] = {
  "https://www.google.com/url?x=1&q=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.google.com/url?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.googleadservices.com/pagead/aclk?x=1&adurl=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.doubleclick.net/?x=1&adurl=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.bing.com/ck/a?x=1&u=a1aHR0cHM6Ly9leGFtcGxlLm9yZy9hP2I9MQ&y=2",
  "https://duckduckgo.com/l/?x=1&uddg=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.facebook.com/l.php?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.facebook.com/flx/warn/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://l.instagram.com/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://l.threads.net/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://l.threads.com/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://l.messenger.com/l.php?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://t.umblr.com/redirect?x=1&z=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.linkedin.com/redir/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.linkedin.com/safety/go?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.twitter.com/i/redirect?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.youtube.com/redirect?x=1&q=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.vk.com/away.php?x=1&to=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://slack-redir.net/link?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.pinterest.com/offsite/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://out.reddit.com/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://disq.us/url?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://getpocket.com/redirect?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://medium.com/r/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://medium.com/m/global-identity?x=1&redirectUrl=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://steamcommunity.com/linkfilter/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://steamcommunity.com/linkfilter/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://href.li/?https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://anonym.to/?https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://nullrefer.com/?https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://outgoing.prod.webservices.mozgcp.net/v1/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://www.safelinks.protection.outlook.com/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.safelink.emails.azure.net/redirect/?x=1&destination=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://urldefense.proofpoint.com/v1/url?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://urldefense.proofpoint.com/v2/url?x=1&u=https-3A__example.org_a-3Fb-3D1&y=2",
  "https://www.trendmicro.com/wis/clicktime/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://clicktime.symantec.com/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://clicktime.cloud.postoffice.net/clicktime.php?x=1&U=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://linkprotect.cudasvc.com/url?x=1&a=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.protection.sophos.com/?x=1&u=aHR0cHM6Ly9leGFtcGxlLm9yZy9hP2I9MQ&y=2",
  "https://www.fireeye.com/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://secure-web.cisco.com/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://linkscan.io/scan/ux/aHR0cHM6Ly9leGFtcGxlLm9yZy9hP2I9MQ",
  "https://avanan.url-protection.com/v1/url?x=1&o=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://news.example/CL0/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://news.example/L0/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://www.mandrillapp.com/track/click/?x=1&p=eyJ1cmwiOiJodHRwczovL2V4YW1wbGUub3JnL2E/Yj0xIn0&y=2",
  "https://www.dripemail2.com/c/eyJ1cmwiOiJodHRwczovL2V4YW1wbGUub3JnL2E_Yj0xIn0",
  "https://news.example/e/c/eyJ1cmwiOiJodHRwczovL2V4YW1wbGUub3JnL2E_Yj0xIn0",
  "https://click.pstmrk.it/3s/example.org%2Fa%3Fb%3D1",
  "https://click.pstmrk.it/3/example.org%2Fa%3Fb%3D1",
  "https://click.pstmrk.it/2s/example.org%2Fa%3Fb%3D1",
  "https://click.pstmrk.it/2/example.org%2Fa%3Fb%3D1",
  "https://r20.rs6.net/tn.jsp?x=1&p=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.amazon.com/gp/r.html?x=1&U=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.amazon.com/gp/f.html?x=1&U=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.amazon-adsystem.com/x/c/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://rover.ebay.com/rover/?x=1&mpre=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://rover.ebay.com/rover/?x=1&loc=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://click.linksynergy.com/deeplink?x=1&murl=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://click.linksynergy.com/fs-bin/click?x=1&RD_PARM1=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.awin1.com/cread.php?x=1&ued=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.awin1.com/cread.php?x=1&p=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.anrdoezrs.net/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.anrdoezrs.net/links/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://www.dpbolvw.net/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.dpbolvw.net/links/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://www.jdoqocy.com/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.jdoqocy.com/links/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://www.kqzyfj.com/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.kqzyfj.com/links/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://www.tkqlhce.com/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.tkqlhce.com/links/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://www.tradedoubler.com/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.shareasale.com/r.cfm?x=1&urllink=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://go.skimresources.com/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://go.redirectingat.com/?x=1&url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://redirect.viglink.com/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.pxf.io/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.sjv.io/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.7eer.net/?x=1&u=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://ad.admitad.com/?x=1&ulp=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://www.zanox.com/ppc/?x=1&ulp=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://track.webgains.com/click.html?x=1&wgtarget=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1&y=2",
  "https://urldefense.com/v3/__" TARGET "__;!!a!b$",
  "https://urldefense.us/v3/__" TARGET "__;!!a!b$",
  /* by the name of the wrapper alone */
  "https://click.news.example/?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://news.example/track?id=1&Redirect_URL=https%253A%252F%252Fexample.org%252Fa%253Fb%253D1",
  "https://news.example/lnk/7/https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
  "https://news.example/exit/" TARGET,
  "https://t-clicks.news.example/7/aHR0cHM6Ly9leGFtcGxlLm9yZy9hP2I9MQ",
  "https://click.news.example/eyJ1cmwiOiJodHRwczovL2V4YW1wbGUub3JnL2E_Yj0xIn0",
  "https://click.news.example/eyJhIjoxfQ.eyJocmVmIjoiaHR0cHM6Ly9leGFtcGxlLm9yZy9hP2I9MSJ9.x",
  "https://click.news.example/?a&&=&amp;amp;u=x&amp;url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1",
};

START_TEST(unwraps_services)
{
  g_autofree char *repaired = url_repair(services[_i]);
  g_autofree char *target = redirect_target(services[_i]);

  ck_assert_msg(repaired != NULL, "a row that url_repair would not hand on");
  ck_assert_msg(g_strcmp0(target, TARGET) == 0, "%s leads to %s", services[_i], target);
}
END_TEST

/* target NULL: no wrapper, or none whose target is a web address */
static const struct {
  const char *url, *target;
} rows[] = {
  /* nested: one wrapper a time */
  { "https://href.li/?https://href.li/?" TARGET, "https://href.li/?" TARGET },
  { "https://www.google.com/url?q=https%3A%2F%2Fhref.li%2F%3Fhttps%3A%2F%2Fexample.org%2F",
    "https://href.li/?https://example.org/" },
  { "https://mandrillapp.com/track/click/1/x?p=eyJwIjoie1widXJsXCI6XCJodHRwczpcXC9cXC9leGFtcGxlLm9yZ1xcL2E_Yj0xXCJ9In0",
    TARGET },
  /* the target is not one */
  { "https://www.google.com/url?q=javascript:alert(1)", NULL },
  { "https://www.google.com/url?q=javascript%3Aalert(1)%2F%2Fhttps%3A%2F%2Fexample.org", NULL },
  { "https://www.google.com/url?q=%20https%3A%2F%2Fexample.org", NULL },
  { "https://www.google.com/url?q=data:text/html,x", NULL },
  { "https://www.google.com/url?q=mailto:a@example.org", NULL },
  { "https://www.google.com/url?q=ftp://example.org/", NULL },
  { "https://www.google.com/url?q=//example.org/", NULL },
  { "https://www.google.com/url?q=/a", NULL },
  { "https://www.google.com/url?q=", NULL },
  { "https://www.google.com/url?q", NULL },
  { "https://www.google.com/url", NULL },
  { "https://click.news.example/amF2YXNjcmlwdDphbGVydCgxKQ", NULL },
  { "https://click.news.example/aHR0", NULL },
  { "https://click.news.example/eyJ1cmwiOiJqYXZhc2NyaXB0OjEifQ", NULL },
  { "https://www.bing.com/ck/a?u=a1", NULL },
  { "https://www.bing.com/ck/a?u=a", NULL },
  { "https://click.pstmrk.it/3s/nohost/a", NULL },
  { "https://click.pstmrk.it/3s/javascript%3Aalert(1)/a.b", NULL },
  { "https://urldefense.com/v3/__javascript:alert(1)__;!!a!b$", NULL },
  { "https://urldefense.com/v3/__https://example.org/a", NULL },
  { "https://urldefense.com/v3/__", NULL },
  { "https://evil.example/v3/__https://example.org/__;!!a!b$", NULL },
  { "https://urldefense.com/v4/__https://example.org/__;!!a!b$", NULL },
  { "https://urldefense.com/v3/__;", NULL },
  /* objects that never end, or nest too deep: {"p":"{\"p\":\"{...}\"}"} */
  { "https://mandrillapp.com/track/click/1/x?p=eyJ1cmw", NULL },
  { "https://mandrillapp.com/track/click/1/x?p=eyJ1cmwiOiI", NULL },
  { "https://mandrillapp.com/track/click/1/x?p=eyJ1cmwiOiJc", NULL },
  { "https://mandrillapp.com/track/click/1/x?p=eyJ1cmwiOiJcdQ", NULL },
  { "https://mandrillapp.com/track/click/1/x?p=eyJ1cmwiOiJodHRwczovL2V4YW1wbGUub3JnL2E", NULL },
  { "https://mandrillapp.com/track/click/1/x?p=e30", NULL },
  { "https://mandrillapp.com/track/click/1/x?p=e3t7e3t7", NULL },
  { "https://mandrillapp.com/track/click/1/x?p=eyJwIjoie1wicFwiOlwie1xcXCJwXFxcIjpcXFwie1xcXFxcXFwidXJsXFxcXFxcXCI6XFxcXFxcXCJodHRwczovL2V4YW1wbGUub3JnL1xcXFxcXFwifVxcXCJ9XCJ9In0",
    NULL },
  { "https://mandrillapp.com/track/click/1/x?p=eyJwIjoie1wicFwiOlwie1xcXCJ1cmxcXFwiOlxcXCJodHRwczovL2V4YW1wbGUub3JnL1xcXCJ9XCJ9In0",
    "https://example.org/" },
  /* userinfo: what is before the '@' is no host */
  { "https://www.google.com@evil.example/url?q=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://a:b@href.li/?https://example.org/", "https://example.org/" },
  { "https://href.li/?https://bank.example@evil.example/", "https://bank.example@evil.example/" },
  /* percent-encoding */
  { "https://href.li/?HTTPS%3A%2F%2Fexample.org%2F%00a%zz%", "HTTPS://example.org/%00a%zz%" },
  { "https://href.li/?https%253A%252F%252Fexample.org%252F%2525", "https://example.org/%" },
  { "https://href.li/?https%25253A%25252F%25252Fexample.org", NULL },
  { "https://href.li/?%68%74%74%70%73%3A//example.org/", "https://example.org/" },
  { "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_-00a-", "https://example.org/%00a%" },
  /* hosts and paths that only look like a service's */
  { "https://google.evil/url?q=https%3A%2F%2Fexample.org%2F",
    "https://example.org/" }, /* a country's, for all we know */
  { "https://google.evil-domain/url?q=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://evilgoogle.com/url?q=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://evilhref.li/?https://example.org/", NULL },
  { "https://www.href.li/?https://example.org/", NULL },
  { "https://notfacebook.com/l.php?u=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://www.facebook.com/x/l.php?u=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://www.google.com/urls?q=https%3A%2F%2Fexample.org%2F", "https://example.org/" },
  { "https://www.google.com/url?Q=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://www.google.com/url#q=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://clicking.news.example/?url=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://news.example/a?url=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://click.news.example/?image=https%3A%2F%2Fexample.org%2F", NULL },
  /* a click that does something stays what it is */
  { "https://click.news.example/unsub?url=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://click.news.example/Opt-Out/7?url=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://click.news.example/confirmation?url=https%3A%2F%2Fexample.org%2F", NULL },
  { "https://click.news.example/signin?url=https%3A%2F%2Fexample.org%2F", NULL },
  /* no wrapper */
  { "https://example.org/", NULL },
  { "mailto:a@example.org?url=https://example.org/", NULL },
  { "", NULL },
  { "https://", NULL },
};

START_TEST(unwraps_only_wrappers)
{
  g_autofree char *target = redirect_target(rows[_i].url);

  ck_assert_msg(g_strcmp0(target, rows[_i].target) == 0, "%s leads to %s", rows[_i].url, target);
}
END_TEST

/* What people are shown of targets that would mislead: never another scheme, never longer, never without an end. */
static const struct {
  const char *url, *shown;
} hostile[] = {
  { "https://href.li/?https://bank.example@evil.example/", "https://evil.example/" },
  { "https://href.li/?https://bank.example%2F@evil.example/",
    "https://href.li/?https://bank.example%2F@evil.example/" },
  { "https://href.li/?https://bank.example%5C@evil.example/",
    "https://href.li/?https://bank.example%5C@evil.example/" },
  { "https://click.news.example/https://bank.example%23@evil.example/",
    "https://click.news.example/https://bank.example%23@evil.example/" },
  { "https://href.li/?https%3A%2F%2Fbank.example%252F@evil.example/", "https://evil.example/" },
  { "https://href.li/?https%3A%2F%2Fbank.example%2F@evil.example/", "https://bank.example/@evil.example/" },
  { "https://href.li/?https://href.li/?https://href.li/?https://href.li/?https://href.li/",
    "https://href.li/?https://href.li/" },
  { "https://href.li/?https://exa%00mple.org/", "https://href.li/?https://exa%00mple.org/" },
  { "https://href.li/?https://example.org:443/./a/../b", "https://example.org/b" },
  { "https://href.li/?http:javascript:alert(1)", "https://href.li/?http:javascript:alert(1)" },
  { "https://href.li/?https://javascript:alert(1)", "https://href.li/?https://javascript:alert(1)" },
  { "https://href.li/?https://example.org/%0D%0ASet-Cookie:a", "https://example.org/Set-Cookie:a" },
};

START_TEST(shows_hostile_targets_as_they_are)
{
  g_autofree char *shown = url_shown(hostile[_i].url);

  ck_assert_str_eq(shown, hostile[_i].shown);
  ck_assert_uint_le(strlen(shown), strlen(hostile[_i].url));
}
END_TEST

static const struct {
  const char *url, *stripped;
} stripped_rows[] = {
  { "https://example.org/a?utm_source=1&utm-x=2&hsa_a=3&pk_a=4&mtm_a=5&matomo_a=6&sfmc_a=7&at_custom1=8&inxmailX=9",
    "https://example.org/a" },
  { "https://example.org/a?b=1&fbclid=2&c=3&gclid=4#d", "https://example.org/a?b=1&c=3#d" },
  { "https://example.org/a?utm_source=1#utm_medium=2", "https://example.org/a" },
  { "https://example.org/a?autm_source=1&utm=2&fbclidx=3", "https://example.org/a?autm_source=1&utm=2&fbclidx=3" },
  { "https://example.org/utm_source=1/a", "https://example.org/utm_source=1/a" },
  { "https://example.org/a?b=utm_source=1", "https://example.org/a?b=utm_source=1" },
  { "https://example.org/a?&amp;utm_source=1&amp;b=2", "https://example.org/a?amp;b=2" },
  { "https://a:b@example.org:8080/?fbclid=1", "https://example.org:8080/" },
  { "https://utm_source@example.org/", "https://example.org/" },
  { "https://a.substack.com/p?r=1&token=2&isFreemail=3&b=4", "https://a.substack.com/p?b=4" },
  { "https://notsubstack.com/p?r=1&token=2", "https://notsubstack.com/p?r=1&token=2" },
  { "https://substack.com.evil.example/p?r=1", "https://substack.com.evil.example/p?r=1" },
  { "https://youtu.be/x?si=1&t=9", "https://youtu.be/x?t=9" },
  { "https://open.spotify.com/x?si=1&nd=1", "https://open.spotify.com/x" },
  { "https://medium.com/x?source=1", "https://medium.com/x" },
  { "https://twitter.com/x?s=1&t=2", "https://twitter.com/x" },
  { "https://www.linkedin.com/x?trackingId=1&midToken=2&lipi=3&a", "https://www.linkedin.com/x?a" },
  { "https://www.tiktok.com/x?_t=1&_r=2", "https://www.tiktok.com/x" },
  { "https://www.theguardian.com/x?CMP=1", "https://www.theguardian.com/x" },
  { "https://example.org/?%75tm_source=1", "https://example.org/?%75tm_source=1" },
  { "https://example.org/?=&=&", "https://example.org/?=&=" },
  { "mailto:a@example.org?utm_source=1", "mailto:a@example.org?utm_source=1" },
  { "", "" },
};

START_TEST(strips_tracking)
{
  g_autofree char *stripped = redirect_strip_tracking(stripped_rows[_i].url);
  g_autofree char *again = redirect_strip_tracking(stripped);

  ck_assert_str_eq(stripped, stripped_rows[_i].stripped);
  ck_assert_str_eq(again, stripped);
}
END_TEST

/* Far more than URL_MAX_LENGTH of what could be quadratic. */
static const char *const floods[] = { "url=%25", "&u=", "eyJ", "eyJ.", "/aHR0c", "__;", "&", "amp;", "://", "%68" };

START_TEST(floods_end_soon)
{
  g_autoptr(GString) flood = g_string_new("https://click.example.org/v3/__?");
  gint64 before = support_cpu_time();

  while (flood->len < 256 * 1024)
    g_string_append(flood, floods[_i]);
  ck_assert_ptr_null(redirect_target(flood->str));
  g_free(redirect_strip_tracking(flood->str));
  ck_assert_int_lt(support_cpu_time() - before, 5 * G_USEC_PER_SEC);
}
END_TEST

Suite *suite_redirect(void)
{
  TCase *tcase;
  Suite *suite = support_suite("markdown/redirect", &tcase);

  tcase_add_loop_test(tcase, unwraps_services, 0, G_N_ELEMENTS(services));
  tcase_add_loop_test(tcase, unwraps_only_wrappers, 0, G_N_ELEMENTS(rows));
  tcase_add_loop_test(tcase, shows_hostile_targets_as_they_are, 0, G_N_ELEMENTS(hostile));
  tcase_add_loop_test(tcase, strips_tracking, 0, G_N_ELEMENTS(stripped_rows));
  tcase_add_loop_test(tcase, floods_end_soon, 0, G_N_ELEMENTS(floods));
  return suite;
}
