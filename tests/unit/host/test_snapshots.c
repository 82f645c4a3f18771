// Rooms that come back from what the store kept of them, and from their logs when that is not to be
// believed.
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/pack.h"
#include "base/util.h"
#include "core/limits.h"
#include "core/snapshot.h"
#include "heard.h"
#include "host/chain.h"
#include "host/host.h"
#include "host/records.h"
#include "store/store_parts.h"

enum { HEARD_MAX = 1 << 20, IDLE = 600000, GONE = 30000, NAMED = 24, MANY = 200, CONN = 1 };

static struct host *h;
static struct store *store;
static struct store_ops ops, inside;
static struct buf heard;
static uint64_t now = 1700000000000;
static char room[8], token[32], seat[32];
static unsigned said, read_records;
static uint32_t wrong_code;

static void on_send(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    UNUSED(ctx);
    UNUSED(conns);
    for (size_t i = 0; i < n; i++) {
        buf_put(&heard, f->bytes, f->len);
        buf_char(&heard, '\n');
    }
}

static int closed; // the code that CONN was closed with
static char closed_why[32];

static void on_close(void *ctx, uint32_t conn, int code, const char *reason)
{
    UNUSED(ctx);
    if (conn != CONN)
        return;
    closed = code;
    snprintf(closed_why, sizeof closed_why, "%s", reason);
}

static bool may_die;
static char died_of[80];

static void on_fatal(void *ctx, const char *why)
{
    UNUSED(ctx);
    cr_assert(may_die, "%s", why);
    snprintf(died_of, sizeof died_of, "%s", why);
}

struct counted {
    store_each_record *each;
    void *ctx;
};

static bool count_record(void *ctx, const struct store_record *r)
{
    const struct counted *c = ctx;
    read_records++;
    return c->each(c->ctx, r);
}

static enum store_answer records_counted(struct store *s, uint32_t id, uint64_t from,
                                         store_each_record *each, void *ctx)
{
    return inside.records(s, id, from, count_record, &(struct counted){each, ctx});
}

static void stays(struct store *s)
{
    UNUSED(s);
}

static void open_host_with(const char *scenarios, bool still)
{
    static const struct host_sink sink = {NULL, on_send, on_close, unheard_wake, on_fatal, NULL};
    char err[512] = "";
    struct host_config config = {
        .store = store, .now_ms = now, .still = still, .scenario_dirs = scenarios};
    h = host_open(&config, &sink, err, sizeof err);
    cr_assert(h, "%s", err);
}

static void open_host(bool still)
{
    open_host_with(TABLEE_SOURCE_DIR "/scenarios", still);
}

static void settle(void)
{
    while (host_tick(h, now) == now)
        ;
    host_turn_end(h);
    host_committed(h, now);
}

static const char *ask(const char *text)
{
    buf_reset(&heard);
    host_text(h, CONN, text, strlen(text), now);
    settle();
    return buf_cstr(&heard);
}

static void connect_here(void)
{
    host_connected(h, CONN, &(struct host_peer){.addr = "127.0.0.1", .loopback = true});
}

static const char *hello(const char *who)
{
    char text[256];
    snprintf(text, sizeof text,
             "{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", room, who);
    return ask(text);
}

static const char *act(unsigned id, const char *as, const char *what)
{
    char text[1024];
    snprintf(text, sizeof text, "{\"t\":\"do\",\"id\":\"n%u\",\"as\":\"%s\",\"act\":%s}", id, as,
             what);
    return ask(text);
}

// A room with somebody in it who is renamed again and again.
static void rename_times(int n)
{
    char what[128];
    for (int i = 0; i < n; i++) {
        snprintf(what, sizeof what, "\"name\",\"a\":{\"person\":\"p1\",\"name\":\"Zéphirine %u\"}",
                 said);
        cr_assert(strstr(act(++said, "f1", what), "\"ok\""), "%s", buf_cstr(&heard));
    }
}

static void make_room(void)
{
    char text[256];
    connect_here();
    const char *made =
        ask("{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\",\"tables\":2}}");
    member(made, "room", room, sizeof room);
    member(made, "token", token, sizeof token);
    snprintf(text, sizeof text, "{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"Zéphirine\"}",
             room);
    member(ask(text), "token", seat, sizeof seat);
    cr_assert(strstr(hello(token), "welcome"));
}

static void begin(void)
{
    buf_init(&heard, HEARD_MAX);
    store = store_memory();
    inside = ops = *store->ops;
    ops.close = stays;
    ops.records = records_counted;
    store->ops = &ops;
    open_host(false);
    make_room();
}

static void end(void)
{
    store->ops = &inside;
    host_close(h);
    buf_free(&heard);
}

TestSuite(snapshots, .init = begin, .fini = end);

// Until nobody needs the room any more.
static void let_go(void)
{
    host_closed(h, CONN, now);
    for (int i = 0; i < 4; i++) {
        now += IDLE / 2 + GONE;
        settle();
    }
}

static void restart(bool in_order)
{
    if (in_order)
        host_drain(h, now);
    host_close(h);
    open_host(false);
}

static bool there(struct store_snapshot *out)
{
    return store_snapshot(store, 1, out) == STORE_YES;
}

