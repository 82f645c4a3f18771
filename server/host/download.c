// What is downloaded of a room: its log, its scenario, a file of its research export, or a
// recording of it; and what the library of scenarios answers. Pages are made between the turns of
// the loop, so that a long log holds nobody up and is nowhere whole in memory. A room that is not
// there is loaded for whoever may ask.
#include <string.h>

#include "codec/log_header.h"
#include "codec/scenario_json.h"
#include "host/chain.h"
#include "host/creds.h"
#include "host/export_part.h"
#include "host/host.h"
#include "host/hroom_mine.h"
#include "host/keeper.h"
#include "host/load.h"
#include "host/openings.h"
#include "host/reasons.h"
#include "host/register.h"
#include "host/rooms.h"
#include "host/secrets.h"
#include "host/shelf.h"
#include "host/state.h"
#include "host/tape.h"
#include "host/tasks.h"

enum { PAGE_BYTES = 48 << 10 };

static const char json_type[] = "application/json; charset=utf-8";
static const char ndjson_type[] = "application/x-ndjson";

struct host_download {
    struct host *host;
    struct hroom *room; // held; NULL: only a problem is told, or it is being loaded
    char *wanted;       // path, query and bearer of it, one after another, while it is being loaded
    const char *problem;
    int status;
    uint64_t batch; // when this is durable, so is all that the download tells
    // The log: it ends where it ended when it was asked for, or nobody would ever see its end.
    uint64_t next, last;
    unsigned char hash[DIGEST_BYTES];
    struct openings *openings;
    struct buf *out;
    uint64_t left; // records that fit the page at hand
    size_t enough; // bytes of it
    bool failed;
    // The export, a recording, or the list of those there are
    struct export_part *export;
    bool recorded, leads; // of that viewpoint, once it is its turn; asked for by a facilitator
    struct viewpoint view;
    struct tape *tape;
    size_t taken; // of the tape
    struct buf views;
    bool scenario, seats;  // that it plays, or who sits at its tables
    struct task *task;     // or the library's
    struct keeper *keeper; // or the host's
    struct hroom_mine *mine;
    const char *node; // who has the room
};

enum { VIEWS_BYTES = 1 << 20 };

static void tell_header(const struct host_download *d, struct buf *out)
{
    const struct hroom *r = d->room;
    struct jw w;
    char last[DIGEST_TEXT];
    secret_hex(d->hash, last);
    jw_init(&w, out);
    log_header_write(&w, &(struct log_header){.format = LOG_FORMAT,
                                              .rules = room_rules(r->room)->version,
                                              .room = str_from_cstr(r->code_text),
                                              .epoch = str_from_cstr(r->epoch),
                                              .scenario = r->scenario->id,
                                              .version = STR(TABLEE_VERSION),
                                              .records = (int64_t)d->last,
                                              .last = str_from_cstr(last)});
    buf_char(out, '\n');
    jw_init(&w, out);
    log_scenario_write(&w, r->kept->bytes);
    buf_char(out, '\n');
}

static bool put_line(void *ctx, const struct store_record *record)
{
    struct host_download *d = ctx;
    struct buf *out = d->out;
    if (record->seq != d->next ||
        (d->next == d->last && memcmp(record->hash, d->hash, sizeof d->hash) != 0)) {
        d->failed = true;
        return false;
    }
    buf_str(out, str_sub(record->body, 0, record->body.n - 1)); // without the closing brace
    openings_write(d->openings, record->seq, out);
    buf_puts(out, ",\"hash\":\"");
    buf_hex(out, record->hash, sizeof record->hash);
    buf_puts(out, "\"}\n");
    d->left--;
    return d->next++ < d->last && d->left && out->n < d->enough;
}

static enum host_part log_page(struct host_download *d, struct buf *out)
{
    uint64_t from = d->next;
    enum host_part opened = openings_page(d->openings);
    if (opened != HOST_PART_LAST)
        return opened;
    d->out = out;
    if (from == 1)
        tell_header(d, out);
    d->enough = out->n + PAGE_BYTES;
    enum store_answer answer = openings_texts(d->openings, from, &d->left);
    if (answer == STORE_YES)
        answer = store_read(d->host->store, d->room->id, from, put_line, d);
    if (answer == STORE_LATER)
        return HOST_PART_LATER;
    if (answer != STORE_YES || d->failed || d->next == from || out->overflow)
        return HOST_PART_FAILED;
    return d->next > d->last ? HOST_PART_LAST : HOST_PART_BYTES;
}

