/* SPDX-License-Identifier: MIT */
/* Runs every file of a fuzz target's corpus through it once, so that the corpus is a regression test in `make check`. With file arguments it
 * runs those instead. contrib/fuzz links the same targets with libFuzzer and without this file. */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static gboolean run_file(const char *path)
{
  g_autofree char *data = NULL;
  gsize size = 0;
  g_autoptr(GError) error = NULL;

  if (!g_file_get_contents(path, &data, &size, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return FALSE;
  }
  LLVMFuzzerTestOneInput((const uint8_t *)data, size);
  return TRUE;
}

static int run_folder(const char *path)
{
  g_autoptr(GError) error = NULL;
  GDir *folder = g_dir_open(path, 0, &error);
  const char *name;
  guint count = 0;

  if (folder == NULL) {
    fprintf(stderr, "%s\n", error->message);
    return EXIT_FAILURE;
  }
  while ((name = g_dir_read_name(folder)) != NULL) {
    g_autofree char *file = g_build_filename(path, name, NULL);

    if (!run_file(file))
      break;
    count++;
  }
  g_dir_close(folder);
  printf("%s: %u inputs\n", path, count);
  return name == NULL && count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
  if (argc < 2)
    return run_folder(FUZZ_CORPUS);
  for (int i = 1; i < argc; i++)
    if (!run_file(argv[i]))
      return EXIT_FAILURE;
  return EXIT_SUCCESS;
}
