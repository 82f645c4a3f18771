// The binary: finds the sub-command in a table and hands over the rest.
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/util.h"
#include "cli/cmd_check.h"
#include "cli/cmd_export.h"
#include "cli/cmd_replay.h"
#include "cli/cmd_serve.h"
#include "cli/cmd_tally.h"
#include "cli/cmd_verify.h"
#include "codec/json_memory.h"

enum { EXIT_WRONG = 2 };

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv); // argv[0] is the sub-command's name
    const char *fr, *en;
} commands[] = {
    {"serve", cmd_serve, "héberge des ateliers", "host workshops"},
    {"check", cmd_check, "vérifie des dossiers de scénario", "check scenario folders"},
    {"tally", cmd_tally, "recalcule le bilan d’une table", "compute the tallies of a table"},
    {"export", cmd_export, "prépare les données de recherche d’ateliers",
     "write the research data of workshops"},
    {"verify", cmd_verify, "prouve qu’un journal exporté est intact",
     "prove an exported log whole"},
    {"replay", cmd_replay, "rejoue une séance à partir de son journal exporté",
     "play a session again from its exported log"},
};

static int print_help(FILE *out)
{
    fputs(lang_pick("Utilisation\u00a0: tablee COMMANDE [OPTION]...\n"
                    "L’atelier de jeu de rôle Tablée. Commandes\u00a0:\n",
                    "Usage: tablee COMMAND [OPTION]...\n"
                    "The role-play workshop Tablée. Commands:\n"),
          out);
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        fprintf(out, "  %-10s %s\n", commands[i].name, lang_pick(commands[i].fr, commands[i].en));
    }
    fputs(lang_pick("  --help     affiche cette aide; chaque commande a la sienne\n"
                    "  --version  affiche la version\n",
                    "  --help     print this help; each command has its own\n"
                    "  --version  print the version\n"),
          out);
    return 0;
}

static int print_version(void)
{
    printf("tablee (Tablée) %s\n", TABLEE_VERSION);
    return 0;
}

static int wrong_command(const char *name)
{
    fprintf(stderr,
            lang_pick("tablee\u00a0: aucune commande ne s’appelle «\u00a0%s\u00a0»; "
                      "«\u00a0tablee --help\u00a0» en donne la liste.\n",
                      "tablee: no command is called '%s'; 'tablee --help' lists them.\n"),
            name);
    return EXIT_WRONG;
}

int main(int argc, char **argv)
{
    json_memory_in_block();
    setlocale(LC_MESSAGES, ""); // for what the system says of its errors
    if (argc < 2) {
        print_help(stderr);
        return EXIT_WRONG;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        return print_help(stdout);
    }
    if (strcmp(argv[1], "--version") == 0) {
        return print_version();
    }
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    return wrong_command(argv[1]);
}
