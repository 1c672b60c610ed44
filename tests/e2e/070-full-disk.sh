#!/bin/bash
# A store that cannot be written loses nothing: mail stays in the spool and arrives when there is room.
. "$(dirname "$0")/lib.sh"
small_disk 16m

write_config
start_daemon || exit 1
gw feed add Open --policy open --address reader >/dev/null
deliver "$SOURCE/tests/data/mail/essay.eml"
check "one mail arrives while there is room" wait_for 10 has_items Open 1
dd if=/dev/zero of="$T/state/filler" bs=4k 2>/dev/null
for file in link-digest german japanese product-update text-only; do deliver "$SOURCE/tests/data/mail/$file.eml"; done
complained() { grep -q 'cannot store' "$T/daemon.log"; }
check "the daemon says that it cannot store" wait_for 20 complained
is "the feed is still served, with what it has" "$(get "$(feed_path Open)" | grep -c '<item>')" 1
check "the mails stay in the spool" test "$(ls "$T/spool/new" | wc -l)" = 5
sleep 2
is "one line about it, not one per try" "$(grep -c 'cannot store' "$T/daemon.log")" 1
rm "$T/state/filler"
check "with room again all arrive" wait_for 60 has_items Open 6
check "the spool is empty" wait_for 5 spool_empty
check "the daemon ends in order" stop_daemon
is "the database is sound" "$(sql 'pragma integrity_check')" ok

start_daemon || exit 1
dd if=/dev/zero of="$T/state/filler" bs=4k 2>/dev/null
deliver "$SOURCE/tests/data/mail/confirmation.eml"
wait_for 20 complained
check "it ends in order on a full disk too" stop_daemon
check "and the mail is still in the spool" test "$(ls "$T/spool/new" | wc -l)" = 1