static enum host_part tell_problem(struct host_download *d, struct buf *out, const char **type)
{
    struct jw w;
    buf_reset(out);
    jw_init(&w, out);
    jw_obj(&w);
    jw_kcstr(&w, "error", d->problem);
    jw_end(&w);
    *type = json_type;
    return HOST_PART_LAST;
}

static enum host_part fail(struct host_download *d, int status, const char *problem)
{
    d->status = status;
    d->problem = problem;
    return HOST_PART_SOON;
}

static enum host_part export_page(struct host_download *d, struct buf *out, const char **type)
{
    enum host_part part = export_part_page(d->export);
    if (part == HOST_PART_FAILED)
        return fail(d, 500, STORE_FAILS);
    if (part != HOST_PART_LAST)
        return part;
    if (!export_part_file(d->export, out, type))
        return fail(d, 404, NO_FILE);
    return out->overflow ? fail(d, 500, "too_big") : HOST_PART_LAST;
}

static enum host_part tell_views(const struct host_download *d, struct buf *out, const char **type)
{
    buf_str(out, buf_view(&d->views));
    *type = json_type;
    return HOST_PART_LAST;
}

static enum host_part scenario_page(const struct host_download *d, struct buf *out,
                                    const char **type)
{
    struct jw w;
    jw_init(&w, out);
    if (d->seats)
        scenario_seats_write(&w, d->room->scenario);
    else
        buf_str(out, d->room->kept->bytes);
    *type = json_type;
    return out->overflow ? HOST_PART_FAILED : HOST_PART_LAST;
}

// Of the room as it is when its turn has come.
static enum host_part view_page(struct host_download *d, struct buf *out)
{
    struct host *h = d->host;
    if (!d->tape && d->leads && d->view.reader.npeople &&
        !room_tells_words(d->room->room, d->view.reader.person[0]))
        return fail(d, 403, NO_CONSENT);
    if (!d->tape) {
        d->tape = tape_take(h, d->room, &d->view);
        host_turn_end(h);
        d->batch = h->flushed;
    }
    return d->batch > h->durable ? HOST_PART_LATER : tape_page(d->tape, &d->taken, out);
}

static enum host_part mine_page(struct host_download *d, struct buf *out, const char **type)
{
    *type = json_type;
    return hroom_mine_page(d->mine, out);
}

static enum host_part page(struct host_download *d, struct buf *out, const char **type)
{
    if (d->room->gone)
        return HOST_PART_FAILED;
    return d->mine       ? mine_page(d, out, type)
           : d->scenario ? scenario_page(d, out, type)
           : d->export   ? export_page(d, out, type)
           : d->recorded ? view_page(d, out)
           : d->next     ? log_page(d, out)
                         : tell_views(d, out, type);
}

static void ask(struct host_download *d, struct str path, const char *query, const char *bearer);

static void ask_again(struct host_download *d)
{
    char *path = d->wanted, *query = path + strlen(path) + 1, *bearer = query + strlen(query) + 1;
    d->wanted = NULL;
    ask(d, str_from_cstr(path), query, bearer);
    mem_free(path);
}

static enum host_part task_page(const struct host_download *d, struct buf *out, const char **type,
                                int *status)
{
    *type = json_type;
    if (!task_done(d->task))
        return HOST_PART_LATER;
    buf_str(out, task_answer(d->task, status));
    return HOST_PART_LAST;
}

const char *host_download_node(const struct host_download *d)
{
    return d->keeper ? keeper_node(d->keeper) : d->node;
}

enum host_part host_download_next(struct host_download *d, struct buf *out, const char **type,
                                  int *status)
{
    buf_reset(out);
    if (d->task)
        return task_page(d, out, type, status);
    if (d->keeper) {
        *type = json_type;
        return keeper_next(d->keeper, out, status);
    }
    if (d->wanted)
        ask_again(d);
    *type = ndjson_type;
    enum host_part part = d->wanted                     ? HOST_PART_LATER
                          : d->problem                  ? tell_problem(d, out, type)
                          : d->batch > d->host->durable ? HOST_PART_LATER
                                                        : page(d, out, type);
    *status = d->status;
    return part;
}

