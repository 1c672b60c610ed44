#!/bin/bash
# While something is wrong that the owner should know, the feed says so: in one item, without a word of a sender, and no longer than it is true.
. "$(dirname "$0")/lib.sh"
small_disk 32m

titles() { get "/feeds/$(feed_id "$1")/json" | json '" | ".join(i["title"] for i in d["items"])'; }
guids() { get "/feeds/$(feed_id "$1")/json" | json '" ".join(i["id"] for i in d["items"])'; }
says() { [ "$(titles "$1")" = "$2" ]; }

write_config
start_daemon || exit 1
gw feed add Strict --address strict >/dev/null
gw feed add Quiet --address quiet --status no >/dev/null
gw feed add Other --address other >/dev/null
is "nothing is wrong: no item" "$(titles Strict)" ""

deliver "$SOURCE/tests/data/mail/essay.eml" strict@news.example quiet@news.example
check "mail that waits for the feed is an item in it" wait_for 10 says Strict "Gistwire: mail waits"
first=$(guids Strict)
has "which says how much and what to do" "$(get "/feeds/$(feed_id Strict)/rss")" "1 mail waits to be let into this feed."
hasnt "and nothing that the sender wrote" "$(get "/feeds/$(feed_id Strict)/rss")" "Margins"
has "the page says it" "$(get "/feeds/$(feed_id Strict)")" "1 mail waits to be let into this feed."
is "a feed without status says nothing" "$(titles Quiet)" ""
is "nor does another feed" "$(titles Other)" ""
deliver "$SOURCE/tests/data/mail/german.eml" strict@news.example
two() { get "/feeds/$(feed_id Strict)/rss" | grep -q "2 mails wait"; }
check "a second mail changes the item" wait_for 10 two
is "and makes no other one" "$(guids Strict)" "$first"
for id in $(gw --json waiting list | json '" ".join(sorted({w["id"] for w in d}))'); do gw waiting discard "$id"; done
is "when none waits any more the item is gone" "$(titles Strict)" ""

stop_daemon
dd if=/dev/zero of="$T/state/filler" bs=1M count=29 2>/dev/null
start_daemon || exit 1
check "a disk that fills up is an item in every feed" wait_for 10 says Other "Gistwire: the disk is nearly full"
check "but in one without status" says Quiet ""
stop_daemon
rm "$T/state/filler"
start_daemon || exit 1
check "with room again it is gone" wait_for 10 says Other ""
check "the daemon ends in order" stop_daemon
hasnt "no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
