/* SPDX-License-Identifier: MIT */
#include "web/assets.h"

#include <gio/gio.h>

#define FOLDER "/gistwire/"
#define SUFFIX ".mustache"

GResource *web_get_resource(void); /* of the generated resources.c */

GBytes *assets_file(const char *name)
{
  g_autofree char *path = g_strconcat(FOLDER, name, NULL);

  return g_resource_lookup_data(web_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

TemplateSet *assets_templates(GError **error)
{
  g_autoptr(TemplateSet) set = template_set_new();
  g_auto(GStrv) files = g_resource_enumerate_children(web_get_resource(), FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  for (guint i = 0; files != NULL && files[i] != NULL; i++) {
    g_autoptr(GBytes) bytes = assets_file(files[i]);
    g_autofree char *name = g_strndup(files[i], strlen(files[i]) - MIN(strlen(files[i]), strlen(SUFFIX)));
    g_autofree char *source = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));

    if (g_str_has_suffix(files[i], SUFFIX) && !template_set_add(set, name, source, error))
      return NULL;
  }
  return files != NULL ? g_steal_pointer(&set) : NULL;
}
