#!/bin/bash
# What make dist packs is what git has, and nothing that a build left behind.
. "$(dirname "$0")/lib.sh"

if ! git -C "$SOURCE" ls-files >"$T/git" 2>/dev/null || [ ! -s "$T/git" ]; then
  skip "the source is no git work tree"
  exit 77
fi
# What only git has a use for.
grep -vE '(^|/)\.git(ignore|attributes)$|^\.ci/' "$T/git" | sort >"$T/wanted"
make -C "$BUILD" -s distdir distdir="$T/gistwire" >"$T/out" 2>&1 || { cat "$T/out" >&2; not_ok "make distdir"; exit 1; }
(cd "$T/gistwire" && find . -type f -printf '%P\n') | sort >"$T/packed"
is "every file of git is packed" "$(comm -23 "$T/wanted" "$T/packed")" ""
is "beside them there is what autotools made" \
  "$(comm -13 "$T/wanted" "$T/packed" | grep -vE '^(build-aux/[a-z-]+|aclocal\.m4|configure|Makefile\.in)$')" ""
