/* SPDX-License-Identifier: MIT */
/* Tells what a newsletter says about itself from what it says: phrases in the languages that newsletters are written in. Pure. */
#pragma once

#include <glib.h>

typedef enum {
  BOILERPLATE_FOOTER = 1 << 0,    /* why you got this, how to stop it; what follows near the end is footer too */
  BOILERPLATE_HEADER = 1 << 1,    /* view in browser, images not shown, forwarded by */
  BOILERPLATE_LEGAL = 1 << 2,     /* copyright, company register, privacy, cookies */
  BOILERPLATE_SOCIAL = 1 << 3,    /* follow, share, recommend */
  BOILERPLATE_CREDIT = 1 << 4,    /* whose photo it is */
  BOILERPLATE_SPONSOR = 1 << 5,   /* a section or line of advertising begins */
  BOILERPLATE_GREETING = 1 << 6,  /* the text begins with one */
  BOILERPLATE_SIGNOFF = 1 << 7,   /* the text begins with one */
  BOILERPLATE_ACTION = 1 << 8,    /* the text begins with a call to click or read on */
  BOILERPLATE_GENERIC = 1 << 9,   /* the whole text is a heading that any newsletter may have */
  BOILERPLATE_SELF = 1 << 10,     /* about the newsletter itself */
  BOILERPLATE_CONTINUES = 1 << 11 /* the text begins as one that needs a sentence before it */
} BoilerplateClass;

/* Nothing with one of these is ever shown. */
#define BOILERPLATE_NEVER                                                                                              \
  (BOILERPLATE_FOOTER | BOILERPLATE_HEADER | BOILERPLATE_LEGAL | BOILERPLATE_SOCIAL | BOILERPLATE_CREDIT)

#define BOILERPLATE_MAX_PHRASES 2048u
#define BOILERPLATE_BUCKETS 2048u

/* An index over the tables, of pointers into static data. */
typedef struct {
  guint16 heads[BOILERPLATE_BUCKETS]; /* 1 + index of the first phrase of a bucket */
  guint count;
  struct {
    const char *text;
    guint16 length, row, next;
  } phrases[BOILERPLATE_MAX_PHRASES];
} Boilerplate;

/* The index: a constant, computed at the first call from any thread. */
const Boilerplate *boilerplate_index(void);

/* The classes of a text in the form of chars_fold. */
guint boilerplate_find(const Boilerplate *boilerplate, const char *folded);
