#include "cli/cmd_serve.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/log.h"
#include "base/str.h"
#include "base/util.h"
#include "cli/backup.h"
#include "cli/data_dir.h"
#include "cli/host_key.h"
#include "cli/links.h"
#include "cli/serve_options.h"
#include "cli/state_dir.h"
#include "net/addresses.h"
#include "net/clock.h"
#include "net/control_ask.h"
#include "net/net.h"

enum { PATH_LEN = 4096, ERR_LEN = 1024, ANSWER_BYTES = 65536, NODE_LEN = 64 };

struct serve {
    struct serve_options options;
    struct state_dir state; // held as long as this server runs; path "" with --memory
    char db[PATH_LEN], web[PATH_LEN], scenarios[PATH_LEN];
    char node[NODE_LEN];
    struct host_key key;
    struct net *net;
    time_t since;
    int port;
    bool terminal; // it was started from one
    char err[ERR_LEN];
};

static bool find_data(struct serve *s)
{
    const char *web = s->options.text[OPT_WEB], *scenarios = s->options.text[OPT_SCENARIOS];
    find_scenarios(s->scenarios, sizeof s->scenarios);
    if (scenarios)
        snprintf(s->scenarios, sizeof s->scenarios, "%s", scenarios);
    if (!find_web(web, s->web, sizeof s->web))
        snprintf(s->err, sizeof s->err,
                 lang_pick("Il n’y a pas de dossier %.512s; --web nomme celui de l’application.",
                           "There is no directory %.512s; --web names the client's."),
                 web);
    return !s->err[0];
}

// Another server holds the directory: where it is, so that nobody has to look for it.
static void tell_other(struct serve *s)
{
    struct buf lines;
    buf_init(&lines, ANSWER_BYTES);
    snprintf(
        s->err, sizeof s->err,
        lang_pick("un autre tablee sert déjà %.512s; «\u00a0tablee stop\u00a0» l’arrête, "
                  "--state choisit un autre dossier",
                  "another tablee serves %.512s already; 'tablee stop' ends it, --state chooses "
                  "another directory"),
        s->state.path);
    if (net_ask(s->state.control, "status", &lines))
        links_print(buf_view(&lines), isatty(STDOUT_FILENO));
    buf_free(&lines);
}

static bool find_state(struct serve *s)
{
    state_dir_name(&s->state, s->options.text[OPT_STATE]);
    if (serve_flag(&s->options, OPT_MEMORY)) {
        s->state.path[0] = 0;
        return true;
    }
    if (s->options.text[OPT_STORE])
        snprintf(s->db, sizeof s->db, "%s", s->options.text[OPT_STORE]);
    else
        snprintf(s->db, sizeof s->db, "%.*s/tablee.db", (int)sizeof s->db - 16, s->state.path);
    gethostname(s->node, sizeof s->node - 1);
    if (s->options.text[OPT_NODE])
        snprintf(s->node, sizeof s->node, "%s", s->options.text[OPT_NODE]);
    if (state_dir_hold(&s->state, s->err, sizeof s->err))
        return true;
    if (!s->err[0])
        tell_other(s);
    return false;
}

static bool find_key(struct serve *s)
{
    if (serve_flag(&s->options, OPT_OPEN))
        return true;
    bool kept = s->state.path[0];
    return host_key_find(&s->key, s->options.text[OPT_KEY], kept ? s->state.path : NULL, s->err,
                         sizeof s->err);
}

static void put_links(const struct serve *s, struct buf *out)
{
    struct links l = {
        .listen = s->options.text[OPT_LISTEN],
        .public_url = s->options.text[OPT_PUBLIC_URL],
        .port = s->port,
        .key = s->key.text,
        .key_file = s->key.file,
        .https = s->options.text[OPT_CERT] != NULL,
        .wifi = s->options.text[OPT_WIFI],
        .wifi_password = s->options.text[OPT_WIFI_PASSWORD],
    };
    links_put(&l, out);
}

static void print_links(const struct serve *s)
{
    struct buf lines;
    bool terminal = isatty(STDOUT_FILENO);
    buf_init(&lines, ANSWER_BYTES);
    put_links(s, &lines);
    links_print(buf_view(&lines), terminal);
    if (terminal && !serve_flag(&s->options, OPT_NO_QR))
        links_draw_qr(buf_view(&lines));
    buf_free(&lines);
    fflush(stdout);
}

