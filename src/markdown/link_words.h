/* SPDX-License-Identifier: MIT */
/* What a short text says about itself, by a table of phrases in many languages. Pure, linear. */
#pragma once

#include <glib.h>

typedef enum {
  WORD_LEAVE = 1 << 0,    /* ends or changes the subscription, wherever it stands in a short text */
  WORD_WEB = 1 << 1,      /* the copy of the mail on the web */
  WORD_ACTION = 1 << 2,   /* does something to a subscription or account */
  WORD_SOCIAL = 1 << 3,   /* a network */
  WORD_SHARE = 1 << 4,    /* what is done there */
  WORD_NAV = 1 << 5,      /* the sender's home page, archive, legal pages, ... */
  WORD_VENDOR = 1 << 6,   /* the sending service; application stores */
  WORD_SPONSOR = 1 << 7,  /* begins an advertisement */
  WORD_AD = 1 << 8,       /* the same when it stands alone */
  WORD_GENERIC = 1 << 9,  /* "here" */
  WORD_FILL = 1 << 10,    /* "our" */
  WORD_FOOTER = 1 << 11,  /* begins the small print */
  WORD_MORE = 1 << 12,    /* leads on to an article or offer */
  WORD_JOIN = 1 << 13,    /* begins a subscription, wherever it stands in a short text */
  WORD_VIEW = 1 << 14,    /* "read"; comes with another kind or alone */
  WORD_PLACE = 1 << 15,   /* "in the browser", "online"; the same */
  WORD_RATE = 1 << 16,    /* asks for an opinion on the newsletter */
  WORD_PITCH = 1 << 17,   /* looks for advertisers; always with WORD_NAV */
  WORD_BYLINE = 1 << 18,  /* names who wrote it */
  WORD_FRIEND = 1 << 19,  /* passes the newsletter on; always with WORD_SHARE */
  WORD_LEGAL = 1 << 20,   /* legal pages; always with WORD_NAV */
  WORD_CLOSING = 1 << 21, /* ends a letter */
  WORD_OFFER = 1 << 22,   /* a price that is cut */
  WORD_REVIEW = 1 << 24,  /* asks for an opinion on something else */
  WORD_SENT = 1 << 23     /* "powered by"; always with WORD_VENDOR */
} WordKind;

#define LINK_WORDS_MAX 512 /* bytes of a folded text; what is beyond is not looked at */

typedef struct {
  guint units;          /* words; characters where words are not set apart */
  guint covered;        /* of them within known phrases */
  WordKind kinds;       /* of all phrases */
  gboolean is_advert;   /* a WORD_SPONSOR phrase begins it, or a WORD_AD one stands by itself */
  gboolean ends_advert; /* a WORD_AD phrase ends it */
  WordKind first;       /* of the first phrase, if everything before it says nothing */
} WordScan;

WordScan link_words_scan(const char *text);
/* The same for length bytes of text that need not end there. */
WordScan link_words_scan_part(const char *text, gsize length);

/* Lower case without accents, words apart by one ' ', or by one '|' where a sentence, bracket or line ends. folded has LINK_WORDS_MAX bytes. */
void link_words_fold(const char *text, gsize length, char *folded);

/* One entry of the table, for its test; NULL beyond the last. */
typedef struct {
  const char *phrase;
  guint32 kind;         /* of WordKind */
  guint8 length, first; /* bytes of it, and of its first unit */
  guint8 second;        /* the byte that its second unit begins with; 0 when there is none */
  guint8 group;         /* phrases with that first unit, which stand together */
} LinkPhrase;

const LinkPhrase *link_words_phrase(guint i);
