// The driver of voices before an engine that is played here: each answer by hand, good ones and
// nonsense, over a real socket of packets; and the host behind it, by what its phones are told.
#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "heard.h"
#include "host/host.h"
#include "net/engine.h"
#include "net/state.h"

enum { PACKET = 16384, HEARD = 1 << 20, TURNS = 4000 };

#define OFFER                                                                                      \
    "v=0\\r\\no=- 1 1 IN IP4 0.0.0.0\\r\\ns=-\\r\\nt=0 0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF "        \
    "111\\r\\n"                                                                                    \
    "a=mid:0\\r\\na=ice-ufrag:abcd\\r\\na=ice-pwd:0123456789abcdefghijklmn\\r\\n"                  \
    "a=fingerprint:sha-256 "                                                                       \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"                                             \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\\r\\na=rtpmap:111 opus/48000/2\\r\\n"
#define ANSWER "\"jsep\":{\"type\":\"answer\",\"sdp\":\"v=0\\r\\na=fmtp:111 x=1\\r\\n\"}"

static struct net *net;
static struct buf heard[4];
static int listener = -1, engine = -1;
static char path[64], packet[PACKET], room[8], boss[32], token[4][32];
static uint64_t now = 1000000;

static void on_send(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    UNUSED(ctx);
    for (size_t i = 0; i < n; i++) {
        buf_put(&heard[conns[i]], f->bytes, f->len);
        buf_char(&heard[conns[i]], '\n');
    }
}

static void on_fatal(void *ctx, const char *why)
{
    UNUSED(ctx);
    cr_assert_fail("%s", why);
}

static void settle(void)
{
    host_turn_end(net->host);
    host_committed(net->host, now);
}

static const char *ask(uint32_t conn, const char *text)
{
    buf_reset(&heard[conn]);
    host_text(net->host, conn, text, strlen(text), now);
    for (int i = 0; i < TURNS && !heard[conn].n; i++)
        settle();
    return buf_cstr(&heard[conn]);
}

// ---- the engine

static void play_engine(void)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
    unlink(path);
    listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    cr_assert(bind(listener, (struct sockaddr *)&at, sizeof at) == 0 && listen(listener, 4) == 0);
}

static void die(void)
{
    close(engine);
    close(listener);
    engine = listener = -1;
}

static void turn(void)
{
    uv_run(&net->loop, UV_RUN_NOWAIT);
    settle();
    usleep(500); // the loop's own timers are of real time
}

static void meet(void)
{
    for (int i = 0; i < TURNS && engine < 0; i++) {
        turn();
        engine = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    }
    cr_assert(engine >= 0, "nobody came");
}

// The next request, which holds these words; "" when none comes.
static const char *asked(const char *words)
{
    ssize_t n = -1;
    for (int i = 0; i < TURNS && n <= 0; i++) {
        turn();
        n = recv(engine, packet, sizeof packet - 1, MSG_DONTWAIT);
    }
    packet[n > 0 ? n : 0] = 0;
    cr_assert(strstr(packet, words), "%s in “%s”", words, packet);
    return packet;
}

static void says(const char *text)
{
    cr_assert(send(engine, text, strlen(text), MSG_NOSIGNAL) == (ssize_t)strlen(text));
    for (int i = 0; i < 4; i++)
        turn();
}

// Answers the last request: `rest` behind its transaction.
static void answer(const char *kind, const char *rest)
{
    char number[24], text[1024];
    member(packet, "transaction", number, sizeof number);
    snprintf(text, sizeof text, "{\"janus\":\"%s\",\"transaction\":\"%s\"%s%s}", kind, number,
             *rest ? "," : "", rest);
    says(text);
}

static void done(const char *what, const char *more)
{
    char rest[700];
    snprintf(rest, sizeof rest,
             "\"sender\":70,\"plugindata\":{\"data\":{\"audiobridge\":\"%s\"}}%s%s", what,
             *more ? "," : "", more);
    answer("event", rest);
}

static void greet(void)
{
    meet();
    asked("\"create\"");
    answer("success", "\"data\":{\"id\":5}");
    asked("\"attach\"");
    answer("success", "\"data\":{\"id\":6}");
}

