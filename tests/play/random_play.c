// Random play: commands that are nearly right, and some that are absurd, on a room of a few tables.
// random_play SEED N [COUNT]: COUNT plays of N commands, seeds from SEED on. After each event:
// document + patch = document for every topic; no document holds what its readers may not know;
// deciding changes nothing; at the end, the same events make the same documents in a fresh room,
// and so do a snapshot from the middle and the events after it, to the same bytes; a snapshot that
// was damaged is refused, or makes a room that can be told.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "contract.h"
#include "core/room_state.h"
#include "core/snapshot.h"
#include "moves.h"

enum { EVENTS_MAX = 20000, STEPS_SHOWN = 12, SNAPSHOTS = 2, DAMAGES = 6 };

struct seen {
    struct topic topic;
    char *text; // as last projected; NULL: the topic did not exist
    json_t *doc;
};

static struct play {
    uint64_t seed, now;
    struct moves moves;
    uint64_t other; // dice for what is not played: the same plays whether it is asked or not
    struct arena arena, texts; // the room's, and those of the acts
    struct room *room;
    struct act events[EVENTS_MAX];
    int nevents;
    struct seen seen[KIT_TOPICS_MAX];
    int nseen;
    struct buf doc, json;
    struct {
        struct buf bytes;
        size_t spent;
        int nevents; // that it is of
    } snapshot[SNAPSHOTS];
    struct secrets secrets;
    unsigned char *before;
    long commands, accepted;
    bool made[ACT_TYPES]; // in any play
} p;

