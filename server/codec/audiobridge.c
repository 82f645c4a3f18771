#include "codec/audiobridge.h"

#include <jansson.h>
#include <string.h>

#include "base/jw.h"
#include "base/util.h"
#include "core/limits.h"

#define PLUGIN "janus.plugin.audiobridge"

// Between rooms of two rates the engine of Debian 12 ends itself: there is one, for all.
enum { RATE = 16000, PACKETS = 10, LEVEL = 45, PREBUFFER = 3, LOSS = 5, QUALITY = 1 };

static void begin(struct jw *w, struct buf *out, const char *what, const struct audiobridge_ask *a)
{
    char turn[24];
    buf_reset(out);
    jw_init(w, out);
    jw_obj(w);
    jw_kcstr(w, "janus", what);
    snprintf(turn, sizeof turn, "%lld", (long long)a->turn);
    jw_kcstr(w, "transaction", turn);
    if (a->session)
        jw_kint(w, "session_id", a->session);
    if (a->handle)
        jw_kint(w, "handle_id", a->handle);
}

static void plain(struct buf *out, const char *what, const struct audiobridge_ask *a)
{
    struct jw w;
    begin(&w, out, what, a);
    jw_end(&w);
}

void audiobridge_hello(const struct audiobridge_ask *a, struct buf *out)
{
    plain(out, "create", a);
}

void audiobridge_detach(const struct audiobridge_ask *a, struct buf *out)
{
    plain(out, "detach", a);
}

void audiobridge_alive(const struct audiobridge_ask *a, struct buf *out)
{
    plain(out, "keepalive", a);
}

void audiobridge_attach(const struct audiobridge_ask *a, struct buf *out)
{
    struct jw w;
    begin(&w, out, "attach", a);
    jw_kcstr(&w, "plugin", PLUGIN);
    jw_end(&w);
}

// ---- what the plugin is asked

static void body_begin(struct jw *w, struct buf *out, const char *what,
                       const struct audiobridge_ask *a)
{
    begin(w, out, "message", a);
    jw_kobj(w, "body");
    jw_kcstr(w, "request", what);
    if (a->room.n)
        jw_kstr(w, "room", a->room);
}

static void body_end(struct jw *w)
{
    jw_end(w);
    jw_end(w);
}

void audiobridge_room(const struct audiobridge_ask *a, struct buf *out)
{
    struct jw w;
    body_begin(&w, out, "create", a);
    jw_kbool(&w, "permanent", false);
    jw_kbool(&w, "is_private", true);
    jw_kbool(&w, "record", false);
    jw_kint(&w, "sampling_rate", RATE);
    jw_kbool(&w, "audiolevel_ext", true);
    jw_kbool(&w, "audiolevel_event", true);
    jw_kint(&w, "audio_active_packets", PACKETS);
    jw_kint(&w, "audio_level_average", LEVEL);
    jw_kint(&w, "default_prebuffering", PREBUFFER);
    jw_kint(&w, "default_bitrate", SOUND_BITS);
    body_end(&w);
}

void audiobridge_room_end(const struct audiobridge_ask *a, struct buf *out)
{
    struct jw w;
    body_begin(&w, out, "destroy", a);
    jw_kbool(&w, "permanent", false);
    body_end(&w);
}

// Said at each move too, for what is not said there the engine takes as it likes: it opens
// microphones.
static void put_terms(struct jw *w, const struct audiobridge_ask *a)
{
    jw_kbool(w, "muted", !a->open);
    jw_kint(w, "bitrate", SOUND_BITS);
    jw_kint(w, "quality", QUALITY);
    jw_kint(w, "expected_loss", LOSS);
}

static void put_voice(struct jw *w, const struct audiobridge_ask *a)
{
    char id[16];
    snprintf(id, sizeof id, "%u", (unsigned)a->voice);
    jw_kcstr(w, "id", id);
}

void audiobridge_join(const struct audiobridge_ask *a, struct buf *out)
{
    struct jw w;
    body_begin(&w, out, "join", a);
    put_voice(&w, a);
    put_terms(&w, a);
    jw_kint(&w, "prebuffer", PREBUFFER);
    jw_end(&w);
    jw_kobj(&w, "jsep");
    jw_kcstr(&w, "type", "offer");
    jw_kstr(&w, "sdp", a->sdp);
    jw_kbool(&w, "trickle", false);
    body_end(&w);
}

