// Replays of random plays. recordings SEED N [COUNT]: COUNT plays of N commands in a room of a
// host. Then, for every viewpoint that somebody may take: the lines of its recording, applied one
// after another, give every document that its reader may read at each record, and no other;
// nobody's words are in it, or in an export, who does not agree to that; what belongs to forms and
// keys never is. The story holds nothing that its reader did not read, and its clauses and
// initiatives end as documents and tallies have them. Then some are forgotten, and no word of
// theirs is left: not in the database's files, nor in the server's log, a document, a download, or
// what is made of the room when it is loaded again, from its log and from a snapshot; all of which
// say the same as before, and the chain holds.
#include <dirent.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "contract.h"
#include "core/room_state.h"
#include "core/seen.h"
#include "core/words.h"
#include "host/chain.h"
#include "host/creds.h"
#include "host/frame.h"
#include "host/host.h"
#include "host/load.h"
#include "host/records.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/secrets.h"
#include "host/snapshots.h"
#include "host/state.h"
#include "moves.h"

enum { RECORDING_MAX = 256 << 20, COMMAND_BYTES = 4 << 20 };

static struct {
    uint64_t seed, now;
    struct host *host;
    struct hroom *room;
    char lead[TOKEN_TEXT], phone[PEOPLE_MAX + 1][TOKEN_TEXT];
    struct moves moves;
    struct secrets secrets;
    struct arena texts;
    sem_t woken;
    char made[512];                      // the answer to `create`
    char folder[64], db[96], log[96];    // of the server's files
    long erased;                         // markers that must be nowhere
    long lines, taken, quoted, exported; // words of somebody else who agrees
} p;

__attribute__((noreturn)) static void fail(const char *view, const char *what, const char *more)
{
    fprintf(stderr, "seed %llu, %s: %s: %.300s\n", (unsigned long long)p.seed, view, what, more);
    exit(1);
}

// The host, alone with itself

static void on_send(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    UNUSED(ctx);
    UNUSED(conns);
    UNUSED(n);
    snprintf(p.made, sizeof p.made, "%.*s", (int)f->len, (const char *)f->bytes);
}

static void on_close(void *ctx, uint32_t conn, int code, const char *reason)
{
    UNUSED(ctx);
    UNUSED(conn);
    fail("create", reason, code ? "" : "closed");
}

static void on_wake(void *ctx)
{
    UNUSED(ctx);
    sem_post(&p.woken);
}

static void on_fatal(void *ctx, const char *why)
{
    UNUSED(ctx);
    fail("store", why, "");
}

static void settle(void)
{
    host_turn_end(p.host);
    while (p.host->durable < p.host->flushed) {
        sem_wait(&p.woken);
        host_committed(p.host, p.now);
    }
}

static void start_host(void)
{
    static const struct host_sink sink = {NULL, on_send, on_close, on_wake, on_fatal, NULL};
    char err[256] = "";
    struct host_config config = {
        .now_ms = p.now, .db_path = p.db, .scenario_dirs = TABLEE_SOURCE_DIR "/scenarios"};
    sem_init(&p.woken, 0, 0);
    p.host = host_open(&config, &sink, err, sizeof err);
    if (!p.host) {
        fail("host", err, "");
    }
}

// Each server has its own folder, with what it writes.
static void make_folder(void)
{
    const char *parent = getenv("TMPDIR");
    snprintf(p.folder, sizeof p.folder, "%.30s/tablee-play-XXXXXX", parent ? parent : "/tmp");
    if (!mkdtemp(p.folder)) {
        fail("folder", p.folder, "");
    }
    snprintf(p.db, sizeof p.db, "%s/tablee.db", p.folder);
    snprintf(p.log, sizeof p.log, "%s/log", p.folder);
    log_set_fd(open(p.log, O_CREAT | O_WRONLY | O_APPEND, 0600));
    log_set_level(LOG_LEVEL_DEBUG);
}

static void open_host(void)
{
    static const char create[] = "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":"
                                 "\"la-mauve\",\"tables\":2,\"places\":6}}";
    start_host();
    const struct host_peer us = {.addr = "127.0.0.1", .loopback = true};
    host_connected(p.host, 1, &us);
    host_text(p.host, 1, create, strlen(create), p.now);
    settle();
    const char *token = strstr(p.made, "\"token\":\"");
    if (!token) {
        fail("create", p.made, "");
    }
    snprintf(p.lead, sizeof p.lead, "%.*s", TOKEN_TEXT - 1, token + strlen("\"token\":\""));
    p.room = p.host->room_list.p[0];
}

