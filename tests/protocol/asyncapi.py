#!/usr/bin/env python3
"""server/asyncapi.json, written from the tables of the server, and messages held against it.

  asyncapi.py            fails when the description and the tables disagree
  asyncapi.py --write    writes the description
  asyncapi.py DIRECTORY  checks every message that tests recorded there: all that the server said,
                         and all that it said yes to
"""
import json
import re
import sys
from pathlib import Path

import tables
from tables import number, source

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "server" / "asyncapi.json"
WIDTH = 100
PREFIX = {"PERSON": "p", "TABLE": "t", "CLAUSE": "c", "AMENDMENT": "a", "COMMITMENT": "k"}

LIMITS = tables.limits()
ENUMS = tables.names()
SAFE = LIMITS["JSON_SAFE_INT"]
FACILITATOR = f"f({'|'.join(str(n + 1) for n in range(LIMITS['FACILITATORS_MAX']))})"
SETS = ("GROUPS", "SCALES", "DIMS")
TEXTS = ("TEXT", "LINE", "LONG", "DATE", "SECONDS")


def shared(name):
    return {"$ref": f"#/components/schemas/{name}"}


ID = shared("id")


def text(low, high):
    return {"type": "string", **({"minLength": low} if low else {}), "maxLength": high}


def obj(members, required=None):
    needed = list(members) if required is None else required
    return {"type": "object", "additionalProperties": False, "required": needed,
            "properties": members}


