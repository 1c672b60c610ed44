#!/usr/bin/python3
"""articles_says.py DATABASE SOURCE links|top rss|atom|json FILE [MAX]: whether a feed of articles holds what the links of its source's
newsletters say, counted here from the tables of links and newsletters alone.

Prints "N right", or what is wrong.
"""
import html
import json
import re
import sqlite3
import sys
from urllib.parse import urlsplit

WEEK = 7 * 24 * 3600
UNRESERVED = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def escapes(text):
    def one(match):
        char = chr(int(match.group(1), 16))
        return char if char in UNRESERVED else "%" + match.group(1).upper()
    return re.sub("%([0-9A-Fa-f]{2})", one, text)


def normal(url):
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    host = parts.netloc.lower()
    if host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    port = {"http": ":80", "https": ":443"}[parts.scheme]
    host = (host[:-len(port)] if host.endswith(port) else host).removesuffix(".")
    path = parts.path.rstrip("/")
    place = parts.fragment
    keeps = place and not place.startswith(":~:") and ((not path and not parts.query) or place[0] in "!/" or "/" in place or "=" in place)
    return host + escapes(path) + (escapes("?" + parts.query) if parts.query else "") + (escapes("#" + place) if keeps else "")


def mentions(database, source):
    """(published, item, ordinal, key, link id, sender, name), each key once per item."""
    rows = database.execute(
        "select item.published, item.row, link.ordinal, ifnull(shown_url, url), link.id, list_id, from_address, from_name "
        "from item join feed on feed.row = item.feed join newsletter on newsletter.row = item.newsletter "
        "join link on link.newsletter = newsletter.row where feed.name = ? and item.state = 'published' and flags & 1 = 0 "
        "and link.kind = 'content' and link.text <> '' order by item.published, item.row, link.ordinal", (source,))
    seen = set()
    for published, item, ordinal, url, link, list_id, address, name in rows:
        key = normal(url)
        if key and (item, key) not in seen:
            seen.add((item, key))
            yield published, item, ordinal, key, link, list_id or (address or "").lower(), name or address or "unknown sender"


def expected(database, source, kind):
    """Articles in the feed's order: key, its mentions, by how many senders it counts as named."""
    articles = {}
    for mention in mentions(database, source):
        articles.setdefault(mention[3], []).append(mention)
    if kind == "links":
        order = sorted(articles.values(), key=lambda m: (-m[0][0], -m[0][1], m[0][2]))
        return [(m[0][3], m, None) for m in order]
    newest = max((m[-1][0] for m in articles.values()), default=0)
    recent = {key: [m for m in all if m[0] > newest - WEEK] for key, all in articles.items()}
    rows = [(key, articles[key], len({m[5] for m in some}), some) for key, some in recent.items() if some]
    rows.sort(key=lambda r: (-r[2], -max(m[0] for m in r[3]), -max(m[1] for m in r[3]), min(m[2] for m in r[3])))
    return [(key, all, count) for key, all, count, _ in rows]


def entries(kind, path):
    if kind == "json":
        for item in json.load(open(path, encoding="utf-8"))["items"]:
            yield item["id"], item["url"], item["title"], item["content_html"]
        return
    import feedparser
    feed = feedparser.parse(open(path, "rb").read())
    if feed.bozo:
        raise SystemExit(f"bozo: {feed.bozo_exception}")
    for entry in feed.entries:
        yield entry.id, entry.link, entry.title, entry.content[0].value


def plain(text):
    return " ".join(text.replace("\ufffd", "\u25a1").split())


def wrong(entry, want, links):
    guid, url, title, content = entry
    key, named, count = want
    if not guid.startswith("urn:uuid:") or not title.strip():
        return f"guid {guid!r}, title {title!r}"
    link = links.get(url.rsplit("/", 1)[-1])
    if link != key and normal(url) != key:
        return f"{url} is {link}, not {key}"
    said = content[content.index('class="named"'):]
    text = plain(html.unescape(re.sub("<[^>]*>", "", said[said.index("Named by"):])))
    first = {m[5]: None for m in named}
    names = [plain(next(m[6] for m in named if m[5] == sender)) for sender in first]
    shown = ", ".join(names[:3]) if len(names) > 3 or len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
    others = len(names) - 3
    if not text.startswith(f"Named by {shown}" + (f" and {others} other" + ("s." if others > 1 else ".") if others > 0 else ".")):
        return f"{key}: {text!r} for {names}"
    if count is not None and f"{count} newsletter" not in said:
        return f"{key}: {said!r}, wanted {count}"
    return None


def main():
    path, source, kind, form, file = sys.argv[1:6]
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    address, = database.execute("select address from feed where name = ?", (source,)).fetchone()
    # What names the reader's address is shown to nobody.
    want = [w for w in expected(database, source, kind) if not re.search(re.escape(address) + "(@|%40|=)", w[0], re.I)]
    if len(sys.argv) > 6:
        want = want[:int(sys.argv[6])]
    got = list(entries(form, file))
    links = {m[4]: m[3] for _, named, _ in want for m in named}
    if len(got) != len(want):
        raise SystemExit(f"{len(got)} articles for {len(want)}")
    problems = [p for p in (wrong(e, w, links) for e, w in zip(got, want)) if p]
    if len({e[0] for e in got}) != len(got):
        problems.append("a guid twice")
    print(*problems[:5] or [f"{len(got)} right"], sep="\n")


main()
