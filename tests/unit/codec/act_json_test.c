// Acts both ways: random ones of every type come back the same; wrong frames are refused by name.
#include <criterion/criterion.h>
#include <string.h>

#include "base/util.h"
#include "codec/act_json.h"
#include "codec/wire_json.h"

static struct arena arena;
static struct buf text, fault;

static void setup(void)
{
    arena_init(&arena, 1 << 20);
    buf_init(&text, 64 << 10);
    buf_init(&fault, 4096);
}

static void teardown(void)
{
    arena_free(&arena);
    buf_free(&text);
    buf_free(&fault);
}

TestSuite(act_json, .init = setup, .fini = teardown);

static uint64_t state = 88172645463325252u;

static int64_t any(int64_t min, int64_t max)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return min + (int64_t)(state % (uint64_t)(max - min + 1));
}

// P16
Test(act_json, actors_keep_their_names)
{
    static const struct {
        int by;
        const char *name;
    } all[] = {{0, "sys"}, {1, "p1"}, {PEOPLE_MAX, "p999"}, {-1, "f1"}, {-FACILITATORS_MAX, "f24"}};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        char name[ACTOR_NAME_MAX];
        int by = 99;
        actor_name(all[i].by, name);
        cr_assert_str_eq(name, all[i].name);
        cr_assert(actor_parse(str_from_cstr(name), &by) && by == all[i].by);
    }
}

static struct str any_text(const struct field_spec *spec)
{
    static const char *const pieces[] = {"a", "é", "\u00a0", "\"", "\\", "’", "1", "😀"};
    struct buf b;
    int64_t n = any(spec->min, spec->min > spec->max / 2 ? spec->max : spec->max / 2);
    buf_init(&b, 16384);
    for (int64_t i = 0; i < n; i++) {
        bool edge = spec->type == FIELD_DIGEST || i == 0 || i == n - 1 || b.p[b.n - 1] == '\xa0';
        buf_puts(&b, edge ? "x" : pieces[any(0, 7)]);
    }
    struct str out = arena_str(&arena, buf_view(&b));
    buf_free(&b);
    return out;
}

static struct act any_act(enum act_type type)
{
    const struct act_spec *spec = act_spec(type);
    struct act act = {.type = type, .by = (int)any(-FACILITATORS_MAX, PEOPLE_MAX)};
    act.t_ms = (uint64_t)any(0, (int64_t)1 << 50);
    act.ncredit = (uint8_t)any(0, CREDIT_MAX);
    for (int i = 0; i < act.ncredit; i++) {
        act.credit[i] = (uint16_t)any(1, PEOPLE_MAX);
    }
    for (int i = 0; i < spec->nfields; i++) {
        const struct field_spec *field = &spec->fields[i];
        act.f[i].set = !(field->flags & FIELD_OPTIONAL) || any(0, 1);
        bool is_text = field_is_text(field->type);
        if (act.f[i].set && is_text) {
            act.f[i].s = any_text(field);
        } else if (act.f[i].set) {
            act.f[i].i = any(field->min, field->max);
        }
    }
    return act;
}

static void same(const struct act *a, const struct act *b)
{
    const char *name = act_spec(a->type)->name;
    cr_assert(a->type == b->type && a->by == b->by && a->t_ms == b->t_ms, "%s", name);
    cr_assert(a->ncredit == b->ncredit, "%s", name);
    cr_assert_arr_eq(a->credit, b->credit, sizeof a->credit);
    for (int i = 0; i < ACT_FIELDS_MAX; i++) {
        cr_assert(a->f[i].set == b->f[i].set && a->f[i].i == b->f[i].i, "%s field %d", name, i);
        cr_assert(str_eq(a->f[i].s, b->f[i].s), "%s field %d: " STR_FMT, name, i,
                  STR_ARG(b->f[i].s));
    }
}

// A side table of one record: the «hash» holds the place of the text.
struct side {
    struct str texts[ACT_FIELDS_MAX];
    unsigned char n;
};

static void seal(void *ctx, struct str words, unsigned char salt[ACT_SALT_BYTES],
                 unsigned char hash[ACT_HASH_BYTES])
{
    struct side *side = ctx;
    memset(salt, 7, ACT_SALT_BYTES);
    memset(hash, 0xab, ACT_HASH_BYTES);
    hash[0] = side->n;
    side->texts[side->n++] = words;
}

static bool unseal(void *ctx, uint64_t seq, struct str field,
                   const unsigned char hash[ACT_HASH_BYTES], struct str *words)
{
    struct side *side = ctx;
    cr_assert(seq == 12 && field.n > 0 && hash[0] < side->n && hash[31] == 0xab);
    *words = side->texts[hash[0]];
    return true;
}

