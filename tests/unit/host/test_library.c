// The editor's files: what is slow is done where the loop does not wait, in order, and is durable
// before it is told; a list of scenarios that is full refuses, and takes no room its own.
#include <criterion/criterion.h>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/util.h"
#include "heard.h"
#include "host/host.h"
#include "store/store.h"

enum { JOBS = 64, ANSWER_BYTES = 4 << 20, T0 = 1000000, IDLE = 600000 };

// ---- what reaches the disk, in order; and how many texts of JSON are read

static struct {
    bool watched;
    char lines[4096];
    int texts;
} disk;

static void note(const char *what, const char *path)
{
    size_t n = strlen(disk.lines);
    const char *name = strrchr(path, '/');
    if (disk.watched)
        snprintf(disk.lines + n, sizeof disk.lines - n, "%s %s\n", what, name ? name + 1 : path);
}

int fsync(int fd)
{
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n > 0 ? n : 0] = 0;
    note("sync", path);
    return (int)syscall(SYS_fsync, fd);
}

int rename(const char *from, const char *to)
{
    note("rename", to);
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

json_t *json_loadb(const char *text, size_t n, size_t flags, json_error_t *error)
{
    static json_t *(*real)(const char *, size_t, size_t, json_error_t *);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "json_loadb");
    disk.texts += n > 10000;
    return real(text, n, flags, error);
}

// ---- a host whose jobs are done when the test says so

static struct {
    struct host_job *jobs[JOBS];
    int n, given;
    char heard[1 << 16];
} rec;
static struct host *h;
static uint64_t now = T0;
static char root[64], shelf[96], state[96];

static void on_send(void *ctx, const uint32_t *conns, size_t n, struct frame *f)
{
    UNUSED(ctx);
    UNUSED(conns);
    size_t at = strlen(rec.heard);
    if (n && at + f->len + 2 < sizeof rec.heard)
        memcpy(rec.heard + at, f->bytes, f->len);
}

static void on_fatal(void *ctx, const char *why)
{
    UNUSED(ctx);
    cr_assert(false, "%s", why);
}

static void on_work(void *ctx, struct host_job *job)
{
    UNUSED(ctx);
    cr_assert(rec.n < JOBS);
    rec.jobs[rec.n++] = job;
    rec.given++;
}

// The job that was given first; false when there is none.
static bool work(void)
{
    if (!rec.n)
        return false;
    struct host_job *job = rec.jobs[0];
    memmove(rec.jobs, rec.jobs + 1, (size_t)--rec.n * sizeof *rec.jobs);
    job->run(job);
    job->done(job);
    return true;
}

static void write_file(const char *dir, const char *name, const char *text)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    mkdir(dir, 0700);
    FILE *out = fopen(path, "w");
    cr_assert(out);
    fputs(text, out);
    fclose(out);
}

static char *model_with(const char *id, int version)
{
    json_t *model = json_load_file(TABLEE_SOURCE_DIR "/scenarios/la-mauve/scenario.json", 0, NULL);
    cr_assert(model);
    json_object_set_new(model, "id", json_string(id));
    json_object_set_new(model, "version", json_integer(version));
    char *text = json_dumps(model, JSON_COMPACT);
    json_decref(model);
    return text;
}

static void drop(const char *id, int version)
{
    char dir[200], *text = model_with(id, version);
    snprintf(dir, sizeof dir, "%s/%s", shelf, id);
    write_file(dir, "scenario.json", text);
    free(text);
}

static void open_host(const char *db, uint32_t max_scenarios)
{
    static const struct host_sink sink = {NULL,         on_send,  unheard_close,
                                          unheard_wake, on_fatal, on_work};
    char err[512] = "";
    const struct host_config config = {.db_path = db,
                                       .now_ms = now,
                                       .state_dir = state,
                                       .scenario_dirs = shelf,
                                       .max_scenarios = max_scenarios,
                                       .max_rooms = max_scenarios};
    h = host_open(&config, &sink, err, sizeof err);
    cr_assert(h, "%s", err);
}

