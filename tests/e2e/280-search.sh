#!/bin/bash
# Newsletters are found by their words, in the shell, in a page and by a feed reader that follows a word.
. "$(dirname "$0")/lib.sh"

# mail NUMBER SUBJECT TEXT: $T/NUMBER.eml
mail() {
  printf 'From: News <news@letters.example>\nTo: reader@news.example\nSubject: %s\nMessage-ID: <%s@letters.example>\nDate: %s\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>%s</p>\n' \
    "$2" "$1" "$(date -u -R)" "$3" >"$T/$1.eml"
}
found() { gw --json search "$@" | json 'd["found"]'; }
finds() { [ "$(found "$1")" = "$2" ]; }
# answer QUERY...: the status of a request to the search of feed Fen
answer() { curl -sS -o "$T/body" -w '%{http_code}' --max-time 20 "$@"; }

write_config
start_daemon || exit 1
gw feed add Fen --policy open --address reader >/dev/null
gw feed add Shut --address shut >/dev/null
id=$(feed_id Fen)
page=http://127.0.0.1:$PORT/feeds/$id/search

mail 1 'Bitterns in the reeds' 'The <b>b</b>itterns came back. <a href="https://birds.example/1">Read the report</a> of the wardens.'
mail 2 'Second letter' 'Nothing but rain, and a bittern. You get this as reader@news.example.'
mail 3 '=?utf-8?B?5p2x5Lqs44Gu44OL44Ol44O844K5?=' '東京タワーは高い。Grüße aus der Straße.'
for n in 1 2 3; do deliver "$T/$n.eml" reader@news.example; done
wait_for 20 has_items Fen 3 || not_ok "the mails became items"
mail 4 'Kept back' 'A bittern that nobody may see yet.'
deliver "$T/4.eml" shut@news.example
wait_for 20 spool_empty

# The shell.
is "a word is found in subject and text" "$(found bitterns)" 1
is "so is a beginning" "$(found 'bittern*')" 2
is "all words have to be there" "$(found bittern* rain)" 1
is "a phrase has to stand together" "$(found '"the wardens"') $(found '"wardens the"')" "1 0"
is "Japanese is found by any of its characters" "$(found 東京) $(found 京) $(found 京東)" "1 1 0"
is "German without its umlauts" "$(found strasse grusse)" 1
is "operators are text" "$(found bitterns NOT wardens)" 0
is "the ordinal of a link is no word" "$(found L1)" 0
is "the feed's address is no word" "$(found 'read* rain')" 0
out=$(gw search bitterns 2>&1)
has "people see the subject" "$out" "Bitterns in the reeds"
has "and what stands around it" "$out" "The bitterns came back. Read the report"
hasnt "without marks of ours" "$out" "(L1)"
is "what was found has its place" "$(gw --json search rain --feed Fen | json '[d["newsletters"][0]["excerpt"][a:b] for a, b in d["newsletters"][0]["marks"]]')" "['rain']"
gw search nobody wrote this >"$T/out" 2>"$T/err"; is "nothing found is a failure that says so" "$? $(cat "$T/err")" \
  "1 gistwire: error: no newsletter has all of these words: nobody wrote this"
gw search 'ab*' 2>"$T/err"; is "limits are named" "$? $(cat "$T/err")" "1 gistwire: error: a star needs at least 3 letters before it"
gw search x --feed Nowhere 2>"$T/err"; is "an unknown feed is told" "$?" 1
gw search "$(head -c 100000 /dev/zero | tr '\0' 'x')" 2>"$T/err"; has "100 KB are refused" "$(cat "$T/err")" "at most 256 bytes"

# What waits is not found, until it is released.
is "waiting mail is not found" "$(found nobody may see)" 0
gw waiting release "$(gw --json waiting list | json 'd[0]["id"]')" >/dev/null
check "released, it is" wait_for 20 finds 'nobody may see' 1
is "only in its own feed" "$(found --feed Fen nobody may see) $(found --feed Shut nobody may see)" "0 1"

# The page.
is "the page is there" "$(answer "$page?q=bittern*")" 200
has "with what was found marked" "$(cat "$T/body")" "<mark>Bitterns</mark> in the reeds"
has "and counted" "$(cat "$T/body")" "2 newsletters"
has "and a form with a label" "$(cat "$T/body")" '<label for="q">'
hasnt "and no script" "$(cat "$T/body")" "<script"
answer "$page?q=rain" >/dev/null
has "the feed's address is masked" "$(cat "$T/body")" "[your address]"
hasnt "wherever it stands" "$(cat "$T/body")" "reader@news"
etag=$(curl -sS -D - -o /dev/null "$page?q=rain" | sed -n 's/^ETag: //Ip' | tr -d '\r')
is "an unchanged page is 304" "$(answer -H "If-None-Match: $etag" "$page?q=rain")" 304
is "percent and plus are decoded" "$(answer "$page?q=%22came+back%22") $(grep -c '<article' "$T/body")" "200 1"
has "the feed's own page has the form" "$(get "/feeds/$id")" 'role="search"'
for bad in '%00' '%zz' '%ff' 'ab*' "$(printf 'x%.0s' $(seq 257))"; do
  is "q=$(printf %s "$bad" | head -c 8) is refused" "$(answer "$page?q=$bad") $(answer "$page.rss?q=$bad")" "400 400"
