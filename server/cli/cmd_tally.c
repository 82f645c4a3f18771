#include "cli/cmd_tally.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/lang.h"
#include "base/util.h"
#include "base/vec.h"
#include "cli/log_file.h"
#include "cli/stored_rooms.h"
#include "codec/tally_json.h"
#include "core/tally.h"

enum { ARENA_MAX = 4 << 20, LINE_MAX_OUT = 32 << 20, FAULT_MAX = 4096 };

struct work {
    struct tally_cases cases;
    struct arena cases_arena, arena;
    struct buf text, line, fault;
    const char *scenarios;
    int decimals;
};

struct options {
    const char *cases;     // NULL for those built in
    const char *scenarios; // directories separated by ':'
    int decimals;
    const char *db;     // NULL: files are named
    VEC(int64_t) rooms; // codes, of the database
};

static void work_init(struct work *w)
{
    memset(w, 0, sizeof *w);
    arena_init(&w->cases_arena, ARENA_MAX);
    arena_init(&w->arena, ARENA_MAX);
    buf_init(&w->text, INPUT_BYTES_MAX);
    buf_init(&w->line, LINE_MAX_OUT);
    buf_init(&w->fault, FAULT_MAX);
}

static void work_free(struct work *w)
{
    arena_free(&w->cases_arena);
    arena_free(&w->arena);
    buf_free(&w->text);
    buf_free(&w->line);
    buf_free(&w->fault);
}

static int complain(const char *file, struct buf *fault)
{
    input_fault_tame(fault);
    command_complain(&tally_command, file, buf_cstr(fault));
    buf_reset(fault);
    return COMMAND_WRONG;
}

static int load_cases(const char *file, struct work *w)
{
    bool good = file == NULL || input_read(file, &w->text, &w->fault);
    struct str text = file == NULL ? tally_cases_builtin() : buf_view(&w->text);
    good = good && tally_cases_read(text, &w->cases_arena, &w->cases, &w->fault);
    return good
               ? 0
               : complain(file ? file : lang_pick("cas du programme", "cases built in"), &w->fault);
}

static void write_table(struct jw *out, const struct tally_input *in, struct work *w)
{
    struct tally tally;
    tally_compute(in, &tally_thresholds_1, &w->cases, &tally);
    tally_json_write(out, in, &w->cases, &tally, w->decimals);
}

static int print_line(const struct jw *out, struct work *w)
{
    CHECK(jw_done(out));
    buf_char(&w->line, '\n');
    return fwrite(w->line.p, 1, w->line.n, stdout) == w->line.n ? 0 : COMMAND_FAILED;
}

static int print_table(const struct tally_input *in, struct work *w)
{
    struct jw out;
    buf_reset(&w->line);
    jw_init(&out, &w->line);
    write_table(&out, in, w);
    return print_line(&out, w);
}

static int print_room(const struct log_room *r, struct work *w)
{
    struct tally_input in;
    struct jw out;
    buf_reset(&w->line);
    jw_init(&out, &w->line);
    jw_obj(&out);
    jw_kint(&out, "rules", r->rules);
    jw_kobj(&out, "tables");
    for (int t = 1; t <= room_tables(r->room); t++) {
        char name[16];
        snprintf(name, sizeof name, "t%d", t);
        CHECK(room_tally_input(r->room, t, &in));
        jw_key(&out, name);
        write_table(&out, &in, w);
    }
    jw_end(&out);
    jw_end(&out);
    return print_line(&out, w);
}

static int tally_room(void *ctx, const char *name, const struct record_source *source,
                      const struct scenario_shelf *shelf)
{
    struct work *w = ctx;
    struct log_room room;
    bool good = log_room_make(source, shelf, &room, &w->fault);
    if (good && room.changed) {
        command_complain(&tally_command, name, log_changed());
    }
    int code = good ? print_room(&room, w) : complain(name, &w->fault);
    log_room_free(&room);
    return code;
}

static int tally_log(const char *file, struct work *w)
{
    struct log_file log;
    if (!log_file_open(buf_view(&w->text), &log, &w->fault)) {
        log_file_close(&log);
        return complain(file, &w->fault);
    }
    struct record_source source = log_file_source(&log);
    struct scenario_shelf shelf = log_file_shelf(&log, w->scenarios);
    int code = tally_room(w, file, &source, &shelf);
    log_file_close(&log);
    return code;
}

static int tally_file(const char *file, struct work *w)
{
    struct tally_input in;
    arena_reset(&w->arena);
    if (!input_read(file, &w->text, &w->fault)) {
        return complain(file, &w->fault);
    }
    if (log_file_is(buf_view(&w->text))) {
        return tally_log(file, w);
    }
    if (!tally_json_read(buf_view(&w->text), &w->arena, &in, &w->fault)) {
        return complain(file, &w->fault);
    }
    return print_table(&in, w);
}

