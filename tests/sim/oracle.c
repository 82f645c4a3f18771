// What must be true, from the durable log alone: the oracle applies each record to rooms of its
// own, counts the versions of every document as the server must and keeps a hash of each. A frame
// is right when its version is durable, its reader may know it, and its document is that version's.
#include "sim.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "codec/act_json.h"
#include "codec/scenario_json.h"
#include "contract.h"
#include "core/room_state.h"
#include "host/news.h"

enum {
    ROOMS_MAX = 8,
    ROOM_BYTES = 64 << 20,
    TEXT_BYTES = 64 << 20,
    CREDS_MAX = 4096,
    VERSIONS_MAX = 1 << 20,
    FACILITATOR_BIT = 62,
    SCREEN_BIT = 63,
};

struct version {
    uint64_t ver; // one more than the one before, but for a restart
    uint64_t hash;
    uint64_t readers; // who could read it while it was the last one
};

struct otopic {
    struct topic topic;
    char name[TOPIC_NAME_MAX];
    VEC(struct version) versions;
    struct news told;
};

struct ocred {
    unsigned char digest[DIGEST_BYTES];
    struct reader reader;
};

struct oroom {
    uint32_t id, code;
    uint64_t seq, replayed; // the second: at the last start
    struct arena arena;
    struct room *room;
    struct map64 topics;
    VEC(struct ocred) creds;
    struct secrets *secrets; // NULL while a log is read again: nothing is shown then
};

// Rooms, and the private texts beside their log.
struct model {
    struct oroom rooms[ROOMS_MAX];
    int nrooms;
    struct map texts; // by «room/seq/field»
    struct arena bytes;
    uint32_t room; // of the record being read
};

static struct model seen; // as durable, live
static struct arena scenario_arena, scratch;
static struct scenario scenario;
static struct secrets secrets[ROOMS_MAX];
static struct buf doc, patches, news;
static struct jw_marks marks;

static void topics_free(struct oroom *r)
{
    size_t i = 0;
    const struct map64_slot *slot;
    while ((slot = map64_next(&r->topics, &i))) {
        struct otopic *t = slot->value;
        vec_free(&t->versions);
        news_free(&t->told);
        mem_free(t);
    }
    map64_free(&r->topics);
    vec_free(&r->creds);
    arena_free(&r->arena);
}

static void model_free(struct model *m)
{
    for (int i = 0; i < m->nrooms; i++) {
        topics_free(&m->rooms[i]);
    }
    map_free(&m->texts);
    arena_free(&m->bytes);
    m->nrooms = 0;
}

static void model_init(struct model *m)
{
    m->nrooms = 0;
    map_init(&m->texts, 1 << 20, 0);
    arena_init(&m->bytes, TEXT_BYTES);
}

static void load_scenario(void)
{
    char path[160];
    struct str bytes;
    struct file_faults faults;
    snprintf(path, sizeof path, "%s/la-mauve", server_scenarios());
    file_faults_init(&faults, false);
    arena_init(&scenario_arena, 4 << 20);
    CHECK(scenario_load(path, &scenario_arena, &scenario, NULL, &bytes, &faults) == 0);
    file_faults_free(&faults);
    arena_init(&scratch, 4 << 20);
    buf_init(&doc, 16 << 20);
    buf_init(&patches, 64 << 20);
    vec_init(&marks.of, JW_MARKS_MAX);
    buf_init(&news, 64 << 20);
}

void oracle_reset(void)
{
    if (!scenario.n_roles) {
        load_scenario();
    }
    model_free(&seen);
    model_init(&seen);
    memset(secrets, 0, sizeof secrets);
}

static struct oroom *room_by_id(struct model *m, uint32_t id)
{
    for (int i = 0; i < m->nrooms; i++) {
        if (m->rooms[i].id == id) {
            return &m->rooms[i];
        }
    }
    return NULL;
}

// ---- a document as one number, whatever the order of its members

