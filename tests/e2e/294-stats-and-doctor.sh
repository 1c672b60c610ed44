#!/bin/bash
# gistwire stats promises what retention gives back; gistwire doctor sees what is well and what is not.
. "$(dirname "$0")/lib.sh"
grep -q GISTWIRE_KEEP "$BUILD/gistwired" || { skip "the programs were built without --enable-faults"; exit 77; }
export GISTWIRE_KEEP="1 1 1"
write_config "[store] keep_days=365" "[store] keep_raw_days=30"
db=$T/state/gistwire.db

# finding ABOUT: level and text.
finding() { gw --json doctor 2>/dev/null | json "[f['level'] + ' ' + f['text'] for f in d if f['about'] == '$1'][0]"; }
status() { gw doctor >"$T/doctor.out" 2>&1; echo $?; }

has "doctor: before the first start there is no database" "$(finding database)" "problem cannot open database"
has "and no spool" "$(finding spool)" "problem $T/spool is not there"
is "and that is an exit code of 1" "$(status)" 1
has "with a count" "$(tail -n 1 "$T/doctor.out")" "2 problems"
check "it made nothing" test ! -e "$T/spool" -a ! -e "$db"

start_daemon || exit 1
gw feed add Open --policy open --address reader --max-items 0 >/dev/null
is "after it there is no problem" "$(status)" 0
is "one line per finding" "$(wc -l <"$T/doctor.out")" 16
is "nothing but the hook's other path and the missing disk room is advised" "$(grep ^advice "$T/doctor.out" | grep -cv -e '^advice   hook: ' -e 's disk: ')" 0
has "which user may do what" "$(finding spool)" "ok $T/spool can be written"

