/* SPDX-License-Identifier: MIT */
#pragma once

#include "support.h"

Suite *suite_entity(void);
