#!/bin/bash
# Digests: one for each day that had newsletters, made at its hour, once, over kill -9 and restarts, and made up for when nobody was there to make it.
. "$(dirname "$0")/lib.sh"
export TZ=UTC

write_config
start_daemon || exit 1
gw feed add Letters --policy open --address src >/dev/null
mkdir "$T/letters"
# The hour that began last ends the last day; the letters are dated by it.
hour=$(($(date +%s) / 3600 * 3600))
/usr/bin/python3 "$E2E/letters.py" "$T/letters" "$hour"
gw import Letters "$T/letters" >/dev/null || not_ok "import"
gw feed add Daily --digest Letters --every day --at "$((10#$(date -d "@$hour" +%H)))" >/dev/null
gw feed add Weekly --digest Letters --every week --max-items 0 >/dev/null
is "feed show knows when" "$(gw --json feed show Daily | json '"%s at %d" % (d["every"], d["at"])')" "day at $((10#$(date -d "@$hour" +%H)))"

says() { /usr/bin/python3 "$E2E/digests_says.py" "$T/state/gistwire.db" "$@" 2>&1; }
fetch() { for format in rss atom json; do get "/feeds/$(feed_id "$1")/$format" >"$T/$1.$format"; done; }
holds() {
  fetch "$1"
  for format in rss atom; do
    is "$1 as $format fits the schema" "$(xmllint --noout --huge --relaxng "$SOURCE/tests/data/$format.rng" "$T/$1.$format" 2>&1)" \
      "$T/$1.$format validates"
  done
  for format in rss atom json; do is "$1 as $format holds what a script counts" "$(says Letters "$1" $format "$T/$1.$format")" "$2"; done
}
has_digests() { [ "$(items "$1")" = "$2" ]; }

