/* SPDX-License-Identifier: MIT */
/* A Reply as libmicrohttpd sends it. */
#pragma once

#include <microhttpd.h>

#include "web/reply.h"

/* Queues the reply with that status: its own, or 304 with the headers of the 200. close: the connection ends with it. */
enum MHD_Result server_response_queue(struct MHD_Connection *connection, const Reply *reply, guint status,
                                      gboolean close);

/* The same for a reply that is sent many times, by any thread: what libmicrohttpd needs of it is made once and kept in it. */
enum MHD_Result server_response_queue_shared(struct MHD_Connection *connection, Reply *reply, guint status);
