// Plays transcripts and compares what they say with what happens; --rewrite writes what happens.
// A transcript: `== name` begins a case; `room tables=1 places=7 roles=auto people=7` makes its
// room, of the newest rules or of `rules=1`; `at 5:30` moves the clock, ticks included, `down 5:30`
// without any; `p1 propose ...` is a command; `doc TOPIC PATH` and `may p1 TOPIC` ask. Lines that
// begin with -> or !!, and what follows « = », are answers.
#include "contract.h"
#include "kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct play {
    struct arena arena;
    struct room *room;
    uint64_t now, seq;
    struct buf out, doc, json;
    int commands;
};

// As the host: what facilitators are told is worked out when patches are made. What is told is held
// to the table of topics.
static void make_true(struct play *p, const struct act *event)
{
    static struct topic_patch patches[ROOM_PATCHES_MAX];
    room_apply(p->room, event, ++p->seq);
    buf_reset(&p->json);
    int n = room_patches(p->room, patches, ROOM_PATCHES_MAX, &p->json);
    for (int i = 0; i < n; i++) {
        contract_hold(p->room, &patches[i], &p->json);
    }
}

static void do_act(struct play *p, struct act *command, bool shown)
{
    static struct act events[ROOM_EVENTS_MAX];
    struct refusal no = {0};
    command->t_ms = p->now;
    p->commands += shown;
    int n = room_decide(p->room, command, &p->arena, events, ROOM_EVENTS_MAX, &no);
    if (n < 0) {
        buf_printf(&p->out, "!! %s", refusal_name(no.code));
        buf_printf(&p->out, no.field ? " %s" : "%s", no.field ? no.field : "");
        buf_printf(&p->out, no.limit ? " %d\n" : "\n", (int)no.limit);
    }
    for (int i = 0; i < n; i++) {
        make_true(p, &events[i]);
        if (shown) {
            buf_puts(&p->out, "-> ");
            kit_act_write(&events[i], &p->out);
            buf_char(&p->out, '\n');
        }
    }
}

static void do_line(struct play *p, const char *line, bool shown)
{
    struct act command;
    const char *fault = "";
    if (!kit_act_read(str_from_cstr(line), &p->arena, &command, &fault)) {
        buf_printf(&p->out, "!! UNREADABLE: %s\n", fault);
        return;
    }
    do_act(p, &command, shown);
}

static void begin(struct play *p)
{
    arena_free(&p->arena);
    arena_init(&p->arena, (size_t)256 << 20);
    p->room = NULL;
    p->now = KIT_T0;
    p->seq = 0;
}

static void make_room(struct play *p, const char *line)
{
    int tables = 1, places = 7, people = 7, rules_version = RULES_VERSION;
    char roles[16] = "auto", text[256];
    sscanf(line, "room tables=%d places=%d roles=%15s people=%d rules=%d", &tables, &places, roles,
           &people, &rules_version);
    p->room = room_new(&p->arena, kit_scenario());
    snprintf(text, sizeof text,
             "sys created code=1234567 epoch=e scenario=essai version=1 "
             "hash=0123456789abcdef0123456789abcdef lang=fr tables=%d "
             "places=%d roles=%s seconds=\"\" rules=%d",
             tables, places, roles, rules_version);
    do_line(p, text, false);
    do_line(p, "sys facilitate name=Anne", false);
    for (int i = 1; i <= people; i++) {
        snprintf(text, sizeof text, "sys join name=N%d debrief=yes research=no lang=fr", i);
        do_line(p, text, false);
    }
}

static uint64_t time_in(const char *line)
{
    int minutes = 0, seconds = 0;
    sscanf(line, "%*s %d:%d", &minutes, &seconds);
    return KIT_T0 + (uint64_t)(minutes * 60 + seconds) * 1000;
}

// Everything that falls due on the way happens at its own time.
static void move_clock(struct play *p, const char *line)
{
    uint64_t to = time_in(line);
    for (int i = 0; i < 1000; i++) {
        uint64_t due = room_next_tick(p->room);
        if (due == 0 || due > to) {
            break;
        }
        p->now = due > p->now ? due : p->now;
        struct act tick = {.type = ACT_TICK};
        do_act(p, &tick, true);
    }
    p->now = to;
}

static void put_json(struct play *p, const json_t *value)
{
    if (!value) {
        buf_puts(&p->out, "absent");
    } else if (json_is_integer(value) && json_integer_value(value) >= (json_int_t)KIT_T0) {
        unsigned long long ms = (unsigned long long)json_integer_value(value) - KIT_T0;
        buf_printf(&p->out, "@%llu:%02llu", ms / 60000, ms / 1000 % 60);
    } else {
        char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_SORT_KEYS);
        buf_puts(&p->out, text);
        free(text);
    }
}

