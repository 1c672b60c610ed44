/* SPDX-License-Identifier: MIT */
/* Publishes a pending item that awaits nothing, with that gist, as the daemon does; for the tests that need one in a feed. */
#pragma once

#include "store/store.h"

static inline gboolean publish_item(Store *store, gint64 item_row, gint64 newsletter_row, const Gist *gist,
                                    gboolean *published, GError **error)
{
  const ItemChange change = { .state = ITEM_PUBLISHED, .gist = gist };
  g_autoptr(GArray) pending = store_item_pending(store, 0, error);

  *published = FALSE;
  for (guint i = 0; pending != NULL && i < pending->len; i++) {
    const PendingItem *item = &g_array_index(pending, PendingItem, i);

    if (item->row == item_row && item->newsletter_row == newsletter_row)
      return store_item_change(store, item, &change, published, error);
  }
  return pending != NULL;
}
