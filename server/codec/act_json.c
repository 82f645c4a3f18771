#include "codec/act_json.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/util.h"
#include "codec/act_read.h"

enum { RECORD_BYTES_MAX = 64 << 10, RECORD_DEPTH_MAX = 4 };
enum { HEX_HASH = 2 * ACT_HASH_BYTES };

// Ids

char act_id_prefix(enum field_type type)
{
    static const char prefix[FIELD_TYPES] = {
        [FIELD_PERSON] = 'p',    [FIELD_TABLE] = 't',      [FIELD_CLAUSE] = 'c',
        [FIELD_AMENDMENT] = 'a', [FIELD_COMMITMENT] = 'k',
    };
    return prefix[type];
}

static bool id_parse(struct str text, char prefix, int64_t min, int64_t max, int64_t *out)
{
    bool plain = text.n > 1 && text.p[0] == prefix && text.p[1] >= '1' && text.p[1] <= '9';
    return plain && str_int(str_sub(text, 1, text.n), min, max, out);
}

void actor_name(int by, char out[ACTOR_NAME_MAX])
{
    if (by == 0) {
        snprintf(out, ACTOR_NAME_MAX, "sys");
    } else {
        snprintf(out, ACTOR_NAME_MAX, "%c%d", by > 0 ? 'p' : 'f', by > 0 ? by : -by);
    }
}

bool actor_parse(struct str text, int *by)
{
    int64_t n = 0;
    if (str_eq(text, STR("sys"))) {
        *by = 0;
    } else if (id_parse(text, 'p', 1, PEOPLE_MAX, &n)) {
        *by = (int)n;
    } else if (id_parse(text, 'f', 1, FACILITATORS_MAX, &n)) {
        *by = -(int)n;
    } else {
        return false;
    }
    return true;
}

// Reading one value

static bool refuse(struct act_fault *fault, enum refusal_code code, struct str field, int64_t limit)
{
    *fault = (struct act_fault){code, field, limit};
    return false;
}

static bool refuse_field(struct act_fault *fault, enum refusal_code code,
                         const struct field_spec *spec, int64_t limit)
{
    return refuse(fault, code, str_from_cstr(spec->name), limit);
}

static bool read_text(const struct jr *value, const struct field_spec *spec, struct arena *arena,
                      struct val *out, struct act_fault *fault)
{
    struct str in = jr_text(value);
    if (!jr_is(value, JR_TEXT)) {
        return refuse_field(fault, REFUSED_TYPE, spec, 0);
    }
    char *copy = arena_alloc(arena, in.n);
    if (copy == NULL) {
        return refuse_field(fault, REFUSED_TOO_LONG, spec, spec->max);
    }
    unsigned lines = spec->type == FIELD_LONG ? UTF8_MULTI_LINE : UTF8_ONE_LINE;
    out->s = utf8_clean(in, copy, SIZE_MAX, lines);
    size_t count = utf8_count(out->s);
    if (count > (size_t)spec->max) {
        return refuse_field(fault, REFUSED_TOO_LONG, spec, spec->max);
    }
    if (count < (size_t)spec->min) {
        return refuse_field(fault, REFUSED_EMPTY, spec, spec->min);
    }
    return true;
}

