"""The server's tables, read whole or not at all: what is neither a row that is understood, nor a
comment, is a fault that names its line, and never left out."""
import ast
import re
from pathlib import Path

SERVER = Path(__file__).resolve().parents[2] / "server"
TOKEN = re.compile(r"""\s+ | ^\#[^\n]* | /\*(?P<block>.*?)\*/ | //(?P<line>[^\n]*)
                   | (?P<string>"(?:\\.|[^"\\\n])*") | (?P<mark>[(),])
                   | (?P<word>[^\s(),"/\#]+)""", re.S | re.M | re.X)


class Unreadable(SystemExit):
    def __init__(self, where, text, at, what):
        super().__init__(f"{where}:{text.count(chr(10), 0, at) + 1}: {what}: "
                         f"{text[at:].splitlines()[0][:80]}")


def source(path):
    return (SERVER / path).read_text()


def tokens(where, text):
    at = 0
    while at < len(text):
        m = TOKEN.match(text, at)
        if not m:
            raise Unreadable(where, text, at, "neither a row nor a comment")
        if m.lastgroup:
            yield m.lastgroup, m[m.lastgroup], at
        at = m.end()


def argument(parts):
    """A text is joined as C joins it; anything else is an expression, spaces made one."""
    if parts and all(kind == "string" for kind, _ in parts):
        return "".join(ast.literal_eval(text) for _, text in parts)
    return " ".join(text for _, text in parts)


class Row:
    def __init__(self, name, at):
        self.name, self.at, self.args, self.note = name, at, [], ""


def rows(path, known, text=None):
    """The rows NAME(argument, ...) of a .def file, with the comment behind each. `known` maps
    each NAME to how many arguments it has."""
    text = source(path) if text is None else text
    out, row, depth, parts = [], None, 0, []
    for kind, word, at in tokens(path, text):
        if kind in ("block", "line"):
            ended = out and depth == 0 and "\n" not in text[out[-1].end:at]
            if ended:
                out[-1].note = " ".join(word.replace("\n *", "\n").split())
        elif depth == 0 and kind == "word" and row is None and word in known:
            row = Row(word, at)
        elif row is None or depth == 0 and word != "(":
            raise Unreadable(path, text, at, "neither a row nor a comment")
        elif depth == 1 and word in ",)" and kind == "mark":
            row.args.append(argument(parts))
            parts, depth = [], 1 if word == "," else 0
            if depth == 0:
                if len(row.args) != known[row.name]:
                    raise Unreadable(path, text, row.at,
                                     f"{known[row.name]} arguments wanted, not {len(row.args)}")
                row.end = at
                out.append(row)
                row = None
        else:
            depth += {"(": 1, ")": -1}.get(word, 0) if kind == "mark" else 0
            if depth > 1 or word != "(":
                parts.append((kind, word))
    if row:
        raise Unreadable(path, text, row.at, "a row that never ends")
    return out


OPERATIONS = {ast.Add: lambda a, b: a + b, ast.Sub: lambda a, b: a - b,
              ast.Mult: lambda a, b: a * b, ast.LShift: lambda a, b: a << b}


def number(text, names):
    """The value of a whole-number expression of C over the names."""
    def of(node):
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
            return OPERATIONS[type(node.op)](of(node.left), of(node.right))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            return -of(node.operand)
        if isinstance(node, ast.Name) and node.id in names:
            return names[node.id]
        if isinstance(node, ast.Constant) and isinstance(node.value, int):
            return node.value
        raise SystemExit(f"not a number that is known here: {text}")
    try:
        return of(ast.parse(text, mode="eval").body)
    except SyntaxError:
        raise SystemExit(f"not a number: {text}") from None


def enum_values(path, text=None):
    """Every NAME = value of the enums of a header; a line that is not one is a fault."""
    text = source(path) if text is None else text
    plain = re.sub(r"/\*.*?\*/|//[^\n]*", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.S)
    found = {}
    for body in re.finditer(r"\benum\s*\w*\s*\{(.*?)\}", plain, re.S):
        at = body.start(1)
        for entry in body[1].split(","):
            m = re.fullmatch(r"\s*(\w+)\s*=\s*(.+?)\s*", entry, re.S)
            if m:
                found[m[1]] = number(m[2], found)
            elif entry.strip():
                raise Unreadable(path, text, at + len(entry) - len(entry.lstrip()),
                                 "not NAME = value")
            at += len(entry) + 1
    return found


