#!/bin/bash
# Feeds of everything and of single senders: in every format, with what a script counts in the mails, to the byte over a restart, and without a word
# about the addresses that the mails came to.
. "$(dirname "$0")/lib.sh"

formats=(rss atom json)
save() { for format in "${formats[@]}"; do get "/feeds/$(feed_id "$1")/$format" >"$T/$2.$format"; done; }
titles() { get "/feeds/$(feed_id "$1")/json" | json '"\n".join(i["title"] for i in d["items"])'; }
senders() { gw --json feed show "$1" | json 'json.dumps({s["sender"]: s["items"] for s in d["senders"]}, sort_keys=True)'; }
begin() {
  [ -z "$DAEMON" ] || stop_daemon
  rm -rf "$T/state" "$T/spool"
  write_config
  start_daemon || exit 1
  gw feed add News --policy open --address sekretbox --max-items 0 --max-bytes 0 >/dev/null
  gw feed add Two --policy open --address zweitbox >/dev/null
}

# round NAME FOLDER: derived feeds that were there before the mails of that folder, and after.
round() {
  local name=$1 folder=$2 mails feed format child
  begin
  gw feed add Early --all --max-items 0 --max-bytes 0 >/dev/null
  gw feed add Per --per-sender News --max-items 0 --max-bytes 0 >/dev/null
  gw import News "$folder" >"$T/import" || not_ok "import: $(cat "$T/import")"
  gw feed add Late --all --max-items 0 --max-bytes 0 --show full >/dev/null
  gw feed add Senders --per-sender News --max-items 0 --max-bytes 0 >/dev/null
  mails=$(ls "$folder" | wc -l)
  /usr/bin/python3 "$E2E/derived_says.py" "$folder" >"$T/counts"

  for feed in Early Late; do is "$name: $feed has each of $mails newsletters once" "$(items $feed)" "$mails"; done
  is "$name: in the same order" "$(titles Early)" "$(titles Late)"
  is "$name: as their feed, with its name in front" "$(titles Early)" "$(titles News | sed 's/^/News: /')"
  for feed in Per Senders; do is "$name: $feed has a feed of each sender, with what they wrote" "$(senders $feed)" "$(cat "$T/counts")"; done
  is "$name: the announcements are as many" "$(get "/feeds/$(feed_id Per)/json" | json 'len(d["items"])')" "$(json 'len(d)' <"$T/counts")"
  is "$name: no model, no question, nothing pending" "$(sql "select (select count(*) from item where state in ('pending', 'held')) + (select count(*) from gist where state <> 'done') + (select count(*) from usage)")" 0

  child=$(gw --json feed show Per | json 'max(d["senders"], key=lambda s: s["items"])["name"]')
  for feed in Early Late Per "$child"; do
    save "$feed" "$feed"
    for format in rss atom; do
      is "$name: $feed as $format fits the schema" \
        "$(xmllint --noout --huge --relaxng "$SOURCE/tests/data/$format.rng" "$T/$feed.$format" 2>&1)" "$T/$feed.$format validates"
    done
  done
  for feed in Early Late "$child"; do
    gw --json newsletter list "$feed" >"$T/list"
    for format in "${formats[@]}"; do
      is "$name: $feed as $format says what went in" \
        "$(/usr/bin/python3 "$E2E/feed_says.py" $format "$T/list" "$T/$feed.$format" "$([ "$feed" = "$child" ] || echo 'News: ')" 2>&1)" "$(items "$feed") right"
    done
  done
  for format in rss atom; do
    is "$name: feedparser takes the announcements as $format" "$(/usr/bin/python3 -c 'import feedparser, sys
f = feedparser.parse(open(sys.argv[1], "rb").read())
print(f.bozo, len(set(e.id for e in f.entries)), all(e.link.startswith("http://gistwire.test/feeds/") and e.link in e.content[0].value for e in f.entries))' \
      "$T/Per.$format")" "False $(json 'len(d)' <"$T/counts") True"
  done
  touch "$T/newsboat.conf"
  for feed in Late Per; do
    echo "http://127.0.0.1:$PORT/feeds/$(feed_id $feed)/rss" >"$T/urls"
    rm -f "$T/newsboat.db"
    HOME=$T newsboat -u "$T/urls" -c "$T/newsboat.db" -C "$T/newsboat.conf" -x reload 2>"$T/newsboat.err"
    is "$name: newsboat has all of $feed" "$(sqlite3 "$T/newsboat.db" 'select count(distinct guid) from rss_item')" "$(items $feed)"
  done

  sleep 1.1
  stop_daemon
  start_daemon || exit 1
  for feed in Early Late Per "$child"; do
    for format in "${formats[@]}"; do
      check "$name: $feed as $format is the same to the byte after a restart" cmp -s "$T/$feed.$format" <(get "/feeds/$(feed_id "$feed")/$format")
    done
  done
  hasnt "$name: no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
}