// Anybody may open a workshop there, and nobody is named who answers for what people say in it.
static bool nobody_answers(const struct serve *s)
{
    return serve_flag(&s->options, OPT_OPEN) && !s->options.text[OPT_RESPONSIBLE];
}

static void listening(void *ctx, int port)
{
    struct serve *s = ctx;
    s->port = port;
    if (s->options.port < 0 && port != NET_PORT_FIRST)
        printf(lang_pick("Le port %d est pris\u00a0: celui-ci est %d.\n",
                         "Port %d is taken: this one is %d.\n"),
               NET_PORT_FIRST, port);
    print_links(s);
    if (nobody_answers(s))
        puts(lang_pick("À voir\u00a0: ce serveur est ouvert à tout le monde et ne dit pas qui "
                       "répond des renseignements des gens (--responsible, --contact).",
                       "Amiss: this server is open to all and does not say who answers for "
                       "people's data (--responsible, --contact)."));
    if (s->terminal)
        puts(lang_pick("Fermer ce terminal arrête le serveur; les ateliers restent gardés.",
                       "Closing this terminal stops the server; workshops stay kept."));
    fflush(stdout);
}

static void moved(void *ctx)
{
    char none[1][NET_ADDRESS_LEN];
    putchar('\n');
    if (net_addresses(none, 1) > 0)
        puts(lang_pick("L’adresse a changé; les téléphones prennent celle-ci\u00a0:",
                       "The address has changed; phones take this one:"));
    else
        puts(lang_pick("Cet ordinateur n’est plus sur aucun réseau\u00a0: les téléphones ne "
                       "l’atteignent pas.",
                       "This computer is on no network any more: phones do not reach it."));
    print_links(ctx);
}

// What the control socket answers

static void answer_links(void *ctx, struct str rest, struct buf *out)
{
    UNUSED(rest);
    put_links(ctx, out);
}

static void answer_status(void *ctx, struct str rest, struct buf *out)
{
    const struct serve *s = ctx;
    char since[32];
    struct tm t;
    UNUSED(rest);
    localtime_r(&s->since, &t);
    strftime(since, sizeof since, "%Y-%m-%d %H:%M", &t);
    buf_printf(out, "pid %ld\nversion %s\nsince %s\nstate %s\nconnections %zu\n", (long)getpid(),
               TABLEE_VERSION, since, s->state.path, net_connections(s->net));
    if (nobody_answers(s))
        buf_puts(out, "responsible nobody\n");
    put_links(s, out);
}

static void answer_stop(void *ctx, struct str rest, struct buf *out)
{
    const struct serve *s = ctx;
    UNUSED(rest);
    buf_printf(out, "pid %ld\n", (long)getpid());
    net_stop(s->net);
}

static void answer_reload(void *ctx, struct str rest, struct buf *out)
{
    const struct serve *s = ctx;
    UNUSED(rest);
    buf_printf(out, "pid %ld\n", (long)getpid());
    net_reload(s->net);
}

// On a thread of its own: touches the files alone.
static void answer_backup(void *ctx, struct str rest, struct buf *out)
{
    const struct serve *s = ctx;
    char dir[PATH_LEN], err[2 * PATH_LEN] = "";
    snprintf(dir, sizeof dir, STR_FMT, STR_ARG(rest));
    if (backup_make(s->state.path, s->options.text[OPT_STORE], dir, err, sizeof err))
        buf_printf(out, "copied %s\n", dir);
    else
        buf_printf(out, "error %s\n", err);
}

static const struct net_control_row control_rows[] = {
    {"links", answer_links, false},  {"status", answer_status, false},
    {"stop", answer_stop, false},    {"reload", answer_reload, false},
    {"backup", answer_backup, true}, {"GET", NULL, false},
    {"POST", NULL, false},
};

static uint64_t disk_left(void *ctx)
{
    const struct serve *s = ctx;
    struct statvfs v;
    int rc = s->state.fd >= 0 ? fstatvfs(s->state.fd, &v) : statvfs(s->db, &v);
    return rc == 0 ? (uint64_t)v.f_bavail * v.f_frsize : UINT64_MAX;
}

