#!/usr/bin/env python3
"""Spoils the database of a stopped server, one way each: database.py FILE WAY [WHAT]"""
import hashlib
import json
import sqlite3
import sys

FILE, WAY = sys.argv[1:3]


def chain_again(db):
    """Hashes as they would be had the log been written like this: only its meaning is wrong."""
    last = {}
    rows = db.execute("SELECT rowid, room, body FROM events ORDER BY rowid").fetchall()
    for row, room, body in rows:
        last[room] = hashlib.sha256(last.get(room, bytes(32)) + body).digest()
        db.execute("UPDATE events SET hash=? WHERE rowid=?", (last[room], row))


def newer(db):
    db.execute("UPDATE meta SET value=99 WHERE name='format'")


def changed(db):
    db.execute("UPDATE events SET body=CAST(replace(body, '\"cred\"', '\"creD\"') AS BLOB) "
               "WHERE room=1 AND seq=(SELECT max(seq) FROM events WHERE room=1 "
               "AND CAST(body AS TEXT) LIKE '%\"cred\"%')")
    chain_again(db)


def broken(db):
    db.execute("UPDATE events SET hash=zeroblob(32) WHERE seq=3 AND room=1")


def unwritten(db):
    """As a database of before scenarios were kept."""
    db.execute("DELETE FROM scenarios")


def gap(db):
    db.execute("DELETE FROM events WHERE seq=2 AND room=1")


def forged(db):
    """One more event of the first room, which nothing in it can bear."""
    room, seq = db.execute("SELECT room, max(seq) FROM events WHERE room=1").fetchone()
    event = {"seq": seq + 1, "t": 1, **json.loads(sys.argv[3])}
    db.execute("INSERT INTO events VALUES(?,?,?,zeroblob(32))",
               (room, seq + 1, json.dumps(event, separators=(",", ":")).encode()))
    chain_again(db)


def rubbish(db):
    db.close()
    with open(FILE, "r+b") as f:
        f.write(b"not a database")


def pages(db):
    size = db.execute("PRAGMA page_size").fetchone()[0]
    root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name='events'").fetchone()[0]
    db.close()
    with open(FILE, "r+b") as f:
        f.seek(size * (root - 1))
        f.write(b"\xff" * 512)


db = sqlite3.connect(FILE)
for trigger in ("events_stay", "events_fixed"):
    db.execute(f"DROP TRIGGER {trigger}")
db.commit()
globals()[WAY](db)
if WAY not in ("pages", "rubbish"):
    db.commit()
    db.close()
