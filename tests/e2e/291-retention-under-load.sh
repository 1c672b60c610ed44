#!/bin/bash
# What was kept long enough goes while mail arrives and readers poll: no reader sees a failure or half a feed, no guid changes, no mail comes back,
# the disk gets its space, and kill -9 in the middle costs nothing.
. "$(dirname "$0")/lib.sh"
old=${OLD:-300} new=${NEW:-60}

grep -q GISTWIRE_CLOCK "$BUILD/gistwired" || { skip "the programs were built without --enable-faults"; exit 77; }
echo 0 >"$T/clock"
export GISTWIRE_CLOCK=$T/clock GISTWIRE_KEEP="1 2 3"
write_config "[store] keep_days=0"
start_daemon || exit 1
gw feed add Open --policy open --address reader >/dev/null
gw feed add All --policy open --address all --max-items 0 --max-bytes 0 >/dev/null
gw feed add Quiet --policy open --address quiet >/dev/null

# make_mail N: a letter with a picture that no packer makes smaller.
make_mail() {
  sed "s/<ll-212@/<ll-$1@/; s/^Subject: .*/Subject: Low Level Weekly no $1:/" "$SOURCE/tests/data/mail/link-digest.eml"
  [ $(($1 % 3)) != 0 ] || head -c 30000 /dev/urandom | base64
}
for n in $(seq "$old"); do
  make_mail "$n" >"$T/mail-$n.eml"
  deliver "$T/mail-$n.eml" reader@news.example all@news.example
done
deliver "$SOURCE/tests/data/mail/essay.eml" nobody@news.example
check "old mail arrives" wait_for 120 has_items All "$old"
check "and its gists" wait_for 120 has_items Open "$old"
is "one waits" "$(gw --json waiting list | json 'len(d)')" 1

# A year passes.
deliver "$SOURCE/tests/data/mail/german.eml" quiet@news.example
wait_for 20 has_items Quiet 1
stop_daemon
expr 400 \* 86400 >"$T/clock"
start_daemon || exit 1
for n in $(seq $((old + 1)) $((old + new / 2))); do
  make_mail "$n" >"$T/mail-$n.eml"
  deliver "$T/mail-$n.eml" reader@news.example all@news.example
done
check "new mail arrives" wait_for 60 has_items All $((old + new / 2))
check "in both feeds" wait_for 60 has_items Open $((old + new / 2))
guids() { sql "select feed || ' ' || guid || ' ' || item.id || ' ' || item.published from item join newsletter on newsletter.row = newsletter where published > (select max(published) - 300 * 86400 from item) and newsletter.row <= $1 order by item.row"; }
last=$(sql 'select max(row) from newsletter')
guids "$last" >"$T/guids.before"
is "the guids of what stays are known" "$(wc -l <"$T/guids.before")" $((new / 2 * 2))
stop_daemon
size_before=$(stat -c %s "$T/state/gistwire.db")

# Readers, from now on to the end: every format of every feed, again and again, with the ETag of the last answer.
cat >"$T/poll.py" <<'PYTHON'
import json, sys, time, urllib.request, urllib.error, xml.etree.ElementTree as tree, os
folder, feeds = sys.argv[1], sys.argv[2:]
tags, wrong, count, unchanged = {}, [], 0, 0
while not os.path.exists(folder + "/enough"):
    try:
        port = open(folder + "/port").read().strip()
        for feed in feeds:
            for format in ("rss", "atom", "json"):
                request = urllib.request.Request(f"http://127.0.0.1:{port}/feeds/{feed}/{format}")
                if (feed, format) in tags:
                    request.add_header("If-None-Match", tags[feed, format])
                try:
                    answer = urllib.request.urlopen(request, timeout=20)
                except urllib.error.HTTPError as error:
                    if error.code == 304:
                        unchanged += 1
                    else:
                        wrong.append((feed, format, error.code))
                    continue
                body = answer.read()
                count += 1
                json.loads(body) if format == "json" else tree.fromstring(body)
                if len(body) != int(answer.headers["Content-Length"]):
                    wrong.append((feed, format, "torn"))
                tags[feed, format] = answer.headers["ETag"]
    except (urllib.error.URLError, ConnectionError) as error:
        # The daemon is being killed: nobody listens for a moment, or a connection breaks.
        if not os.path.exists(folder + "/killing"):
            wrong.append(repr(error))
        time.sleep(0.02)
    except Exception as error:
        wrong.append(repr(error))