static unsigned loaded_from(void)
{
    read_records = 0;
    connect_here();
    cr_assert(strstr(hello(token), "welcome"), "%s", buf_cstr(&heard));
    return read_records;
}

// The documents, without the versions and the times that each opening has of its own.
static void documents(char *out, size_t n)
{
    const char *at = strstr(buf_cstr(&heard), "\"doc\"");
    cr_assert(at);
    snprintf(out, n, "%s", at);
}

Test(snapshots, a_room_that_was_let_go_comes_back_without_its_log)
{
    static char before[1 << 16], after[1 << 16];
    struct store_snapshot s;
    rename_times(NAMED);
    hello(token);
    documents(before, sizeof before);
    cr_assert_not(there(&s));
    let_go();
    cr_assert(there(&s));
    cr_assert_lt(loaded_from(), 8);
    documents(after, sizeof after);
    cr_assert(strstr(after, "Zéphirine 23"), "%s", after);
    cr_assert(strstr(hello(seat), "welcome"), "whoever held a token holds it still");
}

Test(snapshots, what_was_answered_is_answered_again_the_same)
{
    static char first[4096], again[4096];
    rename_times(NAMED);
    snprintf(first, sizeof first, "%s", act(9999, "f1", "\"say\",\"a\":{\"text\":\"Bonjour\"}"));
    let_go();
    loaded_from();
    snprintf(again, sizeof again, "%s", act(9999, "f1", "\"say\",\"a\":{\"text\":\"Bonjour\"}"));
    cr_assert(strstr(first, again), "%s instead of %s", again, first);
    cr_assert(strstr(again, "\"say\":1") && !strstr(again, "patch"), "it is done once: %s", again);
}

static bool done(unsigned id)
{
    char what[80];
    snprintf(what, sizeof what, "\"say\",\"a\":{\"text\":\"%u\"}", id);
    return strstr(act(id, "f1", what), "patch");
}

Test(snapshots, the_oldest_answer_is_still_the_oldest)
{
    enum { FIRST = 10000, MORE = 5, LAST = FIRST + REMEMBERED + MORE };
    for (unsigned id = FIRST; id < LAST; id++)
        cr_assert(done(id));
    let_go();
    loaded_from();
    cr_assert(done(LAST)); // in the place of the oldest
    for (unsigned id = LAST; id > FIRST + MORE; id--)
        cr_assert_not(done(id), "%u was done twice", id);
    cr_assert(done(FIRST + MORE));
}

Test(snapshots, a_server_that_was_killed_reads_what_followed)
{
    rename_times(MANY);
    restart(false);
    cr_assert_lt(loaded_from(), MANY / 2 + 8);
    cr_assert(strstr(buf_cstr(&heard), "Zéphirine 199"));
}

Test(snapshots, a_server_that_was_stopped_reads_nothing_more)
{
    rename_times(MANY);
    restart(true);
    cr_assert_lt(loaded_from(), 24);
    cr_assert(strstr(buf_cstr(&heard), "Zéphirine 199"));
}

// Each is written whole: what is large is kept less often than a small room's events would ask for.
Test(snapshots, a_large_room_is_kept_less_often)
{
    enum { NOTES = 150, TEXT = 480 };
    static char what[TEXT + 64];
    struct store_snapshot first, last;
    int n = snprintf(what, sizeof what, "\"note\",\"a\":{\"text\":\"%0*d\"}", TEXT, 0);
    cr_assert_lt(n, (int)sizeof what);
    for (int i = 0; i < NOTES; i++) {
        cr_assert(strstr(act(++said, "f1", what), "\"ok\""), "%s", buf_cstr(&heard));
        if (i == NAMED * 2 + 8)
            cr_assert(there(&first));
    }
    uint64_t seq = first.seq;
    cr_assert(there(&last));
    cr_assert_eq(last.seq, seq, "again after %u", (unsigned)(last.seq - seq));
    restart(false);
    loaded_from();
    rename_times(1);
    cr_assert(there(&last));
    cr_assert_eq(last.seq, seq, "forgotten by a server that began again");
    rename_times(MANY);
    cr_assert(there(&last));
    cr_assert_gt(last.seq, seq);
}

// Who had left is told again when they come.
Test(snapshots, who_is_there_is_kept)
{
    hello(seat);
    cr_assert(strstr(hello(token), "\"on\":true"), "%s", buf_cstr(&heard));
    let_go();
    loaded_from();
    cr_assert_not(strstr(buf_cstr(&heard), "\"on\":true"), "%s", buf_cstr(&heard));
    hello(seat);
    cr_assert(strstr(hello(token), "\"on\":true"), "%s", buf_cstr(&heard));
}

static void put(struct str bytes, uint64_t seq)
{
    store_put_snapshot(store, &(struct store_snapshot){1, seq, bytes});
    store_flush(store);
}

// As it was kept, but for what `change` does to it.
static void damage(void (*change)(struct buf *bytes, uint64_t *seq))
{
    struct store_snapshot s;
    struct buf bytes;
    buf_init(&bytes, HEARD_MAX);
    cr_assert(there(&s));
    buf_str(&bytes, s.bytes);
    change(&bytes, &s.seq);
    put(buf_view(&bytes), s.seq);
    buf_free(&bytes);
}

static void cut(struct buf *b, uint64_t *seq)
{
    UNUSED(seq);
    b->n /= 2;
}

