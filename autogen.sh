#!/bin/sh
# Makes configure from configure.ac.
set -eu
cd "$(dirname "$0")"
autoreconf --install --force --warnings=all
