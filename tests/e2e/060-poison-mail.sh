#!/bin/bash
# A mail that kills the decoder costs nobody else, and is kept undecoded after three deaths.
. "$(dirname "$0")/lib.sh"
export GISTWIRE_DIE_ON=XYZZY-POISON ASAN_OPTIONS="${ASAN_OPTIONS-}:handle_abort=0"

write_config
start_daemon || exit 1
gw feed add Open --policy open --address reader >/dev/null
stop_daemon
for i in 1 2 3 4 5; do
  sed "s/<nov@/<nov$i@/" "$SOURCE/tests/data/mail/text-only.eml" >"$T/m.eml"
  [ $i != 3 ] || sed -i 's/^ALLOTMENT NEWS/XYZZY-POISON/' "$T/m.eml"
  deliver "$T/m.eml"
done
deaths=0
for _ in $(seq 10); do
  start_daemon || break
  done_all() { has_items Open 5 || ! kill -0 "$DAEMON" 2>/dev/null; }
  wait_for 20 done_all
  if ! kill -0 "$DAEMON" 2>/dev/null; then
    wait "$DAEMON" 2>/dev/null
    DAEMON=
    deaths=$((deaths + 1))
  else
    break
  fi
done
is "the first death may be in company, then three alone" "$([ $deaths -ge 3 ] && [ $deaths -le 4 ] && echo yes)" yes
is "all five are in the feed" "$(items Open)" 5
is "one of them undecoded" "$(sql 'select count(*) from newsletter where flags & 8')" 1
has "with sender and subject by the trivial reader" "$(sql 'select from_address, subject from newsletter where flags & 8')" "news@gardens.example|Allotment News, November"
has "trace says so" "$(gw trace nov3@gardens.example)" undecoded
check "the spool is empty" wait_for 5 spool_empty
id=$(sql 'select id from newsletter where flags & 8')
check "its bytes are kept" bash -c "$BUILD/gistwire --config $T/conf newsletter show $id --raw | grep -q XYZZY-POISON"
check "the daemon lives on" stop_daemon
