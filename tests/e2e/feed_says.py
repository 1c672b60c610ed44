#!/usr/bin/python3
"""feed_says.py rss|atom|json|newsboat LIST FILE [PREFIX]: whether the items of a feed are those of `gistwire --json newsletter list`, with PREFIX before
the titles.

Prints "N right", or what is wrong.
"""
import calendar
import datetime
import json
import sqlite3
import sys


def seconds(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def from_xml(path):
    import feedparser
    feed = feedparser.parse(open(path, "rb").read())
    if feed.bozo:
        raise SystemExit(f"bozo: {feed.bozo_exception}")
    for entry in feed.entries:
        yield {"id": entry.id, "title": entry.title, "author": entry.author, "date": calendar.timegm(entry.published_parsed),
               "url": entry.link, "html": entry.content[0].value}


def from_json(path):
    with open(path, encoding="utf-8") as file:
        feed = json.load(file)
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        raise SystemExit("no JSON Feed 1.1")
    for key in ("title", "home_page_url", "feed_url", "items"):
        if not feed[key]:
            raise SystemExit(f"no {key}")
    for item in feed["items"]:
        for key in item.get("attachments", []):
            if not (key["url"].startswith("http") and "/" in key["mime_type"]):
                raise SystemExit(f"attachment {key}")
        yield {"id": item["id"], "title": item["title"], "author": item["authors"][0]["name"], "date": seconds(item["date_published"]),
               "url": item["url"], "html": item["content_html"]}


def from_newsboat(path):
    rows = sqlite3.connect(path).execute("select guid, title, author, pubDate, url, content from rss_item")
    for guid, title, author, date, url, content in rows:
        yield {"id": guid, "title": title, "author": author, "date": date, "url": url, "html": content}


def plain(text):
    """Readers trim, and squeeze white space, each in its way; U+FFFD never reaches a feed."""
    return " ".join(text.replace("\ufffd", "\u25a1").split())


def wrong(entry, item, prefix):
    title = plain(item["subject"]) or "(no subject)"
    if plain(entry["title"]) not in (prefix + title, prefix + "[Confirm] " + title):
        return f"title {entry['title']!r} for {title!r}"
    sender = plain(item["from_name"] or item["from"] or "unknown sender")
    if plain(entry["author"]) != sender:
        return f"author {entry['author']!r} for {sender!r}"
    if entry["date"] != seconds(item["date"]):
        return f"date {entry['date']} for {item['date']}"
    if entry["url"] != "http://gistwire.test/newsletters/" + item["id"]:
        return f"url {entry['url']}"
    if entry["url"] not in entry["html"]:
        return "no link to the page"
    return None


def main():
    kind, list_path, path = sys.argv[1:4]
    prefix = sys.argv[4] if len(sys.argv) > 4 else ""
    with open(list_path, encoding="utf-8") as file:
        items = {item["guid"]: item for item in json.load(file)}
    entries = list({"json": from_json, "newsboat": from_newsboat}.get(kind, from_xml)(path))
    right = 0
    for entry in entries:
        item = items.get(entry["id"])
        problem = wrong(entry, item, prefix) if item else f"item {entry['id']}"
        if problem:
            print(problem)
        else:
            right += 1
    print(f"{right} right" if right == len(entries) else f"{right} right of {len(entries)}")


main()
