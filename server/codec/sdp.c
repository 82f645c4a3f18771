#include "codec/sdp.h"

#include "base/util.h"
#include "core/limits.h"

enum {
    LINE_MAX_BYTES = 1024,
    UFRAG_MAX = 256, // RFC 8839
    PWD_MIN = 22,
    TOKEN_MAX = 16,
    PAYLOAD_MAX = 127,
    EXTENSION_MAX = 14, // of one byte
};

#define AUDIO_LEVEL "urn:ietf:params:rtp-hdrext:ssrc-audio-level"

struct offer {
    struct str mid, ufrag, pwd, print;
    int64_t payload, level; // of Opus; of the header extension that says how loud; 0: none
    int64_t ssrc;
    int streams;
    bool bad;
};

// The next line, without its end.
static struct str line_of(struct str *text)
{
    struct str line = str_cut(text, '\n');
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return line;
}

static bool is_plain(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] < ' ' || line.p[i] > '~')
            return false;
    return line.n <= LINE_MAX_BYTES;
}

// One word of the signs that names and secrets of these descriptions are made of.
static bool is_word(struct str s, size_t least, size_t most)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool sign = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!sign && c != '+' && c != '/' && c != '-' && c != ':')
            return false;
    }
    return s.n >= least && s.n <= most;
}

// Once, or twice the same: a session's and its stream's.
static void take(struct offer *o, struct str *place, struct str value, size_t least, size_t most)
{
    o->bad |= !is_word(value, least, most) || (place->n && !str_eq(*place, value));
    *place = value;
}

static void take_print(struct offer *o, struct str value)
{
    struct str digest = value, kind = str_cut(&digest, ' ');
    o->bad |= !str_eq_cstr(kind, "sha-256") || !is_word(digest, 95, 95) ||
              (o->print.n && !str_eq(o->print, digest));
    o->print = digest;
}

static void take_codec(struct offer *o, struct str value)
{
    struct str name = value, payload = str_cut(&name, ' ');
    if (!o->payload && str_eq_cstr(name, "opus/48000/2"))
        o->bad |= !str_int(payload, 1, PAYLOAD_MAX, &o->payload);
}

static void take_extension(struct offer *o, struct str value)
{
    struct str uri = value, id = str_cut(&uri, ' ');
    if (str_eq_cstr(uri, AUDIO_LEVEL))
        o->bad |= !str_int(id, 1, EXTENSION_MAX, &o->level);
}

static void take_source(struct offer *o, struct str value)
{
    struct str rest = value, id = str_cut(&rest, ' ');
    if (!o->ssrc)
        o->bad |= !str_int(id, 1, UINT32_MAX, &o->ssrc);
}

static void take_line(struct offer *o, struct str line)
{
    struct str value = line, name = str_cut(&value, ':');
    if (str_starts(line, STR("m="))) {
        o->streams++;
        o->bad |= !str_starts(line, STR("m=audio "));
    } else if (str_eq_cstr(name, "a=mid")) {
        take(o, &o->mid, value, 1, TOKEN_MAX);
    } else if (str_eq_cstr(name, "a=ice-ufrag")) {
        take(o, &o->ufrag, value, 4, UFRAG_MAX);
    } else if (str_eq_cstr(name, "a=ice-pwd")) {
        take(o, &o->pwd, value, PWD_MIN, UFRAG_MAX);
    } else if (str_eq_cstr(name, "a=fingerprint")) {
        take_print(o, value);
    } else if (str_eq_cstr(name, "a=rtpmap")) {
        take_codec(o, value);
    } else if (str_eq_cstr(name, "a=extmap")) {
        take_extension(o, value);
    } else if (str_eq_cstr(name, "a=ssrc")) {
        take_source(o, value);
    }
}

static void put_offer(const struct offer *o, struct buf *out)
{
    buf_puts(out, "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n");
    buf_printf(out, "a=group:BUNDLE " STR_FMT "\r\n", STR_ARG(o->mid));
    buf_printf(out, "m=audio 9 UDP/TLS/RTP/SAVPF %d\r\nc=IN IP4 0.0.0.0\r\n", (int)o->payload);
    buf_printf(out, "a=mid:" STR_FMT "\r\n", STR_ARG(o->mid));
    buf_printf(out, "a=ice-ufrag:" STR_FMT "\r\n", STR_ARG(o->ufrag));
    buf_printf(out, "a=ice-pwd:" STR_FMT "\r\na=ice-options:trickle\r\n", STR_ARG(o->pwd));
    buf_printf(out, "a=fingerprint:sha-256 " STR_FMT "\r\n", STR_ARG(o->print));
    buf_puts(out, "a=setup:actpass\r\na=sendrecv\r\na=rtcp-mux\r\n");
    if (o->level)
        buf_printf(out, "a=extmap:%d " AUDIO_LEVEL "\r\n", (int)o->level);
    buf_printf(out, "a=rtpmap:%d opus/48000/2\r\n", (int)o->payload);
    buf_printf(out, "a=fmtp:%d minptime=10;useinbandfec=1\r\n", (int)o->payload);
    if (o->ssrc)
        buf_printf(out, "a=ssrc:%lld cname:voice\r\n", (long long)o->ssrc);
}

bool sdp_offer(struct str offer, struct buf *out)
{
    struct offer o = {0};
    buf_reset(out);
    if (offer.n > SDP_BYTES_MAX || !str_starts(offer, STR("v=0")))
        return false;
    for (struct str line; offer.n && !o.bad;) {
        line = line_of(&offer);
        o.bad |= !is_plain(line);
        take_line(&o, line);
    }
    if (o.bad || o.streams != 1 || !o.mid.n || !o.ufrag.n || !o.pwd.n || !o.print.n || !o.payload)
        return false;
    put_offer(&o, out);
    return !out->overflow;
}

bool sdp_answer(struct str answer, struct buf *out)
{
    bool good = answer.n <= SDP_BYTES_MAX && str_starts(answer, STR("v=0"));
    buf_reset(out);
    while (answer.n && good) {
        struct str line = line_of(&answer);
        good = is_plain(line);
        buf_str(out, line);
        if (str_starts(line, STR("a=fmtp:")))
            buf_printf(out, ";maxaveragebitrate=%d", SOUND_BITS);
        buf_puts(out, "\r\n");
    }
    return good && !out->overflow;
}
