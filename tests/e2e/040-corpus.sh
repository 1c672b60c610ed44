#!/bin/bash
# Real and hostile mail: each ends as exactly one newsletter or a recorded duplicate, its bytes come back, and readers take the feed.
. "$(dirname "$0")/lib.sh"
if [ ! -d "$CORPUS/newsletters" ]; then
  skip "there is no corpus at $CORPUS"
  exit 77
fi

write_config
start_daemon || exit 1
gw feed add Corpus --policy open --address reader --max-items 0 --max-bytes 0 >/dev/null
taken=0 refused=0
for file in "$CORPUS"/newsletters/*.eml "$CORPUS"/odd/*; do
  status=0
  deliver "$file" || status=$?
  if [ $status = 0 ]; then
    taken=$((taken + 1))
  else
    refused=$((refused + 1))
    [ $status = 75 ] && [ ! -s "$file" ] || not_ok "the hook took $file (exit $status)"
  fi
done
check "the hook took all but the empty mail ($taken taken, $refused refused)" test $refused = 1
logged() { [ "$(sql 'select count(*) from mail_log')" = $taken ]; }
check "every mail is accounted for" wait_for 300 logged
check "the spool is empty" wait_for 10 spool_empty
newsletters=$(sql 'select count(*) from newsletter')
duplicates=$(sql "select count(*) from mail_log where outcome = 'duplicate'")
undecoded=$(sql "select count(*) from newsletter where flags & 8")
echo "$taken mails: $newsletters newsletters, $duplicates duplicates, $undecoded undecoded"
is "each is one newsletter or one duplicate" $((newsletters + duplicates)) $taken
# What has no sender that can be told (no From field, or two) waits even for an open feed; the administrator lets it in.
gw --json waiting list | json '"\n".join(w["id"] for w in d)' >"$T/waiting"
while read -r id; do gw waiting release "$id" >/dev/null || not_ok "cannot release $id"; done <"$T/waiting"
is "no room is left to wait in" "$(sql 'select count(*) from waiting')" 0
published() { [ "$(sql "select count(*) from item where state = 'published'")" = "$newsletters" ]; }
check "each newsletter is an item" wait_for 120 published

# The raw bytes of every newsletter against the files.
wrong=0
for file in "$CORPUS"/newsletters/*.eml "$CORPUS"/odd/*; do [ ! -s "$file" ] || sha256sum <"$file"; done | sort -u >"$T/files"
for id in $(sql 'select id from newsletter'); do
  gw newsletter show "$id" --raw | sha256sum
done >"$T/stored"
wrong=$(sort -u "$T/stored" | comm -23 - "$T/files" | wc -l)
is "newsletter show --raw gives the bytes of the file, for every newsletter" "$wrong" 0

get "$(feed_path Corpus)" >"$T/feed.xml"
check "xmllint is silent" bash -c "xmllint --noout '$T/feed.xml' 2>&1 | tee /dev/stderr | wc -c | grep -qx 0"
/usr/bin/python3 - "$T/feed.xml" >"$T/parsed" <<'PY'
import sys, feedparser
feed = feedparser.parse(open(sys.argv[1], "rb").read())
print(int(feed.bozo), len(feed.entries), sum(1 for e in feed.entries if e.get("title") and e.get("id") and e.get("link")))
PY
is "feedparser takes every item" "$(cat "$T/parsed")" "0 $newsletters $newsletters"
echo "http://127.0.0.1:$PORT$(feed_path Corpus)" >"$T/urls"
touch "$T/newsboat.conf"
unread=$(HOME=$T newsboat -u "$T/urls" -c "$T/cache.db" -C "$T/newsboat.conf" -x reload print-unread 2>"$T/newsboat.err")
is "newsboat counts them all" "$unread" "$newsletters unread articles"
check "no page of the corpus fails" bash -c '
  for id in $('"$BUILD"'/gistwire --config '"$T"'/conf --json newsletter list Corpus | /usr/bin/python3 -c "import json,sys; [print(i[\"id\"]) for i in json.load(sys.stdin)]"); do
    code=$(curl -sS -o /dev/null -w "%{http_code}" http://127.0.0.1:'"$PORT"'/newsletters/$id) || exit 1
    [ "$code" = 200 ] || { echo "$id $code" >&2; exit 1; }
  done'
check "the daemon ends in order" stop_daemon
hasnt "no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
