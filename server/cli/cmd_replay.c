#include "cli/cmd_replay.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/log.h"
#include "base/util.h"
#include "cli/data_dir.h"
#include "cli/log_file.h"
#include "host/secrets.h"
#include "net/net.h"
#include "store/store.h"

enum {
    FAULT_MAX = 4096,
    PATH_BYTES = 4096,
    PART_BYTES = 64 << 20,
};

struct options {
    const char *db, *room; // instead of a log; NULL
    const char *view, *scenarios, *web;
    const char *html; // instead of serving: the file to be written
    bool list;
    int port; // 0: any free one
};

struct work {
    const struct options *o;
    const char *name; // of the log or the database, as it was given
    const char *room; // its code
    struct buf text, fault;
    struct log_file log;
    struct host *host;
    char token[HOST_TOKEN_TEXT];
    char web[PATH_BYTES];
};

static int complain_of_file(struct work *w)
{
    input_fault_tame(&w->fault);
    return command_complain(&replay_command, w->name, buf_cstr(&w->fault));
}

// Scripts

static int refused(struct work *w, struct str answer)
{
    static const struct {
        const char *answer, *fr, *en;
    } rows[] = {
        {"{\"error\":\"not_yet\"}",
         "l’atelier n’est pas allé jusqu’à la conclusion, qui ouvre les points de vue des "
         "personnes",
         "the workshop did not come to its conclusion, which opens the viewpoints of people"},
        {"{\"error\":\"no_consent\"}",
         "cette personne n’a pas accepté le retour en groupe, ou s’est fait oublier",
         "this person did not agree to the debrief, or was forgotten"},
        {"{\"error\":\"no_file\"}", "l’atelier n’a pas ce point de vue; --list donne ceux qu’il a",
         "the workshop has no such viewpoint; --list gives those it has"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (str_eq_cstr(answer, rows[i].answer)) {
            return command_complain(&replay_command, w->o->view, lang_pick(rows[i].fr, rows[i].en));
        }
    }
    return command_complain(&replay_command, w->name,
                            lang_pick("la séance ne se rejoue pas jusqu’au bout",
                                      "the session cannot be replayed to its end"));
}

// Each part goes on to `all`, or to standard output where that is NULL.
static bool pass_on(const struct buf *part, struct buf *all)
{
    if (all) {
        buf_str(all, buf_view(part));
        return !all->overflow;
    }
    return part->n == 0 || fwrite(part->p, 1, part->n, stdout) == part->n;
}

static int write_parts(struct work *w, struct host_download *d, struct buf *part, struct buf *all)
{
    enum host_part last = HOST_PART_SOON;
    while (last != HOST_PART_LAST) {
        const char *type;
        int status;
        last = host_download_next(d, part, &type, &status);
        if (last == HOST_PART_FAILED || status != 200) {
            return refused(w, buf_view(part));
        }
        if (!pass_on(part, all)) {
            return COMMAND_FAILED;
        }
    }
    return 0;
}

// What the server answers over HTTP, byte for byte.
static int ask_host(struct work *w, const char *view, struct buf *all)
{
    char path[128];
    struct buf part;
    snprintf(path, sizeof path, "/api/rooms/%s/replay%s%.64s", w->room, *view ? "/" : "", view);
    buf_init(&part, PART_BYTES);
    struct host_download *d = host_download_open(w->host, path, NULL, w->token);
    int code = write_parts(w, d, &part, all);
    host_download_close(d);
    buf_free(&part);
    return code;
}

static int write_answer(struct work *w)
{
    int code = ask_host(w, w->o->list ? "" : w->o->view, NULL);
    if (code == 0 && w->o->list) {
        putchar('\n');
    }
    return code;
}

// Taken home: the page that the client's build makes for it, with the story in its two places.

static bool put_until(struct str *page, const char *place, struct buf *out)
{
    const char *at = memmem(page->p, page->n, place, strlen(place));
    if (at == NULL) {
        return false;
    }
    size_t n = (size_t)(at - page->p);
    buf_str(out, str_sub(*page, 0, n));
    *page = str_sub(*page, n + strlen(place), page->n);
    return true;
}

// Of a log that is broken, one part more, chained as the others are: how many records hold.
static bool add_kept(uint64_t kept, struct buf *parts, struct buf *seal)
{
    static const char end[] = "\"]}\n";
    unsigned char hash[DIGEST_BYTES];
    char link[DIGEST_TEXT];
    size_t part = parts->n, n = seal->n - strlen(end);
    if (!secret_unhex(str_sub(buf_view(seal), n - (DIGEST_TEXT - 1), DIGEST_TEXT - 1), hash)) {
        return false;
    }
    buf_printf(parts, "{\"until\":%llu}", (unsigned long long)kept);
    secret_chain(hash, str_sub(buf_view(parts), part, parts->n - part), hash);
    secret_hex(hash, link);
    buf_char(parts, '\n');
    seal->n = n;
    buf_printf(seal, "\",\"%s%s", link, end);
    return true;
}

static bool fill_page(struct str page, struct buf *parts, struct buf *seal, struct buf *out)
{
    bool good = put_until(&page, "{{parts}}", out);
    buf_str(out, buf_view(parts));
    good = good && put_until(&page, "{{seal}}", out);
    buf_str(out, buf_view(seal));
    buf_str(out, page);
    return good && !out->overflow;
}

// Its last line is the seal.
static bool fill(struct work *w, struct str page, struct buf *parts, struct buf *out)
{
    struct buf seal;
    size_t at = parts->n - 1;
    while (at > 0 && parts->p[at - 1] != '\n') {
        at--;
    }
    buf_init(&seal, PART_BYTES);
    buf_str(&seal, str_sub(buf_view(parts), at, parts->n - at));
    parts->n = at;
    bool good = (w->log.kept == 0 || add_kept(w->log.kept, parts, &seal)) &&
                fill_page(page, parts, &seal, out);
    buf_free(&seal);
    return good;
}

static bool write_file(const char *name, struct str bytes)
{
    FILE *f = fopen(name, "wb");
    bool good = f != NULL && fwrite(bytes.p, 1, bytes.n, f) == bytes.n;
    return f != NULL && fclose(f) == 0 && good;
}

static int write_html(struct work *w)
{
    struct buf taken, page, out;
    char name[PATH_BYTES + 16];
    buf_init(&taken, PART_BYTES);
    buf_init(&page, PART_BYTES);
    buf_init(&out, PART_BYTES);
    int code = ask_host(w, "taken", &taken);
    bool web = find_web(w->o->web, w->web, sizeof w->web);
    snprintf(name, sizeof name, "%s/taken.html", w->web);
    if (code == 0 &&
        !(web && input_read(name, &page, &w->fault) && fill(w, buf_view(&page), &taken, &out))) {
        code = command_complain(&replay_command, name,
                                lang_pick("cette page n’y est pas", "that page is not there"));
    } else if (code == 0 && !write_file(w->o->html, buf_view(&out))) {
        code = command_complain(&replay_command, w->o->html, strerror(errno));
    }
    buf_free(&out);
    buf_free(&page);
    buf_free(&taken);
    return code;
}

// The host, held still upon the log

static bool open_host(struct work *w, const struct host_sink *sink)
{
    char err[FAULT_MAX] = "";
    struct host_config config = {
        .store = w->o->db != NULL ? NULL : log_file_store(&w->log),
        .db_path = w->o->db,
        .scenario_dirs = w->o->scenarios,
        .still = true,
    };
    w->host = host_open(&config, sink, err, sizeof err);
    bool good = w->host != NULL && host_lend(w->host, w->room, w->token);
    if (!good) {
        const char *none = lang_pick("cet atelier n’y est pas", "that room is not in it");
        command_complain(&replay_command, w->name, w->host != NULL ? none : err);
    }
    return good;
}

static void stopped(void *ctx, const char *why)
{
    const struct work *w = ctx;
    command_complain(&replay_command, w->name, why);
}

static int write_out(struct work *w)
{
    struct host_sink nobody = {.ctx = w, .fatal = stopped}; // no connections, no commits
    int code = !open_host(w, &nobody) ? COMMAND_WRONG
               : w->o->html           ? write_html(w)
                                      : write_answer(w);
    host_close(w->host);
    return code;
}

static void listening(void *ctx, int port)
{
    const struct work *w = ctx;
    char until[64] = "";
    if (w->log.kept > 0) {
        snprintf(until, sizeof until, "?vue=story&jusque=%llu", (unsigned long long)w->log.kept);
    }
    printf(lang_pick(
               "Revoir l’atelier\u00a0: http://127.0.0.1:%d/rejouer%s#%s.%s  (Ctrl+C arrête)\n",
               "Watch the workshop again: http://127.0.0.1:%d/rejouer%s#%s.%s  (Ctrl+C stops)\n"),
           port, until, w->room, w->token);
    fflush(stdout);
}

static int serve(struct work *w)
{
    char err[FAULT_MAX] = "";
    struct net_config config = {
        .listen = "127.0.0.1",
        .port = w->o->port,
        .web_dir = w->web,
        .listening = listening,
        .ctx = w,
    };
    if (!find_web(w->o->web, w->web, sizeof w->web)) {
        return command_complain(&replay_command, w->o->web,
                                lang_pick("ce dossier n’existe pas", "there is no such directory"));
    }
    struct net *n = net_new(&config, err, sizeof err);
    if (n == NULL) {
        command_complain(&replay_command, "127.0.0.1", err);
        return COMMAND_FAILED;
    }
    struct host_sink sink = net_sink(n);
    int code = open_host(w, &sink) ? net_run(n, w->host) : COMMAND_WRONG;
    host_close(w->host);
    net_free(n);
    return code;
}

// That the log can be replayed is known before anything is served; as far as its records follow
// from one another.
static bool replays(struct work *w)
{
    struct log_room room;
    struct scenario_shelf shelf = log_file_shelf(&w->log, w->o->scenarios);
    struct record_source source = log_file_source(&w->log);
    struct buf why;
    buf_init(&why, FAULT_MAX);
    bool good = log_room_make(&source, &shelf, &room, &why);
    if (!good && room.applied > 0) {
        log_file_keep(&w->log, room.applied);
        good = true;
    }
    if (!w->fault.n) {
        buf_str(&w->fault, buf_view(&why));
    }
    buf_free(&why);
    if (good && room.changed) {
        command_complain(&replay_command, w->name, log_changed());
    }
    log_room_free(&room);
    return good;
}

static bool log_opens(struct work *w)
{
    bool good = input_read(w->name, &w->text, &w->fault) &&
                log_file_open_part(buf_view(&w->text), &w->log, &w->fault) && replays(w);
    w->room = w->log.room;
    if (good && w->log.kept > 0) {
        complain_of_file(w);
    }
    return good;
}

// A database that is not there would be made.
static bool database_opens(struct work *w)
{
    bool good = store_is_address(w->o->db) || access(w->o->db, R_OK) == 0;
    if (!good) {
        buf_puts(&w->fault, strerror(errno));
    }
    w->room = w->o->room;
    return good;
}

static int run(const struct options *o, const char *name)
{
    struct work w = {.o = o, .name = name};
    buf_init(&w.text, INPUT_BYTES_MAX);
    buf_init(&w.fault, FAULT_MAX);
    log_set_level(LOG_LEVEL_ERROR);
    bool good = o->db != NULL ? database_opens(&w) : log_opens(&w);
    int code = !good                           ? complain_of_file(&w)
               : o->list || o->view || o->html ? write_out(&w)
                                               : serve(&w);
    if (code == 0 && w.log.kept > 0) {
        code = COMMAND_FAILED;
    }
    log_file_close(&w.log);
    buf_free(&w.text);
    buf_free(&w.fault);
    return code;
}

// Options

static bool take_option(struct options *o, int option, const char *value)
{
    int64_t port = 0;
    bool good = true;
    switch (option) {
    case 'p':
        good = str_int(str_from_cstr(value), 0, 65535, &port);
        o->port = (int)port;
        break;
    case 'l':
        o->list = true;
        break;
    case 'v':
        o->view = value;
        break;
    case 'H':
        o->html = value;
        break;
    case 's':
        o->scenarios = value;
        break;
    case 'w':
        o->web = value;
        break;
    case 'd':
        o->db = value;
        break;
    case 'r':
        o->room = value;
        break;
    }
    return good;
}

static int replay(const struct command *c, int argc, char **argv)
{
    static const struct option list[] = {
        {"port", required_argument, NULL, 'p'},
        {"list", no_argument, NULL, 'l'},
        {"view", required_argument, NULL, 'v'},
        {"scenarios", required_argument, NULL, 's'},
        {"web", required_argument, NULL, 'w'},
        {"db", required_argument, NULL, 'd'},
        {"room", required_argument, NULL, 'r'},
        {"html", required_argument, NULL, 'H'},
        COMMAND_OPTIONS,
    };
    struct options o = {.scenarios = DEFAULT_SCENARIOS};
    int code = -1;
    for (int option; (option = command_option(c, argc, argv, list, &code)) != -1;) {
        if (!take_option(&o, option, optarg)) {
            code = command_wrong_value(c, optarg,
                                       lang_pick("un port est un nombre de 0 à 65535",
                                                 "a port is a number from 0 to 65535"));
        }
    }
    bool good = o.db != NULL ? o.room != NULL && optind == argc : optind + 1 == argc;
    if (code < 0 && !good) {
        code = command_wrong(c, lang_pick("il faut un JOURNAL, ou --db avec --room",
                                          "one LOG is needed, or --db with --room"));
    }
    return code >= 0 ? code : run(&o, o.db != NULL ? o.db : argv[optind]);
}

const struct command replay_command = {
    "replay",
    replay,
    "rejoue une séance à partir de son journal exporté",
    "play a session again from its exported log",
    "Utilisation\u00a0: tablee replay [OPTION]... JOURNAL\n"
    "          ou\u00a0: tablee replay [OPTION]... --db FICHIER --room CODE\n",
    "Usage: tablee replay [OPTION]... LOG\n"
    "   or: tablee replay [OPTION]... --db FILE --room CODE\n",
    "Rejoue une séance sans le serveur où elle a eu lieu\u00a0: sert la page à cet ordinateur "
    "seul,\n"
    "jusqu’à Ctrl+C. D’un journal rompu, coupé ou forgé, dit où, et montre ce qui est entier "
    "(code 1).\n"
    "Un journal exporté ne contient ni mots ni noms; la base d’un serveur donne "
    "ceux\n"
    "des personnes qui ont accepté le retour en groupe. «\u00a0-\u00a0» lit l’entrée standard.\n"
    "  --db FICHIER   base d’un serveur, lue sans y écrire d’événement\n"
    "  --room CODE    cet atelier de la base\n"
    "  --port N       port de la page (un port libre)\n"
    "  --list         écrit plutôt la liste des points de vue, en JSON\n"
    "  --view VUE     écrit plutôt ce point de vue\u00a0: facilitator, screen, p3… (NDJSON)\n"
    "  --html FICHIER écrit plutôt un fichier HTML à emporter\u00a0: l’histoire, les bilans, les "
    "rapports\n"
    "  --scenarios D  dossiers de scénarios, séparés par «\u00a0:\u00a0»\n"
    "  --web D        fichiers de la page (ceux à côté du programme)\n",
    "Plays a session again without the server that held it: serves the page to this computer\n"
    "alone, until Ctrl+C. Of a log that is broken, cut or forged, says where, and shows what is\n"
    "whole (code 1). An exported log holds neither words nor names; a server's database has\n"
    "those of people who agreed to the debrief. - is standard input.\n"
    "  --db FILE         database of a server, read without writing an event\n"
    "  --room CODE       that workshop of the database\n"
    "  --port N          port of the page (any free one)\n"
    "  --list            write the list of viewpoints instead, as JSON\n"
    "  --view VIEW       write that viewpoint instead: facilitator, screen, p3... (NDJSON)\n"
    "  --html FILE       write one HTML file to take home instead: story, outcomes, reports\n"
    "  --scenarios DIRS  directories of scenarios, separated by `:`\n"
    "  --web DIR         files of the page (those beside the program)\n",
    NULL,
};
