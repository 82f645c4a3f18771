#include "codec/act_json.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/util.h"
#include "codec/json_parts.h"

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

static bool refuse(struct act_fault *fault, enum refusal_code code, const char *field,
                   int64_t limit)
{
    *fault = (struct act_fault){code, str_from_cstr(field), limit};
    return false;
}

static bool read_text(const json_t *value, const struct field_spec *spec, struct arena *arena,
                      struct val *out, struct act_fault *fault)
{
    struct str in = json_view(value);
    if (!json_is_string(value)) {
        return refuse(fault, REFUSED_TYPE, spec->name, 0);
    }
    char *copy = arena_alloc(arena, in.n);
    if (copy == NULL) {
        return refuse(fault, REFUSED_TOO_LONG, spec->name, spec->max);
    }
    unsigned lines = spec->type == FIELD_LONG ? UTF8_MULTI_LINE : UTF8_ONE_LINE;
    out->s = utf8_clean(in, copy, SIZE_MAX, lines);
    size_t count = utf8_count(out->s);
    if (count > (size_t)spec->max) {
        return refuse(fault, REFUSED_TOO_LONG, spec->name, spec->max);
    }
    if (count < (size_t)spec->min) {
        return refuse(fault, REFUSED_EMPTY, spec->name, spec->min);
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

static bool read_set(const json_t *value, const struct field_spec *spec, struct val *out,
                     struct act_fault *fault)
{
    if (!json_is_array(value)) {
        return refuse(fault, REFUSED_TYPE, spec->name, 0);
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        int64_t bit;
        if (!name_index(json_view(json_array_get(value, i)), field_names(spec->type), &bit)) {
            return refuse(fault, REFUSED_RANGE, spec->name, 0);
        }
        out->i |= (int64_t)1 << bit;
    }
    return true;
}

static bool read_number(const json_t *value, const struct field_spec *spec, struct val *out,
                        struct act_fault *fault)
{
    char prefix = act_id_prefix(spec->type);
    bool number = spec->type == FIELD_INT;
    if (number ? !json_is_integer(value) : !json_is_string(value)) {
        return refuse(fault, REFUSED_TYPE, spec->name, 0);
    }
    bool good = number        ? json_whole(value, spec->min, spec->max, &out->i)
                : prefix != 0 ? id_parse(json_view(value), prefix, spec->min, spec->max, &out->i)
                              : name_index(json_view(value), field_names(spec->type), &out->i);
    return good || refuse(fault, REFUSED_RANGE, spec->name, number ? spec->max : 0);
}

static bool read_value(const json_t *value, const struct field_spec *spec, struct arena *arena,
                       struct val *out, struct act_fault *fault)
{
    out->set = true;
    if (field_is_text(spec->type)) {
        return read_text(value, spec, arena, out, fault);
    }
    if (spec->type == FIELD_BOOL) {
        out->i = json_is_true(value);
        return json_is_boolean(value) || refuse(fault, REFUSED_TYPE, spec->name, 0);
    }
    if (spec->type < FIELD_GROUPS) {
        return read_number(value, spec, out, fault);
    }
    if (!read_set(value, spec, out, fault)) {
        return false;
    }
    bool within = out->i >= spec->min && out->i <= spec->max;
    return within || refuse(fault, REFUSED_RANGE, spec->name, 0);
}

// Reading a command

static int field_index(const struct act_spec *spec, const char *name)
{
    for (int i = 0; i < spec->nfields; i++) {
        if (strcmp(spec->fields[i].name, name) == 0) {
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
            return refuse(fault, REFUSED_MISSING, spec->fields[i].name, 0);
        }
    }
    return true;
}

bool act_fields_read(const json_t *a, struct arena *arena, struct act *act, struct act_fault *fault)
{
    const struct act_spec *spec = act_spec(act->type);
    const char *key;
    json_t *value;
    if (a != NULL && !json_is_object(a)) {
        return refuse(fault, REFUSED_TYPE, "a", 0);
    }
    json_object_foreach((json_t *)a, key, value)
    {
        int i = field_index(spec, key);
        if (i < 0 || (spec->fields[i].flags & FIELD_OUT)) {
            return refuse(fault, REFUSED_UNKNOWN_FIELD, key, 0);
        }
        if (!json_is_null(value) &&
            !read_value(value, &spec->fields[i], arena, &act->f[i], fault)) {
            return false;
        }
    }
    return all_there(spec, act, FIELD_OPTIONAL | FIELD_OUT, fault);
}

static bool read_meant(const char *key, const json_t *value, struct meant *out)
{
    int64_t n = 0;
    bool good = false;
    if (strcmp(key, "table") == 0) {
        good = id_parse(json_view(value), 't', 1, TABLES_MAX, &n);
        out->table = (uint16_t)n;
    } else if (strcmp(key, "phase") == 0) {
        good = json_whole(value, -1, PHASES_MAX, &n);
        out->has_phase = true;
        out->phase = (int8_t)n;
    } else {
        good = json_whole(value, 1, JSON_SAFE_INT, &n);
        *(strcmp(key, "wording") == 0 ? &out->wording : &out->undoes) = (uint64_t)n;
    }
    return good;
}

bool act_meant_read(const json_t *at, struct meant *out, struct act_fault *fault)
{
    static const char *const keys[] = {"table", "phase", "wording", "undoes", NULL};
    const char *key;
    json_t *value;
    int64_t known;
    if (at != NULL && !json_is_null(at) && !json_is_object(at)) {
        return refuse(fault, REFUSED_TYPE, "at", 0);
    }
    json_object_foreach((json_t *)at, key, value)
    {
        if (!name_index(str_from_cstr(key), keys, &known)) {
            return refuse(fault, REFUSED_UNKNOWN_FIELD, key, 0);
        }
        if (!json_is_null(value) && !read_meant(key, value, out)) {
            return refuse(fault, REFUSED_RANGE, key, 0);
        }
    }
    return true;
}

bool act_credit_read(const json_t *credit, struct act *act, struct act_fault *fault)
{
    if (credit == NULL || json_is_null(credit)) {
        return true;
    }
    if (!json_is_array(credit)) {
        return refuse(fault, REFUSED_TYPE, "credit", 0);
    }
    if (json_array_size(credit) > CREDIT_MAX) {
        return refuse(fault, REFUSED_TOO_LONG, "credit", CREDIT_MAX);
    }
    for (size_t i = 0; i < json_array_size(credit); i++) {
        int64_t person;
        if (!id_parse(json_view(json_array_get(credit, i)), 'p', 1, PEOPLE_MAX, &person)) {
            return refuse(fault, REFUSED_RANGE, "credit", 0);
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

static void write_sealed(struct jw *w, const struct field_spec *spec, struct str text,
                         const struct act_sealer *sealer, struct act_private *out)
{
    unsigned char hash[ACT_HASH_BYTES];
    char hex[HEX_HASH];
    out->field = spec->name;
    out->text = text;
    sealer->seal(sealer->ctx, text, out->salt, hash);
    hex_write(hash, sizeof hash, hex);
    jw_kobj(w, spec->name);
    jw_kstr(w, "#", (struct str){hex, sizeof hex});
    jw_end(w);
}

// An empty text hides nothing; in clear, those who may not read texts still see that it was
// emptied.
static bool is_private(const struct field_spec *spec, const struct val *val)
{
    return (spec->flags & FIELD_PRIVATE) && val->s.n > 0;
}

static int write_fields(struct jw *w, const struct act *act, const struct act_sealer *sealer,
                        struct act_private *privates)
{
    const struct act_spec *spec = act_spec(act->type);
    int n = 0;
    jw_kobj(w, "a");
    for (int i = 0; i < spec->nfields; i++) {
        const struct field_spec *field = &spec->fields[i];
        if (act->f[i].set && sealer != NULL && is_private(field, &act->f[i])) {
            write_sealed(w, field, act->f[i].s, sealer, &privates[n++]);
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

static bool read_sealed(struct record_reader *r, const struct field_spec *spec, const json_t *value,
                        struct val *out)
{
    unsigned char hash[ACT_HASH_BYTES];
    struct str text = {NULL, 0};
    if (!field_is_text(spec->type) || json_object_size(value) != 1 ||
        !hex_read(json_view(json_object_get(value, "#")), hash, sizeof hash)) {
        return false;
    }
    bool there = r->opener != NULL && r->opener->open(r->opener->ctx, r->out->seq,
                                                      str_from_cstr(spec->name), hash, &text);
    out->set = true;
    out->s = there ? text : (struct str){NULL, 0};
    out->hidden = !there;
    r->out->erased |= !there;
    return true;
}

static bool read_digest(struct record_reader *r, const json_t *value, struct val *out)
{
    unsigned char *digest = arena_alloc(r->arena, ACT_HASH_BYTES);
    out->set = true;
    out->s = (struct str){(const char *)digest, ACT_HASH_BYTES};
    return digest && hex_read(json_view(value), digest, ACT_HASH_BYTES);
}

static bool read_record_value(struct record_reader *r, const struct field_spec *spec,
                              const json_t *value, struct val *out)
{
    struct act_fault ignored;
    if (json_is_object(value)) {
        return read_sealed(r, spec, value, out);
    }
    if (spec->type == FIELD_DIGEST) {
        return read_digest(r, value, out);
    }
    if (!field_is_text(spec->type)) {
        return read_value(value, spec, r->arena, out, &ignored);
    }
    out->set = true;
    out->s = arena_str(r->arena, json_view(value));
    return json_is_string(value) && (out->s.p != NULL || json_string_length(value) == 0);
}

static bool read_record_fields(struct record_reader *r, const json_t *a, struct buf *fault)
{
    const struct act_spec *spec = act_spec(r->out->act.type);
    struct act_fault missing;
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)a, key, value)
    {
        int i = field_index(spec, key);
        if (i < 0 || !read_record_value(r, &spec->fields[i], value, &r->out->act.f[i])) {
            return fail(fault, "wrong field: ", str_from_cstr(key));
        }
    }
    if (!all_there(spec, &r->out->act, FIELD_OPTIONAL | FIELD_OUT, &missing)) {
        return fail(fault, "no such field: ", missing.field);
    }
    return true;
}

static bool read_record(struct record_reader *r, const json_t *root, struct buf *fault)
{
    struct act *act = &r->out->act;
    struct act_fault ignored;
    int64_t seq, t;
    if (!json_whole(json_object_get(root, "seq"), 1, JSON_SAFE_INT, &seq) ||
        !json_whole(json_object_get(root, "t"), 0, JSON_SAFE_INT, &t)) {
        return fail(fault, "no seq or no time", (struct str){NULL, 0});
    }
    r->out->seq = (uint64_t)seq;
    act->t_ms = (uint64_t)t;
    act->type = act_by_name(json_view(json_object_get(root, "act")));
    if (act->type == ACT_TYPES) {
        return fail(fault, "unknown act: ", json_view(json_object_get(root, "act")));
    }
    if (!actor_parse(json_view(json_object_get(root, "by")), &act->by) ||
        !act_credit_read(json_object_get(root, "credit"), act, &ignored)) {
        return fail(fault, "wrong actor or credit: ", json_view(json_object_get(root, "by")));
    }
    r->out->command = arena_str(r->arena, json_view(json_object_get(root, "cmd")));
    return read_record_fields(r, json_object_get(root, "a"), fault);
}

bool act_record_read(struct str line, struct arena *arena, const struct act_opener *opener,
                     struct act_record *out, struct buf *fault)
{
    json_error_t error;
    json_t *root = json_parse(line, RECORD_BYTES_MAX, RECORD_DEPTH_MAX, &error);
    memset(out, 0, sizeof *out);
    if (root == NULL) {
        return fail(fault, "not JSON: ", str_from_cstr(error.text));
    }
    bool good = read_record(&(struct record_reader){arena, opener, out}, root, fault);
    json_decref(root);
    return good;
}
