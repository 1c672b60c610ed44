# SPDX-License-Identifier: MIT
# An instance of Debian's Postfix of one's own, in a folder: loopback, ephemeral port, no chroot, sends nothing out. Source
# it; needs root. The snippets of contrib/mta/postfix are what is tested.
#   postfix_missing                       prints what is missing and is true; false when all is there
#   postfix_setup DIR HOOK SPOOL USER     DIR must be enterable by USER; sets POSTFIX_PORT; the domain is news.example.org
#   postfix_start / postfix_stop / postfix_flush
#   postfix_send FROM TO FILE             FILE has LF ends; the bytes go through SMTP unchanged
#   postfix_queued                        how many mails wait in the queue
#   postfix_log                           the path of the log

POSTFIX_CONTRIB="$(cd "$(dirname "$0")/../.." && pwd)/contrib/mta/postfix"

postfix_missing() {
  [ "$(id -u)" = 0 ] || { echo "needs root"; return 0; }
  for program in /usr/sbin/postfix /usr/sbin/postqueue /usr/lib/postfix/sbin/pipe; do
    [ -x "$program" ] || { echo "$program is not installed"; return 0; }
  done
  command -v swaks > /dev/null || { echo "swaks is not installed"; return 0; }
  return 1
}

postfix_free_port() {
  /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

postfix_setup() {
  POSTFIX_ETC="$1/postfix/etc"
  POSTFIX_PORT="$(postfix_free_port)"
  mkdir -p "$POSTFIX_ETC" "$1/postfix/queue" "$1/postfix/data" "$1/postfix/log"
  chown postfix "$1/postfix/data"
  cat > "$POSTFIX_ETC/main.cf" <<END
compatibility_level = 3.6
queue_directory = $1/postfix/queue
data_directory = $1/postfix/data
maillog_file = $1/postfix/log/mail.log
maillog_file_prefixes = $1
myhostname = mx.example.org
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
local_header_rewrite_clients =
smtpd_peername_lookup = no
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
alias_maps =
alias_database =
virtual_alias_domains = alias.example
virtual_alias_maps = inline:{ { me@alias.example = feed2@news.example.org } }
minimal_backoff_time = 300s
END
  cat "$POSTFIX_CONTRIB/main.cf" >> "$POSTFIX_ETC/main.cf"
  cat > "$POSTFIX_ETC/master.cf" <<END
127.0.0.1:$POSTFIX_PORT inet n - n - - smtpd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
anvil     unix  - - n - 1 anvil
postlog   unix-dgram n - n - 1 postlogd
END
  sed "s|user=gistwire|user=$4|; s|/usr/libexec/gistwire/gistwire-deliver|$2 -d $3|" "$POSTFIX_CONTRIB/master.cf" \
    >> "$POSTFIX_ETC/master.cf"
}

postfix_start() { postfix -c "$POSTFIX_ETC" start > /dev/null 2>&1; }
postfix_stop() { postfix -c "$POSTFIX_ETC" stop > /dev/null 2>&1; }
# Deferred mails wait for their next attempt; this makes it now.
postfix_flush() { postqueue -c "$POSTFIX_ETC" -f; }
postfix_queued() { postqueue -c "$POSTFIX_ETC" -j | wc -l; }
postfix_log() { echo "${POSTFIX_ETC%/etc}/log/mail.log"; }

# swaks must not touch the data, so line ends, dots and the end are made here.
postfix_send() {
  { sed 's/^\./../; s/$/\r/' "$3"; printf '.\r\n'; } > "$3.smtp"
  swaks --server 127.0.0.1:"$POSTFIX_PORT" --helo sender.example.net --from "$1" --to "$2" --no-data-fixup --data "@$3.smtp" \
    --silent 3
}
