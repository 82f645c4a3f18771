#include "cli/cmd_verify.h"

#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/log.h"
#include "base/vec.h"
#include "cli/log_file.h"
#include "host/host.h"
#include "host/records.h"

enum { FAULT_MAX = 4096, ROOMS_MAX = 1 << 20 };

static int tell(const char *file, const struct log_proof *proof)
{
    struct buf why;
    int code = COMMAND_FAILED;
    buf_init(&why, FAULT_MAX);
    log_proof_tell(proof, &why);
    if (proof->records || proof->bad_line) {
        printf(lang_pick("%s\u00a0: %s\n", "%s: %s\n"), file, buf_cstr(&why));
    } else {
        code = command_complain(&verify_command, file, buf_cstr(&why));
    }
    buf_free(&why);
    return code;
}

static int verify_text(const char *file, struct str text)
{
    if (!log_file_is(text)) {
        return command_complain(&verify_command, file,
                                lang_pick("ce n’est pas un journal exporté par Tablée",
                                          "this is not a log that Tablée exported"));
    }
    struct log_proof proof = log_file_prove(text);
    if (!log_proof_holds(&proof)) {
        return tell(file, &proof);
    }
    printf(lang_pick("%llu enregistrements, chaîne intacte\n", "%llu records, chain whole\n"),
           (unsigned long long)proof.records);
    return 0;
}

static int verify_file(const char *file)
{
    struct buf text, fault;
    buf_init(&text, INPUT_BYTES_MAX);
    buf_init(&fault, FAULT_MAX);
    int code = input_read(file, &text, &fault)
                   ? verify_text(file, buf_view(&text))
                   : command_complain(&verify_command, file, buf_cstr(&fault));
    buf_free(&text);
    buf_free(&fault);
    return code;
}

// ---- a database

struct told {
    uint32_t code;
    int faults;
    uint64_t rooms, records;
};

static void tell_wrong(void *ctx, uint64_t seq, struct str field)
{
    struct told *t = ctx;
    t->faults++;
    if (field.n > 0) {
        printf(lang_pick("atelier %07u, enregistrement %llu\u00a0: le texte «\u00a0" STR_FMT
                         "\u00a0» n’est pas celui qui a été écrit\n",
                         "workshop %07u, record %llu: the text '" STR_FMT
                         "' is not the one that was written\n"),
               t->code, (unsigned long long)seq, STR_ARG(field));
    } else {
        printf(lang_pick("atelier %07u, enregistrement %llu\u00a0: la chaîne est rompue\n",
                         "workshop %07u, record %llu: the chain is broken\n"),
               t->code, (unsigned long long)seq);
    }
}

struct room_list {
    VEC(struct store_room) rooms;
};

static bool list_room(void *ctx, const struct store_room *room)
{
    struct room_list *list = ctx;
    return vec_push(&list->rooms, *room);
}

static bool verify_rooms(struct store *s, struct told *t)
{
    struct room_list list;
    vec_init(&list.rooms, ROOMS_MAX);
    bool good = store_rooms(s, list_room, &list) == STORE_YES;
    for (size_t i = 0; i < list.rooms.n && good; i++) {
        uint64_t records;
        t->code = list.rooms.p[i].code;
        good = records_prove(s, list.rooms.p[i].id, tell_wrong, t, &records);
        t->records += records;
        t->rooms++;
    }
    vec_free(&list.rooms);
    return good;
}

static void tell_snapshot(void *ctx, uint32_t code)
{
    struct told *t = ctx;
    t->faults++;
    printf(lang_pick("atelier %07u\u00a0: l’état gardé n’est pas celui auquel mène son journal\n",
                     "workshop %07u: the state that was kept is not what its log comes to\n"),
           code);
}

static void stopped(void *ctx, const char *why)
{
    command_complain(&verify_command, ctx, why);
}

// Takes the store over: a host that is held still runs every log again.
static bool verify_snapshots(struct store *s, const char *path, struct told *t)
{
    char err[512] = "", name[4096];
    snprintf(name, sizeof name, "%s", path);
    struct host_sink nobody = {.ctx = name, .fatal = stopped};
    struct host_config config = {.store = s, .scenario_dirs = "", .still = true};
    struct host *h = host_open(&config, &nobody, err, sizeof err);
    if (h == NULL) {
        command_complain(&verify_command, path, err);
        return false;
    }
    bool good = host_prove_snapshots(h, tell_snapshot, t);
    host_close(h);
    return good;
}

static int verify_database(const char *path)
{
    char err[512] = "";
    struct told t = {0};
    log_set_level(LOG_LEVEL_ERROR);
    struct store *s = store_look(path, err, sizeof err);
    if (s == NULL) {
        return command_complain(&verify_command, path, err);
    }
    bool good = verify_rooms(s, &t);
    if (good && t.faults == 0) {
        good = verify_snapshots(s, path, &t);
        s = NULL;
    }
    if (!good && s != NULL) {
        uint64_t batch;
        const char *why;
        store_done(s, &batch, &why);
        printf(lang_pick("atelier %07u\u00a0: %s\n", "workshop %07u: %s\n"), t.code, why);
    } else if (good && t.faults == 0) {
        printf(lang_pick("%llu ateliers, %llu enregistrements, chaînes et textes intacts\n",
                         "%llu workshops, %llu records, chains and texts whole\n"),
               (unsigned long long)t.rooms, (unsigned long long)t.records);
    }
    store_close(s);
    return good && t.faults == 0 ? COMMAND_GOOD : COMMAND_FAILED;
}

static int verify(const struct command *c, int argc, char **argv)
{
    static const struct option list[] = {{"db", required_argument, NULL, 'd'}, COMMAND_OPTIONS};
    const char *db = NULL;
    int code = -1;
    while (command_option(c, argc, argv, list, &code) != -1) {
        db = optarg;
    }
    if (code >= 0) {
        return code;
    }
    if (db != NULL && optind == argc) {
        return verify_database(db);
    }
    if (optind + 1 != argc) {
        return command_wrong(c, optind == argc
                                    ? lang_pick("aucun FICHIER n’est nommé", "no FILE given")
                                    : lang_pick("un seul FICHIER à la fois", "one FILE at a time"));
    }
    return verify_file(argv[optind]);
}

const struct command verify_command = {
    "verify",
    verify,
    "prouve qu’un journal exporté est intact",
    "prove an exported log whole",
    "Utilisation\u00a0: tablee verify FICHIER\n"
    "          ou\u00a0: tablee verify --db FICHIER\n",
    "Usage: tablee verify FILE\n"
    "   or: tablee verify --db FILE\n",
    "Vérifie qu’un journal exporté est tel qu’il a été écrit; «\u00a0-\u00a0» lit l’entrée "
    "standard.\n"
    "  --db FICHIER   plutôt la base d’un serveur, ou une copie\u00a0: chaque atelier, et chaque "
    "texte\n",
    "Checks that an exported log is as it was written; - is standard input.\n"
    "  --db FILE      a server's database instead, or a copy: each workshop, and each text\n",
    NULL,
};
