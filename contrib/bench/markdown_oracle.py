# SPDX-License-Identifier: MIT
"""How exactly HTML became Markdown, judged by html5lib and libcmark; imported by contrib/bench/markdown.

The comparator is ../shared/oracle/flat.py: both sides become blocks (heading, list, quote, code) of characters, each with its formats and its
link target. What the product leaves out by decision is taken off the HTML first, for every converter alike: images stand for their alternative
text, titles of links and images go, targets are absolute and written as a browser does.
"""
import collections
import email
import email.policy
import html
import importlib.util
import os
import re
import sys
import tempfile

UNSAFE = 1 << 17  # CMARK_OPT_UNSAFE
PATHS = ("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre")
NO_WIDTH = dict.fromkeys([*range(0x7F, 0xA0), 0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
SPACES = re.compile("[\u2000-\u200a\u202f\u205f\u3000\u2028\u2029]")
BLOCKS = ("div", "p", "section", "article", "header", "footer", "center", "blockquote", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6")
NOT_TEXT = ("select", "textarea", "iframe", "svg", "math", "canvas", "datalist", "noframes")
REMAINS = re.compile(r"(\[endif\]-*>|-*>)")
FOLLOWED = re.compile(r"\s*(https?:|mailto:.)", re.I)


def load(folder, name):
    """A module of the oracle; gen.py writes files where it is loaded, so that happens in a folder that goes again."""
    spec = importlib.util.spec_from_file_location(name, os.path.join(folder, name + ".py"))
    module = importlib.util.module_from_spec(spec)
    argv, cwd = sys.argv, os.getcwd()
    with tempfile.TemporaryDirectory() as scratch:
        sys.argv = [name, "0"]
        os.chdir(scratch)
        try:
            spec.loader.exec_module(module)
        finally:
            sys.argv = argv
            os.chdir(cwd)
    return module


def absolute(document):
    """Only absolute links are followed: relative ones become absolute, and a host without a path gets one."""
    def repl(match):
        value = html.unescape(match.group(2))
        if FOLLOWED.match(value):
            scheme, rest = value.strip().split(":", 1)
            return match.group(1) + html.escape(scheme.lower() + ":" + re.sub(r"^(//[^/?#]+)(?=[?#]|$)", r"\1/", rest))
        escaped = "".join(chr(b) if 32 < b < 127 and chr(b) not in '"#<>?\\^`{|}' else f"%{b:02X}" for b in value.encode())
        return match.group(1) + "http://relative.test/" + html.escape(escaped)
    return re.sub(r'(<a\b[^>]*?\bhref=")([^"]*)', repl, document)


def view(document):
    """An example of the spec as far as the product says it."""
    document = re.sub(r'<img src="[^"]*" alt="([^"]*)"(?: title="[^"]*")? />', r"\1", document, flags=re.S)
    return absolute(re.sub(r'(<a href="[^"]*") title="[^"]*"', r"\1", document, flags=re.S))


def spec_examples(flat, path):
    """(number, HTML, needs raw HTML) of each example; libcmark's safe mode says which."""
    with open(path, encoding="utf-8") as file:
        text = file.read().replace("\u2192", "\t")
    flat.f.restype = flat.ctypes.c_char_p
    for number, (markdown, document) in enumerate(re.findall(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", text, re.S | re.M), 1):
        data = markdown.encode()
        safe = flat.f(data, len(data), 0).decode()
        yield number, view(document), "<!-- raw HTML omitted -->" in safe


def letters(block):
    return "".join(c for c, _ in block[1] if c not in " \n")


def show(block):
    out, last = "/".join(block[0]) + ": ", frozenset()
    for c, formats in block[1]:
        if formats != last and c not in " \n":
            out += "{%s}" % ",".join(sorted(formats))
            last = formats
        out += c
    return out


def first_difference(want, got):
    for a, b in zip(want, got):
        if a != b:
            return f"wanted {show(a)}\n    got    {show(b)}"
    return f"wanted {len(want)} blocks, got {len(got)}"


# --- real newsletters ---

def body_of(path):
    """The HTML of a newsletter; None where it has none."""
    with open(path, "rb") as file:
        raw = file.read()
    if path.endswith(".html"):
        return raw.decode("utf-8", "replace")
    if raw.startswith(b"From "):
        raw = raw.split(b"\n", 1)[1]
    try:
        part = email.message_from_bytes(raw, policy=email.policy.default).get_body(("html",))
        return part.get_content() if part is not None else None
    except Exception:  # the module raises what it likes on malformed mail
        return None


def without_images(body):
    """Which images' texts are worth reading is a judgement of each converter's own: they are left out."""
    return re.sub(r"(?is)<img\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
                  lambda m: re.sub(r"(?is)\b(alt|title)\s*=", "x-alt=", m.group(0)), body)


def declarations(element):
    out = {}
    for declaration in (element.get("style") or "").split(";"):
        name, _, value = declaration.partition(":")
        value = value.replace("!important", "").strip().lower()
        if value:
            out[name.strip().lower()] = value
    return out


def is_zero(value):
    return re.match(r"0*\.?0*(px|em|pt|%|rem)?$", value or "x") is not None


def is_flat(element, style):
    """No height, which means nothing to parts of tables and to text in a line."""
    is_block = element.tag in BLOCKS or style.get("display", "").startswith(("block", "inline-", "table", "flex", "grid"))
    paddings = "".join(style.get(name, "") for name in ("padding", "padding-top", "padding-bottom"))
    return (is_block and is_zero(style.get("height")) and not re.search("[1-9]", paddings) and
            (style.get("overflow", "").startswith("hidden") or style.get("overflow-y", "").startswith("hidden")))


def is_gone(element, style):
    return (is_flat(element, style) or style.get("display") == "none" or element.get("hidden") is not None or is_zero(style.get("opacity")) or
            (is_zero(style.get("max-height")) and style.get("overflow", "").startswith("hidden")) or element.tag in NOT_TEXT)


def prune(element, tiny, invisible):
    """Empties what inline styles hide, and writes as tags what styles and sloppiness say: blocks, links not followed."""
    for child in list(element):
        if not isinstance(child.tag, str):
            continue
        style = declarations(child)
        small, unseen = tiny, invisible
        if "font-size" in style:
            size = style["font-size"]
            small = is_zero(size) or (tiny and size.endswith(("%", "em")) and not size.endswith("rem"))
        if "visibility" in style:
            unseen = style["visibility"] in ("hidden", "collapse")
        if is_gone(child, style):
            child.text = None
            for inner in list(child):
                child.remove(inner)
            child.tag = "span" if child.tag in ("hr", "br", "img") else child.tag
        else:
            prune(child, small, unseen)
        if small or unseen:
            child.text = None
        if tiny or invisible:
            child.tail = None
        if child.tag == "a" and not FOLLOWED.match(child.get("href") or ""):
            child.attrib.pop("href", None)
        if child.tag == "img" or (child.tag == "span" and style.get("display") in ("block", "table", "flex")):
            child.tag = "span" if child.tag == "img" else "div"
            child.attrib.clear()


def visible(flat, document):
    """html5lib's blocks of the document, without what inline styles hide."""
    import html5lib
    tree = html5lib.parse(document, treebuilder="etree", namespaceHTMLElements=False)
    prune(tree, False, False)
    return flat.flat(html5lib.serialize(tree, tree="etree", omit_optional_tags=False, quote_attr_values="always", strip_whitespace=False))


def plain_formats(formats):
    """Targets of real newsletters are rewritten (white space, tracking): that there is a link is compared, test_url.c holds the targets."""
    return frozenset("a" if f.startswith("a:") else f for f in formats)


def normal(blocks):
    out = []
    for path, characters in blocks:
        line = []
        for c, formats in characters:
            c = "" if c.startswith("\ufffc") else c.translate(NO_WIDTH)
            if c in (" ", "\n") or SPACES.match(c):
                if line and line[-1][0] != " ":
                    line.append((" ", frozenset()))
            elif c:
                line.append((c, plain_formats(formats)))
        while line and line[-1][0] == " ":
            line.pop()
        # Preformatted text with formats is a paragraph with breaks: code could not hold them.
        rich = any(formats for _, formats in line)
        kept = []
        for tag in path:
            if tag == "li" and kept[-1:] not in (["ul"], ["ol"]):
                kept.append("ul")
            if tag in PATHS and not (tag == "pre" and rich):
                kept.append(tag)
        if line:
            out.append((tuple(kept), tuple(line)))
    return out


def cell_key(characters):
    return tuple((c, formats - {"b"}) for c, formats in characters)


def reason_of(block, got):
    """Why a block is not there as it stands; None when nothing explains it."""
    if REMAINS.fullmatch(letters(block)):
        return "the remains of a conditional comment, shown by browsers, dropped by decision"
    key = cell_key(block[1])
    for _, characters in got:
        row = cell_key(characters)
        if ("|", frozenset()) in row and any(row[i:i + len(key)] == key for i in range(len(row))):
            return "a cell, one of the row that a data table becomes"
    return None


def lost_blocks(want, got):
    """Blocks wanted that are not there, with their reasons."""
    there = collections.Counter(got)
    for block in want:
        if there[block] > 0:
            there[block] -= 1
        else:
            yield block, reason_of(block, got)


def words_of(blocks):
    return collections.Counter(w.casefold() for b in blocks for w in re.findall(r"\w+", "".join(c for c, _ in b[1])))


def lost_words(want, got):
    """Words a reader of the HTML sees that the Markdown does not have; a word that only stands apart or together there is not lost."""
    text = "".join(letters(b) for b in got).casefold()
    want = [b for b in want if not REMAINS.fullmatch(letters(b))]
    return [w for w in (words_of(want) - words_of(got)).elements() if w not in text]
