#include "host/tasks.h"

#include <string.h>

#include "base/lang.h"
#include "host/library.h"
#include "host/reasons.h"
#include "host/state.h"

// The value of name=… in a query, as it stands.
static struct str asked_for(struct str query, const char *name)
{
    while (query.n) {
        struct str value = str_cut(&query, '&');
        if (str_eq_cstr(str_cut(&value, '='), name))
            return value;
    }
    return STR("");
}

static char *copy(struct str s)
{
    char *out = mem_alloc(s.n + 1);
    if (s.n)
        memcpy(out, s.p, s.n);
    return out;
}

static struct task *task_make(struct host *h, const struct way *way, const struct host_request *rq,
                              struct str id)
{
    struct task *t = mem_alloc(sizeof *t);
    t->host = h;
    t->way = way;
    t->status = 200;
    t->id = copy(id);
    t->base = copy(asked_for(rq->query, "base"));
    t->sent = copy(rq->sent);
    t->sent_n = rq->sent.n;
    t->french = !str_eq(asked_for(rq->query, "lang"), STR("en"));
    buf_init(&t->text, 2 * HOST_SENT_MAX);
    buf_init(&t->body, LIBRARY_ANSWER_MAX);
    vec_init(&t->sketches, SAVED_MAX);
    desk_shelf(h->desk, &t->shelf, t->french);
    return t;
}

static void task_free(struct task *t)
{
    checked_free(&t->checked);
    shelf_free(&t->shelf);
    vec_free(&t->sketches);
    buf_free(&t->text);
    buf_free(&t->body);
    mem_free(t->id);
    mem_free(t->base);
    mem_free(t->sent);
    mem_free(t);
}

static void run_job(struct host_job *job)
{
    struct task *t = (struct task *)job;
    t->way->run(t);
}

static void finish(struct task *t)
{
    t->way->tell(t);
    if (t->body.overflow)
        tell_problem(t, 500, "too_big");
    t->done = true;
    vec_remove(&t->host->tasks, 0);
    if (t->left)
        task_free(t);
}

static void end_job(struct host_job *job);

static void start_first(struct host *h)
{
    while (h->tasks.n && !h->tasks.p[0]->begun) {
        struct task *t = h->tasks.p[0];
        t->begun = true;
        t->job = (struct host_job){run_job, end_job};
        if (t->way->begin)
            t->way->begin(t);
        if (h->sink.work) {
            h->sink.work(h->sink.ctx, &t->job);
            return;
        }
        run_job(&t->job); // nobody else would
        finish(t);
    }
}

static void end_job(struct host_job *job)
{
    struct task *t = (struct task *)job;
    struct host *h = t->host;
    finish(t);
    start_first(h);
}

static void queue(struct host *h, struct task *t)
{
    if (!t->way->run) {
        t->way->tell(t);
        t->done = true;
    } else if (vec_push(&h->tasks, t)) {
        start_first(h);
    } else {
        tell_problem(t, 503, BUSY);
        t->done = true;
    }
}

struct task *task_new(struct host *h, const struct host_request *rq)
{
    struct str id = STR("");
    bool ours;
    const struct way *way = library_way(rq->path, rq->post, &id, &ours);
    if (!ours)
        return NULL;
    struct task *t = task_make(h, way, rq, id);
    bool may = library_may(h, rq->bearer);
    if (may && way) {
        queue(h, t);
        return t;
    }
    tell_problem(t, may ? 404 : 403, may ? NO_SUCH_ITEM : BAD_KEY);
    t->done = true;
    return t;
}

bool task_done(const struct task *t)
{
    return t->done;
}

struct str task_answer(const struct task *t, int *status)
{
    *status = t->status;
    return buf_view(&t->body);
}

void task_leave(struct task *t)
{
    if (!t)
        return;
    t->left = true;
    if (t->begun && !t->done)
        return;
    for (size_t i = t->host->tasks.n; i-- > 0;)
        if (t->host->tasks.p[i] == t) // nobody was promised anything
            vec_remove(&t->host->tasks, i);
    task_free(t);
}

void tasks_free(struct host *h)
{
    for (size_t i = 0; i < h->tasks.n; i++)
        task_free(h->tasks.p[i]);
    vec_free(&h->tasks);
}

void tasks_reload(struct host *h)
{
    const struct host_request rq = {0};
    struct task *t = task_make(h, library_reloads, &rq, STR(""));
    t->left = true;
    t->shelf.french = lang_french();
    if (vec_push(&h->tasks, t))
        start_first(h);
    else
        task_free(t);
}