static uint64_t mix(uint64_t a, uint64_t b)
{
    return hash_u64(a ^ hash_u64(b));
}

static uint64_t hash_json(const json_t *j)
{
    uint64_t h = (uint64_t)json_typeof(j);
    if (json_is_object(j)) {
        const char *key;
        json_t *value;
        json_object_foreach((json_t *)(uintptr_t)j, key, value)
        {
            h += mix(hash_bytes(str_from_cstr(key), 1), hash_json(value));
        }
    } else if (json_is_array(j)) {
        for (size_t i = 0; i < json_array_size(j); i++) {
            h = mix(h, hash_json(json_array_get(j, i)));
        }
    } else if (json_is_string(j)) {
        h = hash_bytes((struct str){json_string_value(j), json_string_length(j)}, 2);
    } else if (json_is_integer(j)) {
        h = mix(h, (uint64_t)json_integer_value(j));
    }
    return mix(h, 3);
}

static uint64_t hash_document(const struct room *room, struct topic t)
{
    kit_document(room, t, &doc);
    json_t *j = json_loadb(doc.p, doc.n, JSON_REJECT_DUPLICATES, NULL);
    CHECK(json_is_object(j));
    const char *fault = contract_fault(room, t, j, false);
    if (fault) {
        sim_fail("a document is not as topics.def says: %s", fault);
    }
    uint64_t h = hash_json(j);
    json_decref(j);
    return h;
}

// ---- who may read what

static uint64_t readers_of(const struct oroom *r, struct topic t)
{
    struct reader one = {.kind = READ_FACILITATOR};
    uint64_t bits = room_may_read(r->room, &one, t) ? UINT64_C(1) << FACILITATOR_BIT : 0;
    one.kind = READ_SCREEN;
    bits |= room_may_read(r->room, &one, t) ? UINT64_C(1) << SCREEN_BIT : 0;
    for (int p = 1; p <= r->room->npeople && p < FACILITATOR_BIT; p++) {
        one = (struct reader){.kind = READ_PERSON, .npeople = 1, .person = {(uint16_t)p}};
        bits |= room_may_read(r->room, &one, t) ? UINT64_C(1) << p : 0;
    }
    return bits;
}

static uint64_t bits_of(const struct reader *reader)
{
    uint64_t bits = reader->kind == READ_FACILITATOR ? UINT64_C(1) << FACILITATOR_BIT
                    : reader->kind == READ_SCREEN    ? UINT64_C(1) << SCREEN_BIT
                                                     : 0;
    for (int i = 0; i < reader->npeople; i++) {
        bits |= UINT64_C(1) << reader->person[i];
    }
    return bits;
}

static struct ocred *cred_of(struct oroom *r, const unsigned char *digest)
{
    for (size_t i = 0; i < r->creds.n; i++) {
        if (memcmp(r->creds.p[i].digest, digest, DIGEST_BYTES) == 0) {
            return &r->creds.p[i];
        }
    }
    return NULL;
}

static void note_cred(struct oroom *r, const struct act *e)
{
    static const enum reader_kind kinds[] = {READ_PERSON, READ_FACILITATOR, READ_SCREEN,
                                             READ_SCREEN, READ_FACILITATOR};
    struct ocred new = {0};
    CHECK(VAL(e, CRED, HASH).s.n == DIGEST_BYTES);
    memcpy(new.digest, VAL(e, CRED, HASH).s.p, DIGEST_BYTES);
    struct ocred *c = cred_of(r, new.digest);
    if (!c) {
        CHECK(vec_push(&r->creds, new));
        c = &vec_last(&r->creds);
    }
    c->reader.kind = (uint8_t)kinds[VAL(e, CRED, ROLE).i];
    if (VAL(e, CRED, PERSON).set) {
        c->reader.person[c->reader.npeople++] = (uint16_t)VAL(e, CRED, PERSON).i;
    }
}

// ---- one record

