#include "cli/serve_options.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/lang.h"
#include "base/str.h"
#include "base/util.h"
#include "core/limits.h"
#include "store/store.h"

enum { LINE_LEN = 4096, NAME_LEN = 64 };
enum { MESSAGE_RATE_MAX = 100000, CONNECTIONS_MAX = 65536, PING_MAX = 60, REQUEST_MAX = 600 };

#define DEFAULT_FILE "/etc/tablee/tablee.conf"

static const struct option_row {
    const char *name;  // as --name, and as `name = value` in the file
    const char *value; // what stands for its value in the help; NULL: a flag
    const char *initial;
    const char *fr, *en; // the help
} rows[OPT_COUNT] = {
    [OPT_CONFIG] = {"config", "FILE", NULL,
                    "réglages, un `nom = valeur` par ligne (" DEFAULT_FILE " s’il existe)",
                    "settings, one `name = value` a line (" DEFAULT_FILE " if it exists)"},
    [OPT_LISTEN] = {"listen", "ADDRESS", "127.0.0.1",
                    "adresse où écouter; 0.0.0.0 laisse entrer les téléphones du réseau",
                    "address to listen on; 0.0.0.0 lets phones on the network in"},
    [OPT_PORT] = {"port", "N", "auto",
                  "port, 0 pour n’importe lequel (le premier libre de 8080 à 8089)",
                  "port, 0 for any free one (first free of 8080 to 8089)"},
    [OPT_STATE] = {"state", "DIR", NULL,
                   "où garder le journal ($XDG_STATE_HOME/tablee ou ~/.local/state/tablee)",
                   "where the log is kept ($XDG_STATE_HOME/tablee or ~/.local/state/tablee)"},
    [OPT_MEMORY] = {"memory", NULL, NULL,
                    "ne rien garder sur disque\u00a0: tout est perdu à l’arrêt",
                    "keep nothing on disk: all is lost when it stops"},
    [OPT_STORE] = {"store", "ADDRESS", NULL,
                   "garder les ateliers dans PostgreSQL, que des serveurs partagent\u00a0: "
                   "postgresql://NOM@MACHINE/BASE",
                   "keep workshops in PostgreSQL, which servers share: "
                   "postgresql://USER@HOST/DATABASE"},
    [OPT_NODE] = {"node", "NAME", NULL, "nom de ce serveur parmi eux (celui de l’ordinateur)",
                  "name of this server among them (the computer's)"},
    [OPT_SCENARIOS] = {"scenarios", "DIRS", NULL,
                       "dossiers de scénarios, séparés par `:` (ceux qui sont fournis)",
                       "directories of scenarios, separated by `:` (those that came with it)"},
    [OPT_WEB] = {"web", "DIR", NULL, "fichiers de l’application Web (ceux à côté du programme)",
                 "files of the web client (those beside the program)"},
    [OPT_PUBLIC_URL] = {"public-url", "URL", NULL,
                        "adresse qu’on utilise, quand un mandataire est devant",
                        "address people use, when a proxy is in front"},
    [OPT_BEHIND_PROXY] = {"behind-proxy", NULL, NULL,
                          "croire X-Forwarded-For d’un mandataire sur cet ordinateur",
                          "believe X-Forwarded-For from a proxy on this computer"},
    [OPT_PROXIES] =
        {"proxies", "ADDRESSES", NULL,
         "et de ceux d’autres ordinateurs, par leurs adresses, séparées par des virgules",
         "and from those on other computers, by their addresses, between commas"},
    [OPT_CERT] = {"cert", "FILE", NULL,
                  "certificat PEM (et sa chaîne)\u00a0: HTTPS, sans mandataire",
                  "certificate, PEM (and its chain): HTTPS, without a proxy"},
    [OPT_CERT_KEY] = {"cert-key", "FILE", NULL, "clé PEM de ce certificat",
                      "key of that certificate, PEM"},
    [OPT_KEY] = {"key", "KEY", NULL, "clé qui ouvre des ateliers (faite au premier démarrage)",
                 "key that opens workshops (made at the first start)"},
    [OPT_OPEN] = {"open", NULL, NULL, "n’importe qui peut ouvrir un atelier, sans clé",
                  "anyone may open a workshop, without a key"},
    [OPT_KEEP] = {"keep", "DAYS", "365",
                  "jours qu’un atelier est gardé après son dernier geste, 0 pour toujours",
                  "days a workshop is kept after somebody last did something, 0 for ever"},
    // On, for it costs less than one hall, and whoever finds the page sees at once what it is.
    [OPT_LIVING] =
        {"living", "N", "4",
         "ateliers vivants à la fois, joués par des robots, sans clé et sans trace; 0 pour "
         "aucun",
         "living workshops at once, played by robots, without a key or a trace; 0 for "
         "none"},
    [OPT_RESPONSIBLE] = {"responsible", "NAME", NULL,
                         "qui répond des renseignements des gens, dit à la porte et à "
                         "/confidentialite",
                         "who answers for people's data, told at the door and at "
                         "/confidentialite"},
    [OPT_CONTACT] = {"contact", "TEXT", NULL, "comment joindre cette personne",
                     "how that person is reached"},
    [OPT_VOICE] = {"voice", "SOCKET", NULL,
                   "prise d’un moteur qui mêle les voix (deploy/voice); sans elle, aucune voix",
                   "socket of an engine that mixes voices (deploy/voice); without it, no voices"},
    [OPT_NO_QR] = {"no-qr", NULL, NULL, "ne pas dessiner de code QR dans le terminal",
                   "do not draw a QR code in the terminal"},
    [OPT_WIFI] = {"wifi", "NAME", NULL, "Wi-Fi où inviter les téléphones, avec son code QR",
                  "Wi-Fi to invite phones to, with its QR code"},
    [OPT_WIFI_PASSWORD] = {"wifi-password", "WORD", NULL, "mot de passe de ce Wi-Fi",
                           "password of that Wi-Fi"},
    [OPT_MESSAGE_RATE] = {"message-rate", "N", "20",
                          "messages par seconde d’une connexion, 0 pour ne pas borner",
                          "messages a second one connection may send, 0 for no bound"},
    [OPT_MAX_CONNECTIONS] = {"max-connections", "N", "4096", "connexions à la fois",
                             "connections at once"},
    [OPT_PING] = {"ping", "SECONDS", "12",
                  "entre deux appels; qui se tait 1,8 fois aussi longtemps est parti",
                  "between two pings; who is silent for 1.8 times as long is gone"},
    [OPT_REQUEST_TIME] = {"request-time", "SECONDS", "10",
                          "pour qu’une requête arrive, le triple pour ce qui l’accompagne",
                          "for a request to arrive, thrice that for what is sent with it"},
    [OPT_LOG_LEVEL] = {"log-level", "LEVEL", "info", "debug, info, warn, error ou none",
                       "debug, info, warn, error or none"},
};

