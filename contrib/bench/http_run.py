# SPDX-License-Identifier: MIT
"""The measurements of contrib/bench/http. Each row prints what was measured, what is to be reached, and whether it was."""

import glob
import os
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

BUILD, SOURCE = os.environ["BUILD"], os.environ["SOURCE"]
ROUNDS, SECONDS, MANY = int(os.environ["ROUNDS"]), float(os.environ["SECONDS_EACH"]), int(os.environ["NEWSLETTERS"])
FEW = 1000
CROWD = os.path.join(SOURCE, "tests/e2e/http_crowd.py")
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"

work = tempfile.mkdtemp(prefix="gistwire-bench-")
os.chmod(work, 0o755)  # for the workers of nginx
started = []


def stop(process):
    process.send_signal(signal.SIGTERM)
    process.wait()
    started.remove(process)


def start(command, **options):
    process = subprocess.Popen(command, **{"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, **options})
    started.append(process)
    return process


# --- servers ------------------------------------------------------------------------------------


class Gistwired:
    def __init__(self, name, cache="32M", prefix=()):
        self.folder = os.path.join(work, name)
        os.makedirs(f"{self.folder}/state", exist_ok=True)
        self.conf, self.database, self.prefix = f"{self.folder}/conf", f"{self.folder}/state/gistwire.db", list(prefix)
        with open(self.conf, "w") as file:
            file.write(f"[server]\nlisten=127.0.0.1:0\nbase_url=http://gistwire.test\ncache={cache}\n[mail]\ndomain=news.example\n"
                       f"[spool]\npath={self.folder}/spool\n[store]\npath={self.database}\n[feed]\nmax_bytes=0\n")
        self.process = None

    def cli(self, *arguments):
        return subprocess.run([f"{BUILD}/gistwire", "--config", self.conf, *arguments], check=True, capture_output=True, text=True).stdout

    def feed(self, name, *options):
        self.cli("feed", "add", name, "--policy", "open", "--address", name, *options)
        return re.search(r'"id": *"([a-z2-7]{26})"', self.cli("--json", "feed", "show", name))[1]

    def start(self):
        with open(f"{self.folder}/log", "w") as log:
            self.process = start(self.prefix + [f"{BUILD}/gistwired", "--config", self.conf], stderr=log)
        while True:
            with open(f"{self.folder}/log") as log:
                found = re.search(r"listening on http://127\.0\.0\.1:(\d+)", log.read())
            if found:
                self.port = int(found[1])
                return self
            if self.process.poll() is not None:
                sys.exit(open(f"{self.folder}/log").read())
            time.sleep(0.02)

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def pids(self):
        return [self.process.pid]

    def memory(self):
        with open(f"/proc/{self.process.pid}/smaps_rollup") as file:
            return int(re.search(r"^Pss: +(\d+)", file.read(), re.M)[1]) / 1024

    def stop(self):
        stop(self.process)


class Nginx:
    """Two workers that serve the files of a folder, gzipped ones made before, and /links/."""

    def __init__(self, name, root, extra):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        folder = os.path.join(work, name)
        os.makedirs(folder)
        paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(f"{folder}/conf", "w") as file:
            file.write(f"""worker_processes 2; pid {folder}/pid; error_log {folder}/error; daemon off; worker_rlimit_nofile 10000;
events {{ worker_connections 4096; }}
http {{ access_log off; {paths} keepalive_requests 1000000000; sendfile on; tcp_nopush on; gzip_static on; {extra}
  server {{ listen 127.0.0.1:{self.port} backlog=1024; root {root}; default_type application/rss+xml;
    add_header Cache-Control "private, no-cache"; location /links/ {{ return 302 https://sender.example/a; }} }} }}
""")
        self.process = start(["/usr/sbin/nginx", "-c", f"{folder}/conf", "-p", folder], stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            except OSError:
                time.sleep(0.05)

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def pids(self):
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as file:
            return [int(pid) for pid in file.read().split()]


def cpu(pids):
    """Nanoseconds of CPU time of all threads of these processes."""
    total = 0
    for pid in pids:
        for path in glob.glob(f"/proc/{pid}/task/*/schedstat"):
            with open(path) as file:
                total += int(file.read().split()[0])
    return total


def load(server, path, connections, headers=(), script=None, seconds=SECONDS):
    """Requests per second and CPU microseconds per request; None where a request failed."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", script]
    before = cpu(server.pids())
    out = subprocess.run(command + [server.url(path)], capture_output=True, text=True, check=True).stdout
    spent = cpu(server.pids()) - before
    requests = int(re.search(r"(\d+) requests in", out)[1])
    if requests == 0 or "Non-2xx" in out or re.search(r"Socket errors: .*(?:read|timeout) [1-9]", out) and "Connection: close" not in headers:
        sys.exit(f"{' '.join(command)} {server.url(path)}:\n{out}")
    return float(re.search(r"Requests/sec: +([\d.]+)", out)[1]), spent / 1000 / requests


def load_304(server, path, connections, tag):
    """The same for conditional requests."""
    request = f"GET {path} HTTP/1.1\r\nHost: h\r\nIf-None-Match: {tag}\r\n\r\n"
    before = cpu(server.pids())
    out = subprocess.run([f"{work}/http_load", str(server.port), str(connections), str(SECONDS), request, "304"], capture_output=True, text=True, check=True).stdout
    spent = cpu(server.pids()) - before
    answers, seconds = re.search(r"(\d+) answers in ([\d.]+) s", out).groups()
    return int(answers) / float(seconds), spent / 1000 / int(answers)


def verdict(reached):
    return "reached" if reached else "NOT REACHED"


def compare(name, servers, against, rate, cost=None, load=load):
    """servers: name to (server, path, connections, headers, script). Measured in turn; the medians of each round's ratios."""
    rates, costs = {key: [] for key in servers}, {key: [] for key in servers}
    for _ in range(ROUNDS):
        for key, arguments in servers.items():
            got = load(*arguments)
            rates[key].append(got[0])
            costs[key].append(got[1])
    more = statistics.median(g / n for g, n in zip(rates["gistwired"], rates[against]))
    less = statistics.median(g / n for g, n in zip(costs["gistwired"], costs[against]))
    detail = ", ".join(f"{key} {statistics.median(rates[key]):.0f}/s {statistics.median(costs[key]):.1f} us" for key in servers)
    reached = (more >= rate and cost is None) or (cost is not None and less <= cost)
    wanted = f"{rate} req/s" + (f", {cost} CPU" if cost else "")
    print(f"{name}: {more:.2f} req/s, {less:.2f} CPU of {against} (to reach: {wanted}): {verdict(reached)}"
          f"{'' if cost is None or more >= rate else ', req/s not'}\n    {detail}", flush=True)


# --- what is served -----------------------------------------------------------------------------

WORDS = ("a newsletter of many words is read by people who like to know what happens in the world of letters and of those who "
         "write them every week for readers near and far").split()


def mail(number, paragraphs):
    text = "".join(f"<p>{' '.join(WORDS[(number * 7 + p * 3 + i * (p + 1)) % len(WORDS)] for i in range(70))}</p>"
                   f"<p><a href=\"https://site{p}.example/{number}/{p}\">Read what {WORDS[p % len(WORDS)]} means</a></p>"
                   for p in range(paragraphs))
    return (f"From: Letters <news@sender.example>\nTo: bench@news.example\nSubject: Letter {number}\nMessage-ID: <{number}.{paragraphs}@sender.example>\n"
            f"Date: Mon, 2 Nov 2026 {number // 60 % 24:02d}:{number % 60:02d}:00 +0000\nMIME-Version: 1.0\n"
            f"Content-Type: text/html; charset=utf-8\n\n<html><body>{text}</body></html>\n")


def fetch(url, headers=None):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {})) as answer:
        return answer.headers, answer.read()


class Cached:
    """One feed of some 43 KB, the same bytes as files of nginx."""

    def __init__(self):
        self.gistwired = Gistwired("cached")
        self.path = f"/feeds/{self.gistwired.feed('bench', '--max-items', '12')}/rss"
        for number in range(40):
            with open(f"{self.gistwired.folder}/{number:02d}.eml", "w") as file:
                file.write(mail(number, 8))
        self.gistwired.cli("import", "bench", *sorted(glob.glob(f"{self.gistwired.folder}/*.eml")))
        self.gistwired.start()
        while b"<item>" not in fetch(self.gistwired.url(self.path))[1]:
            time.sleep(0.05)
        time.sleep(0.5)
        head, body = fetch(self.gistwired.url(self.path))
        packed = fetch(self.gistwired.url(self.path), {"Accept-Encoding": "gzip"})[1]
        self.tag = head["ETag"]
        root = os.path.join(work, "root")
        os.makedirs(root)
        for name, data in (("feed", body), ("feed.gz", packed)):
            with open(f"{root}/{name}", "wb") as file:
                file.write(data)
        self.nginx = Nginx("nginx", root, "")
        self.ofc = Nginx("ofc", root, "open_file_cache max=100 inactive=60s; open_file_cache_valid 60s;")
        self.nginx_tag = fetch(self.ofc.url("/feed"))[0]["ETag"]
        print(f"a feed of {len(body)} bytes, {len(packed)} gzipped; {ROUNDS} rounds of {SECONDS:g} s", flush=True)

    def servers(self, connections, headers=(), nginx_headers=None):
        nginx_headers = headers if nginx_headers is None else nginx_headers
        return {"gistwired": (self.gistwired, self.path, connections, headers),
                "nginx": (self.nginx, "/feed", connections, nginx_headers),
                "ofc": (self.ofc, "/feed", connections, nginx_headers)}


cached = None


def get_cached():
    global cached
    cached = cached or Cached()
    return cached


def row_identity():
    for connections in (16, 64):
        compare(f"identity, {connections} connections", get_cached().servers(connections), "ofc", 1.1, 0.85)


def row_gzip():
    for connections in (16, 64):
        compare(f"gzip, {connections} connections", get_cached().servers(connections, ["Accept-Encoding: gzip"]), "ofc", 0.95, 0.75)


def row_304():
    c = get_cached()
    subprocess.run(["gcc", "-O2", "-o", f"{work}/http_load", f"{SOURCE}/contrib/bench/http_load.c"], check=True)
    compare("304, 64 connections", {"gistwired": (c.gistwired, c.path, 64, c.tag), "nginx": (c.nginx, "/feed", 64, c.nginx_tag),
                                    "ofc": (c.ofc, "/feed", 64, c.nginx_tag)}, "ofc", 0.9, 1.1, load_304)


def row_close():
    compare("gzip, Connection: close", get_cached().servers(16, ["Accept-Encoding: gzip", "Connection: close"]), "nginx", 0.95)


def row_together():
    c = get_cached()
    c.gistwired.stop()
    processor = min(os.sched_getaffinity(0))
    c.gistwired.prefix = ["taskset", "-c", str(processor)]
    c.gistwired.start()
    for count in (128, 256, 512):
        done = subprocess.run([sys.executable, CROWD, "together", str(c.gistwired.port), c.path, str(c.gistwired.process.pid), str(count), "100"],
                              capture_output=True, text=True)
        print(f"simultaneous requests on one thread: {done.stdout.strip() or done.stderr.strip()[-200:]}: {verdict(done.returncode == 0)}", flush=True)
    c.gistwired.stop()
    c.gistwired.prefix = []
    c.gistwired.start()


def row_page():
    """60 KB of Markdown from the database, made for each request, and kept."""
    for cache in ("0", "32M"):
        g = Gistwired(f"page-{cache}", cache=cache)
        g.feed("bench")
        with open(f"{g.folder}/large.eml", "w") as file:
            file.write(mail(1, 150))
        g.cli("import", "bench", f"{g.folder}/large.eml")
        base = sqlite3.connect(g.database)
        size, item = base.execute("select length(markdown), item.id from newsletter join item on item.newsletter = newsletter.row").fetchone()
        g.start()
        while base.execute("select state from item").fetchone()[0] != "published":
            time.sleep(0.05)
        body = fetch(g.url(f"/newsletters/{item}"))[1]
        spent = statistics.median(load(g, f"/newsletters/{item}", 4)[1] for _ in range(ROUNDS))
        what = f"newsletter page of {size} bytes of Markdown ({len(body)} of HTML), cache={cache}: {spent:.0f} us of CPU"
        print(f"{what} (to reach: 1000): {verdict(spent < 1000)}" if cache == "0" else what, flush=True)
        base.close()
        g.stop()


def row_visible():
    """50 mails a second arrive while one client asks all the time."""
    g = Gistwired("visible")
    feed = g.feed("bench", "--max-items", "0")
    g.start()
    count = 200
    mails = []
    for number in range(count):
        mails.append(f"{g.folder}/{number}.eml")
        with open(mails[-1], "w") as file:
            file.write(mail(number, 8))
    watcher = start([sys.executable, CROWD, "watch", str(g.port), f"/feeds/{feed}/rss", g.database, str(count)], stdout=subprocess.PIPE, text=True)
    begin = time.monotonic()
    for number, name in enumerate(mails):
        time.sleep(max(0, begin + number / 50 - time.monotonic()))
        with open(name, "rb") as file:
            subprocess.run([f"{BUILD}/gistwire-deliver", "-d", f"{g.folder}/spool", "bench@news.example"], stdin=file, check=True)
    rate = count / (time.monotonic() - begin)
    out = watcher.communicate()[0].strip()
    started.remove(watcher)
    print(f"new items, {rate:.0f} mails/s: {out} (to reach: 50 ms, no gap, no torn feed): {verdict(watcher.returncode == 0)}", flush=True)
    g.stop()


# --- large databases ----------------------------------------------------------------------------

FILL = """
insert into newsletter (row, id, sha256, body_hash, from_name, from_address, subject, date, received, size, verdict, flags, language, words,
  decoder_version, markdown)
  select n, name(n, 0), printf('%064x', n), printf('%064x', n), 'Letters', 'news@sender.example', 'Letter ' || n, 1790000000 + n,
  1790000000 + n, 2000, 'unverified', 0, 'en', 170, 1, text(n) from number;
insert into link (newsletter, ordinal, id, url, shown_url, text, kind)
  select n, 1, name(n, 1), 'https://sender.example/a', null, 'the article', 'content' from number;
insert into gist (row, newsletter, key, provider, model, prompt_version, summary, relevant, why)
  select n, n, printf('%064x', n), 'extract', '', 0, 'What letter ' || n || ' says.', 1, '' from number;
insert into item (row, id, guid, feed, newsletter, published, updated, state, gist)
  select n, name(n, 2), 'urn:uuid:' || name(n, 3), 1, n, 1790000000 + n, 1790000000 + n, 'published', n from number;
"""


def name(number, kind):
    """26 characters that look random: ids of neighbours are far from each other, as the real ones are."""
    value = (number * 4 + kind + 1) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 128)
    value = (value ^ value >> 67) * 0xD6E8FEB86659FD93A3B195354A39B70D % (1 << 128)
    return "".join(ALPHABET[value >> 5 * i & 31] for i in range(26))