static struct otopic *topic_in(struct oroom *r, struct topic t)
{
    uint64_t key = (uint64_t)t.kind << 32 | (uint64_t)t.table << 16 | t.id;
    struct otopic *o = map64_get(&r->topics, key);
    if (o) {
        return o;
    }
    o = mem_alloc(sizeof *o);
    o->topic = t;
    topic_name(t, o->name);
    vec_init(&o->versions, VERSIONS_MAX);
    CHECK(map64_put(&r->topics, key, o));
    return o;
}

// A secret belongs to whoever it is when the event happens, not when somebody typed it.
static void place_secrets(struct oroom *r, const struct act *e)
{
    for (int i = 0; r->secrets && i < act_spec(e->type)->nfields; i++) {
        char kind = secret_kind(e->type, i), text[4096], found = 0;
        int person, serial, end = 0;
        struct str s = e->f[i].s;
        if (!kind || !s.n || s.n >= sizeof text) {
            continue;
        }
        memcpy(text, s.p, s.n);
        text[s.n] = 0;
        for (char *q = strstr(text, "qz"); q; q = strstr(q + 2, "qz")) {
            bool whole = sscanf(q, "qz%c%d-%d;%n", &found, &person, &serial, &end) == 3 && end;
            if (whole && found == kind && (person == MAX(e->by, 0) || e->type == ACT_NAME)) {
                secret_place(r->secrets, r->room, e, serial);
            }
        }
    }
}

// Names of people hold the code of their room.
static const char *room_mark(uint32_t code)
{
    static char mark[16];
    snprintf(mark, sizeof mark, "QY%u;", code);
    return mark;
}

static void check_secrets(const struct oroom *r, const struct otopic *t)
{
    kit_document(r->room, t->topic, &doc);
    const char *text = buf_cstr(&doc), *leak = secrets_leak(r->secrets, r->room, t->topic, text);
    if (leak) {
        sim_fail("%s shows what its readers may not know: %.60s", t->name, leak);
    }
    for (int i = 0; i < seen.nrooms; i++) {
        if (&seen.rooms[i] != r && strstr(text, room_mark(seen.rooms[i].code))) {
            sim_fail("%s shows words of another room", t->name);
        }
    }
    for (int p = 1; p <= r->room->npeople; p++) {
        struct str code = r->room->person[p]->resume;
        char own[16];
        snprintf(own, sizeof own, STR_FMT, STR_ARG(code));
        bool theirs =
            t->topic.kind == TOPIC_CONSOLE || (t->topic.kind == TOPIC_PERSON && t->topic.id == p);
        if (code.n && !theirs && strstr(text, own)) {
            sim_fail("%s shows the resume code of p%d", t->name, p);
        }
    }
}

static uint64_t last_version(const struct oroom *r, const struct otopic *t)
{
    return t->versions.n ? vec_last(&t->versions).ver : r->replayed;
}

static void put_version(struct oroom *r, struct otopic *t, uint64_t ver)
{
    uint64_t h = r->secrets ? hash_document(r->room, t->topic) : 0;
    CHECK(vec_push(&t->versions, (struct version){.ver = ver, .hash = h}));
}

static void new_versions(struct oroom *r)
{
    static struct topic_patch list[ROOM_PATCHES_MAX];
    buf_reset(&patches);
    vec_clear(&marks.of);
    int n = room_patches_of(r->room, NULL, list, ROOM_PATCHES_MAX, &patches, &marks);
    for (int i = 0; i < n; i++) {
        struct otopic *t = topic_in(r, list[i].topic);
        if (!news_take(&t->told, &list[i], buf_view(&patches), &marks, &news)) {
            continue;
        }
        put_version(r, t, last_version(r, t) + 1);
        if (r->secrets) {
            check_secrets(r, t);
        }
    }
}

static void note_readers(struct oroom *r)
{
    size_t i = 0;
    const struct map64_slot *slot;
    while ((slot = map64_next(&r->topics, &i))) {
        struct otopic *t = slot->value;
        if (t->versions.n) {
            vec_last(&t->versions).readers |= readers_of(r, t->topic);
        }
    }
}

