/* SPDX-License-Identifier: MIT */
#include "cli/feed-options.h"

#include <string.h>

#include "mail/route.h"
#include "util/error.h"
#include "util/text.h"

#define MAX_NAME 200u
#define MAX_TEXT 4000u
#define MAX_LANGUAGE 40u
#define DEFAULT_HOUR 7u

void feed_options_clear(FeedOptions *options)
{
  g_free(options->name);
  g_free(options->description);
  g_free(options->interests);
  g_free(options->language);
  g_free(options->hold);
  g_free(options->hide_irrelevant);
  g_free(options->policy);
  g_free(options->address);
  g_free(options->max_items);
  g_free(options->max_bytes);
  g_free(options->show);
  g_free(options->images);
  g_free(options->status);
  g_free(options->per_sender);
  g_free(options->per_link);
  g_free(options->digest);
  g_free(options->every);
  g_free(options->at);
}

/* A text field: one clean line (or several with lines), not longer than max characters. */
static gboolean take_text(const char *option, const char *value, gsize max, char **field, GError **error)
{
  g_autofree char *clean = NULL;

  if (value == NULL)
    return TRUE;
  clean = text_clean_line(value, -1);
  if ((gsize)g_utf8_strlen(clean, -1) > max)
    return error_set(error, ERROR_INVALID, "%s is longer than %" G_GSIZE_FORMAT " characters", option, max);
  g_free(*field);
  *field = g_steal_pointer(&clean);
  return TRUE;
}

static gboolean take_truth(const char *option, const char *value, gboolean *field, GError **error)
{
  if (value == NULL)
    return TRUE;
  if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
    return error_set(error, ERROR_INVALID, "%s is yes or no", option);
  *field = strcmp(value, "yes") == 0;
  return TRUE;
}

static gboolean take_cap(const char *option, const char *value, gint64 *field, GError **error)
{
  guint64 cap;

  if (value == NULL)
    return TRUE;
  if (strcmp(value, "default") == 0)
    *field = FEED_CAP_DEFAULT;
  else if (g_ascii_string_to_unsigned(value, 10, 0, G_GINT64_CONSTANT(1) << 40, &cap, NULL))
    *field = (gint64)cap;
  else
    return error_set(error, ERROR_INVALID, "%s is a whole number, 0 for no cap, or default", option);
  return TRUE;
}

static gboolean take_switch(const char *option, const char *value, gboolean *field, GError **error)
{
  if (value == NULL)
    return TRUE;
  if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
    return error_set(error, ERROR_INVALID, "%s is yes or no", option);
  *field = value[0] == 'y';
  return TRUE;
}

/* An address that people type into forms: letters, digits, '.', '-', '_' and no more, so that every form takes it. */
static gboolean take_address(Cli *cli, const char *value, char **field, GError **error)
{
  g_autofree char *lower = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *routed = NULL;

  if (value == NULL)
    return TRUE;
  lower = g_ascii_strdown(value, -1);
  whole = g_strdup_printf("%s@%s", lower, cli->config->domains[0]);
  routed = route_local_part(whole, (const char *const *)cli->config->domains);
  if (strlen(lower) > 64 || strspn(lower, "abcdefghijklmnopqrstuvwxyz0123456789.-_") != strlen(lower) ||
      !g_ascii_isalnum(lower[0]) || g_strcmp0(routed, lower) != 0)
    return error_set(error, ERROR_INVALID,
                     "'%s' cannot be an address: only letters, digits, '.', '-' and '_', 64 at most", value);
  *field = g_steal_pointer(&lower);
  return TRUE;
}

/* What becomes of a newsletter is decided where it comes in. */
static gboolean check_kind(const FeedOptions *options, const Feed *feed, GError **error)
{
  const struct {
    const char *option, *value;
  } rows[] = {
    { "--interests", options->interests }, { "--language", options->language },
    { "--hold", options->hold },           { "--hide-irrelevant", options->hide_irrelevant },
    { "--policy", options->policy },       { "--address", options->address },
  };

  for (guint i = 0; feed->kind != FEED_OWN && i < G_N_ELEMENTS(rows); i++)
    if (rows[i].value != NULL)
      return error_set(error, ERROR_INVALID, "%s is for feeds that mail comes to; this one shows what others have",
                       rows[i].option);
  return TRUE;
}