static void flip(struct buf *b, uint64_t *seq)
{
    UNUSED(seq);
    b->p[b->n / 2] ^= 1;
}

static void empty(struct buf *b, uint64_t *seq)
{
    UNUSED(seq);
    b->n = 1;
}

static void later(struct buf *b, uint64_t *seq)
{
    UNUSED(b);
    *seq += 1000;
}

static void earlier(struct buf *b, uint64_t *seq)
{
    UNUSED(b);
    *seq -= 3;
}

// The digest of what it says now.
static void vouch(struct buf *b)
{
    unsigned char digest[DIGEST_BYTES];
    struct unpack in = {b->p + DIGEST_BYTES, b->n - DIGEST_BYTES, false};
    unpack_num(&in);
    unpack_num(&in);
    secret_chain((const unsigned char *)in.p, str_sub(buf_view(b), DIGEST_BYTES, b->n), digest);
    memcpy(b->p, digest, sizeof digest);
}

// The room is called otherwise.
static void forge(struct buf *b, uint64_t *seq)
{
    UNUSED(seq);
    char *name = memmem(b->p, b->n, "phirine", 7);
    cr_assert(name);
    *name = 'b';
    vouch(b);
}

// Two credentials are one.
static void confuse(struct buf *b, uint64_t *seq)
{
    unsigned char one[DIGEST_BYTES], other[DIGEST_BYTES];
    UNUSED(seq);
    secret_digest(str_from_cstr(token), one);
    secret_digest(str_from_cstr(seat), other);
    char *at = memmem(b->p, b->n, other, sizeof other);
    cr_assert(at && memmem(b->p, b->n, one, sizeof one));
    memcpy(at, one, sizeof one);
    vouch(b);
}

Test(snapshots, what_is_not_to_be_believed_is_not)
{
    static void (*const ways[])(struct buf *, uint64_t *) = {cut,   flip,    empty,
                                                             later, earlier, confuse};
    static char before[1 << 16], after[1 << 16];
    rename_times(NAMED);
    hello(token);
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        rename_times(NAMED / 2); // or there is no reason for another
        hello(token);
        documents(before, sizeof before);
        let_go();
        damage(ways[i]);
        cr_assert_gt(loaded_from(), NAMED, "way %zu", i);
        documents(after, sizeof after);
        cr_assert(strstr(after, "Zéphirine"));
    }
}

Test(snapshots, what_a_host_holds_is_counted)
{
    struct buf b;
    buf_init(&b, HEARD_MAX);
    rename_times(NAMED);
    host_metrics(h, &b);
    static const char *const lines[] = {"tablee_info{version=",
                                        "tablee_rooms 1\n",
                                        "tablee_connections 1\n",
                                        "tablee_connections_max 4096\n",
                                        "tablee_connections_displaced_total 0\n",
                                        "tablee_answers_waiting 0\n",
                                        "tablee_library_tasks 0\n",
                                        "tablee_recordings_kept 0\n",
                                        "tablee_recordings_made_total 0\n",
                                        "tablee_budget_waited_total{budget=",
                                        "tablee_rooms_kept 1\n",
                                        "tablee_rooms_deleted_total{why=\"asked\"} 0\n",
                                        "tablee_budget_refused_total{budget="};
    for (size_t i = 0; i < ARRAY_LEN(lines); i++)
        cr_assert(strstr(buf_cstr(&b), lines[i]), "%s in\n%s", lines[i], buf_cstr(&b));
    host_closed(h, CONN, now);
    buf_reset(&b);
    host_metrics(h, &b);
    cr_assert(strstr(buf_cstr(&b), "tablee_connections 0\n"), "%s", buf_cstr(&b));
    buf_free(&b);
}

// What is so already is done: there is nothing to tell, and nothing to refuse.
Test(snapshots, an_act_that_changes_nothing_is_accepted)
{
    for (unsigned id = 1; id < 3; id++)
        cr_assert(strstr(act(id, "f1", "\"lock\",\"a\":{\"on\":true}"), "\"ok\""), "%s",
                  buf_cstr(&heard));
}

static void told_wrong(void *ctx, uint32_t code)
{
    UNUSED(ctx);
    wrong_code = code;
}

// Nothing but a whole replay sees it: that is what `verify` is for.
static void lies(int after)
{
    rename_times(NAMED);
    let_go();
    loaded_from();
    rename_times(after);
    host_close(h);
    open_host(true);
    cr_assert(host_prove_snapshots(h, told_wrong, NULL));
    cr_assert_eq(wrong_code, 0);
    damage(forge);
    cr_assert(host_prove_snapshots(h, told_wrong, NULL));
    cr_assert_eq(wrong_code, (uint32_t)atoi(room));
}

Test(snapshots, one_that_lies_is_found_by_the_whole_log)
{
    lies(0);
}

Test(snapshots, one_that_lies_is_found_by_the_log_up_to_there)
{
    lies(3);
}

