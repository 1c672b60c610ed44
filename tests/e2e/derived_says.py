#!/usr/bin/python3
"""derived_says.py FOLDER: by Python's own mail parser, how many mails there are of each sender (List-Id, else address in From): JSON."""
import email
import email.header
import email.utils
import json
import os
import re
import sys


def text(value):
    return str(email.header.make_header(email.header.decode_header(value)))


def key(message):
    list_id = re.findall(r"<([^<>]*)>", message.get("List-Id", ""))
    if list_id:
        return "list-id:" + list_id[-1].strip().lower()
    return email.utils.parseaddr(text(message.get("From", "")))[1].lower()


counts = {}
for name in sorted(os.listdir(sys.argv[1])):
    with open(os.path.join(sys.argv[1], name), "rb") as file:
        data = file.read()
    if data.startswith(b"From "):
        data = data[data.index(b"\n") + 1:]
    who = key(email.message_from_bytes(data))
    counts[who] = counts.get(who, 0) + 1
print(json.dumps(counts, sort_keys=True))
