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
enum { FILES_MAX = 60000 };

struct options {
    struct export_options export;
    bool formats[EXPORT_FORMATS];
    bool study;                              // with what goes with them
    const char *out, *file, *db, *scenarios; // file: NULL for all
    VEC(int64_t) rooms;                      // codes
};

// Each format is an export of its own; those that nobody asked for are NULL.
struct work {
    struct options *o;
    struct export *x[EXPORT_FORMATS];
    struct buf fault;
    int taken, code; // workshops; of the worst that was not
};

// Reading

static const char *why_not(const struct work *w, const struct room *room)
{
    enum export_no no = EXPORT_MAY;
    for (int f = 0; f < EXPORT_FORMATS; f++) {
        no = w->x[f] != NULL ? export_may(w->x[f], room) : no;
    }
    return no == EXPORT_TWICE
               ? lang_pick("cet atelier est déjà dans ce dossier\u00a0: laissé de côté",
                           "this workshop is in this folder already: left out")
           : no == EXPORT_OF_ROBOTS ? lang_pick("seuls des robots y ont joué\u00a0: laissé de côté",
                                                "nobody but robots played it: left out")
                                    : NULL;
}

static bool export_all(struct work *w, const struct room *room, const struct record_source *source)
{
    bool good = true;
    for (int f = 0; f < EXPORT_FORMATS && good; f++) {
        good = w->x[f] == NULL || export_room(w->x[f], room, source);
    }
    return good;
}

// One that cannot be read is told, and the others are exported.
static int add_room(struct work *w, const char *name, const struct record_source *source,
                    const struct scenario_shelf *shelf)
{
    struct log_room room;
    buf_reset(&w->fault);
    bool good = log_room_make(source, shelf, &room, &w->fault);
    const char *no = good ? why_not(w, room.room) : NULL;
    int code = 0;
    if (no != NULL) {
        command_complain(&export_command, name, no);
    } else if (good && export_all(w, room.room, source)) {
        w->taken++;
        if (room.changed) {
            command_complain(&export_command, name, log_changed());
        }
    } else {
        code = command_complain(&export_command, name, buf_cstr(&w->fault));
    }
    log_room_free(&room);
    w->code = MAX(w->code, code);
    return 0;
}