def field(kind, low=0, high=0):
    if kind in PREFIX:
        return {"type": "string", "pattern": f"^{PREFIX[kind]}[1-9][0-9]*$"}
    if kind in SETS:
        return {"type": "array", "items": {"enum": ENUMS[kind]},
                **({"minItems": 1} if low else {})}
    if kind in ENUMS:
        return {"enum": ENUMS[kind]}
    if kind == "INT":
        return {"type": "integer", "minimum": low, "maximum": high}
    if kind == "BOOL":
        return {"type": "boolean"}
    if kind == "DIGEST":
        return {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    if kind not in TEXTS:
        raise SystemExit(f"acts.def: no schema says what {kind} is")
    return text(low, high)


ACTS = tables.acts()
CODE = next(f for a in ACTS if a.name == "created" for f in a.fields if f.name == "code")


def of_act(act):
    """(name, schema, flags) of each field."""
    return [(f.name, field(f.type, f.low, f.high), f.flags) for f in act.fields]


def command(act):
    asked = [f for f in of_act(act) if "OUT" not in f[2]]
    needed = [f[0] for f in asked if "OPTIONAL" not in f[2]]
    actors = ["p[1-9][0-9]*"] if act.who & {"SELF", "SEATED"} else []
    actors += [FACILITATOR] if "FACILITATOR" in act.who else []
    actors += ["sys"] if act.name == "show" else []
    schema = obj({"t": {"const": "do"}, "id": ID,
                  "as": {"type": "string", "pattern": f"^({'|'.join(actors)})$"},
                  "act": {"const": act.name}, "a": obj({f[0]: f[1] for f in asked}, needed),
                  "credit": shared("credit"), "at": shared("at"),
                  **({"dry": {"type": "boolean"}} if "FACILITATOR" in act.who else {})},
                 ["t", "id", "as", "act"] + (["a"] if needed else []))
    return {**({"description": act.note} if act.note else {}), **schema}


MEMBER = re.compile(r'\{"(\w+)",\s*KIND_(\w+),\s*([^,{}]+?),\s*([^,{}]+?),\s*offsetof\([^{}]*\)\}')
KINDS = {"TEXT": lambda n: text(0, n), "BOOL": lambda n: {"type": "boolean"},
         "INT": lambda n: {"type": "integer", "minimum": 0, "maximum": n}}


def members(table):
    """The rows of a table of wire_json.c: key, frames, schema; nothing else may stand there."""
    code = source("codec/wire_json.c")
    body = re.search(r"struct member " + table + r"\[\] = \{(.*?)\n\};", code, re.S)[1]
    if rest := re.sub(r"[\s,]", "", MEMBER.sub("", body)):
        raise SystemExit(f"codec/wire_json.c: a row of {table} that is not read: {rest[:60]}")
    return [(m[1], m[3], KINDS[m[2]](number(m[4], LIMITS))) for m in MEMBER.finditer(body)]


NEEDED = {"look": ["room"], "create": ["options"], "join": ["room", "name"],
          "resume": ["room", "code"], "recover": ["room", "code"], "screen": ["room", "token"],
          "invite": ["room", "token"],
          "hello": ["v", "room", "token"],
          "relay": ["as", "topic", "kind"],
          "sound": ["as", "ask"],
          "ping": ["c"]}


FRAMES = set(tables.words_of("codec/wire_json.h", "wire_type", "WIRE_")) - {"DO", "TYPES"}
if FRAMES != {name.upper() for name in NEEDED}:
    raise SystemExit("codec/wire_json.h: what must stand in a frame is not known: "
                     f"{sorted(FRAMES ^ {name.upper() for name in NEEDED})}")

SPEAKS = {"type": "string", "pattern": "^[pf][1-9][0-9]*$"}
RELAYS = [name for name, _, _ in tables.relays()]


def asked():
    """The frames of a client, but for the commands."""
    code = source("codec/wire_json.c")
    room = re.search(r"define ROOM_FRAMES\s*\\\n\s*\((.*?)\)\n", code, re.S)[1]
    out = {}
    for frame, needed in NEEDED.items():
        own = {"t": {"const": frame}, "id": ID}
        for key, frames, schema in members("members"):
            if f"WIRE_{frame.upper()})" in frames.replace("ROOM_FRAMES", room):
                own[key] = schema
        if frame == "relay":
            own["as"], own["kind"] = SPEAKS, {"enum": RELAYS}
        if frame == "sound":
            own["as"], own["ask"] = SPEAKS, {"enum": ["look", "enter", "open", "leave"]}
        out[frame] = obj(own, ["t"] + needed)
    option = {key: schema for key, _, schema in members("options")}
    option["seconds"] = {"type": "array", "minItems": 1, "maxItems": LIMITS["PHASES_MAX"],
                         "items": {"type": "integer", "minimum": 0,
                                   "maximum": LIMITS["PHASE_SECONDS_MAX"]}}
    out["create"]["properties"]["options"] = obj(option, ["scenario"])
    out["hello"]["properties"]["have"] = {
        "type": "object", "maxProperties": LIMITS["WIRE_HAVE_MAX"],
        "additionalProperties": {"type": "integer", "minimum": 0, "maximum": SAFE}}
    return out


TOPICS = tables.Topics()
STRING, WHOLE = {"type": "string"}, {"type": "integer"}
FREE_KEYS = {"BY_NUMBER": {"pattern": "^[0-9]+$"}, "BY_ID": {"minLength": 1}}
# What follows the name of a topic in a document's name.
OF_TOPIC = {"room": "", "console": "", "screen": "", "table": r"/t\d+", "chat": r"/t\d+",
            "outcome": r"/t\d+",
            "group": rf"/t\d+/[{''.join(ENUMS['GROUPS'])}]", "person": r"/p\d+"}
TOPIC = f"^({'|'.join(t.name + OF_TOPIC[t.name] for t in TOPICS.topics())})$"
IDS = {"PERSON": "p", "TABLE": "t", "CLAUSE": "c", "CLAUSE_ID": "c", "AMENDMENT": "a",
       "COMMITMENT": "k", "FACILITATOR": "f"}


def identifier(kind):
    return f"^{IDS[kind]}[1-9][0-9]*$"


def array(items, n):
    return {"type": "array", "items": items, "minItems": n, "maxItems": n}


def scalar(kind):
    """The schema of what is no shape."""
    if kind in TOPICS.words:
        return {"enum": TOPICS.words[kind]}
    if kind in IDS:
        return {"type": "string", "pattern": identifier(kind)}
    return {"INT": WHOLE, "TIME": {"type": "integer", "minimum": 0, "maximum": SAFE},
            "BOOL": {"type": "boolean"}, "TEXTS": shared("texts"), "OF": array(WHOLE, 2),
            "ACTOR": {"type": "string", "pattern": "^(sys|[pf][1-9][0-9]*)$"},
            "ACT_NAME": {"enum": [a.name for a in ACTS]}, "THREE": array(WHOLE, 3),
            "LEAD": array({}, 4), "TEXT": STRING, "LINE": STRING, "LONG": STRING,
            "DATE": STRING}[kind]


def keys(how):
    kind = how.removeprefix("BY_")
    if kind in IDS:
        return {"pattern": identifier(kind)}
    return {"enum": TOPICS.words[kind]} if kind in TOPICS.words else FREE_KEYS[how]


def member(m, patch):
    of = TOPICS.shape(m)
    whole = of and shared(of.type) or scalar(m.type)
    value = of and patch and shared(f"{of.type}_patch") or whole
    if m.how == "LIST":
        value = {"type": "array", "items": whole}
    elif m.how != "ONE":
        value = {"type": "object", "propertyNames": keys(m.how),
                 "additionalProperties": nullable(value) if patch else value}
    return nullable(value) if patch and "SURE" not in m.flags else value


def nullable(schema):
    return {"anyOf": [schema, {"type": "null"}]}


def documents():
    """Two schemas a topic or shape: a whole one, and what a patch may hold of it."""
    out = {"texts": {"type": "object", "minProperties": 1, "additionalProperties": False,
                     "properties": {"fr": STRING, "en": STRING}}}
    for s in TOPICS.shapes.values():
        sure = [m.name for m in s.members if "SURE" in m.flags]
        for patch in (False, True):
            schema = obj({m.name: {"description": m.meaning, **member(m, patch)}
                          if "$ref" not in member(m, patch) else member(m, patch)
                          for m in s.members}, [] if patch else sure)
            out[s.type + ("_patch" if patch else "")] = {"description": s.meaning, **schema}
    return out


def told_topic(kind):
    """A frame that brings a topic's document, or a patch of it."""
    return {"oneOf": [
        obj({"t": {"const": kind}, "topic": {"type": "string", "pattern": f"^{t.name}(/|$)"},
             "ver": {"type": "integer", "minimum": 0, "maximum": SAFE},
             kind: shared(t.type + ("_patch" if kind == "patch" else ""))})
        for t in TOPICS.topics()]}


def refusals():
    page = source("PROTOCOL.md").partition("## Refusals of the host")[2].partition("\n## ")[0]
    told = [line for line in page.splitlines() if line.startswith("|")][2:]
    found = [re.match(r"\| `(\w+)` \| ", line) for line in told]
    if not all(found) or not found:
        raise SystemExit("PROTOCOL.md: a refusal of the host that is not read")
    return sorted({name for name, _ in tables.refusals()} | {m[1] for m in found})


def told():
    """The frames of the server."""
    time = {"type": "integer", "minimum": 0, "maximum": SAFE}
    word = {"type": "string"}
    both = obj({"fr": word, "en": word})
    topic = {"type": "string", "pattern": TOPIC}
    version = {"type": "integer", "minimum": 0, "maximum": SAFE}
    made = obj({"room": word, "link": word, "token": word, "screen": word, "co": word,
                "recovery": word})
    joined = obj({"person": field("PERSON"), "token": word, "resume": word})
    recovered = obj({"token": word, "screen": word, "link": word}, ["token", "screen"])
    screen = obj({"screen": word, "link": word}, ["screen"])
    invited = obj({"facilitator": word, "token": word})
    look = obj({"room": word, "title": both, "lang": {"enum": ENUMS["LANG"]},
                "state": {"enum": ["open", "closed"]}, "locked": {"type": "boolean"},
                "until": {"type": "integer"}, "doomed": {"type": "integer"},
                "archived": {"type": "boolean"},
                "scenario": obj({"title": both, "tagline": both}), "notice": word},
               ["room", "title", "lang", "state", "locked", "scenario", "notice"])
    outs = {f[0]: f[1] for a in ACTS for f in of_act(a) if "OUT" in f[2]}
    decided = obj({**outs, "n": {"description": "number of the event (P27)", **version}}, [])
    you = obj({"kind": {"enum": ["person", "facilitator", "screen"]},
               "people": {"type": "array", "items": field("PERSON")},
               "f": {"type": "string", "pattern": f"^{FACILITATOR}$"}}, ["kind", "people"])
    return {
        "ok": obj({"t": {"const": "ok"}, "id": ID,
                   "out": {"anyOf": [made, joined, recovered, screen, invited, look, decided]}}),
        "no": obj({"t": {"const": "no"}, "id": ID, "code": {"enum": refusals()}, "field": word,
                   "max": {"type": "integer"}, "act": {"enum": [a.name for a in ACTS]},
                   "speaks": {"type": "array", "items": {"type": "integer"}}},
                  ["t", "code"]),
        "welcome": obj({"t": {"const": "welcome"}, "id": ID, "room": text(CODE.low, CODE.high),
                        "epoch": word, "now": time, "you": you,
                        "topics": {"type": "array", "items": topic}},
                       ["t", "room", "epoch", "now", "you", "topics"]),
        "doc": told_topic("doc"),
        "patch": told_topic("patch"),
        "drop": obj({"t": {"const": "drop"}, "topic": topic}),
        "relayed": obj({"t": {"const": "relayed"}, "topic": topic, "by": SPEAKS,
                        "kind": {"enum": RELAYS}, "what": word},
                       ["t", "topic", "kind"]),
        "sound": obj({"t": {"const": "sound"}, "id": ID, "sdp": {"type": "string"},
                      "lost": {"enum": ["elsewhere", "engine", "place"]},
                      "up": {"type": "boolean"}, "place": word,
                      "people": {"type": "object", "additionalProperties": obj(
                          {"open": {"type": "boolean"}, "speaks": {"type": "boolean"}})}},
                     ["t"]),
        "pong": obj({"t": {"const": "pong"}, "c": time, "now": time}),
        "moved": obj({"t": {"const": "moved"}}),
    }


def parts():
    """What several messages are made of, and a command for each act that may be asked."""
    out = {"id": {"description": "chosen by the client", "type": ["string", "integer"],
                  "maxLength": LIMITS["ACT_COMMAND_ID_MAX"]},
           "credit": {"description": "whose idea it was (P15)", "type": "array",
                      "maxItems": LIMITS["CREDIT_MAX"], "items": field("PERSON")},
           "at": {"description": "where and when it was meant for (P27)",
                  **obj({"table": field("TABLE"), "wording": {"type": "integer", "minimum": 1},
                         "phase": {"type": "integer", "minimum": -1},
                         "undoes": {"type": "integer", "minimum": 1}}, [])}}
    for act in ACTS:
        if act.who != {"SYSTEM"}:
            out[f"do_{act.name}"] = command(act)
    return out


def description():
    of = parts()
    client = {**asked(), "do": {"oneOf": [shared(p) for p in of if p.startswith("do_")]}}
    server = told()
    messages = {**client, **server}
    ref = lambda what, name: {"$ref": f"#/{what}/{name}"}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Tablée", "version": "1",
                 "description": "One room over one WebSocket, subprotocol tablee.v1, text "
                                "frames of one JSON object each; a member that is null is absent. "
                                "The rules are in PROTOCOL.md; this is written from the server's "
                                "tables by tests/protocol/asyncapi.py."},
        "defaultContentType": "application/json",
        "channels": {"room": {"address": "/ws?room={code}", "bindings": {"ws": {"method": "GET"}},
                              "messages": {name: ref("components/messages", name)
                                           for name in messages}}},
        "operations": {
            "ask": {"action": "receive", "channel": ref("channels", "room"),
                    "messages": [ref("channels/room/messages", name) for name in client]},
            "tell": {"action": "send", "channel": ref("channels", "room"),
                     "messages": [ref("channels/room/messages", name) for name in server]},
        },
        "components": {
            "messages": {name: {"name": name, "payload": shared(name)} for name in messages},
            "schemas": {**messages, **of, **documents()},
        },
    }


