#!/bin/bash
# A clock that is set wrong, forwards or back, removes nothing that is not old; neither does a changed mind.
. "$(dirname "$0")/lib.sh"
grep -q GISTWIRE_CLOCK "$BUILD/gistwired" || { skip "the programs were built without --enable-faults"; exit 77; }
echo 0 >"$T/clock"
export GISTWIRE_CLOCK=$T/clock GISTWIRE_KEEP="1 4 1"
write_config "[store] keep_days=30"
start_daemon || exit 1
gw feed add Open --policy open --address reader >/dev/null
deliver "$SOURCE/tests/data/mail/essay.eml"
check "a mail arrives" wait_for 20 has_items Open 1
jumps() { [ "$(grep -c 'the clock jumped' "$T/daemon.log")" = "$1" ]; }

expr 400 \* 86400 >"$T/clock"
check "the clock jumps a year ahead, and the daemon says so" wait_for 10 jumps 1
sleep 1.5
echo 0 >"$T/clock"
check "and back before the clock was trusted" wait_for 10 jumps 2
sleep 6
is "nothing went" "$(items Open)" 1
expr -9000 \* 86400 >"$T/clock"
check "the clock is set back by years" wait_for 10 jumps 3
deliver "$SOURCE/tests/data/mail/german.eml"
check "mail still arrives" wait_for 20 has_items Open 2
sleep 6
is "nothing went, though runs took place" "$(items Open)" 2
echo 0 >"$T/clock"
check "the clock is right again" wait_for 10 jumps 4
sleep 6
# What came while the clock was wrong has the hook's time, which was right.
is "nothing went" "$(items Open)" 2

# keep_days that was set too short and is taken back by SIGHUP in time.
expr 40 \* 86400 >"$T/clock"
wait_for 10 jumps 5
sed -i 's/^keep_days=.*/keep_days=0/' "$T/conf"
kill -HUP "$DAEMON"
sleep 6
is "a changed mind in time keeps all" "$(items Open)" 2
sed -i 's/^keep_days=.*/keep_days=30/' "$T/conf"
kill -HUP "$DAEMON"
check "what is old in the end goes" wait_for 20 has_items Open 0
check "the daemon ends in order" stop_daemon
