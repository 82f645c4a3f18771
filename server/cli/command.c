#include "cli/command.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"

enum { REASON_BYTES = 1024, SHORT_OPTION_BYTES = 3 };

int command_help(const struct command *c)
{
    fputs(lang_pick(c->usage_fr, c->usage_en), stdout);
    fputs(lang_pick(c->help_fr, c->help_en), stdout);
    if (c->options != NULL) {
        c->options();
    }
    fputs(lang_pick("  -h, --help     affiche cette aide\n"
                    "  -V, --version  affiche la version\n",
                    "  -h, --help     print this\n"
                    "  -V, --version  print the version\n"),
          stdout);
    return COMMAND_GOOD;
}

int command_version(void)
{
    printf("tablee (Tablée) %s\n", TABLEE_VERSION);
    return COMMAND_GOOD;
}

int command_wrong(const struct command *c, const char *reason)
{
    fprintf(stderr, lang_pick("tablee %s\u00a0: %s\n", "tablee %s: %s\n"), c->name, reason);
    fputs(lang_pick(c->usage_fr, c->usage_en), stderr);
    fprintf(stderr,
            lang_pick("«\u00a0tablee help %s\u00a0» dit le reste.\n", "'tablee help %s' tells the "
                                                                      "rest.\n"),
            c->name);
    return COMMAND_WRONG;
}

int command_complain(const struct command *c, const char *what, const char *why)
{
    fprintf(stderr, lang_pick("tablee %s\u00a0: %s\u00a0: %s\n", "tablee %s: %s: %s\n"), c->name,
            what, why);
    return COMMAND_WRONG;
}

int command_wrong_value(const struct command *c, const char *value, const char *expected)
{
    char reason[REASON_BYTES];
    snprintf(
        reason, sizeof reason,
        lang_pick("«\u00a0%.256s\u00a0» ne convient pas\u00a0: %s", "'%.256s' will not do: %s"),
        value, expected);
    return command_wrong(c, reason);
}

// `word` is the argument that getopt_long stopped at, or NULL inside a cluster of letters.
static int wrong_option(const struct command *c, int what, const char *word)
{
    char reason[REASON_BYTES], letter[SHORT_OPTION_BYTES] = {'-', (char)optopt, 0};
    bool full = word != NULL && strncmp(word, "--", 2) == 0;
    const char *reasons =
        what == ':'      ? lang_pick("%.256s attend une valeur", "%.256s needs a value")
        : full && optopt ? lang_pick("%.256s n’attend pas de valeur", "%.256s takes no value")
                         : lang_pick("option inconnue %.256s", "unknown option %.256s");
    snprintf(reason, sizeof reason, reasons, full ? word : letter);
    return command_wrong(c, reason);
}

int command_option(const struct command *c, int argc, char **argv, const struct option *list,
                   int *code)
{
    if (*code >= 0) {
        return -1;
    }
    opterr = 0;
    int at = optind, option = getopt_long(argc, argv, ":hV", list, NULL);
    if (option == 'h') {
        *code = command_help(c);
    } else if (option == 'V') {
        *code = command_version();
    } else if (option == '?' || option == ':') {
        *code = wrong_option(c, option, optind > at ? argv[optind - 1] : NULL);
    }
    return *code >= 0 ? -1 : option;
}

int command_end(int code)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout)) {
        return code;
    }
    fprintf(stderr,
            lang_pick("tablee\u00a0: impossible d’écrire le résultat\u00a0: %s\n",
                      "tablee: cannot write the result: %s\n"),
            strerror(errno ? errno : ENOSPC));
    return code == COMMAND_GOOD ? COMMAND_FAILED : code;
}
