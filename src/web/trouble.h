/* SPDX-License-Identifier: MIT */
/* How a feed tells its owner that something is wrong. Pure. Nothing that a sender wrote is in it: mail that nobody let in must not reach
 * readers this way. */
#pragma once

#include "web/show.h"

/* "Gistwire: 2 mails wait"; of a feed with troubles. */
char *trouble_title(const Feed *feed);

/* A list of {text, advice}. */
Value *trouble_list(const Feed *feed);

/* When the last of them began. */
gint64 trouble_since(const Feed *feed);

/* urn:uuid:...: the same for a feed and a day (UTC) of trouble_since, so that readers are told once a day at most. */
char *trouble_guid(const Feed *feed);
