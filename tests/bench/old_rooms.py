#!/usr/bin/env python3
"""A database of format 1 with many old rooms: old_rooms.py FILE COUNT

Copies one room that tests keep. Room n, from 0, has the code 1000000 + n, and whoever says hello as
«room» and n in 18 digits leads it.
"""
import hashlib
import sqlite3
import sys
from pathlib import Path

FILE, COUNT = sys.argv[1], int(sys.argv[2])
KEPT = Path(__file__).parents[1] / "golden" / "database" / "format-1" / "tablee.db"


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def records(bodies, n):
    """The same events, with a code and keys of their own, chained anew."""
    code, chain, keys = str(1000000 + n), bytes(32), 0
    for seq, body in enumerate(bodies, 1):
        if b'"act":"created"' in body:
            body = body.replace(b'"code":"6939000"', f'"code":"{code}"'.encode())
        if b'"act":"cred"' in body:
            at = body.index(b'"hash":"') + 8
            token = f"room{n:018d}" if keys == 0 else f"{keys} of {n}"
            body = body[:at] + digest(token).encode() + body[at + 64:]
            keys += 1
        chain = hashlib.sha256(chain + body).digest()
        yield n + 1, seq, body, chain


kept = sqlite3.connect(KEPT)
db = sqlite3.connect(FILE)
for (sql,) in kept.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"):
    db.execute(sql)
db.execute("INSERT INTO meta VALUES('format', 1)")
db.executemany("INSERT INTO scenarios VALUES(?,?)", kept.execute("SELECT * FROM scenarios"))
bodies = [body for (body,) in kept.execute("SELECT body FROM events WHERE room=2 ORDER BY seq")]
texts = kept.execute("SELECT person,seq,field,salt,text FROM texts WHERE room=2").fetchall()
for n in range(COUNT):
    db.execute("INSERT INTO rooms VALUES(?,?,?,0)", (n + 1, 1000000 + n, 1795992810380))
    db.executemany("INSERT INTO events VALUES(?,?,?,?)", records(bodies, n))
    db.executemany("INSERT INTO texts VALUES(?,?,?,?,?,?)", ((n + 1, *text) for text in texts))
db.commit()