// The play

static int run(const struct act *command)
{
    arena_reset(&p.host->scratch);
    return hroom_run(p.host, p.room, command, STR("")).n;
}

static struct act system_act(enum act_type type)
{
    return (struct act){.type = type, .t_ms = p.now};
}

static void join(void)
{
    char name[SECRET_TEXT_MAX], resume[] = "RESUME";
    struct act a = system_act(ACT_JOIN);
    int person = room_people(p.room->room) + 1;
    secret_make(&p.secrets, p.room->room, &a, 'A', name);
    VAL(&a, JOIN, NAME) = val_text(str_from_cstr(name));
    VAL(&a, JOIN, DEBRIEF) = val_int(dice_chance(&p.moves.random, 60));
    VAL(&a, JOIN, RESEARCH) = val_int(dice_chance(&p.moves.random, 60));
    VAL(&a, JOIN, LANG) = val_int(0);
    VAL(&a, JOIN, RESUME) = val_text(str_from_cstr(resume));
    run(&a);
    if (room_people(p.room->room) != person) {
        return;
    }
    struct act cred = system_act(ACT_CRED);
    unsigned char digest[DIGEST_BYTES];
    secret_token(p.phone[person]);
    secret_digest(str_from_cstr(p.phone[person]), digest);
    VAL(&cred, CRED, ROLE) = val_int(CRED_PERSON);
    VAL(&cred, CRED, PERSON) = val_int(person);
    VAL(&cred, CRED, HASH) = val_text((struct str){(const char *)digest, sizeof digest});
    run(&cred);
}

static void pass_time(void)
{
    p.now += (uint64_t)dice_below(&p.moves.random, dice_chance(&p.moves.random, 4) ? 200000 : 6000);
    for (uint64_t due; (due = room_next_tick(p.room->room)) && due <= p.now;) {
        struct act tick = system_act(ACT_TICK);
        if (run(&tick) < 1) {
            return;
        }
    }
}

static void move(int commands)
{
    struct act a;
    pass_time();
    if (dice_below(&p.moves.random, commands) < 5) {
        a = (struct act){.type = ACT_NEXT, .by = -1, .t_ms = p.now};
        run(&a);
    }
    moves_any(&p.moves, &a);
    a.t_ms = p.now;
    if (a.type == ACT_JOIN) {
        join();
    } else if (a.type != ACT_CRED) {
        run(&a);
    }
}

static void play(uint64_t seed, int commands)
{
    p.seed = seed;
    p.now = KIT_T0;
    memset(&p.secrets, 0, sizeof p.secrets);
    arena_init(&p.texts, (size_t)512 << 20);
    make_folder();
    open_host();
    p.moves = (struct moves){.random = dice_seed(seed),
                             .texts = &p.texts,
                             .secrets = &p.secrets,
                             .room = p.room->room,
                             .tame = true};
    for (int i = 2 + dice_below(&p.moves.random, 9); i > 0; i--) {
        join();
    }
    for (int i = 0; i < commands; i++) {
        move(commands);
    }
    struct act end = {.type = ACT_END, .by = -1, .t_ms = p.now};
    run(&end);
    settle();
}

// What a viewpoint must tell, made a second time beside the recording

struct expected {
    const char *view;
    struct reader reader;
    struct arena arena, words;
    struct room *room;
    struct words_giver *giver;
    json_t *docs; // by topic, of the recording so far
    json_t *line; // the next one, NULL after the last
    char *at;     // where the line after it begins
    struct buf doc;
};

static void next_line(struct expected *x)
{
    char *end = strchr(x->at, '\n');
    json_decref(x->line);
    x->line =
        *x->at ? json_loadb(x->at, (size_t)(end - x->at), JSON_REJECT_DUPLICATES, NULL) : NULL;
    x->at = end ? end + 1 : x->at + strlen(x->at);
    p.lines++;
}

