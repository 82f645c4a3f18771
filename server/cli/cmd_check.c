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

static void tell_faults(const struct file_faults *faults)
{
    struct buf lines;
    buf_init(&lines, ARENA_MAX);
    file_faults_lines(faults, &lines);
    fputs(buf_cstr(&lines), stdout);
    buf_free(&lines);
}

// What was read, its faults, and where they are kept while they are told.
struct checking {
    struct arena arena;
    struct buf text, why;
    struct file_faults faults;
};

static void checking_init(struct checking *c)
{
    arena_init(&c->arena, ARENA_MAX);
    buf_init(&c->text, ARENA_MAX);
    buf_init(&c->why, ARENA_MAX);
    file_faults_init(&c->faults, lang_french());
}

// `n`: of the faults, which are told.
static int checking_end(struct checking *c, int n)
{
    fputs(buf_cstr(&c->why), stdout);
    tell_faults(&c->faults);
    arena_free(&c->arena);
    buf_free(&c->text);
    buf_free(&c->why);
    file_faults_free(&c->faults);
    return n == 0 ? COMMAND_GOOD : COMMAND_FAILED;
}

static int check_list_file(const char *path)
{
    struct scenario_asked asked = {.file = path};
    struct checking c;
    checking_init(&c);
    bool read = input_read(path, &c.text, &c.why);
    int n = read ? checklist_check(buf_view(&c.text), &asked, &c.arena, &c.faults) : 1;
    if (n == 0) {
        printf(lang_pick("%s\u00a0: bon\n", "%s: good\n"), path);
    }
    return checking_end(&c, n);
}

static void tell_good(const char *path, int n_faults, const struct scenario *s)
{
    if (n_faults == 0) {
        printf(lang_pick("%s\u00a0: bon, %d rôles\n", "%s: good, %d roles\n"), path, s->n_roles);
    }
}

static int check_folder(const char *path, struct scenario *s, struct scenario *other)
{
    struct checking c;
    checking_init(&c);
    int n = scenario_load(path, &c.arena, s, other, NULL, &c.faults);
    tell_good(path, n, s);
    return checking_end(&c, n);
}

// The scenario.json on standard input; its folder, which its id must equal, is not known.
static int check_input(struct scenario *s, struct scenario *other)
{
    struct scenario_asked asked = {.file = "-"};
    struct checking c;
    checking_init(&c);
    bool read = input_read("-", &c.text, &c.why);
    int n = read ? scenario_read(buf_view(&c.text), &asked, &c.arena, s, other, &c.faults) : 1;
    tell_good("-", n, s);
    return checking_end(&c, n);
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
