#include "cli/cmd_check.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/lang.h"
#include "codec/scenario_json.h"

enum { ARENA_MAX = 4 << 20, EXIT_FAULTS = 1, EXIT_WRONG = 2 };

static int print_usage(FILE *out, int code)
{
    fputs(lang_pick("Utilisation\u00a0: tablee check DOSSIER...\n"
                    "Vérifie chaque dossier de scénario et en dit toutes les fautes.\n",
                    "Usage: tablee check FOLDER...\n"
                    "Checks each scenario folder and tells all its faults.\n"),
          out);
    return code;
}

static int check_folder(const char *path, struct scenario *s)
{
    struct arena arena;
    struct buf faults;
    arena_init(&arena, ARENA_MAX);
    buf_init(&faults, SCENARIO_FAULTS_BYTES);
    int n = scenario_load(path, lang_french(), &arena, s, NULL, &faults);
    fputs(buf_cstr(&faults), stdout);
    if (n == 0) {
        printf(lang_pick("%s\u00a0: bon, %d rôles\n", "%s: good, %d roles\n"), path, s->n_roles);
    }
    arena_free(&arena);
    buf_free(&faults);
    return n == 0 ? 0 : EXIT_FAULTS;
}

int cmd_check(int argc, char **argv)
{
    static struct scenario scenario; // large for a stack
    if (argc < 2) {
        return print_usage(stderr, EXIT_WRONG);
    }
    if (strcmp(argv[1], "--help") == 0) {
        return print_usage(stdout, 0);
    }
    if (argv[1][0] == '-') {
        fprintf(stderr,
                lang_pick("tablee check\u00a0: option inconnue «\u00a0%s\u00a0»\n",
                          "tablee check: unknown option '%s'\n"),
                argv[1]);
        return print_usage(stderr, EXIT_WRONG);
    }
    int code = 0;
    for (int i = 1; i < argc; i++) {
        code |= check_folder(argv[i], &scenario);
    }
    return code;
}
