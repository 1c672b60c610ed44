/* SPDX-License-Identifier: MIT */
/* One line on stderr per event. Only entry points, workers and the server call this; everything else
 * returns errors. Under systemd (JOURNAL_STREAM set) a line starts with its syslog level; control characters
 * and invalid UTF-8, which a sender may have put there, come out as '?'. Thread-safe. */
#pragma once

#include <glib.h>

void log_error(const char *format, ...) G_GNUC_PRINTF(1, 2);   /* someone must act */
void log_warning(const char *format, ...) G_GNUC_PRINTF(1, 2); /* something went wrong and was dealt with */
void log_info(const char *format, ...) G_GNUC_PRINTF(1, 2);    /* what an operator wants to see */