mkdir "$T/own" "$T/corpus"
cp "$SOURCE"/tests/data/mail/*.eml "$T/own"
/usr/bin/python3 - "$T/own" <<'PY'
import sys
for n in range(9):
    list_id = f"List-Id: The list <Reeds.{n % 2}.example>\n" if n < 5 else ""
    open(f"{sys.argv[1]}/list-{n}.eml", "w").write(
        f"From: Reeds <{'News' if n % 2 else 'news'}@reeds.example>\nTo: x@y.example\n{list_id}Subject: Reeds {n}\nDate: Mon, {n + 1:02d} Nov 2026 09:00:00 +0000\n"
        f"Message-ID: <reeds-{n}@x.example>\n\nThe reeds grow in the water, part {n}. https://reeds.example/{n}\n")
PY
round "own mails" "$T/own"
if [ -d "$CORPUS/newsletters" ]; then
  cp "$CORPUS"/newsletters/* "$T/corpus"
  round "corpus" "$T/corpus"
else
  skip "there is no corpus at $CORPUS"
fi

# --- what becomes of items ---------------------------------------------------------------------
begin
gw feed add All --all >/dev/null
gw feed add Per --per-sender News >/dev/null
gw feed add Strict --address strict >/dev/null
cat >"$T/leak.eml" <<'MAIL'
From: "Leaky to sekretbox@news.example" <bounce+zweitbox=news.example@leak.example>
To: sekretbox@news.example, zweitbox@news.example
Subject: For sekretbox@news.example and zweitbox@news.example
Date: Mon, 23 Nov 2026 09:00:00 +0000
Message-ID: <leak@leak.example>
List-Unsubscribe: <mailto:leave-sekretbox%40news.example@leak.example>, <https://leak.example/u?e=zweitbox@news.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<html><body><h1>Dear sekretbox@news.example</h1><p>This letter was sent to <b>zweitbox+x@news.example</b> and to SekretBox%40news.example, as you wished, on a long winter day.</p>
<p><a href="https://leak.example/read?to=1">Read what the river does</a> in a story about water that goes on for a while.</p>
<p><a href="https://leak.example/unsubscribe?e=sekretbox%40news.example">Unsubscribe</a> <a href="https://leak.example/unsubscribe?e=zweitbox@news.example">Unsubscribe zweitbox@news.example</a></p></body></html>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="for zweitbox@news.example.pdf"

%PDF
--b--
MAIL
deliver "$T/leak.eml" sekretbox@news.example zweitbox@news.example
check "a mail to two feeds is published" wait_for 30 has_items Two 1
check "and once in the feed of all" has_items All 1
child=$(gw --json feed show Per | json 'd["senders"][0]["name"]')
is "a sender whose name tells an address has none" "$child" "Per: unknown sender"
for feed in All Per "$child"; do
  for format in "${formats[@]}"; do get "/feeds/$(feed_id "$feed")/$format"; done
  get "/feeds/$(feed_id "$feed")"
done >"$T/said"
grep -o '/newsletters/[a-z2-7]*' "$T/said" | sort -u >"$T/paths"
is "two items" "$(wc -l <"$T/paths")" 2
while read -r path; do get "$path"; get "$path/original"; curl -sSi "http://127.0.0.1:$PORT$path/parts/0"; done <"$T/paths" >>"$T/said"
grep -o '/links/[a-z2-7]*' "$T/said" | sort -u >"$T/links"
check "there are links ($(wc -l <"$T/links"))" test -s "$T/links"
while read -r path; do curl -sSi "http://127.0.0.1:$PORT$path"; done <"$T/links" >>"$T/said"
has "what was said is said" "$(cat "$T/said")" "[your address]"
has "with the attachment" "$(cat "$T/said")" "%PDF"
for secret in sekretbox zweitbox; do
  is "no derived feed, page or link tells $secret" "$(grep -ci "$secret" "$T/said")" 0
done
for feed in News Two; do hasnt "nor the id of $feed" "$(cat "$T/said")" "$(feed_id $feed)"; done
own=$(gw --json newsletter list News | json 'd[0]["id"]')
has "the own feed's reader can leave" "$(get "/newsletters/$own")" "Unsubscribe, as"
hasnt "a derived feed's reader cannot" "$(cat "$T/said")" "Unsubscribe, as"

before=$(get "/feeds/$(feed_id All)/json" | json 'sorted(i["id"] for i in d["items"])')
deliver "$SOURCE/tests/data/mail/essay.eml" strict@news.example
waits() { [ "$(gw --json waiting list | json 'len(d)')" = 1 ]; }
check "a mail waits" wait_for 30 waits
is "what waits is in no derived feed" "$(items All)" 1
gw waiting release "$(gw --json waiting list | json 'd[0]["id"]')" >/dev/null
is "released, it is" "$(items All)" 2
has "in the name of its feed" "$(titles All)" "Strict: "
gw newsletter rebuild --all >/dev/null
is "a rebuild leaves both" "$(items All)" 2
has "under their guids" "$(get "/feeds/$(feed_id All)/json")" "$(printf %s "$before" | sed "s/\['//; s/'\]//")"
old=$(feed_id All)
gw feed rotate All --url >/dev/null
for path in "/feeds/$old/rss" "/feeds/$old"; do
  is "after another URL the old one is dead: ${path##*/}" "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$PORT$path")" 404