static void apply_line(struct expected *x)
{
    size_t i;
    const char *topic;
    json_t *value;
    json_array_foreach(json_object_get(x->line, "drop"), i, value)
    {
        if (json_object_del(x->docs, json_string_value(value)) != 0) {
            fail(x->view, "dropped and not held", json_string_value(value));
        }
    }
    json_object_foreach(json_object_get(x->line, "docs"), topic, value)
    {
        if (json_object_get(x->docs, topic)) {
            fail(x->view, "held and given again", topic);
        }
        json_object_set(x->docs, topic, value);
    }
    json_object_foreach(json_object_get(x->line, "patch"), topic, value)
    {
        json_t *doc = json_object_get(x->docs, topic);
        if (!doc) {
            fail(x->view, "patched and not held", topic);
        }
        kit_merge(doc, value);
    }
}

static void check_documents(struct expected *x)
{
    static struct topic topics[KIT_TOPICS_MAX];
    char name[TOPIC_NAME_MAX];
    int n = room_topics_of(x->room, &x->reader, topics, KIT_TOPICS_MAX);
    if ((size_t)n != json_object_size(x->docs)) {
        fail(x->view, "other topics than may be read", "");
    }
    for (int i = 0; i < n; i++) {
        topic_name(topics[i], name);
        kit_document(x->room, topics[i], &x->doc);
        json_t *whole = json_loadb(x->doc.p, x->doc.n, JSON_REJECT_DUPLICATES, NULL);
        if (!json_equal(whole, json_object_get(x->docs, name))) {
            fail(x->view, "another document", name);
        }
        const char *fault = contract_fault(x->room, topics[i], whole, false);
        if (fault) {
            fail(x->view, fault, name);
        }
        json_decref(whole);
    }
}

static bool take(void *to, const struct act_record *record)
{
    struct expected *x = to;
    static struct topic_patch patches[ROOM_PATCHES_MAX];
    struct act event = record->act;
    words_give(x->giver, &event);
    room_apply(x->room, &event, record->seq);
    buf_reset(&x->doc);
    room_patches(x->room, patches, ROOM_PATCHES_MAX, &x->doc);
    json_int_t n = json_integer_value(json_object_get(x->line, "n"));
    if (x->line && (uint64_t)n == record->seq) {
        apply_line(x);
        next_line(x);
    }
    check_documents(x);
    return true;
}

static void begin(struct expected *x, const char *view, int person, const char *lines)
{
    *x = (struct expected){.view = view, .docs = json_object()};
    x->reader = person ? (struct reader){READ_PERSON, 1, {(uint16_t)person}}
                       : (struct reader){.kind = *view == 's' ? READ_SCREEN : READ_FACILITATOR};
    enum words_answer of[PEOPLE_MAX + 1] = {WORDS_GIVEN};
    for (int i = 1; i <= room_people(p.room->room); i++) {
        const struct person *who = p.room->room->person[i];
        bool told = !who->erased && (i == person || who->debrief);
        of[i] = told ? WORDS_GIVEN : WORDS_NOT_AGREED;
    }
    arena_init(&x->arena, (size_t)512 << 20);
    arena_init(&x->words, (size_t)512 << 20);
    buf_init(&x->doc, 64 << 20);
    x->room = room_new(&x->arena, p.room->scenario);
    room_set_recorded(x->room);
    x->giver = words_giver_new(&x->words, x->room, of);
    x->at = strchr(lines, '\n') + 1; // after the head
    next_line(x);
}

static void end(struct expected *x)
{
    json_decref(x->docs);
    json_decref(x->line);
    buf_free(&x->doc);
    arena_free(&x->arena);
    arena_free(&x->words);
}

static void check_lines(const char *view, int person, const char *lines)
{
    struct expected x;
    struct records *records = records_new(p.host->store, p.room->id);
    struct record_source all = records_source(records);
    begin(&x, view, person, lines);
    if (!all.each(all.ctx, take, &x)) {
        fail(view, "the log cannot be read", "");
    }
    if (x.line) {
        fail(view, "a line of no record", "");
    }
    end(&x);
    records_free(records);
}

