# Sourced by the scripts here: Debian packages by what needs them, and how to get them.

build_packages="gcc make autoconf automake pkg-config libc6-dev libglib2.0-dev libgmime-3.0-dev libxml2-dev libcmark-dev
  libsqlite3-dev libmicrohttpd-dev nettle-dev libcurl4-gnutls-dev libjansson-dev libzstd-dev zlib1g-dev"
check_packages="$build_packages check libsubunit-dev binutils python3 curl libxml2-utils python3-feedparser newsboat sqlite3 procps
  util-linux chromium"
mail_packages="postfix swaks"

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done
}

# No daemon may start because it was installed: policy-rc.d says no, unless the machine has a policy of its own.
with_daemons_forbidden() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [ -e "$policy" ]; then "$@"; return; fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
  "$@" || status=$?
  as_root rm -f "$policy"
  return $status
}

# install_packages NAME...: those that are not there yet.
install_packages() {
  local missing log
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  echo "installing" $missing
  log=$(mktemp)
  # shellcheck disable=SC2086
  if ! { as_root apt-get -q update &&
         with_daemons_forbidden as_root env DEBIAN_FRONTEND=noninteractive \
           apt-get -q -y --no-install-recommends install $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "cannot install the packages" >&2
    return 1
  fi
  rm -f "$log"
}
