/* SPDX-License-Identifier: MIT */
/* gistwire preview: decode and gist one mail or HTML file; nothing is stored. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/show.h"
#include "gist/extract.h"
#include "markdown/compact.h"
#include "model/names.h"
#include "pipeline.h"
#include "util/date.h"
#include "util/error.h"

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

enum { SHOW_MARKDOWN, SHOW_COMPACT, SHOW_HTML, SHOW_GIST, SHOW_JSON };
static const char *const show_names[] = { "markdown", "compact", "html", "gist", "json", NULL };

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

static void print(const Newsletter *newsletter, const Gist *gist, int show)
{
  g_autoptr(Compact) compact = compact_newsletter(newsletter);
  g_autofree char *html = NULL;
  json_t *json;

  switch (show) {
  case SHOW_MARKDOWN:
    cli_print("%s", newsletter->markdown);
    return;
  case SHOW_COMPACT:
    cli_print("%s", compact->markdown);
    return;
  case SHOW_HTML:
    html = show_html(newsletter);
    cli_print("%s", html);
    return;
  case SHOW_GIST:
    cli_print("%s: %s\n\n", newsletter_sender(newsletter), newsletter->subject);
    show_gist(newsletter, gist);
    show_cuts(newsletter, compact);
    return;
  default:
    json = show_newsletter_json(newsletter);
    json_object_set_new(json, "gist", show_gist_json(newsletter, gist));
    json_object_set_new(json, "compact", compact_json(newsletter, compact));
    cli_print_json(json);
  }
}

static gboolean preview(Cli *cli, int argc, char **argv, GError **error)
{
  g_autofree char *interests = NULL;
  g_autofree char *show = NULL;
  const GOptionEntry entries[] = {
    { "interests", 0, 0, G_OPTION_ARG_STRING, &interests, NULL, NULL },
    { "show", 0, 0, G_OPTION_ARG_STRING, &show, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  int what = cli->json ? SHOW_JSON : SHOW_GIST;
  g_autoptr(Newsletter) newsletter = NULL;
  g_autoptr(Gist) gist = NULL;

  if (!cli_parse(&argc, &argv, entries, 1, 1, error))
    return FALSE;
  if (show != NULL && !NAMES_PARSE(show_names, show, &what))
    return cli_usage(error, "--show is markdown, compact, html, gist or json");
  newsletter = decode(cli, argv[0], error);
  if (newsletter == NULL)
    return FALSE;
  gist = extract_gist(newsletter, interests != NULL ? interests : "", NULL);
  print(newsletter, gist, what);
  return TRUE;
}

const CliCommand cli_preview_commands[] = {
  { "preview", NULL, "FILE|- [--interests T] [--show markdown|compact|html|gist|json]",
    "decode and gist one .eml or .html file; nothing is stored", preview },
  { NULL },
};