static void ask_document(struct play *p, const char *line)
{
    char name[64] = "", path[256] = "";
    struct topic topic;
    sscanf(line, "doc %63s %255s", name, path);
    if (!topic_parse(str_from_cstr(name), &topic) || !room_topic_exists(p->room, topic)) {
        buf_puts(&p->out, "no such topic");
        return;
    }
    kit_document(p->room, topic, &p->doc);
    json_t *doc = json_loadb(p->doc.p, p->doc.n, JSON_REJECT_DUPLICATES, NULL);
    put_json(p, kit_at(doc, path));
    json_decref(doc);
}

static void ask_may(struct play *p, const char *line)
{
    char who[16] = "", name[64] = "";
    struct topic topic;
    int by = 0;
    sscanf(line, "may %15s %63s", who, name);
    struct reader reader = {.kind = READ_SCREEN};
    if (kit_actor(str_from_cstr(who), &by) && by) {
        reader.kind = by > 0 ? READ_PERSON : READ_FACILITATOR;
        reader.npeople = by > 0;
        reader.person[0] = (uint16_t)(by > 0 ? by : 0);
    }
    bool yes = topic_parse(str_from_cstr(name), &topic) && room_may_read(p->room, &reader, topic);
    buf_puts(&p->out, yes ? "yes" : "no");
}

static void ask(struct play *p, char *line, void answer(struct play *, const char *))
{
    char *old = strstr(line, " = ");
    if (old) {
        *old = 0;
    }
    buf_printf(&p->out, "%s = ", line);
    answer(p, line);
    buf_char(&p->out, '\n');
}

static bool starts(const char *line, const char *with)
{
    return strncmp(line, with, strlen(with)) == 0;
}

static void play_line(struct play *p, char *line)
{
    if (starts(line, "->") || starts(line, "!!")) {
        return;
    }
    if (starts(line, "doc ") || starts(line, "may ")) {
        ask(p, line, starts(line, "doc ") ? ask_document : ask_may);
        return;
    }
    buf_printf(&p->out, "%s\n", line);
    if (!*line || *line == '#') {
        return;
    }
    if (starts(line, "== ")) {
        begin(p);
    } else if (starts(line, "room ")) {
        make_room(p, line);
    } else if (starts(line, "at ")) {
        move_clock(p, line);
    } else if (starts(line, "down ")) {
        p->now = time_in(line);
    } else {
        do_line(p, line, true);
    }
}

static char *read_all(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *text = calloc(1, 1 << 20);
    if (!f || !text) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(2);
    }
    *n = fread(text, 1, (1 << 20) - 1, f);
    fclose(f);
    return text;
}

// The first line that differs, of both.
static void tell(const char *path, const char *said, const char *is)
{
    int line = 1;
    while (*said && *said == *is) {
        line += *said == '\n';
        said++, is++;
    }
    fprintf(stderr, "%s:%d: differs from what happens, from\n  expected %.*s\n  happened %.*s\n",
            path, line, (int)strcspn(said, "\n"), said, (int)strcspn(is, "\n"), is);
}

static bool play_file(struct play *p, const char *path, bool rewrite)
{
    size_t n;
    char *text = read_all(path, &n), *copy = strdup(text), *rest = copy;
    buf_reset(&p->out);
    begin(p);
    while (rest && *rest) {
        play_line(p, strsep(&rest, "\n"));
    }
    const char *is = buf_cstr(&p->out);
    bool same = strcmp(text, is) == 0;
    if (rewrite && !same) {
        FILE *f = fopen(path, "wb");
        same = f && fwrite(is, 1, strlen(is), f) == strlen(is);
        same = f && fclose(f) == 0 && same;
    } else if (!same) {
        tell(path, text, is);
    }
    free(text);
    free(copy);
    return same;
}

int main(int argc, char **argv)
{
    static struct play p;
    bool rewrite = argc > 1 && strcmp(argv[1], "--rewrite") == 0;
    int bad = 0, first = rewrite ? 2 : 1;
    buf_init(&p.out, 8 << 20);
    buf_init(&p.doc, 8 << 20);
    buf_init(&p.json, 8 << 20);
    for (int i = first; i < argc; i++) {
        bad += !play_file(&p, argv[i], rewrite);
    }
    arena_free(&p.arena);
    buf_free(&p.out);
    buf_free(&p.doc);
    buf_free(&p.json);
    printf("%d transcripts, %d commands, %d differ\n", argc - first, p.commands, bad);
    return argc == first || bad;
}
