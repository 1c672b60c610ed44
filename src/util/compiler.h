/* SPDX-License-Identifier: MIT */
/* What the compiler is told beside the language. */
#pragma once

/* For a large buffer of a function that is called very often and always writes before it reads: the build fills variables with zeros
 * (-ftrivial-auto-var-init), which for those takes a tenth of the Markdown conversion's time. */
#if defined(__has_attribute) && __has_attribute(uninitialized)
#define UNINITIALIZED __attribute__((uninitialized))
#else
#define UNINITIALIZED
#endif
