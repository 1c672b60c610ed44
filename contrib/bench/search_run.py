#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What contrib/bench/search runs: search_run.py NEWSLETTERS TIMES, with BUILD."""
import http.client
import os
import pathlib
import re
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.parse

BUILD = pathlib.Path(os.environ["BUILD"])
COUNT, TIMES = int(sys.argv[1]), int(sys.argv[2])
LIMIT_MS = 50
WORDS = 1000  # in a newsletter, on average, as in the corpus

ROWS = [  # name, query, the same for unicode61 (None: it has no such question)
    ("a word that 5 have", "seldom", "seldom"),
    ("a word that half of all have", "ordinary", "ordinary"),
    ("the commonest word, often in each", "ka", "ka"),
    ("three common words", "ka ne ordinary", "ka ne ordinary"),
    ("phrase", '"ordinary day"', '"ordinary day"'),
    ("phrase of the two commonest words", '"ka ne"', '"ka ne"'),
    ("phrase of the three commonest words", '"ne ka ro"', '"ne ka ro"'),
    ("the commonest before an ordinary word", '"ka ordinary"', '"ka ordinary"'),
    ("prefix", "ordi*", "ordi*"),
    ("prefix of three letters, common", "kan*", "kan*"),
    ("two such prefixes", "kan* neru*", "kan* neru*"),
    ("Greek with accents", "λότη*", "λοτη*"),
    ("one kana", "い", None),
    ("four kana in a row", "いえおか", None),
    ("one ideograph", "丁", None),
    ("two ideographs", "東京", None),
    ("東京タワー", "東京タワー", None),
    ("nothing to be found", "nobodyhasthis", "nobodyhasthis"),
]


def progress(text):
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def timed(function, times):
    taken = []
    for i in range(times):
        start = time.perf_counter()
        function(i)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), max(taken)


def make(folder):
    """The database and the ids of its feeds; the peer's beside it."""
    ids = folder / "feeds"
    if not ids.exists():
        progress(f"making {COUNT} newsletters")
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        start = time.time()
        out = subprocess.run([BUILD / "tests/tools/search-make", folder / "gistwire.db", str(COUNT), str(WORDS)], check=True, capture_output=True, text=True).stdout
        made = time.time() - start
        peer = sqlite3.connect(folder / "peer.db")
        progress("making the same for SQLite alone")
        peer.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 16384;"
                           "CREATE TABLE newsletter (row INTEGER PRIMARY KEY, subject, markdown);"
                           "CREATE VIRTUAL TABLE words USING fts5 (subject, markdown, content = newsletter, content_rowid = row, tokenize = 'unicode61 remove_diacritics 2');")
        peer.execute("ATTACH ? AS own", (str(folder / "gistwire.db"),))
        peer.execute("INSERT INTO newsletter SELECT row, subject, markdown FROM own.newsletter")
        start = time.time()
        peer.execute("INSERT INTO words (words) VALUES ('rebuild')")
        peer.commit()
        peer.close()
        ids.write_text(out + f"{made:.0f} s to make it all, {time.time() - start:.0f} s for the index of unicode61\n")
    return ids.read_text().split("\n")


def sizes(folder):
    own = sqlite3.connect(f"file:{folder}/gistwire.db?mode=ro", uri=True)
    peer = sqlite3.connect(f"file:{folder}/peer.db?mode=ro", uri=True)
    text, = own.execute("SELECT sum(length(CAST(markdown AS BLOB)) + length(CAST(subject AS BLOB))) FROM newsletter").fetchone()
    index, = own.execute("SELECT sum(length(block)) FROM search_data").fetchone()
    other, = peer.execute("SELECT sum(length(block)) FROM words_data").fetchone()
    print(f"{COUNT} newsletters, {text / 1e6:.0f} MB of text; database {os.path.getsize(folder / 'gistwire.db') / 1e6:.0f} MB, "
          f"index {index / 1e6:.0f} MB, of unicode61 {other / 1e6:.0f} MB")


class Server:
    def __init__(self, folder):
        self.conf = folder / "conf"
        self.conf.write_text(f"[server]\nlisten=127.0.0.1:0\nbase_url=http://gistwire.test\n[mail]\ndomain=news.example\n[spool]\npath={folder}/spool\n[store]\npath={folder}/gistwire.db\n")
        self.process = subprocess.Popen([BUILD / "gistwired", "--config", self.conf], stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if (match := re.search(r"listening on http://127\.0\.0\.1:(\d+)", line)) is not None:
                self.connection = http.client.HTTPConnection("127.0.0.1", int(match[1]))
                return
        sys.exit("gistwired does not start")

    def get(self, path):
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status)
        return body

    def stop(self):
        self.process.terminate()
        self.process.wait()


def measure(server, feeds, peer, query, plain):
    quoted = urllib.parse.quote(query)
    command = [BUILD / "gistwire", "--config", server.conf, "search", "--json", query]
    figures = {"command": timed(lambda _: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), TIMES)}
    figures["page"] = timed(lambda _: server.get(f"/feeds/{feeds[0]}/search?q={quoted}"), TIMES)
    figures["page of a small feed"] = timed(lambda _: server.get(f"/feeds/{feeds[1]}/search?q={quoted}"), TIMES)
    # A feed is kept when it was made once; spaces make it another search for the same.
    figures["feed, first time"] = timed(lambda i: server.get(f"/feeds/{feeds[0]}/search.rss?q={quoted}" + "+" * i), TIMES)
    figures["FTS5 alone"] = figures["LIKE"] = (None, None)
    if plain is not None:
        sql = "SELECT rowid, snippet(words, 1, '', '', '', 20) FROM words WHERE words MATCH ? ORDER BY rank LIMIT 20"
        figures["FTS5 alone"] = timed(lambda _: peer.execute(sql, (plain,)).fetchall(), min(TIMES, 5))
    like = "%" + query.replace('"', "").replace("*", "") + "%"
    sql = "SELECT row FROM newsletter WHERE markdown LIKE ? OR subject LIKE ? ORDER BY row DESC LIMIT 20"
    figures["LIKE"] = timed(lambda _: peer.execute(sql, (like, like)).fetchall(), 1)
    return figures


def main():
    folder = BUILD / f"search-{COUNT}"
    feeds = make(folder)
    progress("")
    sizes(folder)
    print(feeds[2])
    peer = sqlite3.connect(f"file:{folder}/peer.db?mode=ro", uri=True)
    server = Server(folder)
    over = []
    try:
        names = ["command", "page", "page of a small feed", "feed, first time", "FTS5 alone", "LIKE"]
        print(f"\nmedian / worst of {TIMES}, ms (FTS5 alone of 5, LIKE of 1)\n{'':37}" + "".join(f"{name:>21}" for name in names))
        for name, query, plain in ROWS:
            progress(name)
            figures = measure(server, feeds, peer, query, plain)
            progress("")
            found = re.search(rb'class="count">(More than )?(\d+|Nothing)', server.get(f"/feeds/{feeds[0]}/search?q={urllib.parse.quote(query)}"))
            cells = "".join(f"{'-':>21}" if (f := figures[n])[0] is None else f"{f'{f[0]:.1f} / {f[1]:.1f}':>21}" for n in names)
            print(f"{name + ' (' + ('>' if found[1] else '') + found[2].decode().replace('Nothing', '0') + ')':37}{cells}", flush=True)
            over += [f"{name} ({n})" for n in names[:3] if figures[n][0] > LIMIT_MS]
    finally:
        server.stop()
    if over:
        sys.exit(f"over {LIMIT_MS} ms: {', '.join(over)}")


main()
