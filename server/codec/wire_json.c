#include "codec/wire_json.h"

#include <string.h>

#include "base/utf8.h"
#include "base/util.h"
#include "codec/act_read.h"

#define BIT(type) (1u << (type))

enum wire_kind { KIND_TEXT, KIND_BOOL, KIND_INT };

struct member {
    const char *key;
    enum wire_kind kind;
    unsigned frames; // in which it may stand
    int64_t max;     // bytes of a text, or the largest number
    size_t offset;
};

#define ROOM_FRAMES                                                                                \
    (BIT(WIRE_LOOK) | BIT(WIRE_JOIN) | BIT(WIRE_RESUME) | BIT(WIRE_RECOVER) | BIT(WIRE_SCREEN) |   \
     BIT(WIRE_INVITE) | BIT(WIRE_HELLO))

static const struct member members[] = {
    {"room", KIND_TEXT, ROOM_FRAMES, 64, offsetof(struct wire_in, room)},
    {"token", KIND_TEXT, BIT(WIRE_JOIN) | BIT(WIRE_SCREEN) | BIT(WIRE_INVITE) | BIT(WIRE_HELLO),
     WIRE_TOKEN_MAX, offsetof(struct wire_in, token)},
    {"link", KIND_TEXT, BIT(WIRE_LOOK) | BIT(WIRE_JOIN) | BIT(WIRE_RESUME), WIRE_TOKEN_MAX,
     offsetof(struct wire_in, link)},
    {"code", KIND_TEXT, BIT(WIRE_RESUME) | BIT(WIRE_RECOVER), 64, offsetof(struct wire_in, code)},
    {"once", KIND_TEXT, BIT(WIRE_JOIN) | BIT(WIRE_CREATE) | BIT(WIRE_INVITE), 64,
     offsetof(struct wire_in, once)},
    {"key", KIND_TEXT, BIT(WIRE_CREATE), 256, offsetof(struct wire_in, key)},
    {"name", KIND_TEXT, BIT(WIRE_JOIN) | BIT(WIRE_CREATE) | BIT(WIRE_INVITE), 640,
     offsetof(struct wire_in, name)},
    {"lang", KIND_TEXT, BIT(WIRE_JOIN), 8, offsetof(struct wire_in, lang)},
    {"epoch", KIND_TEXT, BIT(WIRE_HELLO), 64, offsetof(struct wire_in, epoch)},
    {"debrief", KIND_BOOL, BIT(WIRE_JOIN), 1, offsetof(struct wire_in, debrief)},
    {"research", KIND_BOOL, BIT(WIRE_JOIN), 1, offsetof(struct wire_in, research)},
    {"instead", KIND_TEXT, BIT(WIRE_JOIN), 8, offsetof(struct wire_in, instead)},
    {"topic", KIND_TEXT, BIT(WIRE_RELAY), 64, offsetof(struct wire_in, topic)},
    {"kind", KIND_TEXT, BIT(WIRE_RELAY), 16, offsetof(struct wire_in, kind)},
    {"what", KIND_TEXT, BIT(WIRE_RELAY), WIRE_WHAT_MAX, offsetof(struct wire_in, what)},
    {"ask", KIND_TEXT, BIT(WIRE_SOUND), 8, offsetof(struct wire_in, ask)},
    {"sdp", KIND_TEXT, BIT(WIRE_SOUND), SDP_BYTES_MAX, offsetof(struct wire_in, sdp)},
    {"on", KIND_BOOL, BIT(WIRE_SOUND), 1, offsetof(struct wire_in, on)},
    {"dry", KIND_BOOL, BIT(WIRE_DO), 1, offsetof(struct wire_in, dry)},
    {"v", KIND_INT, BIT(WIRE_HELLO), 1000, offsetof(struct wire_in, v)},
    {"c", KIND_INT, BIT(WIRE_PING), JSON_SAFE_INT, offsetof(struct wire_in, c)},
};