static void open_one(void)
{
    snprintf(root, sizeof root, "/tmp/tablee-library-XXXXXX");
    cr_assert(mkdtemp(root));
    snprintf(shelf, sizeof shelf, "%s/shelf", root);
    snprintf(state, sizeof state, "%s/state", root);
    mkdir(shelf, 0700);
    mkdir(state, 0700);
    drop("un", 1);
}

static void open_editor(void)
{
    open_one();
    open_host("", 0);
}

static void shut(void)
{
    char command[128];
    while (work())
        ;
    host_close(h);
    snprintf(command, sizeof command, "rm -rf %s", root);
    cr_assert_eq(system(command), 0); // NOLINT: our own name
}

// ---- asking

static char answer[ANSWER_BYTES];

static struct host_download *post(const char *path, const char *query, const char *text)
{
    struct host_download *d = host_post(h, path, query, NULL, str_from_cstr(text));
    cr_assert(d, "%s", path);
    return d;
}

// The status, or 0 while there is no answer; the answer is left in `answer`.
static int status_of(struct host_download *d)
{
    struct buf body;
    const char *type;
    int status = 0;
    buf_init(&body, ANSWER_BYTES - 1);
    enum host_part part = host_download_next(d, &body, &type, &status);
    snprintf(answer, sizeof answer, "%s", buf_cstr(&body));
    buf_free(&body);
    return part == HOST_PART_LATER ? 0 : status;
}

static int ended(struct host_download *d)
{
    while (work())
        ;
    int status = status_of(d);
    host_download_close(d);
    json_t *said = json_loads(answer, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    cr_assert(said, "%s", answer);
    json_decref(said);
    return status;
}

static int got(const char *path)
{
    return ended(host_download_open(h, path, NULL, NULL));
}

static int posted(const char *path, const char *query, const char *text)
{
    return ended(post(path, query, text));
}

static const char *hash_in_answer(void)
{
    static char query[90];
    const char *at = strstr(answer, "\"hash\":\"");
    cr_assert(at, "%s", answer);
    snprintf(query, sizeof query, "base=%.64s", at + strlen("\"hash\":\""));
    return query;
}

static bool on_disk(const char *name)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", state, name);
    return access(path, F_OK) == 0;
}

static int listed(const char *id)
{
    struct buf body;
    const char *type;
    char key[80];
    buf_init(&body, ANSWER_BYTES);
    cr_assert(host_http(h, "/api/scenarios", &body, &type));
    snprintf(key, sizeof key, "{\"id\":\"%s\",\"version\":", id);
    const char *at = strstr(buf_cstr(&body), key);
    int version = at ? atoi(at + strlen(key)) : 0;
    buf_free(&body);
    return version;
}

// How many texts of JSON are read for one scenario.
static int texts_each(void)
{
    char *text = model_with("mesure", 1);
    disk.texts = 0;
    cr_assert_eq(posted("/api/scenarios/check", NULL, text), 200);
    free(text);
    cr_assert_gt(disk.texts, 0);
    return disk.texts;
}

TestSuite(library, .init = open_editor, .fini = shut);

Test(library, what_is_saved_is_durable_before_it_is_told)
{
    struct host_download *d = post("/api/drafts/neuve", NULL, "{}");
    cr_assert_eq(status_of(d), 0);
    cr_assert_not(on_disk("drafts"), "the loop writes no file");
    disk.watched = true;
    cr_assert(work());
    disk.watched = false;
    cr_assert_eq(status_of(d), 200);
    cr_assert(strstr(answer, "\"hash\":\""));
    cr_assert_str_eq(disk.lines, "sync state\n"
                                 "sync neuve.json.new\nrename neuve.json\nsync drafts\n");
    host_download_close(d);
    const char *base = hash_in_answer();
    disk.lines[0] = 0;
    disk.watched = true;
    cr_assert_eq(posted("/api/drafts/neuve/delete", base, ""), 200);
    cr_assert_str_eq(disk.lines, "sync drafts\n");
    cr_assert_not(on_disk("drafts/neuve.json"));
}

