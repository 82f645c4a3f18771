#include "cli/log_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/jr.h"
#include "base/lang.h"
#include "base/util.h"
#include "codec/act_json.h"
#include "codec/log_header.h"
#include "codec/scenario_json.h"
#include "host/chain.h"
#include "host/secrets.h"

enum { SCENARIO_ARENA_MAX = 4 << 20, ROOM_ARENA_MAX = 64 << 20, SCRATCH_MAX = 4 << 20 };
enum { OPEN_DEPTH = 2, PATH_BYTES = 4096, HASH_SIGNS = 2 * DIGEST_BYTES, FAULT_BYTES = 1024 };

static bool read_stream(FILE *in, struct buf *text, struct buf *fault)
{
    size_t n = 1;
    while (n > 0 && !text->overflow) {
        char part[16384];
        n = fread(part, 1, sizeof part, in);
        buf_put(text, part, n);
    }
    if (ferror(in)) {
        buf_puts(fault, strerror(errno));
        return false;
    }
    if (text->overflow) {
        buf_puts(fault, lang_pick("plus de 64 Mo, ce qu’aucun atelier ne fait",
                                  "larger than 64 MB, which no workshop is"));
        return false;
    }
    return true;
}

bool input_read(const char *path, struct buf *text, struct buf *fault)
{
    buf_reset(text);
    if (strcmp(path, "-") == 0) {
        return read_stream(stdin, text, fault);
    }
    FILE *in = fopen(path, "rb");
    if (in == NULL) {
        buf_puts(fault, strerror(errno));
        return false;
    }
    bool good = read_stream(in, text, fault);
    fclose(in);
    return good;
}

void input_fault_tame(struct buf *fault)
{
    for (size_t i = 0; i < fault->n; i++) {
        unsigned char c = (unsigned char)fault->p[i];
        fault->p[i] = c < 0x20 || c == 0x7f ? '?' : (char)c;
    }
}

bool log_file_is(struct str text)
{
    return str_starts(text, STR("{\"tablee\":\"log\","));
}

// Takes the lines before the records off. The scenario's is empty in a log of format 1.
static struct str cut_records(struct str text, struct str *header, struct str *scenario)
{
    struct str rest = text;
    *header = str_cut(&rest, '\n');
    struct str records = rest, second = str_cut(&rest, '\n');
    bool there = log_scenario_is(second);
    *scenario = there ? second : STR("");
    return there ? rest : records;
}

// A line of records. `open`: what opens it, a JSON object; empty when nothing does.
struct line {
    struct str hash, open;
};

// Takes `,"hash":"…"}` off a line, and what opens it, and puts the brace back: `body` gets the
// bytes that were hashed.
static bool split_line(struct str text, struct buf *body, struct line *out)
{
    struct str before = STR(",\"hash\":\""), after = STR("\"}");
    size_t tail = before.n + HASH_SIGNS + after.n;
    buf_reset(body);
    *out = (struct line){STR(""), STR("")};
    if (text.n <= tail || !str_ends(text, after) ||
        !str_starts(str_sub(text, text.n - tail, tail), before)) {
        return false;
    }
    struct str record = str_sub(text, 0, text.n - tail), key = STR(",\"open\":");
    // No quote stands in a text as it is, so that this is a member.
    const char *at = memmem(record.p, record.n, key.p, key.n);
    if (at != NULL) {
        size_t n = (size_t)(at - record.p);
        out->open = str_sub(record, n + key.n, record.n);
        record.n = n;
    }
    buf_str(body, record);
    buf_char(body, '}');
    out->hash = str_sub(text, text.n - after.n - HASH_SIGNS, HASH_SIGNS);
    return !body->overflow;
}

// What opens a record, read.
struct opening {
    struct jr values[JR_VALUES_MAX];
    bool wrong; // something in it is not what the record holds the hash of
};

static bool opening_read(struct str open, struct arena *arena, struct opening *out)
{
    const char *why;
    out->values[0] = (struct jr){.span = 1};
    out->wrong = false;
    return !open.n || jr_read(open, OPEN_DEPTH, arena, out->values, &why);
}

