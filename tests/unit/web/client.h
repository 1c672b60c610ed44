/* SPDX-License-Identifier: MIT */
/* A client that sends bytes as they are given to it. Fails the test when no answer comes. */
#pragma once

#include "web/server.h"

#define CLIENT_MILLISECONDS 20000 /* sanitizers on a busy machine */

/* client_dial: a socket that is connected to the server's first address. The others: the same in two steps. */
int client_dial(Server *server);
int client_socket(void);
void client_connect(Server *server, int fd);

/* Stops quietly when the server has closed. */
void client_put(int fd, const char *bytes, gsize length);

/* All there is until the server closes, which it has to; closes fd. */
char *client_take(int fd);

char *client_ask(Server *server, const char *request, gsize length);