def defined(path, name):
    """The number that a #define of a header gives."""
    m = re.search(rf"^#define {name} (.+?)(?:\s*//.*)?$", source(path), re.M)
    if not m:
        raise SystemExit(f"{path}: {name} is not defined")
    return number(re.sub(r"\(\w+_t\)", "", m[1]), {})


def words_of(path, enum, prefix):
    """The names of an enum that only counts on, without the prefix and what ends it."""
    m = re.search(rf"enum {enum} \{{(.*?)\}}", source(path), re.S)
    names = [n.split("=")[0].strip() for n in m[1].split(",") if n.strip()] if m else []
    if not names or any(not re.fullmatch(rf"{prefix}\w+", n) for n in names):
        raise SystemExit(f"{path}: enum {enum} is not read")
    return [n.removeprefix(prefix) for n in names]


def limits():
    return {**enum_values("core/limits.h"),
            "JSON_SAFE_INT": defined("base/jr.h", "JSON_SAFE_INT")}


WHO = {"SYSTEM", "FACILITATOR", "SELF", "SEATED"}
PHASES = {"LOBBY", "BRIEFING", "GROUP_WORK", "POOLING", "REPORT", "CONCLUSION", "DEBRIEF", "ENDED",
          "ANY"}
FIELD_FLAGS = {"OPTIONAL", "OUT", "PRIVATE", "SEALED"}
READERS = {"EVERYBODY", "AT_TABLE", "IN_GROUP", "SELF", "FACILITATORS", "SCREENS", "REMOTE"}
MEMBER_FLAGS = {"SURE", "NAME", "WORDS", "FORM", "KEY", "POOLED", "REPORTED", "REVEALED",
                "UNLOCKED", "CONCLUDED"}


def flags(text, known):
    """A | B, as a set; 0 is none."""
    found = {word.strip() for word in text.split("|")} - {"0"}
    if found - known:
        raise SystemExit(f"not a word that is known here: {text}")
    return found


class Field:
    def __init__(self, args, known):
        _, _, self.name, self.type, low, high, given = args
        self.low, self.high = number(low, known), number(high, known)
        self.flags = flags(given, FIELD_FLAGS)


class Act:
    def __init__(self, row):
        self.id, self.name, who, phases = row.args
        self.who, self.phases = flags(who, WHO), flags(phases, PHASES)
        self.note, self.fields = row.note, []


def acts(text=None):
    """The acts of acts.def, each with its fields."""
    out, known = [], limits()
    for row in rows("core/acts.def", {"ACT": 4, "F": 7}, text):
        if row.name == "ACT":
            out.append(Act(row))
        elif not out or row.args[0] != out[-1].id:
            raise SystemExit(f"acts.def: a field of {row.args[0]} outside of it: {row.args[2]}")
        else:
            out[-1].fields.append(Field(row.args, known))
    return out


def refusals():
    """(name, meaning) of refusals.def."""
    return [(r.args[1], r.args[2]) for r in rows("core/refusals.def", {"REFUSAL": 3})]


def relays():
    """(name, kinds of topics, meaning) of relays.def."""
    out = []
    for row in rows("core/relays.def", {"RELAY": 5}):
        to = re.findall(r"TO \( (\w+) \)", row.args[3])
        if not to or re.sub(r"TO \( \w+ \)|[| ]", "", row.args[3]):
            raise SystemExit(f"relays.def: topics that are not read: {row.args[3]}")
        out.append((row.args[1], [kind.lower() for kind in to], row.args[4]))
    return out


def names():
    """The names of the enum and set fields, by type."""
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", source("core/act.c"), flags=re.S)
    body = re.search(r"names\[FIELD_TYPES\] = \{(.*?)\n\};", code, re.S)[1]
    name = r'(?:\[\w+\]\s*=\s*)?"\w+"'  # with its enumerator, or in order
    row = re.compile(rf'\[FIELD_(\w+)\]\s*=\s*NAMES\(\s*({name}(?:\s*,\s*{name})*)\s*\)')
    if rest := row.sub("", body).replace(",", "").strip():
        raise SystemExit(f"core/act.c: names that are not read: {rest[:60]}")
    return {kind: re.findall(r'"(\w+)"', given) for kind, given in row.findall(body)}


