#!/bin/bash
# The list of feeds goes into other readers with the titles and descriptions that the feeds have.
. "$(dirname "$0")/lib.sh"

write_config
start_daemon || exit 1
gw opml >"$T/none.opml"
is "without feeds it is a list of none" "$(xmllint --xpath 'count(//outline)' "$T/none.opml")" 0

# Names and descriptions are UTF-8 in any locale.
export LC_ALL=C
names=('"Quotes" & <angles>' "R&amp;D's weekly" '🗞️ Morning 👩‍💻' 'עלון שבועי' '週刊ニュース' 'Plain')
for name in "${names[@]}"; do gw feed add "$name" --policy open --description "About: $name" >/dev/null || not_ok "feed add $name"; done
gw import Plain "$SOURCE/tests/data/mail/essay.eml" >/dev/null

# The addresses in the list are those of readers; here the server listens elsewhere.
gw opml >"$T/public.opml"
sed -i "s#^base_url=.*#base_url=http://127.0.0.1:$PORT#" "$T/conf"
kill -HUP "$DAEMON"
gw opml >"$T/feeds.opml"
is "the same feeds give the same bytes" "$(gw opml | sha256sum)" "$(sha256sum <"$T/feeds.opml")"
has "addresses begin with base_url" "$(cat "$T/public.opml")" 'xmlUrl="http://gistwire.test/feeds/'
check "it is well-formed" xmllint --noout "$T/feeds.opml"

says() {
  /usr/bin/python3 - "$T/feeds.opml" <<'PYTHON'
import sys, urllib.request, xml.etree.ElementTree as tree
outlines = tree.parse(sys.argv[1]).getroot().findall("./body/outline")
for outline in outlines:
    channel = tree.fromstring(urllib.request.urlopen(outline.get("xmlUrl"), timeout=20).read()).find("channel")
    page = urllib.request.urlopen(outline.get("htmlUrl"), timeout=20)
    for attribute, element in (("text", "title"), ("title", "title"), ("description", "description"), ("htmlUrl", "link")):
        if outline.get(attribute) != channel.findtext(element):
            print(outline.get(attribute), "is not", channel.findtext(element))
    if outline.get("type") != "rss" or page.status != 200:
        print("wrong:", outline.attrib)
print(len(outlines), "feeds")
PYTHON
}
is "titles, descriptions and addresses are those of the feeds" "$(says)" "${#names[@]} feeds"

touch "$T/newsboat.conf" "$T/urls"
newsboat() { HOME=$T command newsboat -u "$T/urls" -c "$T/newsboat.db" -C "$T/newsboat.conf" "$@"; }
newsboat -i "$T/feeds.opml" >"$T/newsboat.out" 2>&1
is "newsboat imports every feed" "$(grep -c "^http://127.0.0.1:$PORT/feeds/.*/rss" "$T/urls")" "${#names[@]}"
newsboat -x reload 2>"$T/newsboat.err"
is "and reads them under their titles" "$(sqlite3 "$T/newsboat.db" 'select title from rss_feed order by title')" \
  "$(printf '%s\n' "${names[@]}" | sort)"
is "and their items" "$(sqlite3 "$T/newsboat.db" 'select count(*) from rss_item')" 1

# In folders: a feed with what is made from it, and within that the senders.
gw feed add Everything --all >/dev/null
gw feed add 'Who wrote' --per-sender Plain >/dev/null
gw opml --group >"$T/groups.opml"
folder() { xmllint --xpath "string($1/@text)" "$T/groups.opml"; }
is "all feeds stand in the list" "$(xmllint --xpath 'count(//outline[@xmlUrl])' "$T/groups.opml")" "$(gw --json feed list | json 'len(d)')"
is "a folder has the name of its feed" "$(folder "//outline[@text='Who wrote' and @xmlUrl]/../..")" Plain
is "that feed comes first in it" "$(folder "//body/outline[not(@xmlUrl)]/outline[1]")" Plain
is "senders stand below" "$(xmllint --xpath "count(//outline[@text='Who wrote' and not(@xmlUrl)]/outline)" "$T/groups.opml")" 2
is "what comes from all stands alone" "$(xmllint --xpath "count(/opml/body/outline[@text='Everything' and @xmlUrl])" "$T/groups.opml")" 1
: >"$T/urls"
newsboat -i "$T/groups.opml" >"$T/newsboat.out" 2>&1
is "newsboat imports every feed of the folders" "$(grep -c '^http' "$T/urls")" "$(gw --json feed list | json 'len(d)')"
is "and makes tags of them" "$(grep -c 'Plain' "$T/urls")" 3

is "what is not UTF-8 is a usage error" "$(gw feed add Odd --description $'\xff' 2>/dev/null; echo $?)" 2
is "an argument too many is a usage error" "$(gw opml more 2>/dev/null; echo $?)" 2
check "the daemon ends in order" stop_daemon