// Of one field: its salt and its value.
static bool opening_of(const struct jr *pair, unsigned char salt[ACT_SALT_BYTES], struct str *text)
{
    if (!jr_is(pair, JR_ARRAY) || pair->count != 2 || !jr_is(pair + 2, JR_TEXT) ||
        !hex_read(jr_text(pair + 1), salt, ACT_SALT_BYTES)) {
        return false;
    }
    *text = jr_text(pair + 2);
    return true;
}

static bool open_field(void *ctx, uint64_t seq, struct str field,
                       const unsigned char hash[ACT_HASH_BYTES], struct str *text)
{
    struct opening *o = ctx;
    unsigned char salt[ACT_SALT_BYTES], again[ACT_HASH_BYTES];
    UNUSED(seq);
    JR_EACH(pair, o->values)
    {
        if (!str_eq(pair->key, field)) {
            continue;
        }
        bool good = opening_of(pair, salt, text);
        if (good) {
            secret_commit(salt, *text, again);
            good = memcmp(again, hash, sizeof again) == 0;
        }
        o->wrong |= !good;
        return good;
    }
    return false;
}

static bool opening_holds(struct str open, struct str body)
{
    struct opening o;
    struct act_opener opener = {&o, open_field};
    struct act_record record;
    struct arena arena;
    struct buf fault;
    arena_init(&arena, SCRATCH_MAX);
    buf_init(&fault, FAULT_BYTES);
    bool good = opening_read(open, &arena, &o) &&
                act_record_read(body, &arena, &opener, &record, &fault) && !o.wrong;
    buf_free(&fault);
    arena_free(&arena);
    return good;
}

static bool line_holds(struct str text, unsigned char chain[DIGEST_BYTES], struct buf *body)
{
    struct line said;
    struct buf hex;
    if (!split_line(text, body, &said)) {
        return false;
    }
    secret_chain(chain, buf_view(body), chain);
    buf_init(&hex, HASH_SIGNS);
    buf_hex(&hex, chain, DIGEST_BYTES);
    bool same = str_eq(buf_view(&hex), said.hash);
    buf_free(&hex);
    return same && (!said.open.n || opening_holds(said.open, buf_view(body)));
}

static bool same_digest(struct str bytes, struct str hash)
{
    unsigned char digest[DIGEST_BYTES];
    secret_digest(bytes, digest);
    return str_eq((struct str){(const char *)digest, sizeof digest}, hash);
}

// What stands before the records is no part of the chain, and is held against them.
static bool scenario_holds(const struct log_header *said, struct str scenario,
                           const struct act *created, struct arena *arena)
{
    struct str file;
    if (!scenario.n)
        return said->format <= LOG_FORMAT_BARE;
    return log_scenario_read(scenario, arena, &file) &&
           same_digest(file, VAL(created, CREATED, HASH).s);
}

static void prove_header(struct str header, struct str scenario, struct str first, struct str last,
                         struct log_proof *proof)
{
    struct arena arena;
    struct log_header said;
    struct act_record created;
    struct buf body, fault;
    struct line end;
    arena_init(&arena, SCRATCH_MAX);
    buf_init(&body, INPUT_BYTES_MAX);
    buf_init(&fault, FAULT_BYTES);
    proof->bad_header = !log_header_read(header, &arena, &said) ||
                        !split_line(first, &body, &end) ||
                        !act_record_read(buf_view(&body), &arena, NULL, &created, &fault) ||
                        !log_header_matches(&said, &created);
    proof->bad_scenario =
        !proof->bad_header && !scenario_holds(&said, scenario, &created.act, &arena);
    split_line(last, &body, &end);
    proof->cut = !proof->bad_line && !proof->bad_header && said.records > 0 &&
                 ((uint64_t)said.records != proof->records || !str_eq(said.last, end.hash));
    buf_free(&body);
    buf_free(&fault);
    arena_free(&arena);
}

