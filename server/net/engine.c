#include "net/engine.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "codec/audiobridge.h"
#include "net/clock.h"
#include "net/state.h"

enum {
    ALIVE_MS = 25000,  // it forgets who is silent for a minute
    LINGER_MS = 10000, // of a room that nobody is in: they come back
    PLACE_BYTES = 40,
    ROOMS = 512, // of twelve tables, and those they left
};

// What is under way with the engine, of a voice or of all.
struct turn {
    int64_t number; // 0: nothing
    uint64_t by;    // loop time in ms
};

struct mouth {
    uint32_t voice;
    int64_t handle; // 0: not attached yet
    bool joined, open, wants_open;
    char at[PLACE_BYTES], wants[PLACE_BYTES];
    char *sdp; // until it joined
    size_t sdp_n;
    struct turn turn;
};

struct mixed { // a room of the engine's
    char name[PLACE_BYTES];
    bool made;
    uint64_t used; // loop time in ms
};

// The socket outlives what is known of it by the time that libuv needs to close.
struct plug {
    uv_poll_t poll;
    struct engine *engine;
    int fd;
};

enum asked { ASKED_SESSION, ASKED_HANDLE, ASKED_ROOM, ASKED_END, ASKED_ALIVE };

struct engine {
    struct net *net;
    uv_timer_t timer;
    struct plug *plug; // NULL: it is away
    bool told;         // of its absence
    int64_t last;      // number of a turn
    int64_t session, handle;
    uint64_t alive;  // when it is to be said again
    uint64_t told_t; // when who speaks was told last
    struct turn turn;
    enum asked asked;
    char room[PLACE_BYTES]; // of which it was asked
    VEC(struct mouth) mouths;
    VEC(struct mixed) rooms;
    struct buf out;
    struct audiobridge_said said;
    char in[AUDIOBRIDGE_SAYS_MAX];
};

static bool is_up(const struct engine *e)
{
    return e->handle != 0;
}

// ---- what it takes to begin anew

static void plug_closed(uv_handle_t *h)
{
    struct plug *p = h->data;
    close(p->fd);
    mem_free(p);
}

static void mouth_free(struct engine *e, struct mouth *m)
{
    mem_free(m->sdp);
    vec_remove(&e->mouths, (size_t)(m - e->mouths.p));
}

static void down(struct engine *e, const char *why)
{
    if (!e->plug)
        return;
    if (is_up(e))
        log_warn("engine_down", log_s("why", why));
    uv_close((uv_handle_t *)&e->plug->poll, plug_closed);
    e->plug = NULL;
    e->session = e->handle = 0;
    e->turn = (struct turn){0};
    while (e->mouths.n)
        mouth_free(e, &vec_last(&e->mouths));
    vec_clear(&e->rooms);
    if (e->net->host)
        host_sound_up(e->net->host, false);
    e->net->active = true;
}

// What was written last goes out as one packet. The engine reads slower than we write only once it
// stands still.
static bool say(struct engine *e)
{
    struct str text = buf_view(&e->out);
    bool good = e->plug && !e->out.overflow && text.n <= AUDIOBRIDGE_BYTES_MAX;
    return good &&
           send(e->plug->fd, text.p, text.n, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)text.n;
}

static struct audiobridge_ask ask_begin(struct engine *e, struct turn *turn)
{
    turn->number = ++e->last;
    turn->by = uv_now(&e->net->loop) + SOUND_ASK_MS;
    return (struct audiobridge_ask){.turn = turn->number, .session = e->session};
}

// ---- of all voices

static void ask_own(struct engine *e, enum asked what, const char *room)
{
    static void (*const words[])(const struct audiobridge_ask *, struct buf *) = {
        [ASKED_SESSION] = audiobridge_hello, [ASKED_HANDLE] = audiobridge_attach,
        [ASKED_ROOM] = audiobridge_room,     [ASKED_END] = audiobridge_room_end,
        [ASKED_ALIVE] = audiobridge_alive,
    };
    struct audiobridge_ask a = ask_begin(e, &e->turn);
    a.handle = what == ASKED_ROOM || what == ASKED_END ? e->handle : 0;
    snprintf(e->room, sizeof e->room, "%s", room);
    a.room = str_from_cstr(e->room);
    e->asked = what;
    words[what](&a, &e->out);
    if (!say(e))
        down(e, "it takes nothing");
}

