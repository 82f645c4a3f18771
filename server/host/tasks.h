// What the editor asks, while it is under way. A task is one request of the library of scenarios:
// `begin` and `tell` are called on the loop and may ask the host; `run` is called elsewhere, for
// one task at a time and in the order they came, so that what one saved the next one finds, and
// knows the desk and its own task alone.
#ifndef TABLEE_HOST_TASKS_H
#define TABLEE_HOST_TASKS_H

#include "host/host_parts.h"

struct way;

struct task {
    struct host_job job; // the first member
    struct host *host;
    const struct way *way;
    // what was asked: `run` may read it, and write what comes after
    char *id, *base; // of a draft, of a scenario; the hash its writer started from
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
    enum draft_result result;
    char hash[HASH_TEXT];
    struct buf text;
    struct checked checked;
    VEC(struct draft_known) drafts;
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

// library.c
bool library_may(const struct host *h, const char *bearer);
// NULL: none; then *ours tells whether another of that beginning is there. The id is a view.
const struct way *library_way(struct str path, bool post, struct str *id, bool *ours);
extern const struct way *const library_reloads;
void tell_problem(struct task *t, int status, const char *word);

#endif
