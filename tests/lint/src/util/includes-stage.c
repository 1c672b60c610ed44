/* SPDX-License-Identifier: MIT */
/* expect: util/ may not include mail/decode.h */
#include "mail/decode.h"
