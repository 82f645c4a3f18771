#include <criterion/criterion.h>
#include <jansson.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/util.h"
#include "core/limits.h"
#include "heard.h"
#include "host/chain.h"
#include "host/host.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/scenarios.h"
#include "store/store.h"

// A host with a sink that writes down what each connection gets, one frame a line.

enum { CONNS = 80, HEARD_MAX = 1 << 20, T0 = 1000000 };

static struct {
    struct buf heard[CONNS];
    int closed[CONNS];
    sem_t woken;
    bool fatal;
} rec;
static struct host *h;
static uint64_t now = T0;
static char room[8], token[32], screen[32], recovery[32];

static void expect_json(const char *p, size_t n)
{
    json_error_t err;
    json_t *value = json_loadb(p, n, JSON_REJECT_DUPLICATES, &err);
    cr_assert(value, "%s in %.*s", err.text, (int)n, p);
    json_decref(value);
}

static void on_send(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    UNUSED(ctx);
    bool read = false; // one of tens of thousands that nobody listens to is not
    for (size_t i = 0; i < n; i++) {
        if (conns[i] >= CONNS)
            continue;
        if (!read)
            expect_json((const char *)f->bytes, f->len);
        read = true;
        buf_put(&rec.heard[conns[i]], f->bytes, f->len);
        buf_char(&rec.heard[conns[i]], '\n');
    }
}

static void on_close(void *ctx, uint32_t conn, int code, const char *reason)
{
    UNUSED(ctx);
    UNUSED(reason);
    if (conn < CONNS)
        rec.closed[conn] = code;
}

static void on_wake(void *ctx)
{
    UNUSED(ctx);
    sem_post(&rec.woken);
}

static void on_fatal(void *ctx, const char *why)
{
    UNUSED(ctx);
    UNUSED(why);
    rec.fatal = true;
}

static struct host_config bounds; // of the host to be opened, where a test wants its own

static void open_host(const char *db, struct store *store, const char *key, size_t room_bytes)
{
    static const struct host_sink sink = {NULL, on_send, on_close, on_wake, on_fatal, NULL};
    char err[512] = "";
    sem_init(&rec.woken, 0, 0);
    struct host_config config = {.db_path = db,
                                 .store = store,
                                 .key = key,
                                 .now_ms = now,
                                 .max_room_bytes = room_bytes,
                                 .max_rooms = bounds.max_rooms,
                                 .max_living = bounds.max_living,
                                 .max_seats = bounds.max_seats,
                                 .max_connections = bounds.max_connections,
                                 .max_tabs = bounds.max_tabs,
                                 .max_waiting = bounds.max_waiting,
                                 .max_comers = bounds.max_comers,
                                 .max_bytes = bounds.max_bytes,
                                 .disk_left = bounds.disk_left,
                                 .keep_days = bounds.keep_days,
                                 .contact = bounds.contact,
                                 .responsible = bounds.responsible,
                                 .scenario_dirs = TABLEE_SOURCE_DIR "/scenarios"};
    h = host_open(&config, &sink, err, sizeof err);
    cr_assert(h, "%s", err);
    for (int i = 0; i < CONNS; i++) {
        buf_init(&rec.heard[i], HEARD_MAX);
        rec.closed[i] = 0;
    }
}

static const char *heard(uint32_t conn)
{
    return buf_cstr(&rec.heard[conn]);
}

static void say(uint32_t conn, const char *text)
{
    host_text(h, conn, text, strlen(text), now);
}

static void settle(void)
{
    host_turn_end(h);
    host_committed(h, now);
}

// Rooms that somebody asked for, into memory: the host wants another turn at once meanwhile.
static void load(void)
{
    while (host_tick(h, now) == now)
        ;
}

// Says a frame and gives what the connection heard since.
static const char *ask(uint32_t conn, const char *text)
{
    buf_reset(&rec.heard[conn]);
    say(conn, text);
    settle();
    return heard(conn);
}

static const char *fill(const char *format, const char *a, const char *b)
{
    static char text[512];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(text, sizeof text, format, a, b);
#pragma GCC diagnostic pop
    return text;
}

static void connect_from(uint32_t conn, const char *address)
{
    const struct host_peer peer = {.addr = address, .loopback = strncmp(address, "127.", 4) == 0};
    host_connected(h, conn, &peer);
}

static void connect(uint32_t conn)
{
    connect_from(conn, "127.0.0.1");
}

static void make_room(void)
{
    connect(0);
    const char *got = ask(0, "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\","
                             "\"tables\":2}}");
    member(got, "room", room, sizeof room);
    member(got, "token", token, sizeof token);
    member(got, "screen", screen, sizeof screen);
    member(got, "recovery", recovery, sizeof recovery);
}

static const char *join(uint32_t conn, const char *name, char *seat, size_t n)
{
    connect(conn);
    const char *got =
        ask(conn, fill("{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"%s\"}", room, name));
    return member(got, "token", seat, n);
}

static const char *hello(uint32_t conn, const char *who)
{
    return ask(conn, fill("{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}",
                          room, who));
}

static void open_memory(void)
{
    open_host("", NULL, NULL, 0);
}

static void shut(void)
{
    host_close(h);
    for (int i = 0; i < CONNS; i++)
        buf_free(&rec.heard[i]);
}

#define ONCE "0123456789abcdef0123456789abcdef"

TestSuite(host, .init = open_memory, .fini = shut);

Test(host, nothing_is_seen_before_it_is_durable)
{
    make_room();
    hello(0, token);
    buf_reset(&rec.heard[0]);
    say(0, "{\"t\":\"do\",\"id\":\"n1\",\"as\":\"f1\",\"act\":\"lock\",\"a\":{\"on\":true}}");
    cr_assert_str_empty(heard(0));
    host_turn_end(h);
    cr_assert_str_empty(heard(0));
    host_committed(h, now);
    cr_assert(strstr(heard(0), "\"t\":\"patch\""));
    cr_assert(strstr(heard(0), "{\"t\":\"ok\",\"id\":\"n1\""));
}

Test(host, an_id_takes_effect_once_and_gets_the_same_answer)
{
    char seat[32];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    hello(0, token);
    const char *note = "{\"t\":\"do\",\"id\":\"n1\",\"as\":\"f1\",\"act\":\"note\","
                       "\"a\":{\"text\":\"bien\"}}";
    cr_assert(strstr(ask(0, note), "\"patch\""));
    const char *again = ask(0, note);
    cr_assert(strstr(again, "{\"t\":\"ok\",\"id\":\"n1\""));
    cr_assert_not(strstr(again, "\"patch\""));
}

// P14, P19: a phone that was out of reach sends everything again that it has no answer for.
Test(host, many_ids_are_remembered)
{
    char text[200];
    make_room();
    hello(0, token);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 300; i++) {
            snprintf(text, sizeof text,
                     "{\"t\":\"do\",\"id\":\"n%d\",\"as\":\"f1\",\"act\":\"lock\","
                     "\"a\":{\"on\":%s}}",
                     i, i % 2 ? "false" : "true");
            const char *got = ask(0, text);
            cr_assert(strstr(got, "\"ok\""), "%s", got);
            cr_assert_eq(strstr(got, "\"patch\"") != NULL, round == 0, "%s", got);
        }
}

static const char *say_again(int i)
{
    char text[200];
    snprintf(text, sizeof text,
             "{\"t\":\"do\",\"id\":\"s%d\",\"as\":\"f1\",\"act\":\"say\","
             "\"a\":{\"text\":\"%d\"}}",
             i, i);
    return ask(0, text);
}

Test(host, of_as_many_answers_as_are_kept_the_oldest_makes_place)
{
    enum { MORE = 3, ALL = REMEMBERED + MORE };
    make_room();
    hello(0, token);
    for (int i = 0; i < ALL; i++)
        cr_assert(strstr(say_again(i), "\"patch\""), "%d", i);
    for (int i = MORE; i < ALL; i++)
        cr_assert_not(strstr(say_again(i), "\"patch\""), "%d was done twice", i);
    for (int i = 0; i < MORE; i++) // each takes the place of the oldest that is left
        cr_assert(strstr(say_again(i), "\"patch\""), "%d was remembered", i);
    for (int i = 2 * MORE; i < ALL; i++)
        cr_assert_not(strstr(say_again(i), "\"patch\""), "%d was forgotten", i);
}

static long version_of_room(const char *heard)
{
    const char *member = "\"topic\":\"room\",\"ver\":", *at = strstr(heard, member);
    cr_assert(at, "%s", heard);
    return strtol(at + strlen(member), NULL, 10);
}

// A client that kept the room's document as of that version.
static const char *back(uint32_t conn, const char *seat, const char *epoch, long ver)
{
    char text[400];
    snprintf(text, sizeof text,
             "{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\","
             "\"epoch\":\"%s\",\"have\":{\"room\":%ld}}",
             room, seat, epoch, ver);
    return ask(conn, text);
}

Test(host, who_comes_back_gets_what_was_missed)
{
    char seat[32], epoch[32];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    const char *first = hello(1, seat);
    member(first, "epoch", epoch, sizeof epoch);
    long ver = version_of_room(first);
    cr_assert(strstr(first, "\"topic\":\"person/p1\""));
    host_closed(h, 1, now);
    hello(0, token);
    cr_assert(strstr(ask(0, "{\"t\":\"do\",\"id\":\"l\",\"as\":\"f1\",\"act\":\"lock\","
                            "\"a\":{\"on\":true}}"),
                     "\"ok\""));
    connect(2);
    const char *got = back(2, seat, epoch, ver);
    cr_assert_not(strstr(got, "\"t\":\"doc\",\"topic\":\"room\""), "%s", got);
    cr_assert(strstr(got, "{\"t\":\"patch\",\"topic\":\"room\""), "%s", got);
    cr_assert(strstr(got, "\"locked\":true"), "%s", got);
    got = back(2, seat, epoch, version_of_room(got));
    cr_assert(strstr(got, "\"welcome\""), "%s", got);
    cr_assert_not(strstr(got, "\"topic\":\"room\""), "nothing was missed: %s", got);
}

Test(host, what_may_not_be_known_is_refused)
{
    char seat[32];
    make_room();
    connect(3);
    cr_assert(strstr(hello(3, "AAAAAAAAAAAAAAAAAAAAAA"), "\"bad_token\""));
    cr_assert_eq(rec.closed[3], HOST_CLOSE_TOKEN);
    connect(4);
    cr_assert(strstr(ask(4, "{\"t\":\"look\",\"id\":1,\"room\":\"0000000\"}"), "\"unknown_room\""));
    join(5, "Noé", seat, sizeof seat);
    const char *got = hello(5, seat);
    cr_assert_not(strstr(got, "\"console\""));
    cr_assert(strstr(ask(5, "{\"t\":\"do\",\"id\":\"x\",\"as\":\"f1\",\"act\":\"end\",\"a\":{}}"),
                     "\"not_you\""));
    hello(0, token);
    cr_assert(strstr(ask(0, "{\"t\":\"do\",\"id\":\"y\",\"as\":\"f2\",\"act\":\"next\",\"a\":{}}"),
                     "\"not_you\""));
}

Test(host, a_screen_is_opened_by_a_facilitator_alone)
{
    char seat[32], answer[600];
    const char *form = "{\"t\":\"screen\",\"id\":1,\"room\":\"%s\",\"token\":\"%s\"}";
    make_room();
    join(5, "Noé", seat, sizeof seat);
    connect(4);
    snprintf(answer, sizeof answer, "%s", ask(4, fill(form, room, token)));
    cr_assert(strstr(answer, "\"screen\":\""), "%s", answer);
    cr_assert_str_eq(ask(4, fill(form, room, token)), answer, "the same, however often");
    cr_assert(strstr(ask(4, fill(form, room, seat)), "\"bad_token\""));
    cr_assert(strstr(ask(4, fill(form, room, "AAAAAAAAAAAAAAAAAAAAAA")), "\"bad_token\""));
    cr_assert(strstr(ask(4, fill(form, "0000000", token)), "\"unknown_room\""));
}

// By the token of who leads; another secret is another invitation.
static const char *invite(uint32_t conn, const char *who, const char *once)
{
    static char text[300];
    snprintf(text, sizeof text,
             "{\"t\":\"invite\",\"id\":1,\"room\":\"%s\",\"token\":\"%s\","
             "\"name\":\"Denise\",\"once\":\"%s\"}",
             room, who, once);
    return ask(conn, text);
}

static const char *lead_do(uint32_t conn, const char *as, const char *act, int whom)
{
    static char text[200];
    static int n;
    snprintf(text, sizeof text,
             "{\"t\":\"do\",\"id\":\"l%d\",\"as\":\"%s\",\"act\":\"%s\","
             "\"a\":{\"facilitator\":%d}}",
             n++, as, act, whom);
    return ask(conn, text);
}

Test(host, who_leads_alone_invites_and_asking_again_makes_nobody_new)
{
    char seat[32], co[32], link[32], answer[400];
    make_room();
    member(heard(0), "co", co, sizeof co);
    join(5, "Noé", seat, sizeof seat);
    connect(1);
    snprintf(answer, sizeof answer, "%s", invite(1, token, ONCE));
    cr_assert(strstr(answer, "\"facilitator\":\"f3\""), "%s", answer);
    cr_assert_str_eq(invite(1, token, ONCE), answer);
    cr_assert(strstr(invite(1, token, ONCE "1"), "\"f4\""), "%s", heard(1));
    cr_assert(strstr(invite(1, token, "short"), "\"field\":\"once\""), "%s", heard(1));
    member(answer, "token", link, sizeof link);
    const char *denied[] = {co, link};
    for (int i = 0; i < 2; i++)
        cr_assert(strstr(invite(1, denied[i], ONCE "2"), "\"not_allowed\""), "%s", heard(1));
    const char *wrong[] = {seat, screen, recovery, "AAAAAAAAAAAAAAAAAAAAAA"};
    for (int i = 0; i < 4; i++)
        cr_assert(strstr(invite(1, wrong[i], ONCE "2"), "\"bad_token\""), "%s", heard(1));
    const char *got = hello(1, link);
    cr_assert(strstr(got, "\"f\":\"f3\"") && strstr(got, "Denise"), "%s", got);
    cr_assert(strstr(lead_do(1, "f3", "withdraw", 2), "\"not_allowed\""));
    cr_assert(strstr(lead_do(1, "f3", "lead", 3), "\"not_allowed\""));
    cr_assert(strstr(lead_do(1, "f1", "withdraw", 2), "\"not_you\""), "%s", heard(1));
}

// With a link that was withdrawn one reads, asks and shows nothing, whatever one kept of it.
Test(host, a_link_that_is_withdrawn_opens_nothing_more)
{
    char link[32], hall[32];
    const char *screens = "{\"t\":\"screen\",\"id\":3,\"room\":\"%s\",\"token\":\"%s\"}";
    make_room();
    hello(0, token);
    connect(1);
    member(invite(1, token, ONCE), "token", link, sizeof link);
    member(ask(1, fill(screens, room, link)), "screen", hall, sizeof hall);
    connect(2);
    connect(3);
    cr_assert(strstr(hello(2, link), "\"welcome\""));
    cr_assert(strstr(hello(3, hall), "\"welcome\"") && !strstr(heard(3), "\"f\":"));
    buf_reset(&rec.heard[2]);
    cr_assert(strstr(lead_do(0, "f1", "withdraw", 3), "\"ok\""), "%s", heard(0));
    cr_assert(strstr(heard(0), "\"withdrawn\":true"), "%s", heard(0));
    cr_assert_eq(rec.closed[2], HOST_CLOSE_TOKEN);
    cr_assert_eq(rec.closed[3], HOST_CLOSE_TOKEN);
    cr_assert_not(strstr(heard(2), "\"patch\""), "it is not told that it was: %s", heard(2));
    for (uint32_t conn = 4; conn < 6; conn++) {
        connect(conn);
        cr_assert(strstr(hello(conn, conn == 4 ? link : hall), "\"bad_token\""));
        cr_assert_not(strstr(heard(conn), "\"doc\""));
    }
    cr_assert(strstr(ask(1, fill(screens, room, link)), "\"bad_token\""));
    cr_assert(strstr(invite(1, link, ONCE "1"), "\"bad_token\""));
    cr_assert(strstr(lead_do(0, "f3", "withdraw", 2), "\"not_you\""), "nobody speaks as them");
    cr_assert(strstr(lead_do(0, "f1", "withdraw", 3), "\"no_such_person\""), "%s", heard(0));
    cr_assert(strstr(lead_do(0, "f1", "lead", 3), "\"no_such_person\""), "%s", heard(0));
    cr_assert(strstr(invite(1, token, ONCE "2"), "\"f4\""), "%s", heard(1));
    connect(6);
    cr_assert(strstr(hello(6, screen), "\"welcome\""), "the hall's own goes on");
}

