/* SPDX-License-Identifier: MIT */
/* Stands in until the branch `links` brings link_kind.c. */
#include "markdown/link_kind.h"

__attribute__((weak)) LinkKind link_kind_guess(const LinkContext *context, const char *list_unsubscribe)
{
  (void)list_unsubscribe;
  return g_str_has_prefix(context->url, "mailto:") ? LINK_MAILTO : LINK_OTHER;
}

__attribute__((weak)) gboolean link_kind_is_web_version(const LinkContext *context)
{
  (void)context;
  return FALSE;
}