static void add_log(struct work *w, const char *path)
{
    struct buf text;
    struct log_file log;
    int code = 0;
    buf_init(&text, INPUT_BYTES_MAX);
    buf_reset(&w->fault);
    if (!input_read(path, &text, &w->fault)) {
        code = command_complain(&export_command, path, buf_cstr(&w->fault));
    } else {
        struct record_source source = log_file_source(&log);
        struct scenario_shelf shelf = log_file_shelf(&log, w->o->scenarios);
        code = log_file_open(buf_view(&text), &log, &w->fault)
                   ? add_room(w, path, &source, &shelf)
                   : command_complain(&export_command, path, buf_cstr(&w->fault));
        log_file_close(&log);
    }
    buf_free(&text);
    w->code = MAX(w->code, code);
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

typedef VEC(struct export_file) file_list;

static void list_all(const struct work *w, file_list *all)
{
    size_t n = 0;
    for (int f = 0; f < EXPORT_FORMATS; f++) {
        const struct export_file *files = w->x[f] != NULL ? export_files(w->x[f], &n) : NULL;
        for (size_t i = 0; i < n && files != NULL; i++) {
            CHECK(vec_push(all, files[i]));
        }
    }
    const struct export_file *study = export_study(&n);
    for (size_t i = 0; i < n && w->o->study; i++) {
        CHECK(vec_push(all, study[i]));
    }
}

static int write_listed(struct work *w, const struct export_file *files, size_t n)
{
    size_t wanted = 0;
    bool out = strcmp(w->o->out, "-") == 0;
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

static int write_files(struct work *w)
{
    file_list all;
    vec_init(&all, FILES_MAX);
    list_all(w, &all);
    int code = write_listed(w, all.p, all.n);
    vec_free(&all);
    return code;
}

// What was left out was told one by one; nothing is written when nothing is left.
static int end(struct work *w)
{
    if (w->taken == 0) {
        return MAX(w->code, COMMAND_WRONG);
    }
    int code = write_files(w);
    if (w->code != 0) {
        fprintf(
            stderr,
            lang_pick("tablee export\u00a0: %d atelier(s) exporté(s) sans ceux nommés plus haut\n",
                      "tablee export: %d workshop(s) exported without those named above\n"),
            w->taken);
    }
    return MAX(code, w->code);
}

static int run(struct options *o, int n, char **logs)
{
    struct arena arena;
    struct tally_cases cases;
    struct work w = {.o = o};
    arena_init(&arena, CASES_ARENA);
    buf_init(&w.fault, FAULT_MAX);
    CHECK(tally_cases_read(tally_cases_builtin(), &arena, &cases, &w.fault));
    o->export.cases = &cases;
    for (int f = 0; f < EXPORT_FORMATS; f++) {
        o->export.format = (enum export_format)f;
        w.x[f] = o->formats[f] ? export_new(&o->export) : NULL;
    }
    if (o->db != NULL) {
        const struct stored_rooms rooms = {.db = o->db,
                                           .codes = o->rooms.p,
                                           .n = o->rooms.n,
                                           .scenarios = o->scenarios,
                                           .each = add_stored,
                                           .ctx = &w};
        int code = stored_rooms_read(&export_command, &rooms);
        w.code = MAX(w.code, code);
    }
    for (int i = 0; i < n; i++) {
        add_log(&w, logs[i]);
    }
    int code = end(&w);
    for (int f = 0; f < EXPORT_FORMATS; f++) {
        export_free(w.x[f]);
    }
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

// The whole folder, or one format.
static bool take_formats(struct options *o, const char *value)
{
    size_t at = 0;
    bool all = strcmp(value, "all") == 0;
    bool good = all || pick(value, export_format_names, EXPORT_FORMATS, &at);
    o->study = all;
    for (size_t f = 0; f < EXPORT_FORMATS; f++) {
        o->formats[f] = all || f == at;
    }
    return good;
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
        good = take_formats(o, value);
        break;
    case 'x':
        good = export_is_address(str_from_cstr(value));
        o->export.xapi = value;
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
        return "--format all | csv | json | graphml";
    case 'x':
        return lang_pick("--xapi attend une adresse comme https://exemple.org, sans barre finale",
                         "--xapi takes an address like https://example.org, without a last slash");
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
        {"out", required_argument, NULL, 'o'},       {"file", required_argument, NULL, 'F'},
        {"format", required_argument, NULL, 'f'},    {"bom", no_argument, NULL, 'b'},
        {"for", required_argument, NULL, 'u'},       {"db", required_argument, NULL, 'd'},
        {"room", required_argument, NULL, 'r'},      {"decimals", required_argument, NULL, 'n'},
        {"scenarios", required_argument, NULL, 's'}, {"excel", required_argument, NULL, 'e'},
        {"xapi", required_argument, NULL, 'x'},      COMMAND_OPTIONS,
    };
    struct options o = {.out = "tablee-export", .scenarios = DEFAULT_SCENARIOS};
    o.export.decimals = TALLY_DECIMALS_MAX;
    take_formats(&o, "all");
    vec_init(&o.rooms, STORED_ROOMS_MAX);
    int code = -1;
    for (int option; (option = command_option(c, argc, argv, list, &code)) != -1;) {
        if (!take_option(&o, option, optarg)) {
            code = command_wrong_value(c, optarg, expected(option));
        }
    }
    if (code < 0 && o.export.xapi != NULL && !o.formats[EXPORT_JSON]) {
        code = command_wrong(c, lang_pick("--xapi est du JSON\u00a0: avec --format all ou json",
                                          "--xapi is JSON: with --format all or json"));
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
    "peuvent servir; ce qui est laissé de côté est compté, avec sa raison. Un journal coupé ou\n"
    "altéré est nommé, et les autres sont exportés.\n"
    "  --out DOSSIER     où écrire (tablee-export); «\u00a0-\u00a0» est la sortie standard\n"
    "  --file NOM        ce fichier seulement, parmi ceux de l’exportation\n"
    "  --format F        csv, json ou graphml\u00a0: cela seulement; all\u00a0: le dossier entier, "
    "avec\n"
    "                    ses deux carnets d’analyse et comment citer (all)\n"
    "  --bom             commence les CSV par une marque d’ordre, pour certains tableurs\n"
    "  --excel LANGUE    fr ou en\u00a0: comme l’attend un tableur dans cette langue (en "
    "français,\n"
    "                    points-virgules et virgules décimales), marque d’ordre comprise\n"
    "  --xapi ADRESSE    des énoncés xAPI aussi, dont les noms commencent par cette adresse\n"
    "  --for USAGE       research ou debrief\u00a0: le consentement demandé (research)\n"
    "  --db FICHIER      base d’un serveur, lue sans y écrire d’événement\n"
    "  --room CODE       cet atelier de la base; plusieurs fois\u00a0: ceux-là (tous)\n"
    "  --decimals N      décimales des chiffres, de 1 à 15 (15)\n"
    "  --scenarios D     dossiers de scénarios, séparés par «\u00a0:\u00a0»\n",
    "Writes the research data of workshops, from their exported logs (without the words, which\n"
    "are not in them) or from a server's database. Each person chose what their words may be\n"
    "used for; what is left out is counted, with its reason. A log that is cut or forged is "
    "named,\n"
    "and the others are exported.\n"
    "  --out DIR         where to write (tablee-export); - is standard output\n"
    "  --file NAME       this file alone, of those of the export\n"
    "  --format F        csv, json or graphml: that alone; all: the whole folder, with its two\n"
    "                    notebooks and how to cite (all)\n"
    "  --bom             begin CSV files with a byte order mark, as some spreadsheets like\n"
    "  --excel LANGUAGE  fr or en: as a spreadsheet in that language expects them (in French,\n"
    "                    semicolons and decimal commas), byte order mark included\n"
    "  --xapi ADDRESS    xAPI statements too, whose names begin with that address\n"
    "  --for USE         research or debrief: whose consent is asked (research)\n"
    "  --db FILE         database of a server, read without writing an event\n"
    "  --room CODE       that workshop of the database; several times: those (all)\n"
    "  --decimals N      decimals of figures, 1 to 15 (15)\n"
    "  --scenarios DIRS  directories of scenarios, separated by `:`\n",
    NULL,
};