Test(host, the_lead_is_handed_over_and_the_maker_may_be_shut_out)
{
    char co[32];
    make_room();
    member(heard(0), "co", co, sizeof co);
    hello(0, token);
    connect(1);
    hello(1, co);
    cr_assert(strstr(lead_do(1, "f2", "withdraw", 1), "\"not_allowed\""));
    cr_assert(strstr(lead_do(0, "f1", "withdraw", 1), "\"no_such_person\""));
    cr_assert(strstr(lead_do(0, "f1", "lead", 9), "\"no_such_person\""));
    cr_assert(strstr(lead_do(0, "f1", "lead", 2), "\"ok\""));
    connect(2);
    cr_assert(strstr(invite(2, token, ONCE), "\"not_allowed\""));
    cr_assert(strstr(lead_do(0, "f1", "withdraw", 2), "\"not_allowed\""));
    cr_assert(strstr(lead_do(1, "f2", "withdraw", 1), "\"ok\""));
    cr_assert_eq(rec.closed[0], HOST_CLOSE_TOKEN);
    const char *recover = "{\"t\":\"recover\",\"id\":1,\"room\":\"%s\",\"code\":\"%s\"}";
    cr_assert(strstr(ask(2, fill(recover, room, recovery)), "\"wrong_code\""), "%s", heard(2));
    cr_assert(strstr(invite(2, co, ONCE), "\"f3\""), "%s", heard(2));
}

Test(host, another_epoch_is_closed)
{
    make_room();
    connect(3);
    char text[300];
    snprintf(text, sizeof text,
             "{\"t\":\"hello\",\"id\":1,\"v\":1,\"room\":\"%s\",\"token\":\"%s\","
             "\"epoch\":\"older\"}",
             room, token);
    cr_assert(strstr(ask(3, text), "\"epoch\""));
    cr_assert_eq(rec.closed[3], HOST_CLOSE_EPOCH);
}

Test(host, several_people_share_a_phone)
{
    char seat[32], text[300];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    snprintf(text, sizeof text,
             "{\"t\":\"join\",\"id\":9,\"room\":\"%s\",\"name\":\"Noé\","
             "\"token\":\"%s\"}",
             room, seat);
    const char *got = ask(1, text);
    cr_assert(strstr(got, "\"person\":\"p2\""), "%s", got);
    cr_assert(strstr(got, "\"t\":\"doc\",\"topic\":\"person/p2\""), "%s", got);
    static const char *const drafts[] = {"{\"t\":\"do\",\"id\":\"d\",\"as\":\"p1\",\"act\":"
                                         "\"draft\",\"a\":{\"key\":\"k\",\"text\":\"x\"}}",
                                         "{\"t\":\"do\",\"id\":\"d\",\"as\":\"p2\",\"act\":"
                                         "\"draft\",\"a\":{\"key\":\"k\",\"text\":\"y\"}}"};
    for (int i = 0; i < 2; i++) { // one id is two acts when two people say it
        cr_assert(strstr(ask(1, drafts[i]), "\"patch\""), "%s", heard(1));
        cr_assert(strstr(heard(1), "\"ok\""));
    }
}

// Each under a name of their own.
static const char *share(const char *seat)
{
    static char format[120];
    static int n;
    snprintf(format, sizeof format,
             "{\"t\":\"join\",\"id\":9,\"room\":\"%%s\",\"name\":\"Noé %d\",\"token\":\"%%s\"}",
             ++n);
    return ask(1, fill(format, room, seat));
}

static bool speaks(const char *person)
{
    return strstr(ask(1, fill("{\"t\":\"do\",\"id\":\"%s\",\"as\":\"%s\",\"act\":\"draft\","
                              "\"a\":{\"key\":\"k\",\"text\":\"x\"}}",
                              person, person)),
                  "\"ok\"");
}

Test(host, somebody_new_speaks_through_a_full_phone_that_another_was_removed_from)
{
    char seat[32];
    make_room();
    connect(2);
    hello(2, token);
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    for (int i = 2; i <= SHARED_MAX; i++)
        cr_assert(strstr(share(seat), "\"ok\""), "%s", heard(1));
    cr_assert(strstr(share(seat), "\"code\":\"full\""), "%s", heard(1));

    cr_assert(strstr(ask(2, "{\"t\":\"do\",\"id\":\"r\",\"as\":\"f1\",\"act\":\"remove\","
                            "\"a\":{\"person\":\"p2\"}}"),
                     "\"ok\""));
    cr_assert(strstr(share(seat), "\"person\":\"p7\""), "%s", heard(1));
    cr_assert(speaks("p7"), "%s", heard(1));
    cr_assert(strstr(ask(2, "{\"t\":\"do\",\"id\":\"b\",\"as\":\"f1\",\"act\":\"restore\","
                            "\"a\":{\"person\":\"p2\"}}"),
                     "\"ok\""));
    cr_assert(speaks("p2") && speaks("p7"), "%s", heard(1));
}

static const char *create_with(const char *option)
{
    char text[300];
    snprintf(text, sizeof text,
             "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\"%s}}", option);
    return ask(0, text);
}

Test(host, a_workshop_is_made_as_it_was_asked_or_told_what_is_wrong)
{
    static const struct {
        const char *option, *field; // "": it is made
    } asked[] = {
        {"", ""},
        {",\"lang\":\"en\"", ""},
        {",\"lang\":\"de\"", "lang"},
        {",\"era\":\"2013\"", "era"},
        {",\"roles\":\"choose\"", ""},
        {",\"roles\":\"none\"", "roles"},
        {",\"tables\":24", ""},
        {",\"tables\":25", "tables"},
        {",\"places\":3", ""},
        {",\"places\":2", "places"},
        {",\"places\":12", ""},
        {",\"places\":13", "places"},
        {",\"debrief\":30", ""},
        {",\"debrief\":29", "debrief"},
        {",\"zone\":\"America/Toronto\"", ""},
        {",\"zone\":\"Etc/GMT+5\"", ""},
        {",\"zone\":\"A_b-9z\"", ""},
        {",\"zone\":\"Montréal\"", "zone"},
        {",\"zone\":\"a b\"", "zone"},
    };
    connect(0);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        const char *got = create_with(asked[i].option);
        cr_assert(strstr(got, asked[i].field[0] ? "\"code\":\"range\"" : "\"ok\""), "%s: %s",
                  asked[i].option, got);
        char field[40];
        snprintf(field, sizeof field, "\"field\":\"%s\"", asked[i].field);
        cr_assert(!asked[i].field[0] || strstr(got, field), "%s: %s", asked[i].option, got);
    }
    cr_assert(strstr(ask(0, "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"rien\"}}"),
                     "\"code\":\"no_such_item\",\"field\":\"scenario\""));
}