print(json.dumps({"wrong": wrong[:5], "answers": count, "unchanged": unchanged}))
PYTHON
sed -i 's/^keep_days=.*/keep_days=365/' "$T/conf"
touch "$T/killing"
start_daemon || exit 1
echo "$PORT" >"$T/port"
/usr/bin/python3 "$T/poll.py" "$T" "$(feed_id Open)" "$(feed_id All)" >"$T/poll.out" &
poller=$!
(for n in $(seq $((old + new / 2 + 1)) $((old + new))); do
  make_mail "$n" >"$T/mail-$n.eml"
  deliver "$T/mail-$n.eml" reader@news.example all@news.example
  sleep 0.1
done) &
sender=$!

# The run begins two seconds after the start: kill it twice in its middle.
some_gone() { [ "$(sql "select count(*) from mail_log where outcome = 'expired'")" -gt "$1" ]; }
kills=0
for gone in 0 $((old / 3)); do
  if wait_for 60 some_gone "$gone"; then
    kill_daemon
    some_gone $((old - 1)) || kills=$((kills + 1))
    start_daemon || exit 1
    echo "$PORT" >"$T/port"
  fi
done
check "kill -9 came in the middle of it ($kills times)" test $kills -gt 0
rm "$T/killing"
wait $sender
# What had gone goes no further than the old ones: the letters, the one that waited, and the one in the quiet feed.
none_left() { [ "$(sql 'select count(*) from newsletter')" = "$new" ]; }
check "in the end all old newsletters are gone" wait_for 120 none_left
check "and all new ones are there" wait_for 60 has_items All "$new"
check "in both feeds" wait_for 60 has_items Open "$new"
nothing_free() { [ "$(sql 'pragma freelist_count')" = 0 ]; }
check "no page is free" wait_for 60 nothing_free
touch "$T/enough"
wait $poller
is "no reader saw a failure or half a feed" "$(json 'd["wrong"]' <"$T/poll.out")" "[]"
check "readers were served ($(cat "$T/poll.out"))" test "$(json 'd["answers"] > 6 and d["unchanged"] > 0' <"$T/poll.out")" = True
guids "$last" >"$T/guids.after"
check "no guid, id or place changed" cmp -s "$T/guids.before" "$T/guids.after"
is "each that went is in the log once" "$(sql "select count(*) || ' ' || count(distinct sha256) from mail_log where outcome = 'expired'")" "$((old + 2)) $((old + 2))"
has "trace knows it" "$(gw trace 'Low Level Weekly no 7:')" "expired: it was kept for 365 days"
has "and what waited" "$(gw trace 'tide table')" "expired: nobody let it out of the waiting room for 365 days"
is "the waiting room is empty" "$(gw --json waiting list | json 'len(d)')" 0
hasnt "no feed shows an old one" "$(get "$(feed_path All)")" "Low Level Weekly no 7:"

# One that went is delivered again.
deliver "$T/mail-7.eml" reader@news.example
known() { gw trace 'Low Level Weekly no 7:' | grep -q 'duplicate: the same newsletter was removed before'; }
check "a mail that went and comes again is a duplicate" wait_for 20 known
is "and does not appear" "$(items Open)" "$new"

# What is asked for again and again while nothing is removed has the same ETag.
etag() { curl -sSI "http://127.0.0.1:$PORT$(feed_path All)" | grep -i '^etag'; }
before=$(etag)
sleep 4
is "runs that remove nothing change no feed" "$(etag)" "$before"

stop_daemon || not_ok "the daemon ends in order"
size_after=$(stat -c %s "$T/state/gistwire.db")
check "the file shrank from $((size_before / 1024)) KB to $((size_after / 1024)) KB" test $((size_after * 2)) -lt "$size_before"
is "and is as large as its pages" "$size_after" "$(sql 'select page_count * page_size from pragma_page_count, pragma_page_size')"
is "the database is sound" "$(sql 'pragma integrity_check')" ok
is "and its references" "$(sql 'pragma foreign_key_check')" ""
hasnt "no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