def dump(value, indent, before):
    """As JSON, on one line where it fits."""
    line = json.dumps(value, ensure_ascii=False)
    if before + len(line) < WIDTH or not isinstance(value, (dict, list)):
        return line
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        heads = [json.dumps(key) + ": " for key in value]
        rows = [head + dump(x, indent + 1, indent + len(head) + 2)
                for head, x in zip(heads, value.values())]
    else:
        rows = [dump(x, indent + 1, indent + 2) for x in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return opening + "\n" + ",\n".join(pad + row for row in rows) + "\n" + " " * indent + closing


def written():
    return dump(description(), 0, 0) + "\n"


# Messages that tests recorded: one JSON object a line, {c: connection, d: "in" or "out", m: text}.

def lines_of(directory):
    for path in sorted(Path(directory).glob("*.ndjson")):
        for line in path.read_text().splitlines():
            one = json.loads(line)
            yield (path.name, one["c"]), one["d"], one["m"]


def without_nulls(message):
    """A member that is null is absent, in a frame, its fields and its options."""
    out = {k: v for k, v in message.items() if v is not None}
    for inner in ("a", "options"):
        if isinstance(out.get(inner), dict):
            out[inner] = without_nulls(out[inner])
    return out


class Checker:
    def __init__(self):
        import jsonschema  # only here: writing the description needs nothing but Python

        whole = description()
        names = whole["components"]["schemas"]
        for schema in names.values():
            jsonschema.Draft7Validator.check_schema(schema)
        self.kinds = set(whole["components"]["messages"])
        self.validators = {
            name: jsonschema.Draft7Validator({"allOf": [shared(name)],
                                              "components": whole["components"]})
            for name in names}
        self.pending, self.seen, self.wrong = {}, {}, []

    def check(self, message):
        kind = message.get("t")
        self.seen[kind] = self.seen.get(kind, 0) + 1
        validator = self.validators.get(f"do_{message.get('act')}" if kind == "do" else kind)
        plain = without_nulls(message)
        errors = [e.message for e in validator.iter_errors(plain)] if validator else ["unknown"]
        if errors:
            said = json.dumps(message, ensure_ascii=False)
            self.wrong.append(f"{said[:300]}\n    {errors[0][:300]}")

    def take(self, connection, direction, text):
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            message = None
        if direction == "out":
            if isinstance(message, dict):
                self.pending[connection, str(message.get("id"))] = message
            return
        self.check(message)
        if message.get("t") in ("ok", "welcome"):
            said = self.pending.get((connection, str(message.get("id"))))
            if said:
                self.check(said)


def check_recorded(directory):
    checker = Checker()
    for connection, direction, text in lines_of(directory):
        checker.take(connection, direction, text)
    for complaint in checker.wrong[:20]:
        print(complaint)
    # What people ask alone; and what comes of an engine, which tests/voice and tests/unit/net have.
    missing = checker.kinds - set(checker.seen) - {"ping", "sound"}
    if checker.wrong or missing:
        sys.exit(f"{len(checker.wrong)} messages are not as described; "
                 f"never seen: {missing or '-'}")
    print(f"summary: {sum(checker.seen.values())} messages as described, "
          f"{len(checker.seen)} kinds")


def main():
    if "--write" in sys.argv[1:]:
        OUT.write_text(written())
    elif not OUT.exists() or OUT.read_text() != written():
        sys.exit("server/asyncapi.json is behind the tables: tests/protocol/asyncapi.py --write")
    if len(sys.argv) > 1 and sys.argv[1] != "--write":
        check_recorded(sys.argv[1])


main()