static const struct member options[] = {
    {"scenario", KIND_TEXT, 0, 64, offsetof(struct wire_in, options.scenario)},
    {"era", KIND_TEXT, 0, 8, offsetof(struct wire_in, options.era)},
    {"lang", KIND_TEXT, 0, 8, offsetof(struct wire_in, options.lang)},
    {"roles", KIND_TEXT, 0, 16, offsetof(struct wire_in, options.roles)},
    {"tables", KIND_INT, 0, TABLES_MAX, offsetof(struct wire_in, options.tables)},
    {"places", KIND_INT, 0, PLACES_MAX, offsetof(struct wire_in, options.places)},
    {"debrief", KIND_INT, 0, PHASE_SECONDS_MAX, offsetof(struct wire_in, options.debrief)},
    {"starts", KIND_INT, 0, STARTS_MAX, offsetof(struct wire_in, options.starts)},
    {"zone", KIND_TEXT, 0, ZONE_CHARS, offsetof(struct wire_in, options.zone)},
    {"speed", KIND_INT, 0, LIVING_SPEED_MAX, offsetof(struct wire_in, options.speed)},
};

// Members that more than a text or a number is made of; read one by one below.
static const struct {
    const char *key;
    unsigned frames;
} parts[] = {
    {"t", ~0u},
    {"id", ~0u},
    {"options", BIT(WIRE_CREATE)},
    {"have", BIT(WIRE_HELLO)},
    {"as", BIT(WIRE_DO) | BIT(WIRE_RELAY) | BIT(WIRE_SOUND)},
    {"act", BIT(WIRE_DO)},
    {"a", BIT(WIRE_DO)},
    {"credit", BIT(WIRE_DO)},
    {"at", BIT(WIRE_DO)},
};

struct wire_reader {
    struct arena *arena;
    struct wire_in *out;
    struct act_fault *fault;
    bool full; // a text found no room in the arena
    struct jr values[JR_VALUES_MAX];
};

static bool parse(struct wire_reader *r, struct str text)
{
    const char *why;
    return text.n <= WIRE_BYTES_MAX && jr_read(text, WIRE_DEPTH_MAX, r->arena, r->values, &why);
}

static struct str keep(struct wire_reader *r, struct str text)
{
    struct str kept = arena_str(r->arena, text);
    r->full |= kept.p == NULL;
    return kept;
}

static bool refuse(struct wire_reader *r, enum refusal_code code, struct str field, int64_t limit)
{
    // The frame's bytes may be gone when the answer is made.
    *r->fault = (struct act_fault){code, arena_str(r->arena, field), limit};
    return false;
}

static bool read_member(struct wire_reader *r, const struct member *member, const struct jr *value)
{
    char *at = (char *)r->out + member->offset;
    struct str name = str_from_cstr(member->key);
    if (member->kind == KIND_BOOL) {
        *(bool *)(void *)at = value->n != 0;
        return jr_is(value, JR_BOOL) || refuse(r, REFUSED_TYPE, name, 0);
    }
    if (member->kind == KIND_INT) {
        bool good = jr_whole(value, 0, member->max, (int64_t *)(void *)at);
        return good ||
               refuse(r, jr_is(value, JR_INT) ? REFUSED_RANGE : REFUSED_TYPE, name, member->max);
    }
    if (!jr_is(value, JR_TEXT)) {
        return refuse(r, REFUSED_TYPE, name, 0);
    }
    if (value->text.n > (size_t)member->max) {
        return refuse(r, REFUSED_TOO_LONG, name, member->max);
    }
    *(struct str *)(void *)at = keep(r, jr_text(value));
    return true;
}

static const struct member *find(const struct member *list, size_t n, struct str key)
{
    for (size_t i = 0; i < n; i++) {
        if (key.n > 0 && list[i].key[0] == key.p[0] && str_eq_cstr(key, list[i].key)) {
            return &list[i];
        }
    }
    return NULL;
}

static bool is_part(struct str key, enum wire_type type)
{
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (key.n > 0 && parts[i].key[0] == key.p[0] && str_eq_cstr(key, parts[i].key)) {
            return (parts[i].frames & BIT(type)) != 0;
        }
    }
    return false;
}

static bool read_members(struct wire_reader *r, const struct jr *root)
{
    JR_EACH(value, root)
    {
        const struct member *member = find(members, ARRAY_LEN(members), value->key);
        bool here = member != NULL && (member->frames & BIT(r->out->type));
        if (!here && !is_part(value->key, r->out->type)) {
            return refuse(r, REFUSED_UNKNOWN_FIELD, value->key, 0);
        }
        if (here && !jr_is(value, JR_NULL) && !read_member(r, member, value)) {
            return false;
        }
    }
    return true;
}

