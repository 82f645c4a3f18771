#include "host/sound.h"

#include <stdio.h>
#include <string.h>

#include "codec/sdp.h"
#include "core/sound.h"
#include "host/answers.h"
#include "host/creds.h"
#include "host/frame.h"
#include "host/outbox.h"
#include "host/reasons.h"
#include "host/requests.h"
#include "host/rooms.h"
#include "host/sessions.h"
#include "host/state.h"

enum { PLACES = TABLES_MAX * (GROUPS + 1) + 2, ENGINE_PLACE = SOUND_NAME_MAX + 8 };

struct voice {
    uint32_t id;
    struct session *session;
    int person;
    char place[SOUND_NAME_MAX];
    bool connected, open, speaks;
    char asked[ACT_COMMAND_ID_MAX + 1];
};

struct sounds {
    struct host_engine engine; // its `ctx` NULL: there is none
    bool up;
    uint32_t last;
    VEC(struct voice) voices;
    struct buf sdp;
};

struct sounds *sounds_new(void)
{
    struct sounds *s = mem_alloc(sizeof *s);
    vec_init(&s->voices, SOUND_PEOPLE);
    buf_init(&s->sdp, 2 * SDP_BYTES_MAX);
    return s;
}

void sounds_free(struct sounds *s)
{
    vec_free(&s->voices);
    buf_free(&s->sdp);
    mem_free(s);
}

void host_sound_by(struct host *h, const struct host_engine *engine)
{
    h->sounds->engine = *engine;
}

bool sound_offered(const struct host *h)
{
    return h->sounds->engine.ctx;
}

static struct voice *voice_by(struct sounds *s, uint32_t id)
{
    for (size_t i = 0; i < s->voices.n; i++)
        if (s->voices.p[i].id == id)
            return &s->voices.p[i];
    return NULL;
}

static struct voice *voice_of(struct sounds *s, const struct session *c)
{
    for (size_t i = 0; i < s->voices.n; i++)
        if (s->voices.p[i].session == c)
            return &s->voices.p[i];
    return NULL;
}

static void engine_place(const struct hroom *r, const char *place, char out[ENGINE_PLACE])
{
    snprintf(out, ENGINE_PLACE, "%s-%s", r->code_text, place);
}

// ---- what is told

// To one session, what happened to its voice.
static void tell_lost(struct host *h, const struct session *c, const char *why)
{
    struct jw w;
    wire_begin(h, &w, "sound");
    jw_kcstr(&w, "lost", why);
    reply(h, (struct session *)(uintptr_t)c, wire_end(h, &w));
}

// What is heard at a place. Whose phone it is has been said already: by the person's number.
static struct frame *told(struct host *h, const struct hroom *r, const char *place)
{
    char name[ACTOR_NAME_MAX];
    struct jw w;
    wire_begin(h, &w, "sound");
    jw_kbool(&w, "up", h->sounds->up);
    jw_kcstr(&w, "place", place);
    jw_kobj(&w, "people");
    for (size_t i = 0; i < h->sounds->voices.n; i++) {
        const struct voice *v = &h->sounds->voices.p[i];
        if (v->session->room != r || !v->connected || strcmp(v->place, place) != 0)
            continue;
        actor_name(v->person, name);
        jw_kobj(&w, name);
        jw_kbool(&w, "open", v->open);
        jw_kbool(&w, "speaks", v->speaks && v->open);
        jw_end(&w);
    }
    jw_end(&w);
    return wire_end(h, &w);
}

// Where a phone hears: its voice's place, else that of the first it speaks for who has one.
static void place_of_session(const struct host *h, const struct session *c,
                             char place[SOUND_NAME_MAX])
{
    const struct reader *reader = cred_reader(c->cred);
    const struct voice *v = voice_of(h->sounds, c);
    snprintf(place, SOUND_NAME_MAX, "%s", v ? v->place : "");
    for (int i = 0; i < reader->npeople && !place[0]; i++)
        sound_place_name(room_sound_place(c->room->room, reader->person[i]), place);
}

struct place_told {
    char place[SOUND_NAME_MAX];
    struct frame *f;
};

