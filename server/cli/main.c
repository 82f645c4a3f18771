// The binary: finds the sub-command in a table and hands over the rest.
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/util.h"
#include "cli/cmd_ask.h"
#include "cli/cmd_backup.h"
#include "cli/cmd_check.h"
#include "cli/cmd_doctor.h"
#include "cli/cmd_export.h"
#include "cli/cmd_keep.h"
#include "cli/cmd_move.h"
#include "cli/cmd_replay.h"
#include "cli/cmd_serve.h"
#include "cli/cmd_tally.h"
#include "cli/cmd_verify.h"

static const struct command *const commands[] = {
    &serve_command,  &check_command,   &tally_command,    &export_command, &verify_command,
    &replay_command, &status_command,  &links_command,    &stop_command,   &reload_command,
    &backup_command, &restore_command, &doctor_command,   &rooms_command,  &archive_command,
    &delete_command, &purge_command,   &register_command, &move_command,
};

static int print_help(FILE *out)
{
    fputs(lang_pick("Utilisation\u00a0: tablee COMMANDE [OPTION]...\n"
                    "L’atelier de jeu de rôle Tablée. Commandes\u00a0:\n",
                    "Usage: tablee COMMAND [OPTION]...\n"
                    "The role-play workshop Tablée. Commands:\n"),
          out);
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        fprintf(out, "  %-10s %s\n", commands[i]->name,
                lang_pick(commands[i]->fr, commands[i]->en));
    }
    fputs(lang_pick("«\u00a0tablee help COMMANDE\u00a0» dit ce que fait une commande.\n"
                    "  -h, --help     affiche cette aide\n"
                    "  -V, --version  affiche la version\n",
                    "'tablee help COMMAND' tells what a command does.\n"
                    "  -h, --help     print this\n"
                    "  -V, --version  print the version\n"),
          out);
    return COMMAND_GOOD;
}

static int wrong_command(const char *name)
{
    fprintf(stderr,
            lang_pick("tablee\u00a0: aucune commande ne s’appelle «\u00a0%s\u00a0»; "
                      "«\u00a0tablee help\u00a0» en donne la liste.\n",
                      "tablee: no command is called '%s'; 'tablee help' lists them.\n"),
            name);
    return COMMAND_WRONG;
}

static const struct command *find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        if (strcmp(name, commands[i]->name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

static bool is_one_of(const char *word, const char *one, const char *other)
{
    return strcmp(word, one) == 0 || strcmp(word, other) == 0;
}

static int no_command(void)
{
    fputs(lang_pick("tablee\u00a0: quelle commande?\n", "tablee: which command?\n"), stderr);
    print_help(stderr);
    return COMMAND_WRONG;
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        return no_command();
    }
    bool help = strcmp(argv[1], "help") == 0;
    if (is_one_of(argv[1], "--version", "-V")) {
        return command_version();
    }
    if (is_one_of(argv[1], "--help", "-h") || (help && argc == 2)) {
        return print_help(stdout);
    }
    const struct command *c = find(argv[help ? 2 : 1]);
    if (c == NULL) {
        return wrong_command(argv[help ? 2 : 1]);
    }
    return help ? command_help(c) : c->run(c, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    setlocale(LC_MESSAGES, ""); // for what the system says of its errors
    return command_end(run(argc, argv));
}
