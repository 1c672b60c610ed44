#!/bin/bash
# A feed is rotated and removed, and another one keeps what came to both: no page, feed, search, digest or question to a model tells an address that is gone.
. "$(dirname "$0")/lib.sh"
export TZ=UTC

hour=$(($(date +%s) / 3600 * 3600))
secrets=(sekretbox neubox lostbox)
formats=(rss atom json)

# letter NAME ADDRESS: tells the address wherever a mail can.
letter() {
  local name=$1 address=$2
  cat >"$T/$name.eml" <<MAIL
From: "Leaky to $address@news.example" <bounce+$address=news.example@leak.example>
To: $address@news.example
Subject: Letter $name for $address@news.example
Date: $(date -R -d "@$((hour - 1800))")
Message-ID: <$name@leak.example>
List-Unsubscribe: <mailto:leave-$address%40news.example@leak.example>, <https://leak.example/u?e=$address@news.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<html><body><h1>Dear $address@news.example</h1><p>The heron $name was sent to <b>$address+x@news.example</b> and to $address%40news.example, as you wished, on a long winter day.</p>
<p><a href="https://leak.example/read?to=$name">Read what the heron does for $address@news.example</a> in a story about water that goes on for a while.</p>
<p><a href="https://leak.example/unsubscribe?e=$address%40news.example">Unsubscribe $address@news.example</a></p></body></html>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="for $address@news.example.pdf"

%PDF
--b--
MAIL
}

start_model || exit 1
write_config
start_daemon || exit 1
gw feed add News --policy open --address sekretbox >/dev/null
gw feed add Two --policy open --address zweitbox >/dev/null
gw feed add Full --policy open --address drittbox --show full >/dev/null
gw feed add All --all --show full >/dev/null
letter one sekretbox
letter three neubox
letter lost lostbox

# What came to the first address, what came to the second, and what waited for a third that was gone when it came.
for feed in News Two Full; do gw import $feed "$T/one.eml" >/dev/null || not_ok "import into $feed"; done
gw feed rotate News --address >/dev/null
retired=$(gw --json feed show News | json 'd["address"].split("@")[0]')
letter two "$retired"
secrets+=("$retired")
for feed in News Two Full; do gw import $feed "$T/two.eml" >/dev/null || not_ok "import into $feed"; done
gw feed add Lost --address lostbox >/dev/null
gw feed add Strict --address neubox >/dev/null
gw feed remove Lost
deliver "$T/lost.eml" LostBox+tag@news.example
deliver "$T/three.eml" neubox@news.example
waits() { [ "$(gw --json waiting list | json 'len(d)')" = 2 ]; }
check "two mails wait" wait_for 30 waits
for id in $(gw --json waiting list | json '" ".join(w["id"] for w in d)'); do
  for feed in Two Full; do gw waiting release "$id" --feed $feed >/dev/null 2>&1; done
done
gw feed add Before --digest Two --every day --at "$((10#$(date -d "@$hour" +%H)))" >/dev/null
is "what was released is there" "$(items Two)" 4

# ways FEED FILE: all that its reader can come to.
ways() {
  local id format path
  id=$(feed_id "$1")
  for format in "${formats[@]}"; do get "/feeds/$id/$format"; done >"$2"
  { get "/feeds/$id"; get "/feeds/$id/search?q=heron"; get "/feeds/$id/search?q=unsubscribe"; get "/feeds/$id/search.rss?q=heron"; } >>"$2"
  for path in $(grep -oE '/(newsletters|digests)/[a-z2-7]+' "$2" | sort -u); do
    get "$path"
    case $path in /newsletters/*) get "$path/original"; get "$path/original?images=1"; curl -sSi "http://127.0.0.1:$PORT$path/parts/0" ;; esac
  done >>"$2"
  for path in $(grep -oE '/links/[a-z2-7]+' "$2" | sort -u); do curl -sSi "http://127.0.0.1:$PORT$path"; done >>"$2"
}

tells_nothing() {
  local secret when=$1
  shift
  for feed in "$@"; do
    ways "$feed" "$T/said"
    check "$when: $feed has something to say" test "$(grep -c 'your address' "$T/said")" -gt 9
    for secret in "${secrets[@]}"; do is "$when: $feed never tells ${secret:0:9}" "$(grep -ci "$secret" "$T/said")" 0; done
    hasnt "$when: $feed is cut nowhere within an address" "$(cat "$T/said")" "sekret"
  done
}

# Who reads one feed is not told what another one is called, not even while that lives.
tells_nothing "before" Two All Full Before
for feed in Two Full All Before; do for format in "${formats[@]}"; do get "/feeds/$(feed_id $feed)/$format" >"$T/$feed.$format"; done; done

# Its own reader is not shown it either, but can leave.
page=$(get "/newsletters/$(gw --json newsletter list News | json '[i["id"] for i in d if "two" in i["subject"]][0]')")
hasnt "the own address is hidden as text" "$(printf %s "$page" | sed 's/href="[^"]*"//g')" "$retired"
has "its reader has the link to leave" "$page" "Unsubscribe, as"
hasnt "which others have not" "$(get "/newsletters/$(gw --json newsletter list Two | json '[i["id"] for i in d if "two" in i["subject"]][0]')")" "Unsubscribe, as"

gw feed remove News
gw feed remove Strict
for feed in Two Full Before; do
  for format in "${formats[@]}"; do check "$feed as $format is the same to the byte without the other feed" cmp -s "$T/$feed.$format" <(get "/feeds/$(feed_id $feed)/$format"); done
done
for option in "--per-sender Two" "--per-link Two" "--digest Two --every day --at $((10#$(date -d "@$hour" +%H)))"; do
  # shellcheck disable=SC2086
  gw feed add "After ${option%% *}" $option >/dev/null
done
gw feed add Late --all --show full >/dev/null
child=$(gw --json feed show "After --per-sender" | json 'd["senders"][0]["name"]')
tells_nothing "after" Two Full All Before Late "After --digest" "$child"
for feed in "After --per-sender" "After --per-link"; do
  ways "$feed" "$T/said"
  for secret in "${secrets[@]}"; do is "after: $feed never tells ${secret:0:9}" "$(grep -ci "$secret" "$T/said")" 0; done
done

gw newsletter rebuild --all >/dev/null || not_ok "rebuild"
stop_daemon || not_ok "the daemon ends in order"
write_config "[gist] provider=openai" "[gist] model=m" "[gist] base_url=http://127.0.0.1:$MODEL/v1"
start_daemon || exit 1
tells_nothing "after a rebuild" Two All
gw newsletter gist --again --feed Two --wait >/dev/null 2>&1 || not_ok "gist --again"
check "a model was asked" asked_times 1
for secret in "${secrets[@]}"; do is "no model is told ${secret:0:9}" "$(grep -ci "$secret" "$T/model.log")" 0; done
is "no gist has an address" "$(sql "select count(*) from gist where summary || why like '%@news.example%'")" 0

# What is kept to hide them goes with the mail that could tell them.
check "they are kept" test "$(sql 'select count(*) from came_to')" -gt 4
for id in $(gw --json newsletter list Two | json '" ".join(i["id"] for i in d)'); do gw newsletter remove "$id" >/dev/null || not_ok "remove"; done
is "and gone with the last newsletter" "$(sql 'select count(*) from came_to')" 0
stop_model
stop_daemon || not_ok "the daemon ends in order"
hasnt "no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