static struct frame *told_once(struct host *h, const struct hroom *r, const char *place,
                               struct place_told *all, size_t *n)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp(all[i].place, place) == 0)
            return all[i].f;
    struct place_told *one = &all[(*n)++];
    CHECK(*n <= PLACES);
    snprintf(one->place, sizeof one->place, "%s", place);
    return one->f = told(h, r, place);
}

static void tell_room(struct host *h, struct hroom *r)
{
    struct place_told all[PLACES];
    size_t n = 0;
    r->sound_changed = false;
    for (size_t i = 0; i < r->sessions.n; i++) {
        const struct session *c = r->sessions.p[i];
        char place[SOUND_NAME_MAX];
        place_of_session(h, c, place);
        if (place[0])
            out_frame(h, c, told_once(h, r, place, all, &n));
    }
    for (size_t i = 0; i < n; i++)
        frame_unref(all[i].f);
}

void host_sound_tell(struct host *h)
{
    for (size_t i = 0; i < h->room_list.n; i++)
        if (h->room_list.p[i]->sound_changed)
            tell_room(h, h->room_list.p[i]);
}

// ---- voices that go, move and are closed

static void drop(struct host *h, struct voice *v)
{
    struct sounds *s = h->sounds;
    s->engine.leave(s->engine.ctx, v->id);
    v->session->room->sound_changed = true;
    vec_remove(&s->voices, (size_t)(v - s->voices.p));
}

void sound_left(struct host *h, const struct session *c)
{
    struct voice *v = voice_of(h->sounds, c);
    if (v)
        drop(h, v);
}

static void open_voice(struct host *h, struct voice *v, bool open)
{
    if (v->open == open)
        return;
    v->open = open;
    v->speaks = false;
    v->session->room->sound_changed = true;
    h->sounds->engine.open(h->sounds->engine.ctx, v->id, open);
}

// False: it is no more.
static bool follow(struct host *h, struct voice *v)
{
    struct hroom *r = v->session->room;
    char place[SOUND_NAME_MAX], there[ENGINE_PLACE];
    sound_place_name(room_sound_place(r->room, v->person), place);
    if (!place[0]) {
        tell_lost(h, v->session, "place");
        drop(h, v);
        return false;
    }
    if (room_is_hushed(r->room, v->person))
        open_voice(h, v, false);
    if (strcmp(place, v->place) == 0)
        return true;
    snprintf(v->place, sizeof v->place, "%s", place);
    v->speaks = false;
    r->sound_changed = true;
    engine_place(r, place, there);
    h->sounds->engine.move(h->sounds->engine.ctx, v->id, there);
    return true;
}

void sound_follow(struct host *h, struct hroom *r)
{
    struct sounds *s = h->sounds;
    for (size_t i = 0; i < s->voices.n;)
        i += s->voices.p[i].session->room != r || follow(h, &s->voices.p[i]);
}

// ---- what the engine says

void host_sound_up(struct host *h, bool up)
{
    struct sounds *s = h->sounds;
    if (s->up == up)
        return;
    s->up = up;
    vec_clear(&s->voices); // it forgot them
    for (size_t i = 0; i < h->room_list.n; i++)
        if (room_has_sound(h->room_list.p[i]->room))
            tell_room(h, h->room_list.p[i]);
}

void host_sound_answer(struct host *h, uint32_t voice, struct str sdp)
{
    struct sounds *s = h->sounds;
    struct voice *v = voice_by(s, voice);
    struct jw w;
    if (!v)
        return;
    if (!sdp_answer(sdp, &s->sdp)) {
        host_sound_lost(h, voice);
        s->engine.leave(s->engine.ctx, voice);
        return;
    }
    v->connected = true;
    v->session->room->sound_changed = true;
    wire_begin(h, &w, "sound");
    jw_kcstr(&w, "id", v->asked);
    jw_kstr(&w, "sdp", buf_view(&s->sdp));
    reply(h, v->session, wire_end(h, &w));
}

void host_sound_lost(struct host *h, uint32_t voice)
{
    struct voice *v = voice_by(h->sounds, voice);
    if (!v)
        return;
    tell_lost(h, v->session, "engine");
    v->session->room->sound_changed = true;
    vec_remove(&h->sounds->voices, (size_t)(v - h->sounds->voices.p));
}