Test(host, what_was_asked_for_is_what_is_there)
{
    char seat[32];
    connect(0);
    const char *got =
        create_with(",\"lang\":\"en\",\"tables\":3,\"places\":5,\"roles\":\"choose\","
                    "\"debrief\":600,\"starts\":22000000,\"zone\":\"America/Toronto\"");
    member(got, "room", room, sizeof room);
    member(got, "token", token, sizeof token);
    got = hello(0, token);
    static const char *const parts[] = {"\"lang\":\"en\"",
                                        "\"t3\":{",
                                        "\"places\":5",
                                        "\"roles\":\"choose\"",
                                        "\"starts\":1320000000000",
                                        "\"zone\":\"America/Toronto\"",
                                        "\"seconds\":600"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        cr_assert(strstr(got, parts[i]), "%s in %s", parts[i], got);
    cr_assert_not(strstr(got, "\"t4\":{"));
    got = create_with("");
    member(got, "room", room, sizeof room);
    got = hello(0, member(got, "token", seat, sizeof seat));
    cr_assert(strstr(got, "\"t1\":{") && !strstr(got, "\"t2\":{"), "one table");
    cr_assert(strstr(got, "\"places\":9") && strstr(got, "\"lang\":\"fr\""), "%s", got);
}

Test(host, what_cannot_be_heard_is_answered_with_what_is_wrong)
{
    static const struct {
        const char *frame, *code;
    } said[] = {
        {"{\"t\":\"do\",\"as\":\"f1\",\"act\":\"lock\",\"a\":{\"on\":true}}",
         "\"code\":\"missing\",\"field\":\"id\""},
        {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"f2\",\"act\":\"lock\",\"a\":{\"on\":true}}",
         "\"id\":\"x\",\"code\":\"not_you\""},
        {"{\"t\":\"do\",\"id\":\"x\",\"as\":\"f1\",\"act\":\"none\",\"a\":{}}", "\"t\":\"no\""},
        {"{\"t\":\"ping\",\"c\":7}", "{\"t\":\"pong\",\"c\":7,\"now\":1000000}"},
    };
    make_room();
    cr_assert(strstr(ask(0, said[1].frame), "\"code\":\"hello_first\""), "%s", heard(0));
    hello(0, token);
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        cr_assert(strstr(ask(0, said[i].frame), said[i].code), "%s", heard(0));
    connect(1);
    cr_assert(
        strstr(ask(1, fill("{\"t\":\"hello\",\"id\":2,\"v\":2,\"room\":\"%s\",\"token\":\"%s\"}",
                           room, token)),
               "\"code\":\"version\",\"field\":\"v\",\"speaks\":[1]"),
        "%s", heard(1));
    cr_assert_eq(rec.closed[1], HOST_CLOSE_VERSION);
    connect(2);
    ask(2, "{\"t\":");
    cr_assert_eq(rec.closed[2], HOST_CLOSE_POLICY);
    cr_assert_eq(rec.closed[0], 0);
}

Test(host, a_facilitator_comes_back_by_the_recovery_code_and_opens_one_screen)
{
    char again[32], one[32], other[32];
    const char *recover = "{\"t\":\"recover\",\"id\":1,\"room\":\"%s\",\"code\":\"%s\"}";
    make_room();
    connect(1);
    cr_assert(strstr(ask(1, fill(recover, room, "222222222222")), "\"code\":\"wrong_code\""));
    member(ask(1, fill(recover, room, recovery)), "token", again, sizeof again);
    cr_assert(strstr(heard(1), "\"link\":\""), "%s", heard(1));
    connect(2);
    cr_assert(strstr(hello(2, member(heard(1), "screen", one, sizeof one)), "\"screen\""));
    cr_assert(strstr(hello(1, again), "\"f\":\"f1\""), "%s", heard(1));
    const char *screens = "{\"t\":\"screen\",\"id\":3,\"room\":\"%s\",\"token\":\"%s\"}";
    member(ask(1, fill(screens, room, again)), "screen", one, sizeof one);
    cr_assert_str_eq(member(ask(1, fill(screens, room, again)), "screen", other, sizeof other),
                     one);
    cr_assert(strstr(heard(1), "\"link\":\""), "%s", heard(1));
    connect(3);
    cr_assert(strstr(hello(3, one), "\"welcome\""));
    cr_assert(strstr(ask(2, fill(screens, room, one)), "\"code\":\"bad_token\""));
}

// P18
Test(host, a_request_sent_again_makes_nothing_new)
{
    char first[600], text[400];
    const char *create = "{\"t\":\"create\",\"id\":1,\"once\":\"" ONCE "\",\"options\":{"
                         "\"scenario\":\"la-mauve\"}}";
    connect(0);
    connect(1);
    snprintf(first, sizeof first, "%s", ask(0, create));
    cr_assert_str_eq(ask(1, create), first);
    member(first, "room", room, sizeof room);

    const char *form =
        "{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"%s\",\"once\":\"" ONCE "\"}";
    snprintf(first, sizeof first, "%s", ask(0, fill(form, room, "Alix")));
    cr_assert_str_eq(ask(1, fill(form, room, "Noé")), first);
    member(first, "token", token, sizeof token);
    cr_assert(strstr(hello(1, token), "\"people\":[\"p1\"]"));

    snprintf(text, sizeof text,
             "{\"t\":\"join\",\"id\":2,\"room\":\"%s\",\"name\":\"Zoé\",\"token\":\"%s\","
             "\"once\":\"" ONCE "\"}",
             room, token);
    cr_assert(strstr(ask(0, text), "\"person\":\"p2\""));
    cr_assert(strstr(ask(0, text), "\"person\":\"p2\""), "%s", heard(0));
    cr_assert(strstr(ask(0, fill("{\"t\":\"join\",\"id\":3,\"room\":\"%s\",\"name\":\"%s\","
                                 "\"once\":\"short\"}",
                                 room, "Bo")),
                     "\"code\":\"range\",\"field\":\"once\",\"max\":22"));
}

Test(host, a_resume_code_gives_the_seat_back)
{
    char seat[32], code[16], text[200];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    member(heard(1), "resume", code, sizeof code);
    connect(2);
    snprintf(text, sizeof text, "{\"t\":\"resume\",\"id\":1,\"room\":\"%s\",\"code\":\"%s\"}", room,
             code);
    cr_assert(strstr(ask(2, text), "\"person\":\"p1\""));
    snprintf(text, sizeof text, "{\"t\":\"recover\",\"id\":1,\"room\":\"%s\",\"code\":\"%s\"}",
             room, recovery);
    cr_assert(strstr(ask(2, text), "\"token\":\""));
    member(heard(2), "screen", screen, sizeof screen);
    connect(3);
    cr_assert(strstr(hello(3, screen), "\"screen\""), "the new screen's token is good");
    cr_assert(strstr(
        ask(2, fill("{\"t\":\"resume\",\"id\":1,\"room\":\"%s\",\"code\":\"%s\"}", room, "222222")),
        "\"wrong_code\""));
}

#define SCREEN_DO(ID, AS, ACT) "{\"t\":\"do\",\"id\":\"" ID "\",\"as\":\"" AS "\",\"act\":" ACT "}"

Test(host, a_screen_chooses_what_is_shown_and_nothing_else)
{
    char seat[32];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    connect(2);
    hello(2, screen);
    cr_assert(strstr(ask(2, SCREEN_DO("s1", "sys", "\"show\",\"a\":{\"show\":\"tables\"}")),
                     "\"t\":\"ok\",\"id\":\"s1\""));
    cr_assert(strstr(heard(2), "\"show\":\"tables\""));
    cr_assert(
        strstr(ask(2, SCREEN_DO("s2", "sys", "\"next\",\"a\":{}")), "\"t\":\"no\",\"id\":\"s2\""));
    cr_assert(strstr(ask(2, SCREEN_DO("s3", "f1", "\"next\",\"a\":{}")), "not_you"));
    hello(1, seat);
    cr_assert(
        strstr(ask(1, SCREEN_DO("s4", "sys", "\"show\",\"a\":{\"show\":\"code\"}")), "not_you"));
}

Test(host, a_code_used_without_end_does_not_fill_the_room)
{
    char seat[32], code[16], other[32];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    member(heard(1), "resume", code, sizeof code);
    join(2, "Noé", other, sizeof other);
    connect(3);
    for (int i = 0; i < 5000; i++)
        cr_assert(strstr(
            ask(3, fill("{\"t\":\"resume\",\"id\":1,\"room\":\"%s\",\"code\":\"%s\"}", room, code)),
            "\"ok\""));
    member(heard(3), "token", token, sizeof token);
    cr_assert(strstr(hello(3, token), "\"welcome\""));
    cr_assert(strstr(hello(2, other), "\"welcome\""));
    cr_assert(strstr(hello(1, seat), "\"bad_token\""));
}

static const char *speak(uint32_t conn, const char *who, int n, const char *act)
{
    static char text[9000];
    snprintf(text, sizeof text, "{\"t\":\"do\",\"id\":\"%s%d\",\"as\":\"%s\",%s}", who, n, who,
             act);
    return ask(conn, text);
}

static bool is_full(const char *answer)
{
    return strstr(answer, "\"code\":\"full\"") || strstr(answer, "\"code\":\"no_place\"");
}

// One more person, whose drafts are long; false when the room was full before they were done.
static bool one_more(int number)
{
    char seat[32], draft[1200], words[1001] = "", who[16];
    connect(1);
    if (is_full(ask(
            1, fill("{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"%s\"}", room, "Alix"))))
        return false;
    hello(1, member(heard(1), "token", seat, sizeof seat));
    memset(words, 'z', sizeof words - 1);
    snprintf(who, sizeof who, "p%d", number);
    for (int i = 0; i < 16; i++) {
        snprintf(draft, sizeof draft, "\"act\":\"draft\",\"a\":{\"key\":\"k%d\",\"text\":\"%s\"}",
                 i, words);
        if (is_full(speak(1, who, i, draft)))
            return false;
    }
    host_closed(h, 1, now);
    return true;
}

static const char *place_told(void) // to who leads, by what came last
{
    const char *all = heard(0), *at = NULL, *next = all;
    for (; (next = strstr(next, "\"place\":")); next++)
        at = next[8] == '{' ? at : next; // a scenario has one too
    return at ? at : "";
}

static const char *leads(const char *act, const char *fields)
{
    static int n;
    char text[400];
    snprintf(text, sizeof text,
             "{\"t\":\"do\",\"id\":\"led%d\",\"as\":\"f1\",\"act\":\"%s\",\"a\":{%s}}", ++n, act,
             fields);
    return ask(0, text);
}

Test(host_memory, a_full_room_refuses_words_and_the_clock_what_leads_and_the_report_go_on)
{
    char seat[32];
    int people = 2;
    open_host("", NULL, NULL, 3 << 20);
    make_room();
    hello(0, token);
    join(2, "Bo", seat, sizeof seat);
    while (one_more(people))
        people++;
    cr_assert(people > 10 && people < 199, "%d people", people);
    cr_assert(strstr(heard(1), "\"no_place\""), "%s", heard(1));
    cr_assert(strstr(place_told(), "\"place\":\"none\""), "%s", place_told());
    cr_assert(strstr(leads("say", "\"text\":\"Bon\""), "\"ok\""));
    cr_assert(strstr(leads("sit", "\"person\":\"p1\",\"table\":\"t1\",\"group\":\"M\""), "\"ok\""));
    for (int i = 0; i < 4; i++)
        cr_assert(strstr(leads("next", ""), "\"ok\""), "%s", heard(0));
    hello(2, seat);
    cr_assert(
        strstr(speak(2, "p1", 1, "\"act\":\"report\",\"a\":{\"field\":\"title\",\"text\":\"Oui\"}"),
               "\"ok\""),
        "%s", heard(2));
    cr_assert(strstr(speak(2, "p1", 2, "\"act\":\"draft\",\"a\":{\"key\":\"k\",\"text\":\"Mot\"}"),
                     "\"no_place\""),
              "%s", heard(2));
    shut();
}

// What is counted under that name.
static long long metric(const char *name)
{
    struct buf body;
    char line[120];
    buf_init(&body, 1 << 16);
    host_metrics(h, &body);
    snprintf(line, sizeof line, "\n%s ", name);
    const char *at = strstr(buf_cstr(&body), line);
    cr_assert(at, "%s in %s", name, buf_cstr(&body));
    long long n = strtoll(at + strlen(line), NULL, 10);
    buf_free(&body);
    return n;
}

static const char guess[] = "{\"t\":\"look\",\"id\":1,\"room\":\"1000000\"}";

static void spend_guesses(uint32_t conn)
{
    for (int i = 0; i < GUESSES_ADDRESS; i++)
        cr_assert(strstr(ask(conn, guess), "\"unknown_room\""), "%d", i);
}

static void let_pass(uint64_t ms)
{
    now += ms;
    host_tick(h, now);
    settle();
}

// A village hall is one address: who has a seat there never waits for somebody's guesses.
Test(host, past_the_budget_every_code_waits_and_no_seat_does)
{
    char seat[32];
    make_room();
    join(5, "Alix", seat, sizeof seat);
    connect_from(1, "192.168.1.20");
    spend_guesses(1);
    cr_assert_str_empty(ask(1, guess));
    cr_assert_str_empty(ask(1, "{\"t\":\"ping\",\"c\":1}")); // who guesses waits
    connect_from(2, "192.168.1.20");
    cr_assert(strstr(hello(2, seat), "\"welcome\""));
    connect_from(3, "192.168.1.20");
    const char *right = fill("{\"t\":\"look\",\"id\":1,\"room\":\"%s\"}%s", room, "");
    cr_assert_str_empty(ask(3, right), "a right code waits as a wrong one does");
    connect_from(4, "192.168.1.21");
    cr_assert(strstr(ask(4, right), "\"ok\""), "another address does not");
    let_pass(GUESS_ADDRESS_MS);
    cr_assert(strstr(heard(1), "\"unknown_room\""));
    cr_assert(strstr(heard(3), "\"ok\""));
    cr_assert_eq(rec.closed[1], HOST_CLOSE_LATER, "what was not heard is said again");
    cr_assert_eq(rec.closed[2] || rec.closed[3], 0);
    cr_assert_eq(metric("tablee_budget_waited_total{budget=\"guesses_address\"}"), 2);
    cr_assert_eq(metric("tablee_budget_refused_total{budget=\"guesses_address\"}"), 0);
    host_closed(h, 1, now);
    let_pass((uint64_t)GUESS_ADDRESS_MS * GUESSES_ADDRESS);
    connect_from(1, "192.168.1.20");
    spend_guesses(1);
}

Test(host, hanging_up_gives_nothing_back)
{
    make_room();
    connect_from(1, "192.168.1.20");
    spend_guesses(1);
    for (int i = 0; i < 5; i++) {
        cr_assert_str_empty(ask(1, guess));
        host_closed(h, 1, now);
        connect_from(1, "192.168.1.20");
    }
    for (uint32_t i = 1; i < 20; i++) { // many at once: each wrong one is charged
        host_closed(h, i, now);
        connect_from(i, "192.168.1.20");
        cr_assert_str_empty(ask(i, guess));
    }
    let_pass(GUESS_ADDRESS_MS);
    const char *got = ask(1, guess);
    cr_assert(strstr(got, "\"guesses\"") && strstr(got, "\"max\":"), "%s", got);
}

// One household or hall has a whole /64.
Test(host, an_address_is_a_household)
{
    make_room();
    connect_from(1, "2001:db8:1:2::1");
    spend_guesses(1);
    connect_from(2, "2001:db8:1:2:ffff::9");
    cr_assert_str_empty(ask(2, guess));
    connect_from(3, "2001:db8:1:3::1");
    cr_assert(strstr(ask(3, guess), "\"unknown_room\""));
    connect_from(4, "::ffff:192.0.2.7");
    spend_guesses(4);
    connect_from(5, "192.0.2.7");
    cr_assert_str_empty(ask(5, guess));
    connect_from(6, "192.0.2.8");
    cr_assert(strstr(ask(6, guess), "\"unknown_room\""));
}

// Whoever says hello with a token that is none has guessed too, and learns no sooner which rooms
// are.
Test(host, a_hello_can_be_a_guess)
{
    make_room();
    for (int i = 0; i < GUESSES_ADDRESS; i++) {
        connect_from(1, "192.168.1.20");
        cr_assert(strstr(hello(1, "AAAAAAAAAAAAAAAAAAAAAA"), "\"bad_token\""), "%d", i);
        host_closed(h, 1, now);
    }
    connect_from(1, "192.168.1.20");
    cr_assert_str_empty(hello(1, "AAAAAAAAAAAAAAAAAAAAAA"));
    connect_from(2, "192.168.1.20");
    cr_assert(strstr(hello(2, token), "\"welcome\""));
    let_pass(GUESS_WAIT_MS);
    cr_assert(strstr(heard(1), "\"bad_token\""));
    cr_assert_eq(rec.closed[1], HOST_CLOSE_TOKEN);
}

// From so many addresses that none is over its own budget.
static void spend_guesses_of_all(void)
{
    char address[32];
    for (uint32_t i = 0; i < GUESSES_ALL; i++) {
        snprintf(address, sizeof address, "10.2.%u.1", i % 200);
        host_closed(h, 1, now);
        connect_from(1, address);
        cr_assert(strstr(ask(1, guess), "\"unknown_room\""), "%u", i);
    }
    for (uint32_t i = 12; i < CONNS; i++) { // and as many at once as ten seconds earn
        snprintf(address, sizeof address, "10.3.%u.1", i);
        connect_from(i, address);
        cr_assert_str_empty(ask(i, guess));
    }
    let_pass(GUESS_ALL_MS);
}

static const char *invited(uint32_t conn, const char *frame, const char *link)
{
    char text[300], address[32];
    snprintf(address, sizeof address, "10.9.%u.1", conn);
    host_closed(h, conn, now);
    connect_from(conn, address);
    snprintf(text, sizeof text, "{%s,\"id\":1,\"room\":\"%s\",\"link\":\"%s\"}", frame, room, link);
    return ask(conn, text);
}

static const char look_frame[] = "\"t\":\"look\"", join_frame[] = "\"t\":\"join\",\"name\":\"Io\"";

// Nobody guesses the 64 bits of a link: who has them is let in while everybody guesses. Codes typed
// by hand share what is left, and are told when to come back.
Test(host, who_has_the_link_never_waits)
{
    char link[16], resume[32], frame[64];
    make_room();
    member(hello(0, token), "link", link, sizeof link);
    cr_assert_eq(strlen(link), 11, "%s", link);
    spend_guesses_of_all();
    const char *got = invited(2, look_frame, "AAAAAAAAAAA");
    cr_assert(strstr(got, "\"guesses\"") && strstr(got, "\"max\":"), "another is none: %s", got);
    cr_assert(strstr(invited(3, look_frame, link), "La Mauve"));
    member(invited(4, join_frame, link), "resume", resume, sizeof resume);
    snprintf(frame, sizeof frame, "\"t\":\"resume\",\"code\":\"%s\"", resume);
    cr_assert(strstr(invited(5, frame, link), "\"ok\""));
    cr_assert(strstr(hello(0, token), "\"welcome\""));
}

// Resume codes are a workshop's: from however many addresses, they wait together.
Test(host, resume_codes_wait_for_the_workshop)
{
    char address[32];
    make_room();
    const char *wrong = "{\"t\":\"resume\",\"id\":1,\"room\":\"%s\",\"code\":\"%s\"}";
    for (uint32_t i = 0; i < GUESSES_ROOM; i++) {
        snprintf(address, sizeof address, "10.0.%u.1", i);
        connect_from(1, address);
        cr_assert(strstr(ask(1, fill(wrong, room, "22222222")), "\"wrong_code\""));
        host_closed(h, 1, now);
    }
    connect_from(1, "10.1.1.1");
    cr_assert_str_empty(ask(1, fill(wrong, room, "22222222")));
    connect_from(2, "10.1.1.2");
    cr_assert(strstr(ask(2, guess), "\"unknown_room\""), "other codes do not");
    cr_assert_eq(metric("tablee_budget_waited_total{budget=\"guesses_room\"}"), 1);
    host_closed(h, 0, now);
    make_room();
    cr_assert(strstr(ask(2, fill(wrong, room, "22222222")), "\"wrong_code\""),
              "nor those of another workshop");
}

Test(host, an_open_server_is_not_filled_from_one_address)
{
    const char *create = "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\"}}";
    connect_from(1, "10.0.0.7");
    for (int i = 0; i < 64; i++)
        cr_assert(strstr(ask(1, create), "\"ok\""), "%d", i);
    cr_assert(strstr(ask(1, create), "\"code\":\"throttled\""));
    cr_assert_eq(metric("tablee_budget_refused_total{budget=\"rooms\"}"), 1);
    connect_from(2, "10.0.0.8");
    cr_assert(strstr(ask(2, create), "\"ok\""));
    now += 3600000;
    cr_assert(strstr(ask(1, create), "\"ok\""));
}

Test(host, a_server_that_leaves_sends_everybody_away_and_hears_nothing_more)
{
    make_room();
    hello(0, token);
    connect(1);
    ask(0, "{\"t\":\"do\",\"id\":\"l\",\"as\":\"f1\",\"act\":\"lock\",\"a\":{\"on\":true}}");
    host_drain(h, now);
    settle();
    cr_assert_eq(rec.closed[0], HOST_CLOSE_RESTART);
    cr_assert_eq(rec.closed[1], HOST_CLOSE_RESTART);
    cr_assert_str_empty(ask(0, "{\"t\":\"ping\",\"c\":1}"));
}

Test(host, a_host_with_nothing_to_do_asks_for_no_turn)
{
    cr_assert_eq(host_tick(h, now), 0);
    make_room();
    cr_assert_gt(host_tick(h, now), now, "when the room may be let go");
    host_drain(h, now);
    cr_assert_eq(host_tick(h, now), 0);
}

Test(host, a_secret_is_long_and_its_own)
{
    char one[HOST_TOKEN_TEXT], other[HOST_TOKEN_TEXT];
    host_secret(one);
    host_secret(other);
    cr_assert_eq(strlen(one), HOST_TOKEN_TEXT - 1);
    cr_assert_eq(strlen(other), HOST_TOKEN_TEXT - 1);
    cr_assert_str_neq(one, other);
}

Test(host, an_address_that_changed_is_told_to_whoever_is_in_a_room)
{
    char seat[32];
    make_room();
    hello(0, token);
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    connect(2);
    for (int i = 0; i < 3; i++)
        buf_reset(&rec.heard[i]);
    host_moved(h);
    settle();
    cr_assert(strstr(heard(0), "{\"t\":\"moved\"}") && strstr(heard(1), "\"moved\""));
    cr_assert_str_empty(heard(2));
}

static bool health_has(const char *part)
{
    struct buf body;
    const char *type;
    buf_init(&body, 1 << 16);
    cr_assert(host_http(h, "/api/health", &body, &type));
    cr_assert(strstr(type, "json"));
    expect_json(body.p, body.n);
    bool has = strstr(buf_cstr(&body), part);
    buf_free(&body);
    return has;
}

Test(host, a_host_tells_how_it_is)
{
    cr_assert(health_has("\"ok\":true") && health_has("\"open\":true"));
    cr_assert(health_has("\"rooms\":0") && health_has("\"connections\":0"));
    make_room();
    connect(1);
    cr_assert(health_has("\"rooms\":1") && health_has("\"connections\":2"));
    host_drain(h, now);
    cr_assert(health_has("\"ok\":false"), "it is leaving");
}

Test(host, absence_is_told_after_a_while)
{
    char seat[32];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    hello(0, token);
    host_closed(h, 1, now);
    buf_reset(&rec.heard[0]);
    now += 24000;
    host_tick(h, now);
    settle();
    cr_assert_not(strstr(heard(0), "\"on\":false"));
    now += 1000;
    host_tick(h, now);
    settle();
    cr_assert(strstr(heard(0), "\"on\":false"), "%s", heard(0));
    connect(1);
    buf_reset(&rec.heard[0]);
    hello(1, seat);
    cr_assert(strstr(heard(0), "\"on\":true"), "%s", heard(0));
}

Test(host, who_is_added_to_a_phone_in_use_is_there)
{
    char seat[32];
    make_room();
    hello(0, token);
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    cr_assert(strstr(share(seat), "\"person\":\"p2\""), "%s", heard(1));
    buf_reset(&rec.heard[0]);
    let_pass(60000);
    cr_assert_not(strstr(heard(0), "\"on\":false"), "%s", heard(0));
    host_closed(h, 1, now);
    let_pass(24999);
    cr_assert_not(strstr(heard(0), "\"on\":false"), "%s", heard(0));
    let_pass(1);
    const char *gone = strstr(heard(0), "\"on\":false");
    cr_assert(gone && strstr(gone + 1, "\"on\":false"), "both of them: %s", heard(0));
}

Test(host, what_is_due_in_one_room_forgets_no_other)
{
    char seat[2][32], lead[32];
    uint64_t first = now;
    make_room();
    join(1, "Alix", seat[0], sizeof seat[0]);
    hello(1, seat[0]);
    host_closed(h, 0, now);
    make_room();
    memcpy(lead, token, sizeof lead);
    join(2, "Bo", seat[1], sizeof seat[1]);
    hello(2, seat[1]);
    hello(0, lead);
    host_closed(h, 1, now);
    now += 5000;
    host_closed(h, 2, now);
    host_tick(h, now);
    now = first + 25000;
    host_tick(h, now);
    settle();
    cr_assert_leq(host_tick(h, now), now + 5000);
    now += 5000;
    buf_reset(&rec.heard[0]);
    host_tick(h, now);
    settle();
    cr_assert(strstr(heard(0), "\"on\":false"), "%s", heard(0));
}

Test(host, the_fifth_tab_closes_the_first)
{
    char seat[32];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    for (uint32_t i = 2; i <= 5; i++) {
        connect(i);
        hello(i, seat);
    }
    cr_assert_eq(rec.closed[1], HOST_CLOSE_ELSEWHERE);
    cr_assert_eq(rec.closed[2], 0);
}

static void open_bounded(void)
{
    bounds = (struct host_config){.max_rooms = 2, .max_seats = 6, .max_connections = 20};
    open_memory();
}

TestSuite(host_bounds, .init = open_bounded, .fini = shut);

// Of rooms that are used: one that nobody is in leaves its place.
Test(host_bounds, the_third_room_in_use_of_two_is_refused)
{
    const char *create = "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\"}}";
    char first[8], first_token[32];
    make_room();
    connect(1);
    cr_assert(strstr(hello(1, token), "welcome"));
    memcpy(first, room, sizeof first);
    memcpy(first_token, token, sizeof first_token);
    host_closed(h, 0, now);
    make_room();
    connect(2);
    cr_assert(strstr(hello(2, token), "welcome"));
    cr_assert(strstr(ask(0, create), "\"code\":\"full\""));
    host_closed(h, 2, now);
    cr_assert(strstr(ask(0, create), "\"ok\""));
    memcpy(room, first, sizeof room);
    connect(4);
    cr_assert(strstr(hello(4, first_token), "welcome"), "it was never let go");
}

Test(host_bounds, the_seventh_person_of_six_is_refused)
{
    char seat[32];
    make_room();
    for (uint32_t i = 1; i <= 6; i++)
        join(i, "Alix", seat, sizeof seat);
    connect(7);
    const char *seventh =
        fill("{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"%s\"}", room, "Noé");
    cr_assert(strstr(ask(7, seventh), "\"code\":\"full\""));
}

// P23: one connection in twenty is kept for those who lead; of the others, who has fewer finds one.
Test(host_bounds, the_last_connections_are_for_those_who_lead_and_those_who_have_none)
{
    char seats[5][32];
    make_room();
    hello(0, token);
    for (uint32_t i = 0; i < 5; i++) {
        join(i + 1, "Alix", seats[i], sizeof seats[i]);
        host_closed(h, i + 1, now);
    }
    for (uint32_t i = 1; i <= 18; i++) {
        connect(i);
        cr_assert(strstr(hello(i, seats[(i - 1) / 4]), "\"welcome\""), "%u", i);
    }
    connect(19);
    cr_assert(strstr(hello(19, seats[4]), "\"welcome\""));
    cr_assert_eq(rec.closed[1], HOST_CLOSE_LATER, "the oldest of who had four");
    host_closed(h, 1, now);
    connect(20);
    cr_assert(strstr(hello(20, seats[4]), "\"code\":\"full\""), "three are enough");
    cr_assert_eq(rec.closed[20], HOST_CLOSE_LATER);
    host_closed(h, 20, now);
    connect(21);
    cr_assert(strstr(hello(21, token), "\"welcome\""));
    connect(22);
    cr_assert_eq(rec.closed[22], HOST_CLOSE_LATER, "all are taken");
}

Test(host_bounds, one_workshop_does_not_take_the_places_of_another)
{
    char seats[5][32], other[32];
    make_room();
    for (uint32_t i = 0; i < 5; i++) {
        join(i + 1, "Alix", seats[i], sizeof seats[i]);
        host_closed(h, i + 1, now);
    }
    for (uint32_t i = 1; i <= 19; i++) {
        connect(i);
        if (i < 19)
            cr_assert(strstr(hello(i, seats[(i - 1) / 4]), "\"welcome\""), "%u", i);
    }
    host_closed(h, 0, now);
    make_room();
    hello(0, token);
    join(20, "Zoé", other, sizeof other);
    cr_assert(strstr(hello(20, other), "\"welcome\""));
    cr_assert_eq(rec.closed[19], HOST_CLOSE_LATER, "who had no seat went first");
    cr_assert_eq(rec.closed[1], HOST_CLOSE_LATER);
}

Test(host_bounds, of_strangers_the_address_that_has_most_makes_place)
{
    connect_from(1, "10.0.0.1");
    for (uint32_t i = 2; i <= 20; i++)
        connect_from(i, "10.0.0.2");
    connect_from(21, "10.0.0.3");
    cr_assert_eq(rec.closed[1], 0);
    cr_assert_eq(rec.closed[2], HOST_CLOSE_LATER);
    cr_assert_eq(rec.closed[3], HOST_CLOSE_LATER);
    cr_assert_eq(rec.closed[4], 0);
}

// P23
Test(host_bounds, who_never_says_hello_makes_place)
{
    make_room();
    hello(0, token);
    for (uint32_t i = 1; i <= 20; i++)
        connect(i);
    cr_assert_eq(rec.closed[0], 0);
    cr_assert_eq(rec.closed[1], HOST_CLOSE_LATER);
    cr_assert_eq(rec.closed[2], HOST_CLOSE_LATER);
    cr_assert_eq(rec.closed[3], 0);
    cr_assert(strstr(hello(20, token), "\"welcome\""));
}

Test(host, the_log_is_for_facilitators)
{
    struct buf body;
    const char *type;
    int status;
    char path[64];
    make_room();
    buf_init(&body, 1 << 20);
    snprintf(path, sizeof path, "/api/rooms/%s/log.ndjson", room);
    struct host_download *d = host_download_open(h, path, NULL, "nonsense");
    cr_assert_eq(host_download_next(d, &body, &type, &status), HOST_PART_LAST);
    cr_assert_eq(status, 403);
    host_download_close(d);
    d = host_download_open(h, path, NULL, token);
    cr_assert_eq(host_download_next(d, &body, &type, &status), HOST_PART_LAST);
    cr_assert_eq(status, 200);
    cr_assert(strstr(buf_cstr(&body), "\"act\":\"created\""));
    host_download_close(d);
    cr_assert_null(host_download_open(h, "/api/scenarios", NULL, token));
    cr_assert(host_http(h, "/api/scenarios", &body, &type));
    cr_assert(strstr(buf_cstr(&body), "\"id\":\"la-mauve\""));
    cr_assert_not(host_http(h, "/api/other", &body, &type));
    buf_free(&body);
}

Test(host, a_log_waits_until_what_it_tells_is_durable)
{
    struct buf body;
    const char *type;
    int status;
    char path[64];
    make_room();
    hello(0, token);
    buf_init(&body, 1 << 20);
    snprintf(path, sizeof path, "/api/rooms/%s/log.ndjson", room);
    say(0, "{\"t\":\"do\",\"id\":\"l\",\"as\":\"f1\",\"act\":\"lock\",\"a\":{\"on\":true}}");
    struct host_download *d = host_download_open(h, path, NULL, token);
    cr_assert_eq(host_download_next(d, &body, &type, &status), HOST_PART_LATER);
    host_committed(h, now);
    cr_assert_eq(host_download_next(d, &body, &type, &status), HOST_PART_LAST);
    cr_assert(strstr(buf_cstr(&body), "\"act\":\"lock\""));
    host_download_close(d);
    buf_free(&body);
}

// What the first part of an answer is, and the answer's status; the download ends here.
static enum host_part first_part(const char *file, const char *bearer, struct buf *body,
                                 int *status)
{
    const char *type;
    char path[64];
    snprintf(path, sizeof path, "/api/rooms/%s/%s", room, file);
    struct host_download *d = host_download_open(h, path, NULL, bearer);
    enum host_part part = host_download_next(d, body, &type, status);
    host_download_close(d);
    return part;
}

// A file of the room, whole, to a facilitator.
static int download(const char *file, const char *query, struct buf *body, const char **type)
{
    char path[80];
    int status = 0;
    snprintf(path, sizeof path, "/api/rooms/%s/%s", room, file);
    struct host_download *d = host_download_open(h, path, query, token);
    enum host_part part;
    do
        part = host_download_next(d, body, type, &status);
    while (part == HOST_PART_SOON);
    cr_assert_eq(part, HOST_PART_LAST, "%s", file);
    host_download_close(d);
    return status;
}

Test(host, every_table_of_an_export_can_be_fetched)
{
    struct buf list, body;
    const char *type;
    size_t at, kinds = 0;
    json_t *name;
    make_room();
    buf_init(&list, 1 << 20);
    buf_init(&body, 8 << 20);
    cr_assert_eq(download("export/", NULL, &list, &type), 200);
    cr_assert(strstr(type, "json"));
    json_t *names = json_loadb(list.p, list.n, 0, NULL);
    cr_assert_gt(json_array_size(names), 3, "%s", buf_cstr(&list));
    json_array_foreach(names, at, name)
    {
        char file[80];
        snprintf(file, sizeof file, "export/%s", json_string_value(name));
        cr_assert_eq(download(file, NULL, &body, &type), 200, "%s", file);
        cr_assert_gt(body.n, 2, "%s", file);
        const char *ending = strrchr(file, '.');
        cr_assert(strstr(type, ending + 1), "%s is %s", file, type);
        kinds |= strcmp(ending, ".csv") == 0 ? 1 : strcmp(ending, ".json") == 0 ? 2 : 4;
    }
    cr_assert_eq(kinds, 7, "all three formats: %s", buf_cstr(&list));
    cr_assert_eq(download("export/none.csv", NULL, &body, &type), 404);
    cr_assert_eq(download("export/none", NULL, &body, &type), 404);
    cr_assert_eq(download("scenario.json", NULL, &body, &type), 200);
    cr_assert(strstr(type, "json") && strstr(buf_cstr(&body), "\"la-mauve\""));
    cr_assert_eq(download("seats.json", NULL, &body, &type), 200);
    cr_assert(strstr(type, "json") &&
              str_starts(buf_view(&body), STR("[{\"people\":3,\"roles\":[")));
    cr_assert_eq(download("none", NULL, &body, &type), 404);
    json_decref(names);
    buf_free(&list);
    buf_free(&body);
}

// Whether a file of an export has these words.
static bool exported(const char *query, const char *words)
{
    struct buf list, body;
    const char *type;
    size_t at;
    json_t *name;
    bool has = false;
    buf_init(&list, 1 << 20);
    buf_init(&body, 8 << 20);
    cr_assert_eq(download("export/", query, &list, &type), 200);
    json_t *names = json_loadb(list.p, list.n, 0, NULL);
    json_array_foreach(names, at, name)
    {
        char file[80];
        snprintf(file, sizeof file, "export/%s", json_string_value(name));
        cr_assert_eq(download(file, query, &body, &type), 200);
        has = has || strstr(buf_cstr(&body), words);
    }
    json_decref(names);
    buf_free(&list);
    buf_free(&body);
    return has;
}

Test(host, an_export_has_the_words_of_those_who_agree_to_what_it_is_for)
{
    static const char *const agrees[] = {"\"research\":true", "\"debrief\":true"};
    char text[300], seat[32], who[8];
    make_room();
    hello(0, token);
    for (uint32_t i = 1; i <= 2; i++) {
        connect(i);
        snprintf(text, sizeof text, "{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"N%u\",%s}",
                 room, i, agrees[i - 1]);
        hello(i, member(ask(i, text), "token", seat, sizeof seat));
    }
    for (int i = 0; i < 3; i++)
        cr_assert(strstr(speak(0, "f1", i, "\"act\":\"next\",\"a\":{}"), "\"ok\""));
    for (uint32_t i = 1; i <= 2; i++) {
        snprintf(who, sizeof who, "p%u", i);
        snprintf(text, sizeof text,
                 "\"act\":\"propose\",\"a\":{\"text\":\"qzWORD%u\",\"scale\":[\"local\"],"
                 "\"dims\":[\"soc\"],\"for\":\"all\"}",
                 i);
        cr_assert(strstr(speak(i, who, 1, text), "\"ok\""), "%s", heard(i));
    }
    cr_assert(exported("", "qzWORD1") && !exported("bom=1", "qzWORD2"));
    cr_assert(exported("for=debrief", "qzWORD2") && !exported("for=debrief", "qzWORD1"));
}

Test(host, spreadsheets_get_the_marks_they_ask_for)
{
    static const struct {
        const char *query, *head;
        bool semicolons;
    } asked[] = {{"", "", false},
                 {"bom=1", "\xEF\xBB\xBF", false},
                 {"excel=en", "\xEF\xBB\xBF", false},
                 {"excel=fr", "\xEF\xBB\xBF", true}};
    struct buf body;
    const char *type;
    make_room();
    buf_init(&body, 8 << 20);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        cr_assert_eq(download("export/codebook.csv", asked[i].query, &body, &type), 200);
        const char *text = buf_cstr(&body);
        cr_assert_eq(strncmp(text, "\xEF\xBB\xBF", 3) == 0, asked[i].head[0] != 0);
        cr_assert_eq(memchr(text, ';', strcspn(text, "\r\n")) != NULL, asked[i].semicolons);
    }
    buf_free(&body);
}

