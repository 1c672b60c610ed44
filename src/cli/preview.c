/* SPDX-License-Identifier: MIT */
/* gistwire preview: decode and gist one mail or HTML file; nothing is stored. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/money.h"
#include "cli/preview.h"
#include "cli/show.h"
#include "markdown/compact.h"
#include "model/filter.h"
#include "model/names.h"
#include "pipeline.h"
#include "util/date.h"
#include "util/error.h"
#include "util/log.h"

#define DEFAULT_LAST 20

static GBytes *read_all(const char *path, guint64 max, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  guint8 buffer[65536];
  ssize_t got;

  if (fd < 0) {
    error_set_errno(error, errno, "%s", path);
    return NULL;
  }
  while ((got = read(fd, buffer, sizeof buffer)) > 0 && bytes->len <= max)
    g_byte_array_append(bytes, buffer, (guint)got);
  if (got < 0)
    error_set_errno(error, errno, "%s", path);
  else if (bytes->len > max)
    error_set(error, ERROR_INVALID, "%s: larger than max_message_size", path);
  if (fd != STDIN_FILENO)
    close(fd);
  return got < 0 || bytes->len > max ? NULL : g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

static gboolean looks_like_html(const char *path, GBytes *bytes)
{
  gsize length;
  const char *p = g_bytes_get_data(bytes, &length), *end = p + length;

  if (g_str_has_suffix(path, ".html") || g_str_has_suffix(path, ".htm"))
    return TRUE;
  while (p < end && g_ascii_isspace(*p))
    p++;
  return p < end && *p == '<';
}

static Newsletter *decode(Cli *cli, const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = read_all(path, cli->config->max_message_size, error);
  g_autoptr(PipelineMail) mail = NULL;

  if (bytes == NULL)
    return NULL;
  if (looks_like_html(path, bytes))
    return pipeline_decode_html(bytes);
  mail = pipeline_decode(bytes, NULL, date_now(), PIPELINE_ARCHIVED, cli->config, error);
  return mail != NULL ? g_steal_pointer(&mail->newsletter) : NULL;
}

enum { SHOW_MARKDOWN, SHOW_COMPACT, SHOW_HTML, SHOW_PROMPT, SHOW_GIST, SHOW_JSON };
static const char *const show_names[] = { "markdown", "compact", "html", "prompt", "gist", "json", NULL };

/* What is previewed, for a feed that there need not be. */
typedef struct {
  Cli *cli;
  Newsletter *newsletter;     /* of question */
  PipelineQuestion *question; /* owns newsletter and feed */
  Gist *gist;
  AskCost cost;
} Preview;

static void preview_clear(Preview *preview)
{
  gist_free(preview->gist);
  pipeline_question_free(preview->question);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Preview, preview_clear)

static void show_cuts(const Newsletter *newsletter, const Compact *compact)
{
  gsize before = strlen(newsletter->markdown), after = strlen(compact->markdown);

  cli_print("\nA model would read %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " bytes (%.0f %% saved)%s\n", after, before,
            before > after ? 100.0 * (double)(before - after) / (double)before : 0.0,
            compact->cuts->len > 0 ? ". Cut:" : ".");
  for (guint i = 0; i < compact->cuts->len; i++) {
    const CompactCut *cut = g_ptr_array_index(compact->cuts, i);

    cli_print("- %s%s: %s\n", compact_cut_reason(cut), cut->target_only ? " (its text stays)" : "", cut->what);
  }
}

static json_t *compact_json(const Newsletter *newsletter, const Compact *compact)
{
  json_t *cuts = json_array();

  for (guint i = 0; i < compact->cuts->len; i++) {
    const CompactCut *cut = g_ptr_array_index(compact->cuts, i);

    json_array_append_new(cuts, json_pack("{s:s, s:s, s:b}", "what", cut->what, "why", compact_cut_reason(cut),
                                          "target_only", cut->target_only));
  }
  return json_pack("{s:s, s:I, s:I, s:o}", "markdown", compact->markdown, "bytes",
                   (json_int_t)strlen(compact->markdown), "markdown_bytes", (json_int_t)strlen(newsletter->markdown),
                   "cut", cuts);
}

static gboolean show_prompt(Preview *preview, GError **error)
{
  PromptParameters parameters = pipeline_parameters(preview->cli->config);
  TokensRatio ratio = { 0 };
  g_autoptr(Prompt) prompt = prompt_new(&preview->question->source, &parameters, &ratio, NULL, error);
  g_autofree char *price = NULL;

  if (prompt == NULL)
    return FALSE;
  price = money_price(preview->cli, prompt->tokens, 0);
  cli_print("%s\n----\n%s\n----\nabout %u tokens in%s, and at most %u out\n", prompt->system, prompt->user,
            prompt->tokens, price, parameters.max_output_tokens);
  return TRUE;
}

