#!/bin/bash
# Stored mail is decoded again: what readers know of it stays, what the decoder says is new.
. "$(dirname "$0")/lib.sh"

write_config
start_daemon || exit 1
gw feed add Open --policy open --address reader >/dev/null
for file in "$SOURCE"/tests/data/mail/*.eml; do deliver "$file"; done
check "the samples are items" wait_for 10 has_items Open 7
get "$(feed_path Open)" | grep -v 'Date>' >"$T/before"
id=$(gw --json newsletter list Open | json '[i["newsletter"] for i in d if i["subject"].startswith("Kettle")][0]')
links() { sql "select url, link.id from link join newsletter on newsletter.row = newsletter where newsletter.id = '$id' order by ordinal"; }
links_before=$(links)
check "it has links" test "$(links | wc -l)" -gt 3

# As an older decoder might have left it.
/usr/bin/python3 - "$T/state/gistwire.db" "$id" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE newsletter SET markdown = 'old', words = 1, subject = 'old', decoder_version = 0 WHERE id = ?", sys.argv[2:])
db.execute("UPDATE link SET ordinal = ordinal + 100 WHERE newsletter = (SELECT row FROM newsletter WHERE id = ?)", sys.argv[2:])
db.commit()
PY
has "one newsletter is stale" "$(gw newsletter show "$id" --markdown)" old
check "rebuild decodes it" gw newsletter rebuild "$id"
hasnt "its text is back" "$(gw newsletter show "$id" --markdown)" old
is "its links keep their ids" "$(links)" "$links_before"
same() { get "$(feed_path Open)" | grep -v 'Date>' | cmp -s - "$T/before"; }
check "the feed shows what it showed, guids and all" wait_for 5 same
is "rebuild --all says how many" "$(gw newsletter rebuild --all)" "7 newsletters decoded again"
check "and changes nothing that readers see" wait_for 5 same
is "no item is left pending" "$(sql "select count(*) from item where state <> 'published'")" 0
/usr/bin/python3 - "$T/state/gistwire.db" "$id" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE raw SET zstd = x'00' WHERE newsletter = (SELECT row FROM newsletter WHERE id = ?)", sys.argv[2:])
db.commit()
PY
out=$(gw newsletter rebuild --all 2>"$T/err") && not_ok "a newsletter that cannot be decoded is a failure"
is "the others are decoded all the same" "$out" "6 newsletters decoded again"
has "and the one is named" "$(cat "$T/err")" "$id"
check "its item is as it was" wait_for 5 same
gw newsletter rebuild 2>"$T/err" && not_ok "rebuild without an ID is refused"
is "a usage error is one line" "$(wc -l <"$T/err")" 1
gw newsletter rebuild --all "$id" 2>/dev/null && not_ok "an ID and --all are refused"
gw newsletter rebuild nosuchid 2>"$T/err" && not_ok "an unknown id is refused"
has "an unknown id is named" "$(cat "$T/err")" nosuchid
check "the daemon ends in order" stop_daemon
