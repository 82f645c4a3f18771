#include "cli/running.h"

#include <stdio.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/util.h"
#include "cli/links.h"
#include "cli/serve_options.h"
#include "net/control_ask.h"

#define SERVICE_STATE "/var/lib/tablee"

enum { ERR_LEN = 512 };

static bool has_socket(const struct state_dir *s)
{
    return s->fd >= 0 && access(s->control, F_OK) == 0;
}

void running_find(struct state_dir *s, const char *given)
{
    struct serve_options options;
    char err[ERR_LEN], *argv[] = {"serve", NULL};
    bool read = serve_options_read(&options, 1, argv, err, sizeof err);
    state_dir_name(s, given ? given : read ? options.text[OPT_STATE] : NULL);
    serve_options_free(&options);
    state_dir_open(s);
    struct state_dir service;
    state_dir_name(&service, SERVICE_STATE);
    if (!given && !has_socket(s) && state_dir_open(&service) && has_socket(&service)) {
        state_dir_close(s);
        *s = service;
    } else {
        state_dir_close(&service);
    }
}

int running_answered(const struct command *c, const struct state_dir *s, struct buf *answer)
{
    struct str error = links_find(buf_view(answer), "error");
    if (error.n) {
        answer->p[answer->n - 1] = 0; // the end of its line
        command_complain(c, s->path, error.p);
    }
    return error.n ? COMMAND_FAILED : COMMAND_GOOD;
}

int running_ask(const struct command *c, const struct state_dir *s, const char *line,
                struct buf *answer)
{
    if (s->fd < 0 || !net_ask(s->control, line, answer)) {
        command_complain(c, s->path,
                         lang_pick("aucun serveur ne tourne sur ce dossier; --state en nomme un "
                                   "autre",
                                   "no server runs on this directory; --state names another"));
        return COMMAND_FAILED;
    }
    return running_answered(c, s, answer);
}
