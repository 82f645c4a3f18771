#include "cli/cmd_check.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"
#include "cli/log_file.h"
#include "codec/scenario_json.h"

enum { ARENA_MAX = 4 << 20 };

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
    return n == 0 ? 0 : COMMAND_FAILED;
}

static void tell(const char *path, int n_faults, const struct scenario *s, const struct buf *faults)
{
    fputs(buf_cstr((struct buf *)faults), stdout);
    if (n_faults == 0) {
        printf(lang_pick("%s\u00a0: bon, %d rôles\n", "%s: good, %d roles\n"), path, s->n_roles);
    }
}

static int check_folder(const char *path, struct scenario *s, struct scenario *other)
{
    struct arena arena;
    struct buf faults;
    arena_init(&arena, ARENA_MAX);
    buf_init(&faults, SCENARIO_FAULTS_BYTES);
    int n = scenario_load(path, lang_french(), &arena, s, other, NULL, &faults);
    tell(path, n, s, &faults);
    arena_free(&arena);
    buf_free(&faults);
    return n == 0 ? 0 : COMMAND_FAILED;
}

// The scenario.json on standard input; its folder, which its id must equal, is not known.
static int check_input(struct scenario *s, struct scenario *other)
{
    struct scenario_asked asked = {.file = "-", .french = lang_french()};
    struct arena arena;
    struct buf text, faults;
    arena_init(&arena, ARENA_MAX);
    buf_init(&text, ARENA_MAX);
    buf_init(&faults, SCENARIO_FAULTS_BYTES);
    bool read = input_read("-", &text, &faults);
    int n = read ? scenario_read(buf_view(&text), &asked, &arena, s, other, &faults) : 1;
    tell("-", n, s, &faults);
    arena_free(&arena);
    buf_free(&text);
    buf_free(&faults);
    return n == 0 ? COMMAND_GOOD : COMMAND_FAILED;
}

static int check_one(const char *path, struct scenario *s, struct scenario *other)
{
    return strcmp(path, "-") == 0 ? check_input(s, other)
           : is_checklist(path)   ? check_list_file(path)
                                  : check_folder(path, s, other);
}

static int check(const struct command *c, int argc, char **argv)
{
    static const struct option list[] = {COMMAND_OPTIONS};
    static struct scenario scenario, other; // large for a stack
    int code = -1;
    while (command_option(c, argc, argv, list, &code) != -1) {
    }
    if (code >= 0) {
        return code;
    }
    if (optind == argc) {
        return command_wrong(c, lang_pick("aucun DOSSIER n’est nommé", "no FOLDER given"));
    }
    code = COMMAND_GOOD;
    for (int i = optind; i < argc; i++) {
        code |= check_one(argv[i], &scenario, &other);
    }
    return code;
}

const struct command check_command = {
    "check",
    check,
    "vérifie des dossiers de scénario",
    "check scenario folders",
    "Utilisation\u00a0: tablee check DOSSIER...\n",
    "Usage: tablee check FOLDER...\n",
    "Vérifie chaque dossier de scénario, ou le fichier checklist.json, et en dit toutes les "
    "fautes;\n"
    "«\u00a0-\u00a0» lit un scenario.json de l’entrée standard.\n",
    "Checks each scenario folder, or the file checklist.json, and tells all its faults; - reads a\n"
    "scenario.json from standard input.\n",
    NULL,
};
