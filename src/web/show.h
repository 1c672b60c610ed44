/* SPDX-License-Identifier: MIT */
/* How a newsletter and its gist are worded, wherever they are shown: the values that templates and feeds are filled with. Everything that
 * leaves here is valid for XML (util/text) and free of the feed's own address. Pure; the caller frees results. */
#pragma once

#include "model/feed.h"
#include "util/config.h"
#include "util/template.h"

typedef struct {
  const TemplateSet *templates;
  const Config *config;
  const char *const *masked; /* local parts of the mail addresses that are to be hidden; NULL when there are none */
  const char *const *yours; /* those of masked whose readers these are; NULL in derived feeds, nobody there can leave */
  const char *prefix;       /* of links to ourselves: the base URL in feeds, its path in pages */
  const char *style;        /* changes with the style sheet; NULL in feeds */
  const char *search;       /* what was searched for, when what is shown was found; else NULL */
  gboolean found_more;      /* and not all that has the words was looked at */
} Show;

/* The path of the base URL without a slash at its end, "" mostly: what links within our pages begin with, so that they hold under any
 * host name that leads here. Points into base_url. */
const char *show_root(const Config *config);

char *show_text(const Show *show, const char *text); /* NULL: NULL */
char *show_line(const Show *show, const char *text); /* the same on one line, without bidi controls */

/* For HTML that holds the text: escaped forms of the address are found too. */
char *show_mask_html(const Show *show, const char *html);

/* The same for a page or an entry of that item: the addresses of whatever other feeds have its newsletter are hidden, too. */
Show show_for_item(const Show *show, const Item *item);

char *show_title(const Show *show,
                 const Item *item); /* "[Confirm] " before confirmation mails; in a feed of all feeds, whose they are */
char *show_sender(const Show *show, const Newsletter *newsletter);

/* What is left of "PARENT: Sender", the name of a feed that parent made, where it still begins so. */
char *show_sender_name(const Show *show, const Feed *parent, const Feed *made);
/* Who it is: an address, or the id of a list. */
char *show_sender_key(const Show *show, const Feed *made);

/* The primary language subtag when it has the form of one, else NULL. */
char *show_language(const Newsletter *newsletter);

/* Whether that language (from show_language; may be NULL) is written from right to left. */
gboolean show_is_rtl(const char *language);

/* Host of an http or https URL without "www.", address of a mailto URL; NULL for anything else. */
char *show_host(const char *url);

/* Whether the URL may stand in a Location header or an href: http, https or mailto, of printable ASCII without quotes and brackets. */
gboolean show_url_is_safe(const char *url);

/* "1 link", "2 links". */
char *show_count(guint count, const char *noun);

/* Whether the URL tells one of the hidden addresses that are not yours. */
gboolean show_tells(const Show *show, const char *url);

/* Where a link of a newsletter leads; NULL when it has no id, and when it would do something to the subscription of a hidden address that is
 * not yours. */
char *show_href(const Show *show, const Link *link);

/* text, href (where show_href has one), host, via (the host that a click passes first, where it is another one). text NULL or "": the link's own. */
Value *show_link(const Show *show, const Link *link, const char *text);

/* The newsletter's text as HTML, whose links lead to /links/ID: for a feed, the blocks that fit into max bytes; for a page (max 0) all of it, with
 * headings that fit below the page's. *cut says whether anything is missing. Needs Markdown. */
Value *show_body(const Show *show, const Newsletter *newsletter, gsize max, gboolean *cut);

/* Sets doubtful, confirmation and undecoded, which the templates have warnings for. */
void show_flags(Value *data, const Newsletter *newsletter);

/* summary (list), topics (one string), links (list of show_link), maker, left_out; what has nothing to say is absent. In confirmation mails
 * the links that act are listed too. */
Value *show_gist(const Show *show, const Item *item);
