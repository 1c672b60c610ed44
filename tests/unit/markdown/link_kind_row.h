/* SPDX-License-Identifier: MIT */
/* What the tests of kinds of links share. */
#pragma once

#include <string.h>

#include "markdown/link_kind.h"
#include "markdown/url.h"
#include "support.h"

#define OWN "https://acme.example/"
#define PAGE "https://acme.example/p/7"
#define ELSEWHERE "https://other.example/p/7"
#define COUNTER "https://c.mailer.example/x/8f2a"
#define LONG_TALE                                                                                                      \
  "The river was high in spring and the village spent its evenings on the dam, and the old miller told whoever would " \
  "listen how it had been when he was young and the bridge had not been built."

/* What a row leaves out: the URL is a click counter's, the block is the text alone, its place the middle of 20. */
typedef struct {
  LinkKind kind;
  const char *text, *url, *block, *heading, *previous, *next, *label, *notice;
  enum { MIDDLE, FIRST, SECOND, EARLY, LATE, LAST, LONG_MAIL, SHORT_MAIL } place;
  gboolean in_small_print, in_advert, is_image, is_heading, leads_on,
      is_last; /* the last place of the text in its block */
  const char *list_unsubscribe;
} Row;

static inline LinkBlock *block_of(LinkBlock *block, const char *text)
{
  block->text = text;
  return text != NULL ? block : NULL;
}

static inline LinkPlace place_of(const Row *row)
{
  const char *block = row->block != NULL ? row->block : row->text;
  const char *text = row->is_last ? g_strrstr(block, row->text) : strstr(block, row->text);

  if (text == NULL)
    return (LinkPlace){ block, strlen(block), strlen(block) };
  return (LinkPlace){ block, (gsize)(text - block), (gsize)(text - block) + strlen(row->text) };
}

/* The blocks are where the context finds those beside it. */
static inline LinkContext context_of(const Row *row, LinkBlock blocks[5])
{
  static const guint indices[] = { 10, 0, 1, 3, 15, 17, 9, 1 };
  const char *url = row->url != NULL ? row->url : COUNTER;

  return (LinkContext){
    .url = url,
    .text = row->text,
    .place = place_of(row),
    .heading = block_of(&blocks[0], row->heading),
    .previous = block_of(&blocks[1], row->previous),
    .next = block_of(&blocks[2], row->next),
    .label = block_of(&blocks[3], row->label),
    .notice = block_of(&blocks[4], row->notice),
    .block_index = indices[row->place],
    .block_count = row->place == SHORT_MAIL  ? 4
                   : row->place == LONG_MAIL ? 60
                                             : 20,
    .in_small_print = row->in_small_print,
    .in_advert = row->in_advert,
    .is_image = row->is_image,
    .is_heading = row->is_heading,
    .leads_on = row->leads_on,
    .sender_host = "acme.example",
  };
}

/* Fails when the row's link is of another kind. */
static inline void check_row(const Row *row, int number)
{
  LinkBlock blocks[5] = { 0 };
  LinkContext context = context_of(row, blocks);
  g_autofree char *shown = url_shown(context.url);
  gboolean is_web;
  LinkKind kind;

  context.shown_url = shown;
  kind = link_kind_guess(&context, row->list_unsubscribe, &is_web);
  ck_assert_msg(kind == row->kind, "row %d '%s': wanted %s, got %s", number, row->text, link_kind_name(row->kind),
                link_kind_name(kind));
}