static void choose_log(struct host_download *d)
{
    d->next = 1;
    d->last = d->room->seq;
    memcpy(d->hash, d->room->hash, sizeof d->hash);
    d->openings = openings_new(d->host, d->room, d->last);
}

static void choose_view(struct host_download *d, const struct cred *cred, struct str name)
{
    bool known = viewpoint_parse(d->room, name, &d->view);
    const char *refused = known ? viewpoint_refused(cred, &d->view) : NULL;
    if (!known)
        fail(d, 404, NO_FILE);
    else if (refused)
        fail(d, 403, refused);
    d->recorded = known && !refused;
    d->leads = cred_role(cred) == CRED_FACILITATOR;
}

static void choose_views(struct host_download *d, const struct cred *cred)
{
    struct jw w;
    jw_init(&w, &d->views);
    viewpoints_json(cred, &w);
}

static void choose_file(struct host_download *d, struct str file, const char *query)
{
    struct str export = STR("export/");
    if (d->room->passes_ms) // whoever asked leads it, and of robots nothing is studied
        fail(d, 404, NO_FILE);
    else if (str_eq_cstr(file, "log.ndjson"))
        choose_log(d);
    else if (str_eq_cstr(file, "scenario.json"))
        d->scenario = true;
    else if (str_eq_cstr(file, "seats.json"))
        d->scenario = d->seats = true;
    else if (str_starts(file, export))
        d->export = export_part_new(d->host, d->room, str_sub(file, export.n, file.n), query);
    if (!d->problem && !d->export && !d->next && !d->scenario)
        fail(d, 404, NO_FILE);
}

// All that is here of one person, for that person.
static void choose_mine(struct host_download *d, const struct cred *cred, const char *query)
{
    int person = cred_role(cred) == CRED_PERSON ? cred_reader(cred)->person[0] : 0;
    int by = 0;
    if (str_starts(str_from_cstr(query), STR("person=")) &&
        actor_parse(str_sub(str_from_cstr(query), 7, strlen(query)), &by))
        person = by;
    if (cred_role(cred) != CRED_PERSON || !cred_holds(cred, person))
        fail(d, 403, BAD_TOKEN);
    else
        d->mine = hroom_mine_new(d->host, d->room, person);
}

// An access to what other people wrote; who sees their own again is not one.
static void note_access(struct host_download *d, const struct cred *cred, struct str file,
                        const char *query)
{
    char view[32];
    snprintf(view, sizeof view, STR_FMT, STR_ARG(str_sub(file, 7, file.n)));
    if (d->problem || d->scenario)
        return;
    if (d->mine)
        register_download(d->host, d->room, cred, "mine", "");
    else if (d->export)
        register_download(d->host, d->room, cred, "export",
                          strstr(query, "for=debrief") ? "debrief" : "research");
    else if (d->recorded && d->leads)
        register_download(d->host, d->room, cred, "replay", view);
    else if (d->next)
        register_download(d->host, d->room, cred, "log", "");
}

// Whoever was there takes the story; people, recordings of their own viewpoint too.
static bool may_watch(const struct cred *cred, struct str file)
{
    return cred_role(cred) == CRED_PERSON ||
           (cred_role(cred) == CRED_SCREEN && str_eq_cstr(file, "replay/story"));
}

// Others than facilitators take what is here of them, and what they may watch, and nothing else.
static void choose(struct host_download *d, const struct cred *cred, struct str file,
                   const char *query)
{
    struct str folder = STR("replay/");
    bool views = str_eq_cstr(file, "replay"), one = str_starts(file, folder);
    if (str_eq_cstr(file, "mine.json"))
        choose_mine(d, cred, query);
    else if (cred_role(cred) != CRED_FACILITATOR && (!may_watch(cred, file) || (!views && !one)))
        fail(d, 403, BAD_TOKEN);
    else if (views)
        choose_views(d, cred);
    else if (one)
        choose_view(d, cred, str_sub(file, folder.n, file.n));
    else
        choose_file(d, file, query);
}

