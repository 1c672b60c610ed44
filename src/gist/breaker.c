/* SPDX-License-Identifier: MIT */
#include "gist/breaker.h"

gboolean breaker_allow(Breaker *breaker, gint64 now)
{
  if (breaker->state == BREAKER_CLOSED)
    return TRUE;
  if (breaker->state == BREAKER_HALF_OPEN || now < breaker->until)
    return FALSE;
  breaker->state = BREAKER_HALF_OPEN;
  return TRUE;
}

gint64 breaker_next(const Breaker *breaker, gint64 now)
{
  if (breaker->state == BREAKER_HALF_OPEN)
    return G_MAXINT64;
  return breaker->state == BREAKER_CLOSED || now >= breaker->until ? 0 : breaker->until;
}

gboolean breaker_success(Breaker *breaker)
{
  gboolean closed = breaker->state != BREAKER_CLOSED;

  *breaker = (Breaker){ 0 };
  return closed;
}

/* Requests that were under way when the breaker opened may only put the next probe off, never count as one. */
static gboolean open_until(Breaker *breaker, gint64 until)
{
  gboolean opened = breaker->state == BREAKER_CLOSED;

  breaker->until = breaker->state == BREAKER_OPEN ? MAX(breaker->until, until) : until;
  breaker->state = BREAKER_OPEN;
  return opened;
}

gboolean breaker_failure(Breaker *breaker, gint64 now, gint64 retry_after)
{
  gint64 wait = (gint64)BREAKER_BASE << MIN(breaker->probes, 8);

  breaker->failures++;
  if (breaker->state == BREAKER_HALF_OPEN) {
    breaker->probes++;
    wait = (gint64)BREAKER_BASE << MIN(breaker->probes, 8);
  }
  wait = MIN(wait, BREAKER_MAX);
  if (retry_after >= 0)
    return open_until(breaker, now + MAX(retry_after, 1));
  if (breaker->state == BREAKER_CLOSED && breaker->failures < BREAKER_THRESHOLD)
    return FALSE;
  return open_until(breaker, breaker->state == BREAKER_OPEN ? breaker->until : now + wait);
}

gboolean breaker_block(Breaker *breaker, gint64 now)
{
  return open_until(breaker, now + BREAKER_BLOCKED);
}

void breaker_cancelled(Breaker *breaker, gint64 now)
{
  if (breaker->state == BREAKER_HALF_OPEN)
    open_until(breaker, now);
}
