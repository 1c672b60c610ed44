#!/bin/bash
# The way of a mail: hook, spool, daemon, feed; duplicates, several addresses, the waiting room, trace.
. "$(dirname "$0")/lib.sh"
mail=$SOURCE/tests/data/mail

write_config
start_daemon || exit 1
has "feed add prints the address" "$(gw feed add Open --policy open --address open)" "open@news.example"
gw feed add Strict --address strict >/dev/null
gw feed add Other --policy open --address other >/dev/null

for file in "$mail"/*.eml; do deliver "$file" open@news.example; done
count=$(ls "$mail"/*.eml | wc -l)
check "every sample becomes an item without a restart" wait_for 20 has_items Open "$count"
check "the spool is empty afterwards" wait_for 5 spool_empty
rss=$(get "$(feed_path Open)")
has "the feed is RSS" "$rss" "<rss "
has "titles are decoded" "$rss" "Low Level Weekly #212 – things that fail quietly"
has "a Japanese title is decoded" "$rss" "本と町の便り"
has "links go through the server" "$rss" "http://gistwire.test/links/"
hasnt "no script survives" "$rss" "&lt;script"
confirm=$(gw --json newsletter list Open | json '[i["newsletter"] for i in d if i["from"] == "no-reply@papertrail.example"][0]')
has "a confirmation mail is recognised" "$(gw --json newsletter show "$confirm" | json 'd["flags"]')" "confirmation"

deliver "$mail/essay.eml" open@news.example
duplicate() { gw trace letter-37@margins.example 2>/dev/null | grep -q duplicate; }
check "the same mail again is recorded as a duplicate" wait_for 10 duplicate
is "and gives no second item" "$(items Open)" "$count"

deliver "$mail/essay.eml" other@news.example
check "the same mail to another feed is an item there" wait_for 10 has_items Other 1
is "but one newsletter" "$(sql 'select count(*) from newsletter')" "$count"
deliver "$mail/german.eml" other@news.example open+tag@news.example
check "plus-addressing and several recipients in one delivery" wait_for 10 has_items Other 2

deliver "$mail/product-update.eml" strict@news.example
waits() { [ "$(gw --json waiting list | json 'len(d)')" = "$1" ]; }
check "a sender who is not allowed waits" wait_for 10 waits 1
is "and is not in the feed" "$(items Strict)" 0
has "waiting list says why" "$(gw waiting list)" "allow list"
has "trace explains it" "$(gw trace k8.1@mail.kettle.example)" "waits"
id=$(gw --json waiting list | json 'd[0]["id"]')
gw waiting release "$id" --allow
is "release --allow puts it into the feed" "$(items Strict)" 1
has "and the sender on the list" "$(gw allow list Strict)" "hello@mail.kettle.example"
has "trace knows of the release" "$(gw trace k8.1@mail.kettle.example)" "released"
sed 's/<k8.1@/<k8.2@/; s/Kettle 8 is here/Kettle 9 is here/' "$mail/product-update.eml" >"$T/next.eml"
deliver "$T/next.eml" strict@news.example
check "the next one of that sender goes straight in" wait_for 10 has_items Strict 2

deliver "$mail/confirmation.eml" strict@news.example
check "a confirmation mail is published whatever the sender" wait_for 10 has_items Strict 3

sed 's/<nov@/<dec@/' "$mail/text-only.eml" >"$T/unknown.eml"
deliver "$T/unknown.eml" nobody@news.example
check "mail to an address that no feed has waits" wait_for 10 waits 1
has "and says so" "$(gw waiting list)" "no feed has the address"
id=$(gw --json waiting list | json 'd[0]["id"]')
has "it can be shown" "$(gw waiting show "$id")" "ALLOTMENT"
gw waiting discard "$id"
is "discard empties the waiting room" "$(gw --json waiting list)" "[]"
deliver "$T/unknown.eml" nobody@news.example
removed() { gw trace dec@gardens.example | grep -q 'removed before'; }
check "and a retry of the same mail does not bring it back" wait_for 10 removed

gw feed remove Strict
is "a removed feed answers like an unknown one" "$(get "$(feed_path Open)x" | sha256sum)" "$(get /feeds/aaaaaaaaaaaaaaaaaaaaaaaaaa/rss | sha256sum)"
check "its address cannot be taken again" bash -c "! $BUILD/gistwire --config $T/conf feed add Again --address strict 2>/dev/null"

id=$(gw --json newsletter list Open | json '[i["id"] for i in d if i["from"] == "ines@margins.example"][0]')
gw newsletter show "$id" --raw >"$T/raw"
check "newsletter show --raw gives the mail's bytes back" cmp "$T/raw" "$mail/essay.eml"
has "newsletter show gives Markdown" "$(gw newsletter show "$id" --markdown)" "# The tide table in the kitchen"
page=$(get "/newsletters/$id")
has "the newsletter has a page" "$page" "The tide table in the kitchen"
link=$(printf %s "$page" | grep -o '/links/[a-z2-7]*' | head -n 1)
check "a link redirects or asks" bash -c "curl -sS -o /dev/null -w '%{http_code}' http://127.0.0.1:$PORT$link | grep -qE '302|200'"
kettle=$(gw --json newsletter list Open | json '[i["id"] for i in d if i["from"] == "hello@mail.kettle.example"][0]')
has "the page leads to the original view" "$(get "/newsletters/$kettle")" "/newsletters/$kettle/original"
original=$(get "/newsletters/$kettle/original")
has "the original keeps its layout" "$original" "<table"
hasnt "and has no script" "$original" "<script"
hasnt "and no handler" "$original" "onclick"
has "its own picture is a part of the mail" "$original" 'src="parts/0"'
has "it is served in a sandbox" "$(curl -sSI "http://127.0.0.1:$PORT/newsletters/$kettle/original")" "sandbox allow-popups"
get "/newsletters/$kettle/parts/0" >"$T/part"
has "the part is the picture" "$(head -c 4 "$T/part" | tr -d "\\211")" PNG
status_of() { curl -sS -o /dev/null -w '%{http_code}' "http://127.0.0.1:$PORT$1"; }
is "a part that is not there is a 404" "$(status_of "/newsletters/$kettle/parts/7")" 404
gw newsletter remove "$kettle"
is "the original goes with its newsletter" "$(status_of "/newsletters/$kettle/original")" 404
gw newsletter remove "$id"
is "a removed newsletter's page is gone" "$(curl -sS -o /dev/null -w '%{http_code}' "http://127.0.0.1:$PORT/newsletters/$id")" 404
check "the daemon ends in order" stop_daemon
