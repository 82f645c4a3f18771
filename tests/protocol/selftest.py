#!/usr/bin/env python3
"""Proves that the readers of the server's tables leave nothing out: a row that they cannot read is
a fault, and one that is written another way than the others is read all the same."""
import tables

READ = [  # rows of acts.def, and what is read of the last field
    ('ACT(CALL, "call", SEATED, POOLING)\n'
     'F(CALL, EXPERT, "expert", INT, 0, EXPERTS_MAX - 1, 0)\n',
     ("expert", "INT", 0, tables.limits()["EXPERTS_MAX"] - 1)),
    ('ACT(A, "a", SEATED | SELF,\n    POOLING) /* what,\n it does */\n'
     'F(A, B, "b", TEXT, (1 + 1) * 2, 1 << 4, OPTIONAL | PRIVATE) // why\n', ("b", "TEXT", 4, 16)),
]
UNREAD = [
    'ACT(A, "a", SEATED, POOLING)\nF(A, B, "b", INT, 0, NOBODY_KNOWS, 0)\n',
    'ACT(A, "a", SEATED, POOLING)\nF(A, B, "b", INT, 0, 1)\n',
    'ACT(A, "a", SEATED, POOLING)\nF(C, B, "b", INT, 0, 1, 0)\n',
    'ACT(A, "a", SEATED, POOLING)\nFIELD(A, B, "b", INT, 0, 1, 0)\n',
    'ACT(A, "a", SEATED, POOLING)\nF(A, B, "b", INT, 0, f(1), 0)\n',
    'ACT(A, "a", SEATED, POOLING)\nF(A, B, "b", INT, 0, 1, OPTIONNAL)\n',
    'ACT(A, "a", SITTING, POOLING)\n',
    'ACT(A, "a", SEATED, TEATIME)\n',
    'F(A, B, "b", INT, 0, 1, 0)\n',
    'ACT(A, "a", SEATED, POOLING\n',
    'ACT(A, "a, SEATED, POOLING)\n',
]


def fails(read, *args):
    try:
        read(*args)
    except SystemExit as fault:
        return str(fault)
    return ""


for text, wanted in READ:
    last = tables.acts(text)[-1].fields[-1]
    assert (last.name, last.type, last.low, last.high) == wanted, (text, vars(last))
assert tables.acts(READ[1][0])[0].note == "what, it does"
for text in UNREAD:
    assert fails(tables.acts, text), f"read without a word:\n{text}"
assert tables.enum_values("x.h", "enum {\n A = 16 << 10, /* of, it */\n B = A - 1,\n};") == \
    {"A": 16 << 10, "B": (16 << 10) - 1}
for text in ("enum {\n A = 1,\n B,\n};", "enum {\n A = sizeof(int),\n};"):
    assert fails(tables.enum_values, "x.h", text), f"read without a word:\n{text}"
OWN = 'SHAPE(A, "A", "x")\nM(A, "b", ONE, INT, SURE, "y")\n'
assert tables.Topics("#define M\n" + OWN).shapes["A"].members[0].meaning == "y"
for text in (OWN + 'M(B, "b", ONE, INT, 0, "y")', OWN + 'M(A, "c", ONE, NOTHING, 0, "y")',
             OWN + 'M(A, "c", BY_NOTHING, INT, 0, "y")', OWN + "N(A)",
             OWN + 'M(A, "c", ONE, INT, SECRET, "y")',
             'TOPIC(A, "a", STRANGERS, "A", "x")'):
    assert fails(tables.Topics, text), f"read without a word:\n{text}"
assert {"room", "outcome"} < {t.name for t in tables.Topics().topics()}
assert tables.limits()["JSON_SAFE_INT"] == 2**53
assert fails(tables.defined, "base/jr.h", "NOBODY_KNOWS")
assert fails(tables.words_of, "codec/wire_json.h", "nothing", "WIRE_")
print(f"selftest: {len(READ)} read, {len(UNREAD) + 10} faults seen")