// Lengths of phases travel as numbers and are kept as the log keeps them.
static bool read_seconds(struct wire_reader *r, const struct jr *value)
{
    struct str name = STR("seconds");
    struct buf text;
    bool good = jr_is(value, JR_ARRAY) && value->count > 0 && value->count <= PHASES_MAX;
    buf_init(&text, 16 * PHASES_MAX);
    JR_EACH(one, value)
    {
        int64_t n = 0;
        // None at all is the scenario's own length.
        good =
            good && jr_whole(one, 0, PHASE_SECONDS_MAX, &n) && (n == 0 || n >= PHASE_SECONDS_MIN);
        buf_puts(&text, one != value + 1 ? "," : "");
        buf_int(&text, n);
    }
    r->out->options.seconds = keep(r, buf_view(&text));
    buf_free(&text);
    return good || refuse(r, REFUSED_RANGE, name, PHASE_SECONDS_MAX);
}

static bool read_options(struct wire_reader *r, const struct jr *object)
{
    if (!jr_is(object, JR_OBJECT)) {
        return refuse(r, object == NULL ? REFUSED_MISSING : REFUSED_TYPE, STR("options"), 0);
    }
    JR_EACH(value, object)
    {
        const struct member *member = find(options, ARRAY_LEN(options), value->key);
        bool seconds = str_eq_cstr(value->key, "seconds");
        if (member == NULL && !seconds) {
            return refuse(r, REFUSED_UNKNOWN_FIELD, value->key, 0);
        }
        if (jr_is(value, JR_NULL)) {
            continue;
        }
        if (!(seconds ? read_seconds(r, value) : read_member(r, member, value))) {
            return false;
        }
    }
    return true;
}

static bool read_have(struct wire_reader *r, const struct jr *object)
{
    if (object != NULL && !jr_is(object, JR_OBJECT)) {
        return refuse(r, REFUSED_TYPE, STR("have"), 0);
    }
    if (object != NULL && object->count > WIRE_HAVE_MAX) {
        return refuse(r, REFUSED_FULL, STR("have"), WIRE_HAVE_MAX);
    }
    JR_EACH(value, object)
    {
        struct wire_have *have = &r->out->have[r->out->n_have++];
        have->topic = keep(r, value->key);
        if (!jr_whole(value, 0, JSON_SAFE_INT, &have->version)) {
            return refuse(r, REFUSED_RANGE, STR("have"), 0);
        }
    }
    return true;
}

static bool read_act(struct wire_reader *r, const struct jr *root)
{
    struct act *act = &r->out->act;
    act->type = act_by_name(jr_text(jr_member(root, "act")));
    if (act->type == ACT_TYPES) {
        return refuse(r, REFUSED_UNKNOWN_ACT, STR("act"), 0);
    }
    // A projector is nobody: its clicker asks as the system, for what is shown and nothing else.
    if (!actor_parse(jr_text(jr_member(root, "as")), &act->by) ||
        (act->by == 0 && act->type != ACT_SHOW)) {
        return refuse(r, REFUSED_NOT_ALLOWED, STR("as"), 0);
    }
    if (r->out->dry && act->by >= 0) {
        return refuse(r, REFUSED_NOT_ALLOWED, STR("dry"), 0);
    }
    if (r->out->id.n == 0) {
        return refuse(r, REFUSED_MISSING, STR("id"), 0);
    }
    if (act_credit_read(jr_member(root, "credit"), act, r->fault) &&
        act_meant_read(jr_member(root, "at"), &act->meant, r->fault) &&
        act_fields_read(jr_member(root, "a"), r->arena, act, r->fault)) {
        return true;
    }
    r->fault->field = keep(r, r->fault->field);
    return false;
}

// Of what is told beside the log: a person or a facilitator.
static bool read_speaker(struct wire_reader *r, const struct jr *root)
{
    bool good = actor_parse(jr_text(jr_member(root, "as")), &r->out->act.by);
    return (good && r->out->act.by != 0) || refuse(r, REFUSED_NOT_ALLOWED, STR("as"), 0);
}

static bool read_id(struct wire_reader *r, const struct jr *id)
{
    r->out->id_is_number = jr_is(id, JR_INT);
    if (r->out->id_is_number) {
        struct buf digits;
        buf_init(&digits, 32);
        buf_int(&digits, id->n);
        r->out->id = keep(r, buf_view(&digits));
        buf_free(&digits);
        return true;
    }
    r->out->id = keep(r, jr_text(id));
    bool good = id == NULL || jr_is(id, JR_TEXT);
    return good && r->out->id.n <= ACT_COMMAND_ID_MAX;
}

