/* SPDX-License-Identifier: MIT */
/* For contrib/bench/gist: runs decode, Markdown and gist over mails (or HTML bodies, by their name) and prints one JSON object per line. Sees several stages,
 * which only a tool of the tests may. Usage: gist-dump [--interests TEXT] [--address ADDRESS] [--repeat N] FILE... */
#include <glib.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "gist/extract.h"
#include "mail/decode.h"
#include "markdown/markdown.h"
#include "markdown/read.h"
#include "util/stack.h"
#include "util/text.h"

static char *interests, *address;
static int repeat = 1;

static const GOptionEntry entries[] = {
  { "interests", 0, 0, G_OPTION_ARG_STRING, &interests, "the feed's interests", "TEXT" },
  { "address", 0, 0, G_OPTION_ARG_STRING, &address, "the feed's address, masked", "ADDRESS" },
  { "repeat", 0, 0, G_OPTION_ARG_INT, &repeat, "gists per file, for the CPU time", "N" },
  { NULL },
};

static void take_document(Newsletter *newsletter, MarkdownDocument *document)
{
  if (document == NULL)
    return;
  newsletter->markdown = g_steal_pointer(&document->markdown);
  newsletter->words = document->words;
  newsletter->web_url = g_steal_pointer(&document->web_url);
  g_ptr_array_unref(newsletter->links);
  newsletter->links = g_ptr_array_ref(document->links);
  markdown_document_free(document);
}

static Newsletter *from_html(const char *bytes, gsize length)
{
  Newsletter *newsletter = newsletter_new();
  g_autofree char *clean = text_clean(bytes, length, NULL);

  newsletter->sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
  newsletter->subject = g_strdup("");
  take_document(newsletter, markdown_from_html(clean, strlen(clean), NULL));
  return newsletter;
}

static Newsletter *from_mail(GBytes *message)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Mail) mail = mail_decode(message, 1, NULL, &error);
  const char *body;

  if (mail == NULL)
    return NULL;
  body = mail->body != NULL ? mail->body : "";
  take_document(mail->newsletter, mail->kind == BODY_HTML
                                      ? markdown_from_html(body, strlen(body), mail->newsletter->list_unsubscribe)
                                      : markdown_from_text(body, strlen(body), mail->newsletter->list_unsubscribe));
  return g_steal_pointer(&mail->newsletter);
}

static json_t *text_or_null(const char *text)
{
  return text != NULL ? json_string(text) : json_null();
}

static json_t *links_of(const Newsletter *newsletter)
{
  json_t *links = json_array();

  for (guint i = 0; i < newsletter->links->len; i++) {
    const Link *link = g_ptr_array_index(newsletter->links, i);

    json_array_append_new(links, json_pack("{sI ss ss ss}", "ordinal", (json_int_t)link->ordinal, "kind",
                                           link_kind_name(link->kind), "url", link->shown_url, "text", link->text));
  }
  return links;
}

static json_t *blocks_of(const Newsletter *newsletter)
{
  g_autoptr(GPtrArray) blocks = read_blocks(newsletter->markdown);
  json_t *out = json_array();

  for (guint i = 0; i < blocks->len; i++)
    json_array_append_new(out, json_string(((const ReadBlock *)g_ptr_array_index(blocks, i))->text));
  return out;
}

static json_t *gist_of(const Gist *gist)
{
  json_t *topics = json_array(), *links = json_array();

  for (guint i = 0; i < gist->topics->len; i++)
    json_array_append_new(topics, json_string(g_ptr_array_index(gist->topics, i)));
  for (guint i = 0; i < gist->links->len; i++) {
    const GistLink *link = g_ptr_array_index(gist->links, i);

    json_array_append_new(links, json_pack("{sI ss}", "ordinal", (json_int_t)link->ordinal, "text", link->text));
  }
  return json_pack("{ss ss so so}", "key", gist->key, "summary", gist->summary, "topics", topics, "links", links);
}

static double cpu_ms(void)
{
  struct timespec now;

  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void dump(const char *file, const Newsletter *newsletter)
{
  Gist *gist =
      extract_gist(newsletter, interests, (const char *const[]){ address, NULL }); /* not timed: warms the caches */
  double start = cpu_ms(), ms;
  json_t *out;

  for (int i = 0; i < repeat; i++) {
    gist_free(gist);
    gist = extract_gist(newsletter, interests, (const char *const[]){ address, NULL });
  }
  ms = (cpu_ms() - start) / repeat;
  out = json_pack("{ss so so ss sI sf so so so}", "file", file, "from", text_or_null(newsletter->from_name), "subject",
                  text_or_null(newsletter->subject), "markdown", newsletter->markdown, "words",
                  (json_int_t)newsletter->words, "ms", ms, "links", links_of(newsletter), "blocks",
                  blocks_of(newsletter), "gist", gist_of(gist));
  json_dumpf(out, stdout, JSON_COMPACT);
  putchar('\n');
  json_decref(out);
  gist_free(gist);
}

int main(int argc, char **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new("FILE...");
  g_autoptr(GError) error = NULL;

  stack_set_default(NULL);
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error) || repeat < 1) {
    fprintf(stderr, "gist-dump: %s\n", error != NULL ? error->message : "--repeat must be 1 or more");
    return 2;
  }
  for (int i = 1; i < argc; i++) {
    g_autoptr(Newsletter) newsletter = NULL;
    g_autoptr(GBytes) bytes = NULL;
    char *data;
    gsize length;

    if (!g_file_get_contents(argv[i], &data, &length, &error)) {
      fprintf(stderr, "gist-dump: %s\n", error->message);
      return EXIT_FAILURE;
    }
    bytes = g_bytes_new_take(data, length);
    newsletter = g_str_has_suffix(argv[i], ".html") ? from_html(data, length) : from_mail(bytes);
    if (newsletter != NULL)
      dump(argv[i], newsletter);
  }
  return EXIT_SUCCESS;
}
