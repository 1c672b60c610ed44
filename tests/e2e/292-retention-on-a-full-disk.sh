#!/bin/bash
# On a full disk removing what is old fails, says so once, and is made up for; feeds are served all the while.
. "$(dirname "$0")/lib.sh"
small_disk 40m
grep -q GISTWIRE_CLOCK "$BUILD/gistwired" || { skip "the programs were built without --enable-faults"; exit 77; }
echo 0 >"$T/clock"
export GISTWIRE_CLOCK=$T/clock GISTWIRE_KEEP="1 1 1"
write_config "[store] keep_days=30" "[store] keep_raw_days=10"
start_daemon || exit 1
gw feed add Open --policy open --address reader --max-items 0 --max-bytes 0 >/dev/null
for n in $(seq 60); do
  sed "s/<ll-212@/<ll-$n@/" "$SOURCE/tests/data/mail/link-digest.eml" >"$T/mail.eml"
  deliver "$T/mail.eml"
done
deliver "$SOURCE/tests/data/mail/essay.eml"
check "mail arrives" wait_for 60 has_items Open 61
stop_daemon
sqlite3 "$T/state/gistwire.db" "update newsletter set received = received - 20 * 86400 where subject like '%tide%'"
start_daemon || exit 1
dd if=/dev/zero of="$T/state/filler" bs=4k 2>/dev/null
expr 25 \* 86400 >"$T/clock"
complained() { grep -q 'cannot remove what was kept long enough' "$T/daemon.log"; }
check "the daemon says that it cannot" wait_for 20 complained
is "the feed is served" "$(get "$(feed_path Open)" | grep -c '<item>')" 61
sleep 3
is "one line about it, not one per try" "$(grep -c 'cannot remove' "$T/daemon.log")" 1
is "nothing went by halves" "$(sql 'select (select count(*) from newsletter) || (select count(*) from raw) || (select count(*) from mail_log)')" 616161
rm "$T/state/filler"
raw_gone() { [ "$(sql 'select count(*) from raw')" = 0 ]; }
check "with room again the raw bytes go" wait_for 30 raw_gone
has "it says that it works again" "$(cat "$T/daemon.log")" "works again"
is "newsletters stay" "$(sql 'select count(*) from newsletter')" 61

id=$(gw --json newsletter list Open | json "d[0]['newsletter']")
is "--raw says that the bytes are gone" "$(gw newsletter show "$id" --raw 2>&1 | sed 's/^[a-z]*: error: //')" "the bytes of this mail are gone: [store] keep_raw_days is over"
is "and rebuild does" "$(gw newsletter rebuild "$id" 2>&1 | grep -c 'bytes of this mail are gone')" 1
is "rebuild of all counts them" "$(gw newsletter rebuild --all | tail -n 1)" "61 stay as they are: their bytes are gone, for [store] keep_raw_days is over"
has "its page is there" "$(get "/newsletters/$(gw --json newsletter list Open | json "d[0]['id']")")" "<h1"

expr 31 \* 86400 >"$T/clock"
check "later the newsletters go, too" wait_for 30 has_items Open 0
check "the daemon ends in order" stop_daemon
is "the database is sound" "$(sql 'pragma integrity_check')" ok
