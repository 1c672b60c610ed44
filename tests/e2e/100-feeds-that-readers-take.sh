#!/bin/bash
# Every feed in every format: schemas of our own, feedparser and newsboat take it, and say what went in.
. "$(dirname "$0")/lib.sh"

write_config
start_daemon || exit 1
gw feed add Gists --policy open --address gists --max-items 0 --max-bytes 0 --description 'What letters say & mean' >/dev/null
gw feed add Full --policy open --address full --max-items 0 --max-bytes 0 --show full >/dev/null
gw feed add Empty --policy open --address empty >/dev/null
folders=("$SOURCE/tests/data/mail")
if [ -d "$CORPUS/newsletters" ]; then folders+=("$CORPUS/newsletters" "$CORPUS/odd"); else skip "there is no corpus at $CORPUS"; fi
mkdir "$T/mails"
n=0
for file in "${folders[0]}"/*.eml ${folders[1]:+"${folders[1]}"/*.eml "${folders[2]}"/*}; do
  [ ! -s "$file" ] || cp "$file" "$T/mails/$((n = n + 1)).eml"
done
for feed in Gists Full; do gw import "$feed" "$T/mails" >/dev/null || not_ok "import into $feed"; done
published=$(items Gists)
check "the feeds hold something ($published items of $n mails)" test "$published" -ge 7
is "one as many as the other" "$(items Full)" "$published"

for feed in Gists Full Empty; do
  for format in rss atom json; do get "/feeds/$(feed_id $feed)/$format" >"$T/$feed.$format"; done
  for format in rss atom; do
    is "$feed as $format fits the schema" "$(xmllint --noout --huge --relaxng "$SOURCE/tests/data/$format.rng" "$T/$feed.$format" 2>&1)" \
      "$T/$feed.$format validates"
  done
done
sed 's#isPermaLink="false">urn#isPermaLink="false">x#' "$T/Gists.rss" >"$T/bad.rss"
sed 's#<author>#<author><email/>#' "$T/Gists.atom" >"$T/bad.atom"
for format in rss atom; do
  check "the schema of $format can fail" bash -c "! xmllint --noout --relaxng '$SOURCE/tests/data/$format.rng' '$T/bad.$format' 2>/dev/null"
done

for feed in Gists Full; do
  gw --json newsletter list $feed >"$T/$feed.list"
  for format in rss atom json; do
    is "$feed as $format says what went in" "$(/usr/bin/python3 "$E2E/feed_says.py" $format "$T/$feed.list" "$T/$feed.$format" 2>&1)" "$published right"
  done
done

# newsboat reads what it is served, and keeps it in a database.
touch "$T/newsboat.conf"
for format in rss atom; do
  echo "http://127.0.0.1:$PORT/feeds/$(feed_id Full)/$format" >"$T/urls"
  HOME=$T newsboat -u "$T/urls" -c "$T/$format.db" -C "$T/newsboat.conf" -x reload 2>"$T/newsboat.err"
  is "newsboat has every item of $format with title, author and date" \
    "$(/usr/bin/python3 "$E2E/feed_says.py" newsboat "$T/Full.list" "$T/$format.db" 2>&1)" "$published right"
  HOME=$T newsboat -u "$T/urls" -c "$T/$format.db" -C "$T/newsboat.conf" -x reload
  is "and no more of them after a second reload" "$(sqlite3 "$T/$format.db" 'select count(*) from rss_item')" "$published"
done

# Stable bytes, whatever the clock says and whoever restarts it.
sleep 1.1
stop_daemon
start_daemon || exit 1
for format in rss atom json; do
  check "$format is the same to the byte after a restart" cmp -s "$T/Full.$format" <(get "/feeds/$(feed_id Full)/$format")
done

gw feed edit Full --max-items 3 >/dev/null
first=$(/usr/bin/python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["items"][-1]["url"].split("/")[-1])' "$T/Full.json")
is "a cap of 3 leaves 3" "$(get "/feeds/$(feed_id Full)/json" | json 'len(d["items"])')" 3
has "the page of one that left the feed lives on" "$(get "/newsletters/$first")" "<h1"
check "the daemon ends in order" stop_daemon
hasnt "no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