Test(library, what_is_published_is_durable_before_it_is_told)
{
    char *text = model_with("neuve", 1);
    cr_assert_eq(posted("/api/drafts/neuve", NULL, text), 200);
    free(text);
    disk.watched = true;
    cr_assert_eq(posted("/api/drafts/neuve/publish", hash_in_answer(), ""), 200);
    cr_assert_str_eq(disk.lines, "sync state\nsync scenarios\n"
                                 "sync scenario.json.new\nrename scenario.json\nsync neuve\n");
    cr_assert_eq(listed("neuve"), 1);
}

// Two who save at once: the second starts from what the first left.
Test(library, one_task_at_a_time_and_in_order)
{
    struct host_download *first = post("/api/drafts/neuve", NULL, "{\"a\":1}");
    struct host_download *second = post("/api/drafts/neuve", NULL, "{\"a\":2}");
    cr_assert_eq(rec.given, 1, "the second is not begun");
    cr_assert(work());
    cr_assert_eq(rec.given, 2);
    cr_assert_eq(status_of(first), 200);
    cr_assert_eq(status_of(second), 0);
    cr_assert(work());
    cr_assert_eq(status_of(second), 409);
    cr_assert(strstr(answer, "\"changed\"") && strstr(answer, "{\\\"a\\\":1}"), "%s", answer);
    host_download_close(first);
    host_download_close(second);
}

Test(library, who_leaves_before_the_beginning_asked_nothing)
{
    struct host_download *first = post("/api/drafts/un-essai", NULL, "{}");
    host_download_close(post("/api/drafts/deux", NULL, "{}"));
    host_download_close(first);
    while (work())
        ;
    cr_assert(on_disk("drafts/un-essai.json"), "what was begun is done");
    cr_assert_not(on_disk("drafts/deux.json"));
}

Test(library, tasks_are_bounded)
{
    struct host_download *all[32];
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        all[i] = post("/api/scenarios/check", NULL, "{}");
    struct host_download *more = post("/api/scenarios/check", NULL, "{}");
    cr_assert_eq(status_of(more), 503);
    cr_assert(strstr(answer, "\"busy\""));
    host_download_close(more);
    host_reload(h); // finds no place either, and nothing breaks
    while (work())
        ;
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        cr_assert_eq(status_of(all[i]), 200);
        host_download_close(all[i]);
    }
}

Test(library, a_list_of_drafts_checks_what_changed_and_no_more)
{
    int each = texts_each();
    for (int i = 0; i < 5; i++) {
        char path[40], id[10], *text;
        snprintf(id, sizeof id, "d-%d", i);
        snprintf(path, sizeof path, "/api/drafts/%s", id);
        text = model_with(id, i + 1);
        cr_assert_eq(posted(path, NULL, text), 200);
        free(text);
    }
    disk.texts = 0;
    cr_assert_eq(got("/api/drafts"), 200);
    cr_assert(strstr(answer, "\"faults\":0,\"version\":5,\"published\":0"), "%s", answer);
    cr_assert_eq(disk.texts, 0, "saving has found it already");
    char dir[120], *text = model_with("d-3", 9);
    snprintf(dir, sizeof dir, "%s/drafts", state);
    write_file(dir, "d-3.json", text);
    free(text);
    cr_assert_eq(got("/api/drafts"), 200);
    cr_assert(strstr(answer, "\"version\":9"), "%s", answer);
    cr_assert_eq(disk.texts, each);
}