done
is "one of two pages went with it" "$(while read -r path; do curl -s -o /dev/null -w '%{http_code} ' "http://127.0.0.1:$PORT$path"; done <"$T/paths" | tr ' ' '\n' | sort | xargs)" "200 404"
has "guids stay" "$(get "/feeds/$(feed_id All)/json")" "$(printf %s "$before" | sed "s/\['//; s/'\]//")"
gw feed edit Two --name Zwei >/dev/null
gw feed remove News
is "what another feed has stays when the first one goes" "$(titles All | grep -c '^Zwei: For')" 1
has "under its guid" "$(get "/feeds/$(feed_id All)/json")" "$(printf %s "$before" | sed "s/\['//; s/'\]//")"
is "the feeds of its senders are gone" "$(gw --json feed list | json 'sorted(f["name"] for f in d)')" "['All', 'Strict', 'Zwei']"
gw newsletter remove "$(gw --json newsletter list Zwei | json 'd[0]["id"]')" >/dev/null
is "a newsletter that is removed is removed everywhere" "$(titles All | grep -c .)" 1

# --- more senders than feeds -------------------------------------------------------------------
gw feed add Crowd --address crowd >/dev/null
gw feed add Faces --per-sender Crowd >/dev/null
for n in $(seq 505); do
  printf 'From x Mon Nov 23 09:00:00 2026\nFrom: Face <face%d@crowd.example>\nSubject: A face %d\nDate: Mon, 23 Nov 2026 09:00:00 +0000\nMessage-ID: <face-%d@crowd.example>\n\nIt is number %d.\n\n' $n $n $n $n
done >"$T/crowd.mbox"
gw import Crowd "$T/crowd.mbox" 2>"$T/said" >/dev/null
is "the limit is said once" "$(grep -c "feed 'Faces' has feeds of 500 senders, and makes no more" "$T/said")" 1
is "500 feeds, and what is in none is counted" "$(gw --json feed show Faces | json '(len(d["senders"]), d["left_out"])')" "(500, 5)"
has "for people, too" "$(gw feed show Faces)" "left out:    5 newsletters"
printf 'From: Face <late@crowd.example>\nTo: crowd@news.example\nSubject: Late\nMessage-ID: <late@crowd.example>\n\nToo late.\n' >"$T/late.eml"
gw allow add Crowd @crowd.example
for n in 1 2; do
  sed "s/late@crowd/late$n@crowd/; s/Too late/Too late $n/" "$T/late.eml" >"$T/late$n.eml"
  deliver "$T/late$n.eml" crowd@news.example
  check "one more arrives" wait_for 30 has_items Crowd $((505 + n))
done
is "the daemon says it once" "$(grep -c "feed 'Faces' has feeds of 500 senders" "$T/daemon.log")" 1
gw feed remove Crowd
is "they go with their source" "$(gw --json feed list | json 'len([f for f in d if f["kind"] == "sender"])')" 0

# --- what makes no sense -----------------------------------------------------------------------
gw feed add Per --per-sender Strict >/dev/null
refused() {
  local wanted=$1 said
  shift
  if said=$(gw "$@" 2>&1); then not_ok "refused: $*"; return; fi
  is "one line: $*" "$(printf '%s\n' "$said" | wc -l)" 1
  has "that says what" "$said" "$wanted"
}
refused "one of --all" feed add X --all --per-link Strict
refused "derived from others" feed add X --per-link All
refused "derived from others" feed add X --digest Per --every day
refused "no feed 'nobody'" feed add X --per-sender nobody
refused "--every day or --every week" feed add X --digest Strict
refused "--every day or --every week" feed add X --digest Strict --every hour
refused "0 to 23" feed add X --digest Strict --every day --at 24
refused "0 to 23" feed add X --digest Strict --every day --at -1
refused "needs --per-link" feed add X --per-sender Strict --most-named
refused "needs --digest" feed add X --every day
refused "needs --digest" feed add X --all --at 6
for option in "--policy open" "--address x" "--interests a" "--language de" "--hold yes" "--hide-irrelevant yes"; do
  # shellcheck disable=SC2086
  refused "${option%% *} is for feeds that mail comes to" feed add X --all $option
done
refused "--policy is for feeds" feed edit All --policy open
refused "has no address" feed rotate All --address
refused "derived from others" allow add All a@b.example
refused "derived from others" filter add All --exclude-subject x
refused "derived from others" import All "$T/own"
refused "derived from others" newsletter gist --again --feed All
refused "already" feed add All --all
stop_daemon || not_ok "the daemon ends in order"
hasnt "no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