static int serve_with(struct serve *s, struct net *n)
{
    struct host_sink sink = net_sink(n);
    struct host_config config = {
        .db_path = s->db,
        .node = s->node,
        .state_dir = s->state.path[0] ? s->state.path : NULL,
        .scenario_dirs = s->scenarios,
        .key = s->key.text[0] ? s->key.text : NULL,
        .now_ms = net_now(n),
        .max_connections = (uint32_t)s->options.max_connections,
        .max_living = (uint32_t)s->options.living,
        .keep_days = s->options.keep ? (uint32_t)s->options.keep : HOST_KEEP_ALL,
        .responsible = s->options.text[OPT_RESPONSIBLE],
        .contact = s->options.text[OPT_CONTACT],
        .unmetered = s->options.message_rate == 0,
        .disk_left = s->db[0] && !s->options.text[OPT_STORE] ? disk_left : NULL,
        .disk_ctx = s,
    };
    struct host *h = host_open(&config, &sink, s->err, sizeof s->err);
    if (!h)
        return EXIT_FAILURE;
    int code = net_run(n, h);
    host_close(h);
    return code;
}

// Whether the kernel would tell of a terminal's end.
static bool has_terminal(void)
{
    int fd = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static int serve(struct serve *s)
{
    struct net_control control = {s->state.control, control_rows, ARRAY_LEN(control_rows), s};
    s->terminal = has_terminal();
    s->since = time(NULL);
    struct net_config config = {
        .listen = s->options.text[OPT_LISTEN],
        .port = s->options.port < 0 ? NET_PORT_SEARCH : s->options.port,
        .web_dir = s->web,
        .public_url = s->options.text[OPT_PUBLIC_URL],
        .behind_proxy = serve_flag(&s->options, OPT_BEHIND_PROXY) || s->options.text[OPT_PROXIES],
        .proxies = s->options.text[OPT_PROXIES],
        .cert = s->options.text[OPT_CERT],
        .cert_key = s->options.text[OPT_CERT_KEY],
        .message_rate = s->options.message_rate,
        .ping_seconds = s->options.ping,
        .request_seconds = s->options.request_time,
        .voice = s->options.text[OPT_VOICE],
        .captive = s->options.text[OPT_WIFI] != NULL,
        .hangup_stops = s->terminal,
        .control = s->state.fd >= 0 ? &control : NULL,
        .listening = listening,
        .moved = moved,
        .ctx = s,
    };
    struct net *n = s->net = net_new(&config, s->err, sizeof s->err);
    if (!n)
        return EXIT_FAILURE;
    int code = serve_with(s, n);
    net_free(n);
    return code;
}

static int prepared(struct serve *s, int argc, char **argv)
{
    enum log_level level;
    if (!serve_options_read(&s->options, argc, argv, s->err, sizeof s->err))
        return COMMAND_WRONG;
    if (s->options.help)
        return command_help(&serve_command);
    if (s->options.version)
        return command_version();
    if (!log_level_from(s->options.text[OPT_LOG_LEVEL], &level)) {
        snprintf(
            s->err, sizeof s->err,
            lang_pick(
                "«\u00a0%.64s\u00a0» n’est pas un niveau\u00a0: debug, info, warn, error ou none.",
                "\"%.64s\" is no level: debug, info, warn, error or none."),
            s->options.text[OPT_LOG_LEVEL]);
        return COMMAND_WRONG;
    }
    if (s->options.print) {
        serve_options_print(&s->options);
        return EXIT_SUCCESS;
    }
    log_set_level(level);
    if (!find_data(s) || !find_state(s) || !find_key(s))
        return EXIT_FAILURE;
    return serve(s);
}

static int run(const struct command *c, int argc, char **argv)
{
    struct serve *s = mem_alloc(sizeof *s);
    s->state.fd = -1;
    int code = prepared(s, argc, argv);
    if (s->options.misread)
        command_wrong(c, s->err);
    else if (s->err[0])
        fprintf(stderr, lang_pick("tablee serve\u00a0: %s\n", "tablee serve: %s\n"), s->err);
    state_dir_close(&s->state);
    host_key_end(&s->key);
    serve_options_free(&s->options);
    mem_free(s);
    return code;
}

const struct command serve_command = {
    "serve",
    run,
    "héberge des ateliers",
    "host workshops",
    "Utilisation\u00a0: tablee serve [OPTION]...\n",
    "Usage: tablee serve [OPTION]...\n",
    "Héberge des ateliers jusqu’à SIGTERM ou Ctrl+C. Chaque option peut aussi être une ligne\n"
    "du fichier, ou une variable\u00a0: --public-url s’écrit public-url = ... ou "
    "TABLEE_PUBLIC_URL.\n",
    "Serves workshops until it gets SIGTERM or Ctrl+C. Every option can also be a line of\n"
    "the file, or a variable: --public-url is public-url = ..., or TABLEE_PUBLIC_URL.\n",
    serve_options_help,
};