Test(library, a_reload_checks_what_changed_and_no_more)
{
    int each = texts_each();
    drop("deux", 1);
    disk.texts = 0;
    host_reload(h);
    cr_assert_eq(listed("deux"), 0, "not on the loop");
    while (work())
        ;
    cr_assert_eq(listed("deux"), 1);
    cr_assert_eq(disk.texts, each);
    drop("un", 2);
    cr_assert_eq(posted("/api/scenarios/reload", NULL, ""), 200);
    cr_assert_eq(listed("un"), 2);
    cr_assert_eq(listed("deux"), 1);
}

Test(library, a_new_version_takes_the_place_of_the_old)
{
    for (int version = 1; version <= 3; version++) {
        char *text = model_with("neuve", version);
        cr_assert_eq(posted("/api/drafts/neuve", version > 1 ? hash_in_answer() : NULL, text), 200);
        free(text);
        const char *base = hash_in_answer();
        cr_assert_eq(posted("/api/drafts/neuve/publish", base, ""), 200, "%s", answer);
        cr_assert_eq(listed("neuve"), version);
    }
}

static bool says(const char *part)
{
    return strstr(answer, part);
}

static void save_model(const char *id, int version)
{
    char path[60], *text = model_with(id, version);
    snprintf(path, sizeof path, "/api/drafts/%s", id);
    cr_assert_eq(posted(path, NULL, text), 200, "%s", answer);
    free(text);
}

Test(library, what_is_there_can_be_read)
{
    char *text = model_with("un", 1);
    cr_assert_eq(got("/api/scenarios/un.json"), 200);
    cr_assert_str_eq(answer, text);
    free(text);
    cr_assert(got("/api/scenarios/deux.json") == 404 && says("\"no_such_item\""));
    cr_assert_eq(got("/api/scenarios/un"), 404);
    cr_assert_eq(posted("/api/drafts/neuve", NULL, "{\"a\":1}"), 200);
    cr_assert(says("\"n\":") && says("\"faults\":[{\"at\":"), "%s", answer);
    cr_assert_eq(got("/api/drafts/neuve"), 200);
    cr_assert(says("\"text\":\"{\\\"a\\\":1}\"") && says("\"hash\":\"") && !says("\"error\""));
    cr_assert(got("/api/drafts/autre") == 404 && says("\"no_such_item\""));
}