static void check_words(const char *view, int person, const char *lines)
{
    static const char *const forms[] = {"\"ratings\":", "\"q6\":",     "\"resume\":",
                                        "\"drafts\":",  "\"q5text\":", "RESUME",
                                        "qzD",          "qzQ",         "qzU"};
    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        if (strstr(lines, forms[i])) {
            fail(view, "holds what is in no replay", strstr(lines, forms[i]));
        }
    }
    for (const char *at = strstr(lines, "qz"); at; at = strstr(at + 2, "qz")) {
        char kind;
        int by, serial, n = 0;
        if (sscanf(at, "qz%c%d-%d;%n", &kind, &by, &serial, &n) != 3 || !n || by == 0) {
            continue; // torn by a merge, or a facilitator's
        }
        if (by != person && !room_tells_words(p.room->room, by)) {
            fail(view, "quotes who does not agree", at);
        }
        p.quoted += by != person;
    }
}

// The answer, whole: the lines, or the refusal.
static int download(const char *what, const char *view, const char *query, const char *token,
                    struct buf *all)
{
    struct buf part;
    const char *type;
    int status = 0;
    char path[64];
    enum host_part got;
    snprintf(path, sizeof path, "/api/rooms/%s/%s%s%s", p.room->code_text, what, *view ? "/" : "",
             view);
    struct host_download *d = host_download_open(p.host, path, query, token);
    buf_init(&part, RECORDING_MAX);
    buf_reset(all);
    do {
        got = host_download_next(d, &part, &type, &status);
        buf_str(all, buf_view(&part));
    } while (got == HOST_PART_BYTES || got == HOST_PART_SOON);
    if (got != HOST_PART_LAST) {
        fail(view, "it is not whole", "");
    }
    buf_free(&part);
    host_download_close(d);
    return status;
}

static void check_view(const char *view, int person, const char *token, bool open)
{
    struct buf all;
    buf_init(&all, RECORDING_MAX);
    int status = download("replay", view, NULL, token, &all);
    if ((status == 200) != open) {
        fail(view, open ? "refused" : "given", buf_cstr(&all));
    }
    if (open) {
        check_lines(view, person, buf_cstr(&all));
        check_words(view, person, buf_cstr(&all));
        p.taken++;
    }
    buf_free(&all);
}

// The story: whatever is in it, its reader might have read; and it ends as documents do

// Every marker of the story is in what that viewpoint was told at some time.
static void check_read(const char *view, const char *story, const char *lines)
{
    for (const char *at = strstr(story, "qz"); at; at = strstr(at + 2, "qz")) {
        char marker[SECRET_TEXT_MAX] = "";
        size_t n = strcspn(at, ";\\\"") + 1;
        snprintf(marker, sizeof marker, "%.*s", (int)MIN(n, sizeof marker - 1), at);
        if (marker[n - 1] == ';' && !strstr(lines, marker)) {
            fail(view, "tells what its reader never read", at);
        }
    }
}

static const char *said(const json_t *of, const char *key)
{
    const char *value = json_string_value(json_object_get(of, key));
    return value ? value : "";
}

static bool is_word(const json_t *of, const char *key, const char *word)
{
    return strcmp(said(of, key), word) == 0;
}

// What comes of a clause, from what happened to it: as the table's document has it in the end.
static void check_clause(const json_t *told, const json_t *is, const json_t *people)
{
    size_t i;
    const json_t *beat, *knot, *carrier = NULL;
    bool adopted = false, shown = false;
    json_int_t version = 1;
    int objecting[GROUPS] = {0}, standing[GROUPS] = {0};
    json_array_foreach(json_object_get(told, "beats"), i, beat)
    {
        const json_t *who = json_object_get(people, said(beat, "who"));
        const char *group = json_string_value(json_object_get(beat, "g"));
        group = group ? group : json_string_value(json_object_get(who, "g"));
        int g = group ? (int)(strchr("MCO", *group) - "MCO") : 0;
        objecting[g] += is_word(beat, "k", "object") - is_word(beat, "k", "move");
        adopted = is_word(beat, "k", "adopt") ||
                  (adopted && !is_word(beat, "k", "reopen") && !is_word(beat, "k", "park"));
        carrier = is_word(beat, "k", "carry")     ? json_object_get(beat, "who")
                  : is_word(beat, "k", "uncarry") ? NULL
                                                  : carrier;
        version = is_word(beat, "k", "version") ? json_integer_value(json_object_get(beat, "v"))
                                                : version;
    }
    json_array_foreach(json_object_get(is, "thread"), i, knot)
    {
        const char *word = json_string_value(knot);
        shown |= *word == '=';
        if (word[1] == '!') {
            standing[strchr("MCO", *word) - "MCO"] = 1;
        }
    }
    bool same = adopted == shown &&
                is_word(told, "state", json_string_value(json_object_get(is, "state"))) &&
                version == json_integer_value(json_object_get(is, "version"));
    for (int g = 0; g < GROUPS; g++) {
        same &= (objecting[g] > 0) == (standing[g] > 0);
    }
    const json_t *carries = json_object_get(json_object_get(is, "carry"), "who");
    if (!same || (carrier ? !carries || !json_equal((json_t *)carrier, (json_t *)carries)
                          : carries != NULL)) {
        fail("story", "a clause ends otherwise than its document", json_dumps(told, 0));
    }
}