holds Daily "1 digests of 3 newsletters"
has "its title says the day" "$(json 'd["items"][0]["title"]' <"$T/Daily.json")" "Digest of $(date -d "@$hour" '+%-d %B %Y'): 3 newsletters"
has "with the most named links" "$(json 'd["items"][0]["content_html"]' <"$T/Daily.json")" "Bees find home, says a study of storms"
page=$(json 'd["items"][0]["url"]' <"$T/Daily.json")
page=${page#http://gistwire.test}
has "it has a page" "$(get "$page")" "Letter garden-2"
has "that keeps to itself like the others" "$(curl -sSI "http://127.0.0.1:$PORT$page")" "default-src 'none'"
is "an unknown digest is not there" "$(curl -sS -o /dev/null -w '%{http_code}' "http://127.0.0.1:$PORT/digests/abcdefghijklmnopqrstuvwxyz")" 404
get "/feeds/$(feed_id Daily)" >"$T/Daily.html"
gw --json newsletter list Letters | json '"\n".join(i["id"] for i in d)' >"$T/ids"
cat "$T"/Daily.* <(get "$page") >"$T/all"
hasnt "it tells no address" "$(grep -ioE 'src(@|%40|=)news\.example' "$T/all" | head -n 1)" "news"
hasnt "nor its source" "$(grep -F "$(feed_id Letters)" "$T/all" | head -c 200)" "feeds"
is "nor its source's items" "$(grep -cFf "$T/ids" "$T/all")" 0

# Killed and started again, nothing is made twice.
kill_daemon
start_daemon || exit 1
for format in rss atom json; do
  check "$format is the same to the byte after kill -9" cmp -s "$T/Daily.$format" <(get "/feeds/$(feed_id Daily)/$format")
done
is "nothing was made twice" "$(items Daily)" 1

# A newsletter of today, and a time zone in which the day ends in a few seconds.
cat >"$T/today.eml" <<'MAIL'
From: Late News <late@news-room.example>
To: src@news.example
Subject: Late news
Message-ID: <late@news-room.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><body><h1>Late news</h1><p>There is news about the moon over the valley tonight, and much of it.</p></body></html>
MAIL
deliver "$T/today.eml" src@news.example
wait_for 20 has_items Letters 6 || not_ok "the mail came"
stop_daemon
left=$((hour + 86400 - $(date +%s) - 8))
TZ=$(printf 'XXX-%02d:%02d:%02d' $((left / 3600)) $((left / 60 % 60)) $((left % 60)))
export TZ
start_daemon || exit 1
is "the day is not over" "$(items Daily)" 1
wait_for 20 has_digests Daily 2 || not_ok "the digest was made at its hour"
has "the log says so" "$(cat "$T/daemon.log")" "digests made: 1"
holds Daily "2 digests of 4 newsletters"
kill_daemon
start_daemon || exit 1
sleep 1
is "nothing was made twice" "$(items Daily)" 2
check "and it says the same" cmp -s "$T/Daily.json" <(get "/feeds/$(feed_id Daily)/json")

# What it says stays when a newsletter goes.
gw newsletter remove "$(gw --json newsletter list Letters | json '[i["id"] for i in d if i["subject"] == "Letter garden-2"][0]')" >/dev/null
check "a digest stays as it is when a newsletter is removed" cmp -s "$T/Daily.json" <(get "/feeds/$(feed_id Daily)/json")
stop_daemon

# Nobody was there for a month: as if the feed had been made then.
export TZ=UTC
sqlite3 "$T/state/gistwire.db" "update feed set created = created - 30 * 86400 where kind = 'digest'; delete from digest;"
start_daemon || exit 1
days=$(sql "select count(distinct (published - $hour - 1 + 86400 * 1000) / 86400) from item join feed on feed.row = item.feed where feed.name = 'Letters' and published <= $hour")
wait_for 20 has_digests Daily "$days" || not_ok "what was missed is made ($(items Daily) of $days)"
holds Daily "$days digests of 4 newsletters"
check "weeks, too" test "$(items Weekly)" -ge 1
holds Weekly "$(items Weekly) digests of $(sql "select count(*) from digest_line join digest on digest.row = digest join feed on feed.row = digest.feed where digest_line.kind = 'newsletter' and feed.name = 'Weekly'") newsletters"

if [ -d "$CORPUS/newsletters" ]; then
  gw feed add Corpus --policy open --address corpus >/dev/null
  gw import Corpus "$CORPUS/newsletters" >/dev/null || not_ok "import of the corpus"
  gw feed add Weeks --digest Corpus --every week --max-items 0 --max-bytes 0 >/dev/null
  stop_daemon
  sqlite3 "$T/state/gistwire.db" "update feed set created = (select min(published) from item) where name = 'Weeks'; delete from digest;"
  start_daemon || exit 1
  week=$(date +%s)
  week=$((week - (week - 4 * 86400 - 7 * 3600) % (7 * 86400))) # 1970-01-05 was a Monday
  published=$(sql "select count(*) from item join feed on feed.row = item.feed join newsletter on newsletter.row = item.newsletter where feed.name = 'Corpus' and state = 'published' and flags & 1 = 0 and published <= $week")
  covered() { [ "$(sql "select count(*) from digest_line join digest on digest.row = digest join feed on feed.row = digest.feed where feed.name = 'Weeks' and digest_line.kind = 'newsletter'")" = "$published" ]; }
  wait_for 30 covered || not_ok "every newsletter of the corpus stands in a digest"
  fetch Weeks
  for format in rss atom json; do
    is "weeks of the corpus as $format hold what a script counts" \
      "$(/usr/bin/python3 "$E2E/digests_says.py" "$T/state/gistwire.db" Corpus Weeks $format "$T/Weeks.$format" 2>&1)" "$(items Weeks) digests of $published newsletters"
  done
  for format in rss atom; do
    is "weeks of the corpus fit the schema of $format" "$(xmllint --noout --huge --relaxng "$SOURCE/tests/data/$format.rng" "$T/Weeks.$format" 2>&1)" \
      "$T/Weeks.$format validates"
  done
  stop_daemon
  start_daemon || exit 1
  for format in rss atom json; do
    check "weeks of the corpus as $format are the same after a restart" cmp -s "$T/Weeks.$format" <(get "/feeds/$(feed_id Weeks)/$format")
  done
else
  skip "there is no corpus at $CORPUS"
fi
check "the daemon ends in order" stop_daemon
hasnt "no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
