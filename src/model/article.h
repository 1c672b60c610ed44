/* SPDX-License-Identifier: MIT */
/* An article: what newsletters name, known by its address. Plain data, and what is chosen from it to be shown. Pure. */
#pragma once

#include <glib.h>

#include "model/newsletter.h"

/* One newsletter that names it. */
typedef struct {
  gint64 published, updated; /* of the newsletter's item */
  Link *link;                /* the one by which it does */
  char *said;                /* about it, by the gist that the item shows; NULL: nothing */
  gboolean by_model;         /* said is a model's */
  char *sender;              /* who sent it: List-Id, else address; "" when unknown */
  char *name;                /* the same for people */
  char *language;            /* NULL */
} Mention;

void mention_free(Mention *mention);

typedef struct {
  gint64 row;
  char *guid;          /* urn:uuid:..., never changes */
  guint named;         /* by how many senders, of those that were counted */
  GPtrArray *mentions; /* of Mention, oldest first, never empty */
} Article;

Article *article_new(void);
void article_free(Article *article);

/* The form in which addresses are compared: without scheme, "www.", standard port, a slash at the end and the place in the page; escapes in one
 * spelling. Two pages that may differ never have one form; one page may have several. NULL for what is no http or https address. url: from
 * url_shown. The caller frees it. */
char *article_normal(const char *url);

/* 128 bits of the SHA-256 of that form: nobody can make two addresses that share them. */
typedef struct {
  gint64 hash, rest;
} ArticleKey;

typedef struct {
  const Link *link;
  ArticleKey key;
} ArticleLink;

/* The links by which a newsletter names articles: of content, on the web, with words; of several to one article the first that says more
 * than "Read more". Of ArticleLink, in the newsletter's order. */
GArray *article_links(const Newsletter *newsletter);

/* The host that people read: without user, port and "www."; "" when there is none. The caller frees it. */
char *article_host(const char *url);

/* What to call it: the words of who named it first and said more than "Read more", else what a gist says, else where it is. The caller frees
 * it. Of any length. */
char *article_title(const Article *article);

/* A sentence about it that is not its title: a model's before others, older before newer; NULL when there is none. */
const char *article_sentence(const Article *article, const char *title);

/* Names of those who named it, each sender once, the first first: of char *, owned by the article. */
GPtrArray *article_names(const Article *article);

/* The oldest mention by which it can be reached without telling one of these mail addresses (NULL-terminated): by the newsletter's link where
 * that is free of them (*direct FALSE), else by what it leads to. NULL when all tell one. */
const Mention *article_way(const Article *article, const char *const *addresses, gboolean *direct);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mention, mention_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Article, article_free)
