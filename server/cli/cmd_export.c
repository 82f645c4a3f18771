#include "cli/cmd_export.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/lang.h"
#include "base/util.h"
#include "base/vec.h"
#include "cli/log_file.h"
#include "cli/stored_rooms.h"
#include "codec/export.h"

enum { CASES_ARENA = 4 << 20, FAULT_MAX = 4096, PATH_MAX_BYTES = 4096 };

struct options {
    struct export_options export;
    const char *out, *file, *db, *scenarios; // file: NULL for all
    VEC(int64_t) rooms;                      // codes
};

struct work {
    struct options *o;
    struct export *x;
    struct buf fault;
};

// Reading

static int add_room(struct work *w, const char *name, const struct record_source *source,
                    const struct scenario_shelf *shelf)
{
    struct log_room room;
    buf_reset(&w->fault);
    bool good = log_room_make(source, shelf, &room, &w->fault);
    good = good && export_room(w->x, room.room, source);
    if (good && room.changed) {
        command_complain(&export_command, name, log_changed());
    }
    log_room_free(&room);
    return good ? 0 : command_complain(&export_command, name, buf_cstr(&w->fault));
}

static int add_log(struct work *w, const char *path)
{
    struct buf text;
    struct log_file log;
    int code = COMMAND_WRONG;
    buf_init(&text, INPUT_BYTES_MAX);
    buf_reset(&w->fault);
    if (!input_read(path, &text, &w->fault)) {
        command_complain(&export_command, path, buf_cstr(&w->fault));
    } else {
        struct record_source source = log_file_source(&log);
        struct scenario_shelf shelf = log_file_shelf(&log, w->o->scenarios);
        code = log_file_open(buf_view(&text), &log, &w->fault)
                   ? add_room(w, path, &source, &shelf)
                   : command_complain(&export_command, path, buf_cstr(&w->fault));
        log_file_close(&log);
    }
    buf_free(&text);
    return code;
}

static int add_stored(void *ctx, const char *name, const struct record_source *source,
                      const struct scenario_shelf *shelf)
{
    return add_room(ctx, name, source, shelf);
}

// Writing

static bool write_file(const char *dir, const struct export_file *f)
{
    char path[PATH_MAX_BYTES];
    int n = snprintf(path, sizeof path, "%s/%s", dir, f->name);
    FILE *out = n > 0 && (size_t)n < sizeof path ? fopen(path, "wb") : NULL;
    bool good = out != NULL && fwrite(f->bytes.p, 1, f->bytes.n, out) == f->bytes.n;
    if (out != NULL && fclose(out) != 0) {
        good = false;
    }
    if (good) {
        printf("%s\n", path);
    } else {
        command_complain(&export_command, path, strerror(errno));
    }
    return good;
}

static bool is_wanted(const struct work *w, const struct export_file *f)
{
    return w->o->file == NULL || strcmp(w->o->file, f->name) == 0;
}

// Several files one after another could not be told apart.
static int write_output(const struct work *w, const struct export_file *files, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (is_wanted(w, &files[i])) {
            fwrite(files[i].bytes.p, 1, files[i].bytes.n, stdout);
        }
    }
    return COMMAND_GOOD;
}

static int write_folder(const struct work *w, const struct export_file *files, size_t n)
{
    if (mkdir(w->o->out, 0700) != 0 && errno != EEXIST) {
        command_complain(&export_command, w->o->out, strerror(errno));
        return COMMAND_FAILED;
    }
    for (size_t i = 0; i < n; i++) {
        if (is_wanted(w, &files[i]) && !write_file(w->o->out, &files[i])) {
            return COMMAND_FAILED;
        }
    }
    return COMMAND_GOOD;
}