static struct mixed *room_named(struct engine *e, const char *name)
{
    for (size_t i = 0; i < e->rooms.n; i++)
        if (strcmp(e->rooms.p[i].name, name) == 0)
            return &e->rooms.p[i];
    return NULL;
}

static bool is_made(struct engine *e, const char *name)
{
    const struct mixed *room = room_named(e, name);
    return room && room->made;
}

static void use(struct engine *e, const char *name)
{
    struct mixed *room = *name ? room_named(e, name) : NULL;
    struct mixed fresh = {0};
    snprintf(fresh.name, sizeof fresh.name, "%s", name);
    if (*name && !room && vec_push(&e->rooms, fresh))
        room = &vec_last(&e->rooms);
    if (room)
        room->used = uv_now(&e->net->loop);
}

static void step_rooms(struct engine *e)
{
    for (size_t i = 0; i < e->mouths.n; i++) {
        use(e, e->mouths.p[i].at);
        use(e, e->mouths.p[i].wants);
    }
    for (size_t i = 0; i < e->rooms.n && !e->turn.number; i++) {
        struct mixed *room = &e->rooms.p[i];
        if (!room->made) {
            ask_own(e, ASKED_ROOM, room->name);
        } else if (uv_now(&e->net->loop) - room->used > LINGER_MS) {
            room->made = false; // nobody goes there any more
            ask_own(e, ASKED_END, room->name);
        }
    }
    if (is_up(e) && !e->turn.number && uv_now(&e->net->loop) >= e->alive) {
        e->alive = uv_now(&e->net->loop) + ALIVE_MS;
        ask_own(e, ASKED_ALIVE, "");
    }
}

// ---- of one voice

static void forget(struct engine *e, struct mouth *m)
{
    if (m->handle && e->plug) {
        struct turn none;
        struct audiobridge_ask a = ask_begin(e, &none);
        a.handle = m->handle;
        audiobridge_detach(&a, &e->out);
        if (!say(e))
            log_warn("engine_takes_nothing"); // its next answer is late, or does not come
    }
    mouth_free(e, m);
}

static void lose(struct engine *e, struct mouth *m)
{
    uint32_t voice = m->voice;
    forget(e, m);
    host_sound_lost(e->net->host, voice);
    e->net->active = true;
}

typedef void words_fn(const struct audiobridge_ask *a, struct buf *out);

// What it is to do next; NULL: nothing.
static words_fn *next_of(struct engine *e, const struct mouth *m)
{
    if (!m->handle)
        return audiobridge_attach;
    if (!is_made(e, m->wants))
        return NULL;
    if (!m->joined)
        return audiobridge_join;
    if (strcmp(m->at, m->wants) != 0)
        return audiobridge_move;
    return m->open != m->wants_open ? audiobridge_open : NULL;
}

static bool step_mouth(struct engine *e, struct mouth *m)
{
    words_fn *words = m->turn.number ? NULL : next_of(e, m);
    if (!words)
        return true;
    struct audiobridge_ask a = ask_begin(e, &m->turn);
    a.handle = m->handle;
    a.voice = m->voice;
    a.room = str_from_cstr(m->wants);
    a.sdp = (struct str){m->sdp, m->sdp_n};
    a.open = m->joined && m->wants_open; // nobody comes in with it open
    words(&a, &e->out);
    if (words != audiobridge_attach) {
        snprintf(m->at, sizeof m->at, "%s", m->wants);
        m->open = a.open;
    }
    return say(e);
}

static void step(struct engine *e)
{
    if (!is_up(e))
        return;
    step_rooms(e);
    for (size_t i = 0; i < e->mouths.n && e->plug; i++)
        if (!step_mouth(e, &e->mouths.p[i]))
            down(e, "it takes nothing");
}

static struct mouth *mouth_of(struct engine *e, uint32_t voice)
{
    for (size_t i = 0; i < e->mouths.n; i++)
        if (e->mouths.p[i].voice == voice)
            return &e->mouths.p[i];
    return NULL;
}