void host_sound_speaks(struct host *h, uint32_t voice, bool on)
{
    struct voice *v = voice_by(h->sounds, voice);
    if (!v || v->speaks == on)
        return;
    v->speaks = on;
    v->session->room->sound_changed = true;
}

// ---- what a phone asks

// One phone in a room holds the microphone: two howl. Whoever asks last has it: of a person, and of
// those who share a phone.
static void take_over(struct host *h, const struct session *c, int person)
{
    struct sounds *s = h->sounds;
    for (size_t i = 0; i < s->voices.n;) {
        struct voice *v = &s->voices.p[i];
        bool same = v->session == c, mine = v->session->room == c->room && v->person == person;
        if (!same && !mine && v->session->cred != c->cred) {
            i++;
            continue;
        }
        if (!same)
            tell_lost(h, v->session, "elsewhere");
        drop(h, v);
    }
}

static void enter(struct host *h, struct session *c, const struct wire_in *in)
{
    struct sounds *s = h->sounds;
    struct voice v = {.id = s->last + 1, .session = c, .person = in->act.by};
    char there[ENGINE_PLACE];
    sound_place_name(room_sound_place(c->room->room, v.person), v.place);
    if (!v.place[0]) {
        reply_no(h, c, in, refusal_name(REFUSED_NOT_SEATED));
    } else if (!sdp_offer(in->sdp, &s->sdp)) {
        reply_no_field(h, c, in, refusal_name(REFUSED_TYPE), "sdp", 0);
    } else {
        take_over(h, c, v.person);
        snprintf(v.asked, sizeof v.asked, STR_FMT, STR_ARG(in->id));
        if (!vec_push(&s->voices, v)) {
            reply_no_field(h, c, in, FULL, "", SOUND_PEOPLE);
            return;
        }
        s->last++;
        engine_place(c->room, v.place, there);
        s->engine.enter(s->engine.ctx, v.id, there, buf_view(&s->sdp));
        reply(h, c, answer_with(h, in, STR("{}")));
    }
}

static void open_asked(struct host *h, struct session *c, const struct wire_in *in)
{
    struct voice *v = voice_of(h->sounds, c);
    if (!v) {
        reply_no(h, c, in, refusal_name(REFUSED_NOTHING));
    } else if (in->on && room_is_hushed(c->room->room, v->person)) {
        reply_no(h, c, in, refusal_name(REFUSED_NOT_ALLOWED));
    } else {
        open_voice(h, v, in->on);
        reply(h, c, answer_with(h, in, STR("{}")));
    }
}

static void look(struct host *h, struct session *c, const struct wire_in *in)
{
    char place[SOUND_NAME_MAX];
    struct jw w;
    answer_begin(h, &w, in);
    jw_kbool(&w, "up", h->sounds->up);
    reply(h, c, answer_end(h, &w));
    place_of_session(h, c, place);
    if (place[0])
        reply(h, c, told(h, c->room, place));
}

// What is asked has nowhere to go; whoever asks what there is is told, and whoever leaves may.
static bool sound_off(const struct host *h, const struct session *c, const struct wire_in *in)
{
    if (!sound_offered(h) || str_eq_cstr(in->ask, "look"))
        return !sound_offered(h);
    if (in->act.by < 0 || !room_has_sound(c->room->room))
        return true;
    return !h->sounds->up && !str_eq_cstr(in->ask, "leave");
}

void request_sound(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    if (!session_speaks(h, c, in))
        return;
    int64_t wait = beside_wait(h, c->room, in->act.by, now_ms);
    if (sound_off(h, c, in)) {
        reply_no(h, c, in, SOUND_OFF);
    } else if (wait) {
        reply_no_field(h, c, in, "relays", "", wait);
    } else if (str_eq_cstr(in->ask, "look")) {
        look(h, c, in);
    } else if (str_eq_cstr(in->ask, "leave")) {
        sound_left(h, c);
        reply(h, c, answer_with(h, in, STR("{}")));
    } else if (str_eq_cstr(in->ask, "enter")) {
        enter(h, c, in);
    } else if (str_eq_cstr(in->ask, "open")) {
        open_asked(h, c, in);
    } else {
        reply_no_field(h, c, in, refusal_name(REFUSED_TYPE), "ask", 0);
    }
}
