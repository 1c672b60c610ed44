/* SPDX-License-Identifier: MIT */
/* One decoded mail: what the decode stage makes and the store keeps. Plain data; every string is valid
 * UTF-8 that went through util/text, or NULL where it may be absent. */
#pragma once

#include <glib.h>

/* Raised whenever the same mail would decode differently; stored with each newsletter. */
#define NEWSLETTER_DECODER_VERSION 3

typedef enum {
  LINK_CONTENT, /* an article, a tutorial, an event: what a newsletter is read for */
  LINK_ACTION,  /* does something to the subscription or account: unsubscribe, confirm, preferences, view in browser */
  LINK_SOCIAL,  /* profile pages and share buttons */
  LINK_NAV,     /* the sender's home page, archive, menus, legal pages */
  LINK_SPONSOR, /* advertising */
  LINK_MAILTO,
  LINK_OTHER
} LinkKind;

/* A link of a newsletter, named (L<ordinal>) in its Markdown. */
typedef struct {
  guint ordinal;   /* 1, 2, ... in order of first appearance; one per distinct target */
  char *id;        /* drawn by the store; NULL before */
  char *url;       /* absolute http, https or mailto URL, ASCII only, exactly where a click goes */
  char *shown_url; /* the same unwrapped and without tracking parameters, for people to read */
  char *text;      /* its first non-empty text, one line; never NULL */
  LinkKind kind;
} Link;

Link *link_new(guint ordinal, const char *url, const char *text, LinkKind kind);
void link_free(Link *link);
const char *link_kind_name(LinkKind kind); /* "content", "action", ... */
gboolean link_kind_parse(const char *name, LinkKind *kind);

/* An inline image or attachment. */
typedef struct {
  char *content_id; /* without <>, or NULL */
  char *type;       /* "image/png", as declared, lower case */
  char *name;       /* file name, one line, no path; never NULL ("part-N" when the mail gave none) */
  gboolean is_inline;
  gsize size;
  GBytes *bytes; /* NULL in what the store reads */
} Part;

void part_free(Part *part);

/* What the sender's identity is worth (reference section 2). */
typedef enum {
  VERDICT_UNVERIFIED, /* no authserv_id configured, or no result of that server: From is only a claim */
  VERDICT_PASS,       /* an aligned dmarc=pass or dkim=pass of the configured server */
  VERDICT_FAIL,       /* the configured server reported, and nothing aligned passed */
  VERDICT_FORGED      /* none or several From fields or mailboxes, a group, or results planted below a Received line */
} Verdict;

const char *verdict_name(Verdict verdict); /* "unverified", "pass", "fail", "forged" */
gboolean verdict_parse(const char *name, Verdict *verdict);

typedef enum {
  NEWSLETTER_CONFIRMATION = 1 << 0, /* double opt-in or forwarding code */
  NEWSLETTER_TEXT_ONLY = 1 << 1,    /* had no HTML body */
  NEWSLETTER_TRUNCATED = 1 << 2,    /* a limit cut something; the raw bytes have it */
  NEWSLETTER_UNDECODED = 1 << 3,    /* sender and subject by the trivial reader, no text */
  NEWSLETTER_REPAIRED = 1 << 4      /* bytes that fitted no charset were replaced */
} NewsletterFlags;

typedef struct {
  gint64 row;         /* 0 before it is stored */
  char *id;           /* drawn by the store; NULL before */
  char *sha256;       /* hex; of the message without its leading run of Return-Path, Delivered-To,
                      X-Original-To and Envelope-To lines */
  char *body_hash;    /* mail/body_hash.h */
  char *message_id;   /* without <>; NULL when absent */
  char *from_name;    /* NULL when absent */
  char *from_address; /* domain in lower-case A-labels; NULL when there is none that can be read */
  char *subject;      /* one line; "" when absent */
  gint64
      date; /* the mail's own Date where it can be believed, else that of receipt; straight from mail_decode: the Date or 0 */
  gint64 received; /* when the spool got it */
  guint64 size;    /* bytes of the raw message */
  Verdict verdict;
  NewsletterFlags flags;
  char *list_id;          /* inside <>, lower case; NULL */
  char *list_unsubscribe; /* the URIs, "<...>, <...>" unfolded and decoded; NULL */
  char *web_url;          /* the "view in browser" link; NULL */
  char *language;         /* BCP 47 primary tag guessed from Content-Language or <html lang>; NULL */
  char *markdown;         /* CommonMark with links as [text](L3); never NULL once decoded */
  guint words;
  GBytes *original; /* the washed HTML, compressed by the store; NULL when it had none, and in what the store reads */
  guint decoder_version;
  GPtrArray *links; /* of Link, by ordinal; never NULL */
  GPtrArray *parts; /* of Part; never NULL */
} Newsletter;

Newsletter *newsletter_new(void);
void newsletter_free(Newsletter *newsletter);

/* The link with that ordinal, or NULL; owned by the newsletter. */
Link *newsletter_link(const Newsletter *newsletter, guint ordinal);

/* "Name", else the address, else "unknown sender"; owned by the newsletter. */
const char *newsletter_sender(const Newsletter *newsletter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Link, link_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Part, part_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Newsletter, newsletter_free)