gboolean feed_options_apply(Cli *cli, const FeedOptions *options, Feed *feed, GError **error)
{
  if (!check_kind(options, feed, error) || !take_text("the name", options->name, MAX_NAME, &feed->name, error) ||
      !take_text("--description", options->description, MAX_TEXT, &feed->description, error) ||
      !take_text("--interests", options->interests, MAX_TEXT, &feed->interests, error) ||
      !take_text("--language", options->language, MAX_LANGUAGE, &feed->language, error) ||
      !take_cap("--max-items", options->max_items, &feed->max_items, error) ||
      !take_cap("--max-bytes", options->max_bytes, &feed->max_bytes, error) ||
      !take_switch("--images", options->images, &feed->images, error) ||
      !take_switch("--status", options->status, &feed->status, error) ||
      !take_address(cli, options->address, &feed->address, error))
    return FALSE;
  if (!take_truth("--hold", options->hold, &feed->hold, error) ||
      !take_truth("--hide-irrelevant", options->hide_irrelevant, &feed->hide_irrelevant, error))
    return FALSE;
  if (feed->hide_irrelevant && (feed->interests == NULL || feed->interests[0] == '\0'))
    return error_set(error, ERROR_INVALID, "--hide-irrelevant needs --interests: irrelevant to what?");
  if (feed->name == NULL || feed->name[0] == '\0')
    return error_set(error, ERROR_INVALID, "a feed needs a name");
  if (options->policy != NULL && !feed_policy_parse(options->policy, &feed->policy))
    return error_set(error, ERROR_INVALID, "--policy is allow-list or open");
  if (options->show != NULL && !feed_show_parse(options->show, &feed->show))
    return error_set(error, ERROR_INVALID, "--show is gist or full");
  return TRUE;
}

static gboolean take_hour(const char *value, guint *hour, GError **error)
{
  guint64 number = DEFAULT_HOUR;

  if (value != NULL && !g_ascii_string_to_unsigned(value, 10, 0, 23, &number, NULL))
    return error_set(error, ERROR_INVALID, "--at is an hour from 0 to 23");
  *hour = (guint)number;
  return TRUE;
}

gboolean feed_options_kind(const FeedOptions *options, Feed *feed, const char **source, GError **error)
{
  const struct {
    FeedKind kind;
    gboolean given;
    const char *source;
  } rows[] = {
    { FEED_ALL, options->all, NULL },
    { FEED_PER_SENDER, options->per_sender != NULL, options->per_sender },
    { FEED_PER_LINK, options->per_link != NULL, options->per_link },
    { FEED_DIGEST, options->digest != NULL, options->digest },
  };
  guint given = 0;

  for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
    if (rows[i].given) {
      feed->kind = rows[i].kind;
      *source = rows[i].source;
      given++;
    }
  if (given > 1)
    return error_set(error, ERROR_INVALID, "a feed is one of --all, --per-sender, --per-link and --digest");
  if (options->most_named && feed->kind != FEED_PER_LINK)
    return error_set(error, ERROR_INVALID, "--most-named needs --per-link");
  if ((options->every != NULL || options->at != NULL) && feed->kind != FEED_DIGEST)
    return error_set(error, ERROR_INVALID, "%s needs --digest", options->every != NULL ? "--every" : "--at");
  if (feed->kind == FEED_DIGEST &&
      (options->every == NULL || !feed_every_parse(options->every, &feed->every) || feed->every == FEED_NEVER))
    return error_set(error, ERROR_INVALID, "--digest needs --every day or --every week");
  feed->most_named = options->most_named;
  return feed->kind != FEED_DIGEST || take_hour(options->at, &feed->at_hour, error);
}