static void round_trip(enum act_type type)
{
    struct side side = {.n = 0};
    struct act_private privates[ACT_PRIVATES_MAX];
    struct act_record in = {12, any_act(type), STR("cmd-1"), false}, out;
    struct jw w;
    buf_reset(&text);
    jw_init(&w, &text);
    int n = act_record_write(&w, &in, &(struct act_sealer){&side, seal}, privates);
    cr_assert(jw_done(&w) && n == side.n);
    bool good =
        act_record_read(buf_view(&text), &arena, &(struct act_opener){&side, unseal}, &out, &fault);
    cr_assert(good, "%s: %s", buf_cstr(&text), buf_cstr(&fault));
    cr_assert(out.seq == 12 && str_eq(out.command, STR("cmd-1")) && !out.erased);
    same(&in.act, &out.act);
}

Test(act_json, every_act_comes_back)
{
    for (int round = 0; round < 20; round++) {
        for (int type = 0; type < ACT_TYPES; type++) {
            arena_reset(&arena);
            round_trip((enum act_type)type);
        }
    }
}

Test(act_json, private_words_stay_out_of_the_record)
{
    struct side side = {.n = 0};
    struct act_private privates[ACT_PRIVATES_MAX];
    struct act_record in = {12, {.type = ACT_SAY, .by = -1}, {NULL, 0}, false}, out;
    struct jw w;
    VAL(&in.act, SAY, TEXT) = (struct val){.set = true, .s = STR("Bonsoir")};
    jw_init(&w, &text);
    cr_assert(act_record_write(&w, &in, &(struct act_sealer){&side, seal}, privates) == 1);
    cr_assert_null(strstr(buf_cstr(&text), "Bonsoir"));
    cr_assert_str_eq(privates[0].field, "text");
    cr_assert(act_record_read(buf_view(&text), &arena, NULL, &out, &fault));
    cr_assert(out.erased && VAL(&out.act, SAY, TEXT).set && VAL(&out.act, SAY, TEXT).s.n == 0);
}

// What a record of a stance looks like does not tell an objection from a support.
Test(act_json, what_is_sealed_hides_whether_it_was_said)
{
    static const char *const members[] = {"stance", "reason", "why", "could"};
    for (int stance = 0; stance < 3; stance += 2) {
        struct side side = {.n = 0};
        struct act_private privates[ACT_PRIVATES_MAX];
        struct act_record in = {12, {.type = ACT_STANCE, .by = 3}, {NULL, 0}, false}, out;
        struct jw w;
        VAL(&in.act, STANCE, CLAUSE) = val_int(1);
        VAL(&in.act, STANCE, STANCE) = val_int(stance);
        if (stance)
            VAL(&in.act, STANCE, COULD) = val_text(STR("null"));
        buf_reset(&text);
        jw_init(&w, &text);
        int n = act_record_write(&w, &in, &(struct act_sealer){&side, seal}, privates);
        cr_assert(jw_done(&w) && n == 4);
        for (int i = 0; i < n; i++) {
            cr_assert_str_eq(privates[i].field, members[i]);
            cr_assert_eq(privates[i].by, stance && i == 3 ? 3 : 0, "%s", members[i]);
        }
        cr_assert(act_record_read(buf_view(&text), &arena, &(struct act_opener){&side, unseal},
                                  &out, &fault));
        same(&in.act, &out.act);
        cr_assert(act_record_read(buf_view(&text), &arena, NULL, &out, &fault));
        cr_assert(out.erased && VAL(&out.act, STANCE, STANCE).hidden);
    }
}

Test(act_json, each_part_of_a_text_is_its_writers)
{
    struct side side = {.n = 0};
    struct act_private privates[ACT_PRIVATES_MAX];
    const struct part parts[] = {{3, 5}, {8, 4}, {3, 2}};
    struct act_record in = {12, {.type = ACT_PROPOSE, .by = 8}, {NULL, 0}, false}, out;
    struct jw w;
    VAL(&in.act, PROPOSE, CLAUSE) = val_int(1);
    VAL(&in.act, PROPOSE, TEXT) = val_text(STR("Alix Bao x."));
    VAL(&in.act, PROPOSE, TEXT).parts = parts;
    VAL(&in.act, PROPOSE, TEXT).nparts = 3;
    jw_init(&w, &text);
    cr_assert(act_record_write(&w, &in, &(struct act_sealer){&side, seal}, privates) == 3);
    cr_assert(jw_done(&w));
    cr_assert(privates[0].by == 3 && privates[1].by == 8 && privates[2].by == 3);
    cr_assert_str_eq(privates[2].field, "text.3");
    cr_assert(str_eq_cstr(privates[0].text, "Alix ") && str_eq_cstr(privates[1].text, "Bao ") &&
              str_eq_cstr(privates[2].text, "x."));
    cr_assert(
        act_record_read(buf_view(&text), &arena, &(struct act_opener){&side, unseal}, &out, &fault),
        "%s", buf_cstr(&fault));
    const struct val *v = &VAL(&out.act, PROPOSE, TEXT);
    cr_assert(str_eq_cstr(v->s, "Alix Bao x.") && v->nparts == 3 && !v->hidden);
    cr_assert(v->parts[1].by == 8 && v->parts[1].n == 4);
    cr_assert(act_record_read(buf_view(&text), &arena, NULL, &out, &fault));
    cr_assert(v->s.n == 0 && v->nparts == 3 && v->hidden && v->parts[0].n == 0);
}

