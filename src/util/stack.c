/* SPDX-License-Identifier: MIT */
#include "util/stack.h"

#include <pthread.h>

#include "util/error.h"

gboolean stack_set_default(GError **error)
{
  pthread_attr_t attributes;
  int result = pthread_attr_init(&attributes);

  if (result == 0) {
    result = pthread_attr_setstacksize(&attributes, STACK_SIZE);
    if (result == 0)
      result = pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
  }
  if (result != 0)
    return error_set_errno(error, result, "cannot set the stack size of threads");
  return TRUE;
}