static void set(struct serve_options *o, size_t which, const char *value)
{
    size_t n = strlen(value);
    mem_free(o->text[which]);
    o->text[which] = mem_alloc(n + 1);
    memcpy(o->text[which], value, n);
}

static int find(struct str name)
{
    for (int i = 0; i < OPT_COUNT; i++)
        if (str_eq_cstr(name, rows[i].name))
            return i;
    return -1;
}

// 1 for yes, 0 for no, -1 for neither.
static int flag_of(const char *text)
{
    static const char *const words[][2] = {{"", "yes"},     {"no", "oui"}, {"non", "true"},
                                           {"false", "on"}, {"off", "1"},  {"0", "1"}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        for (int on = 0; on < 2; on++)
            if (strcasecmp(text, words[i][on]) == 0)
                return on;
    return -1;
}

bool serve_flag(const struct serve_options *o, enum serve_option which)
{
    return o->text[which] && flag_of(o->text[which]) == 1;
}

static bool read_line(struct serve_options *o, const char *file, int number, struct str line,
                      char *err, size_t errn)
{
    line = str_trim(line);
    if (!line.n || line.p[0] == '#')
        return true;
    bool given = str_find(line, '=') < line.n;
    struct str name = str_trim(str_cut(&line, '=')), value = str_trim(line);
    int which = find(name);
    char copy[LINE_LEN];
    if (which < 0 || which == OPT_CONFIG || value.n >= sizeof copy || !given) {
        bool bare = which > OPT_CONFIG && !given;
        snprintf(err, errn,
                 bare ? lang_pick("%s, ligne %d\u00a0: «\u00a0%.*s\u00a0» attend une valeur\u00a0: "
                                  "nom = valeur.",
                                  "%s, line %d: \"%.*s\" needs a value: name = value.")
                      : lang_pick("%s, ligne %d\u00a0: «\u00a0%.*s\u00a0» n’est pas un réglage.",
                                  "%s, line %d: \"%.*s\" is not a setting."),
                 file, number, (int)MIN(name.n, (size_t)NAME_LEN), name.p);
        return false;
    }
    memcpy(copy, value.p, value.n);
    copy[value.n] = 0;
    set(o, (size_t)which, copy);
    return true;
}

static void unreadable(const char *file, char *err, size_t errn)
{
    snprintf(err, errn, lang_pick("Impossible de lire %s\u00a0: %s.", "Cannot read %s: %s."), file,
             strerror(errno));
}

static bool read_file(struct serve_options *o, const char *file, bool must, char *err, size_t errn)
{
    char line[LINE_LEN];
    FILE *f = fopen(file, "re");
    if (!f && !must && (errno == ENOENT || errno == ENOTDIR))
        return true;
    if (!f) {
        unreadable(file, err, errn);
        return false;
    }
    bool good = true;
    for (int number = 1; good && fgets(line, sizeof line, f); number++)
        good = read_line(o, file, number, str_from_cstr(line), err, errn);
    if (ferror(f)) {
        unreadable(file, err, errn);
        good = false;
    }
    fclose(f);
    return good;
}

static const char *environment(size_t which)
{
    char name[NAME_LEN] = "TABLEE_";
    size_t at = strlen(name);
    for (const char *c = rows[which].name; *c && at < sizeof name - 1; c++)
        name[at++] = *c == '-' ? '_' : (char)toupper((unsigned char)*c);
    name[at] = 0;
    return getenv(name);
}

static void read_environment(struct serve_options *o)
{
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const char *value = environment(i);
        if (value)
            set(o, i, value);
    }
}

