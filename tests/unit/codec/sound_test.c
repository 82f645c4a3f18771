// What a browser offers and an engine says, as it is read: nothing of either is passed on unread.
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/util.h"
#include "codec/audiobridge.h"
#include "codec/sdp.h"
#include "core/limits.h"

#define PRINT                                                                                      \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:"                                             \
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"
#define HEAD  "v=0\r\no=- 4611 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
#define AUDIO "m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n"
#define KEYS                                                                                       \
    "a=ice-ufrag:aB+/\r\na=ice-pwd:0123456789abcdefghijklmn\r\na=fingerprint:sha-256 " PRINT       \
    "\r\na=setup:actpass\r\n"
#define CODEC "a=rtpmap:63 red/48000/2\r\na=rtpmap:111 opus/48000/2\r\n"
#define REST                                                                                       \
    "a=candidate:1 1 udp 2113937151 10.1.2.3 50000 typ host\r\na=extmap:4 "                        \
    "urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=ssrc:4242 cname:x\r\n"
#define GOOD HEAD AUDIO KEYS CODEC REST

static struct buf out;
static struct audiobridge_said said;

static void setup(void)
{
    buf_init(&out, 1 << 16);
    buf_init(&said.sdp, SDP_BYTES_MAX);
}

static void teardown(void)
{
    buf_free(&out);
    buf_free(&said.sdp);
}

TestSuite(sound, .init = setup, .fini = teardown);

Test(sound, an_offer_is_written_anew_from_what_is_known_of_it)
{
    cr_assert(sdp_offer(STR(GOOD), &out));
    const char *text = buf_cstr(&out);
    static const char *const kept[] = {"m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n",
                                       "a=mid:0\r\n",
                                       "a=ice-ufrag:aB+/\r\n",
                                       "a=fingerprint:sha-256 " PRINT "\r\n",
                                       "a=rtpmap:111 opus/48000/2\r\n",
                                       "a=extmap:4 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n",
                                       "a=ssrc:4242 "};
    for (size_t i = 0; i < ARRAY_LEN(kept); i++)
        cr_assert(strstr(text, kept[i]), "%s in %s", kept[i], text);
    static const char *const left[] = {"candidate", "10.1.2.3", "red/", "4611", "127.0.0.1"};
    for (size_t i = 0; i < ARRAY_LEN(left); i++)
        cr_assert_not(strstr(text, left[i]), "%s in %s", left[i], text);
}

