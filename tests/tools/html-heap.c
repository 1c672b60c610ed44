/* SPDX-License-Identifier: MIT */
/* html-heap FILE...: for each file its bytes, the peak of the heap while it is converted, the input not counted, and the peak of this process'
 * resident memory so far in KB. The allocator below is in front of libc's for this program and its libraries. Run it with
 * G_SLICE=always-malloc, and without sanitizers: they bring their own. */
#include <errno.h>
#include <glib.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "markdown/markdown.h"
#include "util/text.h"

#ifndef __SANITIZE_ADDRESS__
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *memory);

static size_t live, peak;

static void *counted(void *memory)
{
  live += memory != NULL ? malloc_usable_size(memory) : 0;
  peak = MAX(peak, live);
  return memory;
}

void *malloc(size_t size)
{
  return counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
  return counted(__libc_calloc(count, size));
}

void *realloc(void *memory, size_t size)
{
  size_t before = memory != NULL ? malloc_usable_size(memory) : 0;
  void *moved = __libc_realloc(memory, size);

  if (moved == NULL && size > 0)
    return NULL;
  live -= before;
  return counted(moved);
}

void *memalign(size_t alignment, size_t size)
{
  return counted(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
  return memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
  void *got = memalign(alignment, size);

  if (got == NULL)
    return ENOMEM;
  *memory = got;
  return 0;
}

void free(void *memory)
{
  live -= memory != NULL ? malloc_usable_size(memory) : 0;
  __libc_free(memory);
}
#else
static size_t live, peak;
#endif

static gulong resident_peak(void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents("/proc/self/status", &status, NULL, NULL) || (line = strstr(status, "VmHWM:")) == NULL)
    return 0;
  return strtoul(line + strlen("VmHWM:"), NULL, 10);
}

static void measure(const char *text, gsize length)
{
  size_t before = live;

  peak = live;
  markdown_document_free(markdown_from_html(text, length, NULL));
  printf("%zu %zu %lu\n", length, peak - before, resident_peak());
}

int main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;

  for (int i = 1; i < argc; i++) {
    g_autofree char *bytes = NULL;
    g_autofree char *text = NULL;
    gsize length;

    if (!g_file_get_contents(argv[i], &bytes, &length, &error)) {
      fprintf(stderr, "html-heap: %s\n", error->message);
      return EXIT_FAILURE;
    }
    text = text_clean(bytes, length, NULL);
    if (i == 1)
      markdown_document_free(
          markdown_from_html(text, strlen(text), NULL)); /* what is made once is not the newsletter's */
    measure(text, strlen(text));
  }
  return EXIT_SUCCESS;
}