static void put_number(uint64_t n)
{
    char text[24], *at = text + sizeof text;
    do {
        *--at = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    (void)!write(2, at, (size_t)(text + sizeof text - at));
}

static void tell_seed(void)
{
    (void)!write(2, "\nseed ", 6);
    put_number(p.seed);
    (void)!write(2, "\n", 1);
}

static void on_signal(int signal_number)
{
    tell_seed();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

extern void __sanitizer_set_death_callback(void (*)(void)) __attribute__((weak));

__attribute__((noreturn)) static void fail(const char *what, struct topic topic, const char *more)
{
    char name[TOPIC_NAME_MAX];
    topic_name(topic, name);
    fprintf(stderr, "seed %llu, event %d: %s, %s: %.200s\n", (unsigned long long)p.seed, p.nevents,
            what, name, more);
    int from = p.nevents > STEPS_SHOWN ? p.nevents - STEPS_SHOWN : 0;
    for (int i = from; i < p.nevents; i++) {
        buf_reset(&p.doc);
        kit_act_write(&p.events[i], &p.doc);
        fprintf(stderr, "  %s\n", buf_cstr(&p.doc));
    }
    exit(1);
}

// What is checked after each event

static struct seen *seen_of(struct topic t)
{
    for (int i = 0; i < p.nseen; i++) {
        if (topic_eq(p.seen[i].topic, t)) {
            return &p.seen[i];
        }
    }
    p.seen[p.nseen] = (struct seen){.topic = t};
    return &p.seen[p.nseen++];
}

static const struct topic_patch *patch_of(const struct topic_patch *list, int n, struct topic t)
{
    for (int i = 0; i < n; i++) {
        if (topic_eq(list[i].topic, t)) {
            return &list[i];
        }
    }
    return NULL;
}

static void patch_seen(struct seen *s, const struct topic_patch *patch, json_t *whole)
{
    if (!s->doc) {
        s->doc = json_incref(whole); // a topic begins with its document
        return;
    }
    if (patch) {
        json_t *change = json_loadb(p.json.p + patch->at, patch->n, JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(change)) {
            fail("a patch is no object", s->topic, "");
        }
        const char *fault = contract_fault(p.room, s->topic, change, true);
        if (fault) {
            fail("a patch is not as the table says", s->topic, fault);
        }
        kit_merge(s->doc, change);
        json_decref(change);
    }
    if (!json_equal(s->doc, whole)) {
        char *a = json_dumps(s->doc, JSON_SORT_KEYS | JSON_COMPACT);
        char *b = json_dumps(whole, JSON_SORT_KEYS | JSON_COMPACT);
        size_t at = 0;
        while (a[at] && a[at] == b[at]) {
            at++;
        }
        at = at > 60 ? at - 60 : 0;
        fprintf(stderr, "patched  %.160s\ndocument %.160s\n", a + at, b + at);
        fail("document + patch is not the document", s->topic, patch ? "" : "no patch");
    }
}

static void check_topic(struct topic t, const struct topic_patch *patch)
{
    struct seen *s = seen_of(t);
    kit_document(p.room, t, &p.doc);
    const char *text = buf_cstr(&p.doc);
    if (!s->text || patch || strcmp(s->text, text) != 0) {
        json_t *whole = json_loadb(text, p.doc.n, JSON_REJECT_DUPLICATES, NULL);
        if (!json_is_object(whole)) {
            fail("a document is no object", t, text);
        }
        const char *fault = contract_fault(p.room, t, whole, false);
        if (fault) {
            fail("a document is not as the table says", t, fault);
        }
        patch_seen(s, patch, whole);
        json_decref(whole);
        free(s->text);
        s->text = strdup(text);
    }
    const char *leak = secrets_leak(&p.secrets, p.room, t, text);
    if (leak) {
        fail("a leak", t, leak);
    }
}

// Whoever still has the questionnaire to answer: nobody, once the report was left.
static bool owes(const struct room *r, const struct person *who)
{
    enum phase_kind now = room_phase(r);
    return !who->answered && !r->told && (now <= PHASE_REPORT || now == PHASE_LOBBY);
}

static void check_readers(void)
{
    static struct topic topics[KIT_TOPICS_MAX];
    for (int i = 1; i <= p.room->npeople; i++) {
        struct reader reader = {.kind = READ_PERSON, .npeople = 1, .person = {(uint16_t)i}};
        int n = room_topics_of(p.room, &reader, topics, KIT_TOPICS_MAX);
        for (int k = 0; k < n; k++) {
            const struct person *who = p.room->person[i];
            struct topic t = topics[k];
            bool mine = t.kind == TOPIC_ROOM || (t.kind == TOPIC_PERSON && t.id == i) ||
                        (t.kind == TOPIC_TABLE && t.table == who->table) ||
                        (t.kind == TOPIC_SCREEN && who->remote) ||
                        (t.kind == TOPIC_CHAT && t.table == who->table) ||
                        (t.kind == TOPIC_GROUP && t.table == who->table &&
                         (t.id == who->group || t.id == who->hat)) ||
                        (t.kind == TOPIC_OUTCOME && t.table == who->table && !owes(p.room, who));
            if (!mine) {
                fail("a reader may read too much", t, "");
            }
        }
    }
}

static void check_event(const struct act *event)
{
    static struct topic_patch patches[ROOM_PATCHES_MAX];
    static struct topic topics[KIT_TOPICS_MAX];
    secrets_after(&p.secrets, p.room, event);
    buf_reset(&p.json);
    int n = room_patches(p.room, patches, ROOM_PATCHES_MAX, &p.json);
    int ntopics = kit_topics(p.room, topics);
    for (int i = 0; i < ntopics; i++) {
        check_topic(topics[i], patch_of(patches, n, topics[i]));
    }
}

// Acts

static void keep_texts(struct act *e)
{
    for (int i = 0; i < ACT_FIELDS_MAX; i++) {
        e->f[i].s = arena_str(&p.texts, e->f[i].s);
    }
}

// What is decided stays within the bounds of the table, or the log could not be read again.
static void check_outcome(const struct act *event)
{
    const struct act_spec *spec = act_spec(event->type);
    for (int i = 0; i < spec->nfields; i++) {
        const struct field_spec *f = &spec->fields[i];
        bool number = !field_is_text(f->type);
        if (event->f[i].set && number && (event->f[i].i < f->min || event->f[i].i > f->max)) {
            fail("an outcome is out of its bounds", (struct topic){0}, f->name);
        }
    }
}

static void do_command(const struct act *command)
{
    static struct act out[ROOM_EVENTS_MAX];
    struct refusal no = {.code = REFUSALS};
    size_t used = arena_used(&p.arena);
    memcpy(p.before, p.room, sizeof *p.room);
    int n = room_decide(p.room, command, &p.texts, out, ROOM_EVENTS_MAX, &no);
    p.commands++;
    if (memcmp(p.before, p.room, sizeof *p.room) != 0 || used != arena_used(&p.arena)) {
        fail("deciding changed the room", (struct topic){0}, act_spec(command->type)->name);
    }
    if (n < -1 || n > ROOM_EVENTS_MAX || (n == -1 && no.code >= REFUSALS)) {
        fail("neither events nor a refusal", (struct topic){0}, act_spec(command->type)->name);
    }
    for (int i = 0; i < n; i++) {
        check_outcome(&out[i]);
    }
    p.accepted += n > 0;
    for (int i = 0; i < n && p.nevents < EVENTS_MAX; i++) {
        keep_texts(&out[i]);
        if (!room_can_apply(p.room, &out[i])) {
            fail("an event of the rules cannot be applied", (struct topic){0},
                 act_spec(out[i].type)->name);
        }
        p.events[p.nevents++] = out[i];
        p.made[out[i].type] = true;
        room_apply(p.room, &out[i], (uint64_t)p.nevents);
        check_event(&out[i]);
    }
}

static void pass_time(void)
{
    p.now += (uint64_t)dice_below(&p.moves.random, dice_chance(&p.moves.random, 4) ? 200000 : 6000);
    for (int i = 0; i < 20; i++) {
        uint64_t due = room_next_tick(p.room);
        if (!due || due > p.now) {
            return;
        }
        do_command(&(struct act){.type = ACT_TICK, .t_ms = p.now});
    }
    fail("time does not move on", (struct topic){0}, "");
}

// Plays

static void do_words(const char *words)
{
    struct act a;
    const char *fault = "";
    if (!kit_act_read(str_from_cstr(words), &p.texts, &a, &fault)) {
        fail("unreadable", (struct topic){0}, fault);
    }
    a.t_ms = p.now;
    do_command(&a);
}

static void begin(uint64_t seed)
{
    char words[256];
    p.seed = seed;
    p.moves = (struct moves){.random = dice_seed(seed), .texts = &p.texts, .secrets = &p.secrets};
    p.other = dice_seed(~seed);
    p.now = KIT_T0;
    p.nevents = p.nseen = 0;
    for (int i = 0; i < SNAPSHOTS; i++) {
        p.snapshot[i].nevents = 0;
    }
    memset(&p.secrets, 0, sizeof p.secrets);
    arena_init(&p.arena, (size_t)512 << 20);
    arena_init(&p.texts, (size_t)512 << 20);
    p.moves.room = p.room = room_new(&p.arena, kit_scenario());
    p.before = malloc(sizeof *p.room);
    static const char *const roles[] = {"auto", "choose", "facilitator"};
    int tables = 1 + dice_below(&p.moves.random, 3), places = 3 + dice_below(&p.moves.random, 7);
    int role = dice_chance(&p.moves.random, 70) ? 0 : dice_below(&p.moves.random, 3);
    int rules = dice_chance(&p.moves.random, 25) ? 1 : RULES_VERSION;
    snprintf(words, sizeof words,
             "sys created code=1234567 epoch=e scenario=essai version=1 "
             "hash=0123456789abcdef0123456789abcdef lang=fr tables=%d "
             "places=%d roles=%s seconds=\"\" rules=%d",
             tables, places, roles[role], rules);
    do_words(words);
    do_words("sys facilitate name=Anne");
    for (int i = dice_below(&p.moves.random, 10); i >= 0; i--) {
        do_words("sys join name=Nom debrief=yes research=no lang=fr");
    }
    for (int i = dice_below(&p.moves.random, 5); i > 0; i--) {
        do_command(&(struct act){.type = ACT_NEXT, .by = -1, .t_ms = p.now});
    }
}

// Most plays begin in the middle of the hour and all go on from there; the table's negotiation,
// which has the most rules, takes the most of it.
static void maybe_next(int commands)
{
    int chances = room_phase(p.room) == PHASE_POOLING ? 1 : 4;
    if (dice_below(&p.moves.random, commands) < chances) {
        do_command(&(struct act){.type = ACT_NEXT, .by = -1, .t_ms = p.now});
    }
}

static void check_same(const struct room *first, const char *documents, const char *time)
{
    for (int i = 0; i < p.nseen; i++) {
        kit_document(p.room, p.seen[i].topic, &p.doc);
        if (strcmp(buf_cstr(&p.doc), p.seen[i].text) != 0) {
            fail(documents, p.seen[i].topic, "");
        }
    }
    if (room_next_tick(first) != room_next_tick(p.room)) {
        fail(time, (struct topic){0}, "");
    }
}

static void check_bytes(const struct room *first)
{
    buf_reset(&p.doc);
    buf_reset(&p.json);
    snapshot_write(first, &p.doc);
    snapshot_write(p.room, &p.json);
    if (!str_eq(buf_view(&p.doc), buf_view(&p.json))) {
        fail("two snapshots of one room are not the same", (struct topic){0}, "");
    }
    if (snapshot_spent(p.room) < snapshot_spent(first)) {
        fail("a room has more place than its log leaves", (struct topic){0}, "");
    }
}

static void check_replay(void)
{
    static struct topic_patch patches[ROOM_PATCHES_MAX];
    struct arena arena;
    struct room *first = p.room;
    arena_init(&arena, (size_t)512 << 20);
    p.room = room_new(&arena, kit_scenario());
    for (int i = 0; i < p.nevents; i++) {
        room_apply(p.room, &p.events[i], (uint64_t)i + 1);
        buf_reset(&p.json);
        room_patches(p.room, patches, ROOM_PATCHES_MAX, &p.json);
    }
    check_same(first, "a replay gives another document", "a replay waits for another time");
    check_bytes(first);
    arena_free(&arena);
    p.room = first;
}

// Snapshots

static void maybe_keep(int commands)
{
    for (int i = 0; i < SNAPSHOTS; i++) {
        if (dice_below(&p.other, commands) == 0) {
            buf_reset(&p.snapshot[i].bytes);
            snapshot_write(p.room, &p.snapshot[i].bytes);
            p.snapshot[i].spent = snapshot_spent(p.room);
            p.snapshot[i].nevents = p.nevents;
        }
    }
}

static void check_snapshot(int at)
{
    struct arena arena;
    struct room *first = p.room;
    arena_init(&arena, (size_t)512 << 20);
    p.room = room_new(&arena, kit_scenario());
    if (!snapshot_read(p.room, buf_view(&p.snapshot[at].bytes)) ||
        !snapshot_spend(p.room, p.snapshot[at].spent)) {
        fail("a snapshot is refused", (struct topic){0}, "");
    }
    for (int i = p.snapshot[at].nevents; i < p.nevents; i++) {
        if (!room_can_apply(p.room, &p.events[i])) {
            fail("an event does not follow a snapshot", (struct topic){0},
                 act_spec(p.events[i].type)->name);
        }
        room_apply(p.room, &p.events[i], (uint64_t)i + 1);
    }
    room_settle(p.room);
    check_same(first, "a snapshot comes to another document: what does shape.c lack?",
               "a snapshot waits for another time");
    check_bytes(first);
    arena_free(&arena);
    p.room = first;
}

// Whatever is read, it is within bounds.
static void damage_snapshot(int at)
{
    static struct topic topics[KIT_TOPICS_MAX];
    struct str state = buf_view(&p.snapshot[at].bytes);
    for (int i = 0; i < DAMAGES; i++) {
        struct arena arena;
        char *bytes = malloc(state.n);
        memcpy(bytes, state.p, state.n);
        for (int k = dice_below(&p.other, 3); k >= 0; k--) {
            char byte = (char)dice_below(&p.other, 256);
            bytes[dice_below(&p.other, (int)state.n)] = byte;
        }
        size_t n = dice_chance(&p.other, 10) ? (size_t)dice_below(&p.other, (int)state.n) : state.n;
        arena_init(&arena, (size_t)64 << 20);
        struct room *room = room_new(&arena, kit_scenario());
        if (snapshot_read(room, (struct str){bytes, n})) {
            room_settle(room);
            int ntopics = kit_topics(room, topics);
            for (int t = 0; t < ntopics; t++) {
                kit_document(room, topics[t], &p.doc);
            }
        }
        arena_free(&arena);
        free(bytes);
    }
}

static void check_snapshots(void)
{
    for (int i = 0; i < SNAPSHOTS; i++) {
        if (p.snapshot[i].nevents > 0) {
            check_snapshot(i);
            damage_snapshot(i);
        }
    }
}

static void finish(void)
{
    for (int i = 0; i < p.nseen; i++) {
        free(p.seen[i].text);
        json_decref(p.seen[i].doc);
    }
    free(p.before);
    arena_free(&p.arena);
    arena_free(&p.texts);
}

// What never happens shows nothing: many plays make every kind of event but those of the host, and
// what older logs alone hold.
static bool all_made(uint64_t plays)
{
    bool all = true;
    for (int i = 0; i < ACT_TYPES && plays >= 100; i++) {
        if (!p.made[i] && i != ACT_TICK && i != ACT_CRED && i != ACT_RESERVE) {
            fprintf(stderr, "no play has made the event \"%s\"\n",
                    act_spec((enum act_type)i)->name);
            all = false;
        }
    }
    return all;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: random_play SEED COMMANDS [PLAYS]\n");
        return 2;
    }
    uint64_t first = strtoull(argv[1], NULL, 10),
             plays = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    int commands = atoi(argv[2]);
    signal(SIGABRT, on_signal);
    if (__sanitizer_set_death_callback) {
        __sanitizer_set_death_callback(tell_seed);
    }
    buf_init(&p.doc, 32 << 20);
    buf_init(&p.json, 64 << 20);
    for (int i = 0; i < SNAPSHOTS; i++) {
        buf_init(&p.snapshot[i].bytes, 64 << 20);
    }
    for (uint64_t seed = first; seed < first + plays; seed++) {
        begin(seed);
        for (int i = 0; i < commands; i++) {
            pass_time();
            maybe_next(commands);
            struct act a;
            moves_any(&p.moves, &a);
            a.t_ms = p.now;
            do_command(&a);
            check_readers();
            maybe_keep(commands);
        }
        check_replay();
        check_snapshots();
        finish();
    }
    buf_free(&p.doc);
    buf_free(&p.json);
    for (int i = 0; i < SNAPSHOTS; i++) {
        buf_free(&p.snapshot[i].bytes);
    }
    printf("%llu plays, %ld commands, %ld accepted\n", (unsigned long long)plays, p.commands,
           p.accepted);
    return all_made(plays) ? 0 : 1;
}