Test(snapshots, words_that_are_forgotten_are_in_none)
{
    struct store_snapshot s;
    rename_times(MANY);
    cr_assert(there(&s) && memmem(s.bytes.p, s.bytes.n, "phirine", 7));
    cr_assert(strstr(act(9999, "f1", "\"erase\",\"a\":{\"person\":\"p1\"}"), "\"ok\""));
    cr_assert_not(there(&s), "it went with them");
    for (unsigned i = 0; i < MANY; i++)
        act(20000 + i, "f1", "\"note\",\"a\":{\"text\":\"rien\"}");
    let_go();
    cr_assert_not(there(&s), "this memory held the words");
    cr_assert_gt(loaded_from(), MANY);
    let_go();
    cr_assert(there(&s), "this one did not");
    cr_assert_not(memmem(s.bytes.p, s.bytes.n, "phirine", 7));
}

static unsigned told_times;
static uint64_t told_seq;
static char told_field[32];

static void tell_rotten(void *ctx, uint64_t seq, struct str field)
{
    UNUSED(ctx);
    told_times++;
    told_seq = seq;
    snprintf(told_field, sizeof told_field, STR_FMT, STR_ARG(field));
}

struct rotten {
    uint64_t seq;
    store_each_record *record;
    store_each_text *text;
    void *ctx;
};
static uint64_t rotten_at;

static bool rot_text(void *ctx, const struct store_text *found)
{
    const struct rotten *r = ctx;
    struct store_text t = *found;
    if (t.seq == rotten_at)
        t.text = STR("Personne n’a dit cela");
    return r->text(r->ctx, &t);
}

static enum store_answer rotten_texts(struct store *s, uint32_t id, size_t *place,
                                      store_each_text *each, void *ctx)
{
    return inside.texts(s, id, place, rot_text, &(struct rotten){.text = each, .ctx = ctx});
}

static bool rot_record(void *ctx, const struct store_record *found)
{
    const struct rotten *r = ctx;
    struct store_record rec = *found;
    rec.hash[0] ^= rec.seq == rotten_at;
    return r->record(r->ctx, &rec);
}

static enum store_answer rotten_records(struct store *s, uint32_t id, uint64_t from,
                                        store_each_record *each, void *ctx)
{
    struct rotten r = {.record = each, .ctx = ctx};
    return inside.records(s, id, from, rot_record, &r);
}

static uint64_t proven(void)
{
    uint64_t n = 0;
    told_times = 0;
    cr_assert(records_prove(store, 1, tell_rotten, NULL, &n));
    return n;
}

Test(snapshots, what_rots_is_told_by_its_record_and_its_field)
{
    rename_times(NAMED);
    uint64_t whole = proven();
    cr_assert_gt(whole, NAMED);
    cr_assert_eq(told_times, 0);
    rotten_at = whole;
    ops.texts = rotten_texts;
    cr_assert_eq(proven(), whole);
    cr_assert_eq(told_times, 1);
    cr_assert_eq(told_seq, whole);
    cr_assert_str_eq(told_field, "name");
    ops.texts = inside.texts;
    ops.records = rotten_records;
    cr_assert_eq(proven(), whole);
    cr_assert_eq(told_times, 1);
    cr_assert_str_eq(told_field, "");
}

// Whoever reads a room and does not prove it is told of it in the log alone.
Test(snapshots, a_text_that_rots_is_read_as_forgotten)
{
    rename_times(NAMED);
    rotten_at = proven();
    ops.texts = rotten_texts;
    restart(false);
    loaded_from();
    cr_assert(strstr(hello(seat), "welcome"));
    cr_assert_not(strstr(buf_cstr(&heard), "Personne n’a dit cela"));
}

// ---- rooms that somebody else has, or that nobody can read

static enum store_answer finds = STORE_YES, takes = STORE_YES; // but for these, as the store does
static bool refuses;                                           // the room, once

static enum store_answer find_or_not(struct store *s, struct store_sought sought,
                                     struct store_room *out)
{
    return finds == STORE_YES ? inside.find(s, sought, out) : finds;
}

static enum store_answer take_or_not(struct store *s, uint32_t code, struct store_taken *out)
{
    return takes == STORE_YES ? inside.take(s, code, out) : takes;
}

static void refuse_or_not(struct store *s, void (*each)(void *ctx, uint32_t id), void *ctx)
{
    UNUSED(s);
    if (refuses)
        each(ctx, 1);
    refuses = false;
}

// Each asked for something is late once, and after a wake no more.
static unsigned late_for;    // bits: which are asked late
static unsigned was_late;    // and which have been
static uint32_t reserved[2]; // the codes of the first two that were asked for

enum late {
    LATE_FIND,
    LATE_TAKE,
    LATE_RESERVE,
    LATE_RECORDS,
    LATE_TEXTS,
    LATE_SCENARIO,
    LATE_SNAPSHOT,
    LATE_AFTER,
    LATE_LISTS,
    LATES
};

static bool comes_late(enum late what)
{
    unsigned bit = 1u << what;
    bool late = (late_for & bit) && !(was_late & bit);
    was_late |= bit;
    return late;
}

static enum store_answer late_find(struct store *s, struct store_sought sought,
                                   struct store_room *out)
{
    return comes_late(LATE_FIND) ? STORE_LATER : inside.find(s, sought, out);
}

static enum store_answer late_take(struct store *s, uint32_t code, struct store_taken *out)
{
    return comes_late(LATE_TAKE) ? STORE_LATER : inside.take(s, code, out);
}