// Takes one option at argv[*at], and its value; false with a sentence.
static bool read_option(struct serve_options *o, int argc, char **argv, int *at, char *err,
                        size_t errn)
{
    const char *arg = argv[*at];
    struct str rest = str_from_cstr(arg);
    if (str_eq_cstr(rest, "--help") || str_eq_cstr(rest, "-h"))
        return o->help = true;
    if (str_eq_cstr(rest, "--version") || str_eq_cstr(rest, "-V"))
        return o->version = true;
    if (str_eq_cstr(rest, "--print-config"))
        return o->print = true;
    bool joined = str_find(rest, '=') < rest.n;
    struct str name = str_cut(&rest, '=');
    int which = str_starts(name, STR("--")) ? find(str_sub(name, 2, name.n)) : -1;
    if (which < 0) {
        snprintf(err, errn, lang_pick("option inconnue %s", "unknown option %s"), arg);
        return false;
    }
    const char *value = joined ? rest.p : "yes";
    if (!joined && rows[which].value) {
        if (++*at >= argc) {
            snprintf(err, errn, lang_pick("%s attend une valeur", "%s needs a value"), arg);
            return false;
        }
        value = argv[*at];
    }
    set(o, (size_t)which, value);
    return true;
}

static bool read_arguments(struct serve_options *o, int argc, char **argv, char *err, size_t errn)
{
    for (int at = 1; at < argc; at++)
        if (!read_option(o, argc, argv, &at, err, errn))
            return !(o->misread = true);
    return true;
}

static bool whole(const struct serve_options *o, enum serve_option which, int low, int high,
                  int *out, char *err, size_t errn)
{
    int64_t n;
    bool good = str_int(str_from_cstr(o->text[which]), low, high, &n);
    if (good)
        *out = (int)n;
    else
        snprintf(err, errn,
                 lang_pick("%s\u00a0: «\u00a0%s\u00a0» n’est pas un nombre de %d à %d.",
                           "%s: \"%s\" is not a number from %d to %d."),
                 rows[which].name, o->text[which], low, high);
    return good;
}

static bool check_flags(const struct serve_options *o, char *err, size_t errn)
{
    for (size_t i = 0; i < OPT_COUNT; i++) {
        if (rows[i].value || !o->text[i] || flag_of(o->text[i]) >= 0)
            continue;
        snprintf(err, errn,
                 lang_pick("%s\u00a0: «\u00a0%s\u00a0» n’est ni oui ni non.",
                           "%s: \"%s\" is neither yes nor no."),
                 rows[i].name, o->text[i]);
        return false;
    }
    return true;
}

static bool is_web_address(const char *url)
{
    const char *at = strncmp(url, "http://", 7) == 0    ? url + 7
                     : strncmp(url, "https://", 8) == 0 ? url + 8
                                                        : "";
    return strcspn(at, "/") > 0 && !strpbrk(at, " \t\"<>");
}

static bool check_store(const struct serve_options *o, char *err, size_t errn)
{
    const char *store = o->text[OPT_STORE];
    if (store && !store_is_address(store)) {
        snprintf(err, errn, "%s",
                 lang_pick("store\u00a0: l’adresse s’écrit postgresql://NOM@MACHINE/BASE (state "
                           "choisit où un fichier est gardé).",
                           "store: an address is written postgresql://USER@HOST/DATABASE (state "
                           "chooses where a file is kept)."));
        return false;
    }
    if (store && serve_flag(o, OPT_MEMORY)) {
        snprintf(err, errn, "%s",
                 lang_pick("Choisissez entre une base de données et la mémoire (store, memory).",
                           "Choose between a database and memory (store, memory)."));
        return false;
    }
    return true;
}

