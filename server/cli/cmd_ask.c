#include "cli/cmd_ask.h"

#include <stdio.h>

#include "base/lang.h"
#include "base/util.h"
#include "cli/links.h"
#include "cli/running.h"

// A server that stops lets its phones go within four seconds, then closes its log.
enum { ANSWER_BYTES = 65536, STOP_SECONDS = 30 };

static int ended(const struct command *c, struct state_dir *s, struct str lines)
{
    struct str pid = links_find(lines, "pid");
    if (!state_dir_wait(s, STOP_SECONDS)) {
        fprintf(stderr,
                lang_pick("tablee %s\u00a0: le processus " STR_FMT " tourne encore\n",
                          "tablee %s: process " STR_FMT " still runs\n"),
                c->name, STR_ARG(pid));
        return COMMAND_FAILED;
    }
    printf(lang_pick("arrêté (" STR_FMT "); les ateliers sont gardés dans %s\n",
                     "stopped (" STR_FMT "); workshops are kept in %s\n"),
           STR_ARG(pid), s->path);
    return COMMAND_GOOD;
}

static int tell(const struct command *c, struct state_dir *s, struct str lines)
{
    if (c == &stop_command) {
        return ended(c, s, lines);
    }
    if (c == &reload_command) {
        puts(lang_pick("les scénarios sont relus; personne n’est déconnecté",
                       "scenarios are read again; nobody is disconnected"));
        return COMMAND_GOOD;
    }
    links_print(lines, c == &links_command);
    return COMMAND_GOOD;
}

static int ask(const struct command *c, int argc, char **argv)
{
    static const struct option list[] = {{"state", required_argument, NULL, 's'}, COMMAND_OPTIONS};
    const char *given = NULL;
    int code = -1;
    while (command_option(c, argc, argv, list, &code) != -1) {
        given = optarg;
    }
    if (code < 0 && optind < argc) {
        code = command_wrong_value(c, argv[optind],
                                   lang_pick("rien n’est attendu ici", "nothing is expected here"));
    }
    if (code >= 0) {
        return code;
    }
    struct state_dir state;
    struct buf answer;
    buf_init(&answer, ANSWER_BYTES);
    running_find(&state, given);
    code = running_ask(c, &state, c->name, &answer);
    code = code == COMMAND_GOOD ? tell(c, &state, buf_view(&answer)) : code;
    buf_free(&answer);
    state_dir_close(&state);
    return code;
}

// Versions of clang-format reckon the width of a sign otherwise.
// clang-format off
#define ASK_HELP_FR \
    "  --state D      dossier du serveur (celui où «\u00a0tablee serve\u00a0» garderait le " \
    "sien)\n"
// clang-format on
#define ASK_HELP_EN                                                                                \
    "  --state DIR    directory of the server (where 'tablee serve' would keep its own)\n"

const struct command status_command = {
    "status",
    ask,
    "dit quel serveur tourne, et où",
    "tell which server runs, and where",
    "Utilisation\u00a0: tablee status [--state D]\n",
    "Usage: tablee status [--state DIR]\n",
    "Dit quel serveur tourne sur ce dossier, depuis quand, et à quelles adresses.\n" ASK_HELP_FR,
    "Tells which server runs on this directory, since when, and at which addresses.\n" ASK_HELP_EN,
    NULL,
};

const struct command links_command = {
    "links",
    ask,
    "redonne les adresses et le lien qui ouvre des ateliers",
    "give the addresses and the link that opens workshops again",
    "Utilisation\u00a0: tablee links [--state D]\n",
    "Usage: tablee links [--state DIR]\n",
    "Donne les adresses du serveur qui tourne, et le lien qui ouvre des ateliers. Qui a ce lien "
    "peut\nen ouvrir\u00a0: ne le laissez pas dans un journal.\n" ASK_HELP_FR,
    "Gives the addresses of the server that runs, and the link that opens workshops. Who has this\n"
    "link may open some: do not leave it in a log.\n" ASK_HELP_EN,
    NULL,
};

const struct command stop_command = {
    "stop",
    ask,
    "arrête le serveur qui tourne",
    "end the server that runs",
    "Utilisation\u00a0: tablee stop [--state D]\n",
    "Usage: tablee stop [--state DIR]\n",
    "Arrête le serveur comme Ctrl+C, et attend qu’il ait fini. Les ateliers restent "
    "gardés.\n" ASK_HELP_FR,
    "Ends the server as Ctrl+C does, and waits until it has ended. Workshops stay "
    "kept.\n" ASK_HELP_EN,
    NULL,
};

const struct command reload_command = {
    "reload",
    ask,
    "fait relire les scénarios au serveur qui tourne",
    "have the server that runs read scenarios again",
    "Utilisation\u00a0: tablee reload [--state D]\n",
    "Usage: tablee reload [--state DIR]\n",
    "Fait relire les scénarios; personne n’est déconnecté, et un atelier garde le "
    "sien.\n" ASK_HELP_FR,
    "Scenarios are read again; nobody is disconnected, and a workshop keeps its own.\n" ASK_HELP_EN,
    NULL,
};