static enum store_answer late_reserve(struct store *s, uint32_t code, uint32_t *id)
{
    reserved[reserved[0] != 0] = code;
    return comes_late(LATE_RESERVE) ? STORE_LATER : inside.reserve(s, code, id);
}

static enum store_answer late_records(struct store *s, uint32_t id, uint64_t from,
                                      store_each_record *each, void *ctx)
{
    return comes_late(LATE_RECORDS) ? STORE_LATER : inside.records(s, id, from, each, ctx);
}

static enum store_answer late_texts(struct store *s, uint32_t id, size_t *place,
                                    store_each_text *each, void *ctx)
{
    return comes_late(LATE_TEXTS) ? STORE_LATER : inside.texts(s, id, place, each, ctx);
}

static enum store_answer late_scenario(struct store *s, const unsigned char *hash, struct str *text)
{
    return comes_late(LATE_SCENARIO) ? STORE_LATER : inside.scenario(s, hash, text);
}

static enum store_answer late_snapshot(struct store *s, uint32_t id, struct store_snapshot *out)
{
    return comes_late(LATE_SNAPSHOT) ? STORE_LATER : inside.snapshot(s, id, out);
}

static enum store_answer late_after(struct store *s, uint32_t id, uint64_t seq, size_t *place)
{
    return comes_late(LATE_AFTER) ? STORE_LATER : inside.texts_after(s, id, seq, place);
}

static enum store_answer late_entries(struct store *s, store_each_entry *each, void *ctx)
{
    return comes_late(LATE_LISTS) ? STORE_LATER : inside.entries(s, each, ctx);
}

static enum store_answer late_below(struct store *s, uint32_t below, store_each_room *each,
                                    void *ctx)
{
    return comes_late(LATE_LISTS) ? STORE_LATER : inside.below(s, below, each, ctx);
}

static enum store_answer late_count(struct store *s, uint64_t *n)
{
    return comes_late(LATE_LISTS) ? STORE_LATER : inside.count(s, n);
}

static enum store_answer late_due(struct store *s, uint64_t now_ms, uint32_t days,
                                  store_each_room *each, void *ctx)
{
    return comes_late(LATE_LISTS) ? STORE_LATER : inside.due(s, now_ms, days, each, ctx);
}

static void be_late(unsigned what)
{
    late_for = what;
    was_late = 0;
    ops.find = late_find;
    ops.take = late_take;
    ops.reserve = late_reserve;
    ops.records = late_records;
    ops.texts = late_texts;
    ops.scenario = late_scenario;
    ops.snapshot = late_snapshot;
    ops.texts_after = late_after;
    ops.entries = late_entries;
    ops.below = late_below;
    ops.count = late_count;
    ops.due = late_due;
}

static void share(void)
{
    begin();
    ops.find = find_or_not;
    ops.take = take_or_not;
    ops.refused = refuse_or_not;
}

TestSuite(shared, .init = share, .fini = end);

// Whoever comes to a room that is not in memory, while the store answers so.
static const char *hello_while(enum store_answer *asked, enum store_answer answer)
{
    host_closed(h, CONN, now);
    closed = 0;
    connect_here();
    *asked = answer;
    hello(token);
    *asked = STORE_YES;
    return buf_cstr(&heard);
}

Test(shared, who_comes_to_a_room_that_another_server_has_is_sent_away)
{
    let_go();
    cr_assert_str_empty(hello_while(&takes, STORE_ELSEWHERE));
    cr_assert_eq(closed, HOST_CLOSE_LATER);
    cr_assert_str_eq(closed_why, "elsewhere");
    cr_assert(strstr(hello_while(&takes, STORE_YES), "welcome"), "as soon as it is free");
}

Test(shared, a_store_that_answers_later_is_asked_again_when_it_wakes)
{
    enum store_answer *const asked[] = {&finds, &takes};
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        let_go();
        cr_assert_str_empty(hello_while(asked[i], STORE_LATER));
        host_tick(h, now);
        cr_assert_str_empty(buf_cstr(&heard), "nothing was told meanwhile");
        cr_assert_eq(closed, 0);
        for (int turn = 0; turn < 3; turn++)
            settle();
        cr_assert(strstr(buf_cstr(&heard), "welcome"), "%zu: %s", i, buf_cstr(&heard));
    }
    let_go();
    hello_while(&takes, STORE_LATER); // and who waits when the server stops is let go of
}

// Every question of loading, one after another: who came hears nothing until all are answered, and
// nobody looks again and again meanwhile.
Test(shared, a_room_is_loaded_however_late_each_answer_is)
{
    rename_times(MANY);
    for (unsigned what = 0; what <= LATES; what++) {
        unsigned all = (1u << LATES) - 1;
        if (what % 2)
            restart(true); // its scenario may be forgotten, and a snapshot is there
        else
            let_go();
        now += GONE;
        be_late(what == LATES ? all : 1u << what);
        connect_here();
        hello(token);
        for (int turn = 0; turn < 2 * LATES; turn++)
            settle();
        cr_assert(strstr(buf_cstr(&heard), "welcome"), "%u: %s", what, buf_cstr(&heard));
        cr_assert(strstr(buf_cstr(&heard), "Zéphirine 199"), "%u", what);
    }
}

