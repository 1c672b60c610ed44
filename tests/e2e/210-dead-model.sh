#!/bin/bash
# The model is dead for the whole run: every newsletter is in the feed all the same, in time, and the log does not fill.
. "$(dirname "$0")/lib.sh"
newsletters=${NEWSLETTERS:-500} patience=4

# Nobody listens on this port: it was free a moment ago.
start_model || exit 1
port=$MODEL
stop_model
write_config "[gist] provider=openai" "[gist] model=dead" "[gist] base_url=http://127.0.0.1:$port/v1" "[gist] publish_after=${patience}s"
start_daemon || exit 1
gw feed add Open --policy open --address reader --max-items 0 --max-bytes 0 >/dev/null
gw feed add Held --policy open --address held --hold yes >/dev/null
for i in $(seq "$newsletters"); do
  sed "s/<ll-212@/<ll-$i@/; s/Low Level Weekly/Low Level Weekly no $i/" "$SOURCE/tests/data/mail/link-digest.eml" >"$T/mail.eml"
  deliver "$T/mail.eml"
done
last=$(date +%s)
deliver "$SOURCE/tests/data/mail/confirmation.eml"
check "a confirmation mail does not wait" wait_for 2 written_by "" Open extract
deliver "$SOURCE/tests/data/mail/essay.eml" held@news.example
check "all are in the feed" wait_for 60 has_items Open $((newsletters + 1))
waited=$(($(date +%s) - last))
check "within publish_after and a few seconds of the last delivery ($waited s)" test $waited -le $((patience + 5))
is "with extracts" "$(sql "select count(*) from item join gist on gist.row = item.gist where provider = 'extract'")" $((newsletters + 1))
is "all of them are still to be asked" "$(sql "select count(*) from item where awaits is not null")" $((newsletters + 1))
is "a feed that holds has none" "$(items Held)" 0
is "but it is listed" "$(gw --json newsletter list Held | json 'd[0]["state"]')" held
lines=$(grep -c "model" "$T/daemon.log")
check "the log has fewer than 20 lines about the model ($lines)" test "$lines" -lt 20
has "and says that it is dead" "$(cat "$T/daemon.log")" "model dead: "

# It comes to life: the feed is upgraded in place.
gw newsletter list Open --json | json 'sorted((i["id"], i["guid"]) for i in d)' >"$T/before"
version=$(sql "select version from feed where name = 'Open'")
start_model --port "$port" || exit 1
all_asked() { [ "$(sql "select count(*) from gist where state = 'done' and provider = 'openai'")" = $((newsletters + 1)) ]; }
kill -HUP "$DAEMON" # instead of waiting for the next probe
check "every newsletter gets its gist when the model comes back" wait_for 60 all_asked
is "in place" "$(gw newsletter list Open --json | json 'sorted((i["id"], i["guid"]) for i in d)')" "$(cat "$T/before")"
check "readers are told" test "$(sql "select version from feed where name = 'Open'")" -gt "$version"
is "held ones are published" "$(items Held)" 1
is "the confirmation mail was never sent to the model" "$(asked 'sum("papertrail" in r["user"] for r in d)')" 0
is "no newsletter was asked for twice" "$(asked 'len(d) - len({__import__("re").sub("=====[a-z2-7]*", "", r["user"]) for r in d})')" 0
has "the feed shows it" "$(get "$(feed_path Open)")" "Written by a language model (dead)"
check "the daemon ends in order" stop_daemon
is "the database is sound" "$(sql 'pragma integrity_check')" ok
