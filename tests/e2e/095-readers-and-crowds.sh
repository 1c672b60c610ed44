#!/bin/bash
# The server from outside: readers who poll, requests that come together, crowds who mean no good, mail that arrives while somebody reads.
. "$(dirname "$0")/lib.sh"
crowd() { /usr/bin/python3 "$E2E/http_crowd.py" "$@"; }

write_config "[server] admin_listen=unix:$T/admin"
start_daemon || exit 1
gw feed add Quiet --policy open --address quiet >/dev/null
gw feed add Busy --policy open --address busy --max-items 0 --max-bytes 0 >/dev/null
quiet=$(feed_path Quiet) busy=$(feed_path Busy)
deliver "$SOURCE/tests/data/mail/link-digest.eml" quiet@news.example
check "a mail is in the feed" wait_for 20 has_items Quiet 1

is "a reader polls a quiet feed 500 times" "$(crowd poll "$PORT" "$quiet" 500 "$T/reader")" "200:1 304:499"
check "the daemon ends in order" stop_daemon
start_daemon || exit 1
is "and 500 times more after a restart: nothing changed" "$(crowd poll "$PORT" "$quiet" 500 "$T/reader")" "304:500"

for i in $(seq 50); do
  sed "s/<ll-212@/<ll-$i@/; s/Low Level Weekly/Low Level Weekly no $i/" "$SOURCE/tests/data/mail/link-digest.eml" >"$T/mail-$i.eml"
done
(for i in $(seq 50); do deliver "$T/mail-$i.eml" busy@news.example; done) &
check "while 50 mails arrive no answer is torn, no item leaves, a new one is there at once" \
  crowd watch "$PORT" "$busy" "$T/state/gistwire.db" 50
wait $!

for kind in drip idle garbage; do
  check "a normal client is answered within a second beside a crowd of kind $kind" crowd crowd "$PORT" "$quiet" "$kind" 4
done
metrics=$(curl -sS --unix-socket "$T/admin" http://h/metrics)
has "the metrics count mails" "$metrics" 'gistwire_mails_total{outcome="published"} 50'
has "and extracts" "$metrics" 'gistwire_extracts_total 50'
has "and requests" "$metrics" 'gistwire_http_requests_total{route="/feeds/*/rss",status="304"} 500'
has "and those who had to give room" "$metrics" 'gistwire_http_connections_evicted_total '
has "and what waits in the spool" "$metrics" 'gistwire_spool_mails 0'
check "the daemon ends in order after the crowds" stop_daemon

write_config
# Fewer files than the crowd has connections: the oldest of them give room.
printf '#!/bin/sh\nulimit -n 600\nexec "%s" "$@"\n' "$BUILD/gistwired" >"$T/few"
chmod +x "$T/few"
start_daemon "$T/few" || exit 1
check "a normal client is answered beside more idle ones than there may be" crowd crowd "$PORT" "$quiet" idle 3
check "the daemon with few files ends in order" stop_daemon

# One processor, one thread of the server.
cat >"$T/one" <<ONE
#!/bin/sh
exec taskset -c $(taskset -cp $$ | sed 's/.*: \([0-9]*\).*/\1/') "$BUILD/gistwired" "\$@"
ONE
chmod +x "$T/one"
start_daemon "$T/one" || exit 1
is "one thread serves" "$(grep -lx http /proc/"$DAEMON"/task/*/comm | wc -l)" 1
for count in 128 256 512; do
  check "$count requests that come at once are all answered" crowd together "$PORT" "$quiet" "$DAEMON" "$count" 10
done
check "the daemon ends in order, once more" stop_daemon
