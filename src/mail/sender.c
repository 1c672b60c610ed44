/* SPDX-License-Identifier: MIT */
#include "mail/sender.h"

#include <string.h>

#include "mail/address.h"
#include "model/feed.h"
#include "util/error.h"
#include "util/text.h"

#define MAX_DOMAIN 253u
#define MAX_LABEL 63u
#define MAX_DOMAIN_BYTES 1024u /* as typed, in UTF-8 */
#define MAX_LIST_ID 255u
#define ANY_SUFFIX "+*"

/* Letters, digits, inner hyphens in lower case; a last label of digits makes it an IPv4 address. */
static gboolean is_ldh_domain(const char *domain)
{
  gsize label = 0;
  gboolean digits = TRUE;

  if (strlen(domain) > MAX_DOMAIN)
    return FALSE;
  for (const char *p = domain;; p++) {
    if (*p == '.' || *p == '\0') {
      if (label == 0 || label > MAX_LABEL || p[-1] == '-')
        return FALSE;
      if (*p == '\0')
        return !digits;
      label = 0;
      digits = TRUE;
      continue;
    }
    if (!g_ascii_islower(*p) && !g_ascii_isdigit(*p) && !(*p == '-' && label > 0))
      return FALSE;
    digits = digits && g_ascii_isdigit(*p);
    label++;
  }
}

/* Letters that IDNA 2008 keeps and GLib's IDNA 2003 turns into others, so that another domain would be meant. */
static gboolean has_deviation(const char *domain)
{
  static const char *const deviations[] = { "\u00df", "\u1e9e", "\u03c2", "\u200c", "\u200d" };

  for (guint i = 0; i < G_N_ELEMENTS(deviations); i++)
    if (strstr(domain, deviations[i]) != NULL)
      return TRUE;
  return FALSE;
}

char *sender_domain(const char *domain)
{
  gsize length = strlen(domain);
  g_autofree char *lower = NULL, *clean = NULL, *ascii = NULL, *result = NULL;

  if (length > 0 && domain[length - 1] == '.')
    length--;
  if (length == 0 || length > MAX_DOMAIN_BYTES || !g_utf8_validate(domain, (gssize)length, NULL))
    return NULL;
  lower = g_ascii_strdown(domain, (gssize)length);
  clean = text_clean_line(lower, -1);
  if (strcmp(clean, lower) != 0 || has_deviation(lower))
    return NULL;
  ascii = g_hostname_to_ascii(lower);
  if (ascii == NULL)
    return NULL;
  result = g_ascii_strdown(ascii, -1);
  return is_ldh_domain(result) ? g_steal_pointer(&result) : NULL;
}

static char *parse_list_id(const char *entry, GError **error)
{
  g_autofree char *id = g_strdup(entry + strlen(SENDER_LIST_ID));
  char *open = strrchr(id, '<');
  char *close = open != NULL ? strchr(open, '>') : NULL;
  g_autofree char *lower = NULL;

  if (close != NULL) {
    *close = '\0';
    lower = g_ascii_strdown(open + 1, -1);
  } else {
    lower = g_ascii_strdown(g_strstrip(id), -1);
  }
  if (*lower == '\0' || strlen(lower) > MAX_LIST_ID || strpbrk(lower, " <>\"(),;:") != NULL || !g_str_is_ascii(lower)) {
    error_set(error, ERROR_INVALID, "'%s': after list-id: comes what stands between < and > in the List-Id field",
              entry);
    return NULL;
  }
  return g_strconcat(SENDER_LIST_ID, lower, NULL);
}

