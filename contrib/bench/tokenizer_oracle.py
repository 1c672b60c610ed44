# SPDX-License-Identifier: MIT
"""The html5lib tokenizer tests against tests/tools/html-tokens; imported by contrib/bench/markdown.

Left out by contract: inputs that are not clean UTF-8 text (NUL, lone surrogates, CR: util/text.h removed them before), the CDATA section
state (foreign content only) and DOCTYPE identifiers."""
import json
import re
import subprocess

STATES = {"Data state": 0, "RCDATA state": 1, "RAWTEXT state": 2, "Script data state": 3, "PLAINTEXT state": 4}


def unescape(value):
    if isinstance(value, str):
        return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), value)
    if isinstance(value, list):
        return [unescape(v) for v in value]
    if isinstance(value, dict):
        return {unescape(k): unescape(v) for k, v in value.items()}
    return value


def merged(tokens):
    out = []
    for token in tokens:
        if token[0] == "Character" and out and out[-1][0] == "Character":
            out[-1] = ["Character", out[-1][1] + token[1]]
        else:
            out.append(token)
    return out


def wanted(tokens):
    out = []
    for token in tokens:
        if token[0] == "DOCTYPE":
            out.append(["DOCTYPE"])
        elif token[0] == "StartTag":
            out.append(["StartTag", token[1], dict(token[2]), len(token) > 3])
        else:
            out.append(list(token[:2]))
    return merged(out)


def got(lines):
    out = []
    for line in lines:
        letter, *fields = line.split(" ")
        if letter in ("S", "E"):  # name, self-closing, then names and values
            fields.pop(1) if letter == "E" else None
        texts = [f if letter == "S" and i == 1 else bytes.fromhex(f).decode() for i, f in enumerate(fields)]
        if letter == "S":
            out.append(["StartTag", texts[0], dict(zip(texts[2::2], texts[3::2])), texts[1] == "1"])
        else:
            out.append({"T": ["Character"], "C": ["Comment"], "D": ["DOCTYPE"], "E": ["EndTag"]}[letter] + ([] if letter == "D" else texts[:1]))
    return merged(out)


def cases_of(paths):
    """(state, test) of each, and how many are left out."""
    cases, skipped = [], 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            tests = json.load(file).get("tests", [])
        for test in tests:
            if test.get("doubleEscaped"):
                test["input"], test["output"] = unescape(test["input"]), unescape(test["output"])
            for state in test.get("initialStates", ["Data state"]):
                if state in STATES and not re.search("[\0\r\ud800-\udfff]", test["input"]):
                    cases.append((state, test))
                else:
                    skipped += 1
    return cases, skipped


def run(program, paths):
    """Number of tests, descriptions of the failed ones, number left out."""
    cases, skipped = cases_of(paths)
    records = b""
    for state, test in cases:
        data = test["input"].encode()
        records += b"%d %s %d\n" % (STATES[state], (test.get("lastStartTag") or "-").encode(), len(data)) + data
    output = subprocess.run([program], input=records, stdout=subprocess.PIPE, check=True).stdout.decode()
    blocks, block = [], []  # a record without tokens is an empty block: split by hand
    for line in output.split("\n")[:-1]:
        if line == "":
            blocks.append(block)
            block = []
        else:
            block.append(line)
    assert len(blocks) == len(cases)
    failed = [f"{state}: {test['description']}: {test['input']!r}\n    wanted {wanted(test['output'])}\n    got    {got(lines)}"
              for (state, test), lines in zip(cases, blocks) if got(lines) != wanted(test["output"])]
    return len(cases), failed, skipped
