#include "cli/cmd_backup.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/util.h"
#include "cli/backup.h"
#include "cli/keeping.h"
#include "cli/running.h"
#include "net/control_ask.h"

enum { ERR_LEN = 9000, ANSWER_BYTES = 65536, LINE_LEN = PATH_MAX + 16 };

struct asked {
    const char *state, *store, *dir;
    bool replace;
};

static int read_line(const struct command *c, int argc, char **argv, const struct option *list,
                     struct asked *out)
{
    int code = -1;
    for (int option; (option = command_option(c, argc, argv, list, &code)) != -1;) {
        if (option == 's') {
            out->state = optarg;
        } else if (option == 'p') {
            out->store = optarg;
        } else {
            out->replace = true;
        }
    }
    if (code < 0 && optind + 1 != argc) {
        code = command_wrong(c, optind == argc
                                    ? lang_pick("aucun DOSSIER n’est nommé", "no DIRECTORY given")
                                    : lang_pick("un seul DOSSIER", "one DIRECTORY"));
    }
    out->dir = argv[optind];
    return code;
}

static int failed(const struct command *c, const char *why)
{
    fprintf(stderr, lang_pick("tablee %s\u00a0: %s\n", "tablee %s: %s\n"), c->name, why);
    return COMMAND_FAILED;
}

// ---- backup

// For the register, and so that who deletes a workshop hears what copies still have it. It is done:
// a server that does not hear of it is no reason to say otherwise.
static void note_done(const struct command *c, struct state_dir *state, const char *what,
                      const char *dir)
{
    struct buf line, answer;
    buf_init(&line, 3 * PATH_MAX + 64);
    buf_init(&answer, ANSWER_BYTES);
    buf_printf(&line, "POST /api/host/%s=", what);
    keeping_escape(&line, dir);
    keeping_ask(c, state, buf_cstr(&line), &answer);
    buf_free(&line);
    buf_free(&answer);
}

// The directory is made here, so that its name is whole for a server that runs elsewhere.
static int back_up(struct state_dir *state, const char *store, const char *dir)
{
    char whole[PATH_MAX], line[LINE_LEN], err[ERR_LEN] = "";
    struct buf answer;
    if ((mkdir(dir, 0700) != 0 && errno != EEXIST) || !realpath(dir, whole)) {
        snprintf(err, sizeof err, "%s: %s", dir, strerror(errno));
        return failed(&backup_command, err);
    }
    if (strchr(whole, '\n')) {
        return failed(&backup_command, dir);
    }
    snprintf(line, sizeof line, "backup %s", whole);
    buf_init(&answer, ANSWER_BYTES);
    int code = COMMAND_GOOD;
    if (net_ask(state->control, line, &answer)) {
        code = running_answered(&backup_command, state, &answer);
    } else if (state_dir_wait(state, 0)) {
        code = backup_make(state->path, store, whole, err, sizeof err)
                   ? COMMAND_GOOD
                   : failed(&backup_command, err);
    } else {
        code = failed(&backup_command,
                      lang_pick("le serveur qui tourne ne répond pas", "the server that runs does "
                                                                       "not answer"));
    }
    buf_free(&answer);
    if (code == COMMAND_GOOD) {
        note_done(&backup_command, state, "copied?to", whole);
        printf(lang_pick("copié dans %s\n", "copied into %s\n"), whole);
    }
    return code;
}

static int backup(const struct command *c, int argc, char **argv)
{
    static const struct option list[] = {{"state", required_argument, NULL, 's'},
                                         {"store", required_argument, NULL, 'p'},
                                         COMMAND_OPTIONS};
    struct asked asked = {.store = getenv("TABLEE_STORE")};
    int code = read_line(c, argc, argv, list, &asked);
    if (code >= 0) {
        return code;
    }
    struct state_dir state;
    running_find(&state, asked.state);
    code = state.fd >= 0 ? back_up(&state, asked.store, asked.dir) : failed(c, state.path);
    state_dir_close(&state);
    return code;
}

const struct command backup_command = {
    "backup",
    backup,
    "copie les ateliers, le serveur tournant ou non",
    "copy the workshops, with the server running or not",
    "Utilisation\u00a0: tablee backup [--state D] [--store ADRESSE] DOSSIER\n",
    "Usage: tablee backup [--state DIR] [--store ADDRESS] DIRECTORY\n",
    "Copie ateliers, clé, brouillons et scénarios dans ce dossier, qui doit être vide ou est fait. "
    "C’est\nle serveur qui tourne qui écrit\u00a0: sous un service, nommez un dossier qu’il peut "
    "ouvrir.\n"
    "  --state D      dossier du serveur\n"
    "  --store A      postgresql://… où sont les ateliers (TABLEE_STORE)\u00a0: la copie est un "
    "fichier,\n"
    "                 que «\u00a0tablee move --restored\u00a0» y remet\n",
    "Copies workshops, key, drafts and scenarios into this directory, which must be empty or is "
    "made.\nThe running server does the writing: with a service, name a directory it can open.\n"
    "  --state DIR    directory of the server\n"
    "  --store A      postgresql://... where the workshops are (TABLEE_STORE): the copy is a "
    "file,\n"
    "                 which 'tablee move --restored' puts back there\n",
    NULL,
};

// ---- restore

static int restore(const struct command *c, int argc, char **argv)
{
    static const struct option list[] = {{"state", required_argument, NULL, 's'},
                                         {"replace", no_argument, NULL, 'r'},
                                         COMMAND_OPTIONS};
    struct asked asked = {0};
    int code = read_line(c, argc, argv, list, &asked);
    if (code >= 0) {
        return code;
    }
    char err[ERR_LEN] = "";
    struct state_dir state;
    running_find(&state, asked.state);
    state_dir_close(&state);
    if (!state_dir_hold(&state, err, sizeof err)) {
        code = failed(c, err[0] ? err
                                : lang_pick("un serveur tourne sur ce dossier\u00a0: arrêtez-le "
                                            "d’abord (tablee stop)",
                                            "a server runs on this directory: end it first "
                                            "(tablee stop)"));
    } else if (!backup_restore(asked.dir, state.path, asked.replace, err, sizeof err)) {
        code = failed(c, err);
    } else {
        printf(lang_pick("remis dans %s; les téléphones reprennent à partir de la copie\n",
                         "put back into %s; phones go on from the copy\n"),
               state.path);
        code = COMMAND_GOOD;
    }
    state_dir_close(&state);
    if (code == COMMAND_GOOD) {
        running_find(&state, asked.state);
        note_done(c, &state, "restored?from", asked.dir);
        state_dir_close(&state);
    }
    return code;
}

const struct command restore_command = {
    "restore",
    restore,
    "remet les ateliers d’une copie",
    "put the workshops of a copy back",
    "Utilisation\u00a0: tablee restore [--state D] [--replace] DOSSIER\n",
    "Usage: tablee restore [--state DIR] [--replace] DIRECTORY\n",
    "Remet ce que «\u00a0tablee backup\u00a0» a copié dans ce dossier; le serveur doit être "
    "arrêté. Les ateliers\nreçoivent une nouvelle époque\u00a0: aucun téléphone ne mêle deux "
    "histoires.\n"
    "  --state D      dossier du serveur\n"
    "  --replace      met de côté les ateliers qui y sont, dans before-DATE\n",
    "Puts back what 'tablee backup' copied into this directory; the server must not run. "
    "Workshops get\na new epoch: no phone mixes two histories.\n"
    "  --state DIR    directory of the server\n"
    "  --replace      sets the workshops that are there aside, in before-DATE\n",
    NULL,
};
