#!/bin/bash
# Every way in which a model server fails: what becomes of the newsletter, when it is asked again, what the feed shows meanwhile. The next newsletter
# always gets its gist, and no feed ever shows a link that is not in its newsletter.
. "$(dirname "$0")/lib.sh"

start_model || exit 1
configure() {
  write_config "[gist] provider=openai" "[gist] model=m" "[gist] base_url=$1" "[gist] publish_after=1s" "[gist] timeout=2s" "${@:2}"
}
configure "http://127.0.0.1:$MODEL/v1"
start_daemon || exit 1
gw feed add Open --policy open --address reader --max-items 0 --max-bytes 0 >/dev/null

# mail NAME TEXT: a newsletter of three links; its word tells the fake model what to answer.
mail() {
  cat <<MAIL
From: Ada <ada@letters.example>
To: reader@news.example
Subject: Letter $1
Date: $(date -R)
Message-ID: <$1@letters.example>
Content-Type: text/html; charset=utf-8

<html><body><h1>Letter $1</h1><p>The sluice gates of the old canal are open again after forty years. $2</p>
<p>Read <a href="https://letters.example/$1/sluice">how the sluice was rebuilt</a>, then <a href="https://letters.example/$1/map">see the
map of the canal</a>, and <a href="https://letters.example/$1/walk">join the walk on Sunday</a>.</p></body></html>
MAIL
}
post() { mail "$1" "$2" >"$T/mail.eml" && deliver "$T/mail.eml"; }
row_of() { sql "select $2 from gist join newsletter on newsletter.row = gist.newsletter where message_id = '$1@letters.example' and provider = 'openai'"; }
shown() { sql "select provider from item join gist on gist.row = item.gist join newsletter on newsletter.row = item.newsletter where message_id = '$1@letters.example' and item.state = 'published'"; }
is_shown() { [ "$(shown "$1")" = "$2" ]; }
is_in() { [ "$(row_of "$1" "state || ' ' || (attempts > 0)")" = "$2 1" ]; }

# row NAME WORD STATE REQUESTS SHOWN REASON [RETRY-MIN RETRY-MAX]: what becomes of a newsletter with that word, in how many requests.
number=0
row() {
  local name=$1 word=$2 state=$3 requests=$4 show=$5 reason=$6 low=${7-} high=${8-} before next
  number=$((number + 1))
  before=$(wc -l <"$T/model.log")
  post "$name" "fake-answer:$word"
  check "$name: it is $state" wait_for 20 is_in "$name" "$state"
  [ "$requests" = - ] || is "$name: after $requests requests" "$(($(wc -l <"$T/model.log") - before))" "$requests"
  has "$name: and says why" "$(row_of "$name" reason)" "$reason"
  if [ -n "$low" ]; then
    next=$(($(row_of "$name" next_attempt) - $(date +%s)))
    check "$name: it is tried again in $low to $high s ($next)" test "$next" -ge $((low - 4)) -a "$next" -le "$high"
  fi
  check "$name: the feed shows it, by $show" wait_for 10 is_shown "$name" "$show"
  # Those that will be asked again are taken away: three failures in a row would stop the asking, as they should.
  [ "$state" != pending ] || gw newsletter remove "$(sql "select id from newsletter where message_id = '$name@letters.example'")"
  post "after-$name" "All is well."
  check "$name: the next newsletter gets its gist" wait_for 10 is_shown "after-$name" openai
}

