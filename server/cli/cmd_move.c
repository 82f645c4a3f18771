#include "cli/cmd_move.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/log.h"
#include "base/util.h"
#include "cli/copy_rooms.h"
#include "cli/state_dir.h"

enum { ERR_LEN = 1024, EVERY = 100 };

struct asked {
    const char *from, *to;
    uint32_t codes[COPY_CODES_MAX];
    size_t n;
    bool renews;
};

static void tell_progress(void *ctx, size_t done, size_t of)
{
    UNUSED(ctx);
    bool terminal = isatty(STDERR_FILENO);
    if (!terminal && done % EVERY != 0)
        return;
    fprintf(stderr, lang_pick("%s%zu ateliers sur %zu%s", "%s%zu of %zu workshops%s"),
            terminal ? "\r" : "", done, of, terminal && done < of ? "" : "\n");
}

static void tell_left(void *ctx, uint32_t code, const char *why)
{
    UNUSED(ctx);
    printf(lang_pick("atelier %07u\u00a0: %s\n", "workshop %07u: %s\n"), code, why);
}

// A server that runs on that file would go on beside the copy.
static bool is_served(const char *file)
{
    char dir[STATE_PATH_LEN];
    struct state_dir state = {.fd = -1};
    const char *slash = strrchr(file, '/');
    if (store_is_address(file))
        return false;
    snprintf(dir, sizeof dir, "%.*s", slash ? (int)(slash - file) : 1, slash ? file : ".");
    state_dir_name(&state, *dir ? dir : "/");
    bool served = state_dir_open(&state) && !state_dir_wait(&state, 0);
    state_dir_close(&state);
    return served;
}

static struct store *open_place(const struct command *c, const char *where, bool there, int *code)
{
    char err[ERR_LEN] = "";
    struct store *s = NULL;
    if (is_served(where))
        snprintf(
            err, sizeof err, "%s",
            lang_pick("un serveur tourne sur ce dossier\u00a0: arrêtez-le d’abord (tablee stop)",
                      "a server runs on this directory: end it first (tablee stop)"));
    else if (there && !store_is_address(where) && access(where, R_OK) != 0)
        snprintf(err, sizeof err, "%s", strerror(errno));
    else
        s = store_open(where, &(struct store_way){.node = "tablee move", .waits = true}, err,
                       sizeof err);
    if (!s)
        *code = command_complain(c, store_is_address(where) ? "postgresql" : where, err);
    return s;
}

static int move(const struct command *c, const struct asked *a)
{
    char err[ERR_LEN] = "";
    int code = COMMAND_GOOD;
    struct copied done;
    struct store *from = open_place(c, a->from, true, &code);
    struct store *to = from ? open_place(c, a->to, false, &code) : NULL;
    if (to) {
        struct copy_rooms how = {.from = from,
                                 .to = to,
                                 .takes = true,
                                 .renews = a->renews,
                                 .codes = a->codes,
                                 .n = a->n,
                                 .progress = tell_progress,
                                 .left = tell_left};
        if (!copy_rooms(&how, &done, err, sizeof err))
            code = command_complain(c, c->name, err);
        printf(
            lang_pick("%zu ateliers copiés (%llu enregistrements, chaînes et textes intacts des "
                      "deux côtés), %zu y étaient déjà, %zu restent\n",
                      "%zu workshops copied (%llu records, chains and texts whole on both sides), "
                      "%zu were there already, %zu stay\n"),
            done.rooms, (unsigned long long)done.records, done.there, done.left);
        if (code == COMMAND_GOOD && done.left)
            code = COMMAND_FAILED;
    }
    store_close(to);
    store_close(from);
    return code;
}

static bool take_code(struct asked *a, const char *text)
{
    int64_t code;
    bool good = a->n < COPY_CODES_MAX && str_int(str_from_cstr(text), 1, 9999999, &code);
    if (good)
        a->codes[a->n++] = (uint32_t)code;
    return good;
}

static int run(const struct command *c, int argc, char **argv)
{
    static const struct option list[] = {{"room", required_argument, NULL, 'r'},
                                         {"restored", no_argument, NULL, 'n'},
                                         COMMAND_OPTIONS};
    static struct asked a;
    int code = -1;
    for (int option; (option = command_option(c, argc, argv, list, &code)) != -1;) {
        if (option == 'n')
            a.renews = true;
        else if (!take_code(&a, optarg))
            code = command_wrong_value(
                c, optarg,
                lang_pick("un code est fait de sept chiffres", "a code is seven digits"));
    }
    if (code < 0 && optind + 2 != argc)
        code = command_wrong(c, lang_pick("il faut deux endroits\u00a0: d’où, et où",
                                          "two places are needed: from where, and to where"));
    if (code >= 0)
        return code;
    a.from = argv[optind];
    a.to = argv[optind + 1];
    log_set_level(LOG_LEVEL_ERROR);
    return move(c, &a);
}

const struct command move_command = {
    "move",
    run,
    "copie des ateliers d’un fichier dans PostgreSQL, ou l’inverse",
    "copy workshops from a file into PostgreSQL, or back",
    "Utilisation\u00a0: tablee move [OPTION]... DE VERS\n",
    "Usage: tablee move [OPTION]... FROM TO\n",
    "Copie les ateliers de DE qui ne sont pas encore dans VERS, chacun en entier ou pas du tout. "
    "Un endroit\nest le fichier d’une base (tablee.db) ou postgresql://NOM@MACHINE/BASE. Chaque "
    "chaîne est vérifiée\navant et après. DE reste tel quel\u00a0: ne le servez plus ensuite.\n"
    "  --room CODE    cet atelier; plusieurs fois\u00a0: ceux-là (tous, et le registre)\n"
    "  --restored     DE est une copie d’avant\u00a0: les téléphones recommencent à partir "
    "d’elle\n",
    "Copies the workshops of FROM that are not in TO yet, each whole or not at all. A place is a\n"
    "database's file (tablee.db) or postgresql://USER@HOST/DATABASE. Each chain is proven before "
    "and\nafter. FROM stays as it is: do not serve it afterwards.\n"
    "  --room CODE    that workshop; several times: those (all, and the register)\n"
    "  --restored     FROM is a copy from before: phones begin anew from it\n",
    NULL,
};
