# Sourced by the end-to-end tests. Each subtest is one sentence: ok / not ok / skip. Needs BUILD, the folder of the built programs; everything
# happens in $T, a temporary folder, and on loopback.

set -u
E2E=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SOURCE=$(cd "$E2E/../.." && pwd)
: "${BUILD:=$SOURCE/build/check}"
CORPUS=${GISTWIRE_CORPUS-$SOURCE/../shared/corpus}
[ -x "$BUILD/gistwired" ] || { echo "no programs in BUILD=$BUILD" >&2; exit 1; }

T=$(mktemp -d "${TMPDIR:-/tmp}/gistwire-e2e-XXXXXX")
FAILED=0
DAEMON=

finish() {
  local status=$?
  [ -z "$DAEMON" ] || kill -9 "$DAEMON" 2>/dev/null
  [ -z "${MODEL_PID-}" ] || kill -9 "$MODEL_PID" 2>/dev/null
  cd /
  # What went wrong in the daemon stands in its log.
  if [ $FAILED != 0 ] && [ -e "$T/daemon.log" ]; then tail -n 60 "$T/daemon.log" >&2; fi
  rm -rf "$T"
  [ $FAILED = 0 ] || exit 1
  exit $status
}
trap finish EXIT

ok() { echo "ok - $*"; }
not_ok() { echo "not ok - $*"; FAILED=$((FAILED + 1)); }
skip() { echo "skip - $*"; }

# check "sentence" command...: ok when the command succeeds.
check() {
  local sentence=$1
  shift
  if "$@"; then ok "$sentence"; else not_ok "$sentence"; fi
}

# is "sentence" ACTUAL EXPECTED
is() {
  if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1 (got «$2», wanted «$3»)"; fi
}

# has "sentence" TEXT PART
has() {
  case $2 in
    *"$3"*) ok "$1" ;;
    *) not_ok "$1 (no «$3» in «$(printf %s "$2" | head -c 600)»)" ;;
  esac
}

# hasnt "sentence" TEXT PART
hasnt() {
  case $2 in
    *"$3"*) not_ok "$1 («$3» is there)" ;;
    *) ok "$1" ;;
  esac
}

# wait_for SECONDS command...: tries until the command succeeds.
wait_for() {
  local tries=$(($1 * 20))
  shift
  while ! "$@"; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || return 1
    sleep 0.05
  done
}

# write_config [LINES...]: $T/conf; arguments are further lines, "[group] key=value".
write_config() {
  cat >"$T/conf" <<CONF
[server]
listen=127.0.0.1:0
base_url=http://gistwire.test
[mail]
domain=news.example
[spool]
path=$T/spool
[store]
path=$T/state/gistwire.db
CONF
  local line
  for line in "$@"; do printf '%s\n' "${line%% *}" "${line#* }" >>"$T/conf"; done
  mkdir -p "$T/state"
}

listening() { grep -q 'listening on' "$T/daemon.log"; }

# start_daemon [PROGRAM]: starts gistwired; PORT is where it listens.
start_daemon() {
  : >"$T/daemon.log"
  "${1:-$BUILD/gistwired}" --config "$T/conf" 2>>"$T/daemon.log" &
  DAEMON=$!
  if ! wait_for 30 listening; then
    cat "$T/daemon.log" >&2
    return 1
  fi
  PORT=$(sed -n 's#.*listening on http://127\.0\.0\.1:\([0-9]*\).*#\1#p' "$T/daemon.log" | head -n 1)
}

# Ends it in order; its exit code.
stop_daemon() {
  local status=0
  kill -TERM "$DAEMON"
  wait "$DAEMON" || status=$?
  DAEMON=
  return $status
}

kill_daemon() {
  kill -9 "$DAEMON"
  wait "$DAEMON" 2>/dev/null
  DAEMON=
}

gw() { "$BUILD/gistwire" --config "$T/conf" "$@"; }

# deliver FILE [RECIPIENT...]
deliver() {
  local file=$1
  shift
  "$BUILD/gistwire-deliver" -d "$T/spool" -f bounce@sender.example "${@:-reader@news.example}" <"$file"
}

# json EXPRESSION: evaluates Python over the JSON document d on stdin.
json() { /usr/bin/python3 -c 'import json,sys; d=json.load(sys.stdin); print(eval(sys.argv[1]))' "$1"; }

# feed_id NAME
feed_id() { gw --json feed show "$1" | json 'd["id"]'; }

# feed_path NAME: the path of its RSS.
feed_path() { echo "/feeds/$(feed_id "$1")/rss"; }

# get PATH: the body, from the running daemon.
get() { curl -sS --max-time 20 "http://127.0.0.1:$PORT$1"; }

# items NAME: how many are published.
items() { gw --json feed show "$1" | json 'd["items"]'; }
has_items() { [ "$(items "$1")" = "$2" ]; }
spool_empty() { [ -z "$(ls -A "$T/spool/new" 2>/dev/null)" ]; }

# sql QUERY
sql() { sqlite3 -readonly "$T/state/gistwire.db" "$1"; }

# start_model [OPTION...]: a fake model server (tests/fake); MODEL is its port, $T/model.log what it was asked. stop_model ends it.
MODEL_PID=
start_model() {
  : >"$T/model.port"
  [ -e "$T/model.log" ] || : >"$T/model.log"
  "$BUILD/tests/fake/fake-model" --log "$T/model.log" "$@" >"$T/model.port" 2>>"$T/model.err" &
  MODEL_PID=$!
  wait_for 20 test -s "$T/model.port" || { cat "$T/model.err" >&2; return 1; }
  MODEL=$(head -n 1 "$T/model.port")
}
stop_model() {
  [ -z "$MODEL_PID" ] || { kill -9 "$MODEL_PID"; wait "$MODEL_PID" 2>/dev/null; }
  MODEL_PID=
}

# asked EXPRESSION: evaluates Python over the list d of what the fake model was asked.
asked() { /usr/bin/python3 -c 'import json,sys; d=[json.loads(l) for l in open(sys.argv[2])]; print(eval(sys.argv[1]))' "$1" "$T/model.log"; }
asked_times() { [ "$(wc -l <"$T/model.log")" -ge "$1" ]; }

# gist_of SUBJECT FEED: the gist that the feed shows, as JSON.
gist_of() { gw --json newsletter show "$(gw --json newsletter list "$2" | json "[i['id'] for i in d if i['subject'].startswith('$1')][0]")" --gist; }
written_by() { [ "$(gist_of "$1" "$2" 2>/dev/null | json 'd["provider"]' 2>/dev/null)" = "$3" ]; }

# small_disk SIZE: $T/state becomes a file system of its own. The test runs again in a mount namespace, or is skipped.
small_disk() {
  if [ "$(id -u)" != 0 ] || ! unshare -m true 2>/dev/null; then
    skip "a full disk needs root and a mount namespace"
    exit 77
  fi
  if [ -z "${INSIDE-}" ]; then
    FAILED=0
    trap - EXIT
    rm -rf "$T"
    INSIDE=1 exec unshare -m "$0"
  fi
  mkdir -p "$T/state"
  mount -t tmpfs -o size="$1" tmpfs "$T/state" || { skip "no tmpfs can be mounted"; exit 77; }
  trap 'stop_daemon 2>/dev/null; umount -l "$T/state"; finish' EXIT
}