# The corpus where there is one, else our own mails in many copies.
mkdir "$T/mails"
if [ -d "$CORPUS/newsletters" ]; then
  cp "$CORPUS/newsletters"/*.eml "$T/mails/"
else
  for n in $(seq 60); do for file in essay german japanese link-digest; do
    { echo "X-N: $n"; sed "s/^Message-ID: </&$n-/I" "$SOURCE/tests/data/mail/$file.eml"; } >"$T/mails/$n-$file.eml"
  done; done
fi
gw import Open "$T/mails" >/dev/null
stop_daemon
total=$(sql 'select count(*) from newsletter')
sqlite3 "$db" "update newsletter set received = received - 400 * 86400 where row <= $((total / 2));
  update newsletter set received = received - 60 * 86400 where row between $((total / 2 + 1)) and $((total * 3 / 4));
  update item set published = (select received from newsletter where row = newsletter);
  pragma wal_checkpoint(truncate)" >/dev/null
gw --json stats >"$T/stats"
stat_of() { json "d['space']$1" <"$T/stats"; }
is "stats: the kinds make up the file" "$(stat_of "['total'] - sum(d['space']['bytes'].values())")" 0
is "and the file is that large" "$(stat_of "['total']")" "$(stat -c %s "$db")"
is "as many newsletters will go as are old" "$(stat_of "['keep']['keep_days']['going'][0]['count']")" $((total / 2))
is "and as many raw bytes" "$(stat_of "['keep']['keep_raw_days']['going'][0]['count']")" $((total * 3 / 4 - total / 2))
is "in 30 days the same of the newsletters" "$(stat_of "['keep']['keep_days']['going'][2]['count']")" $((total / 2))
is "nothing of the log, which is kept for ever" "$(stat_of "['keep']['keep_log_days']['going']")" "[]"
has "for people it is a table" "$(gw stats)" "keep_raw_days=30"
promised=$(stat_of "['keep']['keep_days']['going'][0]['bytes'] + d['space']['keep']['keep_raw_days']['going'][0]['bytes']")
before=$(stat -c %s "$db")
start_daemon || exit 1
all_gone() { grep -q 'given back' "$T/daemon.log"; }
check "the daemon removes it" wait_for 30 all_gone
stop_daemon
given=$((before - $(stat -c %s "$db")))
check "it gives $((given / 1024)) KB back where stats promised $((promised / 1024)) KB, within a tenth and 256 KB" \
  test "$(((given > promised ? given - promised : promised - given) * 10))" -le $((promised + 2621440))
is "and stats expects no more" "$(gw --json stats | json "[g['count'] for k in d['space']['keep'].values() for g in k['going'][:1]]")" "[0, 0]"

# A database as older versions made it.
sqlite3 "$db" 'pragma journal_mode = delete; pragma auto_vacuum = none; vacuum; delete from raw; pragma journal_mode = wal' >/dev/null
has "doctor: an old database cannot shrink" "$(finding 'free pages')" "advice"
has "stats says so, too" "$(gw stats)" "see gistwire doctor"
start_daemon || exit 1
before=$(stat -c %s "$db")
check "doctor --vacuum, while the daemon runs" gw doctor --vacuum
has "it can now" "$(finding 'free pages')" "ok"
deliver "$SOURCE/tests/data/mail/essay.eml"
arrived() { gw trace 'tide' 2>/dev/null | grep -q -e published -e duplicate; }
check "mail arrives after it" wait_for 20 arrived
is "feeds are served" "$(get "$(feed_path Open)" | grep -c '^<?xml')" 1
stop_daemon
check "the file is smaller" test "$(stat -c %s "$db")" -lt "$before"
is "no temporary file is left" "$(ls -A "$T/state")" "$(printf '%s\n' gistwire.db gistwire.db.lock)"

# What is wrong.
is "doctor: all is well" "$(status)" 0
touch -d '1 hour ago' "$T/spool/new/1795400000.M1P1.x"
has "mail that nobody takes" "$(finding arrivals)" "problem 1 mails are in the spool"
rm "$T/spool/new/1795400000.M1P1.x"
if [ "$(id -u)" = 0 ]; then
  chown 65534 "$db"
  has "a file of somebody else" "$(finding ownership)" "problem $db does not belong"
  chown 0 "$db"
fi
# An index of search that is damaged stops nothing but what needs it, and is made anew while the daemon runs.
found_phrases() { gw --json search '"of the"' 2>/dev/null | json 'd["found"]'; }
for damage in "block = zeroblob(length(block)) where id > 10" "block = x'00'" "block = substr(block, 1, 40)"; do
  phrases=$(found_phrases)
  sqlite3 "$db" "update search_data set $damage"
  has "a damaged index of search ($damage) is seen" "$(gw doctor 2>/dev/null)" "gistwire doctor --rebuild-search"
  start_daemon || exit 1
  sed "s/^Message-ID: </&$RANDOM-/I; s/^Subject: .*/Subject: Mended $RANDOM/" "$SOURCE/tests/data/mail/essay.eml" >"$T/mended.eml"
  deliver "$T/mended.eml"
  check "doctor --rebuild-search" gw doctor --rebuild-search
  id=$(grep -m 1 -i '^Subject: ' "$T/mended.eml" | cut -d ' ' -f 3)
  found_by_word() { gw search "mended $id" | grep -q "Mended $id"; }
  check "mail that came before it is found" wait_for 30 found_by_word
  is "and so is all the older" "$(found_phrases)" $((phrases + 1))
  stop_daemon
done
is "and all is well again" "$(status)" 0
sqlite3 "$db" 'pragma foreign_keys = off; insert into waiting values (1, 999999, null, "", "", 1)'
has "rows that refer to nothing" "$(finding soundness)" "problem it is damaged (1 findings)"
is "is a problem" "$(status)" 1
sqlite3 "$db" 'delete from waiting'
dd if=/dev/zero of="$db" bs=16384 seek=3 count=4 conv=notrunc 2>/dev/null
is "a page of zeros is one" "$(status)" 1
echo '[mail]' >"$T/bad" && echo 'nonsense=1' >>"$T/bad"
is "an unreadable configuration is a usage error" "$("$BUILD/gistwire" --config "$T/bad" doctor 2>/dev/null; echo $?)" 2