static enum wire_type type_of(const struct jr *root)
{
    static const char *const names[WIRE_TYPES] = {
        "look",   "create", "join", "resume", "recover", "screen",
        "invite", "hello",  "do",   "relay",  "sound",   "ping",
    };
    struct str t = jr_text(jr_member(root, "t"));
    int i = 0;
    while (i < WIRE_TYPES && !str_eq_cstr(t, names[i])) {
        i++;
    }
    return (enum wire_type)i;
}

static enum wire_result read_frame(struct wire_reader *r, const struct jr *root)
{
    r->out->type = type_of(root);
    if (r->out->type == WIRE_TYPES || !read_id(r, jr_member(root, "id"))) {
        return WIRE_BROKEN;
    }
    bool good = read_members(r, root);
    if (good && r->out->type == WIRE_CREATE) {
        good = read_options(r, jr_member(root, "options"));
    } else if (good && r->out->type == WIRE_HELLO) {
        good = read_have(r, jr_member(root, "have"));
    } else if (good && r->out->type == WIRE_DO) {
        good = read_act(r, root);
    } else if (good && (r->out->type == WIRE_RELAY || r->out->type == WIRE_SOUND)) {
        good = read_speaker(r, root);
    }
    if (good && r->full) {
        good = refuse(r, REFUSED_FULL, STR(""), 0);
    }
    return good ? WIRE_OK : WIRE_REFUSED;
}

// ---- half signs: what a browser may hold in a text and JSON readers refuse

enum { ESCAPE = 6 }; // \uXXXX

// The code unit of an escape at the beginning of a text, or -1.
static int escaped(struct str text)
{
    int unit = 0;
    if (text.n < ESCAPE || text.p[0] != '\\' || text.p[1] != 'u') {
        return -1;
    }
    for (int i = 2; i < ESCAPE; i++) {
        const char *digit = strchr("00112233445566778899aAbBcCdDeEfF", text.p[i]);
        if (digit == NULL || text.p[i] == 0) {
            return -1;
        }
        unit = unit * 16 + (int)(digit - "00112233445566778899aAbBcCdDeEfF") / 2;
    }
    return unit;
}

// In place: half a sign and the sign that is none become the mark of a sign that was lost.
static bool mend_escapes(char *p, size_t n)
{
    bool mended = false;
    for (size_t i = 0; i < n; i++) {
        struct str rest = {p + i, n - i};
        int unit = escaped(rest), next = escaped(str_sub(rest, ESCAPE, rest.n));
        bool high = unit >= 0xd800 && unit <= 0xdbff, low = next >= 0xdc00 && next <= 0xdfff;
        if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff) || (high && !low)) {
            for (size_t digit = 0; digit < 4; digit++) {
                p[i + 2 + digit] = "fffd"[digit];
            }
            mended = true;
        }
        i += unit < 0 ? p[i] == '\\' : (high && low ? 2 * ESCAPE : ESCAPE) - 1;
    }
    return mended;
}

// A frame that is one but for such signs is refused and not broken: a client that is cut off would
// send it again for ever.
static enum wire_result read_mended(struct str text, struct wire_reader *r)
{
    char *copy = text.n <= WIRE_BYTES_MAX ? arena_alloc(r->arena, text.n + 1) : NULL;
    if (copy == NULL) {
        return WIRE_BROKEN;
    }
    memcpy(copy, text.p, text.n);
    if (!mend_escapes(copy, text.n) || !parse(r, (struct str){copy, text.n})) {
        return WIRE_BROKEN;
    }
    enum wire_result result = read_frame(r, r->values);
    if (result == WIRE_OK) {
        refuse(r, REFUSED_HALF_SIGN, STR(""), 0);
    }
    return result == WIRE_BROKEN ? WIRE_BROKEN : WIRE_REFUSED;
}

enum wire_result wire_read(struct str text, struct arena *arena, struct wire_in *out,
                           struct act_fault *fault)
{
    struct wire_reader r; // its values are written before they are read
    r.arena = arena;
    r.out = out;
    r.fault = fault;
    r.full = false;
    memset(out, 0, sizeof *out);
    memset(fault, 0, sizeof *fault);
    return parse(&r, text) ? read_frame(&r, r.values) : read_mended(text, &r);
}