done
is "8 KB are refused" "$(answer "$page?q=$(head -c 7000 /dev/zero | tr '\0' 'y')")" 400
for odd in '%22' '%22%22' '((((' '%22a%22%20OR%20' '*' 'a:b' '%F0%9F%98%80' '%E2%80%AE' "';--"; do
  is "q=$odd is a page" "$(answer "$page?q=$odd")" 200
done
is "an unknown feed is the usual 404" "$(answer "http://127.0.0.1:$PORT/feeds/abcdefghijklmnopqrstuvwxyz/search?q=rain"; sum=$(md5sum <"$T/body"); answer "http://127.0.0.1:$PORT/nothing"; [ "$sum" = "$(md5sum <"$T/body")" ] && echo same)" "404404same"
is "its feed, too" "$(answer "http://127.0.0.1:$PORT/feeds/abcdefghijklmnopqrstuvwxyz/search.rss?q=ab*")" 404
is "nothing but GET and HEAD" "$(answer -X POST "$page?q=rain") $(answer -X DELETE "$page.rss?q=rain") $(answer -I "$page?q=rain") $(answer -I "$page.rss?q=rain")" "405 405 200 200"

# A reader follows the word.
get "/feeds/$id/search.rss?q=bittern*" >"$T/one.rss"
is "the feed fits the schema" "$(xmllint --noout --relaxng "$SOURCE/tests/data/rss.rng" "$T/one.rss" 2>&1)" "$T/one.rss validates"
is "and says what was searched for, newest first" "$(/usr/bin/python3 -c '
import feedparser, sys
d = feedparser.parse(sys.argv[1])
print(int(d.bozo), d.feed.title, [e.title for e in d.entries])' "$T/one.rss")" "0 Fen: search for bittern* ['Second letter', 'Bitterns in the reeds']"
guids() { /usr/bin/python3 -c 'import feedparser, sys; print(" ".join(sorted(e.id for e in feedparser.parse(sys.argv[1]).entries)))' "$1"; }
get "/feeds/$id/rss" >"$T/all.rss"
is "its items are those of the feed" "$(for g in $(guids "$T/one.rss"); do grep -c "$g" "$T/all.rss"; done | sort -u)" 1
etag=$(curl -sS -D - -o /dev/null "$page.rss?q=bittern*" | sed -n 's/^ETag: //Ip' | tr -d '\r')
is "an unchanged feed is 304" "$(answer -H "If-None-Match: $etag" "$page.rss?q=bittern*")" 304
is "two searches are two feeds" "$(get "/feeds/$id/search.rss?q=rain" | grep -c '<item>') $(get "/feeds/$id/search.rss?q=bittern*" | grep -c '<item>')" "1 2"
check "gzip is the same" cmp -s "$T/one.rss" <(curl -sS --compressed "$page.rss?q=bittern*")
mail 5 'Third letter' 'One more bittern.'
deliver "$T/5.eml" reader@news.example
wait_for 20 has_items Fen 4
is "a new mail comes into it" "$(answer -H "If-None-Match: $etag" "$page.rss?q=bittern*") $(grep -c '<item>' "$T/body")" "200 3"
check "the feed lists it first" test "$(grep -n -m1 'Third letter' "$T/body" | cut -d: -f1)" -lt "$(grep -n -m1 'Second letter' "$T/body" | cut -d: -f1)"

# Removed, rebuilt, restarted, copied.
gw newsletter remove "$(gw --json search rain | json 'd["newsletters"][0]["id"]')" >/dev/null
is "what was removed is not found" "$(found rain)" 0
gw newsletter rebuild --all >/dev/null
is "a rebuild finds the same" "$(found 'bittern*')" 3
stop_daemon
start_daemon || exit 1
is "so does a restart" "$(found 'bittern*')" 3
sqlite3 "$T/state/gistwire.db" "VACUUM INTO '$T/state/copy.db'"
is "a copy by sqlite3 has no fault" "$(sqlite3 -readonly "$T/state/copy.db" 'PRAGMA integrity_check')" ok
sed "s#gistwire.db#copy.db#" "$T/conf" >"$T/copy.conf"
is "and can be searched" "$("$BUILD/gistwire" --config "$T/copy.conf" --json search 東京 | json 'd["found"]')" 1
check "the daemon ends in order" stop_daemon
hasnt "no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
