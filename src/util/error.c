/* SPDX-License-Identifier: MIT */
#include "util/error.h"

#include <errno.h>

G_DEFINE_QUARK(gistwire - error, error)

gboolean error_set(GError **error, ErrorCode code, const char *format, ...)
{
  va_list arguments;

  if (error == NULL)
    return FALSE;
  va_start(arguments, format);
  g_propagate_error(error, g_error_new_valist(GISTWIRE_ERROR, (gint)code, format, arguments));
  va_end(arguments);
  return FALSE;
}

static ErrorCode code_of_errno(int errno_value)
{
  switch (errno_value) {
  case ENOSPC:
  case EDQUOT:
  case EAGAIN:
  case EINTR:
  case EMFILE:
  case ENFILE:
  case ENOMEM:
    return ERROR_AGAIN;
  case ENOENT:
    return ERROR_NOT_FOUND;
  case EEXIST:
    return ERROR_EXISTS;
  default:
    return ERROR_FAILED;
  }
}

gboolean error_set_errno(GError **error, int errno_value, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  if (error == NULL)
    return FALSE;
  va_start(arguments, format);
  what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return error_set(error, code_of_errno(errno_value), "%s: %s", what, g_strerror(errno_value));
}
