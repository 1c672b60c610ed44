/* SPDX-License-Identifier: MIT */
/* Entities to Parts: names, types and decoded bytes of inline images and attachments. Pure. */
#pragma once

#include <glib.h>

#include "mail/structure.h"
#include "model/newsletter.h"

#define ATTACHMENT_MAX_TOTAL (32u * 1024 * 1024)
#define ATTACHMENT_MAX_NAME 120u

/* Adds a Part to parts for each entity that is not used (body_choose); FALSE when a limit left some out. */
gboolean attachment_collect(const Structure *structure, const gboolean *used, GPtrArray *parts);
