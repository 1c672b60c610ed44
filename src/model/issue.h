/* SPDX-License-Identifier: MIT */
/* An issue: the item of a digest feed for one day or week. Plain data, but for the calendar. */
#pragma once

#include <glib.h>

#include "model/feed.h"

typedef enum {
  ISSUE_TOPIC,     /* text: a topic that recurs */
  ISSUE_LINK,      /* text: title, detail: a sentence, names: who named it */
  ISSUE_NEWSLETTER /* text: subject, detail: what it begins to say, names: who sent it */
} IssueLineKind;

const char *issue_line_kind_name(IssueLineKind kind); /* "topic", "link", "newsletter" */
gboolean issue_line_kind_parse(const char *name, IssueLineKind *kind);

/* All text is plain, one line each, masked; "" where there is nothing to say. */
typedef struct {
  IssueLineKind kind;
  char *text, *detail;
  char *names; /* one per line */
  guint count; /* of newsletters with that topic, of senders who named the link */
  char *host;  /* of a link's target */
  char *link;  /* id of the link to go on by */
  gint64 item; /* row of the newsletter's item, which may be gone; 0 for the others */
} IssueLine;

IssueLine *issue_line_new(IssueLineKind kind, const char *text);
void issue_line_free(IssueLine *line);

/* The time between two publications, (since, until], named by the local day on which it ends. */
typedef struct {
  gint64 since, until;
  char day[16]; /* "2026-11-23" */
} IssuePeriod;

typedef struct {
  gint64 row;
  char *id;   /* in /digests/ID */
  char *guid; /* urn:uuid:..., never changes */
  gint64 feed_row;
  IssuePeriod period;
  GPtrArray *lines; /* of IssueLine */
} Issue;

Issue *issue_new(void);
void issue_free(Issue *issue);

/* The period in which that time lies: days and weeks end at that hour of the machine's time zone, weeks on Mondays. An hour that a change of the
 * clock leaves out or doubles ends one period all the same. Thread-safe. */
IssuePeriod issue_period(FeedEvery every, guint hour, gint64 when);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(IssueLine, issue_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Issue, issue_free)