struct log_proof log_file_prove(struct str text)
{
    struct log_proof proof = {0};
    unsigned char chain[DIGEST_BYTES] = {0};
    struct str header, scenario, first = STR(""), last = STR("");
    struct str rest = cut_records(text, &header, &scenario);
    struct buf body;
    buf_init(&body, INPUT_BYTES_MAX);
    while (rest.n && !proof.bad_line) {
        last = str_cut(&rest, '\n');
        first = proof.records ? first : last;
        if (line_holds(last, chain, &body)) {
            proof.records++;
        } else {
            proof.bad_line = proof.records + (scenario.n ? 3 : 2);
        }
    }
    buf_free(&body);
    if (proof.records) {
        prove_header(header, scenario, first, last, &proof);
    }
    return proof;
}

bool log_proof_holds(const struct log_proof *proof)
{
    return proof->records && !proof->bad_line && !proof->bad_header && !proof->bad_scenario &&
           !proof->cut;
}

void log_proof_tell(const struct log_proof *proof, struct buf *out)
{
    if (proof->bad_line) {
        buf_printf(
            out,
            lang_pick("la chaîne est rompue à la ligne %llu", "the chain is broken at line %llu"),
            (unsigned long long)proof->bad_line);
    } else if (!proof->records) {
        buf_puts(out, lang_pick("le journal est vide", "the log holds no record"));
    } else if (proof->bad_header) {
        buf_puts(out, lang_pick("la première ligne n’est pas celle de ces enregistrements",
                                "the first line is not that of these records"));
    } else if (proof->bad_scenario) {
        buf_puts(out, lang_pick("le scénario qu’il porte n’est pas celui qui a été joué",
                                "the scenario it carries is not the one that was played"));
    } else {
        buf_printf(out,
                   lang_pick("la fin manque après %llu enregistrements",
                             "the end is missing after %llu records"),
                   (unsigned long long)proof->records);
    }
}

// A scenario being looked for.
struct search {
    const struct act *created;
    struct log_room *room;
    struct scenario *other;
    struct str bytes; // of what was found
    struct file_faults faults;
};

static bool in_directories(struct search *s, const char *dirs)
{
    struct str id = VAL(s->created, CREATED, SCENARIO).s, rest = str_from_cstr(dirs);
    char path[PATH_BYTES];
    bool found = false;
    // The id comes from the file and must not lead out of the directories.
    bool plain = id.n && id.p[0] != '.' && str_find(id, '/') == id.n;
    while (plain && rest.n && !found) {
        struct str dir = str_cut(&rest, ':');
        arena_reset(&s->room->scenario_arena);
        file_faults_reset(&s->faults);
        int n = snprintf(path, sizeof path, STR_FMT "/" STR_FMT, STR_ARG(dir), STR_ARG(id));
        found = n > 0 && (size_t)n < sizeof path && access(path, R_OK) == 0 &&
                scenario_load(path, &s->room->scenario_arena, s->room->scenario, s->other,
                              &s->bytes, &s->faults) == 0;
    }
    return found;
}

static bool as_played(struct search *s, const struct scenario_shelf *shelf)
{
    static const struct scenario_asked asked = {.file = "#"};
    struct arena *arena = &s->room->scenario_arena;
    return shelf->find != NULL &&
           shelf->find(shelf->ctx, VAL(s->created, CREATED, HASH).s, arena, &s->bytes) &&
           scenario_read(s->bytes, &asked, arena, s->room->scenario, s->other, &s->faults) == 0;
}

static bool load_scenario(const struct act *created, const struct scenario_shelf *shelf,
                          struct log_room *r, struct buf *fault)
{
    const struct val *era = &VAL(created, CREATED, ERA);
    struct search s = {.created = created, .room = r, .other = mem_alloc(sizeof *s.other)};
    file_faults_init(&s.faults, lang_french());
    bool found = as_played(&s, shelf) || in_directories(&s, shelf->dirs);
    if (found && era->set && s.other->id.n &&
        str_eq_cstr(s.other->era, field_names(FIELD_ERA)[era->i])) {
        *r->scenario = *s.other;
    }
    mem_free(s.other);
    file_faults_free(&s.faults);
    r->changed = found && !same_digest(s.bytes, VAL(created, CREATED, HASH).s);
    if (!found) {
        buf_printf(fault,
                   lang_pick("il ne porte pas son scénario «\u00a0" STR_FMT
                             "\u00a0», qui n’est pas dans %s",
                             "it does not carry its scenario \"" STR_FMT "\", which is not in %s"),
                   STR_ARG(VAL(created, CREATED, SCENARIO).s), shelf->dirs);
    }
    return found;
}

