#include "cli/cmd_doctor.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/log.h"
#include "base/util.h"
#include "cli/data_dir.h"
#include "cli/host_key.h"
#include "cli/links.h"
#include "cli/log_file.h"
#include "cli/running.h"
#include "net/addresses.h"
#include "net/control_ask.h"
#include "net/net.h"

enum { PATH_LEN = STATE_PATH_LEN + 32, ANSWER_BYTES = 65536, ADDRESSES = 8, TEXT_LEN = 512 };
enum { DISK_LEAST_MB = 500 }; // an hour of a full hall writes some tens of them

struct look {
    struct state_dir state;
    bool runs; // a server, on that directory
    struct buf answer;
    char text[TEXT_LEN]; // what was found, or what to do
};

static bool say(struct look *l, bool good, const char *text)
{
    snprintf(l->text, sizeof l->text, "%.*s", TEXT_LEN - 1, text);
    return good;
}

static bool look_server(struct look *l)
{
    buf_reset(&l->answer);
    l->runs = l->state.fd >= 0 && net_ask(l->state.control, "status", &l->answer);
    struct str pid = links_find(buf_view(&l->answer), "pid");
    if (l->runs)
        snprintf(l->text, sizeof l->text, lang_pick("processus " STR_FMT, "process " STR_FMT),
                 STR_ARG(pid));
    else if (l->state.fd >= 0 && !state_dir_wait(&l->state, 0))
        return say(l, false,
                   lang_pick("un serveur tient ce dossier et ne répond pas; arrêtez-le par son "
                             "terminal",
                             "a server holds this directory and does not answer; end it from its "
                             "terminal"));
    else
        say(l, true, lang_pick("aucun ne tourne", "none runs"));
    return true;
}

// After the server, which says so.
static bool look_privacy(struct look *l)
{
    bool nobody = l->runs && links_find(buf_view(&l->answer), "responsible").n > 0;
    return say(l, !nobody,
               nobody ? lang_pick("le serveur est ouvert à tout le monde et ne dit pas qui "
                                  "répond des renseignements; serve --responsible, --contact",
                                  "the server is open to all and does not say who answers for "
                                  "people's data; serve --responsible, --contact")
               : l->runs
                   ? "/confidentialite"
                   : lang_pick("se voit quand le serveur tourne", "seen while a server runs"));
}

static bool look_state(struct look *l)
{
    if (access(l->state.path, F_OK) != 0)
        return say(l, true, lang_pick("sera fait au premier démarrage", "made at the first start"));
    bool good = access(l->state.path, R_OK | W_OK | X_OK) == 0;
    return say(l, good, good ? l->state.path : strerror(errno));
}

static bool look_key(struct look *l)
{
    char path[PATH_LEN], key[HOST_KEY_LEN] = "";
    struct stat st;
    snprintf(path, sizeof path, "%s/host.key", l->state.path);
    FILE *f = fopen(path, "re");
    if (!f)
        return say(l, errno == ENOENT,
                   errno == ENOENT
                       ? lang_pick("sera faite au premier démarrage", "made at the first start")
                       : strerror(errno));
    bool read = fgets(key, sizeof key, f) != NULL && fstat(fileno(f), &st) == 0;
    fclose(f);
    key[strcspn(key, "\r\n \t")] = 0;
    if (!read || !host_key_strong(key))
        return say(l, false,
                   lang_pick("se devine; supprimez ce fichier et une autre sera faite",
                             "can be guessed; remove this file and another is made"));
    if (st.st_mode & 077)
        return say(l, false,
                   lang_pick("d’autres peuvent la lire; chmod 600 host.key",
                             "others may read it; chmod 600 host.key"));
    return say(l, true, path);
}

static bool look_disk(struct look *l)
{
    struct statvfs v;
    int rc = l->state.fd >= 0 ? fstatvfs(l->state.fd, &v) : statvfs(".", &v);
    if (rc != 0)
        return say(l, false, strerror(errno));
    uint64_t mb = (uint64_t)v.f_bavail * v.f_frsize >> 20;
    snprintf(l->text, sizeof l->text,
             mb >= DISK_LEAST_MB
                 ? lang_pick("%llu Mo libres", "%llu MB free")
                 : lang_pick("%llu Mo libres\u00a0: faites de la place, un disque plein arrête "
                             "les ateliers",
                             "%llu MB free: make room, a full disk stops the workshops"),
             (unsigned long long)mb);
    return mb >= DISK_LEAST_MB;
}

