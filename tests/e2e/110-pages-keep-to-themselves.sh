#!/bin/bash
# In Chromium: no page sends anything to another host, with and without pictures in the mail, and no script of a mail runs; not even when the
# washer fails. Every other host name leads to a canary that writes down who called.
. "$(dirname "$0")/lib.sh"
command -v chromium >/dev/null || { skip "there is no Chromium"; exit 77; }

/usr/bin/python3 "$E2E/canary.py" "$T/calls" >"$T/canary" &
canary=$!
trap 'kill $canary 2>/dev/null; finish' EXIT
wait_for 10 test -s "$T/canary"
canary_port=$(cat "$T/canary")
write_config
start_daemon || exit 1
gw feed add Letters --policy open --address letters >/dev/null
for name in pictures active; do gw import Letters "$SOURCE/tests/data/mail/hostile/$name.eml" >/dev/null || not_ok "import $name"; done
feed=$(feed_id Letters)
item() { gw --json newsletter list Letters | json "[i['id'] for i in d if i['subject'] == '$1'][0]"; }
pictures=$(item Pictures) active=$(item Active)

# browse URL: what the canary heard from it, one call a line.
browse() {
  : >"$T/calls"
  HOME=$T timeout 60 chromium --headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update \
    --disable-sync --disable-default-apps --user-data-dir="$T/profile" --host-resolver-rules="MAP * 127.0.0.1:$canary_port, EXCLUDE 127.0.0.1" \
    --virtual-time-budget=4000 --dump-dom "$1" >"$T/dom" 2>"$T/chromium.err" || not_ok "Chromium on $1"
  sort -u "$T/calls"
}
page() { browse "http://127.0.0.1:$PORT$1"; }

# The test can fail: the same mails without Gistwire between them and the browser.
for name in pictures active; do sed '1,/^$/d' "$SOURCE/tests/data/mail/hostile/$name.eml" >"$T/$name.html"; done
has "without Gistwire the pictures are fetched" "$(browse "file://$T/pictures.html")" "pictures.canary.test/photo.png"
has "and scripts run" "$(browse "file://$T/active.html")" "script-ran.canary.test"

for path in / "/feeds/$feed" /nothing "/newsletters/$pictures" "/newsletters/$pictures#original" "/newsletters/$pictures/original" \
  "/newsletters/$active" "/newsletters/$active#original" "/newsletters/$active/original"; do
  is "nobody else hears of $(printf %s "$path" | sed "s/$feed/FEED/; s/$pictures/PICTURES/; s/$active/ACTIVE/")" "$(page "$path")" ""
done
link=$(sqlite3 -readonly "$T/state/gistwire.db" "select id from link where kind = 'action' limit 1")
is "nor of the page between" "$(page "/links/$link")" ""
has "which shows where it leads" "$(cat "$T/dom")" "https://leave.canary.test/now"

heard=$(page "/newsletters/$pictures/original?images=1")
has "asked for, the pictures are fetched" "$heard" "pictures.canary.test/photo.png"
hasnt "without saying from where" "$heard" "Referer"
has "in the frame of the page, too" "$(page "/newsletters/$pictures?images=1#original")" "pictures.canary.test/photo.png"
is "and nothing but pictures: no style sheet, font, frame, film, nor one that counts readers" \
  "$(printf '%s\n' "$heard" | grep -v '^\(pictures\|background\|style\)\.canary\.test/[a-z]*\.\(png\|webp\)$')" ""
is "with pictures no script runs either" "$(page "/newsletters/$active/original?images=1" | grep -c script-ran)" 0

gw feed edit Letters --images yes >/dev/null
has "a feed that wants pictures has them without asking" "$(page "/newsletters/$pictures/original")" "pictures.canary.test/photo.png"
gw feed edit Letters --images no >/dev/null

# A washer that let everything through would be caught by the policy of the page.
/usr/bin/python3 - "$T/state/gistwire.db" "$T/active.html" <<'PY'
import sqlite3, sys
page = open(sys.argv[2], "rb").read()
frame = b"\x28\xb5\x2f\xfd\xa0" + len(page).to_bytes(4, "little") + (1 | len(page) << 3).to_bytes(3, "little") + page  # zstd, stored
db = sqlite3.connect(sys.argv[1])
db.execute("update original set zstd = ?", (frame,))
db.commit()
PY
has "the page is unwashed now" "$(get "/newsletters/$active/original")" "<script>"
is "an unwashed page is kept quiet by its policy" "$(page "/newsletters/$active/original")" ""
is "in its frame as well" "$(page "/newsletters/$active#original")" ""
is "and with pictures no script of it runs" "$(page "/newsletters/$active/original?images=1" | grep -c script-ran)" 0
check "the daemon ends in order" stop_daemon
hasnt "no sanitizer spoke" "$(cat "$T/daemon.log")" "Sanitizer"