#   what              word                 state    requests shown   reason
row refusal           refusal              failed   1 extract "refused: "
row filter            filter               failed   1 extract "refused: "
row cut-off           length               failed   2 extract "cut off twice"
row cut-off-once      length:-1:1          done     2 openai  ""
row no-json           invalid-json         failed   2 extract "not one valid JSON object"
row no-json-once      invalid-json:-1:1    done     2 openai  ""
row extra-key         extra-key            failed   2 extract 'no key "confidence"'
row extra-key-once    extra-key:-1:1       done     2 openai  ""
row missing-key       missing-key          failed   2 extract 'key "topics" is missing'
row wrong-type        wrong-type           failed   2 extract '"topics" must be'
row duplicate-key     duplicate-key        failed   2 extract "not one valid JSON object"
row empty             empty                failed   2 extract ""
row too-long-text     long                 done     2 openai  ""
row fenced            fenced               done     1 openai  ""
row bad-ordinal       bad-ordinal          done     1 openai  ""
is "bad-ordinal: the link that is not there was dropped, and counted" "$(row_of bad-ordinal dropped)" 1
is "extra-key-once: the repair is on the books" "$(row_of extra-key-once rounds)" 2
row context           too-long             failed   4 extract "too long for the model"
row rejected          status:422           failed   - extract "422"
#                                                                     again in seconds
row busy-seconds      429-seconds:3        pending  1 extract "" 3 5
row busy-date         429-date:3           pending  1 extract "" 2 5
row busy-ms           429-ms:3000          pending  1 extract "" 3 5
row overloaded        status:529           pending  1 extract "529" 30 46
row broken            status:500           pending  1 extract "500" 30 46
row timeout-408       status:408           pending  1 extract "408" 30 46
row conflict          status:409           pending  1 extract "409" 30 46
row html-500          500-html             pending  1 extract "500" 30 46
row html-200          200-html             pending  1 extract "" 30 46
row megabyte          huge                 pending  1 extract "" 30 46
row gzip-bomb         gzip-bomb            pending  1 extract "" 30 46
row slow-drip         drip                 pending  1 extract "" 30 46
row silence           hang                 pending  1 extract "" 30 46
row broken-off        truncated            pending  1 extract "" 30 46
# (Over a connection that was kept open, libcurl sends a request again by itself when the server hangs up without a word.)
row hung-up           close                pending  - extract "" 30 46

# These speak of the server or the key: nobody is asked until that is put right, and no attempt is charged.
for case in "no-money quota:-1:1" "bad-key status:401:1" "no-right status:403:1" "no-model status:404:1" "elsewhere redirect:-1:1"; do
  name=${case% *}
  post "$name" "fake-answer:${case#* }"
  check "$name: the feed shows an extract" wait_for 10 is_shown "$name" extract
  post "after-$name" "All is well."
  check "$name: so for the next newsletter" wait_for 10 is_shown "after-$name" extract
  is "$name: no attempt is charged" "$(row_of "$name" attempts)" 0
  is "$name: the next one was not sent" "$(row_of "after-$name" attempts)" 0
  kill -HUP "$DAEMON"
  check "$name: after a reload it gets its gist" wait_for 15 is_shown "$name" openai
  check "$name: and the next one, too" wait_for 15 is_shown "after-$name" openai
done
check "the daemon ends in order" stop_daemon
stop_model

# A certificate that nobody vouches for.
start_model --tls "$SOURCE/tests/data/tls" || exit 1
configure "https://127.0.0.1:$MODEL/v1"
start_daemon || exit 1
post stranger "All is well."
check "tls: a server without a certificate that holds gets no request" wait_for 10 is_shown stranger extract
check "tls: it is tried again" test "$(row_of stranger state)" = pending
hasnt "tls: nothing was sent to it" "$(cat "$T/model.log")" "Letter stranger"
check "tls: the daemon ends in order" stop_daemon
stop_model

# A key that is not there.
start_model || exit 1
configure "http://127.0.0.1:$MODEL/v1" "[gist] api_key_file=$T/no-such-key"
start_daemon || exit 1
post keyless "All is well."
check "key: without the key file the feed shows an extract" wait_for 10 is_shown keyless extract
has "key: the log names the file" "$(cat "$T/daemon.log")" "$T/no-such-key"
check "key: the daemon ends in order" stop_daemon

is "no item was lost" "$(sql "select count(*) from newsletter")" "$(sql "select count(*) from item where state = 'published'")"
foreign() { sql "select count(*) from gist_link join gist on gist.row = gist where not exists (select 1 from link where link.newsletter = gist.newsletter and link.ordinal = gist_link.ordinal)"; }
is "no gist has a link that is not in its newsletter" "$(foreign)" 0
is "the database is sound" "$(sql 'pragma integrity_check')" ok
