#include "cli/cmd_serve.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/log.h"
#include "base/str.h"
#include "base/util.h"
#include "cli/data_dir.h"
#include "cli/serve_options.h"
#include "net/net.h"

enum { PATH_LEN = 4096, KEY_BYTES = 16, KEY_LEN = 128, URL_LEN = 512, ERR_LEN = 1024 };
enum { ADDRESSES = 8, QR_MARGIN = 2 };

struct serve {
    struct serve_options options;
    char state[PATH_LEN], db[PATH_LEN], web[PATH_LEN], scenarios[PATH_LEN];
    char key[KEY_LEN]; // "" when open to all
    int lock;          // the state directory, held as long as this server runs; 0: none
    char err[ERR_LEN];
};

static bool find_data(struct serve *s)
{
    const char *web = s->options.text[OPT_WEB], *scenarios = s->options.text[OPT_SCENARIOS];
    snprintf(s->scenarios, sizeof s->scenarios, "%s", TABLEE_SOURCE_DATA_DIR "/scenarios");
    if (scenarios)
        snprintf(s->scenarios, sizeof s->scenarios, "%s", scenarios);
    else if (!is_directory(s->scenarios))
        snprintf(s->scenarios, sizeof s->scenarios, "%s", TABLEE_DATA_DIR "/scenarios");
    if (!find_web(web, s->web, sizeof s->web))
        snprintf(s->err, sizeof s->err,
                 lang_pick("Il n’y a pas de dossier %.512s; --web nomme celui de l’application.",
                           "There is no directory %.512s; --web names the client's."),
                 web);
    return !s->err[0];
}

static bool make_directories(const char *path)
{
    char part[PATH_LEN];
    for (const char *at = path; (at = strchr(at + 1, '/'));) {
        snprintf(part, sizeof part, "%.*s", (int)(at - path), path);
        mkdir(part, 0700);
    }
    return mkdir(path, 0700) == 0 || is_directory(path);
}

