/* SPDX-License-Identifier: MIT */
/* html2md [-t] [-u] [-n N] [FILE...]: converts each file (or stdin) and prints the Markdown, each followed by a NUL when several were named.
 * -t: they are plain text. -u: links go to their URLs again instead of (L3). -l: a list of the links follows. -n: convert N times, print nothing
 * but bytes, seconds and MB per CPU second. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "markdown/markdown.h"
#include "util/text.h"

static gboolean is_text, show_urls, list_links;
static int repeat;

static const GOptionEntry options[] = {
  { "text", 't', 0, G_OPTION_ARG_NONE, &is_text, "input is plain text", NULL },
  { "urls", 'u', 0, G_OPTION_ARG_NONE, &show_urls, "links go to their URLs", NULL },
  { "links", 'l', 0, G_OPTION_ARG_NONE, &list_links, "list the links after the text", NULL },
  { "repeat", 'n', 0, G_OPTION_ARG_INT, &repeat, "measure N conversions", "N" },
  G_OPTION_ENTRY_NULL,
};

static MarkdownDocument *convert(const char *text, gsize length)
{
  return is_text ? markdown_from_text(text, length, NULL) : markdown_from_html(text, length, NULL);
}

/* Every "](L3)" of the Markdown is a link of ours: the writer escapes what looks like one. */
static void print_with_urls(const MarkdownDocument *document)
{
  const char *p = document->markdown, *found;

  while ((found = strstr(p, "](L")) != NULL) {
    char *end;
    gulong ordinal = strtoul(found + 3, &end, 10);

    fwrite(p, 1, (gsize)(found - p), stdout);
    if (*end == ')' && ordinal >= 1 && ordinal <= document->links->len) {
      printf("](<%s>)", ((Link *)g_ptr_array_index(document->links, ordinal - 1))->url);
      p = end + 1;
    } else {
      fputs("](L", stdout);
      p = found + 3;
    }
  }
  fputs(p, stdout);
}

static void print_document(const MarkdownDocument *document)
{
  if (show_urls)
    print_with_urls(document);
  else
    fputs(document->markdown, stdout);
  if (!list_links)
    return;
  printf("\n[%u words, language %s%s, web version %s]\n", document->words,
         document->language != NULL ? document->language : "unknown", document->truncated ? ", truncated" : "",
         document->web_url != NULL ? document->web_url : "unknown");
  for (guint i = 0; i < document->links->len; i++) {
    const Link *link = g_ptr_array_index(document->links, i);

    printf("L%u %s | %s | %s\n", link->ordinal, link_kind_name(link->kind), link->text, link->shown_url);
  }
}

static double cpu_seconds(void)
{
  return (double)clock() / CLOCKS_PER_SEC;
}

static void measure(const char *text, gsize length)
{
  double start = cpu_seconds(), seconds;

  for (int i = 0; i < repeat; i++)
    markdown_document_free(convert(text, length));
  seconds = cpu_seconds() - start;
  printf("%zu bytes, %.6f s each, %.1f MB per CPU second\n", length, seconds / repeat,
         (double)length * repeat / 1e6 / MAX(seconds, 1e-9));
}

static gboolean run(const char *path, gboolean several)
{
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(MarkdownDocument) document = NULL;
  gsize length = 0;

  if (!g_file_get_contents(path, &bytes, &length, &error)) {
    fprintf(stderr, "html2md: %s\n", error->message);
    return FALSE;
  }
  text = text_clean(bytes, length, NULL);
  length = strlen(text);
  if (repeat > 0) {
    measure(text, length);
    return TRUE;
  }
  document = convert(text, length);
  print_document(document);
  if (several)
    putchar('\0');
  return TRUE;
}

int main(int argc, char **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new("[FILE...]");
  g_autoptr(GError) error = NULL;

  g_option_context_add_main_entries(context, options, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error)) {
    fprintf(stderr, "html2md: %s\n", error->message);
    return 2;
  }
  if (argc < 2)
    return run("/dev/stdin", FALSE) ? EXIT_SUCCESS : EXIT_FAILURE;
  for (int i = 1; i < argc; i++)
    if (!run(argv[i], argc > 2))
      return EXIT_FAILURE;
  return EXIT_SUCCESS;
}