Test(act_json, ratings_stay_out_of_the_record)
{
    struct side side = {.n = 0};
    struct act_private privates[ACT_PRIVATES_MAX];
    struct act_record in = {12, {.type = ACT_RATE, .by = 3}, {NULL, 0}, false}, out;
    struct jw w;
    VAL(&in.act, RATE, PERSON) = val_int(7);
    VAL(&in.act, RATE, VALUE) = val_int(4);
    jw_init(&w, &text);
    cr_assert(act_record_write(&w, &in, &(struct act_sealer){&side, seal}, privates) == 2);
    cr_assert_null(strstr(buf_cstr(&text), "p7"));
    cr_assert(privates[0].by == 0 && str_eq_cstr(privates[0].text, "\"p7\""));
    cr_assert(act_record_read(buf_view(&text), &arena, NULL, &out, &fault));
    cr_assert(VAL(&out.act, RATE, PERSON).hidden && VAL(&out.act, RATE, VALUE).hidden);
}

static const struct {
    const char *frame;
    enum refusal_code code;
    const char *field;
} refused[] = {
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"p1\",\"act\":\"fly\"}", REFUSED_UNKNOWN_ACT, "act"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"sys\",\"act\":\"tick\"}", REFUSED_NOT_ALLOWED, "as"},
    {"{\"t\":\"do\",\"as\":\"p1\",\"act\":\"ready\"}", REFUSED_MISSING, "id"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"p1\",\"act\":\"ready\",\"a\":{\"z\":1}}",
     REFUSED_UNKNOWN_FIELD, "z"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"p1\",\"act\":\"ready\",\"z\":1}", REFUSED_UNKNOWN_FIELD,
     "z"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"f1\",\"act\":\"say\"}", REFUSED_MISSING, "text"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"f1\",\"act\":\"say\",\"a\":{\"text\":7}}", REFUSED_TYPE,
     "text"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"f1\",\"act\":\"say\",\"a\":{\"text\":\" \\u200b \"}}",
     REFUSED_EMPTY, "text"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"f1\",\"act\":\"extend\",\"a\":{\"seconds\":5000000000}}",
     REFUSED_RANGE, "seconds"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"f1\",\"act\":\"extend\",\"a\":{\"seconds\":1.0}}",
     REFUSED_TYPE, "seconds"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"f1\",\"act\":\"remove\",\"a\":{\"person\":\"p1000\"}}",
     REFUSED_RANGE, "person"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"f1\",\"act\":\"next\",\"a\":{\"phase\":1}}",
     REFUSED_UNKNOWN_FIELD, "phase"},
    {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"p1\",\"act\":\"ready\",\"credit\":[\"t1\"]}",
     REFUSED_RANGE, "credit"},
    {"{\"t\":\"look\",\"id\":1,\"room\":"
     "\"12345678901234567890123456789012345678901234567890123456789012345\"}",
     REFUSED_TOO_LONG, "room"},
    {"{\"t\":\"create\",\"id\":1}", REFUSED_MISSING, "options"},
    {"{\"t\":\"create\",\"id\":1,\"options\":{\"colour\":1}}", REFUSED_UNKNOWN_FIELD, "colour"},
};

Test(act_json, what_is_wrong_is_named)
{
    static struct wire_in in;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct act_fault why;
        enum wire_result result = wire_read(str_from_cstr(refused[i].frame), &arena, &in, &why);
        cr_assert(result == WIRE_REFUSED, "%s: %d", refused[i].frame, result);
        cr_assert(why.code == refused[i].code, "%s: %s", refused[i].frame, refusal_name(why.code));
        cr_assert(str_eq_cstr(why.field, refused[i].field), "%s: " STR_FMT, refused[i].frame,
                  STR_ARG(why.field));
    }
}

Test(act_json, broken_frames)
{
    static struct wire_in in;
    static const char *const broken[] = {
        "", "7", "{", "{\"t\":\"dance\"}", "{\"t\":\"do\",\"t\":\"do\"}", "[[[[[[[[]]]]]]]]",
    };
    struct act_fault why;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        cr_assert(wire_read(str_from_cstr(broken[i]), &arena, &in, &why) == WIRE_BROKEN, "%s",
                  broken[i]);
    }
}

Test(act_json, a_whole_create)
{
    static struct wire_in in;
    struct act_fault why;
    cr_assert(wire_read(STR("{\"t\":\"create\",\"id\":5,\"key\":\"k\",\"options\":{\"scenario\":"
                            "\"la-brunante\",\"lang\":\"fr\",\"tables\":2,\"places\":7,"
                            "\"seconds\":[300,900,1200,900,300]}}"),
                        &arena, &in, &why) == WIRE_OK);
    cr_assert(in.type == WIRE_CREATE && in.id_is_number && str_eq(in.id, STR("5")));
    cr_assert(in.options.tables == 2 && in.options.places == 7);
    cr_assert(str_eq(in.options.seconds, STR("300,900,1200,900,300")));
}
