/* SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

#define STACK_SIZE (64u * 1024 * 1024)

/* Gives every thread made from now on a stack of STACK_SIZE (address space, not memory). GMime's address
 * parser recurses per group (reference D3) and GLib's pool threads have 8 MB. Call first thing in main. */
gboolean stack_set_default(GError **error);