// Two servers on one log would each go on from what the other does not know.
static bool hold_state(struct serve *s)
{
    s->lock = open(s->state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (s->lock < 0 || flock(s->lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return true; // a file system without locks still keeps a log
    snprintf(s->err, sizeof s->err,
             lang_pick("Un autre tablee se sert déjà de %.512s; arrêtez-le, ou choisissez un autre "
                       "dossier par --state.",
                       "Another tablee serves %.512s already; stop it, or choose another directory "
                       "with --state."),
             s->state);
    return false;
}

static bool find_state(struct serve *s)
{
    const char *given = s->options.text[OPT_STATE], *xdg = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (serve_flag(&s->options, OPT_MEMORY))
        return true;
    if (given)
        snprintf(s->state, sizeof s->state, "%s", given);
    else if (xdg && *xdg)
        snprintf(s->state, sizeof s->state, "%s/tablee", xdg);
    else
        snprintf(s->state, sizeof s->state, "%s/.local/state/tablee", home ? home : ".");
    if (strlen(s->state) + 32 > sizeof s->state || !make_directories(s->state) ||
        access(s->state, W_OK | X_OK) != 0) {
        snprintf(s->err, sizeof s->err,
                 lang_pick("Le dossier %.512s ne peut pas servir\u00a0: %s; choisissez-en un autre "
                           "par --state.",
                           "Cannot use the directory %.512s: %s; choose another with --state."),
                 s->state, strerror(errno));
        return false;
    }
    snprintf(s->db, sizeof s->db, "%.*s/tablee.db", (int)sizeof s->db - 16, s->state);
    return hold_state(s);
}

static bool make_key(char key[KEY_LEN])
{
    unsigned char bytes[KEY_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(key + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

// The key of the first start is kept, so that links made with it go on working.
static bool kept_key(struct serve *s)
{
    char path[PATH_LEN];
    snprintf(path, sizeof path, "%.*s/host.key", (int)sizeof path - 16, s->state);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        ssize_t n = read(fd, s->key, sizeof s->key - 1);
        close(fd);
        s->key[n > 0 ? n : 0] = 0;
        s->key[strcspn(s->key, "\r\n \t")] = 0;
        if (s->key[0])
            return true;
    }
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || !make_key(s->key) || dprintf(fd, "%s\n", s->key) < 0 || close(fd) != 0) {
        snprintf(s->err, sizeof s->err,
                 lang_pick("La clé ne peut pas être gardée dans %.512s\u00a0: %s.",
                           "Cannot keep the key in %.512s: %s."),
                 path, strerror(errno));
        return false;
    }
    return true;
}

static bool find_key(struct serve *s)
{
    const char *given = s->options.text[OPT_KEY];
    if (serve_flag(&s->options, OPT_OPEN))
        return true;
    if (given && strlen(given) >= sizeof s->key) {
        snprintf(s->err, sizeof s->err,
                 lang_pick("La clé est trop longue\u00a0: %d caractères au plus.",
                           "The key is too long: %d signs at most."),
                 KEY_LEN - 1);
        return false;
    }
    if (given && *given) {
        snprintf(s->key, sizeof s->key, "%s", given);
        return true;
    }
    return s->state[0] ? kept_key(s) : make_key(s->key);
}

static bool dark(const QRcode *qr, int x, int y)
{
    return x >= 0 && y >= 0 && x < qr->width && y < qr->width && (qr->data[y * qr->width + x] & 1);
}

// Two rows a line; light modules are drawn, as terminals are mostly dark.
static void draw_qr(const char *url)
{
    QRcode *qr = QRcode_encodeString8bit(url, 0, QR_ECLEVEL_M);
    if (!qr)
        return;
    for (int y = -QR_MARGIN; y < qr->width + QR_MARGIN; y += 2) {
        for (int x = -QR_MARGIN; x < qr->width + QR_MARGIN; x++) {
            static const char *const halves[] = {"█", "▀", "▄", " "};
            fputs(halves[2 * dark(qr, x, y) + dark(qr, x, y + 1)], stdout);
        }
        putchar('\n');
    }
    QRcode_free(qr);
}

// A key may be words that somebody chose.
static void print_in_address(const char *text)
{
    for (; *text; text++)
        if (isalnum((unsigned char)*text) || strchr("-._~", *text))
            putchar(*text);
        else
            printf("%%%02X", (unsigned char)*text);
}

static void print_links(const struct serve *s, const char *base)
{
    printf("Créer un atelier / Open a workshop:     %s/%s", base, s->key[0] ? "#cle=" : "");
    print_in_address(s->key);
    putchar('\n');
}

static void listening(void *ctx, int port)
{
    struct serve *s = ctx;
    const char *on = s->options.text[OPT_LISTEN], *url = s->options.text[OPT_PUBLIC_URL];
    char others[ADDRESSES][NET_ADDRESS_LEN], here[URL_LEN], phones[URL_LEN] = "";
    bool all = strcmp(on, "0.0.0.0") == 0;
    snprintf(here, sizeof here, "http://%s:%d", all ? "127.0.0.1" : on, port);
    printf("Sur cet ordinateur / On this computer:  %s/\n", here);
    int n = all ? net_addresses(others, ADDRESSES) : 0;
    for (int i = 0; i < n; i++) {
        char one[URL_LEN];
        snprintf(one, sizeof one, "http://%s:%d", others[i], port);
        printf("Téléphones / Phones:                    %s/\n", one);
        if (!phones[0])
            snprintf(phones, sizeof phones, "%s", one);
    }
    if (url) {
        snprintf(phones, sizeof phones, "%.*s",
                 (int)(strlen(url) - str_ends(str_from_cstr(url), STR("/"))), url);
        printf("Téléphones / Phones:                    %s/\n", phones);
    } else if (!all) {
        puts("Pour les téléphones / For phones:       --listen 0.0.0.0");
    }
    print_links(s, url ? phones : here);
    if (phones[0] && !serve_flag(&s->options, OPT_NO_QR) && isatty(STDOUT_FILENO))
        draw_qr(phones);
    fflush(stdout);
}

static int serve_with(struct serve *s, struct net *n)
{
    struct host_sink sink = net_sink(n);
    struct host_config config = {
        .db_path = s->db,
        .state_dir = s->state[0] ? s->state : NULL,
        .scenario_dirs = s->scenarios,
        .key = s->key[0] ? s->key : NULL,
        .now_ms = net_now(n),
        .max_connections = (uint32_t)s->options.max_connections,
    };
    struct host *h = host_open(&config, &sink, s->err, sizeof s->err);
    if (!h)
        return EXIT_FAILURE;
    int code = net_run(n, h);
    host_close(h);
    return code;
}

static int serve(struct serve *s)
{
    struct net_config config = {
        .listen = s->options.text[OPT_LISTEN],
        .port = s->options.port < 0 ? NET_PORT_SEARCH : s->options.port,
        .web_dir = s->web,
        .public_url = s->options.text[OPT_PUBLIC_URL],
        .behind_proxy = serve_flag(&s->options, OPT_BEHIND_PROXY),
        .message_rate = s->options.message_rate,
        .ping_seconds = s->options.ping,
        .request_seconds = s->options.request_time,
        .listening = listening,
        .ctx = s,
    };
    struct net *n = net_new(&config, s->err, sizeof s->err);
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

static int run(int argc, char **argv)
{
    struct serve *s = mem_alloc(sizeof *s);
    int code = prepared(s, argc, argv);
    if (s->err[0] && code == COMMAND_WRONG)
        command_wrong(&serve_command, s->err);
    else if (s->err[0])
        fprintf(stderr, lang_pick("tablee serve\u00a0: %s\n", "tablee serve: %s\n"), s->err);
    if (s->lock > 0)
        close(s->lock);
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