void audiobridge_move(const struct audiobridge_ask *a, struct buf *out)
{
    struct jw w;
    body_begin(&w, out, "changeroom", a);
    put_voice(&w, a);
    put_terms(&w, a);
    body_end(&w);
}

void audiobridge_open(const struct audiobridge_ask *a, struct buf *out)
{
    struct jw w;
    struct audiobridge_ask here = *a;
    here.room = (struct str){0};
    body_begin(&w, out, "configure", &here);
    jw_kbool(&w, "muted", !a->open);
    body_end(&w);
}

// ---- what it says

static struct str text_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) ? (struct str){json_string_value(value), json_string_length(value)}
                                 : (struct str){0};
}

static int64_t number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_integer(value) && json_integer_value(value) > 0 ? json_integer_value(value) : 0;
}

static void read_voice(const json_t *data, struct audiobridge_said *said)
{
    int64_t id = 0;
    str_int(text_of(data, "id"), 1, UINT32_MAX, &id);
    said->voice = (uint32_t)id;
}

static enum audiobridge_kind of_plugin(const json_t *data, struct audiobridge_said *said)
{
    static const char *const done[] = {"created", "destroyed", "joined", "roomchanged"};
    struct str what = text_of(data, "audiobridge");
    said->error = number_of(data, "error_code");
    if (said->error)
        return AUDIOBRIDGE_REFUSED;
    bool talks = str_eq_cstr(what, "talking");
    if (talks || str_eq_cstr(what, "stopped-talking")) {
        read_voice(data, said);
        return !said->voice ? AUDIOBRIDGE_OTHER : talks ? AUDIOBRIDGE_TALKS : AUDIOBRIDGE_QUIET;
    }
    // What others do is told in the same words, without the turn of an asker.
    for (size_t i = 0; i < ARRAY_LEN(done); i++)
        if (said->turn && str_eq_cstr(what, done[i]))
            return AUDIOBRIDGE_DONE;
    if (said->turn && str_eq_cstr(text_of(data, "result"), "ok"))
        return AUDIOBRIDGE_DONE;
    return AUDIOBRIDGE_OTHER;
}

static enum audiobridge_kind kind_of(const json_t *root, struct audiobridge_said *said)
{
    static const struct {
        const char *word;
        enum audiobridge_kind kind;
    } words[] = {{"ack", AUDIOBRIDGE_HEARD},        {"hangup", AUDIOBRIDGE_HUNG_UP},
                 {"detached", AUDIOBRIDGE_HUNG_UP}, {"timeout", AUDIOBRIDGE_ENDED},
                 {"webrtcup", AUDIOBRIDGE_OTHER},   {"slowlink", AUDIOBRIDGE_OTHER}};
    struct str what = text_of(root, "janus");
    const json_t *data = json_object_get(json_object_get(root, "plugindata"), "data");
    if (str_eq_cstr(what, "event") || (str_eq_cstr(what, "success") && data))
        return of_plugin(data, said);
    if (str_eq_cstr(what, "success")) {
        said->id = number_of(json_object_get(root, "data"), "id");
        return AUDIOBRIDGE_DONE;
    }
    if (str_eq_cstr(what, "error")) {
        said->error = number_of(json_object_get(root, "error"), "code");
        return AUDIOBRIDGE_REFUSED;
    }
    if (str_eq_cstr(what, "media"))
        return json_is_false(json_object_get(root, "receiving")) ? AUDIOBRIDGE_QUIET
                                                                 : AUDIOBRIDGE_OTHER;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq_cstr(what, words[i].word))
            return words[i].kind;
    return AUDIOBRIDGE_NONSENSE;
}

void audiobridge_read(struct str text, struct audiobridge_said *said)
{
    struct buf sdp = said->sdp;
    json_error_t fault;
    json_t *root = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &fault);
    memset(said, 0, sizeof *said);
    said->sdp = sdp;
    buf_reset(&said->sdp);
    str_int(text_of(root, "transaction"), 1, INT64_MAX, &said->turn);
    said->handle = number_of(root, "sender");
    said->kind = kind_of(root, said);
    buf_str(&said->sdp, text_of(json_object_get(root, "jsep"), "sdp"));
    if (said->sdp.overflow)
        said->kind = AUDIOBRIDGE_NONSENSE;
    json_decref(root);
}