static void print_gist(Preview *preview, const Compact *compact)
{
  const AskCost *cost = &preview->cost;

  cli_print("%s: %s\n\n", newsletter_sender(preview->newsletter), preview->newsletter->subject);
  show_gist_text(preview->newsletter, preview->gist);
  if (preview->gist->why[0] != '\0')
    cli_print("\n%s: %s\n", preview->gist->relevant ? "Relevant" : "Not relevant", preview->gist->why);
  if (cost->calls > 0) {
    g_autofree char *price = money_price(preview->cli, cost->tokens_in, cost->tokens_out);

    cli_print("\nBy %s in %.1f s: %" G_GINT64_FORMAT " tokens in, %" G_GINT64_FORMAT
              " out%s, %u requests, %u links dropped, %u %% of the text left out\n",
              preview->gist->model, (double)cost->milliseconds / 1000.0, cost->tokens_in, cost->tokens_out, price,
              cost->calls, preview->gist->dropped, preview->gist->left_out);
  }
  show_cuts(preview->newsletter, compact);
}

static gboolean print(Preview *preview, int show, GError **error)
{
  const Newsletter *newsletter = preview->newsletter;
  g_autoptr(Compact) compact = compact_newsletter(newsletter);
  g_autofree char *html = NULL;
  json_t *json;

  switch (show) {
  case SHOW_MARKDOWN:
    cli_print("%s", newsletter->markdown);
    return TRUE;
  case SHOW_COMPACT:
    cli_print("%s", compact->markdown);
    return TRUE;
  case SHOW_HTML:
    html = show_html(newsletter);
    cli_print("%s", html);
    return TRUE;
  case SHOW_PROMPT:
    return show_prompt(preview, error);
  case SHOW_GIST:
    print_gist(preview, compact);
    return TRUE;
  default:
    json = show_newsletter_json(newsletter);
    json_object_set_new(json, "gist", show_gist_json(newsletter, preview->gist));
    json_object_set_new(json, "compact", compact_json(newsletter, compact));
    cli_print_json(json);
    return TRUE;
  }
}

/* The gist as the feed would have it. */
static gboolean make_gist(Preview *preview, int show, GError **error)
{
  Cli *cli = preview->cli;
  PipelineQuestion *question = preview->question;

  if (show != SHOW_GIST && show != SHOW_JSON)
    return TRUE;
  preview->gist = config_asks(cli->config) ? money_ask(cli, question, &preview->cost, error)
                                           : pipeline_extract(cli->config, question->newsletter, question->feed);
  return preview->gist != NULL;
}

static gboolean preview_file(Cli *cli, const char *path, Feed *feed, int show, GError **error)
{
  g_auto(Preview) preview = { .cli = cli };
  Newsletter *newsletter = decode(cli, path, error);
  g_autofree char *hidden = NULL;

  if (newsletter == NULL) {
    feed_free(feed);
    return FALSE;
  }
  preview.question = pipeline_question_for(cli->config, newsletter, feed, error);
  if (preview.question == NULL)
    return FALSE;
  preview.newsletter = newsletter;
  hidden = filter_subject(feed->filters, newsletter->subject);
  if (hidden != NULL)
    log_info("it would be hidden: %s", hidden);
  return make_gist(&preview, show, error) && print(&preview, show, error);
}

static gboolean preview(Cli *cli, int argc, char **argv, GError **error)
{
  g_auto(PreviewOptions) options = { .last = DEFAULT_LAST };
  const GOptionEntry entries[] = {
    { "interests", 0, 0, G_OPTION_ARG_STRING, &options.interests, NULL, NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, NULL, NULL },
    { "include-subject", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.include, NULL, NULL },
    { "exclude-subject", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.exclude, NULL, NULL },
    { "exclude-link", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.links, NULL, NULL },
    { "show", 0, 0, G_OPTION_ARG_STRING, &options.show, NULL, NULL },
    { "feed", 0, 0, G_OPTION_ARG_STRING, &options.feed, NULL, NULL },
    { "last", 0, 0, G_OPTION_ARG_INT, &options.last, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  int show = cli->json ? SHOW_JSON : SHOW_GIST;
  g_autoptr(GPtrArray) filters = NULL;
  Feed *feed;

  if (!cli_parse(&argc, &argv, entries, 0, 1, error))
    return FALSE;
  if (options.show != NULL && !NAMES_PARSE(show_names, options.show, &show))
    return cli_usage(error, "--show is markdown, compact, html, prompt, gist or json");
  if ((argc == 1) == (options.feed != NULL) || (options.feed != NULL && options.show != NULL) || options.last < 1)
    return cli_usage(error, "a FILE, or --feed and what would change in it");
  filters = cli_filters(options.include, options.exclude, options.links, error);
  if (filters == NULL)
    return FALSE;
  if (options.feed != NULL)
    return preview_feed(cli, &options, filters, error);
  feed = feed_new();
  feed->interests = g_strdup(options.interests != NULL ? options.interests : "");
  feed->language = g_strdup(options.language != NULL ? options.language : "");
  feed->filters = g_steal_pointer(&filters);
  return preview_file(cli, argv[0], feed, show, error);
}

const CliCommand cli_preview_commands[] = {
  { "preview", NULL,
    "FILE|- [--interests T] [--language T] [--include-subject P] [--exclude-subject P] [--exclude-link P] "
    "[--show markdown|compact|html|prompt|gist|json], or --feed FEED [--last N] and the same options",
    "decode and gist one .eml or .html file; or what would change in a feed. Nothing is stored", preview },
  { NULL },
};