// ---- the workshop

static void come(uint32_t conn, const char *name)
{
    char text[256];
    host_connected(net->host, conn, &(struct host_peer){.addr = "127.0.0.1"});
    snprintf(text, sizeof text, "{\"t\":\"join\",\"id\":1,\"room\":\"%s\",\"name\":\"%s\"}", room,
             name);
    member(ask(conn, text), "token", token[conn], sizeof token[conn]);
    snprintf(text, sizeof text,
             "{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", room,
             token[conn]);
    ask(conn, text);
}

static void act(const char *what, const char *fields)
{
    static int id;
    char text[256];
    snprintf(text, sizeof text,
             "{\"t\":\"do\",\"id\":\"a%d\",\"as\":\"f1\",\"act\":\"%s\",\"a\":{%s}}", ++id, what,
             fields);
    cr_assert(strstr(ask(0, text), "\"t\":\"ok\""), "%s: %s", text, buf_cstr(&heard[0]));
}

static const char *enter(uint32_t conn)
{
    char text[2048];
    snprintf(text, sizeof text,
             "{\"t\":\"sound\",\"id\":\"e%u\",\"as\":\"p%u\",\"ask\":\"enter\",\"sdp\":\"" OFFER
             "\"}",
             (unsigned)conn, (unsigned)conn);
    return ask(conn, text);
}

static const char *mouth(uint32_t conn, const char *rest)
{
    char text[256];
    snprintf(text, sizeof text, "{\"t\":\"sound\",\"id\":\"m\",\"as\":\"p%u\",%s}", (unsigned)conn,
             rest);
    return ask(conn, text);
}

static void open_net(void)
{
    static const struct host_sink sink = {NULL,         on_send,  unheard_close,
                                          unheard_wake, on_fatal, NULL};
    struct host_config config = {.now_ms = now, .scenario_dirs = TABLEE_SOURCE_DIR "/scenarios"};
    char err[512], text[256];
    snprintf(path, sizeof path, "/tmp/tablee-engine-%d.sock", (int)getpid());
    for (size_t i = 0; i < ARRAY_LEN(heard); i++)
        buf_init(&heard[i], HEARD);
    net = mem_alloc(sizeof *net);
    uv_loop_init(&net->loop);
    net->config.voice = path;
    net->host = host_open(&config, &sink, err, sizeof err);
    cr_assert(net->host, "%s", err);
    host_connected(net->host, 0, &(struct host_peer){.addr = "127.0.0.1"});
    ask(0, "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"la-mauve\",\"tables\":2}}");
    member(buf_cstr(&heard[0]), "room", room, sizeof room);
    member(buf_cstr(&heard[0]), "token", boss, sizeof boss);
    snprintf(text, sizeof text,
             "{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", room, boss);
    ask(0, text);
    come(1, "Ana");
    come(2, "Bo");
    act("sit", "\"person\":\"p1\",\"table\":\"t1\",\"group\":\"M\"");
    act("sit", "\"person\":\"p2\",\"table\":\"t1\",\"group\":\"C\"");
    play_engine();
    engine_start(net);
}

static void shut(void)
{
    engine_stop(net);
    uv_run(&net->loop, UV_RUN_DEFAULT);
    host_close(net->host);
    net->host = NULL;
    engine_free(net);
    cr_assert(uv_loop_close(&net->loop) == 0);
    mem_free(net);
    for (size_t i = 0; i < ARRAY_LEN(heard); i++)
        buf_free(&heard[i]);
    die();
    unlink(path);
}

TestSuite(engine, .init = open_net, .fini = shut);

static bool told(uint32_t conn, const char *words)
{
    for (int i = 0; i < TURNS / 4 && !strstr(buf_cstr(&heard[conn]), words); i++)
        turn();
    return strstr(buf_cstr(&heard[conn]), words) != NULL;
}