struct replaying {
    struct log_room *room;
    const struct scenario_shelf *shelf;
    struct buf *fault;
    uint64_t seq;
};

static void tell_newer_rules(int64_t version, struct buf *fault)
{
    buf_printf(fault,
               lang_pick("cet atelier suit la version %lld des règles, et ce programme-ci n’en "
                         "connaît que jusqu’à la %d\u00a0: il faut une version plus récente de "
                         "Tablée",
                         "this workshop is played by version %lld of the rules, and this program "
                         "knows them up to %d: it takes a newer version of Tablée"),
               (long long)version, RULES_VERSION);
}

static bool apply_record(void *to, const struct act_record *record)
{
    struct replaying *at = to;
    struct log_room *r = at->room;
    bool first = record->act.type == ACT_CREATED;
    at->seq++;
    if (record->seq != at->seq || first != (at->seq == 1)) {
        buf_printf(at->fault,
                   lang_pick("l’enregistrement %llu n’est pas celui qui suit",
                             "record %llu is not the one that follows"),
                   (unsigned long long)at->seq);
        return false;
    }
    if (first) {
        r->rules = VAL(&record->act, CREATED, RULES).i;
        if (rules(r->rules) == NULL) {
            tell_newer_rules(r->rules, at->fault);
            return false;
        }
        if (!load_scenario(&record->act, at->shelf, r, at->fault)) {
            return false;
        }
        r->room = room_new(&r->room_arena, r->scenario);
        CHECK(r->room);
    }
    if (!room_can_apply(r->room, &record->act)) {
        buf_printf(at->fault,
                   lang_pick("l’enregistrement %llu ne découle pas de ce qui précède",
                             "record %llu does not follow from what came before"),
                   (unsigned long long)at->seq);
        return false;
    }
    room_apply(r->room, &record->act, at->seq);
    r->applied = at->seq;
    return true;
}

bool log_room_make(const struct record_source *source, const struct scenario_shelf *shelf,
                   struct log_room *out, struct buf *fault)
{
    memset(out, 0, sizeof *out);
    arena_init(&out->scenario_arena, SCENARIO_ARENA_MAX);
    arena_init(&out->room_arena, ROOM_ARENA_MAX);
    out->scenario = mem_alloc(sizeof *out->scenario);
    struct replaying at = {out, shelf, fault, 0};
    bool good = source->each(source->ctx, apply_record, &at);
    if (!fault->n && (!good || !out->room)) {
        buf_puts(fault,
                 lang_pick("ses enregistrements ne se lisent pas", "its records cannot be read"));
    }
    return good && out->room;
}

// The records of a log

static bool each_line(void *ctx, record_take *take, void *to)
{
    struct log_file *f = ctx;
    struct str text = f->records;
    struct line line;
    struct opening o;
    struct act_opener opener = {&o, open_field};
    struct act_record record;
    struct buf body, fault;
    bool good = true;
    buf_init(&body, INPUT_BYTES_MAX);
    buf_init(&fault, FAULT_BYTES);
    while (text.n && good) {
        arena_reset(&f->scratch);
        good = split_line(str_cut(&text, '\n'), &body, &line) &&
               opening_read(line.open, &f->scratch, &o) &&
               act_record_read(buf_view(&body), &f->scratch, &opener, &record, &fault) &&
               take(to, &record);
    }
    buf_free(&body);
    buf_free(&fault);
    return good;
}

// A first line that cannot be read is the proof's to tell.
static bool is_newer(struct log_file *f, struct str header, struct buf *fault)
{
    struct log_header said;
    if (!log_header_read(header, &f->scratch, &said)) {
        return false;
    }
    snprintf(f->room, sizeof f->room, STR_FMT, STR_ARG(said.room));
    if (said.format > LOG_FORMAT) {
        buf_puts(fault, lang_pick("ce journal vient d’une version plus récente de Tablée",
                                  "this log comes from a newer version of Tablée"));
    } else if (rules(said.rules) == NULL) {
        tell_newer_rules(said.rules, fault);
    }
    return fault->n > 0;
}