static json_t *document_of(enum topic_kind kind, int table)
{
    struct buf doc;
    buf_init(&doc, 64 << 20);
    kit_document(p.room->room, (struct topic){(uint8_t)kind, (uint8_t)table, 0}, &doc);
    json_t *whole = json_loadb(doc.p, doc.n, 0, NULL);
    buf_free(&doc);
    return whole;
}

static void check_table(const json_t *told, int table, const json_t *people)
{
    size_t i;
    json_t *doc = document_of(TOPIC_TABLE, table), *outcome = document_of(TOPIC_OUTCOME, table);
    const json_t *now, *at[CLAUSES_MAX + 1] = {NULL}, *clause;
    json_array_foreach(json_object_get(told, "clauses"), i, clause)
    {
        at[json_integer_value(json_object_get(clause, "n"))] = clause;
    }
    for (int n = 1; n <= CLAUSES_MAX; n++) {
        char id[8];
        snprintf(id, sizeof id, "c%d", n);
        now = json_object_get(json_object_get(doc, "clauses"), id);
        if ((now != NULL) != (at[n] != NULL)) {
            fail("story", "other clauses than the document", id);
        }
        if (now) {
            check_clause(at[n], now, people);
        }
    }
    const json_t *tally = json_object_get(outcome, "tally"), *lead = json_object_get(told, "lead");
    if (tally && json_array_size(lead) != json_array_size(json_object_get(tally, "lead"))) {
        fail("story", "other initiatives than the tally", "");
    }
    json_array_foreach(lead, i, now)
    {
        json_t *theirs = json_array_get(json_object_get(tally, "lead"), i);
        if (!json_equal(json_object_get(now, "g"), json_array_get(theirs, 1)) ||
            !json_equal(json_object_get(now, "k"), json_array_get(theirs, 2))) {
            fail("story", "another initiative than the tally", json_dumps(now, 0));
        }
    }
    json_decref(doc);
    json_decref(outcome);
}

static void check_story(const char *view, const char *screen)
{
    struct buf all, lines;
    size_t i;
    json_t *table;
    buf_init(&all, RECORDING_MAX);
    buf_init(&lines, RECORDING_MAX);
    if (download("replay", view, NULL, p.lead, &all) != 200 ||
        download("replay", screen, NULL, p.lead, &lines) != 200) {
        fail(view, "refused", "");
    }
    json_t *story = json_loadb(all.p, all.n, JSON_REJECT_DUPLICATES, NULL);
    check_words(view, 0, buf_cstr(&all));
    check_read(view, buf_cstr(&all), buf_cstr(&lines));
    json_array_foreach(json_object_get(story, "tables"), i, table)
    {
        check_table(table, (int)i + 1, json_object_get(story, "people"));
    }
    json_decref(story);
    if (download("replay", "taken", NULL, p.lead, &all) != 200) {
        fail("taken", "refused", "");
    }
    check_words("taken", 0, buf_cstr(&all));
    check_read("taken", buf_cstr(&all), buf_cstr(&lines));
    buf_free(&lines);
    buf_free(&all);
}

static void check_story_for(const char *token, bool open)
{
    struct buf all;
    buf_init(&all, RECORDING_MAX);
    if ((download("replay", "story", NULL, token, &all) == 200) != open) {
        fail("story", open ? "refused" : "given", buf_cstr(&all));
    }
    if (download("replay", "notes", NULL, token, &all) == 200) {
        fail("notes", "given to a person", buf_cstr(&all));
    }
    buf_free(&all);
}

