# SPDX-License-Identifier: MIT
"""Clients of 095-readers-and-crowds.sh: readers who poll and crowds who do not behave. Each command prints what it measured and fails when it
is not what was promised."""

import multiprocessing
import os
import re
import signal
import socket
import sqlite3
import sys
import threading
import time

HOST = "127.0.0.1"


class Client:
    """One connection that is kept open."""

    def __init__(self, port):
        self.sock = socket.create_connection((HOST, port), 20)
        self.sock.settimeout(20)
        self.rest = b""

    def ask(self, path, headers=""):
        """Status, header block, body."""
        self.sock.sendall(f"GET {path} HTTP/1.1\r\nHost: h\r\n{headers}\r\n".encode())
        return self.answer()

    def answer(self):
        while b"\r\n\r\n" not in self.rest:
            self.more()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        status = int(head.split()[1])
        length = 0 if status == 304 else int(re.search(rb"\r\nContent-Length: (\d+)", head)[1])
        while len(self.rest) < length:
            self.more()
        body, self.rest = self.rest[:length], self.rest[length:]
        return status, head.decode("latin-1"), body

    def more(self):
        data = self.sock.recv(1 << 16)
        if not data:
            raise EOFError("the server closed the connection")
        self.rest += data

    def close(self):
        self.sock.close()


def header(head, name):
    found = re.search(rf"\r\n{name}: ([^\r]*)", head)
    return found[1] if found else None


def poll(port, path, times, state):
    """Polls as a reader does, with the validators it got last, which it keeps in the file state; prints how often each status came."""
    times, validators, counts = int(times), "", {}
    if os.path.exists(state):
        with open(state, newline="") as file:
            validators = file.read()
    client = None
    for i in range(times):
        if i % 50 == 0:
            client = Client(port)
        status, head, body = client.ask(path, "Accept-Encoding: gzip\r\n" + validators)
        counts[status] = counts.get(status, 0) + 1
        if status == 304 and (body or header(head, "Content-Length") == "0"):
            sys.exit("a 304 that speaks of a body")
        validators = f"If-None-Match: {header(head, 'ETag')}\r\nIf-Modified-Since: {header(head, 'Last-Modified')}\r\n"
    with open(state, "w", newline="") as file:
        file.write(validators)
    print(" ".join(f"{status}:{count}" for status, count in sorted(counts.items())))


def together(port, path, pid, count, rounds):
    """count requests that are all there when the server looks: it is stopped while they are sent. Prints the slowest round."""
    count, pid, slowest = int(count), int(pid), 0
    clients = [Client(port) for _ in range(count)]
    for client in clients:
        client.ask(path)
    for _ in range(int(rounds)):
        os.kill(pid, signal.SIGSTOP)
        try:
            for client in clients:
                client.sock.sendall(f"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
        finally:
            os.kill(pid, signal.SIGCONT)
        begin = time.monotonic()
        for client in clients:
            client.sock.settimeout(max(0.01, begin + 5 - time.monotonic()))
            if client.answer()[0] != 200:
                sys.exit("a request was refused")
        slowest = max(slowest, time.monotonic() - begin)
    print(f"{count} at once, {rounds} rounds: the slowest took {slowest * 1000:.0f} ms")


def drip(port, stop):
    """300 clients that send a byte a second."""
    text = b"GET /robots.txt HTTP/1.1\r\nHost: h\r\nX: " + b"a" * 1000
    clients = [socket.create_connection((HOST, port)) for _ in range(300)]
    for byte in text:
        for client in clients:
            try:
                client.send(bytes([byte]))
            except OSError:
                pass
        if stop.wait(1):
            break
    return clients


def idle(port, stop):
    """2,000 that say nothing."""
    clients = [socket.create_connection((HOST, port)) for _ in range(2000)]
    stop.wait()
    return clients


def garbage(port, stop):
    """Connections that send what is no HTTP, as fast as one thread can."""
    pieces = [os.urandom(400), b"\r\n" * 200, b"GET " + b"/" * 20000, b"\0" * 300, b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03",
              b"GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 9999\r\n\r\n", b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 2000]
    clients, sent = [], 0
    while not stop.is_set():
        try:
            client = socket.create_connection((HOST, port), 5)
            client.setblocking(False)
            client.send(pieces[sent % len(pieces)])
            clients.append(client)
            sent += 1
        except OSError:
            pass
        if len(clients) > 500:
            clients.pop(0).close()
    return clients


def join_crowd(kind, port, stop):
    """A process of its own that gives way: a crowd has machines of its own, and the client's time must not be spent on it."""
    os.nice(10)
    for client in globals()[kind](port, stop):
        client.close()


def crowd(port, path, kind, seconds):
    """A normal client while a crowd is there: a new connection each time. Prints the slowest answer; more than a second fails."""
    stop = multiprocessing.Event()
    process = multiprocessing.Process(target=join_crowd, args=(kind, port, stop))
    process.start()
    slowest, count, end = 0, 0, time.monotonic() + float(seconds)
    try:
        while time.monotonic() < end:
            begin = time.monotonic()
            client = Client(port)
            status = client.ask(path)[0]
            slowest = max(slowest, time.monotonic() - begin)
            client.close()
            if status != 200:
                sys.exit(f"status {status}")
            count += 1
            time.sleep(0.01)
    finally:
        stop.set()
        process.join()
    print(f"{kind}: {count} answers, the slowest after {slowest * 1000:.0f} ms")
    sys.exit(slowest > 1)


def watch(port, path, database, items):
    """Asks for the feed all the time while mail arrives, until it has that many items: every answer is whole, no item leaves it, and what the
    database showed a second before a request is in the answer (contrib/bench/http knows how soon it really is)."""
    committed, done = [], threading.Event()

    def look():
        base = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        while not done.is_set():
            number = base.execute("select count(*) from item join feed on feed.row = feed where state = 'published' and "
                                  "feed.id = ?", [path.split("/")[2]]).fetchone()[0]
            if not committed or committed[-1][1] != number:
                committed.append((time.monotonic(), number))
            time.sleep(0.002)

    thread = threading.Thread(target=look)
    thread.start()
    client, seen, answers, worst, end = Client(port), [], 0, 0, time.monotonic() + 60
    try:
        while len(seen) < int(items) and time.monotonic() < end:
            begin = time.monotonic()
            status, _, body = client.ask(path)
            guids = re.findall(rb"<guid[^>]*>([^<]*)</guid>", body)
            if status != 200 or not body.startswith(b"<?xml") or not body.endswith(b"</rss>\n") or body.count(b"<item>") != len(guids):
                sys.exit(f"a torn feed: {status}, {len(body)} bytes")
            if not set(seen) <= set(guids):
                sys.exit("an item has left the feed")
            missing = [when for when, number in committed if number > len(guids) and when < begin]
            worst = max([worst] + [begin - when for when in missing])
            seen, answers = guids, answers + 1
    finally:
        done.set()
        thread.join()
    print(f"{answers} answers while {len(seen)} mails came; a committed item was missing for {worst * 1000:.1f} ms at most")
    sys.exit(len(seen) < int(items) or worst > 1)


if __name__ == "__main__":
    {"poll": poll, "together": together, "crowd": crowd, "watch": watch}[sys.argv[1]](int(sys.argv[2]), *sys.argv[3:])