def fill(database, count):
    base = sqlite3.connect(database, isolation_level=None)
    base.create_function("name", 2, name, deterministic=True)
    base.create_function("text", 1, lambda n: (f"# Letter {n}\n\nRead [the article](L1). " + " ".join(WORDS[(n + i) % len(WORDS)] for i in range(200)))[:1024])
    base.execute("pragma synchronous = off")
    base.execute("create temp table number (n integer primary key)")
    base.execute("begin")
    base.execute("with recursive c(n) as (select 1 union all select n + 1 from c limit ?) insert into number select n from c", [count])
    for statement in FILL.strip().split(";\n"):
        base.execute(statement.rstrip(";"))
    base.execute("commit")
    base.execute("pragma wal_checkpoint(truncate)")
    base.close()


def sample(path, count):
    """A script for wrk: paths of 2,000 things, spread over all of them."""
    script = f"{work}/{path}-{count}.lua"
    kind = {"links": 1, "newsletters": 2}[path]
    paths = ",".join(f'"/{path}/{name(1 + i * 7919 % count, kind)}"' for i in range(2000))
    with open(script, "w") as file:
        file.write(f"local paths = {{{paths}}}\nlocal i = 0\nfunction request()\n  i = i % #paths + 1\n  return wrk.format(nil, paths[i])\nend\n")
    return script


