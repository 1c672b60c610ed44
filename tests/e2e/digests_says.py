#!/usr/bin/python3
"""digests_says.py DATABASE SOURCE DIGEST rss|atom|json FILE: whether a digest feed holds an item for each of its periods with the newsletters that its
source published in it and the topics that recur, counted here from the tables.

Prints "N digests of M newsletters", or what is wrong.
"""
import collections
import html
import json
import re
import sqlite3
import sys


def entries(kind, path):
    if kind == "json":
        for item in json.load(open(path, encoding="utf-8"))["items"]:
            yield item["id"], item["url"], item["content_html"]
        return
    import feedparser
    feed = feedparser.parse(open(path, "rb").read())
    if feed.bozo:
        raise SystemExit(f"bozo: {feed.bozo_exception}")
    for entry in feed.entries:
        yield entry.id, entry.link, entry.content[0].value


def plain(text):
    return " ".join(html.unescape(text).replace("\ufffd", "\u25a1").split())


def wrong(database, source, content, since, until, told):
    rows = database.execute(
        "select item.row, item.gist, subject, coalesce(nullif(from_name, ''), from_address, 'unknown sender') from item join feed on feed.row = item.feed "
        "join newsletter on newsletter.row = item.newsletter where feed.name = ? and item.state = 'published' and item.published > ? "
        "and item.published <= ? and flags & 1 = 0", (source, since, until)).fetchall()
    rows = [row[1:] for row in rows if row[0] not in told and not told.add(row[0])]
    listed = re.findall("<li><b>(?:<bdi>)?(.*?)(?:</bdi>)?</b>: (.*?)</li>", content, re.S)
    want = collections.Counter(plain(name) for _, _, name in rows)
    if collections.Counter(plain(name) for name, _ in listed) != want:
        return 0, f"senders {[plain(n) for n, _ in listed]} for {want}"
    for _, subject, name in rows:
        begin = plain(subject)[:150] or "(no subject)"
        if not any(plain(n) == plain(name) and plain(re.sub("<.*?>", "", text)).startswith(begin) for n, text in listed):
            return 0, f"no {subject!r}"
    topics = collections.Counter()
    for gist, _, _ in rows:
        topics.update({t.casefold() for t, in database.execute("select topic from gist_topic where gist = ?", (gist,))})
    recurring = {(plain(t), n) for t, n in topics.items() if n > 1}
    line = re.search('<p class="topics">(.*?)</p>', content, re.S)
    text = plain(re.sub("<.*?>", "", line.group(1))).removeprefix("Topics that recur: ") if line else ""
    said = {(t.casefold(), int(n)) for t, n in re.findall(r"(.+?) \((\d+)\)(?:, |$)", text)}
    if not said <= recurring or len(said) != min(8, len(recurring)):
        return 0, f"topics {said} for {recurring}"
    return len(rows), None


def main():
    path, source, digest, form, file = sys.argv[1:6]
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    periods = database.execute("select digest.id, digest.guid, since, until from digest join feed on feed.row = digest.feed where name = ? "
                               "order by until desc", (digest,)).fetchall()
    got = list(entries(form, file))
    newsletters, told = 0, set() # a newsletter stands in one digest
    if [(guid, url.rsplit("/", 1)[-1]) for guid, url, _ in got] != [(guid, id) for id, guid, _, _ in periods]:
        raise SystemExit(f"{len(got)} entries for {len(periods)} digests")
    for (_, _, content), (_, _, since, until) in reversed(list(zip(got, periods))):
        count, problem = wrong(database, source, content, since, until, told)
        if problem:
            raise SystemExit(problem)
        newsletters += count
    print(f"{len(got)} digests of {newsletters} newsletters")


main()
