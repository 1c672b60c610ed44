/* SPDX-License-Identifier: MIT */
#include "util/log.h"

#include <unistd.h>

/* Syslog levels, as sd-daemon(3) has them. */
enum { LEVEL_ERROR = 3, LEVEL_WARNING = 4, LEVEL_INFO = 6 };

static void write_line(int level, const char *format, va_list arguments) G_GNUC_PRINTF(2, 0);

static void write_line(int level, const char *format, va_list arguments)
{
  g_autofree char *raw = g_strdup_vprintf(format, arguments);
  g_autofree char *text = g_utf8_make_valid(raw, -1);
  GString *line = g_string_new(NULL);
  gssize written;

  if (g_getenv("JOURNAL_STREAM") != NULL)
    g_string_append_printf(line, "<%d>", level);
  g_string_append_printf(line, "%s: %s", g_get_prgname(),
                         level == LEVEL_ERROR     ? "error: "
                         : level == LEVEL_WARNING ? "warning: "
                                                  : "");
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);

    if (g_unichar_iscntrl(c) || g_unichar_type(c) == G_UNICODE_FORMAT)
      g_string_append_c(line, '?');
    else
      g_string_append_unichar(line, c);
  }
  g_string_append_c(line, '\n');
  /* One write(2), so that threads and processes do not mix within a line. Where stderr is gone there is nobody to tell. */
  written = write(STDERR_FILENO, line->str, line->len);
  (void)written;
  g_string_free(line, TRUE);
}

#define LOG(level)                                                                                                     \
  do {                                                                                                                 \
    va_list arguments;                                                                                                 \
    va_start(arguments, format);                                                                                       \
    write_line((level), format, arguments);                                                                            \
    va_end(arguments);                                                                                                 \
  } while (0)

void log_error(const char *format, ...)
{
  LOG(LEVEL_ERROR);
}

void log_warning(const char *format, ...)
{
  LOG(LEVEL_WARNING);
}

void log_info(const char *format, ...)
{
  LOG(LEVEL_INFO);
}