static int write_files(struct work *w)
{
    size_t n, wanted = 0;
    bool out = strcmp(w->o->out, "-") == 0;
    const struct export_file *files = export_files(w->x, &n);
    buf_reset(&w->fault);
    for (size_t i = 0; i < n; i++) {
        wanted += is_wanted(w, &files[i]);
        buf_printf(&w->fault, "%s%s", i ? ", " : "", files[i].name);
    }
    if (wanted == 0) {
        return command_wrong_value(&export_command, w->o->file, buf_cstr(&w->fault));
    }
    if (out && wanted > 1) {
        return command_complain(
            &export_command,
            lang_pick("la sortie standard prend un fichier; nommez-le par --file",
                      "standard output takes one file; name it with --file"),
            buf_cstr(&w->fault));
    }
    return out ? write_output(w, files, n) : write_folder(w, files, n);
}

static int run(struct options *o, int n, char **logs)
{
    struct arena arena;
    struct tally_cases cases;
    struct work w = {.o = o};
    int code = 0;
    arena_init(&arena, CASES_ARENA);
    buf_init(&w.fault, FAULT_MAX);
    CHECK(tally_cases_read(tally_cases_builtin(), &arena, &cases, &w.fault));
    o->export.cases = &cases;
    w.x = export_new(&o->export);
    if (o->db != NULL) {
        code = stored_rooms_read(&export_command, &(struct stored_rooms){.db = o->db,
                                                                         .codes = o->rooms.p,
                                                                         .n = o->rooms.n,
                                                                         .scenarios = o->scenarios,
                                                                         .each = add_stored,
                                                                         .ctx = &w});
    }
    for (int i = 0; i < n && code == 0; i++) {
        code = add_log(&w, logs[i]);
    }
    code = code == 0 ? write_files(&w) : code;
    export_free(w.x);
    o->export.cases = NULL;
    buf_free(&w.fault);
    arena_free(&arena);
    return code;
}

// Options

static bool pick(const char *word, const char *const *names, size_t n, size_t *out)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(word, names[i]) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool take_option(struct options *o, int option, const char *value)
{
    static const char *const uses[] = {"research", "debrief"}, *const languages[] = {"fr", "en"};
    size_t at = 0;
    int64_t n = 0;
    bool good = true;
    switch (option) {
    case 'o':
        o->out = value;
        break;
    case 'F':
        o->file = value;
        break;
    case 'f':
        good = pick(value, export_format_names, EXPORT_FORMATS, &at);
        o->export.format = (enum export_format)at;
        break;
    case 'b':
        o->export.bom = true;
        break;
    case 'e':
        good = pick(value, languages, ARRAY_LEN(languages), &at);
        o->export.bom = true;
        o->export.semicolons = at == 0;
        break;
    case 'u':
        good = pick(value, uses, ARRAY_LEN(uses), &at);
        o->export.debrief = at == 1;
        break;
    case 'd':
        o->db = value;
        break;
    case 'r':
        good = str_int(str_from_cstr(value), 0, 9999999, &n) && vec_push(&o->rooms, n);
        break;
    case 'n':
        good = str_int(str_from_cstr(value), 1, TALLY_DECIMALS_MAX, &n);
        o->export.decimals = (int)n;
        break;
    case 's':
        o->scenarios = value;
        break;
    default:
        good = false;
    }
    return good;
}

static const char *expected(int option)
{
    switch (option) {
    case 'f':
        return "--format csv | json | graphml";
    case 'u':
        return "--for research | debrief";
    case 'e':
        return "--excel fr | en";
    case 'r':
        return lang_pick("--room attend un code à sept chiffres",
                         "--room takes a code of seven digits");
    default:
        return lang_pick("--decimals attend un nombre de 1 à 15",
                         "--decimals takes a number, 1 to 15");
    }
}