void log_file_keep(struct log_file *f, uint64_t records)
{
    struct str rest = f->records;
    for (uint64_t n = 0; n < records; n++) {
        str_cut(&rest, '\n');
    }
    f->records = str_sub(f->records, 0, f->records.n - rest.n);
    f->kept = records;
}

bool log_file_open(struct str text, struct log_file *out, struct buf *fault)
{
    return log_file_open_part(text, out, fault) && !fault->n;
}

bool log_file_open_part(struct str text, struct log_file *out, struct buf *fault)
{
    struct str header, scenario;
    *out = (struct log_file){.text = text};
    arena_init(&out->scratch, SCRATCH_MAX);
    arena_init(&out->own, SCRATCH_MAX);
    if (!log_file_is(text)) {
        buf_puts(fault, lang_pick("ce n’est pas un journal exporté par Tablée",
                                  "this is not a log that Tablée exported"));
        return false;
    }
    out->records = cut_records(text, &header, &scenario);
    if (is_newer(out, header, fault)) {
        return false;
    }
    struct log_proof proof = log_file_prove(text);
    bool some = proof.records && !proof.bad_header && !proof.bad_scenario;
    if (!log_proof_holds(&proof)) {
        log_proof_tell(&proof, fault);
        log_file_keep(out, proof.records);
    }
    if (some && scenario.n) {
        CHECK(log_scenario_read(scenario, &out->own, &out->scenario));
    }
    return some;
}

// Its hash was proven when the log was opened.
static bool find_own(void *ctx, struct str hash, struct arena *arena, struct str *text)
{
    const struct log_file *f = ctx;
    UNUSED(hash);
    *text = arena_str(arena, f->scenario);
    return text->n > 0;
}

struct scenario_shelf log_file_shelf(struct log_file *f, const char *dirs)
{
    return (struct scenario_shelf){dirs, f, find_own};
}

struct record_source log_file_source(struct log_file *f)
{
    return (struct record_source){f, each_line};
}

static void store_opening(struct store *s, const struct store_record *record, struct str open)
{
    struct arena arena;
    struct opening o;
    struct store_text text = {.room = record->room, .seq = record->seq};
    arena_init(&arena, SCRATCH_MAX);
    if (opening_read(open, &arena, &o)) {
        JR_EACH(pair, o.values)
        {
            text.field = pair->key;
            if (opening_of(pair, text.salt, &text.text)) {
                store_put_text(s, &text);
            }
        }
    }
    arena_free(&arena);
}

struct store *log_file_store(const struct log_file *f)
{
    struct store *s = store_memory();
    struct store_scenario scenario = {.text = f->scenario};
    struct str text = f->records;
    struct line line;
    struct store_record record = {.room = 1};
    struct buf body;
    int64_t code = 0;
    str_int(str_from_cstr(f->room), 1000000, 9999999, &code);
    store_put_room(s, &(struct store_room){.id = record.room, .code = (uint32_t)code});
    if (f->scenario.n) {
        secret_digest(f->scenario, scenario.hash);
        store_put_scenario(s, &scenario);
    }
    buf_init(&body, INPUT_BYTES_MAX);
    while (text.n && split_line(str_cut(&text, '\n'), &body, &line)) {
        record.seq++;
        record.body = buf_view(&body);
        secret_chain(record.hash, record.body, record.hash);
        store_append(s, &record);
        store_opening(s, &record, line.open);
    }
    buf_free(&body);
    store_flush(s);
    return s;
}

void log_file_close(struct log_file *f)
{
    arena_free(&f->scratch);
    arena_free(&f->own);
}

const char *log_changed(void)
{
    return lang_pick("il ne porte pas son scénario, et celui d’aujourd’hui a changé depuis qu’il a "
                     "été joué\u00a0: les cartes peuvent être autres",
                     "it does not carry its scenario, and today's has changed since it was "
                     "played: cards may be others");
}

void log_room_free(struct log_room *r)
{
    arena_free(&r->scenario_arena);
    arena_free(&r->room_arena);
    mem_free(r->scenario);
}