static bool check(struct serve_options *o, char *err, size_t errn)
{
    const char *port = o->text[OPT_PORT], *url = o->text[OPT_PUBLIC_URL];
    int64_t number = -1;
    if (strcmp(port, "auto") != 0 && !str_int(str_from_cstr(port), 0, 65535, &number)) {
        snprintf(err, errn,
                 lang_pick("%s\u00a0: «\u00a0%s\u00a0» n’est pas un port, un nombre de 0 à 65535.",
                           "%s: \"%s\" is not a port: a number from 0 to 65535."),
                 rows[OPT_PORT].name, port);
        return false;
    }
    o->port = (int)number;
    if (url && !is_web_address(url)) {
        snprintf(
            err, errn, "%s",
            lang_pick(
                "L’adresse publique commence par http:// ou https:// et le nom d’un serveur.",
                "The public address must start with http:// or https:// and a server's name."));
        return false;
    }
    if (!o->text[OPT_CERT] != !o->text[OPT_CERT_KEY]) {
        snprintf(err, errn, "%s",
                 lang_pick("Un certificat va avec sa clé (cert, cert-key).",
                           "A certificate goes with its key (cert, cert-key)."));
        return false;
    }
    if (!check_flags(o, err, errn) || !check_store(o, err, errn))
        return false;
    if (o->text[OPT_KEY] && serve_flag(o, OPT_OPEN)) {
        snprintf(err, errn, "%s",
                 lang_pick("Choisissez entre une clé et l’ouverture à tout le monde (key, open).",
                           "Choose between a key and opening to all (key, open)."));
        return false;
    }
    return whole(o, OPT_MESSAGE_RATE, 0, MESSAGE_RATE_MAX, &o->message_rate, err, errn) &&
           whole(o, OPT_MAX_CONNECTIONS, 1, CONNECTIONS_MAX, &o->max_connections, err, errn) &&
           whole(o, OPT_KEEP, 0, KEEP_DAYS_MAX, &o->keep, err, errn) &&
           whole(o, OPT_LIVING, 0, STORE_PASSING_MAX / 2, &o->living, err, errn) &&
           whole(o, OPT_PING, 1, PING_MAX, &o->ping, err, errn) &&
           whole(o, OPT_REQUEST_TIME, 1, REQUEST_MAX, &o->request_time, err, errn);
}

bool serve_options_read(struct serve_options *o, int argc, char **argv, char *err, size_t errn)
{
    memset(o, 0, sizeof *o);
    // The command line is read twice: the file it names comes before the environment.
    if (!read_arguments(o, argc, argv, err, errn))
        return false;
    const char *named = o->text[OPT_CONFIG] ? o->text[OPT_CONFIG] : environment(OPT_CONFIG);
    for (size_t i = 0; i < OPT_COUNT; i++) {
        if (i == OPT_CONFIG)
            continue;
        mem_free(o->text[i]);
        o->text[i] = NULL;
        if (rows[i].initial)
            set(o, i, rows[i].initial);
    }
    if (!o->help && !o->version &&
        !read_file(o, named ? named : DEFAULT_FILE, named != NULL, err, errn))
        return false;
    read_environment(o);
    return read_arguments(o, argc, argv, err, errn) && check(o, err, errn);
}

void serve_options_free(struct serve_options *o)
{
    for (size_t i = 0; i < OPT_COUNT; i++) {
        mem_free(o->text[i]);
        o->text[i] = NULL;
    }
}

void serve_options_help(void)
{
    for (size_t i = 0; i < OPT_COUNT; i++) {
        char name[NAME_LEN];
        snprintf(name, sizeof name, "--%s%s%s", rows[i].name, rows[i].value ? " " : "",
                 rows[i].value ? rows[i].value : "");
        printf("  %-19s %s\n", name, lang_pick(rows[i].fr, rows[i].en));
    }
    puts(lang_pick("  --print-config      affiche les réglages en vigueur, et s’arrête",
                   "  --print-config      print the settings in force, and stop"));
}

void serve_options_print(const struct serve_options *o)
{
    for (size_t i = 0; i < OPT_COUNT; i++) {
        if (i == OPT_CONFIG)
            continue;
        const char *value = o->text[i] ? o->text[i] : "";
        // A key on a screen or in a ticket is a key given away.
        bool hidden = (i == OPT_KEY || i == OPT_WIFI_PASSWORD || i == OPT_STORE) && *value;
        printf("%s%s = %s\n", *value && !hidden ? "" : "# ", rows[i].name,
               hidden ? "(hidden)" : value);
    }
}
