#!/bin/bash
# kill -9 of the daemon at random moments while it asks a model: every newsletter gets its gist, and none is asked for more than once but those that
# were in flight at a kill.
. "$(dirname "$0")/lib.sh"
newsletters=${NEWSLETTERS:-200} kills=${KILLS:-50}
seed=${SEED:-$(date +%s)}
RANDOM=$((seed % 32768))
echo "seed $seed: SEED=$seed repeats the moments"

start_model --delay 120 || exit 1
write_config "[gist] provider=openai" "[gist] model=m" "[gist] base_url=http://127.0.0.1:$MODEL/v1" "[gist] publish_after=1h"
start_daemon || exit 1
gw feed add Open --policy open --address reader --max-items 0 --max-bytes 0 >/dev/null
stop_daemon
for i in $(seq "$newsletters"); do
  sed "s/<ll-212@/<ll-$i@/; s/Low Level Weekly/Issue no $i of Low Level Weekly/" "$SOURCE/tests/data/mail/link-digest.eml" >"$T/mail.eml"
  deliver "$T/mail.eml"
done
: >"$T/flying"
done_gists() { sql "select count(*) from gist where state = 'done' and provider = 'openai'"; }
late=0
for i in $(seq "$kills"); do
  start_daemon || exit 1
  sleep "0.$(printf %03d $((RANDOM % 250)))"
  kill_daemon
  sql "select message_id from gist join newsletter on newsletter.row = gist.newsletter where state = 'in flight'" >>"$T/flying"
  [ "$(done_gists)" != "$newsletters" ] || late=$((late + 1))
done
check "kills fell while there was something to ask ($late of $kills too late)" test $late -lt $((kills / 2))
start_daemon || exit 1
all_done() { [ "$(done_gists)" = "$newsletters" ]; }
check "every newsletter gets its gist" wait_for 120 all_done
check "and shows it" wait_for 10 has_items Open "$newsletters"
is "none is left in the queue" "$(sql "select count(*) from gist where state <> 'done'")" 0
is "none waits" "$(sql "select count(*) from item where awaits is not null or state <> 'published'")" 0
check "the daemon ends in order" stop_daemon
stop_model
/usr/bin/python3 - "$T/model.log" "$T/flying" "$newsletters" >"$T/verdict" <<'PY'
import collections, json, re, sys
asks = collections.Counter(re.search(r"Issue no (\d+)", json.loads(line)["user"]).group(1) for line in open(sys.argv[1]))
flying = collections.Counter(re.match(r"ll-(\d+)@", line).group(1) for line in open(sys.argv[2]))
assert len(asks) == int(sys.argv[3]), f"{len(asks)} were asked for"
extra = {n: (asks[n], flying[n]) for n in asks if asks[n] > 1 + flying[n]}
assert not extra, f"asked for too often (times, times in flight at a kill): {extra}"
print(f"{sum(asks.values())} requests, {sum(flying.values())} in flight at a kill")
PY
check "no newsletter was asked for more than once beyond those in flight: $(cat "$T/verdict")" test -s "$T/verdict"
is "usage has all answers" "$(sql "select calls >= $newsletters from usage")" 1
is "the database is sound" "$(sql 'pragma integrity_check')" ok
