#!/bin/bash
# What a feed may ask for: filters, hiding, holding, shared gists, new gists, previews; and the day's budget.
. "$(dirname "$0")/lib.sh"
mail=$SOURCE/tests/data/mail

start_model || exit 1
configure() {
  write_config "[gist] provider=openai" "[gist] model=m" "[gist] base_url=http://127.0.0.1:$MODEL/v1" "[gist] publish_after=1h" \
    "[gist] price_in=2" "[gist] price_out=8" "$@"
}
configure
start_daemon || exit 1
state_in() { gw --json newsletter list "$1" | json "[i['state'] for i in d if i['subject'].startswith('$2')][0]" 2>/dev/null; }
is_state() { [ "$(state_in "$1" "$2")" = "$3" ]; }

# Two feeds that would ask the same, and one that would not.
gw feed add One --policy open --address one --interests "C" >/dev/null
gw feed add Two --policy open --address two --interests "C" >/dev/null
gw feed add Three --policy open --address three --interests "gardens" >/dev/null
deliver "$mail/link-digest.eml" one@news.example two@news.example three@news.example
check "three feeds have it" wait_for 20 has_items Three 1
check "by the model" wait_for 10 written_by Low Two openai
is "the two that would ask the same cost one call" "$(asked 'len(d)')" 2

# Filters, before the model is asked.
gw filter add One --exclude-subject "radwege" --exclude-link "*.lowlevel.example/jobs*" --exclude-link "kernel.example"
has "filter list tells them" "$(gw filter list One)" "--exclude-subject 'radwege'"
is "feed show tells them, too" "$(gw --json feed show One | json 'len(d["filters"])')" 3
gw filter remove One --exclude-link "kernel.example"
is "one is taken away" "$(gw --json filter list One | json 'len(d)')" 2
gw filter remove One --exclude-link "kernel.example" 2>"$T/err" && not_ok "a filter that is not there cannot be removed"
gw filter add One --exclude-subject '*' 2>"$T/err" && not_ok "a filter that matches everything is refused"
has "and the error says why" "$(cat "$T/err")" "match everything"
gw feed add NoRound --policy open --address noround >/dev/null
gw filter add NoRound --exclude-subject "RADWEGE*"
before=$(wc -l <"$T/model.log")
deliver "$mail/german.eml" noround@news.example
check "a subject that the feed does not want is hidden" wait_for 10 is_state NoRound "" hidden
is "nobody is asked about it" "$(wc -l <"$T/model.log")" "$before"
has "newsletter list says why" "$(gw --json newsletter list NoRound | json 'd[0]["why"]')" "exclude-subject"
id=$(gw --json newsletter list NoRound | json 'd[0]["id"]')
is "it has no page" "$(curl -sS -o /dev/null -w '%{http_code}' "http://127.0.0.1:$PORT/newsletters/$id")" 404
gw feed add Links --policy open --address links >/dev/null
host=$(gist_of Low One | json 'd["links"][0]["target"].split("/")[2]')
gw filter add Links --exclude-link "$host"
deliver "$mail/link-digest.eml" links@news.example
check "a feed that excludes links has its gist" wait_for 10 written_by Low Links openai
hasnt "no excluded link is in it" "$(gist_of Low Links)" "$host"

# What the model calls irrelevant.
gw feed add Picky --policy open --address picky --interests "opera" --hide-irrelevant yes >/dev/null
gw feed edit One --interests "" --hide-irrelevant yes 2>/dev/null && not_ok "--hide-irrelevant without interests is refused"
sed 's/frost came/fake-answer:irrelevant frost came/' "$mail/text-only.eml" >"$T/mail.eml"
deliver "$T/mail.eml" picky@news.example one@news.example
check "what is irrelevant to a feed is hidden there" wait_for 10 is_state Picky Allotment hidden
has "with the model's reason" "$(gw --json newsletter list Picky | json 'd[0]["why"]')" "something else"
check "and shown where nothing is to be hidden" wait_for 10 is_state One Allotment published

