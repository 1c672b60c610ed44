#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints entity_table.inc: the named character references of the HTML standard, sorted by byte, as Python publishes them."""
from html.entities import html5

names = sorted(html5)
print("/* SPDX-License-Identifier: MIT */")
print("/* Made by entity_table.py; do not edit. */")
print("static const char entity_names[] =")
offset = 0
rows = []
line = ""
for name in names:
    if len(line) + len(name) > 110:
        print('  "%s"' % line)
        line = ""
    line += name
    points = [ord(c) for c in html5[name]]
    rows.append("{ %d, %d, 0x%x, 0x%x }," % (offset, len(name), points[0], points[1] if len(points) > 1 else 0))
    offset += len(name)
print('  "%s";' % line)
print("static const EntityRow entity_rows[] = {")
for i in range(0, len(rows), 4):
    print("  " + " ".join(rows[i:i + 4]))
print("};")
