/* SPDX-License-Identifier: MIT */
#include "model/gist.h"

#include "model/names.h"

static const char *const state_names[] = { "pending", "in flight", "done", "failed", NULL };

gboolean gist_state_parse(const char *name, GistState *state)
{
  return NAMES_PARSE(state_names, name, state);
}

Gist *gist_new(void)
{
  Gist *gist = g_new0(Gist, 1);

  gist->relevant = TRUE;
  gist->topics = g_ptr_array_new_with_free_func(g_free);
  gist->links = g_ptr_array_new_with_free_func((GDestroyNotify)gist_link_free);
  return gist;
}

void gist_free(Gist *gist)
{
  if (gist == NULL)
    return;
  g_free(gist->key);
  g_free(gist->provider);
  g_free(gist->model);
  g_free(gist->summary);
  g_free(gist->why);
  g_ptr_array_unref(gist->topics);
  g_ptr_array_unref(gist->links);
  g_free(gist);
}

GistLink *gist_link_new(guint ordinal, const char *text)
{
  GistLink *link = g_new0(GistLink, 1);

  link->ordinal = ordinal;
  link->text = g_strdup(text);
  return link;
}

void gist_link_free(GistLink *link)
{
  if (link == NULL)
    return;
  g_free(link->text);
  g_free(link);
}