// Whoever loads a room makes no patches of what is read: versions go on from the last record.
static void start_room(struct oroom *r)
{
    size_t i = 0;
    const struct map64_slot *slot;
    r->replayed = r->seq;
    room_settle(r->room);
    while ((slot = map64_next(&r->topics, &i))) {
        struct otopic *t = slot->value;
        news_free(&t->told);
        t->told = (struct news){0};
        if (t->versions.n && vec_last(&t->versions).ver < r->seq) {
            put_version(r, t, r->seq);
        }
    }
    note_readers(r);
}

void oracle_taken(uint32_t room)
{
    struct oroom *r = room_by_id(&seen, room);
    CHECK(r);
    sim.taken++;
    start_room(r);
}

static bool open_text(void *ctx, uint64_t seq, struct str field,
                      const unsigned char hash[ACT_HASH_BYTES], struct str *text)
{
    const struct model *m = ctx;
    char key[64];
    UNUSED(hash);
    snprintf(key, sizeof key, "%u/%llu/" STR_FMT, m->room, (unsigned long long)seq, STR_ARG(field));
    const struct str *found = map_get(&m->texts, str_from_cstr(key));
    if (found) {
        *text = *found;
    }
    return found != NULL;
}

static void model_room(struct model *m, const struct store_room *room, bool live)
{
    if (room_by_id(m, room->id)) {
        return;
    }
    CHECK(m->nrooms < ROOMS_MAX);
    struct oroom *r = &m->rooms[m->nrooms];
    *r = (struct oroom){.id = room->id, .code = room->code};
    r->secrets = live ? &secrets[m->nrooms] : NULL;
    m->nrooms++;
    arena_init(&r->arena, ROOM_BYTES);
    r->room = room_new(&r->arena, &scenario);
    map64_init(&r->topics, 4096);
    vec_init(&r->creds, CREDS_MAX);
}

static void model_text(struct model *m, const struct store_text *t)
{
    char key[64];
    snprintf(key, sizeof key, "%u/%llu/" STR_FMT, t->room, (unsigned long long)t->seq,
             STR_ARG(t->field));
    struct str *kept = arena_new(&m->bytes, struct str);
    *kept = arena_str(&m->bytes, t->text);
    CHECK(map_put(&m->texts, arena_str(&m->bytes, str_from_cstr(key)), kept));
}

static void model_record(struct model *m, const struct store_record *s)
{
    struct act_opener opener = {m, open_text};
    struct act_record record;
    struct buf fault;
    struct oroom *r = room_by_id(m, s->room);
    m->room = s->room;
    buf_init(&fault, 1024);
    arena_reset(&scratch);
    if (!r || !act_record_read(s->body, &scratch, &opener, &record, &fault)) {
        sim_fail("record %llu cannot be read: %s", (unsigned long long)s->seq, buf_cstr(&fault));
    }
    if (s->seq != r->seq + 1) {
        sim_fail("record %llu follows record %llu: what was durable is gone",
                 (unsigned long long)s->seq, (unsigned long long)r->seq);
    }
    r->seq = s->seq;
    if (r->secrets) {
        sim_say("room %u record %llu: " STR_FMT, s->room, (unsigned long long)s->seq,
                STR_ARG(s->body));
    }
    if (record.act.type == ACT_CRED) {
        note_cred(r, &record.act);
    }
    place_secrets(r, &record.act);
    room_apply(r->room, &record.act, record.seq);
    if (r->secrets) {
        secrets_after(r->secrets, r->room, &record.act);
        ledger_durable(record.command);
    }
    new_versions(r);
    note_readers(r);
    buf_free(&fault);
}

void oracle_room(const struct store_room *room)
{
    model_room(&seen, room, true);
}

void oracle_text(const struct store_text *text)
{
    model_text(&seen, text);
}

void oracle_record(const struct store_record *record)
{
    sim.records++;
    model_record(&seen, record);
}

