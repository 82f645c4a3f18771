// What a client asks once it is known, and which function answers each kind of frame.
#include "host/requests.h"

#include <string.h>

#include "host/answers.h"
#include "host/bind.h"
#include "host/creds.h"
#include "host/crowd.h"
#include "host/host.h"
#include "host/load.h"
#include "host/outbox.h"
#include "host/presence.h"
#include "host/reasons.h"
#include "host/rooms.h"
#include "host/run.h"
#include "host/sessions.h"
#include "host/state.h"
#include "host/throttle.h"
#include "host/topics.h"
#include "host/words.h"

// ---- look

// Of one that is not in memory, the store tells what was told of it last: nothing is loaded. False
// when it cannot; else it was answered, or waits for a store that will tell.
static bool look_in_store(struct host *h, struct session *c, const struct wire_in *in)
{
    struct store_room room;
    uint32_t code = code_parse(in->room);
    if (!code || hroom_in_memory(h, in->room))
        return false;
    enum store_answer answer = store_find(h->store, (struct store_sought){.code = code}, &room);
    if (!session_knows(h, c, answer))
        return true;
    if (answer == STORE_NO || !room.look.n)
        return false;
    hroom_look_until(h, room.look, &room, &h->json);
    reply(h, c, answer_with(h, in, buf_view(&h->json)));
    return true;
}

static void look(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    const char *no;
    struct jw w;
    if (look_in_store(h, c, in))
        return;
    struct hroom *r = hroom_want(h, in->room, c, &no);
    if (no)
        refuse_code(h, c, in, no, now_ms);
    if (!r)
        return;
    struct store_room row;
    hroom_row(r, &row);
    buf_reset(&h->news);
    jw_init(&w, &h->news);
    hroom_look(&w, r);
    CHECK(jw_done(&w));
    hroom_look_until(h, buf_view(&h->news), &row, &h->json);
    reply(h, c, answer_with(h, in, buf_view(&h->json)));
}

// ---- hello, do, ping

static void shut(struct host *h, struct session *c, const struct wire_in *in, int code,
                 const char *word)
{
    reply_no(h, c, in, word);
    out_close(h, c, code, word);
}

// The versions of the protocol that are spoken here. (One, so far.)
enum { VERSION = 1 };

static void refuse_version(struct host *h, struct session *c, const struct wire_in *in)
{
    struct jw w;
    answer_no_begin(h, &w, in, "version");
    jw_kcstr(&w, "field", "v");
    jw_karr(&w, "speaks");
    jw_int(&w, VERSION);
    jw_end(&w);
    reply(h, c, wire_end(h, &w));
    out_close(h, c, HOST_CLOSE_VERSION, "version");
}