# New interests: first what would change, then the change.
has "preview --feed tells what would change" "$(gw preview --feed One --last 5 --interests "gardens, water")" "2 of 2 items would change: about"
has "and the price" "$(gw preview --feed One --interests "gardens, water")" "tokens in, about 0.00"
has "nothing changes when nothing is different" "$(gw preview --feed One)" "0 of 2 items would change"
has "a filter is previewed" "$(gw preview --feed One --exclude-subject "low level*")" "hidden: its subject"
before=$(wc -l <"$T/model.log")
gw feed edit One --interests "gardens, water" >/dev/null
gw newsletter gist --again --feed One --wait >"$T/out" 2>"$T/err"
has "gist --again says first what it takes" "$(cat "$T/err")" "2 of 2 newsletters are asked about: about"
has "and then what it did" "$(cat "$T/out")" "2 newsletters: 2 asked about"
is "by one request each" "$(($(wc -l <"$T/model.log") - before))" 2
is "nothing waits any more" "$(sql 'select count(*) from item where awaits is not null')" 0
has "with the new interests" "$(asked 'd[-1]["system"]')" "gardens, water"
gw newsletter gist --again --feed One --wait >"$T/out" 2>&1
has "a second time there is nothing to ask" "$(cat "$T/out")" "0 asked about"
id=$(gw --json newsletter list Three | json 'd[0]["id"]')
has "one newsletter again" "$(gw newsletter gist --again "$id" --wait 2>&1)" "newsletters: 0 asked about"
gw newsletter gist --again "$id" --feed One 2>/dev/null && not_ok "an ID and --feed are refused"

# One mail, nothing stored.
has "preview shows the prompt" "$(gw preview "$mail/german.eml" --interests "Zebras" --show prompt)" "The reader's interests: Zebras"
out=$(gw preview "$mail/german.eml" --interests "Zebras")
has "preview asks the model" "$out" "Fake gist of Radwege"
has "and says what it cost" "$out" "tokens in,"
has "stats tell the tokens by day and feed" "$(gw stats)" "One"
is "and the calls" "$(gw --json stats | json 'sum(u["calls"] for u in d["usage"]) == d["gists"]["done"]')" True

# Imported mail costs nothing unbidden.
before=$(wc -l <"$T/model.log")
gw feed add Old --policy open --address old >/dev/null
gw import Old "$mail/essay.eml" >/dev/null
is "import shows an extract" "$(state_in Old "")" published
sleep 1
is "and asks nobody" "$(wc -l <"$T/model.log")" "$before"

# The day's budget.
kill -HUP "$DAEMON"
configure "[gist] daily_tokens=1"
kill -HUP "$DAEMON"
reloaded() { [ "$(grep -c 'configuration read again' "$T/daemon.log")" -ge 2 ]; }
wait_for 5 reloaded
before=$(wc -l <"$T/model.log")
deliver "$mail/japanese.eml" three@news.example
deliver "$mail/german.eml" three@news.example
check "without tokens left items appear at once, as extracts" wait_for 10 has_items Three 3
is "nobody is asked" "$(wc -l <"$T/model.log")" "$before"
is "the log says so once" "$(grep -c 'daily_tokens' "$T/daemon.log")" 1
configure
kill -HUP "$DAEMON"
check "with a new budget they get their gist" wait_for 10 written_by Radwege Three openai

# A rebuild keeps what a model wrote, and costs nothing.
check "no question is open" wait_for 10 test "$(sql "select count(*) from gist where state <> 'done'")" = 0
before=$(wc -l <"$T/model.log")
gist=$(gist_of Low One)
check "rebuild --all" gw newsletter rebuild --all
is "the model's gist is still there" "$(gist_of Low One)" "$gist"
is "for nothing" "$(wc -l <"$T/model.log")" "$before"

# Without a model the feeds go on.
write_config "[gist] provider=extract"
kill -HUP "$DAEMON"
gw feed add Hold --policy open --address hold --hold yes >/dev/null
deliver "$mail/essay.eml" hold@news.example
check "with the provider extract nothing is held" wait_for 10 has_items Hold 1
check "the daemon ends in order" stop_daemon
is "the database is sound" "$(sql 'pragma integrity_check')" ok