// p1 is in, closed.
static void let_in(void)
{
    act("sound", "\"on\":true");
    cr_assert(strstr(enter(1), "\"t\":\"ok\""), "%s", buf_cstr(&heard[1]));
    asked("\"create\"");
    cr_assert(strstr(packet, "-t1\"") && strstr(packet, "16000") &&
              strstr(packet, "\"record\":false"));
    char made[] = "created", other[PACKET];
    snprintf(other, sizeof other, "%s", packet);
    asked("\"attach\"");
    answer("success", "\"data\":{\"id\":70}");
    snprintf(packet, sizeof packet, "%s", other);
    done(made, "");
    asked("\"join\"");
    cr_assert(strstr(packet, "\"muted\":true") && strstr(packet, "m=audio"), "%s", packet);
    answer("ack", "");
    done("joined", ANSWER);
    cr_assert(told(1, "maxaveragebitrate=24000"), "%s", buf_cstr(&heard[1]));
    cr_assert(told(2, "\"p1\":{\"open\":false,\"speaks\":false}"), "%s", buf_cstr(&heard[2]));
}

Test(engine, a_voice_comes_in_closed_opens_speaks_and_leaves)
{
    greet();
    let_in();
    cr_assert(strstr(mouth(1, "\"ask\":\"open\",\"on\":true"), "\"t\":\"ok\""));
    asked("\"configure\"");
    cr_assert(strstr(packet, "\"muted\":false"));
    answer("event", "\"plugindata\":{\"data\":{\"audiobridge\":\"event\",\"result\":\"ok\"}}");
    says("{\"janus\":\"event\",\"sender\":70,\"plugindata\":{\"data\":{\"audiobridge\":\"talking\","
         "\"id\":\"1\"}}}");
    cr_assert(told(2, "\"p1\":{\"open\":true,\"speaks\":true}"), "%s", buf_cstr(&heard[2]));
    act("hush", "\"person\":\"p1\",\"on\":true");
    asked("\"configure\"");
    cr_assert(strstr(packet, "\"muted\":true"));
    answer("event", "\"plugindata\":{\"data\":{\"audiobridge\":\"event\",\"result\":\"ok\"}}");
    cr_assert(strstr(mouth(1, "\"ask\":\"open\",\"on\":true"), "not_allowed"));
    act("sit", "\"person\":\"p1\",\"table\":\"t2\",\"group\":\"M\"");
    asked("\"create\"");
    cr_assert(strstr(packet, "-t2\""));
    done("created", "");
    asked("\"changeroom\"");
    cr_assert(strstr(packet, "\"muted\":true"), "a move opens nobody");
    done("roomchanged", "");
    mouth(1, "\"ask\":\"leave\"");
    asked("\"detach\"");
}

Test(engine, the_seat_is_followed_through_the_phases_and_out_of_the_room)
{
    static const char *const places[] = {"-t1-M\"", "-t1\"", "-hall\""};
    greet();
    let_in();
    act("next", "");
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        act("next", "");
        asked(i == 1 ? "\"changeroom\"" : "\"create\"");
        cr_assert(strstr(packet, places[i]), "%s in %s", places[i], packet);
        if (i != 1) {
            done("created", "");
            asked("\"changeroom\"");
        }
        done("roomchanged", "");
    }
    act("remove", "\"person\":\"p1\"");
    asked("\"detach\"");
    cr_assert(told(1, "\"lost\":\"place\""));
}

Test(engine, a_wild_offer_and_one_of_ten_kilobytes_are_refused_and_reach_nobody)
{
    static char text[12 << 10];
    greet();
    act("sound", "\"on\":true");
    cr_assert(strstr(mouth(1, "\"ask\":\"enter\",\"sdp\":\"m=video\""), "\"field\":\"sdp\""));
    cr_assert(strstr(mouth(1, "\"ask\":\"enter\""), "\"field\":\"sdp\""));
    cr_assert(strstr(mouth(1, "\"ask\":\"shout\""), "\"field\":\"ask\""));
    int n = snprintf(text, sizeof text,
                     "{\"t\":\"sound\",\"id\":1,\"as\":\"p1\",\"ask\":\"enter\",\"sdp\":\"v=0");
    memset(text + n, 'a', 10240);
    snprintf(text + n + 10240, 8, "\"}");
    cr_assert(strstr(ask(1, text), "too_long"), "%s", buf_cstr(&heard[1]));
    for (int i = 0; i < 20; i++)
        turn();
    cr_assert(recv(engine, packet, sizeof packet, MSG_DONTWAIT) < 0 && errno == EAGAIN);
}

