#include "cli/cmd_replay.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/util.h"
#include "cli/data_dir.h"
#include "cli/lang.h"
#include "cli/log_file.h"
#include "net/net.h"

enum {
    FAULT_MAX = 4096,
    PATH_BYTES = 4096,
    PART_BYTES = 64 << 20,
    EXIT_OUTPUT = 1,
    EXIT_WRONG = 2
};

static const char usage_fr[] =
    "Utilisation\u00a0: tablee replay [OPTION]... JOURNAL\n"
    "Rejoue une séance à partir de son journal exporté, sans le serveur où elle a eu lieu\u00a0: "
    "sert "
    "la\n"
    "page à cet ordinateur seul, jusqu’à Ctrl+C. Les mots et les noms ne sont pas dans un "
    "journal.\n"
    "«\u00a0-\u00a0» lit l’entrée standard.\n"
    "  --port N       port de la page (un port libre)\n"
    "  --list         écrit plutôt la liste des points de vue, en JSON\n"
    "  --view VUE     écrit plutôt ce point de vue\u00a0: facilitator, screen, p3… (NDJSON)\n"
    "  --scenarios D  dossiers de scénarios, séparés par «\u00a0:\u00a0»\n"
    "  --web D        fichiers de la page (ceux à côté du programme)\n"
    "  --help         affiche cette aide\n";
static const char usage_en[] =
    "Usage: tablee replay [OPTION]... LOG\n"
    "Plays a session again from its exported log, without the server that held it: serves the "
    "page\n"
    "to this computer alone, until Ctrl+C. Words and names are not in a log. - is standard input.\n"
    "  --port N          port of the page (any free one)\n"
    "  --list            write the list of viewpoints instead, as JSON\n"
    "  --view VIEW       write that viewpoint instead: facilitator, screen, p3... (NDJSON)\n"
    "  --scenarios DIRS  directories of scenarios, separated by `:`\n"
    "  --web DIR         files of the page (those beside the program)\n"
    "  --help            print this\n";

struct options {
    const char *view, *scenarios, *web;
    bool list;
    int port; // 0: any free one
};

struct work {
    const struct options *o;
    const char *name; // of the log, as it was given
    struct buf text, fault;
    struct log_file log;
    struct host *host;
    char token[HOST_TOKEN_TEXT];
    char web[PATH_BYTES];
};

static int usage(FILE *out, int code)
{
    fputs(lang_pick(usage_fr, usage_en), out);
    return code;
}

static int complain(const char *what, const char *why)
{
    fprintf(stderr, lang_pick("tablee replay\u00a0: %s\u00a0: %s\n", "tablee replay: %s: %s\n"),
            what, why);
    return EXIT_WRONG;
}

static int complain_of_log(struct work *w)
{
    input_fault_tame(&w->fault);
    return complain(w->name, buf_cstr(&w->fault));
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
            return complain(w->o->view, lang_pick(rows[i].fr, rows[i].en));
        }
    }
    return complain(w->name, lang_pick("le journal ne se rejoue pas jusqu’au bout",
                                       "the log cannot be replayed to its end"));
}

static int write_parts(struct work *w, struct host_download *d, struct buf *part)
{
    enum host_part last = HOST_PART_SOON;
    while (last != HOST_PART_LAST) {
        const char *type;
        int status;
        last = host_download_next(d, part, &type, &status);
        if (last == HOST_PART_FAILED || status != 200) {
            return refused(w, buf_view(part));
        }
        if (fwrite(part->p, 1, part->n, stdout) != part->n) {
            return EXIT_OUTPUT;
        }
    }
    return 0;
}

// What the server answers over HTTP, byte for byte.
static int write_answer(struct work *w)
{
    char path[128];
    struct buf part;
    snprintf(path, sizeof path, "/api/rooms/%s/replay%s%.64s", w->log.room, w->o->list ? "" : "/",
             w->o->list ? "" : w->o->view);
    buf_init(&part, PART_BYTES);
    struct host_download *d = host_download_open(w->host, path, NULL, w->token);
    int code = write_parts(w, d, &part);
    host_download_close(d);
    buf_free(&part);
    if (code == 0 && w->o->list) {
        putchar('\n');
    }
    if (code != EXIT_WRONG && (fflush(stdout) != 0 || code == EXIT_OUTPUT)) {
        code = EXIT_OUTPUT;
        complain(lang_pick("sortie", "output"), strerror(errno));
    }
    return code;
}

