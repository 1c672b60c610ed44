/* SPDX-License-Identifier: MIT */
/* expect: mail/ may not include store/store.h */
#include "store/store.h"
