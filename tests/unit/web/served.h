/* SPDX-License-Identifier: MIT */
/* A server with a store behind it, for the tests that talk to it over sockets. One at a time. */
#pragma once

#include "fixture.h"
#include "web/server.h"

/* What a request that is the only one on its connection goes on with. */
#define HTTP " HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n"

typedef struct {
  char *folder, *store_path;
  char *feed_id, *item_id, *plain_id, *held_id; /* held: not published */
  char *link_id, *action_id, *bad_id;           /* bad: leads to what is no URL */
  Config *config;
  Server *server; /* on TCP and on folder/socket; its admin listener on folder/admin */
} Served;

extern Served served;

void served_setup(void);
void served_teardown(void);

/* As that of the server, but for where it listens. */
Config *served_config(const char *listen);

/* The text with ids for {feed}, {item}, {plain}, {held}, {link}, {action}, {bad}. */
char *served_fill_in(const char *template);

/* The answer to a request that closes the connection; filled in. */
char *served_ask(const char *request);
char *served_get(const char *path, const char *headers);
char *served_get_unix(const char *url, const char *path); /* url: "unix:/path" */

/* Of an answer. */
char *served_body(const char *answer);
char *served_header(const char *answer, const char *name); /* NULL: it has none */

/* The held item gets a gist that says "Now it is here." */
void served_publish_held(void);
