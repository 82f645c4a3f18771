
// The library of scenarios over HTTP, for whoever holds the host's key: what each of its paths does
// in a task. `begin` and `tell` are called on the loop and may ask the host; `run` is called
// elsewhere and knows the desk and its own task alone.
#ifndef TABLEE_HOST_LIBRARY_H
#define TABLEE_HOST_LIBRARY_H

#include "host/desk.h"
#include "host/host.h"
#include "host/tasks.h"

enum { LIBRARY_ANSWER_MAX = 8 << 20 }; // bytes: a sketch as JSON, or a folder's faults

struct way;

struct task {
    struct host_job job; // the first member
    struct host *host;
    const struct way *way;
    // what was asked: `run` may read it, and write what comes after
    char *id, *base; // of a sketch, of a scenario; the hash its writer started from
    char *sent;
    size_t sent_n;
    bool french;
    // what is listed under that id as the task begins, for one that is made a scenario
    struct {
        bool there, saved, full;
        int version;
    } now;
    // what was found
    int status;
    const char *problem; // a word
    enum sketch_result result;
    char hash[DIGEST_TEXT];
    struct buf text;
    struct checked checked;
    VEC(struct sketch_known) sketches;
    struct shelf shelf;

    struct buf body;
    bool begun, done;
    bool left; // by whoever asked
};

struct way {
    bool post;
    const char *path;
    bool named;                    // an id follows
    const char *act;               // and what is done with it
    void (*begin)(struct task *t); // on the loop; these may be NULL
    void (*run)(struct task *t);   // elsewhere
    void (*tell)(struct task *t);  // on the loop
};

bool library_may(const struct host *h, const char *bearer);
// NULL: none; then *ours tells whether another of that beginning is there. The id is a view.
const struct way *library_way(struct str path, bool post, struct str *id, bool *ours);
extern const struct way *const library_reloads;
void tell_problem(struct task *t, int status, const char *word);
// 0, or the status that a POST would be refused with whatever it sends.
int library_refuses(const struct host *h, struct str path, const char *bearer);

#endif