// The host, held still upon the log

static bool open_host(struct work *w, const struct host_sink *sink)
{
    char err[FAULT_MAX] = "";
    struct host_config config = {
        .store = log_file_store(&w->log),
        .scenario_dirs = w->o->scenarios,
        .still = true,
    };
    w->host = host_open(&config, sink, err, sizeof err);
    bool good = w->host != NULL && host_lend(w->host, w->log.room, w->token);
    if (!good) {
        complain(w->name, w->host != NULL ? lang_pick("son scénario n’est pas utilisable",
                                                      "its scenario cannot be used")
                                          : err);
    }
    return good;
}

static int write_out(struct work *w)
{
    static const struct host_sink nobody = {0}; // a host without connections or commits
    int code = open_host(w, &nobody) ? write_answer(w) : EXIT_WRONG;
    host_close(w->host);
    return code;
}

static void listening(void *ctx, int port)
{
    const struct work *w = ctx;
    printf(
        lang_pick("Revoir l’atelier\u00a0: http://127.0.0.1:%d/rejouer#%s.%s  (Ctrl+C arrête)\n",
                  "Watch the workshop again: http://127.0.0.1:%d/rejouer#%s.%s  (Ctrl+C stops)\n"),
        port, w->log.room, w->token);
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
        return complain(w->o->web,
                        lang_pick("ce dossier n’existe pas", "there is no such directory"));
    }
    struct net *n = net_new(&config, err, sizeof err);
    if (n == NULL) {
        complain("127.0.0.1", err);
        return EXIT_OUTPUT;
    }
    struct host_sink sink = net_sink(n);
    int code = open_host(w, &sink) ? net_run(n, w->host) : EXIT_WRONG;
    host_close(w->host);
    net_free(n);
    return code;
}

// That the log can be replayed is known before anything is served.
static bool replays(struct work *w)
{
    struct log_room room;
    struct scenario_shelf shelf = {.dirs = w->o->scenarios};
    struct record_source source = log_file_source(&w->log);
    bool good = log_room_replay(&source, &shelf, &room, &w->fault);
    if (good && room.changed) {
        complain(w->name, lang_pick("son scénario a changé depuis qu’il a été joué",
                                    "its scenario has changed since it was played"));
    }
    log_room_free(&room);
    return good;
}

static int run(const struct options *o, const char *name)
{
    struct work w = {.o = o, .name = name};
    buf_init(&w.text, INPUT_BYTES_MAX);
    buf_init(&w.fault, FAULT_MAX);
    log_set_level(LOG_LEVEL_ERROR);
    bool good = input_read(name, &w.text, &w.fault) &&
                log_file_open(buf_view(&w.text), &w.log, &w.fault) && replays(&w);
    int code = !good ? complain_of_log(&w) : o->list || o->view ? write_out(&w) : serve(&w);
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
    case 's':
        o->scenarios = value;
        break;
    case 'w':
        o->web = value;
        break;
    default:
        return false;
    }
    if (!good) {
        complain(value, lang_pick("un port est un nombre de 0 à 65535",
                                  "a port is a number from 0 to 65535"));
    }
    return good;
}

int cmd_replay(int argc, char **argv)
{
    static const struct option list[] = {
        {"port", required_argument, NULL, 'p'},
        {"list", no_argument, NULL, 'l'},
        {"view", required_argument, NULL, 'v'},
        {"scenarios", required_argument, NULL, 's'},
        {"web", required_argument, NULL, 'w'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct options o = {.scenarios = DEFAULT_SCENARIOS};
    optind = 1;
    for (int option; (option = getopt_long(argc, argv, "", list, NULL)) != -1;) {
        if (option == 'h') {
            return usage(stdout, 0);
        }
        if (!take_option(&o, option, optarg)) {
            return usage(stderr, EXIT_WRONG);
        }
    }
    return optind + 1 == argc ? run(&o, argv[optind]) : usage(stderr, EXIT_WRONG);
}