Test(host, a_replay_is_for_whoever_may_take_its_viewpoint)
{
    static const struct {
        const char *file, *word; // which a facilitator reads
        int lead, person, hall;  // the answers' status to each
    } asked[] = {
        {"replay", "\"views\":[", 200, 200, 403},
        {"replay/facilitator", "\"view\":\"facilitator\"", 200, 403, 403},
        {"replay/screen", "\"view\":\"screen\"", 200, 403, 403},
        {"replay/p1", "not_yet", 403, 403, 403},
        {"replay/p2", "no_file", 404, 404, 403},
        {"replay/", "no_file", 404, 404, 403},
        {"log.ndjson", "\"format\"", 200, 403, 403},
    };
    struct buf body;
    char seat[32];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    buf_init(&body, 1 << 20);
    const char *const bearers[] = {token, seat, screen};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        const int expected[] = {asked[i].lead, asked[i].person, asked[i].hall};
        for (int who = 0; who < 3; who++) {
            int status;
            first_part(asked[i].file, bearers[who], &body, &status);
            cr_assert_eq(status, expected[who], "%s %d: %d", asked[i].file, who, status);
            cr_assert(who || strstr(buf_cstr(&body), asked[i].word), "%s", buf_cstr(&body));
        }
    }
    int status;
    first_part("replay", token, &body, &status);
    expect_json(body.p, body.n);
    const char *records = strstr(buf_cstr(&body), "\"records\":");
    cr_assert(records && atoi(records + strlen("\"records\":")) > 0, "%s", buf_cstr(&body));
    cr_assert(strstr(buf_cstr(&body), fill("\"room\":\"%s\"%s", room, "")));
    buf_free(&body);
}

Test(host, a_replay_waits_until_what_it_tells_is_durable)
{
    struct buf body;
    int status;
    make_room();
    hello(0, token);
    buf_init(&body, 1 << 20);
    say(0, "{\"t\":\"do\",\"id\":\"l\",\"as\":\"f1\",\"act\":\"lock\",\"a\":{\"on\":true}}");
    cr_assert_eq(first_part("replay/screen", token, &body, &status), HOST_PART_LATER);
    host_committed(h, now);
    cr_assert_eq(first_part("replay/screen", token, &body, &status), HOST_PART_LAST);
    cr_assert_eq(status, 200);
    buf_free(&body);
}

static void read_replay(const char *view, struct buf *body)
{
    const char *type;
    char path[64];
    int status;
    struct buf part;
    buf_init(&part, 1 << 20);
    snprintf(path, sizeof path, "/api/rooms/%s/replay/%s", room, view);
    struct host_download *d = host_download_open(h, path, NULL, token);
    buf_reset(body);
    for (enum host_part more = HOST_PART_SOON; more != HOST_PART_LAST;) {
        more = host_download_next(d, &part, &type, &status);
        cr_assert_neq(more, HOST_PART_FAILED);
        buf_str(body, buf_view(&part));
        host_committed(h, now);
    }
    cr_assert_eq(status, 200, "%s", buf_cstr(body));
    host_download_close(d);
    buf_free(&part);
}

Test(host, a_replay_is_made_once_for_all_who_read_it_and_kept_until_something_changes)
{
    enum { MADE, KEPT };
    static const char *const counted[] = {"tablee_recordings_made_total", "tablee_recordings_kept"};
    struct buf first, again;
    make_room();
    hello(0, token);
    buf_init(&first, 1 << 20);
    buf_init(&again, 1 << 20);
    read_replay("screen", &first);
    read_replay("screen", &again);
    cr_assert_str_eq(buf_cstr(&again), buf_cstr(&first));
    cr_assert_eq(metric(counted[MADE]), 1);
    read_replay("facilitator", &first);
    read_replay("screen", &again);
    read_replay("facilitator", &again);
    cr_assert_str_eq(buf_cstr(&again), buf_cstr(&first));
    cr_assert_eq(metric(counted[MADE]), 2, "a viewpoint is another");
    cr_assert_eq(metric(counted[KEPT]), 2);
    speak(0, "f1", 1, "\"act\":\"note\",\"a\":{\"text\":\"qzMARK\"}");
    read_replay("facilitator", &again);
    cr_assert(strstr(buf_cstr(&again), "qzMARK"));
    cr_assert_eq(metric(counted[MADE]), 3);
    speak(0, "f1", 2, "\"act\":\"erase\",\"a\":{\"facilitator\":1}");
    cr_assert_eq(metric(counted[KEPT]), 0, "what was forgotten is in none");
    read_replay("facilitator", &again);
    cr_assert_not(strstr(buf_cstr(&again), "qzMARK"));
    buf_free(&first);
    buf_free(&again);
}

