#include "cli/cmd_check.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"
#include "cli/log_file.h"
#include "codec/scenario_json.h"

enum { ARENA_MAX = 4 << 20, EXIT_FAULTS = 1, EXIT_WRONG = 2 };

static int print_usage(FILE *out, int code)
{
    fputs(lang_pick("Utilisation\u00a0: tablee check DOSSIER...\n"
                    "Vérifie chaque dossier de scénario, ou le fichier checklist.json, et en dit "
                    "toutes les fautes.\n",
                    "Usage: tablee check FOLDER...\n"
                    "Checks each scenario folder, or the file checklist.json, and tells all its "
                    "faults.\n"),
          out);
    return code;
}

static bool is_checklist(const char *path)
{
    return str_ends(str_from_cstr(path), STR("checklist.json"));
}

static int check_list_file(const char *path)
{
    struct scenario_asked asked = {.file = path, .french = lang_french()};
    struct arena arena;
    struct buf text, faults;
    arena_init(&arena, ARENA_MAX);
    buf_init(&text, ARENA_MAX);
    buf_init(&faults, SCENARIO_FAULTS_BYTES);
    bool read = input_read(path, &text, &faults);
    int n = read ? checklist_check(buf_view(&text), &asked, &arena, &faults) : 1;
    fputs(buf_cstr(&faults), stdout);
    if (n == 0) {
        printf(lang_pick("%s\u00a0: bon\n", "%s: good\n"), path);
    }
    arena_free(&arena);
    buf_free(&text);
    buf_free(&faults);
    return n == 0 ? 0 : EXIT_FAULTS;
}

static int check_folder(const char *path, struct scenario *s, struct scenario *other)
{
    struct arena arena;
    struct buf faults;
    arena_init(&arena, ARENA_MAX);
    buf_init(&faults, SCENARIO_FAULTS_BYTES);
    int n = scenario_load(path, lang_french(), &arena, s, other, NULL, &faults);
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
    static struct scenario scenario, other; // large for a stack
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
        code |= is_checklist(argv[i]) ? check_list_file(argv[i])
                                      : check_folder(argv[i], &scenario, &other);
    }
    return code;
}