large, small = None, None


def get_large():
    global large, small
    if large is None:
        small, large = Gistwired("few", cache="0"), Gistwired("many", cache="0")
        for server, count in ((small, FEW), (large, MANY)):
            begin = time.monotonic()
            server.feed_id = server.feed("bench")
            fill(server.database, count)
            print(f"a database of {count} newsletters, {os.path.getsize(server.database) >> 20} MB, made in {time.monotonic() - begin:.0f} s", flush=True)
            server.start()
    return large


def row_links():
    get_large()
    script = sample("links", MANY)
    compare(f"/links/ID among {MANY} links, 16 connections",
            {"gistwired": (large, "/", 16, [], script), "nginx": (get_cached().nginx, "/", 16, [], script)}, "nginx", 0.9)


def latency(server, path, script=None):
    command = ["wrk", "-t1", "-c1", f"-d{SECONDS:g}s", "--latency"] + (["-s", script] if script else []) + [server.url(path)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        sys.exit(out)
    value, unit = re.search(r"50% +([\d.]+)(us|ms|s)", out).groups()
    return float(value) * {"us": 1, "ms": 1e3, "s": 1e6}[unit]


def row_million():
    get_large()
    for what, path, kind in (("feed, written for each request", "rss", None), ("page", "/", "newsletters"), ("redirect", "/", "links")):
        times = []
        for _ in range(ROUNDS):
            one = []
            for server, count in ((large, MANY), (small, FEW)):
                target = f"/feeds/{server.feed_id}/rss" if kind is None else path
                one.append(latency(server, target, sample(kind, count) if kind else None))
            times.append(one)
        ratio = statistics.median(many / few for many, few in times)
        print(f"{what}, {MANY} newsletters against {FEW}: {statistics.median(t[0] for t in times):.0f} us, "
              f"{statistics.median(t[1] for t in times):.0f} us, ratio {ratio:.2f} (to reach: 1.2): {verdict(ratio <= 1.2)}", flush=True)


def row_memory():
    g = Gistwired("memory", cache="32M")
    feeds = [g.feed(f"f{i}") for i in range(1000)]
    with open(f"{g.folder}/m.eml", "w") as file:
        file.write(mail(1, 60))
    g.cli("import", "f0", f"{g.folder}/m.eml")
    base = sqlite3.connect(g.database)
    base.execute("pragma busy_timeout = 5000")
    base.executescript("insert into item (id, guid, feed, newsletter, published, updated, state, gist) select substr(id, 1, 20) || 'aaaaaa', "
                       "'urn:uuid:' || id, row, 1, 1790000000, 1790000000, 'published', (select max(row) from gist) from feed where row > 1")
    base.close()
    g.start()
    time.sleep(1)
    idle = g.memory()
    print(f"memory, idle: {idle:.1f} MB (to reach: 20): {verdict(idle <= 20)}", flush=True)
    size = 0
    for feed in feeds:
        size += len(fetch(g.url(f"/feeds/{feed}/rss"))[1])
    with_feeds = g.memory()
    print(f"memory, 1,000 feeds of {size >> 20} MB in all asked for, cache=32M: {with_feeds:.1f} MB (to reach: 32 + 20): {verdict(with_feeds <= 52)}", flush=True)
    clients = [socket.create_connection(("127.0.0.1", g.port)) for _ in range(2000)]
    for client in clients:
        client.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: h\r\n\r\n")
    time.sleep(2)
    more = g.memory() - with_feeds
    print(f"memory, 2,000 idle connections that asked once: {more:.1f} MB more (to reach: 40): {verdict(more <= 40)}", flush=True)
    for client in clients:
        client.close()
    g.stop()


ROWS = {"identity": row_identity, "gzip": row_gzip, "304": row_304, "close": row_close, "together": row_together, "page": row_page,
        "visible": row_visible, "memory": row_memory, "links": row_links, "million": row_million}

if __name__ == "__main__":
    try:
        for wanted in sys.argv[1:] or ROWS:
            ROWS[wanted]()
    finally:
        for process in list(started):
            stop(process)
        shutil.rmtree(work)