static void watch_again(const char *code, const char *whose, const char *view)
{
    struct buf body;
    buf_init(&body, 1 << 20);
    if (code != room) {
        snprintf(room, sizeof room, "%s", code);
        snprintf(token, sizeof token, "%s", whose);
    }
    read_replay(view, &body);
    buf_free(&body);
}

Test(host, of_the_replays_that_are_kept_the_one_left_longest_ago_makes_place)
{
    static const char made[] = "tablee_recordings_made_total", kept[] = "tablee_recordings_kept";
    char first[8], its_token[32];
    long long read = 2;
    make_room();
    snprintf(first, sizeof first, "%s", room);
    snprintf(its_token, sizeof its_token, "%s", token);
    watch_again(first, its_token, "screen");
    watch_again(first, its_token, "facilitator");
    for (; metric(kept) == read; read++) {
        cr_assert_leq(read, TAPES_MAX);
        host_closed(h, 0, now);
        make_room();
        watch_again(room, token, "screen");
        watch_again(first, its_token, "facilitator");
    }
    cr_assert_eq(metric(made), read, "what somebody reads again stays");
    watch_again(first, its_token, "facilitator");
    cr_assert_eq(metric(made), read);
    watch_again(first, its_token, "screen");
    cr_assert_eq(metric(made), read + 1, "it was made first, and nobody read it since");
}

Test(host_key, only_its_owner_creates)
{
    open_host("", NULL, "clef", 0);
    connect(0);
    cr_assert(strstr(ask(0, "{\"t\":\"create\",\"id\":1,\"key\":\"non\",\"options\":{"
                            "\"scenario\":\"la-mauve\"}}"),
                     "\"bad_key\""));
    cr_assert(strstr(ask(0, "{\"t\":\"create\",\"id\":1,\"key\":\"clef\",\"options\":{"
                            "\"scenario\":\"la-mauve\"}}"),
                     "\"token\":\""));
    shut();
}

// Over HTTP as over a socket; the key itself is too long to be guessed, and never waits.
Test(host_key, wrong_keys_are_charged_to_their_address)
{
    const char *create = "{\"t\":\"create\",\"id\":1,\"key\":\"%s\",\"options\":{\"scenario\":"
                         "\"la-mauve\"}}%s";
    uint64_t wait_s = 0;
    open_host("", NULL, "clef", 0);
    cr_assert_eq(host_key_tried(h, "10.0.0.7", "", now, &wait_s), HOST_KEY_NONE);
    for (int i = 0; i < GUESSES_ADDRESS; i++)
        cr_assert_eq(host_key_tried(h, "10.0.0.7", "non", now, &wait_s), HOST_KEY_WRONG);
    cr_assert_eq(host_key_tried(h, "10.0.0.7", "non", now, &wait_s), HOST_KEY_LATER);
    cr_assert_eq(wait_s, 1);
    cr_assert_eq(metric("tablee_budget_refused_total{budget=\"guesses_address\"}"), 1);
    cr_assert_eq(host_key_tried(h, "10.0.0.7", "clef", now, &wait_s), HOST_KEY_RIGHT);
    cr_assert_eq(host_key_tried(h, "10.0.0.8", "non", now, &wait_s), HOST_KEY_WRONG);
    connect_from(1, "10.0.0.7");
    cr_assert_str_empty(ask(1, fill(create, "non", "")));
    connect_from(2, "10.0.0.7");
    cr_assert(strstr(ask(2, fill(create, "clef", "")), "\"ok\""));
    shut();
}

Test(host_store, a_store_that_fails_stops_everything)
{
    struct store *s = store_memory();
    open_host(NULL, s, NULL, 0);
    make_room();
    hello(0, token);
    store_memory_break(s);
    const char *got = ask(0, "{\"t\":\"do\",\"id\":\"l\",\"as\":\"f1\",\"act\":\"lock\","
                             "\"a\":{\"on\":true}}");
    cr_assert_str_empty(got);
    cr_assert(rec.fatal);
    shut();
}

static bool count_text(void *ctx, const struct store_text *t)
{
    *(int *)ctx += str_eq(t->text, STR("de trop"));
    return true;
}

Test(host_store, what_a_facilitator_wrote_can_be_forgotten)
{
    struct store *s = store_memory();
    int before = 0, after = 0;
    size_t place = 0;
    open_host(NULL, s, NULL, 0);
    make_room();
    hello(0, token);
    cr_assert(strstr(speak(0, "f1", 1, "\"act\":\"note\",\"a\":{\"text\":\"de trop\"}"), "\"ok\""));
    cr_assert_eq(store_texts(s, 1, &place, count_text, &before), STORE_YES);
    cr_assert_eq(before, 1);
    cr_assert(strstr(speak(0, "f1", 2, "\"act\":\"erase\",\"a\":{\"facilitator\":1}"), "\"ok\""));
    place = 0;
    cr_assert_eq(store_texts(s, 1, &place, count_text, &after), STORE_YES);
    cr_assert_eq(after, 0);
    shut();
}

// ---- a restart

static void wait_durable(void)
{
    const char *nothing = "{\"t\":\"ping\",\"c\":1}";
    host_turn_end(h);
    buf_reset(&rec.heard[11]);
    say(11, nothing);
    host_turn_end(h);
    while (!strstr(heard(11), "pong")) {
        sem_wait(&rec.woken); // the writer's thread says when
        host_committed(h, now);
    }
}

static const char *ask_durable(uint32_t conn, const char *text)
{
    buf_reset(&rec.heard[conn]);
    say(conn, text);
    load();
    wait_durable();
    return heard(conn);
}

// Versions go on from higher numbers after a restart: they are taken out.
static void without_versions(char *text)
{
    char *to = text;
    for (const char *from = text; *from;) {
        if (strncmp(from, "\"ver\":", 6) == 0)
            from += 6 + strspn(from + 6, "0123456789");
        else
            *to++ = *from++;
    }
    *to = 0;
}

static void documents(char *out, size_t n, const char *seat)
{
    connect(6);
    connect(7);
    const char *form = "{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}";
    ask_durable(6, fill(form, room, token));
    ask_durable(7, fill(form, room, seat));
    snprintf(out, n, "%s%s", heard(6), heard(7));
    without_versions(out);
}

static void remove_all(const char *dir, const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char file[80];
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        snprintf(file, sizeof file, "%s%s", path, ends[i]);
        unlink(file);
    }
    rmdir(dir);
}