// Who says hello has been in the room: that it is gone is told, where a code that somebody typed
// only hears that it opens nothing.
static void hello_absence(struct host *h, struct session *c, const struct wire_in *in,
                          const char *no)
{
    const struct {
        const char *no, *word;
        int code;
    } rows[] = {{UNKNOWN_ROOM, ROOM_GONE, HOST_CLOSE_EPOCH},
                {BAD_TOKEN, BAD_TOKEN, HOST_CLOSE_TOKEN},
                {FULL, FULL, HOST_CLOSE_LATER}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (strcmp(no, rows[i].no) == 0) {
            shut(h, c, in, rows[i].code, rows[i].word);
            return;
        }
    shut(h, c, in, HOST_CLOSE_EPOCH, no);
}

static void hello(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    const char *no;
    if (in->v != VERSION) {
        refuse_version(h, c, in);
        return;
    }
    struct hroom *r = hroom_want_key(h, in->room, in->token, BAD_TOKEN, c, &no);
    struct cred *cred = cred_find(h, in->token);
    bool good = r && cred && cred_room(cred) == r && cred_role(cred) != CRED_RECOVERY;
    bool guess = r ? !good : no && strcmp(no, FULL) != 0;
    if ((!r && !no) || (guess && guess_waits(h, c, in, now_ms)))
        return;
    if (guess)
        guess_charge(h, c, in, now_ms);
    if (!r) {
        hello_absence(h, c, in, no);
    } else if (!good) {
        shut(h, c, in, HOST_CLOSE_TOKEN, BAD_TOKEN);
    } else if (in->epoch.n && !str_eq_cstr(in->epoch, r->history)) {
        shut(h, c, in, HOST_CLOSE_EPOCH, "epoch");
    } else if (!crowd_admits(h, c, cred, now_ms)) {
        shut(h, c, in, HOST_CLOSE_LATER, FULL);
    } else {
        session_unbind(h, c, now_ms);
        session_bind(h, c, cred, now_ms);
        topics_welcome(h, c, in);
    }
}

static void decide(struct host *h, struct session *c, const struct wire_in *in)
{
    struct hroom *r = c->room;
    struct made made = in->dry ? hroom_would(h, r, &in->act) : hroom_run(h, r, &in->act, in->id);
    const struct refusal *no = &made.refusal;
    struct frame *f =
        made.n < 0 ? answer_no(h, in, refusal_name(no->code), str_from_cstr(no->field), no->limit)
                   : answer_ok(h, in, made.n ? &made.first : NULL, made.seq);
    if (!in->dry)
        answer_keep(r, in->act.by, in->id, made.n > 0 ? made.seq : 0, f);
    reply(h, c, f);
}

static void act(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    if (!session_speaks(h, c, in))
        return;
    if (in->dry) {
        decide(h, c, in);
        return;
    }
    struct frame *before;
    enum store_answer heard = answer_kept(h, c->room, in, &before);
    if (!session_knows(h, c, heard))
        return;
    if (heard == STORE_YES)
        out_frame(h, c, before);
    else if (!words_refused(h, c, in, now_ms))
        decide(h, c, in);
}

static void ping(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    struct jw w;
    wire_begin(h, &w, "pong");
    jw_kint(&w, "c", in->c);
    jw_kint(&w, "now", (int64_t)(c->room ? hroom_time(c->room, now_ms) : now_ms));
    reply(h, c, wire_end(h, &w));
}

// What somebody may have typed, or tried. A seat's own token is no guess; nor is `hello`, which
// looks at its token first.
static bool is_typed(const struct host *h, const struct wire_in *in)
{
    static const bool typed[WIRE_TYPES] = {
        [WIRE_LOOK] = true,    [WIRE_CREATE] = true, [WIRE_JOIN] = true,  [WIRE_RESUME] = true,
        [WIRE_RECOVER] = true, [WIRE_SCREEN] = true, [WIRE_INVITE] = true};
    bool living = in->type == WIRE_CREATE && in->options.speed > 0; // nobody's key is asked for
    return typed[in->type] && !living &&
           (in->type != WIRE_CREATE || (h->key && !is_host_key(h, in->key)));
}

// False when it cannot be told yet.
static bool weigh_guess(struct host *h, struct session *c, const struct wire_in *in, bool *guess)
{
    enum store_answer invited = token_opens(h, in->room, in->link), seated = STORE_YES;
    if (!session_knows(h, c, invited))
        return false;
    c->invited = invited == STORE_YES;
    if (is_typed(h, in))
        seated = token_opens(h, in->room, in->token);
    *guess = seated == STORE_NO;
    return session_knows(h, c, seated);
}

void request(struct host *h, struct session *c, const struct wire_in *in, uint64_t now_ms)
{
    static request_fn *const handlers[WIRE_TYPES] = {
        [WIRE_LOOK] = look,
        [WIRE_CREATE] = request_create,
        [WIRE_JOIN] = request_join,
        [WIRE_RESUME] = request_resume,
        [WIRE_RECOVER] = request_recover,
        [WIRE_SCREEN] = request_screen,
        [WIRE_INVITE] = request_invite,
        [WIRE_HELLO] = hello,
        [WIRE_DO] = act,
        [WIRE_RELAY] = request_relay,
        [WIRE_SOUND] = request_sound,
        [WIRE_PING] = ping,
    };
    // A proxy led the connection by its address to whoever has that room, and no other.
    bool guess, elsewhere = c->at_room[0] && in->room.n && !str_eq_cstr(in->room, c->at_room);
    if (elsewhere)
        shut(h, c, in, HOST_CLOSE_EPOCH, "other_room");
    else if (weigh_guess(h, c, in, &guess) && (!guess || !guess_waits(h, c, in, now_ms)))
        handlers[in->type](h, c, in, now_ms);
}
