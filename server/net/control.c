// Whoever may enter the socket's directory may ask. A line comes, lines go back, and the connection
// closes.
#include "net/control.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "host/host.h"
#include "net/clock.h"
#include "net/state.h"

enum { LINE_BYTES = 5000, ANSWER_BYTES = 1 << 20, ASKERS_MAX = 8, BACKLOG = 8 };

struct asker {
    struct control *control;
    uv_pipe_t pipe;
    uv_write_t write;
    uv_work_t work;
    const struct net_control_row *row;
    char line[LINE_BYTES];
    size_t n;
    struct buf answer, part;
    struct host_download *keeps; // NULL: nothing of the host's is awaited
    bool working, closed;
    struct asker *next, **link;
};

struct control {
    struct net *net;
    uv_pipe_t listener;
    struct asker *first;
    size_t n;
};

static void asker_free(struct asker *a)
{
    a->control->n--;
    buf_free(&a->answer);
    buf_free(&a->part);
    mem_free(a);
}

static void asker_closed(uv_handle_t *h)
{
    struct asker *a = h->data;
    a->closed = true;
    if (!a->working)
        asker_free(a);
}

static void asker_close(struct asker *a)
{
    if (uv_is_closing((uv_handle_t *)&a->pipe))
        return;
    *a->link = a->next;
    if (a->next)
        a->next->link = a->link;
    host_download_close(a->keeps);
    a->keeps = NULL;
    uv_close((uv_handle_t *)&a->pipe, asker_closed);
}

static void written(uv_write_t *w, int status)
{
    UNUSED(status);
    asker_close(w->data);
}

static void answer(struct asker *a)
{
    uv_buf_t out = uv_buf_init(a->answer.p, (unsigned)a->answer.n);
    a->write.data = a;
    if (uv_write(&a->write, (uv_stream_t *)&a->pipe, &out, 1, written) != 0)
        asker_close(a);
}

static void run_row(struct asker *a)
{
    const char *rest = a->line + strlen(a->row->name);
    a->row->answer(a->control->net->config.control->ctx, str_trim(str_from_cstr(rest)), &a->answer);
}

static void work_cb(uv_work_t *w)
{
    run_row(w->data);
}

static void worked_cb(uv_work_t *w, int status)
{
    struct asker *a = w->data;
    UNUSED(status);
    a->working = false;
    if (a->closed)
        asker_free(a);
    else if (!uv_is_closing((uv_handle_t *)&a->pipe))
        answer(a);
}

// ---- what the host does

static void keep_on(struct asker *a)
{
    enum host_part part = HOST_PART_SOON;
    const char *type;
    int status;
    while (part == HOST_PART_SOON || part == HOST_PART_BYTES) {
        part = host_download_next(a->keeps, &a->part, &type, &status);
        buf_str(&a->answer, buf_view(&a->part));
    }
    if (part == HOST_PART_LATER)
        return;
    host_download_close(a->keeps);
    a->keeps = NULL;
    if (part == HOST_PART_FAILED)
        buf_puts(&a->answer, "error store\n");
    answer(a);
}

static void keep_begin(struct asker *a)
{
    struct net *n = a->control->net;
    struct str line = str_from_cstr(a->line), post = str_cut(&line, ' ');
    struct str query = str_cut(&line, ' '), path = str_cut(&query, '?');
    *(char *)(path.p + path.n) = 0; // all of them are parts of the line, which is ours
    if (query.n)
        *(char *)(query.p + query.n) = 0;
    host_clock(n->host, net_now(n));
    a->keeps = host_keep(n->host, str_eq_cstr(post, "POST"), path.p, query.n ? query.p : "",
                         str_trim(line));
    n->active = true;
    if (a->keeps)
        keep_on(a);
    else
        answer(a);
}

void control_wake(struct net *n)
{
    struct asker *next, *a = n->control ? n->control->first : NULL;
    for (; a; a = next) {
        next = a->next;
        if (a->keeps)
            keep_on(a);
    }
}

static const struct net_control_row *find_row(const struct net_control *c, struct str line)
{
    struct str name = str_cut(&line, ' ');
    for (size_t i = 0; i < c->n_rows; i++)
        if (str_eq_cstr(name, c->rows[i].name))
            return &c->rows[i];
    return NULL;
}

static void asked(struct asker *a)
{
    struct net *n = a->control->net;
    a->row = find_row(n->config.control, str_from_cstr(a->line));
    uv_read_stop((uv_stream_t *)&a->pipe);
    if (a->row && !a->row->answer) {
        keep_begin(a);
        return;
    }
    if (!a->row)
        buf_puts(&a->answer, "error what\n");
    else if (!a->row->slow)
        run_row(a);
    else
        a->working = uv_queue_work(&n->loop, &a->work, work_cb, worked_cb) == 0;
    if (!a->working)
        answer(a);
}

static void give_room(uv_handle_t *h, size_t wanted, uv_buf_t *out)
{
    struct asker *a = h->data;
    UNUSED(wanted);
    *out = uv_buf_init(a->line + a->n, (unsigned)(sizeof a->line - 1 - a->n));
}

static void read_cb(uv_stream_t *s, ssize_t n, const uv_buf_t *b)
{
    struct asker *a = s->data;
    UNUSED(b);
    if (n < 0) { // gone, or a line that never ends
        asker_close(a);
        return;
    }
    a->n += (size_t)n;
    char *end = memchr(a->line, '\n', a->n);
    if (!end)
        return;
    *end = 0;
    asked(a);
}

static void accept_cb(uv_stream_t *listener, int status)
{
    struct control *c = listener->data;
    if (status < 0)
        return;
    struct asker *a = mem_alloc(sizeof *a);
    a->control = c;
    a->pipe.data = a->work.data = a;
    buf_init(&a->answer, ANSWER_BYTES);
    buf_init(&a->part, ANSWER_BYTES);
    uv_pipe_init(&c->net->loop, &a->pipe, 0);
    a->next = c->first;
    a->link = &c->first;
    if (a->next)
        a->next->link = &a->next;
    c->first = a;
    if (uv_accept(listener, (uv_stream_t *)&a->pipe) != 0 || c->n++ >= ASKERS_MAX ||
        uv_read_start((uv_stream_t *)&a->pipe, give_room, read_cb) != 0)
        asker_close(a);
}

bool control_start(struct net *n, char *err, size_t errn)
{
    if (!n->config.control)
        return true;
    const char *path = n->config.control->path;
    struct control *c = mem_alloc(sizeof *c);
    n->control = c;
    c->net = n;
    c->listener.data = c;
    unlink(path); // of a server that was killed; who asks for this one holds the directory
    uv_pipe_init(&n->loop, &c->listener, 0);
    int rc = uv_pipe_bind(&c->listener, path);
    if (rc == 0)
        rc = uv_listen((uv_stream_t *)&c->listener, BACKLOG, accept_cb);
    if (rc == 0 && chmod(path, 0600) == 0)
        return true;
    snprintf(err, errn,
             lang_pick("La prise %s ne s’ouvre pas\u00a0: %s.", "The socket %s does not open: %s."),
             path, rc ? uv_strerror(rc) : "chmod");
    return false;
}

void control_stop(struct net *n)
{
    struct control *c = n->control;
    if (!c || uv_is_closing((uv_handle_t *)&c->listener))
        return;
    while (c->first)
        asker_close(c->first);
    uv_close((uv_handle_t *)&c->listener, NULL);
}

void control_free(struct net *n)
{
    mem_free(n->control);
    n->control = NULL;
}
