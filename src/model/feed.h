/* SPDX-License-Identifier: MIT */
/* A feed and what stands in it. Plain data. */
#pragma once

#include <glib.h>

#include "model/gist.h"
#include "model/newsletter.h"

typedef enum {
  FEED_ALLOW_LIST, /* only senders on the allow list; all other mail waits */
  FEED_OPEN        /* every mail to the address */
} FeedPolicy;

const char *feed_policy_name(FeedPolicy policy); /* "allow-list", "open" */
gboolean feed_policy_parse(const char *name, FeedPolicy *policy);

typedef enum {
  FEED_SHOW_GIST, /* items have the gist, and a link to the newsletter */
  FEED_SHOW_FULL  /* the newsletter's text follows the gist */
} FeedShow;

const char *feed_show_name(FeedShow show); /* "gist", "full" */
gboolean feed_show_parse(const char *name, FeedShow *show);

typedef enum {
  TROUBLE_WAITING, /* mail waits to be let into the feed */
  TROUBLE_DISK     /* little is free on the disk of spool or database */
} TroubleKind;

const char *trouble_kind_name(TroubleKind kind); /* "waiting", "disk" */
gboolean trouble_kind_parse(const char *name, TroubleKind *kind);

/* Something that is wrong at the moment and that the owner should know. */
typedef struct {
  TroubleKind kind;
  gint64 since; /* when it began; of several mails, the last of them */
  gint64 count;
} Trouble;

typedef enum {
  FEED_OWN,        /* what mail to its address brings */
  FEED_ALL,        /* every newsletter of every own feed, once */
  FEED_PER_SENDER, /* says which feeds of single senders there are, made from one source */
  FEED_SENDER,     /* one of those: made by the store, never by hand */
  FEED_PER_LINK,   /* every article that the source's newsletters name, once */
  FEED_DIGEST      /* what the source brought in a day or week, as one item */
} FeedKind;

const char *feed_kind_name(FeedKind kind); /* "own", "all", "per-sender", "sender", "per-link", "digest" */
gboolean feed_kind_parse(const char *name, FeedKind *kind);

typedef enum { FEED_NEVER, FEED_DAILY, FEED_WEEKLY } FeedEvery;

const char *feed_every_name(FeedEvery every); /* "", "day", "week" */
gboolean feed_every_parse(const char *name, FeedEvery *every);

#define SENDER_LIST_ID "list-id:" /* begins the name of a sender that is a list, which no server vouches for */

#define FEED_CAP_DEFAULT (-1) /* the configuration's cap holds */

typedef enum { FILTER_INCLUDE_SUBJECT, FILTER_EXCLUDE_SUBJECT, FILTER_EXCLUDE_LINK } FilterKind;

const char *filter_kind_name(FilterKind kind); /* "include-subject", ... */
gboolean filter_kind_parse(const char *name, FilterKind *kind);

/* What a feed wants or does not want, told without a model; what a pattern means stands in model/filter.h. */
typedef struct {
  FilterKind kind;
  char *pattern;
} Filter;

Filter *filter_new(FilterKind kind, const char *pattern);
void filter_free(Filter *filter);

typedef struct {
  gint64 row;
  char *id; /* in feed URLs */
  FeedKind kind;
  char *address;            /* local part of the mail address, lower case; NULL unless it is an own feed */
  char *name;               /* unique, one line */
  char *description;        /* "" when none */
  char *interests;          /* what the gist should look for; "" when none */
  char *language;           /* in which gists are written, as a person says it; "": the newsletter's own */
  gboolean hold;            /* items stay out of the feed until the model answered */
  gboolean hide_irrelevant; /* what the model calls irrelevant to the interests is hidden */
  FeedPolicy policy;
  gint64 max_items; /* 0: no cap; FEED_CAP_DEFAULT */
  gint64 max_bytes; /* 0: no cap; FEED_CAP_DEFAULT */
  FeedShow show;
  gboolean images; /* pages load pictures from senders' servers without being asked */
  gboolean status; /* it carries an item while something is wrong that the owner should know */
  gint64 version;  /* grows with every visible change */
  gint64 changed;  /* seconds; grows by at least one with every visible change */
  gint64 created;
  gint64 source_row;   /* the feed that it is derived from; 0: none, or all of them */
  char *source;        /* its name; filled by store_feed_list and store_feed_find */
  char *sender;        /* of FEED_SENDER: "list-id:x.org" or "news@x.org"; NULL elsewhere */
  char *guid;          /* of FEED_SENDER: of the item by which its source announces it; NULL elsewhere */
  gboolean most_named; /* of FEED_PER_LINK: what most newsletters name comes first */
  FeedEvery every;     /* of FEED_DIGEST; FEED_NEVER elsewhere */
  guint at_hour;       /* of FEED_DIGEST: 0 to 23 */
  gint64 items;        /* how many items are published; filled by store_feed_list and store_feed_find */
  GPtrArray *allow;    /* of char *, normalised entries (mail/sender.h); may be NULL where it was not asked for */
  GPtrArray *troubles; /* of Trouble, filled by store_feed_by_id when the feed has status; NULL elsewhere */
  GPtrArray *senders;  /* of Feed, of FEED_PER_SENDER: what it made, newest first; filled by store_feed_by_id */
  GPtrArray *articles; /* of Article, of FEED_PER_LINK: what is to be shown; NULL where it was not asked for */
  GPtrArray *issues;   /* of Issue, of FEED_DIGEST; the same */
  GStrv masked;        /* not to be shown: its addresses, or those of all own feeds; lists of feeds are without */
  GPtrArray *filters;  /* of Filter; as allow */
} Feed;

Feed *feed_new(void);
void feed_free(Feed *feed);

typedef enum {
  ITEM_PENDING,   /* waits for its gist */
  ITEM_PUBLISHED, /* in the feed */
  ITEM_HELD,      /* kept back until the model answers */
  ITEM_HIDDEN     /* out of the feed, with a reason */
} ItemState;

const char *item_state_name(ItemState state); /* "pending", ... */
gboolean item_state_parse(const char *name, ItemState *state);

/* A newsletter in a feed. */
typedef struct {
  gint64 row;
  char *id;   /* in /newsletters/ID; dies with the item */
  char *guid; /* urn:uuid:..., never changes */
  gint64 feed_row;
  gint64 published; /* when it entered the feed, or would have */
  gint64 updated;
  ItemState state;
  char *why;              /* of ITEM_HIDDEN: the reason; else "" */
  Gist *gist;             /* NULL while pending */
  Newsletter *newsletter; /* store.h says per function how much of it is filled */
  gint64 source_row;      /* of a derived feed: the item that it follows; else 0 */
  char *prefix;           /* of FEED_ALL: the name of the feed that it comes from; else NULL */
  GStrv masked; /* not to be shown: addresses, also former ones, of all own feeds that have or had the newsletter */
} Item;

Item *item_new(void);
void item_free(Item *item);

/* Mail that was kept but is in no feed. */
typedef struct {
  Newsletter *newsletter; /* headers only */
  gint64 feed_row;        /* 0: it named no feed */
  char *feed_name;        /* NULL with feed_row 0 */
  char *recipient;        /* the address it came to; "" when unknown */
  char *reason;           /* one line for people */
  gint64 since;
} Waiting;

void waiting_free(Waiting *waiting);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Filter, filter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Feed, feed_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Item, item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Waiting, waiting_free)