static bool look_page(struct look *l)
{
    char dir[PATH_LEN], page[PATH_LEN + 16];
    find_web(NULL, dir, sizeof dir);
    snprintf(page, sizeof page, "%s/index.html", dir);
    bool good = access(page, R_OK) == 0;
    return say(l, good,
               good ? dir
                    : lang_pick("n’est pas bâtie; lancez deploy/run", "not built; run deploy/run"));
}

static bool look_addresses(struct look *l)
{
    char found[ADDRESSES][NET_ADDRESS_LEN];
    int n = net_addresses(found, ADDRESSES);
    if (n == 0)
        return say(l, false,
                   lang_pick("aucune\u00a0: reliez cet ordinateur à un réseau, ou deploy/run "
                             "--hotspot",
                             "none: connect this computer to a network, or deploy/run --hotspot"));
    if (strncmp(found[0], "169.254.", 8) == 0)
        return say(l, false,
                   lang_pick("celle que personne n’a donnée (169.254…)\u00a0: aucun réseau n’a "
                             "répondu",
                             "one that nobody gave (169.254...): no network answered"));
    return say(l, true, found[0]);
}

static bool look_start(struct look *l)
{
    char err[TEXT_LEN] = "";
    struct net_config config = {.listen = "127.0.0.1"};
    struct net *n = net_new(&config, err, sizeof err);
    net_free(n);
    return say(l, n != NULL, n != NULL ? lang_pick("s’ouvre", "opens") : err);
}

static const struct {
    const char *fr, *en;
    bool (*look)(struct look *l);
} looks[] = {
    {"dossier des ateliers", "directory of workshops", look_state},
    {"serveur", "server", look_server},
    {"page de confidentialité", "page of privacy", look_privacy},
    {"clé de l’hôte", "host's key", look_key},
    {"disque", "disk", look_disk},
    {"page Web", "web page", look_page},
    {"adresse des téléphones", "address for phones", look_addresses},
    {"réseau du programme", "network of the program", look_start},
};

static int doctor(const struct command *c, int argc, char **argv)
{
    static const struct option list[] = {{"state", required_argument, NULL, 's'}, COMMAND_OPTIONS};
    const char *given = NULL;
    int code = -1;
    while (command_option(c, argc, argv, list, &code) != -1)
        given = optarg;
    if (code < 0 && optind < argc)
        code = command_wrong_value(c, argv[optind],
                                   lang_pick("rien n’est attendu ici", "nothing is expected here"));
    if (code >= 0)
        return code;
    struct look l = {0};
    code = COMMAND_GOOD;
    buf_init(&l.answer, ANSWER_BYTES);
    log_set_level(LOG_LEVEL_NONE);
    running_find(&l.state, given);
    for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
        bool good = looks[i].look(&l);
        printf("%s %s%s %s\n",
               good ? lang_pick("bon    ", "good  ") : lang_pick("à voir ", "amiss "),
               lang_pick(looks[i].fr, looks[i].en), lang_pick("\u00a0:", ":"), l.text);
        code = good ? code : COMMAND_FAILED;
    }
    state_dir_close(&l.state);
    buf_free(&l.answer);
    return code;
}

const struct command doctor_command = {
    "doctor",
    doctor,
    "regarde ce qui manquerait à un atelier",
    "look for what a workshop would lack",
    "Utilisation\u00a0: tablee doctor [--state D]\n",
    "Usage: tablee doctor [--state DIR]\n",
    "Regarde ce dont un atelier a besoin sur cet ordinateur, une ligne par chose; dit quoi faire "
    "là "
    "où\nquelque chose manque, et finit alors par le code 1.\n"
    "  --state D      dossier du serveur\n",
    "Looks at what a workshop needs of this computer, a line for each thing; says what to do "
    "where\n"
    "something lacks, and then ends with code 1.\n"
    "  --state DIR    directory of the server\n",
    NULL,
};