static void want_later(struct host_download *d, struct str path, const char *query,
                       const char *bearer)
{
    size_t q = strlen(query), b = strlen(bearer);
    d->wanted = mem_alloc(path.n + q + b + 3);
    memcpy(d->wanted, path.p, path.n);
    memcpy(d->wanted + path.n + 1, query, q);
    memcpy(d->wanted + path.n + q + 2, bearer, b);
}

// Whoever holds a key of it is told why it cannot be had now.
static enum host_part fail_absent(struct host_download *d, const char *no)
{
    int status = hroom_no_status(no);
    if (strcmp(no, HELD_ELSEWHERE) == 0)
        d->node = d->host->elsewhere;
    return status == 404 || strcmp(no, BAD_TOKEN) == 0 ? fail(d, 403, BAD_TOKEN)
                                                       : fail(d, status, no);
}

// `path`: after /api/rooms/. An unknown room and a wrong token look the same from outside.
static void ask(struct host_download *d, struct str path, const char *query, const char *bearer)
{
    struct host *h = d->host;
    struct str file = path, token = str_from_cstr(bearer);
    const char *no;
    struct hroom *r = hroom_want_key(h, str_cut(&file, '/'), token, BAD_TOKEN, NULL, &no);
    struct cred *cred = cred_find(h, token);
    if (!r && !no) {
        want_later(d, path, query, bearer);
        return;
    }
    if (!r || !cred || cred_room(cred) != r) {
        fail_absent(d, r ? BAD_TOKEN : no);
        return;
    }
    d->room = r;
    hroom_hold(r);
    host_turn_end(h); // what was decided until now has a batch
    d->batch = h->flushed;
    choose(d, cred, file, query);
    note_access(d, cred, file, query);
}

static struct host_download *download_new(struct host *h)
{
    struct host_download *d = mem_alloc(sizeof *d);
    d->host = h;
    d->status = 200;
    buf_init(&d->views, VIEWS_BYTES);
    return d;
}

static struct host_download *ask_library(struct host *h, const struct host_request *rq)
{
    struct task *t = task_new(h, rq);
    struct host_download *d = t ? download_new(h) : NULL;
    if (d)
        d->task = t;
    return d;
}

struct host_download *host_keep(struct host *h, bool post, const char *path, const char *query,
                                struct str sent)
{
    const struct host_request rq = {str_from_cstr(path), str_from_cstr(query), NULL, sent, post};
    if (!keeper_is(rq.path))
        return NULL;
    struct host_download *d = download_new(h);
    d->keeper = keeper_new(h, &rq);
    return d;
}

static struct host_download *ask_keeper(struct host *h, const struct host_request *rq)
{
    struct host_download *d = download_new(h);
    if (keeper_may(h, rq->bearer))
        d->keeper = keeper_new(h, rq);
    else
        fail(d, 403, BAD_KEY);
    return d;
}

struct host_download *host_post(struct host *h, const char *path, const char *query,
                                const char *bearer, struct str sent)
{
    const struct host_request rq = {str_from_cstr(path), str_from_cstr(query), bearer, sent, true};
    return keeper_is(rq.path) ? ask_keeper(h, &rq) : ask_library(h, &rq);
}

struct host_download *host_download_open(struct host *h, const char *path, const char *query,
                                         const char *bearer)
{
    struct str rooms = STR("/api/rooms/"), whole = str_from_cstr(path);
    const struct host_request rq = {whole, str_from_cstr(query), bearer, STR(""), false};
    if (keeper_is(whole))
        return ask_keeper(h, &rq);
    if (!str_starts(whole, rooms))
        return ask_library(h, &rq);
    struct host_download *d = download_new(h);
    ask(d, str_sub(whole, rooms.n, whole.n), query ? query : "", bearer ? bearer : "");
    return d;
}

void host_download_close(struct host_download *d)
{
    if (!d)
        return;
    task_leave(d->task);
    keeper_free(d->keeper);
    hroom_mine_free(d->mine);
    export_part_free(d->export);
    openings_free(d->openings);
    tape_leave(d->host, d->tape);
    buf_free(&d->views);
    mem_free(d->wanted);
    if (d->room)
        hroom_unhold(d->host, d->room);
    mem_free(d);
}