class Member:
    def __init__(self, args):
        _, self.name, self.how, self.type, given, self.meaning = args
        self.flags = flags(given, MEMBER_FLAGS)


class Shape:
    """A topic (its readers are a set) or an object inside documents (None)."""
    def __init__(self, id_, name, type_, meaning, readers=None):
        self.id, self.name, self.type, self.meaning = id_, name, type_, meaning
        self.readers, self.members = readers, []


KINDS = {"TEXT", "LINE", "LONG", "INT", "BOOL", "PERSON", "TABLE", "CLAUSE_ID", "DATE", "TIME",
         "TEXTS", "ACTOR", "OF", "THREE", "LEAD", "ACT_NAME"}
NAMED = {  # of topics.def: the field type whose names it takes, and its name in the client
    "GROUP": ("GROUP", "Group"), "LANG": ("LANG", "Lang"), "ROLES": ("ROLES", "Roles"),
    "WHY": ("WHY", "Why"), "SHOW": ("SHOW", "Show"), "WOOL": ("WOOL", "Wool"),
    "PLENARY": ("PLENARY", "Plenary"),
    "BENEFICIARY": ("BENEFICIARY", "Beneficiary"), "STANCE_NAME": ("STANCE", "Stance"),
    "REASON": ("REASON", "Reason"), "RESOURCE": ("RESOURCE", "Resource"), "Q3": ("Q3", "Q3"),
    "ERA": ("ERA", "Era"), "CLAUSE_STATE": ("CLAUSE_STATE", "ClauseState"),
    "WAY": ("WAY", "Way"), "WHERE": ("WHERE", "Where"),
    "SCALE": ("SCALES", "Scale"), "DIMENSION": ("DIMS", "Dimension"),
    "SHEET_FIELD": ("SHEET_FIELD", "SheetField"), "REPORT_FIELD": ("REPORT_FIELD", "ReportField")}
HOW = {"ONE", "LIST", "BY_PERSON", "BY_TABLE", "BY_CLAUSE", "BY_AMENDMENT", "BY_COMMITMENT",
       "BY_FACILITATOR", "BY_NUMBER", "BY_GROUP", "BY_SCALE", "BY_SHEET_FIELD",
       "BY_REPORT_FIELD", "BY_ID"}


class Topics:
    """topics.def: shapes and topics in order, and the words of each choice."""
    def __init__(self, text=None):
        fields = names()
        self.shapes, self.words = {}, {k: fields[f] for k, (f, _) in NAMED.items()}
        self.aliases = {k: alias for k, (_, alias) in NAMED.items()}
        known = {"TOPIC": 5, "SHAPE": 3, "CHOICE": 3, "M": 6}
        for row in rows("core/topics.def", known, text):
            if row.name == "CHOICE":
                self.aliases[row.args[0]] = row.args[1]
                self.words[row.args[0]] = row.args[2].split()
            elif row.name == "SHAPE":
                self.shapes[row.args[0]] = Shape(row.args[0], None, *row.args[1:])
            elif row.name == "TOPIC":
                id_, name, readers, type_, meaning = row.args
                self.shapes[id_] = Shape(id_, name, type_, meaning, flags(readers, READERS))
            else:
                self.take(row)

    def take(self, row):
        m = Member(row.args)
        of = self.shapes.get(row.args[0])
        if not of or of is not list(self.shapes.values())[-1]:
            raise SystemExit(f"topics.def: {row.args[0]}.{m.name} stands outside of its owner")
        if m.how not in HOW or not (m.type in KINDS or m.type in self.words or self.shape(m)):
            raise SystemExit(f"topics.def: {row.args[0]}.{m.name}: {m.how} {m.type} is not known")
        of.members.append(m)

    def shape(self, m):
        """The shape that a member is of, or None."""
        found = self.shapes.get(m.type)
        return found if m.type not in KINDS and m.type not in self.words and found else None

    def topics(self):
        return [s for s in self.shapes.values() if s.readers is not None]