// ---- what is sent

static struct otopic *topic_named(struct oroom *r, const char *name)
{
    struct topic t;
    if (!topic_parse(str_from_cstr(name), &t)) {
        return NULL;
    }
    return topic_in(r, t);
}

static struct oroom *room_of_digest(const unsigned char *digest, struct ocred **cred)
{
    for (int i = 0; digest && i < seen.nrooms; i++) {
        *cred = cred_of(&seen.rooms[i], digest);
        if (*cred) {
            return &seen.rooms[i];
        }
    }
    return NULL;
}

static void check_version(struct oroom *r, const struct ocred *cred, const char *name, uint64_t ver)
{
    struct otopic *t = topic_named(r, name);
    uint64_t last = t ? last_version(r, t) : 0;
    if (ver > last) {
        sim_fail("%s is shown at version %llu, ahead of the durable log (%llu)", name,
                 (unsigned long long)ver, (unsigned long long)last);
    }
    // Who comes back gets the patches made while they were away: the last one counts.
    uint64_t readers = 0;
    bool patched = false;
    for (size_t i = t ? t->versions.n : 0; i > 0 && t->versions.p[i - 1].ver >= ver; i--) {
        readers |= t->versions.p[i - 1].readers;
        patched = true;
    }
    if (patched && !(readers & bits_of(&cred->reader))) {
        sim_fail("%s version %llu goes to p%d, who may not know it", name, (unsigned long long)ver,
                 cred->reader.person[0]);
    }
}

static void check_whole(struct oroom *r, const char *name, uint64_t ver, const json_t *held,
                        const char *who)
{
    struct otopic *t = topic_named(r, name);
    size_t i = t ? t->versions.n : 0;
    while (i > 0 && t->versions.p[i - 1].ver > ver) {
        i--;
    }
    if (i > 0 &&
        (t->versions.p[i - 1].ver != ver || t->versions.p[i - 1].hash != hash_json(held))) {
        if (i == t->versions.n && sim.verbose) {
            kit_document(r->room, t->topic, &doc);
            char *text = json_dumps(held, JSON_COMPACT);
            fprintf(stderr, "held  %s\ntruth %s\n", text, buf_cstr(&doc));
            free(text);
        }
        sim_fail("%s: %s at version %llu is not the document", who, name, (unsigned long long)ver);
    }
}

static void check_topic_frame(uint32_t conn, const json_t *m, const char *kind)
{
    struct ocred *cred = NULL;
    struct oroom *r = room_of_digest(wire_token(conn), &cred);
    const char *name = json_string_value(json_object_get(m, "topic"));
    uint64_t ver = (uint64_t)json_integer_value(json_object_get(m, "ver"));
    if (!r) {
        sim_fail("%s is sent to nobody we know", name);
    }
    if (strcmp(kind, "drop") != 0) {
        check_version(r, cred, name, ver);
    }
    if (strcmp(kind, "doc") == 0) {
        check_whole(r, name, ver, json_object_get(m, "doc"), "the server");
    }
}

// Before it: who it is for may have changed meanwhile, so the credential counts.
static void check_frame(uint32_t conn, const json_t *m, struct str text)
{
    const char *kind = json_string_value(json_object_get(m, "t"));
    CHECK(kind);
    if (strcmp(kind, "doc") == 0 || strcmp(kind, "patch") == 0 || strcmp(kind, "drop") == 0) {
        check_topic_frame(conn, m, kind);
    } else if (strcmp(kind, "ok") == 0 || strcmp(kind, "no") == 0) {
        const char *id = json_string_value(json_object_get(m, "id"));
        ledger_answered(str_from_cstr(id), text, kind[0] == 'o');
    }
}

