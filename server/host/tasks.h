
// What the editor asks, while it is under way. A task is one request of the library of scenarios
// (library.h): what it does beside the loop is done for one task at a time and in the order they
// came, so that what one saved the next one finds. Whoever asked may leave; what was begun is done
// all the same.
#ifndef TABLEE_HOST_TASKS_H
#define TABLEE_HOST_TASKS_H

#include "host/host.h"

// A plain request, as host_download_open and host_post get it.
struct host_request {
    struct str path, query;
    const char *bearer; // or NULL
    struct str sent;
    bool post;
};

struct task;
struct task *task_new(struct host *h, const struct host_request *rq); // NULL: none of its paths
bool task_done(const struct task *t);
struct str task_answer(const struct task *t, int *status); // once it is done; lasts as the task
void task_leave(struct task *t);                           // by whoever asked; NULL allowed
void tasks_free(struct host *h);
void tasks_reload(struct host *h); // reads the folders again, for nobody

#endif
