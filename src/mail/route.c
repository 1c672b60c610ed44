/* SPDX-License-Identifier: MIT */
#include "mail/route.h"

#include <string.h>

#include "mail/sender.h"

#define MAX_LOCAL 64u      /* RFC 5321 4.5.3.1.1, of the name without its +suffix */
#define MAX_RECIPIENT 512u /* bytes of the whole address */

static gboolean is_own_domain(const char *domain, const char *const *domains)
{
  g_autofree char *ascii = sender_domain(domain);

  return ascii != NULL && g_strv_contains(domains, ascii);
}

char *route_local_part(const char *recipient, const char *const *domains)
{
  static const char name_chars[] = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
  static const char suffix_chars[] = "abcdefghijklmnopqrstuvwxyz0123456789.-_+=~#$&'*/?^`{|}";
  g_autofree char *address = NULL, *local = NULL;
  char *at, *plus;
  gsize length = strlen(recipient);

  if (length > MAX_RECIPIENT)
    return NULL;
  address = g_strstrip(g_strdup(recipient));
  length = strlen(address);
  if (length > 2 && address[0] == '<' && address[length - 1] == '>') {
    address[length - 1] = '\0';
    memmove(address, address + 1, length - 1);
  }
  at = strrchr(address, '@');
  if (at == NULL || !is_own_domain(at + 1, domains))
    return NULL;
  *at = '\0';
  local = g_ascii_strdown(address, -1);
  plus = strchr(local, '+');
  if (plus != NULL) {
    if (plus[1 + strspn(plus + 1, suffix_chars)] != '\0')
      return NULL;
    *plus = '\0';
  }
  length = strlen(local);
  if (length == 0 || length > MAX_LOCAL || strspn(local, name_chars) != length)
    return NULL;
  return g_steal_pointer(&local);
}

static gboolean is_allowed(const Newsletter *newsletter, const Feed *feed, gboolean with_list_id)
{
  for (guint i = 0; feed->allow != NULL && i < feed->allow->len; i++) {
    const char *entry = g_ptr_array_index(feed->allow, i);

    if ((with_list_id || !g_str_has_prefix(entry, SENDER_LIST_ID)) && sender_entry_matches(entry, newsletter))
      return TRUE;
  }
  return FALSE;
}

/* Why the mail waits, or NULL when nothing keeps it. */
static char *reason_to_wait(const Newsletter *newsletter, const Feed *feed, gboolean require_authentication)
{
  const char *sender = newsletter->from_address;

  if (newsletter->verdict == VERDICT_FORGED)
    return sender == NULL
               ? g_strdup("the sender is forged: no From address can be read")
               : g_strdup_printf("the sender is forged: several From addresses (one is %s), or authentication "
                                 "results that our mail server did not write",
                                 sender);
  if (feed->policy == FEED_OPEN || (newsletter->flags & NEWSLETTER_CONFIRMATION) != 0)
    return NULL;
  if (sender == NULL)
    sender = "a sender without an address";
  if (!is_allowed(newsletter, feed, TRUE))
    return g_strdup_printf("%s is not on the allow list", sender);
  if (!require_authentication || newsletter->verdict == VERDICT_PASS)
    return NULL;
  if (newsletter->verdict == VERDICT_FAIL)
    return g_strdup_printf("%s is on the allow list, but failed authentication (neither DMARC nor DKIM passed)",
                           sender);
  return g_strdup_printf("%s is on the allow list, but the mail server added no authentication results", sender);
}

void route_decide(const Newsletter *newsletter, const Feed *feed, gboolean require_authentication,
                  RouteDecision *decision)
{
  decision->reason = reason_to_wait(newsletter, feed, require_authentication);
  decision->publish = decision->reason == NULL;
}

GPtrArray *route_by_sender(const Newsletter *newsletter, GPtrArray *feeds, gboolean by_sender)
{
  GPtrArray *found = g_ptr_array_new();

  if (newsletter->verdict != VERDICT_PASS && (newsletter->verdict != VERDICT_UNVERIFIED || !by_sender))
    return found;
  for (guint i = 0; i < feeds->len; i++) {
    Feed *feed = g_ptr_array_index(feeds, i);

    if (is_allowed(newsletter, feed, by_sender))
      g_ptr_array_add(found, feed);
  }
  return found;
}

void route_decision_clear(RouteDecision *decision)
{
  g_clear_pointer(&decision->reason, g_free);
}