Test(engine, nonsense_half_frames_and_a_packet_too_long_disturb_nobody)
{
    static char lots[70 << 10];
    greet();
    let_in();
    static const char *const bad[] = {
        "{",
        "]",
        "{\"janus\":\"succ",
        "\xff\xfe\xfd",
        "{\"janus\":12,\"transaction\":{}}",
        "{\"janus\":\"event\",\"sender\":70,\"plugindata\":{\"data\":7}}",
        "{\"janus\":\"success\",\"transaction\":\"99999\",\"data\":{\"id\":1}}",
        ("{\"janus\":\"event\",\"sender\":70,\"plugindata\":{\"data\":{\"audiobridge\":\"talking\","
         "\"id\":\"4294967296\"}}}")};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        says(bad[i]);
    memset(lots, 'x', sizeof lots);
    cr_assert(send(engine, lots, 10240, MSG_NOSIGNAL) == 10240);
    cr_assert(send(engine, lots, sizeof lots, MSG_NOSIGNAL) == (ssize_t)sizeof lots);
    for (int i = 0; i < 20; i++)
        turn();
    cr_assert(strstr(mouth(1, "\"ask\":\"open\",\"on\":true"), "\"t\":\"ok\""));
    asked("\"configure\"");
}

Test(engine, who_is_refused_by_the_engine_is_told_and_the_others_go_on)
{
    greet();
    let_in();
    enter(2);
    asked("\"attach\"");
    answer("error", "\"error\":{\"code\":458}");
    cr_assert(told(2, "\"lost\":\"engine\""));
    says("{\"janus\":\"hangup\",\"sender\":70}");
    cr_assert(told(1, "\"lost\":\"engine\""));
    asked("\"detach\"");
}

Test(engine, its_death_is_told_at_once_and_its_return_too)
{
    greet();
    let_in();
    die();
    cr_assert(told(2, "\"up\":false"), "%s", buf_cstr(&heard[2]));
    cr_assert(strstr(enter(1), "sound_off"));
    act("say", "\"text\":\"On continue.\"");
    buf_reset(&heard[2]);
    play_engine();
    greet();
    cr_assert(told(2, "\"up\":true"), "%s", buf_cstr(&heard[2]));
    cr_assert(strstr(enter(1), "\"t\":\"ok\""));
}

Test(engine, a_second_phone_of_the_same_person_takes_the_voice_over)
{
    char text[256];
    greet();
    let_in();
    host_connected(net->host, 3, &(struct host_peer){.addr = "127.0.0.1"});
    snprintf(text, sizeof text,
             "{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", room, token[1]);
    ask(3, text);
    snprintf(text, sizeof text, "%s", "");
    static char offer[2048];
    snprintf(offer, sizeof offer,
             "{\"t\":\"sound\",\"id\":\"e\",\"as\":\"p1\",\"ask\":\"enter\",\"sdp\":\"" OFFER
             "\"}");
    cr_assert(strstr(ask(3, offer), "\"t\":\"ok\""));
    cr_assert(told(1, "\"lost\":\"elsewhere\""), "%s", buf_cstr(&heard[1]));
    asked("\"detach\"");
    host_closed(net->host, 3, now);
}

Test(engine, nobody_speaks_where_no_facilitator_let_them_nor_for_another)
{
    greet();
    cr_assert(strstr(enter(1), "sound_off"));
    act("sound", "\"on\":true");
    cr_assert(strstr(
        ask(0, "{\"t\":\"sound\",\"id\":1,\"as\":\"f1\",\"ask\":\"enter\",\"sdp\":\"" OFFER "\"}"),
        "sound_off"));
    cr_assert(
        strstr(ask(2, "{\"t\":\"sound\",\"id\":1,\"as\":\"p1\",\"ask\":\"look\"}"), "not_you"));
    cr_assert(strstr(mouth(2, "\"ask\":\"open\",\"on\":true"), "nothing"));
}