Test(shared, a_late_scenario_is_waited_for_and_is_not_a_missing_one)
{
    char folder[] = "/tmp/tablee-late-XXXXXX", link[64];
    snprintf(link, sizeof link, "%s/lac-edouard", mkdtemp(folder));
    cr_assert_eq(symlink(TABLEE_SOURCE_DIR "/scenarios/lac-edouard", link), 0);
    host_close(h);
    open_host_with(folder, false); // la-mauve is in the store alone
    unlink(link);
    rmdir(folder);
    be_late(1u << LATE_SCENARIO);
    connect_here();
    cr_assert_str_empty(hello(token));
    for (int turn = 0; turn < 2; turn++)
        settle();
    cr_assert(strstr(buf_cstr(&heard), "welcome"), "%s", buf_cstr(&heard));
}

// Asking again is no way past the budgets: what the store is late for is weighed once it is told.
Test(shared, whoever_guesses_pays_however_late_the_store_is)
{
    char text[160];
    const struct host_peer peer = {.addr = "192.0.2.7"};
    unsigned refused = 0;
    let_go();
    host_connected(h, CONN, &peer);
    for (int i = 0; i < 200 && !refused; i++) {
        snprintf(text, sizeof text,
                 "{\"t\":\"look\",\"id\":3,\"room\":\"%d\",\"link\":\"AAAAAAAAAAA\"}", 1000000 + i);
        be_late(1u << LATE_FIND);
        ask(text);
        for (int turn = 0; turn < 3; turn++)
            settle();
        refused += !strstr(buf_cstr(&heard), "unknown_room");
    }
    cr_assert_eq(refused, 1, "the budget of an address is reached");
}

Test(shared, a_code_that_the_store_is_late_for_is_asked_for_again)
{
    static const char create[] =
        "{\"t\":\"create\",\"id\":1,\"once\":\"0123456789012345678901\",\"options\":"
        "{\"scenario\":\"la-mauve\"}}";
    memset(reserved, 0, sizeof reserved);
    be_late(1u << LATE_RESERVE | 1u << LATE_FIND);
    cr_assert_str_empty(ask(create));
    for (int turn = 0; turn < 4; turn++)
        settle();
    cr_assert(strstr(buf_cstr(&heard), "\"t\":\"ok\""), "%s", buf_cstr(&heard));
    cr_assert(reserved[0] && reserved[0] == reserved[1]);
}

// The answer to a command of before is made from its record: it is waited for, and nothing is done
// twice.
Test(shared, a_late_record_keeps_the_answer_of_a_command_that_comes_again)
{
    static const char what[] = "\"lock\",\"a\":{\"on\":true}";
    cr_assert(strstr(act(500, "f1", what), "\"ok\""));
    rename_times(NAMED); // so that it comes back from a snapshot
    let_go();
    connect_here();
    hello(token);
    settle();
    be_late(1u << LATE_RECORDS);
    cr_assert_str_empty(act(500, "f1", what));
    settle();
    cr_assert(strstr(buf_cstr(&heard), "\"ok\""), "%s", buf_cstr(&heard));
}

static const char *download(const char *path, const char *key, int *status)
{
    static struct buf out, all;
    const char *type;
    enum host_part part;
    int late = 0;
    struct host_download *d =
        key ? host_download_open(h, path, NULL, key) : host_keep(h, false, path, "", STR(""));
    if (!all.max) {
        buf_init(&out, HEARD_MAX);
        buf_init(&all, HEARD_MAX);
    }
    buf_reset(&all);
    do {
        part = host_download_next(d, &out, &type, status);
        if (part == HOST_PART_BYTES || part == HOST_PART_LAST)
            buf_str(&all, buf_view(&out));
        late += part == HOST_PART_LATER;
        if (part == HOST_PART_LATER || part == HOST_PART_SOON)
            settle();
        cr_assert_neq(part, HOST_PART_FAILED, "%s", path);
        cr_assert_lt(late, 20, "%s is waited for for good", path);
    } while (part != HOST_PART_LAST);
    host_download_close(d);
    return buf_cstr(&all);
}

Test(shared, what_is_downloaded_is_the_same_however_late_the_store_is)
{
    static const char *const files[] = {"log.ndjson", "export/", "export/events.csv",
                                        "replay/screen", "scenario.json"};
    static const char *const kept[] = {"/api/host", "/api/host/rooms", "/api/host/register"};
    char path[64];
    int status;
    rename_times(MANY);
    for (size_t i = 0; i < ARRAY_LEN(files) + ARRAY_LEN(kept); i++) {
        bool host = i >= ARRAY_LEN(files);
        snprintf(path, sizeof path, host ? "%s" : "/api/rooms/%s/",
                 host ? kept[i - ARRAY_LEN(files)] : room);
        if (!host)
            snprintf(path + strlen(path), sizeof path - strlen(path), "%s", files[i]);
        late_for = 0;
        char *at_once = strdup(download(path, host ? NULL : token, &status));
        cr_assert_eq(status, 200, "%s", path);
        restart(true);
        for (unsigned what = 0; what <= LATES; what++) {
            be_late(what == LATES ? (1u << LATES) - 1 : 1u << what);
            const char *late = download(path, host ? NULL : token, &status);
            cr_assert_eq(status, 200, "%s: %u", path, what);
            if (i < 2 || i == 4)
                cr_assert_str_eq(late, at_once, "%s: %u", path, what);
        }
        free(at_once);
    }
}