static gboolean check_local(const char *local, const char *entry, GError **error)
{
  gsize length = strlen(local);
  g_autofree char *plain = g_strdup(local);

  if (strcmp(local, "*") == 0)
    return error_set(error, ERROR_INVALID, "'%s': for everyone at a domain write %s", entry, entry + 1);
  if (*local != '"' && length > strlen(ANY_SUFFIX) && g_str_has_suffix(local, ANY_SUFFIX))
    plain[length - strlen(ANY_SUFFIX)] = '\0';
  if (*local != '"' && strchr(plain, '*') != NULL)
    return error_set(error, ERROR_INVALID, "'%s': '*' has a meaning only in name+*@domain", entry);
  if (*local != '"' && strchr(plain, '@') != NULL)
    return error_set(error, ERROR_INVALID, "'%s' has more than one '@'", entry);
  if (!address_local_valid(plain))
    return error_set(error, ERROR_INVALID, "'%s' is no mail address: '%s' cannot stand before the '@'", entry, local);
  return TRUE;
}

static char *parse_domain(const char *domain, const char *entry, GError **error)
{
  char *result = sender_domain(domain);

  if (result != NULL)
    return result;
  if (g_str_has_prefix(domain, "*."))
    error_set(error, ERROR_INVALID, "'%s': for all subdomains write @%s", entry, domain + 1);
  else if (has_deviation(domain))
    error_set(error, ERROR_INVALID, "'%s': write the domain '%s' in its xn-- form", entry, domain);
  else
    error_set(error, ERROR_INVALID, "'%s': '%s' is no mail domain", entry, domain);
  return NULL;
}

char *sender_entry_parse(const char *text, GError **error)
{
  g_autofree char *entry = text_clean_line(text, -1);
  g_autofree char *local = NULL, *domain = NULL, *folded = NULL;
  const char *at = strrchr(entry, '@');
  gboolean subdomains;

  if (g_ascii_strncasecmp(entry, SENDER_LIST_ID, strlen(SENDER_LIST_ID)) == 0)
    return parse_list_id(entry, error);
  if (*entry == '\0' || at == NULL) {
    error_set(error, ERROR_INVALID,
              "'%s' is no sender: write news@example.org, @example.org, @.example.org or list-id:ID", entry);
    return NULL;
  }
  if (*entry != '"' && strpbrk(entry, "<>") != NULL) {
    error_set(error, ERROR_INVALID, "'%s': write the address alone, without name and angle brackets", entry);
    return NULL;
  }
  local = g_strndup(entry, (gsize)(at - entry));
  if (*local != '\0' && !check_local(local, entry, error))
    return NULL;
  subdomains = *local == '\0' && at[1] == '.';
  domain = parse_domain(at + (subdomains ? 2 : 1), entry, error);
  if (domain == NULL)
    return NULL;
  folded = *local == '"' ? g_strdup(local) : g_ascii_strdown(local, -1);
  return g_strconcat(folded, subdomains ? "@." : "@", domain, NULL);
}

/* length bytes of entry are the local part it asks for. */
static gboolean local_matches(const char *entry, gsize length, const char *local, gsize local_length)
{
  if (*entry == '"')
    return local_length == length && memcmp(local, entry, length) == 0;
  if (length > strlen(ANY_SUFFIX) && strncmp(entry + length - strlen(ANY_SUFFIX), ANY_SUFFIX, strlen(ANY_SUFFIX)) == 0)
    return local_length >= length - 1 && g_ascii_strncasecmp(local, entry, length - 1) == 0;
  return local_length == length && g_ascii_strncasecmp(local, entry, length) == 0;
}

gboolean sender_entry_matches(const char *entry, const Newsletter *newsletter)
{
  const char *address = newsletter->from_address;
  const char *at, *wanted;

  if (g_str_has_prefix(entry, SENDER_LIST_ID))
    return newsletter->list_id != NULL && g_ascii_strcasecmp(newsletter->list_id, entry + strlen(SENDER_LIST_ID)) == 0;
  at = address != NULL ? strrchr(address, '@') : NULL;
  wanted = strrchr(entry, '@');
  if (at == NULL || wanted == NULL)
    return FALSE;
  if (wanted[1] == '.')
    return wanted == entry && strlen(at + 1) > strlen(wanted + 1) && g_str_has_suffix(at + 1, wanted + 1);
  if (strcmp(at, wanted) != 0)
    return FALSE;
  return wanted == entry || local_matches(entry, (gsize)(wanted - entry), address, (gsize)(at - address));
}