static int open_files(void)
{
    int n = 0;
    DIR *dir = opendir("/proc/self/fd");
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

Test(library, files_are_closed)
{
    save_model("neuve", 1);
    cr_assert_eq(posted("/api/drafts/neuve/publish", hash_in_answer(), ""), 200, "%s", answer);
    int before = open_files();
    for (int version = 2; version < 5; version++) {
        char *text = model_with("neuve", version);
        cr_assert_eq(posted("/api/drafts/neuve", hash_in_answer(), text), 200, "%s", answer);
        free(text);
        cr_assert_eq(got("/api/drafts"), 200);
        cr_assert_eq(got("/api/drafts/neuve"), 200);
        cr_assert_eq(posted("/api/drafts/neuve/publish", hash_in_answer(), ""), 200, "%s", answer);
    }
    cr_assert_eq(open_files(), before);
}

static void same(const json_t *a, const json_t *b, const char *key)
{
    json_t *one = json_object_get(a, key), *other = json_object_get(b, key);
    cr_assert(one && json_equal(one, other), "%s", key);
}

Test(library, a_list_of_scenarios_tells_what_may_be_known_before)
{
    static const char *const keys[] = {"title", "tagline", "sector",  "status",  "era",
                                       "when",  "need",    "summary", "players", "conflict"};
    static const char *const place[] = {"name", "mrc", "region", "population"};
    struct buf body;
    const char *type;
    size_t i;
    json_t *role;
    drop("deux", 1);
    drop("a-un", 1);
    cr_assert_eq(posted("/api/scenarios/reload", NULL, ""), 200);
    buf_init(&body, ANSWER_BYTES);
    cr_assert(host_http(h, "/api/scenarios", &body, &type));
    json_t *list = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, NULL), *one;
    json_t *file = json_load_file(TABLEE_SOURCE_DIR "/scenarios/la-mauve/scenario.json", 0, NULL);
    cr_assert_eq(json_array_size(list), 3);
    static const char *const order[] = {"a-un", "deux", "un"};
    for (i = 0; i < 3; i++)
        cr_assert_str_eq(json_string_value(json_object_get(json_array_get(list, i), "id")),
                         order[i]);
    one = json_array_get(list, 2);
    for (i = 0; i < ARRAY_LEN(keys); i++)
        same(one, file, keys[i]);
    for (i = 0; i < ARRAY_LEN(place); i++)
        same(json_object_get(one, "place"), json_object_get(file, "place"), place[i]);
    cr_assert_eq(json_integer_value(json_object_get(json_object_get(one, "place"), "lat")), 468800);
    cr_assert_eq(json_integer_value(json_object_get(json_object_get(one, "place"), "lon")),
                 -708200);
    cr_assert_str_eq(json_string_value(json_object_get(one, "model")), "O");
    cr_assert(json_is_false(json_object_get(one, "two_eras")));
    json_t *phases = json_object_get(file, "phases"), *seconds = json_object_get(one, "seconds");
    cr_assert_eq(json_array_size(seconds), json_array_size(phases));
    for (i = 0; i < json_array_size(phases); i++)
        cr_assert(json_equal(json_array_get(seconds, i),
                             json_object_get(json_array_get(phases, i), "seconds")));
    json_t *roles = json_object_get(file, "roles");
    cr_assert_eq(json_array_size(json_object_get(one, "roles")), json_array_size(roles));
    json_array_foreach(json_object_get(one, "roles"), i, role)
    {
        same(role, json_array_get(roles, i), "title");
        cr_assert_eq(json_object_size(role), 2, "nothing private of a card");
    }
    cr_assert_str_eq(json_string_value(json_object_get(
                         json_array_get(json_object_get(one, "roles"), 0), "group")),
                     "M");
    json_decref(list);
    json_decref(file);
    buf_free(&body);
}

Test(library, a_list_of_drafts_tells_what_each_is)
{
    char hash[90];
    save_model("neuve", 3);
    snprintf(hash, sizeof hash, "\"hash\":\"%.64s\"", hash_in_answer() + strlen("base="));
    cr_assert_eq(got("/api/drafts"), 200);
    cr_assert(says("\"saves\":true") && says("\"id\":\"neuve\"") && says(hash), "%s", answer);
    cr_assert(says("\"fr\":\"La Mauve\"") && says("\"faults\":0,\"version\":3,\"published\":0"));
    cr_assert_eq(got("/api/drafts/neuve"), 200);
    cr_assert_eq(posted("/api/drafts/neuve/publish", hash_in_answer(), ""), 200);
    cr_assert_eq(got("/api/drafts"), 200);
    cr_assert(says("\"published\":3"), "%s", answer);
}

Test(library, what_cannot_be_published_says_why)
{
    static const char none[] =
        "base=0000000000000000000000000000000000000000000000000000000000000000";
    cr_assert(posted("/api/drafts/neuve/publish", none, "") == 404 && says("\"no_such_item\""));
    save_model("neuve", 2);
    cr_assert(posted("/api/drafts/neuve/publish", none, "") == 409 && says("\"changed\""));
    cr_assert(says("\"text\":\""), "whoever saved before is told");
    cr_assert_eq(posted("/api/drafts/neuve/publish", hash_in_answer(), ""), 200);
    cr_assert_eq(got("/api/drafts/neuve"), 200);
    cr_assert(posted("/api/drafts/neuve/publish", hash_in_answer(), "") == 409 &&
              says("\"version\""));
    save_model("un", 9);
    cr_assert(posted("/api/drafts/un/publish", hash_in_answer(), "") == 409 && says("\"taken\""));
    cr_assert_eq(posted("/api/drafts/vide", NULL, "{}"), 200);
    cr_assert(posted("/api/drafts/vide/publish", hash_in_answer(), "") == 422 && says("\"at\""));
    cr_assert_eq(listed("vide"), 0);
}