// ---- what the host asks; it is said at the next look, for none of it may call back

static void soon(struct engine *e)
{
    uv_timer_start(&e->timer, e->timer.timer_cb, 0, SOUND_TELL_MS);
}

static void on_enter(void *ctx, uint32_t voice, const char *place, struct str offer)
{
    struct engine *e = ctx;
    struct mouth m = {.voice = voice, .sdp = mem_alloc(offer.n + 1), .sdp_n = offer.n};
    memcpy(m.sdp, offer.p, offer.n);
    snprintf(m.wants, sizeof m.wants, "%s", place);
    CHECK(vec_push(&e->mouths, m));
    soon(e);
}

static void on_move(void *ctx, uint32_t voice, const char *place)
{
    struct mouth *m = mouth_of(ctx, voice);
    if (m)
        snprintf(m->wants, sizeof m->wants, "%s", place);
    soon(ctx);
}

static void on_open(void *ctx, uint32_t voice, bool on)
{
    struct mouth *m = mouth_of(ctx, voice);
    if (m)
        m->wants_open = on;
    soon(ctx);
}

static void on_leave(void *ctx, uint32_t voice)
{
    struct mouth *m = mouth_of(ctx, voice);
    if (m)
        forget(ctx, m);
    soon(ctx);
}

// ---- what it answers

static void own_answer(struct engine *e, const struct audiobridge_said *said)
{
    bool exists = e->asked == ASKED_ROOM && said->error == AUDIOBRIDGE_ROOM_EXISTS;
    bool good = said->kind == AUDIOBRIDGE_DONE || exists;
    struct mixed *room = room_named(e, e->room);
    if (said->kind == AUDIOBRIDGE_HEARD && e->asked != ASKED_ALIVE)
        return;
    e->turn = (struct turn){0};
    if (e->asked == ASKED_END && room)
        vec_remove(&e->rooms, (size_t)(room - e->rooms.p)); // or it was gone
    else if (e->asked == ASKED_ROOM && room)
        room->made = good;
    if (e->asked <= ASKED_ROOM && (!good || (e->asked < ASKED_ROOM && !said->id))) {
        down(e, "it refuses");
    } else if (e->asked == ASKED_SESSION) {
        e->session = said->id;
        ask_own(e, ASKED_HANDLE, "");
    } else if (e->asked == ASKED_HANDLE) {
        e->handle = said->id;
        e->alive = uv_now(&e->net->loop) + ALIVE_MS;
        e->told = false;
        log_info("engine_up");
        host_sound_up(e->net->host, true);
    }
}

static void mouth_answer(struct engine *e, struct mouth *m, const struct audiobridge_said *said)
{
    bool attach = !m->handle, join = !attach && !m->joined;
    if (said->kind == AUDIOBRIDGE_HEARD)
        return;
    m->turn = (struct turn){0};
    if (said->kind != AUDIOBRIDGE_DONE || (attach && !said->id) || (join && !said->sdp.n)) {
        lose(e, m);
    } else if (attach) {
        m->handle = said->id;
    } else if (join) {
        m->joined = true;
        mem_free(m->sdp);
        m->sdp = NULL;
        host_sound_answer(e->net->host, m->voice, buf_view(&said->sdp));
    }
}

static void unasked(struct engine *e, const struct audiobridge_said *said)
{
    struct mouth *m = NULL;
    for (size_t i = 0; i < e->mouths.n && !m; i++)
        if (said->handle && e->mouths.p[i].handle == said->handle)
            m = &e->mouths.p[i];
    if (said->kind == AUDIOBRIDGE_ENDED)
        down(e, "it forgot us");
    else if (m && said->kind == AUDIOBRIDGE_HUNG_UP)
        lose(e, m);
    else if (m && said->kind == AUDIOBRIDGE_QUIET)
        host_sound_speaks(e->net->host, said->voice ? said->voice : m->voice, false);
    else if (m && said->kind == AUDIOBRIDGE_TALKS)
        host_sound_speaks(e->net->host, said->voice, true);
}