// An export holds the words of those who agreed to what it is for, and no name, key or draft.
static void check_export(const char *query, enum words_purpose purpose)
{
    struct buf all;
    buf_init(&all, RECORDING_MAX);
    if (download("export", "tablee-export.json", query, p.lead, &all) != 200) {
        fail("export", "refused", buf_cstr(&all));
    }
    for (const char *at = strstr(buf_cstr(&all), "qz"); at; at = strstr(at + 2, "qz")) {
        char kind;
        int by, serial, n = 0;
        if (sscanf(at, "qz%c%d-%d;%n", &kind, &by, &serial, &n) != 3 || !n || by == 0) {
            continue; // drawn at random, or a facilitator's
        }
        if (words_may(p.room->room, (struct words_reader){.purpose = purpose}, by) != WORDS_GIVEN) {
            fail(query, "the export quotes who does not agree", at);
        }
        if (strchr("ADU", kind)) {
            fail(query, "the export holds what nobody typed to be read", at);
        }
        p.exported++;
    }
    buf_free(&all);
}

static void check_views(void)
{
    const struct room *r = p.room->room;
    char view[ACTOR_NAME_MAX];
    bool open = room_recording_open(r);
    check_view("facilitator", 0, p.lead, true);
    check_view("screen", 0, p.lead, true);
    check_story("story", "screen");
    check_story("notes", "facilitator");
    for (int i = 1; i <= room_people(r); i++) {
        actor_name(i, view);
        // Who was removed reads nothing, and a robot has no phone.
        bool own = open && room_person_here(r, i) && !room_is_robot(r, i);
        check_view(view, i, p.phone[i], own);
        check_view(view, i, p.lead, open && room_tells_words(r, i));
        check_view(view, i, p.phone[i % room_people(r) + 1], own && room_people(r) == 1);
        check_view("facilitator", 0, p.phone[i], false);
        check_story_for(p.phone[i], own);
    }
}

// Forgetting

// The first marker there of somebody who is forgotten; what they typed since is theirs again.
static const char *forgotten_in(const char *bytes, size_t n)
{
    for (const char *at = bytes; (at = memmem(at, n - (size_t)(at - bytes), "qz", 2)); at += 2) {
        char words[SECRET_TEXT_MAX + 1] = "", kind;
        int by, serial, whole = 0;
        memcpy(words, at, MIN(sizeof words - 1, n - (size_t)(at - bytes)));
        if (sscanf(words, "qz%c%d-%d;%n", &kind, &by, &serial, &whole) != 3 || !whole) {
            continue; // torn by a merge, or drawn at random
        }
        if (by < 1 || by > PEOPLE_MAX || serial < 0 || serial >= p.secrets.n) {
            continue;
        }
        if (!p.secrets.list[serial].renewed && serial < p.secrets.erased[by]) {
            return at;
        }
    }
    return NULL;
}

static void check_none(const char *where, const char *bytes, size_t n)
{
    const char *at = forgotten_in(bytes, n);
    if (at) {
        char words[120];
        snprintf(words, sizeof words, "%.*s", (int)MIN(n - (size_t)(at - bytes), 100u), at);
        fail(where, "words of somebody who is forgotten", words);
    }
}

static void each_file(void (*each)(const char *path))
{
    struct dirent *entry;
    DIR *folder = opendir(p.folder);
    char path[400];
    while ((entry = readdir(folder))) {
        snprintf(path, sizeof path, "%s/%s", p.folder, entry->d_name);
        if (entry->d_name[0] != '.') {
            each(path);
        }
    }
    closedir(folder);
}

static void check_file(const char *path)
{
    struct buf all;
    char part[1 << 16];
    size_t n;
    FILE *in = fopen(path, "rb");
    buf_init(&all, RECORDING_MAX);
    while (in && (n = fread(part, 1, sizeof part, in)) > 0) {
        buf_put(&all, part, n);
    }
    if (in) {
        fclose(in);
    }
    check_none(path, all.p ? all.p : "", all.n);
    buf_free(&all);
}

static void remove_file(const char *path)
{
    unlink(path);
}

static void remove_folder(void)
{
    each_file(remove_file);
    rmdir(p.folder);
}

