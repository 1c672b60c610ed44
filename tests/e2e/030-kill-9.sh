#!/bin/bash
# kill -9 of the daemon at random moments while mail arrives: nothing lost, nothing twice.
. "$(dirname "$0")/lib.sh"
deliveries=${DELIVERIES:-200} kills=${KILLS:-20}
seed=${SEED:-$(date +%s)}
RANDOM=$((seed % 32768))
echo "seed $seed: SEED=$seed repeats the moments"

write_config
start_daemon || exit 1
gw feed add Open --policy open --address reader --max-items 0 --max-bytes 0 >/dev/null

send_all() {
  local i
  for i in $(seq "$deliveries"); do
    sed "s/<ll-212@/<ll-$i@/; s/Low Level Weekly/Low Level Weekly no $i/" "$SOURCE/tests/data/mail/link-digest.eml" >"$T/mail-$i.eml"
    "$BUILD/gistwire-deliver" -d "$T/spool" -f x@y.example reader@news.example <"$T/mail-$i.eml" || echo "$i" >>"$T/refused"
    rm "$T/mail-$i.eml"
  done
}
send_all &
sender=$!
for i in $(seq "$kills"); do
  sleep "0.$(printf %03d $((RANDOM % 400)))"
  kill_daemon
  start_daemon || exit 1
done
wait $sender
check "the hook took every mail" test ! -e "$T/refused"
check "every mail becomes an item" wait_for 120 has_items Open "$deliveries"
is "as many newsletters as mails" "$(sql 'select count(*) from newsletter')" "$deliveries"
is "none twice" "$(sql 'select count(distinct message_id) from newsletter')" "$deliveries"
is "every item has its gist" "$(sql "select count(*) from item where gist is not null")" "$deliveries"
check "the spool is empty" wait_for 10 spool_empty
is "no attempt is left" "$(sql 'select count(*) from attempt')" 0
check "the daemon ends in order" stop_daemon
is "the database is sound" "$(sql 'pragma integrity_check')" ok