// Nobody wrote anything for a minute and a half, and then the server was told to stop.
Test(host_restart, the_time_left_is_what_it_was)
{
    char dir[] = "/tmp/tablee-host-XXXXXX", path[64];
    cr_assert(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/log.db", dir);
    open_host(path, NULL, NULL, 0);
    connect(11);
    connect(0);
    const char *got =
        ask_durable(0, "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\"}}");
    member(got, "room", room, sizeof room);
    member(got, "token", token, sizeof token);
    ask_durable(0, fill("{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", room,
                        token));
    const char *next = "{\"t\":\"do\",\"id\":\"n1\",\"as\":\"f1\",\"act\":\"next\",\"a\":{}}";
    cr_assert(strstr(ask_durable(0, next), "\"length\":300000"));
    now += 90000;
    host_drain(h, now);
    shut();

    now += 3600000;
    open_host(path, NULL, NULL, 0);
    connect(11);
    connect(0);
    got = ask_durable(0, fill("{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}",
                              room, token));
    cr_assert(strstr(got, "\"left\":210000") && strstr(got, "\"why\":\"restart\""), "%s", got);
    shut();
    remove_all(dir, path);
}

static void run_until(uint64_t end)
{
    while (now < end) {
        uint64_t due = host_tick(h, now);
        host_turn_end(h);
        while (!sem_trywait(&rec.woken))
            host_committed(h, now);
        now = due > now && due < end ? due : MIN(now + 1000, end);
    }
}

static const char *do_as_first(const char *act, const char *fields)
{
    char text[200];
    snprintf(text, sizeof text,
             "{\"t\":\"do\",\"id\":\"%s%llu\",\"as\":\"f1\",\"act\":\"%s\",\"a\":{%s}}", act,
             (unsigned long long)now, act, fields);
    now++;
    return ask_durable(0, text);
}

// What they write is seen when groups meet: begun before the server stopped, and after it.
Test(host_restart, robots_beside_people_play_on)
{
    char dir[] = "/tmp/tablee-host-XXXXXX", path[64];
    cr_assert(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/log.db", dir);
    for (int life = 0; life < 2; life++) {
        open_host(path, NULL, NULL, 0);
        connect(11);
        connect(0);
        const char *got = life ? ""
                               : ask_durable(0, "{\"t\":\"create\",\"id\":1,\"options\":{"
                                                "\"scenario\":\"la-mauve\"}}");
        if (!life) {
            member(got, "room", room, sizeof room);
            member(got, "token", token, sizeof token);
        }
        ask_durable(0, fill("{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}",
                            room, token));
        if (!life) {
            got = do_as_first("robots", "\"table\":\"t1\",\"group\":\"O\",\"on\":true");
            cr_assert(strstr(got, "\"people\":3"), "%s", got);
            do_as_first("next", "");
            do_as_first("next", "");
        } else {
            cr_assert(strstr(do_as_first("resume", ""), "\"ok\""), "%s", heard(0));
        }
        buf_reset(&rec.heard[0]);
        run_until(now + 350000);
        cr_assert(!strstr(heard(0), "\"on\":false"), "a robot has no phone to lose");
        if (!life) {
            host_drain(h, now);
            shut();
        }
    }
    const char *got = do_as_first("next", "");
    const char *sheet = strstr(got, "\"O\":{\"title\":\"");
    cr_assert(sheet && strstr(sheet, "\"ask\":\""), "%s", got);
    shut();
    remove_all(dir, path);
}

Test(host_restart, every_document_is_the_same)
{
    static char before[65536], after[65536], made[600], joined[600], join_text[300];
    char dir[] = "/tmp/tablee-host-XXXXXX", path[64], seat[32], text[300];
    cr_assert(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/log.db", dir);
    open_host(path, NULL, NULL, 0);
    connect(11);
    connect(0);
    const char *create = "{\"t\":\"create\",\"id\":1,\"once\":\"" ONCE "\",\"options\":{"
                         "\"scenario\":\"la-mauve\",\"tables\":2}}";
    const char *got = ask_durable(0, create);
    snprintf(made, sizeof made, "%s", got);
    member(got, "room", room, sizeof room);
    member(got, "token", token, sizeof token);
    connect(1);
    snprintf(join_text, sizeof join_text,
             "{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"Alix\",\"once\":\"" ONCE "\"}",
             room);
    got = ask_durable(1, join_text);
    snprintf(joined, sizeof joined, "%s", got);
    member(got, "token", seat, sizeof seat);
    ask_durable(0, fill("{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", room,
                        token));
    const char *note = "{\"t\":\"do\",\"id\":\"n1\",\"as\":\"f1\",\"act\":\"note\","
                       "\"a\":{\"text\":\"à garder\"}}";
    cr_assert(strstr(ask_durable(0, note), "\"ok\""));
    snprintf(text, sizeof text, "%s", seat);
    documents(before, sizeof before, text);
    shut();

    open_host(path, NULL, NULL, 0);
    connect(11);
    documents(after, sizeof after, text);
    cr_assert_str_eq(after, before);
    cr_assert(strstr(after, "à garder"));
    const char *again = ask_durable(6, note);
    cr_assert(strstr(again, "\"ok\"") && !strstr(again, "\"patch\""), "%s", again);
    connect(1);
    cr_assert_str_eq(ask_durable(1, join_text), joined);
    cr_assert_str_eq(ask_durable(1, create), made);
    shut();
    remove_all(dir, path);
}

static int64_t rooms_in_memory(void)
{
    struct buf body;
    const char *type;
    int64_t n = -1;
    buf_init(&body, 4096);
    cr_assert(host_http(h, "/api/health", &body, &type));
    const char *at = strstr(buf_cstr(&body), "\"rooms\":");
    cr_assert(at);
    n = strtoll(at + strlen("\"rooms\":"), NULL, 10);
    buf_free(&body);
    return n;
}

static const char *hello_text(const char *who)
{
    return fill("{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", room, who);
}

Test(host_restart, what_was_withdrawn_stays_so)
{
    char dir[] = "/tmp/tablee-restart-XXXXXX", path[64], link[32];
    cr_assert(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/t.db", dir);
    open_host(path, NULL, NULL, 0);
    connect(0);
    connect(11);
    const char *made = ask_durable(0, "{\"t\":\"create\",\"id\":1,\"options\":{"
                                      "\"scenario\":\"la-mauve\"}}");
    member(made, "room", room, sizeof room);
    member(made, "token", token, sizeof token);
    const char *form = "{\"t\":\"invite\",\"id\":1,\"room\":\"%s\",\"token\":\"%s\"}";
    member(ask_durable(0, fill(form, room, token)), "token", link, sizeof link);
    ask_durable(0, hello_text(token));
    cr_assert(strstr(ask_durable(0, "{\"t\":\"do\",\"id\":\"w\",\"as\":\"f1\","
                                    "\"act\":\"withdraw\",\"a\":{\"facilitator\":3}}"),
                     "\"ok\""));
    shut();
    for (int times = 0; times < 2; times++) { // of its log, and of what was kept of it
        open_host(path, NULL, NULL, 0);
        connect(1);
        connect(11);
        cr_assert(strstr(ask_durable(1, hello_text(link)), "\"bad_token\""), "%s", heard(1));
        connect(2);
        cr_assert(strstr(ask_durable(2, hello_text(token)), "\"withdrawn\":true"));
        shut();
    }
    remove_all(dir, path);
}

static void copy_file(const char *from, const char *to)
{
    char bytes[4096];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    cr_assert(in && out, "%s", from);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, in));)
        cr_assert_eq(fwrite(bytes, 1, n, out), n);
    fclose(in);
    fclose(out);
}

// Format 1 found no room by a key: all of its rooms are read once, and never again.
Test(host_restart, a_database_of_the_first_format_is_opened_by_its_keys)
{
    static const char old[] = TABLEE_SOURCE_DIR "/tests/golden/database/format-1/";
    char dir[] = "/tmp/tablee-host-XXXXXX", path[64], from[sizeof old + 16];
    cr_assert(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/log.db", dir);
    snprintf(from, sizeof from, "%stablee.db", old);
    copy_file(from, path);
    snprintf(from, sizeof from, "%skeys.json", old);
    json_t *keys = json_load_file(from, 0, NULL);
    cr_assert(keys);
    for (int life = 0; life < 2; life++) {
        open_host(path, NULL, NULL, 0);
        cr_assert_eq(rooms_in_memory(), 0);
        connect(11);
        connect(0);
        const char *const rows[] = {"ended", "running"};
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
            const json_t *row = json_object_get(keys, rows[i]);
            snprintf(room, sizeof room, "%s", json_string_value(json_object_get(row, "room")));
            snprintf(token, sizeof token, "%s", json_string_value(json_object_get(row, "token")));
            cr_assert(strstr(ask_durable(0, hello_text(token)), "welcome"), "%s", heard(0));
        }
        shut();
    }
    json_decref(keys);
    remove_all(dir, path);
}

// ---- rooms that come and go

enum { IDLE = 600000, GONE = 25000 };

static void wait_for(uint64_t ms)
{
    for (uint64_t end = now + ms; now < end;) {
        uint64_t next = host_tick(h, now);
        settle();
        now = next > now && next < end ? next : end;
    }
    host_tick(h, now);
    settle();
}

static const char *ask_loading(uint32_t conn, const char *text)
{
    ask(conn, text);
    load();
    settle();
    return heard(conn);
}

Test(host, a_room_is_let_go_after_ten_idle_minutes_and_comes_back)
{
    char seat[32];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    cr_assert(strstr(hello(1, seat), "welcome"));
    wait_for(2 * IDLE);
    cr_assert_eq(rooms_in_memory(), 1, "somebody is there");
    host_closed(h, 1, now);
    wait_for(IDLE - 1);
    cr_assert_eq(rooms_in_memory(), 1);
    wait_for(GONE + 2000);
    cr_assert_eq(rooms_in_memory(), 0);
    connect(2);
    const char *got = ask_loading(2, hello_text(seat));
    cr_assert(strstr(got, "welcome") && strstr(got, "Alix"), "%s", got);
    cr_assert_eq(rooms_in_memory(), 1);
}

Test(host, a_room_whose_clock_runs_stays)
{
    make_room();
    connect(1);
    hello(1, token);
    ask(1, "{\"t\":\"do\",\"id\":\"n1\",\"as\":\"f1\",\"act\":\"next\",\"a\":{}}");
    host_closed(h, 1, now);
    wait_for(3 * IDLE);
    cr_assert_eq(rooms_in_memory(), 1);
    connect(2);
    const char *got = hello(2, token);
    cr_assert(strstr(got, "\"paused\":false"), "%s", got);
    ask(2, "{\"t\":\"do\",\"id\":\"n2\",\"as\":\"f1\",\"act\":\"pause\",\"a\":{}}");
    host_closed(h, 2, now);
    wait_for(IDLE + 2000);
    cr_assert_eq(rooms_in_memory(), 0, "a clock that is paused holds nothing");
}

// Whoever holds nothing that opens a room makes the server load none.
Test(host, asking_for_a_room_loads_nothing)
{
    static const char *const formats[] = {
        "{\"t\":\"hello\",\"id\":1,\"v\":1,\"room\":\"%s\",\"token\":\"AAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"t\":\"screen\",\"id\":1,\"room\":\"%s\",\"token\":\"AAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"t\":\"recover\",\"id\":1,\"room\":\"%s\",\"code\":\"AAAAAAAAAAAA\"}",
        "{\"t\":\"look\",\"id\":1,\"room\":\"%s\"}"};
    static const char *const answers[] = {"bad_token", "bad_token", "wrong_code", "La Mauve"};
    struct buf body;
    int status;
    make_room();
    wait_for(IDLE + 1);
    cr_assert_eq(rooms_in_memory(), 0);
    for (uint32_t i = 0; i < ARRAY_LEN(formats); i++) {
        connect(i + 1);
        const char *got = ask_loading(i + 1, fill(formats[i], room, ""));
        cr_assert(strstr(got, answers[i]), "%s", got);
        cr_assert_eq(rooms_in_memory(), 0, "%s", answers[i]);
        got = ask_loading(i + 1, fill(formats[i], "1000000", ""));
        cr_assert(strstr(got, i ? "unknown_room" : "room_gone"), "%s", got);
    }
    cr_assert_eq(rec.closed[1], HOST_CLOSE_EPOCH, "a phone whose room is gone is told so");
    const char *nameless = "{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"%s\"}";
    cr_assert(strstr(ask_loading(4, fill(nameless, room, "  ")), "empty"));
    cr_assert_eq(rooms_in_memory(), 0, "what is wrong whichever room it is for loads none");
    buf_init(&body, 1 << 20);
    cr_assert_eq(first_part("log.ndjson", "AAAAAAAAAAAAAAAAAAAAAA", &body, &status),
                 HOST_PART_LAST);
    cr_assert_eq(status, 403);
    cr_assert_eq(rooms_in_memory(), 0);
    buf_free(&body);
}

Test(host, a_look_tells_that_a_room_was_closed_though_it_is_not_in_memory)
{
    make_room();
    connect(1);
    hello(1, token);
    ask(1, "{\"t\":\"do\",\"id\":\"l1\",\"as\":\"f1\",\"act\":\"lock\",\"a\":{\"on\":true}}");
    host_closed(h, 1, now);
    wait_for(IDLE + 2000);
    cr_assert_eq(rooms_in_memory(), 0);
    const char *got = ask(0, fill("{\"t\":\"look\",\"id\":1,\"room\":\"%s\"}", room, ""));
    cr_assert(strstr(got, "\"state\":\"closed\"") && strstr(got, "\"locked\":true"), "%s", got);
}

// What opens a room is no guess, whether the room is in memory or not.
Test(host, a_key_of_a_room_that_is_not_loaded_is_no_guess)
{
    char link[16], ask_screen[128];
    make_room();
    member(hello(0, token), "link", link, sizeof link);
    host_closed(h, 0, now);
    wait_for(IDLE + 1);
    spend_guesses_of_all();
    cr_assert_eq(rooms_in_memory(), 0);
    cr_assert(strstr(invited(2, look_frame, link), "La Mauve"));
    cr_assert_eq(rooms_in_memory(), 0, "a look loads nothing");
    snprintf(ask_screen, sizeof ask_screen,
             "{\"t\":\"screen\",\"id\":1,\"room\":\"%s\",\"token\":\"%s\"}", room, token);
    connect_from(3, "10.9.9.9");
    cr_assert(strstr(ask_loading(3, ask_screen), "\"screen\""));
    cr_assert_eq(rooms_in_memory(), 1);
}

// Everything somebody sends behind a request that waits for its room is answered after it.
Test(host, what_comes_while_a_room_is_loaded_keeps_its_order)
{
    make_room();
    wait_for(IDLE + 1);
    connect(1);
    buf_reset(&rec.heard[1]);
    say(1, hello_text(token));
    say(1, "{\"t\":\"ping\",\"c\":7}");
    say(1, "{\"t\":\"do\",\"id\":\"n1\",\"as\":\"f1\",\"act\":\"note\",\"a\":{\"text\":\"x\"}}");
    settle();
    cr_assert_str_empty(heard(1));
    load();
    settle();
    const char *welcome = strstr(heard(1), "welcome"), *pong = strstr(heard(1), "\"pong\""),
               *ok = strstr(heard(1), "\"id\":\"n1\"");
    cr_assert(welcome && pong && ok && welcome < pong && pong < ok, "%s", heard(1));
}

// Who sends more than any phone does meanwhile is told to come back.
Test(host, what_waits_for_a_room_is_bounded)
{
    enum { PARKED = 256 };
    make_room();
    wait_for(IDLE + 1);
    connect(1);
    say(1, hello_text(token));
    for (int i = 1; i < PARKED; i++)
        say(1, "{\"t\":\"ping\",\"c\":7}");
    host_turn_end(h);
    cr_assert_eq(rec.closed[1], 0);
    say(1, "{\"t\":\"ping\",\"c\":7}");
    host_turn_end(h);
    cr_assert_eq(rec.closed[1], HOST_CLOSE_LATER);
}

Test(host, a_download_waits_for_its_room)
{
    struct buf body;
    const char *type;
    int status;
    char path[64];
    make_room();
    wait_for(IDLE + 1);
    buf_init(&body, 1 << 20);
    snprintf(path, sizeof path, "/api/rooms/%s/scenario.json", room);
    while (sem_trywait(&rec.woken) == 0)
        ;
    struct host_download *d = host_download_open(h, path, NULL, token);
    cr_assert_eq(host_download_next(d, &body, &type, &status), HOST_PART_LATER);
    cr_assert_eq(sem_trywait(&rec.woken), 0, "a turn is asked for: nothing else brings one");
    load();
    cr_assert_eq(host_download_next(d, &body, &type, &status), HOST_PART_LAST);
    cr_assert_eq(status, 200);
    cr_assert(strstr(buf_cstr(&body), "\"la-mauve\""));
    wait_for(2 * IDLE);
    cr_assert_eq(rooms_in_memory(), 1, "it is still read");
    host_download_close(d);
    wait_for(IDLE + 1);
    cr_assert_eq(rooms_in_memory(), 0);
    buf_free(&body);
}

// A request that made a room gives the same again, and loads nothing for that.
Test(host, once_finds_its_room_when_it_is_not_in_memory)
{
    char made[600];
    const char *create = "{\"t\":\"create\",\"id\":1,\"once\":\"" ONCE "\",\"options\":{"
                         "\"scenario\":\"la-mauve\"}}";
    connect(0);
    snprintf(made, sizeof made, "%s", ask(0, create));
    wait_for(IDLE + 1);
    cr_assert_eq(rooms_in_memory(), 0);
    cr_assert_str_eq(ask(0, create), made);
    cr_assert_eq(rooms_in_memory(), 0);
}

// ---- told beside the log (P29)

static void sit_down(const char *person, const char *table, const char *group)
{
    char text[200];
    snprintf(
        text, sizeof text,
        "{\"t\":\"do\",\"id\":\"sit%s\",\"as\":\"f1\",\"act\":\"sit\",\"a\":{\"person\":\"%s\","
        "\"table\":\"%s\",\"group\":\"%s\"}}",
        person, person, table, group);
    cr_assert(strstr(ask(0, text), "\"t\":\"ok\""), "%s", heard(0));
}

static const char *relay_text(const char *as, const char *topic)
{
    return fill("{\"t\":\"relay\",\"id\":\"r\",\"as\":\"%s\",\"topic\":\"%s\",\"kind\":\"typing\","
                "\"what\":\"qzMARK\"}",
                as, topic);
}

// p1 and p2 of one group, p3 of another at their table, p4 at the other table; a facilitator: 0.
static void fill_tables(char seat[5][32])
{
    static const char *const tables[] = {"t1", "t1", "t1", "t2"};
    static const char *const groups[] = {"M", "M", "C", "M"};
    char person[8];
    make_room();
    hello(0, token);
    for (uint32_t i = 1; i <= 4; i++) {
        snprintf(person, sizeof person, "p%u", i);
        join(i, person, seat[i], sizeof seat[i]);
        hello(i, seat[i]);
        sit_down(person, tables[i - 1], groups[i - 1]);
    }
}

static void forget_heard(void)
{
    settle();
    for (int i = 0; i < CONNS; i++)
        buf_reset(&rec.heard[i]);
}

static bool got_mark(uint32_t conn)
{
    return strstr(heard(conn), "qzMARK") != NULL;
}

Test(host, what_is_told_beside_the_log_reaches_the_readers_of_its_topic_alone)
{
    char seat[5][32];
    fill_tables(seat);
    forget_heard();
    ask(1, relay_text("p1", "group/t1/M"));
    cr_assert(strstr(heard(1), "{\"t\":\"ok\",\"id\":\"r\",\"out\":{}}"), "%s", heard(1));
    cr_assert(strstr(heard(2), "{\"t\":\"relayed\",\"topic\":\"group/t1/M\",\"by\":\"p1\","
                               "\"kind\":\"typing\",\"what\":\"qzMARK\"}"));
    cr_assert(got_mark(1), "the sender too");
    cr_assert_not(got_mark(3) || got_mark(4) || got_mark(0));
    forget_heard();
    ask(3, relay_text("p3", "table/t1"));
    cr_assert(got_mark(1) && got_mark(2) && got_mark(3) && got_mark(0));
    cr_assert_not(got_mark(4));
    forget_heard();
    hello(2, seat[2]);
    cr_assert_not(got_mark(2), "nothing is kept for who comes later");
}

Test(host, what_is_told_beside_the_log_comes_from_a_reader_of_its_topic)
{
    char seat[5][32];
    fill_tables(seat);
    static const struct {
        uint32_t conn;
        const char *as, *topic, *code;
    } rows[] = {
        {3, "p3", "group/t1/M", "not_allowed"}, {4, "p4", "table/t1", "not_allowed"},
        {1, "p1", "room", "not_allowed"},       {1, "p1", "person/p1", "not_allowed"},
        {1, "p1", "table/t9", "not_allowed"},   {1, "p1", "nothing", "type"},
        {1, "p2", "table/t1", "not_you"},       {0, "f1", "table/t1", "not_allowed"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char code[40];
        forget_heard();
        ask(rows[i].conn, relay_text(rows[i].as, rows[i].topic));
        snprintf(code, sizeof code, "\"code\":\"%s\"", rows[i].code);
        cr_assert(strstr(heard(rows[i].conn), code), "row %zu: %s", i, heard(rows[i].conn));
        cr_assert_not(strstr(heard(rows[i].conn), "\"max\""), "row %zu: nothing is too much", i);
        for (uint32_t c = 0; c <= 4; c++)
            cr_assert_not(got_mark(c), "row %zu", i);
    }
    connect(9);
    cr_assert(strstr(ask(9, relay_text("p1", "table/t1")), "\"hello_first\""));
    cr_assert(strstr(ask(1, "{\"t\":\"relay\",\"id\":1,\"as\":\"p1\",\"topic\":\"table/t1\","
                            "\"kind\":\"typing\",\"what\":\"two words\"}"),
                     "{\"t\":\"no\",\"id\":1,\"code\":\"type\",\"field\":\"what\"}"));
    cr_assert(strstr(ask(1, "{\"t\":\"relay\",\"id\":1,\"as\":\"p1\",\"topic\":\"table/t1\","
                            "\"kind\":\"shout\"}"),
                     "\"code\":\"type\",\"field\":\"kind\"}"));
}

static const char *debrief_text(const char *as, const char *kind)
{
    return fill("{\"t\":\"relay\",\"id\":\"r\",\"as\":\"%s\",\"topic\":\"room\",\"kind\":\"%s\","
                "\"what\":\"qzMARK\"}",
                as, kind);
}

Test(host, a_debrief_is_led_by_facilitators_and_marked_by_people_without_their_names)
{
    char seat[5][32];
    fill_tables(seat);
    cr_assert(strstr(ask(0, debrief_text("f1", "cursor")), "\"not_allowed\""), "not yet");
    cr_assert(strstr(ask(1, debrief_text("p1", "here")), "\"not_allowed\""), "not yet");
    for (int i = 0; i < 5; i++)
        ask(0, fill("{\"t\":\"do\",\"id\":\"n%s%s\",\"as\":\"f1\",\"act\":\"next\"}",
                    (const char *[]){"1", "2", "3", "4", "5"}[i], ""));
    forget_heard();
    ask(0, debrief_text("f1", "cursor"));
    cr_assert(strstr(heard(4), "\"topic\":\"room\",\"by\":\"f1\",\"kind\":\"cursor\""), "%s",
              heard(4));
    forget_heard();
    ask(1, debrief_text("p1", "here"));
    cr_assert(strstr(heard(0), "{\"t\":\"relayed\",\"topic\":\"room\",\"kind\":\"here\","), "%s",
              heard(0));
    cr_assert_not(strstr(heard(2), "p1"), "%s", heard(2));
    cr_assert(strstr(ask(1, debrief_text("p1", "cursor")), "\"not_allowed\""));
    cr_assert(strstr(ask(0, debrief_text("f1", "here")), "\"not_allowed\""));
}

Test(host, what_is_told_beside_the_log_has_its_bounds)
{
    char seat[5][32];
    fill_tables(seat);
    for (int i = 0; i < RELAYS_PERSON; i++)
        cr_assert(strstr(ask(1, relay_text("p1", "table/t1")), "\"t\":\"ok\""), "%d", i);
    forget_heard();
    cr_assert(strstr(ask(1, relay_text("p1", "table/t1")), "\"code\":\"relays\",\"max\":1}"), "%s",
              heard(1));
    cr_assert_not(got_mark(2));
    // One that is refused was charged like any other.
    for (int i = 0; i < RELAYS_PERSON; i++)
        ask(3, relay_text("p3", "group/t1/M"));
    cr_assert(strstr(ask(3, relay_text("p3", "table/t1")), "\"relays\""));
    cr_assert_eq(metric("tablee_budget_refused_total{budget=\"relays_person\"}"), 2);
    cr_assert(strstr(ask(2, relay_text("p2", "table/t1")), "\"t\":\"ok\""), "others go on");
    now += RELAY_PERSON_MS;
    cr_assert(strstr(ask(1, relay_text("p1", "table/t1")), "\"t\":\"ok\""));
}

// What was decided before it may be its reason: it overtakes nothing that is not yet durable.
Test(host, what_is_told_beside_the_log_waits_behind_what_was_decided)
{
    char seat[5][32];
    struct buf body;
    const char *type;
    int status;
    fill_tables(seat);
    forget_heard();
    say(0, "{\"t\":\"do\",\"id\":\"l\",\"as\":\"f1\",\"act\":\"lock\",\"a\":{\"on\":true}}");
    say(1, relay_text("p1", "table/t1"));
    host_turn_end(h);
    cr_assert_not(got_mark(2));
    host_committed(h, now);
    cr_assert(got_mark(2));
    cr_assert_lt(strstr(heard(2), "\"locked\":true"), strstr(heard(2), "qzMARK"));
    buf_init(&body, 1 << 20);
    struct host_download *d =
        host_download_open(h, fill("/api/rooms/%s/log%s", room, ".ndjson"), NULL, token);
    cr_assert_eq(host_download_next(d, &body, &type, &status), HOST_PART_LAST);
    cr_assert(strstr(buf_cstr(&body), "\"act\":\"lock\""));
    cr_assert_not(strstr(buf_cstr(&body), "qzMARK"), "it is in no log");
    host_download_close(d);
    buf_free(&body);
}

// ---- the last place of what is bounded: a refusal, and the server goes on

// Everything drawn at random, over and over.
static void always(void *out, size_t n)
{
    memset(out, 7, n);
}

Test(host_last, a_room_is_refused_when_no_code_is_free)
{
    const char *create = "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\"}}";
    secret_source(always);
    open_memory();
    make_room();
    cr_assert(strstr(ask(0, create), "\"code\":\"full\""), "%s", heard(0));
    cr_assert(strstr(hello(0, token), "\"welcome\""));
    shut();
}

Test(host_last, a_token_may_be_used_by_as_many_pages_as_the_host_allows)
{
    char seat[32];
    bounds = (struct host_config){.max_tabs = 80, .max_connections = 200};
    open_memory();
    make_room();
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    for (uint32_t i = 100; i < 180; i++) {
        connect(i);
        say(i, hello_text(seat));
        settle();
    }
    cr_assert_eq(rec.closed[1], HOST_CLOSE_ELSEWHERE,
                 "the eighty-first takes the first one's place");
    shut();
}

Test(host_last, more_wait_for_a_room_than_it_takes_note_of)
{
    enum { NOTED = 40 };
    bounds = (struct host_config){.max_comers = NOTED};
    open_memory();
    make_room();
    wait_for(IDLE + 1);
    cr_assert_eq(rooms_in_memory(), 0);
    const char *text = hello_text(token);
    for (uint32_t i = 0; i < NOTED; i++) {
        connect(100 + i);
        say(100 + i, text);
    }
    connect(2);
    cr_assert(strstr(ask(2, text), "\"code\":\"full\""), "%s", heard(2));
    load();
    settle();
    connect(3);
    cr_assert(strstr(hello(3, token), "\"welcome\""));
    shut();
}

// A disk that takes nothing: what is due is decided once there is room for what it tells.
Test(host_last, what_is_due_waits_for_the_disk_too)
{
    char seat[32];
    bounds = (struct host_config){.max_waiting = 20};
    open_memory();
    make_room();
    hello(0, token);
    join(2, "Alix", seat, sizeof seat);
    hello(2, seat);
    host_closed(h, 2, now);
    host_tick(h, now);
    settle();
    buf_reset(&rec.heard[0]);
    connect(1);
    for (int i = 0; i < 30; i++)
        say(1, "{\"t\":\"ping\",\"c\":1}");
    cr_assert_eq(rec.closed[1], HOST_CLOSE_LATER);
    now += GONE;
    cr_assert_eq(host_tick(h, now), now + 1000);
    settle();
    cr_assert_str_empty(heard(0));
    now += 1000;
    host_tick(h, now);
    settle();
    cr_assert(strstr(heard(0), "\"on\":false"), "%s", heard(0));
    shut();
}

Test(host, the_seventeenth_token_of_a_person_ends_the_first)
{
    char seat[32], code[16], other[32];
    make_room();
    join(1, "Alix", seat, sizeof seat);
    member(heard(1), "resume", code, sizeof code);
    connect(3);
    const char *resume =
        fill("{\"t\":\"resume\",\"id\":1,\"room\":\"%s\",\"code\":\"%s\"}", room, code);
    char text[600];
    snprintf(text, sizeof text, "%s", resume);
    for (int i = 0; i < 15; i++)
        ask(3, text);
    cr_assert(strstr(hello(1, seat), "\"welcome\""), "sixteen are held");
    member(ask(3, text), "token", other, sizeof other);
    cr_assert_eq(rec.closed[1], HOST_CLOSE_ELSEWHERE);
    connect(4);
    cr_assert(strstr(hello(4, seat), "\"bad_token\""));
    connect(5);
    cr_assert(strstr(hello(5, other), "\"welcome\""));
}

// ---- what is removed, and what is little left

Test(host, who_was_removed_reads_nothing_and_does_not_come_back_by_the_door)
{
    char seat[32];
    make_room();
    hello(0, token);
    join(1, "Alix", seat, sizeof seat);
    cr_assert(strstr(hello(1, seat), "\"topic\":\"room\""));
    buf_reset(&rec.heard[1]);
    leads("remove", "\"person\":\"p1\"");
    cr_assert(strstr(heard(1), "{\"t\":\"drop\",\"topic\":\"room\"}"), "%s", heard(1));
    cr_assert(strstr(heard(1), "{\"t\":\"drop\",\"topic\":\"person/p1\"}"));
    connect(2);
    cr_assert(strstr(hello(2, seat), "\"topics\":[]"), "%s", heard(2));
    cr_assert_not(strstr(heard(2), "\"doc\""));
    connect(3);
    const char *again =
        fill("{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"%s\"}", room, "ALIX");
    cr_assert(strstr(ask(3, again), "\"code\":\"shown_out\""), "%s", heard(3));
    buf_reset(&rec.heard[1]);
    leads("restore", "\"person\":\"p1\"");
    cr_assert(strstr(heard(1), "\"topic\":\"person/p1\""), "they are let in where they stand");
}

Test(host, a_flood_of_arrivals_is_slowed_and_undone)
{
    char text[200];
    int came = 0;
    bounds = (struct host_config){0};
    make_room();
    hello(0, token);
    connect(1);
    for (int i = 0; i < 2 * PRESENT_MAX; i++) {
        snprintf(text, sizeof text, "{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"N%d\"}",
                 room, i);
        came += strstr(ask(1, text), "{\"t\":\"ok\"") != NULL;
        if (came == PRESENT_MAX - 1)
            break;
    }
    cr_assert_eq(came, PRESENT_MAX - 1);
    ask(1, text); // the last that finds a place
    cr_assert(strstr(ask(1, text), "\"code\":\"full\""), "%s", heard(1));
    cr_assert(strstr(leads("dismiss", "\"from\":\"p1\",\"to\":\"p300\""), "\"people\":300"));
    for (int i = 0; i < 150; i++)
        ask(1, text);
    cr_assert(strstr(heard(1), "{\"t\":\"ok\""), "a facilitator has seen them: %s", heard(1));
    for (int i = 0; i < 150; i++)
        ask(1, text);
    leads("remove", "\"person\":\"p310\"");
    leads("remove", "\"person\":\"p311\"");
    for (int i = 0; i < 101; i++) {
        char left[40];
        snprintf(left, sizeof left, "\"person\":\"p%d\"", 320 + i);
        leads("remove", left);
    }
    for (int i = 0; i < 101; i++) {
        snprintf(text, sizeof text, "{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"M%d\"}",
                 room, i);
        ask(1, text);
    }
    cr_assert(strstr(heard(1), "\"code\":\"joins\""), "%s", heard(1));
    now += JOIN_ROOM_MS;
    cr_assert(strstr(ask(1, text), "{\"t\":\"ok\""), "%s", heard(1));
}

static const char *types(uint32_t conn, int n)
{
    char text[1400];
    snprintf(text, sizeof text,
             "{\"t\":\"do\",\"id\":\"w%d\",\"as\":\"p1\",\"act\":\"draft\","
             "\"a\":{\"key\":\"k\",\"text\":\"%0900d\"}}",
             n, n);
    return ask(conn, text);
}

Test(host, who_writes_without_end_waits_and_nobody_else)
{
    char seat[32];
    int n = 0;
    make_room();
    hello(0, token);
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    while (strstr(types(1, n), "{\"t\":\"ok\"") && n < 2 * WORDS_PERSON)
        n++;
    cr_assert(strstr(heard(1), "\"code\":\"pace\""), "%s", heard(1));
    cr_assert_eq(n, WORDS_PERSON);
    cr_assert_eq(metric("tablee_budget_refused_total{budget=\"words_person\"}"), 1);
    const char *no_words = "\"act\":\"consent\",\"a\":{\"debrief\":true,\"research\":true}";
    cr_assert(strstr(speak(1, "p1", n, no_words), "\"ok\""), "what has no words: %s", heard(1));
    cr_assert(strstr(leads("note", "\"text\":\"Bien\""), "{\"t\":\"ok\""));
    now += 1000;
    cr_assert(strstr(types(1, n), "{\"t\":\"ok\""), "%s", heard(1));
    cr_assert_gt(metric("tablee_rooms_bytes"), 10000, "what rooms take was looked at");
}

static uint64_t left_on_disk;
static uint64_t stub_disk(void *ctx)
{
    UNUSED(ctx);
    return left_on_disk;
}

Test(host_last, a_disk_that_fills_refuses_workshops_first_then_words_and_never_the_clock)
{
    char seat[32];
    left_on_disk = (uint64_t)DISK_ROOMS * 2;
    bounds = (struct host_config){.disk_left = stub_disk};
    open_memory();
    make_room();
    hello(0, token);
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    left_on_disk = DISK_ROOMS - 1;
    now += 1000;
    connect(2);
    const char *create = "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\"}}";
    cr_assert(strstr(ask(2, create), "\"code\":\"disk\""), "%s", heard(2));
    cr_assert(strstr(types(1, 1), "{\"t\":\"ok\""));
    left_on_disk = DISK_WORDS - 1;
    now += 1000;
    cr_assert(strstr(types(1, 2), "\"code\":\"no_place\""), "%s", heard(1));
    cr_assert(strstr(leads("next", ""), "{\"t\":\"ok\""));
    left_on_disk = (uint64_t)DISK_ROOMS * 2;
    now += 1000;
    cr_assert(strstr(types(1, 3), "{\"t\":\"ok\""));
    shut();
}

Test(host_last, a_server_that_is_full_takes_no_words_of_the_largest)
{
    char seat[32];
    bounds = (struct host_config){.max_bytes = 1000};
    open_memory();
    make_room();
    hello(0, token);
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    now += 1000;
    cr_assert(strstr(types(1, 1), "\"code\":\"no_place\""), "%s", heard(1));
    cr_assert(strstr(leads("next", ""), "{\"t\":\"ok\""));
    connect(2);
    const char *create = "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\"}}";
    cr_assert(strstr(ask(2, create), "\"code\":\"full\""), "%s", heard(2));
    shut();
}

Test(host_last, who_leads_is_told_before_words_are_refused_and_once_there_is_place_again)
{
    char seat[32];
    left_on_disk = (uint64_t)DISK_ROOMS * 2;
    bounds = (struct host_config){.disk_left = stub_disk};
    open_memory();
    make_room();
    hello(0, token);
    join(1, "Alix", seat, sizeof seat);
    hello(1, seat);
    cr_assert_str_empty(place_told());
    left_on_disk = (uint64_t)DISK_WORDS * 5 / 4;
    now += 1000;
    cr_assert(strstr(types(1, 1), "{\"t\":\"ok\""), "little is enough: %s", heard(1));
    cr_assert(str_starts(str_from_cstr(place_told()), STR("\"place\":\"little\"")), "%s", heard(0));
    left_on_disk = DISK_WORDS;
    now += 1000;
    cr_assert(strstr(types(1, 2), "\"code\":\"no_place\""), "%s", heard(1));
    cr_assert(str_starts(str_from_cstr(place_told()), STR("\"place\":\"none\"")), "%s", heard(0));
    cr_assert_null(strstr(heard(1), "\"place\""), "people are told by their refusal");
    left_on_disk = (uint64_t)DISK_WORDS * 101 / 100;
    let_pass(1000);
    cr_assert(str_starts(str_from_cstr(place_told()), STR("\"place\":\"none\"")),
              "a little more is not told again each second");
    left_on_disk = (uint64_t)DISK_ROOMS * 2;
    let_pass(1000);
    cr_assert(str_starts(str_from_cstr(place_told()), STR("\"place\":null")), "%s", heard(0));
    cr_assert(strstr(types(1, 3), "{\"t\":\"ok\""));
    shut();
}

// ---- how long rooms are kept

enum { DAY = 24 * 3600 * 1000 };

static void open_kept(void)
{
    now = (uint64_t)100 * DAY + 1000;
    bounds = (struct host_config){
        .keep_days = 30, .contact = "vie@exemple.ca", .responsible = "Mairie de Saint-Clément"};
    open_host("", NULL, "0123456789abcdefghijkl", 0);
}

static void make_kept_room(void)
{
    host_closed(h, 0, now);
    connect(0);
    const char *got = ask(0, "{\"t\":\"create\",\"id\":1,\"key\":\"0123456789abcdefghijkl\","
                             "\"options\":{\"scenario\":\"la-mauve\"}}");
    member(got, "room", room, sizeof room);
    member(got, "token", token, sizeof token);
    hello(0, token);
}

TestSuite(host_kept, .init = open_kept, .fini = shut);

static const char *looks(void)
{
    host_closed(h, 9, now);
    connect(9);
    return ask(9, fill("{\"t\":\"look\",\"id\":1,\"room\":\"%s\"}", room, ""));
}

static void expect_until(uint64_t day)
{
    char until[40];
    snprintf(until, sizeof until, "\"until\":%llu", (unsigned long long)day * DAY);
    cr_assert(strstr(looks(), until), "%s in %s", until, heard(9));
}

// What the host is asked, by its page or by a command.
static const char *keeps(bool post, const char *path, const char *query, const char *sent)
{
    static struct buf body, all;
    const char *type;
    int status;
    buf_free(&body);
    buf_free(&all);
    buf_init(&body, 1 << 20);
    buf_init(&all, 1 << 20);
    struct host_download *d = host_keep(h, post, path, query, str_from_cstr(sent));
    cr_assert(d, "%s", path);
    for (enum host_part part = HOST_PART_SOON; part != HOST_PART_LAST;) {
        part = host_download_next(d, &body, &type, &status);
        cr_assert_neq(part, HOST_PART_FAILED, "%s", path);
        buf_str(&all, buf_view(&body));
        load();
        settle();
    }
    host_download_close(d);
    expect_json(all.p, all.n);
    return buf_cstr(&all);
}

static const char *does(const char *word)
{
    return keeps(true, fill("/api/host/rooms/%s/%s", room, word), "", "");
}

Test(host_kept, the_door_tells_until_when_a_room_is_kept)
{
    make_kept_room();
    expect_until(131);
    cr_assert(strstr(heard(9), "\"notice\":\"consent\""));
    cr_assert(strstr(leads("keep", "\"days\":31"), "\"max\":30"), "%s", heard(0));
    leads("keep", "\"days\":7");
    expect_until(108);
    now += 2 * (uint64_t)DAY;
    load();
    expect_until(108);
    leads("note", "\"text\":\"encore\"");
    expect_until(110);
    host_closed(h, 0, now);
    now += IDLE + 1;
    load();
    now += IDLE + 1;
    load();
    cr_assert(strstr(keeps(false, "/api/host", "", ""), "\"loaded\":0"), "out of memory");
    expect_until(110);
}

Test(host_kept, a_room_goes_when_its_time_is_over_and_leaves_a_note)
{
    make_kept_room();
    host_closed(h, 0, now);
    now += 30 * (uint64_t)DAY;
    load();
    settle();
    cr_assert(strstr(looks(), "La Mauve") && !strstr(heard(9), "doomed"),
              "its last day is not over");
    now += DAY;
    load();
    settle();
    cr_assert(strstr(looks(), "doomed"), "a clock that is set wrong deletes nothing: %s", heard(9));
    now += 7 * (uint64_t)DAY;
    load();
    settle();
    cr_assert(strstr(looks(), "unknown_room"), "%s", heard(9));
    const char *all = keeps(false, "/api/host", "", "");
    cr_assert(strstr(all, "\"rooms\":0") && strstr(all, "\"why\":\"kept\""), "%s", all);
    cr_assert(strstr(keeps(false, "/api/host/register", "", ""), "\"kind\":\"delete\""));
}

Test(host_kept, who_is_in_a_room_that_goes_is_sent_away)
{
    make_kept_room();
    leads("doom", "\"on\":true");
    now += 7 * (uint64_t)DAY - 1;
    load();
    leads("note", "\"text\":\"vite\"");
    cr_assert_eq(rec.closed[0], 0);
    now += 3600 * 1000;
    load();
    settle();
    cr_assert_eq(rec.closed[0], HOST_CLOSE_EPOCH);
    cr_assert(strstr(keeps(false, "/api/host", "", ""), "\"why\":\"asked\""));
}

Test(host_kept, what_was_spared_stays)
{
    make_kept_room();
    leads("doom", "\"on\":true");
    leads("doom", "\"on\":false");
    now += 8 * (uint64_t)DAY;
    load();
    settle();
    cr_assert(strstr(looks(), "La Mauve"));
}

Test(host_kept, an_archived_room_lets_nobody_new_in)
{
    make_kept_room();
    cr_assert(strstr(does("archive"), "\"ok\":true"));
    cr_assert(strstr(looks(), "\"archived\":true"), "%s", heard(9));
    connect(1);
    const char *got =
        ask(1, fill("{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"%s\"}", room, "Alix"));
    cr_assert(strstr(got, "\"code\":\"archived\""), "%s", got);
    cr_assert(strstr(leads("note", "\"text\":\"x\""), "\"code\":\"archived\""));
    cr_assert(strstr(does("archive"), "already"));
    cr_assert(strstr(does("unarchive"), "\"ok\":true"));
    cr_assert(strstr(leads("note", "\"text\":\"x\""), "{\"t\":\"ok\""));
}

Test(host_kept, the_host_finds_archives_and_deletes_what_is_not_in_memory)
{
    make_kept_room();
    host_closed(h, 0, now);
    now += IDLE + 1;
    load();
    now += IDLE + 1;
    load();
    cr_assert(strstr(keeps(false, "/api/host", "", ""), "\"loaded\":0"));
    static const char *const found[] = {"q=mauve", "q=LA%20M%C3%A2uve", "", NULL};
    for (int i = 0; found[i]; i++)
        cr_assert(strstr(keeps(false, "/api/host/rooms", found[i], ""), room), "%s", found[i]);
    cr_assert(strstr(keeps(false, "/api/host/rooms", fill("q=%s%s", room, ""), ""), room));
    cr_assert(strstr(keeps(false, "/api/host/rooms", "q=KRTB", ""), "\"rooms\":[]"));
    cr_assert(strstr(does("doom"), "\"ok\":true"));
    cr_assert(strstr(looks(), "\"doomed\":"), "%s", heard(9));
    cr_assert(strstr(does("delete"), "\"ok\":true"));
    cr_assert(strstr(looks(), "unknown_room"));
    cr_assert(strstr(does("delete"), "unknown_room"));
    cr_assert(strstr(does("archive"), "unknown_room"));
}

Test(host_kept, what_was_deleted_is_in_no_replay)
{
    struct buf body;
    make_kept_room();
    buf_init(&body, 1 << 20);
    read_replay("screen", &body);
    read_replay("facilitator", &body);
    cr_assert_eq(metric("tablee_recordings_kept"), 2);
    cr_assert(strstr(does("delete"), "\"ok\":true"));
    cr_assert_eq(metric("tablee_recordings_kept"), 0);
    buf_free(&body);
}

Test(host_kept, all_of_before_a_day_go_at_once)
{
    for (int i = 0; i < 10; i++) {
        now += 3600000 * 4;
        make_kept_room();
    }
    now += DAY;
    cr_assert(strstr(keeps(true, "/api/host/purge", "before=1970-01-01", ""), "date"));
    cr_assert(strstr(keeps(true, "/api/host/purge", "before=1970-04-11", ""), "\"deleted\":0"));
    cr_assert(strstr(keeps(true, "/api/host/purge", "before=1970-04-12", ""), "\"deleted\":5"));
    cr_assert(strstr(keeps(false, "/api/host", "", ""), "\"rooms\":5"));
}

// What somebody did there in this very turn is in no row yet.
Test(host_kept, who_works_in_a_room_keeps_it_from_being_purged)
{
    make_kept_room();
    now += 3 * (uint64_t)DAY;
    load();
    say(0, "{\"t\":\"do\",\"id\":\"n\",\"as\":\"f1\",\"act\":\"note\",\"a\":{\"text\":\"x\"}}");
    const char *got = keeps(true, "/api/host/purge", "before=1970-04-13", "");
    cr_assert(strstr(got, "\"deleted\":0"), "%s", got);
    cr_assert(strstr(keeps(false, "/api/host", "", ""), "\"rooms\":1"));
}

Test(host_kept, only_the_key_opens_the_hosts_page)
{
    struct buf body;
    const char *type;
    int status;
    buf_init(&body, 1 << 20);
    static const char *const keys[] = {NULL, "nonsense", "0123456789abcdefghijkl"};
    for (int i = 0; i < 3; i++) {
        struct host_download *d = host_download_open(h, "/api/host", NULL, keys[i]);
        while (host_download_next(d, &body, &type, &status) == HOST_PART_SOON)
            ;
        cr_assert_eq(status, i == 2 ? 200 : 403);
        cr_assert_eq(host_post_refused(h, "/api/host/purge", keys[i]), i == 2 ? 0 : 403);
        host_download_close(d);
    }
    cr_assert(host_http(h, "/api/privacy", &body, &type));
    cr_assert(strstr(buf_cstr(&body), "\"responsible\":\"Mairie de Saint-Clément\""));
    cr_assert(strstr(buf_cstr(&body), "\"contact\":\"vie@exemple.ca\""));
    buf_free(&body);
}

Test(host, where_there_is_no_key_nobody_opens_the_hosts_page)
{
    cr_assert_eq(host_post_refused(h, "/api/host/purge", NULL), 403);
    cr_assert_eq(host_post_refused(h, "/api/host/purge", ""), 403);
}

Test(host_kept, the_register_has_exports_copies_and_incidents)
{
    struct buf body;
    int status;
    make_kept_room();
    buf_init(&body, 1 << 20);
    first_part("log.ndjson", token, &body, &status);
    cr_assert(strstr(keeps(true, "/api/host/incident", "", "{\"what\":\"perdu\"}"), "\"ok\""));
    cr_assert(strstr(keeps(true, "/api/host/incident", "", "perdu"), "incident"));
    cr_assert(strstr(keeps(true, "/api/host/copied", "to=%2Fcopie", ""), "\"ok\""));
    const char *got = keeps(false, "/api/host/register", "", "");
    cr_assert(strstr(got, "\"kind\":\"log\",\"who\":\"f1\""), "%s", got);
    cr_assert(strstr(got, "{\"what\":\"perdu\"}") && strstr(got, "/copie"), "%s", got);
    cr_assert(strstr(keeps(false, "/api/host", "", ""), "\"copied\":"));
    buf_free(&body);
}

// One file: names, words, acts, consents; not what others rated, nor a key.
Test(host, a_person_has_all_that_is_here_of_them_and_nobody_else)
{
    char one[32], two[32];
    struct buf body;
    int status;
    make_room();
    hello(0, token);
    join(1, "Zéphirine", one, sizeof one);
    join(2, "Basile", two, sizeof two);
    hello(1, one);
    hello(2, two);
    speak(1, "p1", 1, "\"act\":\"draft\",\"a\":{\"key\":\"k\",\"text\":\"mes mots\"}");
    speak(2, "p2", 1, "\"act\":\"draft\",\"a\":{\"key\":\"k\",\"text\":\"les siens\"}");
    speak(1, "p1", 2, "\"act\":\"consent\",\"a\":{\"debrief\":true,\"research\":false}");
    buf_init(&body, 1 << 20);
    cr_assert_eq(first_part("mine.json", one, &body, &status), HOST_PART_LAST);
    const char *got = buf_cstr(&body);
    expect_json(body.p, body.n);
    cr_assert(strstr(got, "\"act\":\"join\",\"a\":{\"person\":\"p1\",\"name\":\"Zéphirine\""), "%s",
              got);
    cr_assert(strstr(got, "mes mots"), "%s", got);
    cr_assert(strstr(got, "\"act\":\"consent\",\"a\":{\"debrief\":true"), "%s", got);
    cr_assert(!strstr(got, "Basile") && !strstr(got, "les siens") && !strstr(got, "resume"), "%s",
              got);
    first_part("mine.json", token, &body, &status);
    cr_assert_eq(status, 403, "a facilitator reads nobody's");
    buf_free(&body);
}

// What others say of a person, all at the table see: they have it too. Where to turn stands in it.
Test(host_kept, a_person_has_what_others_said_of_them)
{
    char one[32], two[32];
    struct buf body;
    int status;
    make_kept_room();
    join(1, "Zéphirine", one, sizeof one);
    join(2, "Basile", two, sizeof two);
    hello(1, one);
    hello(2, two);
    for (int i = 0; i < 3; i++)
        leads("next", "");
    const char *propose = "\"act\":\"propose\",\"a\":{\"text\":\"Une halle\"},\"credit\":[\"p1\"]";
    cr_assert(strstr(speak(2, "p2", 1, propose), "\"ok\""), "%s", heard(2));
    const char *carry = "\"act\":\"carry\",\"a\":{\"clause\":\"c1\",\"who\":\"p1\"}";
    cr_assert(strstr(speak(2, "p2", 2, carry), "\"ok\""), "%s", heard(2));
    buf_init(&body, 1 << 20);
    cr_assert_eq(first_part("mine.json", one, &body, &status), HOST_PART_LAST);
    const char *got = buf_cstr(&body);
    cr_assert(strstr(got, "\"responsible\":\"Mairie de Saint-Clément\""), "%s", got);
    cr_assert(strstr(got, "\"contact\":\"vie@exemple.ca\""), "%s", got);
    cr_assert(strstr(got, "\"act\":\"propose\",\"credited\":true"), "%s", got);
    cr_assert(strstr(got, "\"act\":\"carry\",\"a\":{\"clause\":\"c1\",\"who\":\"p1\"}"), "%s", got);
    cr_assert(!strstr(got, "Une halle"), "what another typed: %s", got);
    buf_free(&body);
}

// ---- workshops that robots play

enum { LOOKER = 20 };

static void open_living(void)
{
    bounds = (struct host_config){.max_living = 2};
    open_host("", NULL, "a key that nobody here has", 0);
    connect_from(LOOKER, "192.0.2.20");
}

static void shut_living(void)
{
    shut();
    bounds = (struct host_config){0};
}

TestSuite(host_living, .init = open_living, .fini = shut_living);

static const char *ask_living(uint32_t conn, const char *address)
{
    connect_from(conn, address);
    return ask(conn, "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\","
                     "\"speed\":10}}");
}

static const char *look_at(uint32_t conn, const char *code)
{
    return ask(conn, fill("{\"t\":\"look\",\"id\":9,\"room\":\"%s\"%s}", code, ""));
}

Test(host_living, it_asks_for_no_key_and_stands_in_no_list)
{
    struct buf body;
    const char *type;
    int status = 0;
    member(ask_living(1, "192.0.2.1"), "room", room, sizeof room);
    cr_assert(strstr(look_at(1, room), "\"title\""));
    const char *kept = "{\"t\":\"create\",\"id\":2,\"options\":{\"scenario\":\"la-mauve\"}}";
    cr_assert(strstr(ask(1, kept), "bad_key"));
    buf_init(&body, 1 << 20);
    struct host_download *d = host_keep(h, false, "/api/host/rooms", "", STR(""));
    while (host_download_next(d, &body, &type, &status) != HOST_PART_LAST)
        settle();
    cr_assert(status == 200 && !strstr(buf_cstr(&body), room), "%s", buf_cstr(&body));
    host_download_close(d);
    buf_free(&body);
}

// What a card keeps is guarded by the host's key, and nobody gets past it by asking for a living
// one.
Test(host_living, it_plays_one_scenario_and_gives_nobody_its_files)
{
    static const char *const files[] = {"scenario.json", "log.ndjson", "export/people.csv"};
    char hash[65], text[200];
    struct buf body;
    int status = 0;
    const struct scenario *other = scenario_find(h, STR("action-de-l-est"), STR(""));
    for (size_t i = 0; i < 32; i++)
        snprintf(hash + 2 * i, 3, "%02x", (unsigned char)other->hash.p[i]);
    const char *const asked[] = {"action-de-l-est", hash, ""};
    connect_from(1, "192.0.2.1");
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        snprintf(text, sizeof text,
                 "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"%s\",\"speed\":10}}",
                 asked[i]);
        cr_assert(strstr(ask(1, text), "no_such_item"), "%s: %s", asked[i], heard(1));
    }
    const char *made = ask_living(2, "192.0.2.1");
    member(made, "room", room, sizeof room);
    member(made, "token", token, sizeof token);
    buf_init(&body, 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        cr_assert_eq(first_part(files[i], token, &body, &status), HOST_PART_LAST);
        cr_assert_eq(status, 404, "%s: %d", files[i], status);
    }
    buf_free(&body);
}

// As the scenario shares out its own: five phases of an hour.
Test(host_living, its_hour_is_ten_minutes)
{
    static const long shares[] = {50, 150, 200, 150, 50};
    static const char key[] = "\"seconds\":";
    const char *made = ask_living(1, "192.0.2.1");
    member(made, "room", room, sizeof room);
    member(made, "token", token, sizeof token);
    const char *at = hello(1, token);
    for (size_t i = 0; i < ARRAY_LEN(shares); i++) {
        at = strstr(at, key);
        cr_assert(at, "%zu phases", i);
        at += strlen(key);
        cr_assert_eq(strtol(at, NULL, 10), shares[i], "phase %zu: %.12s", i, at);
    }
    cr_assert_not(strstr(at, key));
}

static bool is_there(const char *code)
{
    host_tick(h, now);
    settle();
    return strstr(look_at(LOOKER, code), "\"title\"") != NULL;
}

Test(host_living, one_an_address_and_a_few_a_server)
{
    char watched[8], left[8], third[8];
    const char *made = ask_living(1, "192.0.2.1");
    member(made, "room", watched, sizeof watched);
    member(made, "room", room, sizeof room);
    member(made, "screen", screen, sizeof screen);
    hello(1, screen);
    cr_assert(strstr(ask_living(2, "192.0.2.1"), "throttled"), "%s", heard(2));
    member(ask_living(3, "192.0.2.3"), "room", left, sizeof left);
    // Of two, the one that nobody looks at any more makes place; then both are looked at.
    cr_assert(strstr(ask_living(4, "192.0.2.4"), "\"full\""), "%s", heard(4));
    cr_assert(is_there(left) && is_there(watched));
    now += 120000;
    host_clock(h, now);
    made = ask_living(6, "192.0.2.6");
    member(made, "room", third, sizeof third);
    cr_assert(!is_there(left) && is_there(watched));
    member(made, "screen", screen, sizeof screen);
    snprintf(room, sizeof room, "%s", third);
    hello(6, screen);
    cr_assert(strstr(ask_living(5, "192.0.2.5"), "\"full\""), "%s", heard(5));
}

Test(host_living, whoever_loses_their_line_finds_it_again)
{
    char mine[8], young[8];
    const char *made = ask_living(1, "192.0.2.1");
    member(made, "room", mine, sizeof mine);
    member(made, "room", room, sizeof room);
    member(made, "screen", screen, sizeof screen);
    hello(1, screen);
    now += 110000;
    host_clock(h, now);
    host_closed(h, 1, now);
    member(ask_living(3, "192.0.2.3"), "room", young, sizeof young);
    now += 119000;
    host_clock(h, now);
    cr_assert(is_there(mine) && is_there(young));
    cr_assert(strstr(ask_living(4, "192.0.2.4"), "\"full\""), "%s", heard(4));
    now += 1000;
    host_clock(h, now);
    cr_assert(strstr(ask_living(5, "192.0.2.5"), "\"ok\""), "%s", heard(5));
    cr_assert(!is_there(mine) && is_there(young));
}

// Who asks again gets another, and it is their own that goes, whichever is older.
Test(host_living, whoever_asks_again_leaves_their_own)
{
    char first[8], second[8];
    member(ask_living(1, "192.0.2.1"), "room", first, sizeof first);
    now += 1000;
    host_clock(h, now);
    member(ask_living(3, "192.0.2.3"), "room", second, sizeof second);
    now += 150000;
    host_clock(h, now);
    cr_assert(strstr(ask_living(4, "192.0.2.3"), "\"ok\""), "%s", heard(4));
    cr_assert(is_there(first) && !is_there(second));
}

// Nobody fills a server's memory with it: past a bound it takes nothing, and past twice it ends.
Test(host_living, it_holds_so_much)
{
    const char *made = ask_living(1, "192.0.2.1");
    member(made, "room", room, sizeof room);
    member(made, "token", token, sizeof token);
    hello(1, token);
    struct hroom *r = hroom_in_memory(h, str_from_cstr(room));
    cr_assert(r->logged_bytes > 0);
    r->logged_bytes = PASSING_BYTES - 1;
    cr_assert(strstr(speak(1, "f1", 1, "\"act\":\"lock\",\"a\":{\"on\":true}"), "\"ok\""));
    cr_assert(is_full(speak(1, "f1", 2, "\"act\":\"lock\",\"a\":{\"on\":false}")));
    cr_assert(is_there(room));
    r->logged_bytes = 2 * (size_t)PASSING_BYTES;
    struct act a = act_system(ACT_NOTICE, now);
    hroom_run(h, r, &a, STR(""));
    cr_assert(!is_there(room));
}

Test(host_living, a_server_that_offers_none_says_so)
{
    shut();
    bounds.max_living = 0;
    open_host("", NULL, "a key that nobody here has", 0);
    cr_assert(strstr(ask_living(1, "192.0.2.1"), "not_allowed"), "%s", heard(1));
}