Test(sound, what_is_no_offer_of_one_voice_is_refused)
{
    static const char *const bad[] = {
        "",
        "v=0",
        "v=1\r\n" AUDIO KEYS CODEC,
        HEAD KEYS CODEC,             // no stream
        HEAD AUDIO AUDIO KEYS CODEC, // two
        HEAD AUDIO KEYS CODEC "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n",
        HEAD "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:0\r\n" KEYS CODEC,
        HEAD AUDIO CODEC, // no keys
        HEAD AUDIO KEYS,  // no codec that we know
        HEAD AUDIO KEYS "a=rtpmap:999 opus/48000/2\r\n",
        HEAD AUDIO KEYS "a=rtpmap:x opus/48000/2\r\n",
        GOOD "a=ice-ufrag:other\r\n", // said twice, otherwise
        GOOD "a=fingerprint:sha-1 00:11\r\n",
        HEAD AUDIO "a=ice-ufrag:ab\"c\r\na=ice-pwd:0123456789abcdefghijklmn\r\n" CODEC,
        GOOD "a=ssrc:0 cname:x\r\na=mid:1\r\n",
        GOOD "a=x:\x01\r\n",
        GOOD "a=x:\xc3\xa9\r\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        cr_assert_not(sdp_offer(str_from_cstr(bad[i]), &out), "row %zu", i);
}

Test(sound, an_offer_has_its_length_and_each_line_its_own)
{
    static char text[10 << 10];
    size_t n = strlen(GOOD);
    memcpy(text, GOOD, n);
    for (; n + 8 < SDP_BYTES_MAX; n += 8)
        memcpy(text + n, "a=xyzw\r\n", 8);
    cr_assert(sdp_offer((struct str){text, n}, &out));
    memset(text + n, 'a', sizeof text - n);
    cr_assert_not(sdp_offer((struct str){text, sizeof text}, &out));
    memcpy(text, GOOD, strlen(GOOD));
    memset(text + strlen(GOOD), 'a', 2000);
    cr_assert_not(sdp_offer((struct str){text, strlen(GOOD) + 2000}, &out), "one line of 2,000");
}

// Every offer that is cut or has one byte changed is refused or read; nothing is passed on with it.
Test(sound, an_offer_that_is_damaged_brings_nothing_with_it)
{
    char text[sizeof GOOD];
    for (size_t i = 0; i < sizeof GOOD - 1; i++) {
        sdp_offer((struct str){GOOD, i}, &out);
        for (int byte = 0; byte < 256; byte += 7) {
            memcpy(text, GOOD, sizeof GOOD);
            text[i] = (char)byte;
            if (sdp_offer((struct str){text, sizeof GOOD - 1}, &out))
                for (size_t at = 0; at < out.n; at++)
                    cr_assert((out.p[at] >= ' ' && out.p[at] <= '~') || out.p[at] == '\r' ||
                              out.p[at] == '\n');
        }
    }
}

Test(sound, an_answer_says_how_much_a_phone_sends)
{
    cr_assert(sdp_answer(STR("v=0\r\na=fmtp:111 useinbandfec=1\r\n"), &out));
    cr_assert_str_eq(buf_cstr(&out),
                     "v=0\r\na=fmtp:111 useinbandfec=1;maxaveragebitrate=24000\r\n");
    cr_assert_not(sdp_answer(STR("nonsense"), &out));
    cr_assert_not(sdp_answer(STR("v=0\r\n\x01"), &out));
}

static void reads(const char *text, enum audiobridge_kind kind)
{
    audiobridge_read(str_from_cstr(text), &said);
    cr_assert_eq(said.kind, kind, "%d for %s", (int)said.kind, text);
}

#define EVENT(rest)                                                                                \
    "{\"janus\":\"event\",\"sender\":7,\"transaction\":\"12\",\"plugindata\":{\"data\":{" rest "}" \
    "}"                                                                                            \
    "}"
#define NEWS(rest) "{\"janus\":\"event\",\"sender\":7,\"plugindata\":{\"data\":{" rest "}}}"

Test(sound, what_an_engine_says_is_told_apart)
{
    reads("{\"janus\":\"success\",\"transaction\":\"1\",\"data\":{\"id\":99}}", AUDIOBRIDGE_DONE);
    cr_assert(said.turn == 1 && said.id == 99);
    reads("{\"janus\":\"ack\",\"transaction\":\"3\"}", AUDIOBRIDGE_HEARD);
    reads("{\"janus\":\"error\",\"transaction\":\"3\",\"error\":{\"code\":458}}",
          AUDIOBRIDGE_REFUSED);
    cr_assert_eq(said.error, 458);
    reads("{\"janus\":\"success\",\"transaction\":\"4\",\"sender\":7,\"plugindata\":{\"data\":"
          "{\"audiobridge\":\"event\",\"error_code\":486}}}",
          AUDIOBRIDGE_REFUSED);
    cr_assert_eq(said.error, AUDIOBRIDGE_ROOM_EXISTS);
    reads(EVENT("\"audiobridge\":\"joined\""), AUDIOBRIDGE_DONE);
    cr_assert(said.turn == 12 && said.handle == 7);
    reads(EVENT("\"audiobridge\":\"event\",\"result\":\"ok\""), AUDIOBRIDGE_DONE);
    reads(NEWS("\"audiobridge\":\"joined\""), AUDIOBRIDGE_OTHER); // somebody else did
    reads(NEWS("\"audiobridge\":\"talking\",\"id\":\"17\""), AUDIOBRIDGE_TALKS);
    cr_assert_eq(said.voice, 17);
    reads(NEWS("\"audiobridge\":\"stopped-talking\",\"id\":\"17\""), AUDIOBRIDGE_QUIET);
    reads("{\"janus\":\"media\",\"sender\":7,\"receiving\":false}", AUDIOBRIDGE_QUIET);
    cr_assert_eq(said.voice, 0);
    reads("{\"janus\":\"hangup\",\"sender\":7}", AUDIOBRIDGE_HUNG_UP);
    reads("{\"janus\":\"timeout\",\"session_id\":1}", AUDIOBRIDGE_ENDED);
}

Test(sound, nonsense_is_told_from_an_answer)
{
    static const char *const bad[] = {"",
                                      "{",
                                      "[]",
                                      "12",
                                      "{}",
                                      "{\"janus\":12}",
                                      "{\"janus\":\"dance\"}",
                                      "{\"janus\":\"ack\",\"janus\":\"ack\"}",
                                      "\xff\xfe",
                                      "{\"janus\":\"succ"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        reads(bad[i], AUDIOBRIDGE_NONSENSE);
    reads("{\"janus\":\"success\",\"transaction\":\"-4\",\"data\":{\"id\":-9}}", AUDIOBRIDGE_DONE);
    cr_assert(said.turn == 0 && said.id == 0);
    reads(NEWS("\"audiobridge\":\"talking\",\"id\":17"), AUDIOBRIDGE_OTHER);
}

Test(sound, a_description_of_any_length_is_asked_for_within_what_the_engine_reads)
{
    static char long_sdp[SDP_BYTES_MAX];
    memset(long_sdp, 'x', sizeof long_sdp);
    struct audiobridge_ask a = {.turn = INT64_MAX,
                                .session = INT64_MAX,
                                .handle = INT64_MAX,
                                .room = STR("8842197-t24-M"),
                                .voice = UINT32_MAX,
                                .sdp = {long_sdp, sizeof long_sdp}};
    audiobridge_join(&a, &out);
    cr_assert_leq(out.n, AUDIOBRIDGE_BYTES_MAX);
    cr_assert(strstr(buf_cstr(&out), "\"muted\":true"));
    audiobridge_move(&a, &out);
    cr_assert(strstr(buf_cstr(&out), "\"muted\":true"), "a move opens nobody");
    a.open = true;
    audiobridge_move(&a, &out);
    cr_assert(strstr(buf_cstr(&out), "\"muted\":false"));
}
