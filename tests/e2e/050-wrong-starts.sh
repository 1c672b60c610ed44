#!/bin/bash
# What an administrator gets wrong ends with one clear line and a non-zero exit.
. "$(dirname "$0")/lib.sh"

# fails "sentence" WORDS EXIT command...
fails() {
  local sentence=$1 words=$2 exit=$3 status=0
  shift 3
  timeout 20 "$@" >"$T/out" 2>"$T/err" || status=$?
  is "$sentence: exit $exit" "$status" "$exit"
  is "$sentence: one line" "$(wc -l <"$T/err")" 1
  has "$sentence: clear" "$(cat "$T/err")" "$words"
}
daemon=("$BUILD/gistwired" --config "$T/conf")

write_config "[server] lisen=127.0.0.1:1"
fails "a wrong key" "[server] lisen: no such key" 2 "${daemon[@]}"
fails "a wrong key, for the CLI too" "[server] lisen: no such key" 2 "$BUILD/gistwire" --config "$T/conf" feed list
write_config "[server] base_url=news.example.org"
fails "a base URL without scheme" "[server] base_url" 2 "${daemon[@]}"
fails "a missing configuration" "$T/none" 2 "$BUILD/gistwired" --config "$T/none"

write_config
start_daemon || exit 1
sed "s#127.0.0.1:0#127.0.0.1:$PORT#; s#$T/spool#$T/spool2#" "$T/conf" >"$T/conf2"
fails "a busy port" "127.0.0.1:$PORT" 1 "$BUILD/gistwired" --config "$T/conf2"
sed "s#=$T/state/#=$T/state2/#" "$T/conf" >"$T/conf2"; mkdir "$T/state2"
fails "a second daemon on the same spool" "another gistwired" 1 "$BUILD/gistwired" --config "$T/conf2"
stop_daemon

echo file >"$T/file"
write_config "[spool] path=$T/file"
fails "a spool that is a file" "$T/file" 1 "${daemon[@]}"

write_config "[store] path=$T/file"
fails "a database that is none" "$T/file" 1 "${daemon[@]}"
fails "a database that is none, for the CLI too" "$T/file" 1 "$BUILD/gistwire" --config "$T/conf" feed list
write_config "[store] path=$T/nowhere/x.db"
fails "a database in a folder that is missing" "$T/nowhere" 1 "${daemon[@]}"

write_config
start_daemon && stop_daemon
sqlite3 "$T/state/gistwire.db" 'pragma user_version=9999'
fails "a database of a newer version" "newer" 1 "${daemon[@]}"
fails "a database of a newer version, for the CLI too" "newer" 1 "$BUILD/gistwire" --config "$T/conf" feed list

if [ "$(id -u)" = 0 ]; then
  write_config
  chmod 755 "$T"
  chmod 700 "$T/state" "$T/spool"
  install -m 755 "$BUILD/gistwired" "$T/gistwired"
  fails "a user without rights" "$T/spool" 1 setpriv --reuid=65534 --regid=65534 --clear-groups "$T/gistwired" --config "$T/conf"
else
  skip "a user without rights needs root to be tried"
fi

write_config
fails "an unknown command" "gistwire --help" 2 "$BUILD/gistwire" --config "$T/conf" fly
fails "a group without a command" "'feed' wants one of add, list," 2 "$BUILD/gistwire" --config "$T/conf" feed
fails "an unknown command of a group" "no command 'feed lst', but add, list," 2 "$BUILD/gistwire" --config "$T/conf" feed lst
fails "help for an unknown command" "no command 'fly'" 2 "$BUILD/gistwire" help fly
for words in "allow --help" "help allow" "--help allow" "allow add --help" "help allow add" "allow add FEED -h"; do
  # shellcheck disable=SC2086
  out=$("$BUILD/gistwire" --config "$T/none" $words 2>&1)
  has "gistwire $words tells of it, whatever the configuration" "$out" "allow add FEED ENTRY..."
  hasnt "gistwire $words tells of nothing else" "$out" "feed list"
done
hasnt "help for one command does not tell of its group" "$("$BUILD/gistwire" help allow add)" "allow list"
fails "a missing argument" "usage: gistwire feed add NAME" 2 "$BUILD/gistwire" --config "$T/conf" feed add
rm -rf "$T/state"/*
start_daemon || exit 1
hasnt "--help behind -- is text" "$(gw search -- --help 2>&1)" "Usage"
fails "an unknown feed" "nope" 1 "$BUILD/gistwire" --config "$T/conf" feed show nope
fails "a wrong policy" "--policy" 1 "$BUILD/gistwire" --config "$T/conf" feed add X --policy sometimes
fails "a wrong allow entry" "bad@@entry" 1 bash -c "$BUILD/gistwire --config $T/conf feed add X >/dev/null && $BUILD/gistwire --config $T/conf allow add X bad@@entry"
fails "an unknown newsletter" "zzz" 1 "$BUILD/gistwire" --config "$T/conf" newsletter show zzz

echo "[server] lisen=1" | tr ' ' '\n' >>"$T/conf"
kill -HUP "$DAEMON"
kept() { grep -q "old configuration stays" "$T/daemon.log"; }
check "SIGHUP with a bad file keeps the old configuration and says so" wait_for 10 kept
write_config "[server] base_url=http://changed.test"
kill -HUP "$DAEMON"
reread() { get "$(feed_path X)" | grep -q "http://changed.test/"; }
check "SIGHUP with a good file changes what is served" wait_for 10 reread
stop_daemon
