#!/bin/sh
# SPDX-License-Identifier: MIT
# The delivery hook under faults, signals, full disks and odd inheritances.
# BUILD: the build folder after "make check" [../../build]. Root sees the tests that need mount or chown; others skip them.
exec /usr/bin/python3 "$(dirname "$0")/hook_never_loses.py" "$@"