static void hear(struct engine *e, struct str text)
{
    struct audiobridge_said *said = &e->said;
    audiobridge_read(text, said);
    struct mouth *m = NULL;
    for (size_t i = 0; i < e->mouths.n && said->turn && !m; i++)
        if (e->mouths.p[i].turn.number == said->turn)
            m = &e->mouths.p[i];
    bool answers = said->kind == AUDIOBRIDGE_HEARD || said->kind == AUDIOBRIDGE_DONE ||
                   said->kind == AUDIOBRIDGE_REFUSED;
    if (!answers)
        unasked(e, said);
    else if (said->turn && said->turn == e->turn.number)
        own_answer(e, said);
    else if (m)
        mouth_answer(e, m, said);
    e->net->active = true;
}

static void poll_cb(uv_poll_t *p, int status, int events)
{
    struct plug *plug = p->data;
    struct engine *e = plug->engine;
    UNUSED(events);
    ssize_t n = -1;
    while (e->plug == plug && status == 0) {
        n = recv(plug->fd, e->in, sizeof e->in, MSG_DONTWAIT | MSG_TRUNC);
        if (n <= 0)
            break;
        if ((size_t)n <= sizeof e->in)
            hear(e, (struct str){e->in, (size_t)n});
    }
    if (e->plug == plug && (status != 0 || n == 0 || (errno != EAGAIN && errno != EINTR)))
        down(e, "it is gone");
    step(e);
}

static void dial(struct engine *e)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    snprintf(at.sun_path, sizeof at.sun_path, "%s", e->net->config.voice);
    if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
        if (!e->told)
            log_info("engine_away", log_s("socket", at.sun_path), log_s("why", strerror(errno)));
        e->told = true;
        if (fd >= 0)
            close(fd);
        return;
    }
    e->plug = mem_alloc(sizeof *e->plug);
    e->plug->engine = e;
    e->plug->fd = fd;
    e->plug->poll.data = e->plug;
    uv_poll_init(&e->net->loop, &e->plug->poll, fd);
    uv_poll_start(&e->plug->poll, UV_READABLE, poll_cb);
    ask_own(e, ASKED_SESSION, "");
}

static void timer_cb(uv_timer_t *t)
{
    struct engine *e = t->data;
    uint64_t now = uv_now(&e->net->loop);
    if (!e->plug)
        dial(e);
    if (e->turn.number && now > e->turn.by)
        down(e, "it does not answer");
    for (size_t i = 0; i < e->mouths.n;)
        if (e->mouths.p[i].turn.number && now > e->mouths.p[i].turn.by)
            lose(e, &e->mouths.p[i]);
        else
            i++;
    step(e);
    if (now - e->told_t >= SOUND_TELL_MS) {
        e->told_t = now;
        host_sound_tell(e->net->host);
    }
    e->net->active = true;
}

void engine_start(struct net *n)
{
    if (!n->config.voice)
        return;
    struct engine *e = mem_alloc(sizeof *e);
    n->engine = e;
    e->net = n;
    vec_init(&e->mouths, SOUND_PEOPLE);
    vec_init(&e->rooms, ROOMS);
    buf_init(&e->out, 2 * AUDIOBRIDGE_BYTES_MAX);
    buf_init(&e->said.sdp, SDP_BYTES_MAX);
    uv_timer_init(&n->loop, &e->timer);
    e->timer.data = e;
    uv_timer_start(&e->timer, timer_cb, 0, SOUND_TELL_MS);
    host_sound_by(n->host, &(struct host_engine){e, on_enter, on_move, on_open, on_leave});
}

void engine_stop(struct net *n)
{
    struct engine *e = n->engine;
    if (!e || uv_is_closing((uv_handle_t *)&e->timer))
        return;
    uv_close((uv_handle_t *)&e->timer, NULL);
    if (e->plug)
        uv_close((uv_handle_t *)&e->plug->poll, plug_closed);
    e->plug = NULL;
}

void engine_free(struct net *n)
{
    struct engine *e = n->engine;
    if (!e)
        return;
    while (e->mouths.n)
        mouth_free(e, &vec_last(&e->mouths));
    vec_free(&e->mouths);
    vec_free(&e->rooms);
    buf_free(&e->out);
    buf_free(&e->said.sdp);
    mem_free(e);
    n->engine = NULL;
}
