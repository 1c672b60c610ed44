/* SPDX-License-Identifier: MIT */
/* Listening sockets from addresses of the configuration. */
#pragma once

#include <glib.h>
#include <sys/types.h>

typedef struct {
  int fd;
  char *url;  /* "http://127.0.0.1:40123" with the real port, "unix:/path" */
  char *path; /* of a UNIX socket; NULL */
  dev_t device;
  ino_t inode; /* of the file at path when it was made */
} ServerSocket;

/* Appends to sockets (of ServerSocket) one that listens for each address that "HOST:PORT", "[V6]:PORT" or "unix:/PATH" stands for. A name
 * may stand for several; IPv6 sockets take no IPv4 connections, so that both can be listed. A UNIX socket that nobody answers on any
 * more is replaced. ERROR_EXISTS "ADDRESS is in use", ERROR_INVALID, ERROR_FAILED. */
gboolean server_listen(const char *address, GPtrArray *sockets, GError **error);

/* Closes it, and removes a UNIX socket's file if it still is ours. */
void server_socket_free(ServerSocket *socket);
