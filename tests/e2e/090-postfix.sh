#!/bin/sh
# SPDX-License-Identifier: MIT
# Mail through a real Postfix into the spool, and where the daemon is built, into a feed. BUILD: the build folder [../../build].
set -u
HERE="$(cd "$(dirname "$0")" && pwd)"
BUILD="$(cd "${BUILD:-$HERE/../../build}" && pwd)"
. "$HERE/postfix-lib.sh"

if reason="$(postfix_missing)"; then
  echo "skip - $reason"
  exit 77
fi
DIR="$(mktemp -d)"
chmod 755 "$DIR"
USER_NAME=nobody
SPOOL="$DIR/spool"
FAILED=0
DAEMON=

finish() {
  [ -z "$DAEMON" ] || kill "$DAEMON" 2> /dev/null
  postfix_stop
  [ "$FAILED" = 0 ] || tail -n 40 "$(postfix_log)" | sed 's/^/# /'
  rm -rf "$DIR"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP

# check SENTENCE COMMAND...: a subtest
check() {
  sentence="$1"
  shift
  if "$@"; then
    echo "ok - $sentence"
  else
    echo "not ok - $sentence"
    FAILED=1
  fi
}

# within SECONDS COMMAND...: tries until it is true
within() {
  tries=$(($1 * 10))
  shift
  while ! "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.1
  done
}

spool_holds() { [ "$(find "$SPOOL/new" -type f 2> /dev/null | wc -l)" -eq "$1" ]; }
queue_holds() { [ "$(postfix_queued)" -eq "$1" ]; }
logged() { grep -q "$1" "$(postfix_log)"; }
spool_file() { find "$SPOOL/new" -type f; }
empty_spool() { find "$SPOOL/new" -type f -delete; }

make_spool() {
  mkdir -p "$SPOOL/tmp" "$SPOOL/new" "$SPOOL/cur"
  chown -R "$USER_NAME": "$SPOOL"
  chmod 700 "$SPOOL" "$SPOOL"/*
}

# make_mail FILE SUBJECT: with what is easily lost on the way: dots, long and empty lines, 8-bit bytes, trailing blanks
make_mail() {
  {
    printf 'Delivered-To: not-mine@example.net\nFrom: News <news@example.net>\nTo: x@news.example.org\nSubject: %s\n' "$2"
    printf 'Date: Mon, 23 Nov 2026 10:00:00 +0000\nMessage-ID: <%s@example.net>\nX-Odd:\ta\n\tb  \n\n' "$2"
    printf '.\n..\n.dot\nFrom here\n>From\n\n trailing  \ngr\303\274n \377\001\033\n'
    head -c 900 /dev/zero | tr '\0' x
    printf '\n\n\n'
  } > "$1"
}

# The only file of the spool: exactly these envelope lines, one header added by Postfix, then the mail's exact bytes.
spool_has_exactly() {
  file="$(spool_file)"
  lines="$(printf '%s' "$1" | wc -l)"
  size="$(wc -c < "$2")"
  [ "$(head -n "$lines" "$file"; echo .)" = "$1." ] || { head -n 5 "$file" | sed 's/^/# /'; return 1; }
  tail -c "$size" "$file" | cmp -s - "$2" || { diff "$file" "$2" | sed 's/^/# /'; return 1; }
  head -c "-$size" "$file" | tail -n "+$((lines + 1))" > "$DIR/added"
  [ "$(grep -c '^[^[:space:]]' "$DIR/added")" = 1 ] && grep -q '^Received: from sender.example.net ' "$DIR/added"
}

# arrives FROM TO ENVELOPE: a mail sent so stands in the spool so
arrives() {
  empty_spool
  postfix_send "$1" "$2" "$DIR/mail" && within 10 spool_holds 1 && spool_has_exactly "$3" "$DIR/mail"
}

SENT='Return-Path: <news@example.net>
Delivered-To: '

transport_part() {
  make_mail "$DIR/mail" one
  check "a mail lands in the spool, byte-exact below the envelope and Postfix's Received line" \
    arrives news@example.net feed1@news.example.org "${SENT}feed1@news.example.org
"
  check "Postfix counts it as delivered" within 5 logged 'relay=gistwire.*status=sent (delivered via gistwire service)'
  check "any address of the domain is taken, its extension and case kept" \
    arrives news@example.net Any.One+x@news.example.org "${SENT}Any.One+x@news.example.org
"
  check "the null sender arrives as <>" arrives '<>' feed1@news.example.org 'Return-Path: <>
Delivered-To: feed1@news.example.org
'
  check "a sender with a space keeps its quotes" arrives '"a b"@example.net' feed1@news.example.org \
    'Return-Path: <"a b"@example.net>
Delivered-To: feed1@news.example.org
'
  check "a mail forwarded by an alias carries the feed's address" arrives news@example.net me@alias.example \
    "${SENT}feed2@news.example.org
"
  empty_spool
  postfix_send news@example.net a@news.example.org,b@news.example.org "$DIR/mail"
  check "two recipients are two files with one recipient each" within 10 spool_holds 2
  check "and name them" [ "$(cat "$SPOOL"/new/* | grep -c '^Delivered-To: [ab]@news.example.org$')" = 2 ]
  check "nothing is left in the queue" within 5 queue_holds 0
}

failure_part() {
  empty_spool
  mv "$SPOOL" "$SPOOL-away"
  touch "$SPOOL"
  postfix_send news@example.net feed1@news.example.org "$DIR/mail"
  check "while the spool is a file the mail stays in Postfix's queue" within 10 logged 'status=deferred (.*Not a directory'
  check "as one mail" queue_holds 1
  rm "$SPOOL"
  mv "$SPOOL-away" "$SPOOL"
  chmod 777 "$SPOOL"
  postfix_flush
  check "it stays while everyone may write to the spool" within 10 logged 'status=deferred (.*writable by everyone'
  chmod 700 "$SPOOL"
  postfix_flush
  check "it arrives when the spool is back" within 10 spool_holds 1
  check "unchanged" spool_has_exactly "${SENT}feed1@news.example.org
" "$DIR/mail"
  check "and the queue is empty" within 5 queue_holds 0
  mv "$DIR/bin/gistwire-deliver" "$DIR/bin/away"
  empty_spool
  postfix_send news@example.net feed1@news.example.org "$DIR/mail"
  check "a missing program defers, too" within 10 queue_holds 1
  mv "$DIR/bin/away" "$DIR/bin/gistwire-deliver"
  sleep 0.5
  postfix_flush
  check "and the mail arrives once the program is back" within 10 spool_holds 1
  check "no mail was ever returned to its sender" [ "$(grep -c 'status=bounced' "$(postfix_log)")" = 0 ]
}

AS_USER="setpriv --reuid=$USER_NAME --regid=nogroup --clear-groups"
gistwire() { $AS_USER "$DIR/bin/gistwire" --config "$DIR/gistwire.conf" "$@"; }
feed_names() { curl -s --max-time 5 "$FEED_URL" | grep -q "<title>$1</title>"; }
answers() { curl -s --max-time 5 -o /dev/null "http://127.0.0.1:$PORT/"; }

start_daemon() {
  # No function: DAEMON would be the shell that runs it.
  $AS_USER "$DIR/bin/gistwired" --config "$DIR/gistwire.conf" 2>> "$DIR/gistwired.log" &
  DAEMON=$!
  within 10 answers
}

stop_daemon() {
  pid=$DAEMON
  DAEMON=
  kill "$pid" && wait "$pid"
}

daemon_part() {
  empty_spool
  PORT="$(postfix_free_port)"
  mkdir "$DIR/state"
  chown "$USER_NAME" "$DIR/state"
  cat > "$DIR/gistwire.conf" <<END
[server]
listen=127.0.0.1:$PORT
base_url=http://127.0.0.1:$PORT
[mail]
domain=news.example.org
[spool]
path=$SPOOL
[store]
path=$DIR/state/gistwire.db
[gist]
provider=extract
END
  check "the daemon starts" start_daemon
  gistwire feed add Test --policy open > "$DIR/added-feed"
  address="$(grep -o '[^[:space:]]*@news\.example\.org' "$DIR/added-feed" | head -n 1)"
  FEED_URL="$(grep -o 'http://[^[:space:]]*/rss' "$DIR/added-feed" | head -n 1)"
  check "a feed is added" [ "${address:+address} ${FEED_URL:+url}" = "address url" ]
  make_mail "$DIR/mail" first
  postfix_send news@example.net "$address" "$DIR/mail"
  check "a mail through Postfix stands in the feed" within 20 feed_names first
  check "and has left the spool" within 5 spool_holds 0
  check "the daemon stops cleanly" stop_daemon
  make_mail "$DIR/mail" second
  postfix_send news@example.net "$address" "$DIR/mail"
  check "while the daemon is stopped a mail waits in the spool" within 10 spool_holds 1
  check "and not in Postfix's queue" within 5 queue_holds 0
  check "the daemon starts again" start_daemon
  check "and the mail stands in the feed" within 20 feed_names second
  check "the daemon stops cleanly again" stop_daemon
}

mkdir "$DIR/bin"
for program in gistwire-deliver gistwired gistwire; do
  [ ! -x "$BUILD/$program" ] || cp "$BUILD/$program" "$DIR/bin/"
done
make_spool
postfix_setup "$DIR" "$DIR/bin/gistwire-deliver" "$SPOOL" "$USER_NAME"
check "Postfix starts" postfix_start
transport_part
failure_part
if [ -x "$DIR/bin/gistwired" ] && [ -x "$DIR/bin/gistwire" ]; then
  daemon_part
else
  echo "skip - the way into the feed: gistwired and gistwire are not built"
fi
exit "$FAILED"