static void check_download(const char *what, const char *view, const char *query)
{
    struct buf all;
    buf_init(&all, RECORDING_MAX);
    download(what, view, query, p.lead, &all);
    check_none(*view ? view : what, buf_cstr(&all), all.n);
    buf_free(&all);
}

static void check_downloads(void)
{
    char view[ACTOR_NAME_MAX];
    check_download("log.ndjson", "", NULL);
    check_download("export", "tablee-export.json", "for=debrief");
    check_download("export", "tablee-export.json", "for=research");
    check_download("replay", "facilitator", NULL);
    check_download("replay", "screen", NULL);
    check_download("replay", "notes", NULL);
    for (int i = 1; i <= room_people(p.room->room); i++) {
        actor_name(i, view);
        check_download("replay", view, NULL);
    }
}

static void wrong_record(void *ctx, uint64_t seq, struct str field)
{
    UNUSED(ctx);
    UNUSED(field);
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)seq);
    fail("chain", "does not hold", number);
}

// Every document of the room, one after another.
static void put_documents(struct buf *out)
{
    static struct topic topics[KIT_TOPICS_MAX];
    struct buf doc;
    buf_init(&doc, 64 << 20);
    int n = kit_topics(p.room->room, topics);
    for (int i = 0; i < n; i++) {
        kit_document(p.room->room, topics[i], &doc);
        buf_str(out, buf_view(&doc));
        buf_char(out, '\n');
    }
    buf_free(&doc);
}

static void check_all(const struct buf *documents)
{
    struct buf now;
    uint64_t count;
    buf_init(&now, RECORDING_MAX);
    put_documents(&now);
    if (!str_eq(buf_view(&now), buf_view(documents))) {
        size_t at = 0;
        while (at < now.n && at < documents->n && now.p[at] == documents->p[at]) {
            at++;
        }
        fail("loaded again", "another document", buf_cstr(&now) + (at > 80 ? at - 80 : 0));
    }
    check_none("documents", now.p, now.n);
    each_file(check_file);
    if (!records_prove(p.host->store, p.room->id, wrong_record, NULL, &count)) {
        fail("chain", "cannot be read", "");
    }
    buf_free(&now);
}

static void reopen(void)
{
    uint32_t code = p.room->code;
    host_close(p.host);
    each_file(check_file); // of a server that has stopped
    start_host();
    p.room = hroom_at(p.host, code, UINT64_MAX);
    if (!p.room) {
        fail("loaded again", "it cannot be", "");
    }
    settle();
}

static void forget_some(void)
{
    struct buf documents;
    buf_init(&documents, RECORDING_MAX);
    snapshots_all(p.host); // which holds all of them
    settle();
    for (int i = 1; i <= room_people(p.room->room); i++) {
        struct act a = {.type = ACT_ERASE, .by = -1, .t_ms = p.now};
        VAL(&a, ERASE, PERSON) = val_int(i);
        if (dice_chance(&p.moves.random, 50) && run(&a) == 1) {
            secrets_after(&p.secrets, p.room->room, &a);
            p.erased++;
        }
    }
    settle();
    put_documents(&documents);
    check_all(&documents);
    check_downloads();
    reopen(); // from its log
    check_all(&documents);
    p.room->kept_seq = 0; // of which a snapshot is due now
    snapshots_all(p.host);
    settle();
    reopen(); // from its snapshot
    check_all(&documents);
    check_downloads();
    buf_free(&documents);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: recordings SEED COMMANDS [PLAYS]\n");
        return 2;
    }
    uint64_t first = strtoull(argv[1], NULL, 10),
             plays = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    for (uint64_t seed = first; seed < first + plays; seed++) {
        play(seed, atoi(argv[2]));
        check_views();
        check_export("for=debrief", WORDS_DEBRIEF);
        check_export("for=research", WORDS_RESEARCH);
        forget_some();
        host_close(p.host);
        remove_folder();
        arena_free(&p.texts);
    }
    printf(
        "%llu plays, %ld recordings of %ld lines, %ld quotations, %ld in exports, %ld forgotten\n",
        (unsigned long long)plays, p.taken, p.lines, p.quoted, p.exported, p.erased);
    bool enough = p.taken > 2 * (long)plays && p.quoted > 0 && p.exported > 0 && p.erased > 0;
    return plays < 20 || enough ? 0 : 1;
}