static int tally_files(int n, char **files, const struct options *options)
{
    struct work work;
    work_init(&work);
    work.decimals = options->decimals;
    work.scenarios = options->scenarios;
    int code = load_cases(options->cases, &work);
    bool ready = code == 0;
    if (ready && options->db != NULL) {
        code = stored_rooms_read(&tally_command,
                                 &(struct stored_rooms){.db = options->db,
                                                        .codes = options->rooms.p,
                                                        .n = options->rooms.n,
                                                        .scenarios = options->scenarios,
                                                        .each = tally_room,
                                                        .ctx = &work});
    }
    for (int i = 0; i < n && ready && code != COMMAND_FAILED; i++) {
        int result = tally_file(files[i], &work);
        code = result == 0 ? code : result;
    }
    work_free(&work);
    return code;
}

static bool take_option(struct options *o, int option, const char *value)
{
    int64_t decimals = o->decimals, code = 0;
    if (option == 'r') {
        return str_int(str_from_cstr(value), 0, 9999999, &code) && vec_push(&o->rooms, code);
    }
    if (option == 'b') {
        o->db = value;
    } else if (option == 'c') {
        o->cases = value;
    } else if (option == 's') {
        o->scenarios = value;
    } else if (!str_int(str_from_cstr(value), 1, TALLY_DECIMALS_MAX, &decimals)) {
        return false;
    }
    o->decimals = (int)decimals;
    return true;
}

static int tally(const struct command *c, int argc, char **argv)
{
    static const struct option list[] = {
        {"cases", required_argument, NULL, 'c'},    {"scenarios", required_argument, NULL, 's'},
        {"decimals", required_argument, NULL, 'd'}, {"db", required_argument, NULL, 'b'},
        {"room", required_argument, NULL, 'r'},     COMMAND_OPTIONS,
    };
    struct options options = {.scenarios = DEFAULT_SCENARIOS, .decimals = TALLY_DECIMALS};
    vec_init(&options.rooms, STORED_ROOMS_MAX);
    int code = -1;
    for (int option; (option = command_option(c, argc, argv, list, &code)) != -1;) {
        if (!take_option(&options, option, optarg)) {
            code = command_wrong_value(
                c, optarg,
                option == 'r' ? lang_pick("--room attend un code à sept chiffres",
                                          "--room takes a code of seven digits")
                              : lang_pick("--decimals veut un nombre entier de 1 à 15",
                                          "--decimals takes a whole number from 1 to 15"));
        }
    }
    if (code < 0 && optind == argc && options.db == NULL) {
        code = command_wrong(c, lang_pick("aucun FICHIER n’est nommé", "no FILE given"));
    }
    code = code >= 0 ? code : tally_files(argc - optind, argv + optind, &options);
    vec_free(&options.rooms);
    return code;
}

const struct command tally_command = {
    "tally",
    tally,
    "recalcule le bilan d’une table",
    "compute the tallies of a table",
    "Utilisation\u00a0: tablee tally [OPTION]... FICHIER...\n"
    "          ou\u00a0: tablee tally [OPTION]... --db BASE [--room CODE]...\n",
    "Usage: tablee tally [OPTION]... FILE...\n"
    "   or: tablee tally [OPTION]... --db DATABASE [--room CODE]...\n",
    "Affiche le bilan de chaque FICHIER, une ligne de JSON par fichier. FICHIER est une\n"
    "table au format des vecteurs de référence ({\"input\": ...}, ou l’entrée seule), ou le\n"
    "journal d’un atelier exporté par le serveur, dont les tables sont données ensemble;\n"
    "«\u00a0-\u00a0» lit l’entrée standard. Un journal exporté ne dit pas qui a évalué qui, et ce\n"
    "qui s’en calcule y est nul («\u00a0sealed\u00a0»); la base du serveur donne tout.\n"
    "  --cases FICHIER  compare aux cas de ce fichier, non à ceux du programme\n"
    "  --decimals N     affiche les chiffres avec N décimales, de 1 à 15 (4)\n"
    "  --db BASE        la base d’un serveur, lue sans y écrire\n"
    "  --room CODE      cet atelier de la base; plusieurs fois\u00a0: ceux-là (tous)\n"
    "  --scenarios D    dossiers du scénario du journal, séparés par «\u00a0:\u00a0» (ceux qui\n"
    "                   sont fournis)\n",
    "Prints the tallies of each FILE, one line of JSON a file. FILE is a table in the format of\n"
    "the reference vectors ({\"input\": ...} or the input alone), or the log of a room that the\n"
    "server exported, whose tables are told together; - is standard input. An exported log does\n"
    "not say who rated whom, and what is reckoned of that is null in it (sealed); a server's\n"
    "database gives all.\n"
    "  --cases FILE      compare with the cases of this file, not with those built in\n"
    "  --decimals N      print figures with N decimals, 1 to 15 (4)\n"
    "  --db DATABASE     a server's, read without writing\n"
    "  --room CODE       that workshop of the database; several times: those (all)\n"
    "  --scenarios DIRS  directories of the log's scenario, separated by `:` (those that came\n"
    "                    with it)\n",
    NULL,
};
