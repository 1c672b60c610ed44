/* SPDX-License-Identifier: MIT */
/* expect: web/ may not include store/item.h */
#include "store/item.h"