// Who downloads has no connection to be sent away by.
Test(shared, a_download_of_a_room_that_another_server_has_says_so)
{
    char path[64];
    int status;
    let_go();
    takes = STORE_ELSEWHERE;
    snprintf(path, sizeof path, "/api/rooms/%s/log.ndjson", room);
    cr_assert_str_eq(download(path, token, &status), "{\"error\":\"elsewhere\"}");
    cr_assert_eq(status, 503);
    cr_assert_str_eq(download(path, "AAAAAAAAAAAAAAAAAAAAAA", &status),
                     "{\"error\":\"bad_token\"}");
    cr_assert_eq(status, 403, "whoever has no key of it hears nothing of it");
    takes = STORE_YES;
    download(path, token, &status);
    cr_assert_eq(status, 200);
}

static const char *keep(const char *word, int *status)
{
    static struct buf out;
    const char *type;
    char path[64];
    enum host_part part;
    if (!out.max)
        buf_init(&out, HEARD_MAX);
    snprintf(path, sizeof path, "/api/host/rooms/%s/%s", room, word);
    struct host_download *d = host_keep(h, true, path, "", STR(""));
    do {
        part = host_download_next(d, &out, &type, status);
        settle();
    } while (part != HOST_PART_LAST && part != HOST_PART_FAILED);
    host_download_close(d);
    return buf_cstr(&out);
}

// What the store refuses was not done, though the batch it was in is durable.
Test(shared, whoever_keeps_the_server_hears_what_happened)
{
    static const char elsewhere[] = "{\"error\":\"elsewhere\"}";
    int status;
    let_go();
    takes = STORE_ELSEWHERE;
    cr_assert_str_eq(keep("archive", &status), elsewhere);
    cr_assert_eq(status, 503);
    cr_assert_str_eq(keep("delete", &status), elsewhere);
    cr_assert_eq(status, 503);
    takes = STORE_YES;
    connect_here();
    hello(token);
    refuses = true;
    cr_assert_str_eq(keep("archive", &status), elsewhere);
    cr_assert_eq(status, 503);
    be_late((1u << LATES) - 1);
    cr_assert_str_eq(keep("unarchive", &status), "{\"ok\":true}");
    let_go();
    be_late((1u << LATES) - 1);
    cr_assert_str_eq(keep("delete", &status), "{\"ok\":true}");
    cr_assert_str_eq(keep("delete", &status), "{\"error\":\"unknown_room\"}");
    cr_assert_eq(status, 404);
}

Test(shared, a_server_that_stops_takes_no_orders)
{
    int status;
    host_drain(h, now);
    cr_assert_str_eq(keep("archive", &status), "{\"error\":\"busy\"}");
    cr_assert_eq(status, 503);
}

// A look-up of a code loads nothing, however late the store is.
Test(shared, who_only_looks_waits_for_a_late_store_and_loads_nothing)
{
    char text[128];
    let_go();
    connect_here();
    snprintf(text, sizeof text, "{\"t\":\"look\",\"id\":3,\"room\":\"%s\"}", room);
    finds = STORE_LATER;
    takes = STORE_ELSEWHERE; // whoever loads it is sent away
    closed = 0;
    cr_assert_str_empty(ask(text));
    finds = STORE_YES;
    for (int turn = 0; turn < 3; turn++)
        settle();
    cr_assert(strstr(buf_cstr(&heard), "\"t\":\"ok\""), "%s", buf_cstr(&heard));
    cr_assert_eq(closed, 0);
}

Test(shared, a_store_that_cannot_be_read_stops_the_server)
{
    enum store_answer *const asked[] = {&finds, &takes};
    may_die = true;
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        let_go();
        died_of[0] = 0;
        cr_assert_str_empty(hello_while(asked[i], STORE_UNREADABLE));
        cr_assert_str_not_empty(died_of);
        restart(false);
    }
}

static bool counts(const char *line)
{
    struct buf b;
    buf_init(&b, HEARD_MAX);
    host_metrics(h, &b);
    bool has = strstr(buf_cstr(&b), line) != NULL;
    buf_free(&b);
    return has;
}

// What was decided here did not happen: nobody is told of it, and all of that room go and come
// back.
Test(shared, what_a_store_refuses_is_told_to_nobody)
{
    enum { OTHER = 2 };
    char replay[64];
    int status;
    snprintf(replay, sizeof replay, "/api/rooms/%s/replay/facilitator", room);
    download(replay, token, &status);
    cr_assert(counts("tablee_recordings_kept 1\n"));
    static const char create[] =
        "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\"}}";
    char other[8];
    host_connected(h, OTHER, &(struct host_peer){.addr = "127.0.0.1", .loopback = true});
    buf_reset(&heard);
    host_text(h, OTHER, create, strlen(create), now);
    settle();
    member(buf_cstr(&heard), "room", other, sizeof other);
    closed = 0;
    refuses = true;
    cr_assert_str_empty(act(77, "f1", "\"lock\",\"a\":{\"on\":true}"));
    cr_assert_eq(closed, HOST_CLOSE_RESTART);
    cr_assert_str_eq(closed_why, "elsewhere");
    cr_assert(strstr(hello(token), ""), "nobody hears who was sent away");
    cr_assert(counts("tablee_rooms 1\n"), "the other one stays");
    cr_assert(counts("tablee_recordings_kept 0\n"), "a recording tells of it too");
    connect_here();
    cr_assert(strstr(hello(token), "welcome"), "it is read again from the log");
}