Test(library, what_cannot_be_saved_or_taken_away_says_why)
{
    static const char none[] =
        "base=0000000000000000000000000000000000000000000000000000000000000000";
    cr_assert(posted("/api/drafts/neuve", NULL, "[1]") == 422 && says("\"faults\":[{"));
    cr_assert_not(on_disk("drafts/neuve.json"));
    cr_assert(posted("/api/drafts/neuve/delete", none, "") == 404 && says("\"no_such_item\""));
    cr_assert_eq(posted("/api/drafts/neuve", NULL, "{}"), 200);
    cr_assert(posted("/api/drafts/neuve/delete", none, "") == 409 && says("\"changed\""));
    cr_assert(says("\"text\":\"{}\""));
    cr_assert_eq(posted("/api/drafts/neuve/delete", hash_in_answer(), ""), 200);
    cr_assert_not(on_disk("drafts/neuve.json"));
    cr_assert_eq(host_post_refused(h, "/api/drafts/neuve/publish", NULL), 0);
    cr_assert_eq(host_post_refused(h, "/api/scenarios/autre", NULL), 404);
}

static void say(const char *text);

static void try_text(int version, char create[200])
{
    char *text = model_with("neuve", version);
    cr_assert_eq(posted("/api/scenarios/trial", NULL, text), 200, "%s", answer);
    free(text);
    snprintf(create, 200, "{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"%.64s\"}}",
             hash_in_answer() + strlen("base="));
}

// A room can be made of a text that nobody lists, as long as it is among the last that were tried.
Test(library, a_text_is_tried_without_being_listed)
{
    enum { MORE = 12 };
    static char create[MORE][200];
    cr_assert(posted("/api/scenarios/trial", NULL, "{}") == 422 && says("\"faults\":[{"));
    for (int i = 0; i < MORE; i++)
        try_text(i + 1, create[i]);
    cr_assert_eq(listed("neuve"), 0);
    host_connected(h, 1, &(struct host_peer){.addr = "127.0.0.1", .loopback = true});
    say(create[0]);
    cr_assert(strstr(rec.heard, "\"no\""), "the first is forgotten: %s", rec.heard);
    for (int i = MORE - 8; i < MORE; i++) {
        say(create[i]);
        cr_assert(strstr(rec.heard, "\"ok\""), "%d: %s", i, rec.heard);
    }
}

Test(library, a_folder_with_faults_is_told_and_keeps_what_it_held)
{
    char dir[200];
    drop("deux", 1);
    cr_assert_eq(posted("/api/scenarios/reload", NULL, ""), 200);
    cr_assert(says("\"refused\":[],\"listed\":2"), "%s", answer);
    for (int i = 0; i < 2; i++) {
        snprintf(dir, sizeof dir, "%s/%s", shelf, i ? "trois" : "deux");
        write_file(dir, "scenario.json", "{}");
    }
    cr_assert_eq(posted("/api/scenarios/reload", NULL, ""), 200);
    cr_assert(says("{\"folder\":\"deux\",\"faults\":[{\"at\":"), "%s", answer);
    cr_assert(says("{\"folder\":\"trois\",\"faults\":[{") && !says("\"folder\":\"un\""));
    cr_assert(says("\"listed\":2"), "%s", answer);
    cr_assert_eq(listed("deux"), 1, "what it was is still offered");
    cr_assert_eq(listed("trois"), 0);
}

// ---- the last place

static void open_two(void)
{
    open_one();
    open_host("", 2);
}

TestSuite(library_full, .init = open_two, .fini = shut);

