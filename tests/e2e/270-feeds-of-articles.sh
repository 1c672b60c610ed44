#!/bin/bash
# Feeds of the articles that newsletters name: each once, in three formats, as a script of its own counts them, the same bytes after a restart.
. "$(dirname "$0")/lib.sh"

write_config
start_daemon || exit 1
gw feed add Letters --policy open --address src >/dev/null
mkdir "$T/letters"
now=$(date +%s)
/usr/bin/python3 "$E2E/letters.py" "$T/letters" "$now"
gw feed add Links --per-link Letters --max-items 0 --max-bytes 0 >/dev/null # before: filled as mail comes
gw import Letters "$T/letters" >/dev/null || not_ok "import"
gw feed add Top --per-link Letters --most-named --max-items 0 --max-bytes 0 >/dev/null
gw feed add Again --per-link Letters --max-items 0 --max-bytes 0 >/dev/null

says() { /usr/bin/python3 "$E2E/articles_says.py" "$T/state/gistwire.db" "$@" 2>&1; }
fetch() { for format in rss atom json; do get "/feeds/$(feed_id "$1")/$format" >"$T/$1.$format"; done; }
valid() {
  for format in rss atom; do
    is "$1 as $format fits the schema" "$(xmllint --noout --huge --relaxng "$SOURCE/tests/data/$format.rng" "$T/$1.$format" 2>&1)" \
      "$T/$1.$format validates"
  done
}

for feed in Links Top Again; do
  fetch $feed
  valid $feed
  kind=links count=7
  [ $feed != Top ] || kind=top count=6
  for format in rss atom json; do
    is "$feed as $format holds what a script counts" "$(says Letters $kind $format "$T/$feed.$format")" "$count right"
  done
done
is "feed list counts what is named" "$(items Links) $(items Top)" "8 6"
is "the list of what is named does not depend on when the feed was made" "$(json '[i["url"] for i in d["items"]]' <"$T/Links.json")" \
  "$(json '[i["url"] for i in d["items"]]' <"$T/Again.json")"
sed '0,/Ten hedges that feed bees/s##Bees#; s/Named by <bdi>The Archive/Named by <bdi>Nobody/' "$T/Links.json" >"$T/bad.json"
hasnt "the script can fail" "$(says Letters links json "$T/bad.json")" "7 right"
is "the most named stands on top" "$(json 'd["items"][0]["title"]' <"$T/Top.json")" "Bees find home, says a study of storms"
has "with who named it" "$(json 'd["items"][0]["content_html"]' <"$T/Top.json")" \
  "2 newsletters in seven days. Named by <bdi>The Gardener</bdi> and <bdi>The Beekeeper</bdi>"

# Nobody learns where the newsletters come in.
source_id=$(feed_id Letters)
gw --json newsletter list Letters | json '"\n".join(i["id"] for i in d)' >"$T/ids"
for feed in Links Top; do
  get "/feeds/$(feed_id $feed)" >"$T/$feed.html"
  cat "$T/$feed".* >"$T/all"
  hasnt "$feed tells no address" "$(grep -ioE 'src(@|%40|=)news\.example' "$T/all" | head -n 1)" "news"
  hasnt "$feed does not lead to its source" "$(grep -F "$source_id" "$T/all" | head -c 200)" "$source_id"
  is "nor to its source's items" "$(grep -cFf "$T/ids" "$T/all")" 0
done
is "a link that names the reader's address is left out" "$(grep -c 'survey of every hive' "$T/Links.json")" 0
url=$(json '[i["url"] for i in d["items"] if "honey" in i["title"]][0]' <"$T/Links.json")
has "a link leads to the article" "$(curl -sS -o /dev/null -w '%{redirect_url}' "http://127.0.0.1:$PORT${url#http://gistwire.test}")" "https://meadow.example/honey"
has "the page shows them" "$(cat "$T/Links.html")" "What honey tells about the flowers of a valley"
hasnt "no script in the page" "$(cat "$T/Links.html")" "<script"

# Stable bytes.
sleep 1.1
stop_daemon
start_daemon || exit 1
for feed in Links Top; do
  for format in rss atom json; do
    check "$feed as $format is the same to the byte after a restart" cmp -s "$T/$feed.$format" <(get "/feeds/$(feed_id $feed)/$format")
  done
done

# A delivered mail joins, keeps the guid, and goes again.
guid=$(json '[i["id"] for i in d["items"] if "honey" in i["title"]][0]' <"$T/Links.json")
cat >"$T/new.eml" <<'MAIL'
From: Late News <late@news-room.example>
To: src@news.example
Subject: Late news
Message-ID: <late@news-room.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><body><h1>Late news</h1><p>There is news about honey and about the moon tonight.</p>
<h2><a href="https://www.meadow.example/honey/?utm_campaign=late">Honey, once more and at length</a></h2><p>Much is to be said about honey in the valley.</p>
<h2><a href="https://moon.example/tonight">The moon over the valley tonight</a></h2><p>It will be full and it will be late in the evening.</p></body></html>
MAIL
deliver "$T/new.eml" src@news.example
wait_for 20 has_items Letters 6 || not_ok "the mail came"
fetch Links
is "an article that is named again keeps its guid" "$(json '[i["id"] for i in d["items"] if "honey" in i["title"]][0]' <"$T/Links.json")" "$guid"
is "and says who joined" "$(says Letters links json "$T/Links.json")" "8 right"
is "a new one stands on top" "$(json 'd["items"][0]["title"]' <"$T/Links.json")" "The moon over the valley tonight"
gw newsletter remove "$(gw --json newsletter list Letters | json '[i["id"] for i in d if i["subject"] == "Late news"][0]')" >/dev/null
fetch Links
is "what nobody names any more is gone" "$(says Letters links json "$T/Links.json")" "7 right"
gw feed edit Links --max-items 3 >/dev/null
is "a cap of 3 leaves 3" "$(get "/feeds/$(feed_id Links)/json" | json 'len(d["items"])')" 3

# All of the corpus.
if [ -d "$CORPUS/newsletters" ]; then
  gw feed add Corpus --policy open --address corpus >/dev/null
  gw import Corpus "$CORPUS/newsletters" >/dev/null || not_ok "import of the corpus"
  gw feed add Articles --per-link Corpus --max-items 0 --max-bytes 0 >/dev/null
  gw feed add Named --per-link Corpus --most-named --max-items 0 --max-bytes 0 >/dev/null
  for feed in Articles Named; do
    fetch $feed
    valid $feed
    kind=links
    [ $feed != Named ] || kind=top
    for format in rss atom json; do
      is "$feed of the corpus as $format holds what a script counts" "$(says Corpus $kind $format "$T/$feed.$format")" "$(items $feed) right"
    done
  done
  stop_daemon
  start_daemon || exit 1
  for feed in Articles Named; do
    for format in rss atom json; do
      check "$feed of the corpus as $format is the same after a restart" cmp -s "$T/$feed.$format" <(get "/feeds/$(feed_id $feed)/$format")
    done
  done
else
  skip "there is no corpus at $CORPUS"
fi
check "the daemon ends in order" stop_daemon
hasnt "no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
