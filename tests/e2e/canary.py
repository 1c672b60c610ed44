#!/usr/bin/python3
"""canary.py FILE: listens on loopback, prints its port, and appends a line to FILE for every call that names a host below canary.test.

A line is HOST/PATH and, when there is one, the Referer; for TLS, that it called. It answers with a picture.
"""
import re
import socketserver
import sys

PICTURE = bytes.fromhex("474946383961010001008000000000000000002c00000000010001000002024401003b")


class Call(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.settimeout(5)
        data = b""
        try:
            while b"\r\n\r\n" not in data and not (data[:1] == b"\x16" and len(data) > 100):
                more = self.request.recv(65536)
                if not more:
                    break
                data += more
        except OSError:
            pass
        host = re.search(rb"[a-z-]+\.canary\.test", data)
        if host is None:
            return
        line = "TLS " + host.group().decode()
        if data[:1] != b"\x16":
            referer = re.search(rb"\r\nReferer:[^\r]*", data, re.I)
            line = host.group().decode() + data.split()[1].decode() + (" Referer" if referer else "")
        with open(sys.argv[1], "a", encoding="utf-8") as file:
            print(line, file=file)
        try:
            self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                                 % (len(PICTURE), PICTURE))
        except OSError:
            pass


with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Call) as server:
    server.daemon_threads = True
    print(server.server_address[1], flush=True)
    server.serve_forever()
