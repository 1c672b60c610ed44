/* SPDX-License-Identifier: MIT */
#include "mail/align.h"

#include <string.h>

/* Second-level names under which country domains register the public: WORD.cc for every two-letter cc. */
static const char *const registry_words[] = {
  "ab",   "ac",    "ad",   "adm",  "adv", "art",  "asn",   "asso",   "biz",   "blog", "city",  "club", "co",
  "com",  "coop",  "ed",   "edu",  "eng", "es",   "fam",   "fin",    "firm",  "gen",  "go",    "gob",  "gok",
  "gon",  "gop",   "gos",  "gouv", "gov", "govt", "gr",    "gv",     "id",    "idv",  "iwi",   "ind",  "inf",
  "info", "int",   "k12",  "law",  "lg",  "ltd",  "maori", "me",     "med",   "mi",   "mil",   "mod",  "mobi",
  "muni", "name",  "ne",   "net",  "ngo", "nhs",  "nic",   "nom",    "or",    "org",  "other", "plc",  "police",
  "pp",   "press", "priv", "pro",  "re",  "res",  "sch",   "school", "store", "tm",   "tv",    "web",
};

/* Other names of two labels below which strangers hold mail domains. */
static const char *const registry_names[] = {
  "br.com",
  "cn.com",
  "co.com",
  "de.com",
  "eu.com",
  "gb.com",
  "gb.net",
  "gr.com",
  "hu.net",
  "in.net",
  "jp.net",
  "jpn.com",
  "kr.com",
  "mex.com",
  "no.com",
  "ru.com",
  "sa.com",
  "se.net",
  "uk.com",
  "uk.net",
  "us.com",
  "us.org",
  "za.com",
  "za.bz",
  "com.de",
  "ae.org",
  "eu.org",
  "in.eu.org",
  "pp.ua",
  "msk.ru",
  "spb.ru",
  "github.io",
  "gitlab.io",
  "blogspot.com",
  "herokuapp.com",
  "netlify.app",
  "vercel.app",
  "pages.dev",
  "workers.dev",
  "web.app",
  "firebaseapp.com",
  "appspot.com",
  "azurewebsites.net",
  "cloudfront.net",
  "amazonaws.com",
  "fly.dev",
  "onrender.com",
  "duckdns.org",
  "dyndns.org",
  "ddns.net",
  "no-ip.org",
  "no-ip.com",
  "hopto.org",
  "zapto.org",
  "sytes.net",
  "dynu.net",
  "dynv6.net",
  "afraid.org",
  "mooo.com",
  "onmicrosoft.com",
  "uk.to",
  "us.to",
  "myshopify.com",
  "wordpress.com",
  "tumblr.com",
  "altervista.org",
  "glitch.me",
  "repl.co",
  "ngrok.io",
};

static gboolean is_listed(const char *name, gsize length, const char *const *list, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (strlen(list[i]) == length && strncmp(list[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean is_organisation(const char *domain)
{
  const char *dot = strchr(domain, '.');

  if (dot == NULL)
    return FALSE;
  if (is_listed(domain, strlen(domain), registry_names, G_N_ELEMENTS(registry_names)))
    return FALSE;
  return strlen(dot + 1) != 2 ||
         !is_listed(domain, (gsize)(dot - domain), registry_words, G_N_ELEMENTS(registry_words));
}

gboolean align_is_below(const char *lower, const char *upper)
{
  gsize lower_length = strlen(lower), upper_length = strlen(upper);

  return lower_length > upper_length + 1 && lower[lower_length - upper_length - 1] == '.' &&
         strcmp(lower + lower_length - upper_length, upper) == 0;
}

gboolean align_domains(const char *a, const char *b)
{
  if (strcmp(a, b) == 0)
    return TRUE;
  return (align_is_below(a, b) && is_organisation(b)) || (align_is_below(b, a) && is_organisation(a));
}