Test(library_full, a_draft_is_not_made_the_third_of_two)
{
    for (int i = 0; i < 2; i++) {
        char id[10], path[40], publish[50], *text;
        snprintf(id, sizeof id, "n-%d", i);
        snprintf(path, sizeof path, "/api/drafts/%s", id);
        snprintf(publish, sizeof publish, "%s/publish", path);
        text = model_with(id, 1);
        cr_assert_eq(posted(path, NULL, text), 200);
        free(text);
        cr_assert_eq(posted(publish, hash_in_answer(), ""), i ? 409 : 200, "%s", answer);
    }
    cr_assert(strstr(answer, "\"full\""), "%s", answer);
    cr_assert_not(on_disk("scenarios/n-1"), "nothing was left of it");
    cr_assert_eq(listed("n-0"), 1);
    cr_assert_eq(listed("n-1"), 0);
}

// What no room plays any more makes place.
Test(library_full, one_is_published_again_and_again)
{
    save_model("neuve", 1);
    for (int version = 1; version < 40; version++) {
        char *text = model_with("neuve", version);
        cr_assert_eq(posted("/api/drafts/neuve", hash_in_answer(), text), 200, "%s", answer);
        free(text);
        cr_assert_eq(posted("/api/drafts/neuve/publish", hash_in_answer(), ""), 200, "%s", answer);
        cr_assert_eq(listed("neuve"), version);
    }
}

Test(library_full, folders_past_the_last_are_told)
{
    drop("deux", 1);
    drop("trois", 1);
    cr_assert_eq(posted("/api/scenarios/reload", NULL, ""), 200);
    cr_assert(strstr(answer, "{\"folder\":\"un\",\"faults\":[{\"at\":\"$\""), "%s", answer);
    cr_assert(strstr(answer, "\"listed\":2"), "%s", answer);
    cr_assert_eq(listed("deux") + listed("trois"), 2);
}

Test(library_full, a_reload_may_change_all_of_them)
{
    drop("deux", 1);
    cr_assert_eq(posted("/api/scenarios/reload", NULL, ""), 200);
    drop("un", 2);
    drop("deux", 2);
    cr_assert_eq(posted("/api/scenarios/reload", NULL, ""), 200);
    cr_assert_eq(listed("un"), 2);
    cr_assert_eq(listed("deux"), 2);
}

static void say(const char *text)
{
    rec.heard[0] = 0;
    memset(rec.heard, 0, sizeof rec.heard);
    host_text(h, 1, text, strlen(text), now);
    while (host_tick(h, now) == now)
        ;
    host_turn_end(h);
    host_committed(h, now);
}

// A room keeps the version it began with, however many others there are meanwhile.
Test(library_full, a_stored_room_finds_its_own_scenario)
{
    const struct host_peer peer = {.addr = "127.0.0.1"};
    char room[8], token[32], hello[200];
    host_connected(h, 1, &peer);
    say("{\"t\":\"create\",\"id\":1,\"options\":{\"scenario\":\"un\"}}");
    member(rec.heard, "room", room, sizeof room);
    member(rec.heard, "token", token, sizeof token);
    for (uint64_t t = 0; t <= IDLE + 2000; t += 1000) {
        now += 1000;
        host_tick(h, now);
        host_turn_end(h);
        host_committed(h, now);
    }
    drop("deux", 1);
    for (int version = 2; version < 14; version++) {
        drop("un", version);
        cr_assert_eq(posted("/api/scenarios/reload", NULL, ""), 200);
    }
    cr_assert_eq(listed("un"), 13);
    snprintf(hello, sizeof hello,
             "{\"t\":\"hello\",\"id\":2,\"v\":1,\"room\":\"%s\",\"token\":\"%s\"}", room, token);
    say(hello);
    cr_assert(strstr(rec.heard, "\"welcome\""), "%s", rec.heard);
}