// One record that is not as it was written, each way of its own.
static enum {
    ROT_HASH,
    ROT_BODY,
    ROT_ORDER,
    ROT_MISSING,
    ROT_READING,
    ROT_TEXTS,
    ROTS,
} rot;

static bool rot_one(void *ctx, const struct store_record *found)
{
    static char second[4096];
    const struct rotten *r = ctx;
    struct store_record rec = *found;
    read_records++;
    rec.hash[0] ^= rot == ROT_HASH && rec.seq == 3;
    rec.body.n -= rot == ROT_BODY && rec.seq == 3;
    if (rot == ROT_ORDER && rec.seq == 1) // it begins with another that was valid in its place
        rec.body = (struct str){second, (size_t)snprintf(second, sizeof second,
                                                         "{\"seq\":1,\"t\":1700000000000,"
                                                         "\"by\":\"sys\",\"act\":\"reopen\"}")};
    return r->record(r->ctx, &rec);
}

static enum store_answer rotting_records(struct store *s, uint32_t id, uint64_t from,
                                         store_each_record *each, void *ctx)
{
    struct rotten r = {.record = each, .ctx = ctx};
    if (rot == ROT_MISSING || rot == ROT_READING)
        return rot == ROT_MISSING ? STORE_YES : STORE_UNREADABLE;
    return inside.records(s, id, from, rot_one, &r);
}

static enum store_answer rotting_texts(struct store *s, uint32_t id, size_t *place,
                                       store_each_text *each, void *ctx)
{
    return rot == ROT_TEXTS ? STORE_UNREADABLE : inside.texts(s, id, place, each, ctx);
}

Test(shared, a_room_that_cannot_be_read_says_so_and_is_not_read_for_each_who_asks)
{
    static const char again[] = "{\"t\":\"ping\",\"c\":1}";
    rename_times(4);
    for (rot = ROT_HASH; rot < ROTS; rot++) {
        restart(false);
        ops.records = rotting_records;
        ops.texts = rotting_texts;
        connect_here();
        cr_assert(strstr(hello(token), "\"code\":\"unreadable_room\""), "%d: %s", rot,
                  buf_cstr(&heard));
        read_records = 0;
        cr_assert(strstr(hello(token), "\"code\":\"unreadable_room\""), "%d", rot);
        cr_assert_eq(read_records, 0, "%d", rot);
        cr_assert(strstr(ask(again), "pong"), "the others go on: %d", rot);
        ops.records = records_counted;
        ops.texts = inside.texts;
    }
    restart(false);
    connect_here();
    cr_assert(strstr(hello(token), "welcome"), "it was as it is all the time");
}

static enum store_answer no_snapshot(struct store *s, uint32_t id, struct store_snapshot *out)
{
    UNUSED(s);
    UNUSED(id);
    UNUSED(out);
    return STORE_NO;
}

Test(shared, a_long_log_is_read_a_piece_a_turn)
{
    enum { PIECE = 512, TURNS = 3 };
    int turns = 1;
    rename_times(2 * PIECE);
    ops.snapshot = no_snapshot;
    restart(false);
    connect_here();
    read_records = 0;
    char text[200];
    snprintf(text, sizeof text,
             "{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", room, token);
    buf_reset(&heard);
    host_text(h, CONN, text, strlen(text), now);
    for (; host_tick(h, now) == now; turns++) {
        cr_assert_leq(read_records, PIECE + 1, "turn %d", turns); // the first is read by itself
        read_records = 0;
        host_turn_end(h);
        cr_assert_str_empty(buf_cstr(&heard));
    }
    cr_assert_eq(turns, TURNS);
    settle();
    cr_assert(strstr(buf_cstr(&heard), "Zéphirine 1023"), "%s", buf_cstr(&heard));
    restart(false);
    connect_here();
    host_text(h, CONN, text, strlen(text), now); // and a server that stops meanwhile forgets it
    host_tick(h, now);
}

// ---- a host where nothing may be changed

Test(snapshots, a_still_host_lends_a_key_to_read_with_and_lets_nobody_in)
{
    char lent[HOST_TOKEN_TEXT], path[48];
    struct buf body;
    const char *type;
    int status;
    rename_times(4);
    host_close(h);
    open_host(true);
    cr_assert_eq(host_tick(h, now), 0);
    cr_assert_not(host_lend(h, "1000000", lent), "there is no such room");
    cr_assert(host_lend(h, room, lent));
    buf_init(&body, HEARD_MAX);
    snprintf(path, sizeof path, "/api/rooms/%s/scenario.json", room);
    const char *const keys[] = {lent, "AAAAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        struct host_download *d = host_download_open(h, path, NULL, keys[i]);
        cr_assert_eq(host_download_next(d, &body, &type, &status), HOST_PART_LAST);
        cr_assert_eq(status, i ? 403 : 200, "%s", buf_cstr(&body));
        host_download_close(d);
    }
    buf_free(&body);
    closed = 0;
    connect_here();
    cr_assert_eq(closed, HOST_CLOSE_POLICY);
}
