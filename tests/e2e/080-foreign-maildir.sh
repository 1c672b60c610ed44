#!/bin/bash
# A Maildir that something else fills works as a spool; imports of every kind work beside the daemon.
. "$(dirname "$0")/lib.sh"
mail=$SOURCE/tests/data/mail

write_config
start_daemon || exit 1
gw feed add Open --policy open --address reader >/dev/null
gw feed add Archive --policy open >/dev/null

# As Postfix's local or dovecot-lda would: tmp/, then a rename into new/, with their own header lines.
{ printf 'Return-Path: <x@y.example>\nDelivered-To: reader@news.example\n'; cat "$mail/essay.eml"; } >"$T/spool/tmp/1700000000.V1.host"
cp "$T/spool/tmp/1700000000.V1.host" "$T/whole"
mv "$T/spool/tmp/1700000000.V1.host" "$T/spool/new/"
check "a foreign file becomes an item" wait_for 10 has_items Open 1
seen() { [ -e "$T/spool/cur/1700000000.V1.host:2,S" ]; }
check "and moves to cur/ as seen" wait_for 5 seen
id=$(gw --json newsletter list Open | json 'd[0]["id"]')
gw newsletter show "$id" --raw >"$T/raw"
check "all its bytes are kept" cmp "$T/raw" "$T/whole"

for file in german japanese; do
  printf 'From x@y Mon Nov 23 08:52:00 2026\n'
  cat "$mail/$file.eml"
  printf '\n\n' # one of them has no newline at its end
done >"$T/box"
mkdir -p "$T/md/cur" "$T/md/new" "$T/md/tmp"
cp "$mail/confirmation.eml" "$T/md/cur/1:2,S"
has "import takes mbox, Maildir and .eml" "$(gw import Archive "$T/box" "$T/md" "$mail/essay.eml" "$mail")" "7 imported, 4 there already, 0 failed"
is "each is an item" "$(items Archive)" 7
: >"$T/empty.eml"
out=$(gw import Archive "$T/empty.eml" "$mail/german.eml" 2>&1)
has "an empty file is told, the rest goes on" "$out" "1 there already, 1 failed"
printf 'root:x:0:0:root:/root:/bin/sh\nmail:x:8:8:mail:/var/mail:/bin/sh\n' >"$T/passwd"
gw feed add Fragments >/dev/null
out=$(gw import Archive "$T/passwd" 2>&1)
has "a file that is no mail is told" "$out" "passwd: no mail"
printf 'Content-Type: text/plain\n\nA fragment of a letter.\n' >"$T/fragment"
has "a fragment with a header is mail" "$(gw import Fragments "$T/fragment" 2>&1)" "1 imported, 0 there already, 0 failed"
has "what is no mail is not imported" "$out" "0 imported, 0 there already, 1 failed"
has "a folder of neither kind is told" "$(gw import Archive "$T/state" 2>&1)" "neither a Maildir nor a folder of .eml files"
has "preview shows a gist and stores nothing" "$(gw preview "$mail/link-digest.eml")" "blog.storage.example"
has "and what a model would not read" "$(gw preview "$mail/link-digest.eml")" "- subscription or account link: View in browser"
out=$(gw preview --show compact "$mail/link-digest.eml")
has "preview shows the compact form" "$out" "## [Measuring tail latency without lying to yourself](L3)"
hasnt "which has no small print" "$out" "You receive this"
is "JSON has both sizes and what was cut" \
  "$(gw --json preview "$mail/link-digest.eml" | json 'd["compact"]["bytes"] < d["compact"]["markdown_bytes"] and [c["why"] for c in d["compact"]["cut"] if not c["target_only"]]')" \
  "['subscription or account link', 'small print']"
is "nothing was stored" "$(items Archive)" 7
check "the daemon ends in order" stop_daemon