json_t *oracle_frame(uint32_t conn, struct frame *f)
{
    static struct frame *last; // one frame serves many readers
    static json_t *parsed;
    if (f != last) {
        json_decref(parsed);
        frame_unref(last);
        last = frame_ref(f);
        parsed = json_loadb((const char *)f->bytes, f->len, JSON_REJECT_DUPLICATES, NULL);
    }
    if (!parsed) {
        sim_fail("a frame is no JSON");
    }
    check_frame(conn, parsed, (struct str){(const char *)f->bytes, f->len});
    return parsed;
}

void oracle_held(const unsigned char *digest, const char *topic, uint64_t ver, const json_t *held,
                 const char *who)
{
    struct ocred *cred;
    struct oroom *r = room_of_digest(digest, &cred);
    if (r) {
        check_whole(r, topic, ver, held, who);
    }
}

int oracle_expects(const unsigned char *digest, struct expected out[KIT_TOPICS_MAX])
{
    static struct topic list[KIT_TOPICS_MAX];
    struct ocred *cred = NULL;
    struct oroom *r = room_of_digest(digest, &cred);
    int n = r ? room_topics_of(r->room, &cred->reader, list, KIT_TOPICS_MAX) : 0;
    for (int i = 0; i < n; i++) {
        topic_name(list[i], out[i].topic);
        out[i].ver = last_version(r, topic_in(r, list[i]));
    }
    return n;
}

// ---- the log again, from its beginning

static bool again_room(void *ctx, const struct store_room *room)
{
    model_room(ctx, room, false);
    return true;
}

static bool again_text(void *ctx, const struct store_text *text)
{
    model_text(ctx, text);
    return true;
}

static bool again_record(void *ctx, const struct store_record *record)
{
    model_record(ctx, record);
    return true;
}

static void compare_rooms(struct oroom *live, struct oroom *again)
{
    static struct topic list[KIT_TOPICS_MAX];
    int n = kit_topics(live->room, list);
    for (int i = 0; i < n; i++) {
        char name[TOPIC_NAME_MAX];
        topic_name(list[i], name);
        if (!room_topic_exists(again->room, list[i]) ||
            hash_document(live->room, list[i]) != hash_document(again->room, list[i])) {
            sim_fail("a replay gives another %s", name);
        }
    }
    if (live->seq != again->seq || room_next_tick(live->room) != room_next_tick(again->room)) {
        sim_fail("a replay ends elsewhere");
    }
}

void oracle_replay(void)
{
    static struct model again;
    model_init(&again);
    CHECK(store_rooms(disk_inside(), again_room, &again) == STORE_YES);
    for (int i = 0; i < seen.nrooms; i++) {
        uint32_t id = seen.rooms[i].id;
        size_t first = 0;
        CHECK(store_texts(disk_inside(), id, &first, again_text, &again) == STORE_YES);
        CHECK(store_read(disk_inside(), id, 1, again_record, &again) == STORE_YES);
        struct oroom *r = room_by_id(&again, seen.rooms[i].id);
        if (!r) {
            sim_fail("a replay lacks a room");
        }
        compare_rooms(&seen.rooms[i], r);
    }
    model_free(&again);
}

// ---- what people look at, and what no log may hold

static bool no_token(void *ctx, const struct store_record *record)
{
    const struct str *token = ctx;
    if (memmem(record->body.p, record->body.n, token->p, token->n)) {
        sim_fail("a credential stands in record %llu", (unsigned long long)record->seq);
    }
    return true;
}

void oracle_no_token(struct str token)
{
    for (int i = 0; i < seen.nrooms; i++) {
        store_read(disk_inside(), seen.rooms[i].id, 1, no_token, &token);
    }
}

const struct room *oracle_state(int room)
{
    return room >= 0 && room < seen.nrooms ? seen.rooms[room].room : NULL;
}

struct secrets *oracle_secrets(int room)
{
    return &secrets[room];
}

int oracle_room_of_code(const char *code)
{
    int64_t n = 0;
    str_int(str_from_cstr(code), 0, 9999999, &n);
    for (int i = 0; i < seen.nrooms; i++) {
        if (seen.rooms[i].code == (uint32_t)n) {
            return i;
        }
    }
    return -1;
}
