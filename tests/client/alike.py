#!/usr/bin/python3
"""Letters and digits of any alphabet that look like ours, as ICU's table of confusables has them.

    alike.py            says what web/src/alike.ts and this Unicode version disagree on
    alike.py --write    writes it again

It holds what remains once a text is decomposed and its marks are taken off, as people.ts does
first.
"""
import sys
import unicodedata
from pathlib import Path

import icu

FILE = Path(__file__).resolve().parents[2] / "web/src/alike.ts"
HEAD = f"""// Letters and digits that look like those before them, by ICU:
// Unicode {icu.UNICODE_VERSION}'s confusables.
// Written by tests/client/alike.py --write; nobody edits it.
export const ALIKE =
"""


def plain(text):
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if unicodedata.category(c)[0] != "M")


def rows():
    checker, out = icu.SpoofChecker(), {}
    for code in range(0x80, 0x110000):
        c = chr(code)
        if unicodedata.category(c)[0] not in "LN" or plain(c) != c:
            continue
        seen = plain(checker.getSkeleton(0, c))
        if seen.isascii() and seen.isalnum():
            out.setdefault(seen, []).append(c)
    return [seen + "".join(all_) for seen, all_ in sorted(out.items())]


def written():
    lines, line = [], ""
    for row in rows():
        if line and len(line) + len(row) > 88:
            lines.append(line)
            line = ""
        line += row + " "
    lines.append(line.rstrip())
    return HEAD + " +\n".join(f'    "{line}"' for line in lines) + ";\n"


now = FILE.read_text() if FILE.exists() else ""
if "--write" in sys.argv:
    FILE.write_text(written())
elif f"Unicode {icu.UNICODE_VERSION}'s" not in now:
    print(f"not compared: {FILE.name} is of another Unicode version than {icu.UNICODE_VERSION}")
elif now != written():
    sys.exit(f"{FILE.name} is not what {Path(__file__).name} --write writes")