static bool name_index(struct str name, const char *const *names, int64_t *out)
{
    for (int64_t i = 0; names[i] != NULL; i++) {
        if (str_eq_cstr(name, names[i])) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool read_set(const struct jr *value, const struct field_spec *spec, struct val *out,
                     struct act_fault *fault)
{
    if (!jr_is(value, JR_ARRAY)) {
        return refuse_field(fault, REFUSED_TYPE, spec, 0);
    }
    JR_EACH(one, value)
    {
        int64_t bit;
        if (!name_index(jr_text(one), field_names(spec->type), &bit)) {
            return refuse_field(fault, REFUSED_RANGE, spec, 0);
        }
        out->i |= (int64_t)1 << bit;
    }
    return true;
}

static bool read_number(const struct jr *value, const struct field_spec *spec, struct val *out,
                        struct act_fault *fault)
{
    char prefix = act_id_prefix(spec->type);
    bool number = spec->type == FIELD_INT;
    if (number ? !jr_is(value, JR_INT) : !jr_is(value, JR_TEXT)) {
        return refuse_field(fault, REFUSED_TYPE, spec, 0);
    }
    bool good = number        ? jr_whole(value, spec->min, spec->max, &out->i)
                : prefix != 0 ? id_parse(jr_text(value), prefix, spec->min, spec->max, &out->i)
                              : name_index(jr_text(value), field_names(spec->type), &out->i);
    return good || refuse_field(fault, REFUSED_RANGE, spec, number ? spec->max : 0);
}

static bool read_value(const struct jr *value, const struct field_spec *spec, struct arena *arena,
                       struct val *out, struct act_fault *fault)
{
    out->set = true;
    if (field_is_text(spec->type)) {
        return read_text(value, spec, arena, out, fault);
    }
    if (spec->type == FIELD_BOOL) {
        out->i = value->n != 0;
        return jr_is(value, JR_BOOL) || refuse_field(fault, REFUSED_TYPE, spec, 0);
    }
    if (spec->type < FIELD_GROUPS) {
        return read_number(value, spec, out, fault);
    }
    if (!read_set(value, spec, out, fault)) {
        return false;
    }
    bool within = out->i >= spec->min && out->i <= spec->max;
    return within || refuse_field(fault, REFUSED_RANGE, spec, 0);
}

// Reading a command

static int field_index(const struct act_spec *spec, struct str name)
{
    for (int i = 0; i < spec->nfields; i++) {
        if (str_eq_cstr(name, spec->fields[i].name)) {
            return i;
        }
    }
    return -1;
}

static bool all_there(const struct act_spec *spec, const struct act *act, unsigned excused,
                      struct act_fault *fault)
{
    for (int i = 0; i < spec->nfields; i++) {
        if (!act->f[i].set && !(spec->fields[i].flags & excused)) {
            return refuse_field(fault, REFUSED_MISSING, &spec->fields[i], 0);
        }
    }
    return true;
}

bool act_fields_read(const struct jr *a, struct arena *arena, struct act *act,
                     struct act_fault *fault)
{
    const struct act_spec *spec = act_spec(act->type);
    if (a != NULL && !jr_is(a, JR_OBJECT)) {
        return refuse(fault, REFUSED_TYPE, STR("a"), 0);
    }
    JR_EACH(value, a)
    {
        int i = field_index(spec, value->key);
        if (i < 0 || (spec->fields[i].flags & FIELD_OUT)) {
            return refuse(fault, REFUSED_UNKNOWN_FIELD, value->key, 0);
        }
        if (!jr_is(value, JR_NULL) &&
            !read_value(value, &spec->fields[i], arena, &act->f[i], fault)) {
            return false;
        }
    }
    return all_there(spec, act, FIELD_OPTIONAL | FIELD_OUT, fault);
}

static bool read_meant(const struct jr *value, struct meant *out)
{
    int64_t n = 0;
    bool good = false;
    if (str_eq_cstr(value->key, "table")) {
        good = id_parse(jr_text(value), 't', 1, TABLES_MAX, &n);
        out->table = (uint16_t)n;
    } else if (str_eq_cstr(value->key, "phase")) {
        good = jr_whole(value, -1, PHASES_MAX, &n);
        out->has_phase = true;
        out->phase = (int8_t)n;
    } else {
        good = jr_whole(value, 1, JSON_SAFE_INT, &n);
        *(str_eq_cstr(value->key, "wording") ? &out->wording : &out->undoes) = (uint64_t)n;
    }
    return good;
}

bool act_meant_read(const struct jr *at, struct meant *out, struct act_fault *fault)
{
    static const char *const keys[] = {"table", "phase", "wording", "undoes", NULL};
    int64_t known;
    if (at != NULL && !jr_is(at, JR_NULL) && !jr_is(at, JR_OBJECT)) {
        return refuse(fault, REFUSED_TYPE, STR("at"), 0);
    }
    JR_EACH(value, at)
    {
        if (!name_index(value->key, keys, &known)) {
            return refuse(fault, REFUSED_UNKNOWN_FIELD, value->key, 0);
        }
        if (!jr_is(value, JR_NULL) && !read_meant(value, out)) {
            return refuse(fault, REFUSED_RANGE, value->key, 0);
        }
    }
    return true;
}

bool act_credit_read(const struct jr *credit, struct act *act, struct act_fault *fault)
{
    if (credit == NULL || jr_is(credit, JR_NULL)) {
        return true;
    }
    if (!jr_is(credit, JR_ARRAY)) {
        return refuse(fault, REFUSED_TYPE, STR("credit"), 0);
    }
    if (credit->count > CREDIT_MAX) {
        return refuse(fault, REFUSED_TOO_LONG, STR("credit"), CREDIT_MAX);
    }
    JR_EACH(one, credit)
    {
        int64_t person;
        if (!id_parse(jr_text(one), 'p', 1, PEOPLE_MAX, &person)) {
            return refuse(fault, REFUSED_RANGE, STR("credit"), 0);
        }
        act->credit[act->ncredit++] = (uint16_t)person;
    }
    return true;
}

// Writing a record

static void write_id(struct jw *w, const char *key, char prefix, int64_t n)
{
    char id[24];
    snprintf(id, sizeof id, "%c%lld", prefix, (long long)n);
    jw_kcstr(w, key, id);
}

static void write_set(struct jw *w, const struct field_spec *spec, int64_t bits)
{
    const char *const *names = field_names(spec->type);
    jw_karr(w, spec->name);
    for (int i = 0; names[i] != NULL; i++) {
        if (bits >> i & 1) {
            jw_cstr(w, names[i]);
        }
    }
    jw_end(w);
}

void act_value_write(struct jw *w, const struct field_spec *spec, const struct val *val)
{
    char prefix = act_id_prefix(spec->type);
    if (spec->type == FIELD_DIGEST) {
        char hex[HEX_HASH];
        hex_write((const unsigned char *)val->s.p, ACT_HASH_BYTES, hex);
        jw_kstr(w, spec->name, (struct str){hex, sizeof hex});
    } else if (field_is_text(spec->type)) {
        jw_kstr(w, spec->name, val->s);
    } else if (prefix != 0) {
        write_id(w, spec->name, prefix, val->i);
    } else if (spec->type == FIELD_INT) {
        jw_kint(w, spec->name, val->i);
    } else if (spec->type == FIELD_BOOL) {
        jw_kbool(w, spec->name, val->i != 0);
    } else if (spec->type < FIELD_GROUPS) {
        jw_kcstr(w, spec->name, field_names(spec->type)[val->i]);
    } else {
        write_set(w, spec, val->i);
    }
}

// The name that a part is kept under.
static void part_name(char out[ACT_PRIVATE_NAME], const char *field, int i)
{
    if (i == 0) {
        snprintf(out, ACT_PRIVATE_NAME, "%s", field);
    } else {
        snprintf(out, ACT_PRIVATE_NAME, "%s.%d", field, i + 1);
    }
}

// Its commitment as hex digits.
static void seal_one(const struct act_sealer *sealer, struct act_private *out, char hex[HEX_HASH])
{
    unsigned char hash[ACT_HASH_BYTES];
    sealer->seal(sealer->ctx, out->text, out->salt, hash);
    hex_write(hash, sizeof hash, hex);
}

static int write_sealed_parts(struct jw *w, const struct field_spec *spec, const struct val *val,
                              const struct act_sealer *sealer, struct act_private *out)
{
    char hex[HEX_HASH], id[ACTOR_NAME_MAX];
    size_t at = 0;
    jw_karr(w, "#");
    for (int i = 0; i < val->nparts; i++) {
        part_name(out[i].field, spec->name, i);
        out[i].by = val->parts[i].by;
        out[i].text = str_sub(val->s, at, val->parts[i].n);
        at += val->parts[i].n;
        seal_one(sealer, &out[i], hex);
        jw_str(w, (struct str){hex, sizeof hex});
    }
    jw_end(w);
    jw_karr(w, "by");
    for (int i = 0; i < val->nparts; i++) {
        actor_name(val->parts[i].by, id);
        jw_cstr(w, id);
    }
    jw_end(w);
    return val->nparts;
}

static int write_sealed(struct jw *w, const struct field_spec *spec, const struct act *act,
                        const struct val *val, const struct act_sealer *sealer,
                        struct act_private *out)
{
    char hex[HEX_HASH];
    int n = 1;
    jw_kobj(w, spec->name);
    if (val->nparts > 0) {
        n = write_sealed_parts(w, spec, val, sealer, out);
    } else {
        part_name(out->field, spec->name, 0);
        out->by = act_words_of(act);
        out->text = val->s;
        seal_one(sealer, out, hex);
        jw_kstr(w, "#", (struct str){hex, sizeof hex});
    }
    jw_end(w);
    return n;
}

// As JSON: `"p3"`, 4, true. Of what was not said null, or an empty text.
static void print_value(char out[ACT_PRIVATE_VALUE], const struct field_spec *spec,
                        const struct val *val)
{
    char prefix = act_id_prefix(spec->type);
    if (field_is_text(spec->type) || !val->set) {
        snprintf(out, ACT_PRIVATE_VALUE, "%s", field_is_text(spec->type) ? "" : "null");
    } else if (prefix != 0) {
        snprintf(out, ACT_PRIVATE_VALUE, "\"%c%d\"", prefix, (int)val->i);
    } else if (spec->type == FIELD_INT) {
        snprintf(out, ACT_PRIVATE_VALUE, "%d", (int)val->i);
    } else if (spec->type == FIELD_BOOL) {
        snprintf(out, ACT_PRIVATE_VALUE, "%s", val->i ? "true" : "false");
    } else {
        snprintf(out, ACT_PRIVATE_VALUE, "\"%s\"", field_names(spec->type)[val->i]);
    }
}

// What nobody is to see: that it was not said either. Nobody's words are in it.
static int write_sealed_value(struct jw *w, const struct field_spec *spec, const struct val *val,
                              const struct act_sealer *sealer, struct act_private *out)
{
    char hex[HEX_HASH];
    part_name(out->field, spec->name, 0);
    out->by = 0;
    print_value(out->value, spec, val);
    out->text = str_from_cstr(out->value);
    seal_one(sealer, out, hex);
    jw_kobj(w, spec->name);
    jw_kstr(w, "#", (struct str){hex, sizeof hex});
    jw_end(w);
    return 1;
}

// An empty text hides nothing; in clear, those who may not read texts still see that it was
// emptied.
static bool is_kept_apart(const struct field_spec *spec, const struct val *val)
{
    bool sealed = field_is_text(spec->type) && (spec->flags & FIELD_SEALED);
    return ((spec->flags & FIELD_PRIVATE) || sealed) && val->s.n > 0;
}

static int write_fields(struct jw *w, const struct act *act, const struct act_sealer *sealer,
                        struct act_private *privates)
{
    const struct act_spec *spec = act_spec(act->type);
    int n = 0;
    jw_kobj(w, "a");
    for (int i = 0; i < spec->nfields; i++) {
        const struct field_spec *field = &spec->fields[i];
        if (act->f[i].set && sealer != NULL && is_kept_apart(field, &act->f[i])) {
            n += write_sealed(w, field, act, &act->f[i], sealer, &privates[n]);
        } else if (sealer != NULL && (field->flags & FIELD_SEALED)) {
            n += write_sealed_value(w, field, &act->f[i], sealer, &privates[n]);
        } else if (act->f[i].set) {
            act_value_write(w, field, &act->f[i]);
        }
    }
    jw_end(w);
    return n;
}

int act_record_write(struct jw *w, const struct act_record *record, const struct act_sealer *sealer,
                     struct act_private *privates)
{
    const struct act *act = &record->act;
    char id[ACTOR_NAME_MAX];
    jw_obj(w);
    jw_kint(w, "seq", (int64_t)record->seq);
    jw_kint(w, "t", (int64_t)act->t_ms);
    actor_name(act->by, id);
    jw_kcstr(w, "by", id);
    jw_kcstr(w, "act", act_spec(act->type)->name);
    if (act->ncredit > 0) {
        jw_karr(w, "credit");
        for (int i = 0; i < act->ncredit; i++) {
            actor_name(act->credit[i], id);
            jw_cstr(w, id);
        }
        jw_end(w);
    }
    int n = write_fields(w, act, sealer, privates);
    if (record->command.n > 0) {
        jw_kstr(w, "cmd", record->command);
    }
    jw_end(w);
    return n;
}

// Reading a record: what was accepted once is taken as it stands, only bounds of memory are held.

static bool fail(struct buf *fault, const char *what, struct str detail)
{
    buf_puts(fault, what);
    buf_str(fault, str_sub(detail, 0, 80));
    return false;
}

struct record_reader {
    struct arena *arena;
    const struct act_opener *opener;
    struct act_record *out;
};

// Opens what was kept under that name: {NULL, 0}, and `hidden`, when it is there no more.
static bool open_one(struct record_reader *r, const char *name, const struct jr *hex,
                     struct val *out, struct str *text)
{
    unsigned char hash[ACT_HASH_BYTES];
    *text = (struct str){NULL, 0};
    if (!hex_read(jr_text(hex), hash, sizeof hash)) {
        return false;
    }
    bool there = r->opener != NULL &&
                 r->opener->open(r->opener->ctx, r->out->seq, str_from_cstr(name), hash, text);
    if (!there) {
        *text = (struct str){NULL, 0};
        out->hidden = r->out->erased = true;
    }
    return true;
}

// The parts one after another.
static bool join_parts(struct record_reader *r, const struct str *text, size_t n, struct val *out)
{
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++) {
        bytes += text[i].n;
    }
    char *all = arena_alloc(r->arena, bytes + 1);
    out->s = (struct str){all, 0};
    for (size_t i = 0; i < n && all != NULL; i++) {
        if (text[i].n > 0) {
            memcpy(all + out->s.n, text[i].p, text[i].n);
        }
        out->s.n += text[i].n;
    }
    return all != NULL;
}

// What is left of it is the text. Parts that are no more are in the list, without bytes.
static bool read_parts(struct record_reader *r, const struct field_spec *spec,
                       const struct jr *hashes, const struct jr *by, struct val *out)
{
    char name[ACT_PRIVATE_NAME];
    struct part *parts = arena_new_n(r->arena, struct part, PARTS_MAX);
    struct str text[PARTS_MAX];
    size_t n = 0;
    if (!jr_is(hashes, JR_ARRAY) || !jr_is(by, JR_ARRAY) || hashes->count != by->count ||
        by->count < 1 || by->count > PARTS_MAX || parts == NULL) {
        return false;
    }
    const struct jr *writer = by + 1;
    JR_EACH(hash, hashes)
    {
        int64_t who;
        part_name(name, spec->name, (int)n);
        if (!id_parse(jr_text(writer), 'p', 1, PEOPLE_MAX, &who) ||
            !open_one(r, name, hash, out, &text[n]) || text[n].n > UINT16_MAX) {
            return false;
        }
        parts[n] = (struct part){(uint16_t)who, (uint16_t)text[n].n};
        n++;
        writer += writer->span;
    }
    out->parts = parts;
    out->nparts = (uint8_t)n;
    return join_parts(r, text, n, out);
}

// As write_sealed_value put it.
static bool value_of(struct str text, struct jr *out)
{
    bool quoted = text.n >= 2 && text.p[0] == '"' && text.p[text.n - 1] == '"';
    *out = (struct jr){.span = 1};
    if (quoted) {
        out->kind = JR_TEXT;
        out->text = str_sub(text, 1, text.n - 2);
        return true;
    }
    if (str_eq(text, STR("null"))) {
        return true;
    }
    if (str_eq(text, STR("true")) || str_eq(text, STR("false"))) {
        out->kind = JR_BOOL;
        out->n = text.p[0] == 't';
        return true;
    }
    out->kind = JR_INT;
    return str_int(text, INT32_MIN, INT32_MAX, &out->n);
}

static bool read_sealed_value(struct record_reader *r, const struct field_spec *spec,
                              const struct jr *hash, struct val *out)
{
    struct act_fault ignored;
    struct str text;
    struct jr value;
    if (!open_one(r, spec->name, hash, out, &text) || (!out->hidden && !value_of(text, &value))) {
        return false;
    }
    if (!out->hidden && value.kind == JR_NULL) {
        out->set = false;
        return spec->flags & FIELD_OPTIONAL;
    }
    return out->hidden || read_value(&value, spec, r->arena, out, &ignored);
}

static bool read_sealed(struct record_reader *r, const struct field_spec *spec,
                        const struct jr *value, struct val *out)
{
    const struct jr *hash = jr_member(value, "#"), *by = jr_member(value, "by");
    out->set = true;
    if (value->count != (by ? 2 : 1)) {
        return false;
    }
    if (!field_is_text(spec->type) && (spec->flags & FIELD_SEALED)) {
        return read_sealed_value(r, spec, hash, out);
    }
    if (!field_is_text(spec->type) || spec->type == FIELD_DIGEST) {
        return false;
    }
    if (spec->flags & FIELD_SEALED) {
        bool good = !by && open_one(r, spec->name, hash, out, &out->s);
        out->set = out->hidden || out->s.n > 0;
        return good;
    }
    return by ? read_parts(r, spec, hash, by, out) : open_one(r, spec->name, hash, out, &out->s);
}

static bool read_digest(struct record_reader *r, const struct jr *value, struct val *out)
{
    unsigned char *digest = arena_alloc(r->arena, ACT_HASH_BYTES);
    out->set = true;
    out->s = (struct str){(const char *)digest, ACT_HASH_BYTES};
    return digest && hex_read(jr_text(value), digest, ACT_HASH_BYTES);
}

static bool read_record_value(struct record_reader *r, const struct field_spec *spec,
                              const struct jr *value, struct val *out)
{
    struct act_fault ignored;
    if (jr_is(value, JR_OBJECT)) {
        return read_sealed(r, spec, value, out);
    }
    if (spec->type == FIELD_DIGEST) {
        return read_digest(r, value, out);
    }
    if (!field_is_text(spec->type)) {
        return read_value(value, spec, r->arena, out, &ignored);
    }
    out->set = true;
    out->s = arena_str(r->arena, jr_text(value));
    return jr_is(value, JR_TEXT) && (out->s.p != NULL || value->text.n == 0);
}

static bool read_record_fields(struct record_reader *r, const struct jr *a, struct buf *fault)
{
    const struct act_spec *spec = act_spec(r->out->act.type);
    struct act_fault missing;
    JR_EACH(value, a)
    {
        int i = field_index(spec, value->key);
        if (i < 0 || !read_record_value(r, &spec->fields[i], value, &r->out->act.f[i])) {
            return fail(fault, "wrong field: ", value->key);
        }
    }
    if (!all_there(spec, &r->out->act, FIELD_OPTIONAL | FIELD_OUT, &missing)) {
        return fail(fault, "no such field: ", missing.field);
    }
    return true;
}

static bool read_record(struct record_reader *r, const struct jr *root, struct buf *fault)
{
    struct act *act = &r->out->act;
    struct act_fault ignored;
    int64_t seq, t;
    if (!jr_whole(jr_member(root, "seq"), 1, JSON_SAFE_INT, &seq) ||
        !jr_whole(jr_member(root, "t"), 0, JSON_SAFE_INT, &t)) {
        return fail(fault, "no seq or no time", (struct str){NULL, 0});
    }
    r->out->seq = (uint64_t)seq;
    act->t_ms = (uint64_t)t;
    act->type = act_by_name(jr_text(jr_member(root, "act")));
    if (act->type == ACT_TYPES) {
        return fail(fault, "unknown act: ", jr_text(jr_member(root, "act")));
    }
    if (!actor_parse(jr_text(jr_member(root, "by")), &act->by) ||
        !act_credit_read(jr_member(root, "credit"), act, &ignored)) {
        return fail(fault, "wrong actor or credit: ", jr_text(jr_member(root, "by")));
    }
    r->out->command = arena_str(r->arena, jr_text(jr_member(root, "cmd")));
    return read_record_fields(r, jr_member(root, "a"), fault);
}

bool act_record_read(struct str line, struct arena *arena, const struct act_opener *opener,
                     struct act_record *out, struct buf *fault)
{
    struct jr values[JR_VALUES_MAX];
    const char *why = "too long";
    memset(out, 0, sizeof *out);
    if (line.n > RECORD_BYTES_MAX || !jr_read(line, RECORD_DEPTH_MAX, arena, values, &why)) {
        return fail(fault, "not JSON: ", str_from_cstr(why));
    }
    return read_record(&(struct record_reader){arena, opener, out}, values, fault);
}
