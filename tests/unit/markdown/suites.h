/* SPDX-License-Identifier: MIT */
#pragma once

#include "support.h"

Suite *suite_entity(void);
Suite *suite_read(void);
Suite *suite_url(void);