static int export(const struct command *c, int argc, char **argv)
{
    static const struct option list[] = {
        {"out", required_argument, NULL, 'o'},
        {"file", required_argument, NULL, 'F'},
        {"format", required_argument, NULL, 'f'},
        {"bom", no_argument, NULL, 'b'},
        {"for", required_argument, NULL, 'u'},
        {"db", required_argument, NULL, 'd'},
        {"room", required_argument, NULL, 'r'},
        {"decimals", required_argument, NULL, 'n'},
        {"scenarios", required_argument, NULL, 's'},
        {"excel", required_argument, NULL, 'e'},
        COMMAND_OPTIONS,
    };
    struct options o = {.out = "tablee-export", .scenarios = DEFAULT_SCENARIOS};
    o.export.decimals = TALLY_DECIMALS_MAX;
    vec_init(&o.rooms, STORED_ROOMS_MAX);
    int code = -1;
    for (int option; (option = command_option(c, argc, argv, list, &code)) != -1;) {
        if (!take_option(&o, option, optarg)) {
            code = command_wrong_value(c, optarg, expected(option));
        }
    }
    if (code < 0 && optind == argc && o.db == NULL) {
        code = command_wrong(
            c, lang_pick("aucun JOURNAL n’est nommé, ni --db", "no LOG given, nor --db"));
    }
    code = code < 0 ? run(&o, argc - optind, argv + optind) : code;
    vec_free(&o.rooms);
    return code;
}

const struct command export_command = {
    "export",
    export,
    "prépare les données de recherche d’ateliers",
    "write the research data of workshops",
    "Utilisation\u00a0: tablee export [OPTION]... JOURNAL...\n"
    "          ou\u00a0: tablee export [OPTION]... --db FICHIER [--room CODE]...\n",
    "Usage: tablee export [OPTION]... LOG...\n"
    "   or: tablee export [OPTION]... --db FILE [--room CODE]...\n",
    "Prépare les données de recherche d’ateliers, à partir de leurs journaux exportés (sans les\n"
    "mots, qui n’y sont pas) ou de la base du serveur. Chaque personne a choisi à quoi ses mots\n"
    "peuvent servir; ce qui est laissé de côté est compté, avec sa raison.\n"
    "  --out DOSSIER     où écrire (tablee-export); «\u00a0-\u00a0» est la sortie standard\n"
    "  --file NOM        ce fichier seulement, parmi ceux de l’exportation\n"
    "  --format F        csv, json ou graphml (csv)\n"
    "  --bom             commence les CSV par une marque d’ordre, pour certains tableurs\n"
    "  --excel LANGUE    fr ou en\u00a0: comme l’attend un tableur dans cette langue (en "
    "français,\n"
    "                    points-virgules et virgules décimales), marque d’ordre comprise\n"
    "  --for USAGE       research ou debrief\u00a0: le consentement demandé (research)\n"
    "  --db FICHIER      base d’un serveur, lue sans y écrire d’événement\n"
    "  --room CODE       cet atelier de la base; plusieurs fois\u00a0: ceux-là (tous)\n"
    "  --decimals N      décimales des chiffres, de 1 à 15 (15)\n"
    "  --scenarios D     dossiers de scénarios, séparés par «\u00a0:\u00a0»\n",
    "Writes the research data of workshops, from their exported logs (without the words, which\n"
    "are not in them) or from a server's database. Each person chose what their words may be\n"
    "used for; what is left out is counted, with its reason.\n"
    "  --out DIR         where to write (tablee-export); - is standard output\n"
    "  --file NAME       this file alone, of those of the export\n"
    "  --format F        csv, json or graphml (csv)\n"
    "  --bom             begin CSV files with a byte order mark, as some spreadsheets like\n"
    "  --excel LANGUAGE  fr or en: as a spreadsheet in that language expects them (in French,\n"
    "                    semicolons and decimal commas), byte order mark included\n"
    "  --for USE         research or debrief: whose consent is asked (research)\n"
    "  --db FILE         database of a server, read without writing an event\n"
    "  --room CODE       that workshop of the database; several times: those (all)\n"
    "  --decimals N      decimals of figures, 1 to 15 (15)\n"
    "  --scenarios DIRS  directories of scenarios, separated by `:`\n",
    NULL,
};
