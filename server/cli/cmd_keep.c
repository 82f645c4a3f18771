#include "cli/cmd_keep.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/jw.h"
#include "base/lang.h"
#include "base/util.h"
#include "cli/keeping.h"
#include "cli/running.h"

enum { ANSWER_BYTES = 1 << 20, LINE_BYTES = 6000, DATE_LEN = 24, INCIDENT_FIELDS = 8 };

// What the regulation on confidentiality incidents has one write down, in its order.
static const struct {
    const char *option, *fr, *en;
} incident_fields[INCIDENT_FIELDS] = {
    {"data", "renseignements visés", "data concerned"},
    {"circumstances", "circonstances", "circumstances"},
    {"when", "quand il a eu lieu", "when it happened"},
    {"learnt", "quand on l’a appris", "when it was learnt"},
    {"people", "nombre de personnes", "number of people"},
    {"serious", "pourquoi le préjudice est sérieux, ou non", "why the harm is serious, or not"},
    {"notices", "dates des avis", "dates of the notices"},
    {"measures", "mesures prises", "measures taken"},
};

struct keep {
    const struct command *command;
    struct state_dir state;
    const char *given, *before, *words, *incident[INCIDENT_FIELDS];
    bool undo, now;
    struct buf line, answer, text;
};

// ---- the command line

static int read_options(struct keep *k, int argc, char **argv, const struct option *list, int least,
                        int most)
{
    int code = -1;
    for (int option; (option = command_option(k->command, argc, argv, list, &code)) != -1;) {
        if (option == 's')
            k->given = optarg;
        else if (option == 'u')
            k->undo = true;
        else if (option == 'n')
            k->now = true;
        else if (option == 'b')
            k->before = optarg;
        else
            k->incident[option - '0'] = optarg;
    }
    if (code < 0 && (argc - optind < least || argc - optind > most))
        code = command_wrong(k->command, argc - optind < least
                                             ? lang_pick("aucun CODE n’est donné", "no CODE given")
                                             : lang_pick("trop de mots", "too many words"));
    k->words = code < 0 && optind < argc ? argv[optind] : NULL;
    return code;
}

static int ask(struct keep *k)
{
    buf_reset(&k->answer);
    int code = keeping_ask(k->command, &k->state, buf_cstr(&k->line), &k->answer);
    struct str error = keeping_member(buf_view(&k->answer), "error");
    if (code != COMMAND_GOOD || !error.n)
        return code;
    static const struct {
        const char *word, *fr, *en;
    } words[] = {
        {"unknown_room", "aucun atelier n’a ce code", "no workshop has this code"},
        {"already", "c’est déjà fait", "it is so already"},
        {"phase", "son heure tourne\u00a0: arrêtez-la d’abord", "its clock runs: stop it first"},
        {"date", "la date s’écrit AAAA-MM-JJ, et n’est pas à venir",
         "a date is written YYYY-MM-DD, and is not to come"},
        {"busy", "l’atelier est occupé; dans un moment", "the workshop is busy; in a moment"}};
    struct str word = keeping_text(error, &k->text);
    const char *what = buf_cstr(&k->text);
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq_cstr(word, words[i].word))
            what = lang_pick(words[i].fr, words[i].en);
    fprintf(stderr, lang_pick("tablee %s\u00a0: %s\n", "tablee %s: %s\n"), k->command->name, what);
    return COMMAND_FAILED;
}

static int with(const struct command *c, int (*body)(struct keep *k, int argc, char **argv),
                int argc, char **argv)
{
    struct keep k = {.command = c, .state = {.fd = -1}};
    buf_init(&k.line, LINE_BYTES);
    buf_init(&k.answer, ANSWER_BYTES);
    buf_init(&k.text, ANSWER_BYTES);
    int code = body(&k, argc, argv);
    state_dir_close(&k.state);
    buf_free(&k.line);
    buf_free(&k.answer);
    buf_free(&k.text);
    return command_end(code);
}

// ---- rooms

static const char *day_of(struct str ms, char out[DATE_LEN])
{
    int64_t n;
    struct tm t;
    out[0] = 0;
    if (!str_int(ms, 0, INT64_MAX, &n))
        return "-";
    time_t seconds = (time_t)(n / 1000);
    localtime_r(&seconds, &t);
    strftime(out, DATE_LEN, "%Y-%m-%d", &t);
    return out;
}

static const char *state_of(struct str room)
{
    if (keeping_member(room, "doomed").n)
        return lang_pick("à supprimer", "to be deleted");
    if (keeping_member(room, "archived").n)
        return lang_pick("archivé", "archived");
    return keeping_member(room, "loaded").n ? lang_pick("en cours", "in use") : "";
}

static void print_room(struct keep *k, struct str room)
{
    char created[DATE_LEN], last[DATE_LEN], until[DATE_LEN];
    struct str code = keeping_text(keeping_member(room, "room"), &k->text);
    struct str ends = keeping_member(room, keeping_member(room, "doomed").n ? "doomed" : "until");
    printf(STR_FMT "  %s  %s  %-10s  %-13s ", STR_ARG(code),
           day_of(keeping_member(room, "created"), created),
           day_of(keeping_member(room, "day"), last), day_of(ends, until), state_of(room));
    struct str title = keeping_member(keeping_member(room, "look"), "title");
    title = keeping_text(keeping_member(title, lang_pick("fr", "en")), &k->text);
    printf(STR_FMT "\n", STR_ARG(title));
}

static int rooms(struct keep *k, int argc, char **argv)
{
    static const struct option list[] = {{"state", required_argument, NULL, 's'}, COMMAND_OPTIONS};
    int code = read_options(k, argc, argv, list, 0, 1);
    if (code >= 0)
        return code;
    running_find(&k->state, k->given);
    puts(lang_pick("code     ouvert      dernier     jusqu’au    état",
                   "code     opened      last        until       state"));
    for (int64_t below = 0;;) {
        buf_reset(&k->line);
        buf_printf(&k->line, "GET /api/host/rooms?below=%lld&q=", (long long)below);
        keeping_escape(&k->line, k->words ? k->words : "");
        code = ask(k);
        struct str all = keeping_member(buf_view(&k->answer), "rooms"), room;
        while (code == COMMAND_GOOD && keeping_next(&all, &room))
            print_room(k, room);
        if (code != COMMAND_GOOD ||
            !str_int(keeping_member(buf_view(&k->answer), "next"), 1, INT64_MAX, &below))
            return code;
    }
}

static int rooms_run(const struct command *c, int argc, char **argv)
{
    return with(c, rooms, argc, argv);
}

const struct command rooms_command = {
    "rooms",
    rooms_run,
    "nomme les ateliers gardés",
    "list the workshops that are kept",
    "Utilisation\u00a0: tablee rooms [--state D] [MOTS]\n",
    "Usage: tablee rooms [--state DIR] [WORDS]\n",
    "Nomme les ateliers, les derniers d’abord\u00a0: code, jour d’ouverture, dernier jour où "
    "quelqu’un y "
    "a fait\nquelque chose, jour jusqu’où il est gardé, état et titre. MOTS cherche dans le titre "
    "et "
    "le code.\n"
    "  --state D      dossier du serveur\n",
    "Lists workshops, the latest first: code, day it was opened, last day somebody did something "
    "there,\nday until which it is kept, state and title. WORDS are looked for in title and code.\n"
    "  --state DIR    directory of the server\n",
    NULL,
};

// ---- archive, delete

static int do_to_room(struct keep *k, int argc, char **argv)
{
    static const struct option list[] = {
        {"state", required_argument, NULL, 's'}, {"undo", no_argument, NULL, 'u'}, COMMAND_OPTIONS};
    static const struct option delete_list[] = {{"state", required_argument, NULL, 's'},
                                                {"undo", no_argument, NULL, 'u'},
                                                {"now", no_argument, NULL, 'n'},
                                                COMMAND_OPTIONS};
    bool deletes = k->command == &delete_command;
    int code = read_options(k, argc, argv, deletes ? delete_list : list, 1, 1);
    if (code >= 0)
        return code;
    if (strspn(k->words, "0123456789 ") != strlen(k->words))
        return command_wrong_value(k->command, k->words,
                                   lang_pick("un code de sept chiffres est attendu",
                                             "a code of seven digits is expected"));
    running_find(&k->state, k->given);
    buf_puts(&k->line, "POST /api/host/rooms/");
    for (const char *digit = k->words; *digit; digit++)
        if (*digit != ' ')
            buf_char(&k->line, *digit);
    buf_printf(&k->line, "/%s",
               deletes   ? k->undo  ? "spare"
                           : k->now ? "delete"
                                    : "doom"
               : k->undo ? "unarchive"
                         : "archive");
    code = ask(k);
    if (code == COMMAND_GOOD && deletes && k->now)
        puts(lang_pick("supprimé; les copies faites avant le gardent",
                       "deleted; copies made before still have it"));
    else if (code == COMMAND_GOOD && deletes && !k->undo)
        puts(lang_pick("sera supprimé dans sept jours; --undo l’épargne d’ici là",
                       "will be deleted in seven days; --undo spares it until then"));
    else if (code == COMMAND_GOOD)
        puts(lang_pick("fait", "done"));
    return code;
}

static int do_run(const struct command *c, int argc, char **argv)
{
    return with(c, do_to_room, argc, argv);
}

const struct command archive_command = {
    "archive",
    do_run,
    "archive un atelier\u00a0: on le lit, on n’y change rien",
    "archive a workshop: it is read, and not changed",
    "Utilisation\u00a0: tablee archive [--state D] [--undo] CODE\n",
    "Usage: tablee archive [--state DIR] [--undo] CODE\n",
    "Un atelier archivé se lit, et refuse tout le reste; son code ne laisse entrer personne.\n"
    "  --undo         le rouvre\n"
    "  --state D      dossier du serveur\n",
    "An archived workshop is read, and refuses all else; its code lets nobody in.\n"
    "  --undo         opens it again\n"
    "  --state DIR    directory of the server\n",
    NULL,
};

const struct command delete_command = {
    "delete",
    do_run,
    "supprime un atelier, après sept jours",
    "delete a workshop, after seven days",
    "Utilisation\u00a0: tablee delete [--state D] [--undo | --now] CODE\n",
    "Usage: tablee delete [--state DIR] [--undo | --now] CODE\n",
    "Supprime un atelier pour de bon\u00a0: lignes, textes et clés, du fichier aussi; il reste une "
    "note, sans\ncontenu. Les copies (tablee backup) faites avant le gardent.\n"
    "  --undo         l’épargne, si ce n’est pas encore fait\n"
    "  --now          tout de suite\n"
    "  --state D      dossier du serveur\n",
    "Deletes a workshop for good: rows, texts and keys, from the file too; a note is left, "
    "without\ncontent. Copies (tablee backup) made before still have it.\n"
    "  --undo         spares it, if it is not done yet\n"
    "  --now          at once\n"
    "  --state DIR    directory of the server\n",
    NULL,
};

// ---- purge

static int purge(struct keep *k, int argc, char **argv)
{
    static const struct option list[] = {{"state", required_argument, NULL, 's'},
                                         {"before", required_argument, NULL, 'b'},
                                         COMMAND_OPTIONS};
    int code = read_options(k, argc, argv, list, 0, 0);
    if (code >= 0)
        return code;
    running_find(&k->state, k->given);
    buf_puts(&k->line, "POST /api/host/purge?before=");
    keeping_escape(&k->line, k->before ? k->before : "");
    code = ask(k);
    struct str n = keeping_member(buf_view(&k->answer), "deleted");
    if (code == COMMAND_GOOD)
        printf(lang_pick(STR_FMT " supprimés\n", STR_FMT " deleted\n"), STR_ARG(n));
    return code;
}

static int purge_run(const struct command *c, int argc, char **argv)
{
    return with(c, purge, argc, argv);
}

const struct command purge_command = {
    "purge",
    purge_run,
    "supprime les ateliers dont le temps est passé",
    "delete the workshops whose time is over",
    "Utilisation\u00a0: tablee purge [--state D] [--before AAAA-MM-JJ]\n",
    "Usage: tablee purge [--state DIR] [--before YYYY-MM-DD]\n",
    "Supprime ceux qui ne sont plus à garder; un serveur qui tourne le fait de lui-même.\n"
    "  --before DATE  et tous ceux où personne n’a rien fait depuis ce jour\n"
    "  --state D      dossier du serveur\n",
    "Deletes those that are not to be kept any more; a running server does so by itself.\n"
    "  --before DATE  and all where nobody did anything since that day\n"
    "  --state DIR    directory of the server\n",
    NULL,
};

// ---- register

static void print_entry(struct keep *k, struct str e)
{
    static const char *const members[] = {"kind", "who", "room", "what"};
    char day[DATE_LEN];
    printf("%s", day_of(keeping_member(e, "t"), day));
    for (size_t i = 0; i < ARRAY_LEN(members); i++) {
        struct str value = keeping_text(keeping_member(e, members[i]), &k->text);
        if (value.n)
            printf("  " STR_FMT, STR_ARG(value));
    }
    putchar('\n');
}

static int print_register(struct keep *k)
{
    for (int64_t below = 0;;) {
        buf_reset(&k->line);
        buf_printf(&k->line, "GET /api/host/register?below=%lld", (long long)below);
        int code = ask(k);
        struct str all = keeping_member(buf_view(&k->answer), "entries"), entry;
        while (code == COMMAND_GOOD && keeping_next(&all, &entry))
            print_entry(k, entry);
        if (code != COMMAND_GOOD ||
            !str_int(keeping_member(buf_view(&k->answer), "next"), 1, INT64_MAX, &below))
            return code;
    }
}

static int add_incident(struct keep *k)
{
    struct jw w;
    for (int i = 0; i < INCIDENT_FIELDS; i++)
        if (!k->incident[i]) {
            buf_printf(&k->text, lang_pick("il manque --%s", "--%s is missing"),
                       incident_fields[i].option);
            return command_wrong(k->command, buf_cstr(&k->text));
        }
    buf_puts(&k->line, "POST /api/host/incident ");
    jw_init(&w, &k->line);
    jw_obj(&w);
    for (int i = 0; i < INCIDENT_FIELDS; i++)
        jw_kcstr(&w, incident_fields[i].option, k->incident[i]);
    jw_end(&w);
    int code = ask(k);
    if (code == COMMAND_GOOD)
        puts(lang_pick("inscrit au registre", "entered in the register"));
    return code;
}

static int show_register(struct keep *k, int argc, char **argv)
{
    static struct option list[INCIDENT_FIELDS + 4] = {{"state", required_argument, NULL, 's'}};
    static const struct option ends[] = {COMMAND_OPTIONS};
    for (int i = 0; i < INCIDENT_FIELDS; i++)
        list[1 + i] = (struct option){incident_fields[i].option, required_argument, NULL, '0' + i};
    memcpy(list + 1 + INCIDENT_FIELDS, ends, sizeof ends);
    int code = read_options(k, argc, argv, list, 0, 1);
    if (code >= 0)
        return code;
    if (k->words && strcmp(k->words, "incident") != 0)
        return command_wrong_value(
            k->command, k->words,
            lang_pick("«\u00a0incident\u00a0», ou rien", "'incident', or nothing"));
    running_find(&k->state, k->given);
    return k->words ? add_incident(k) : print_register(k);
}

static int register_run(const struct command *c, int argc, char **argv)
{
    return with(c, show_register, argc, argv);
}

static void register_help(void)
{
    for (int i = 0; i < INCIDENT_FIELDS; i++)
        printf("  --%-12s %s\n", incident_fields[i].option,
               lang_pick(incident_fields[i].fr, incident_fields[i].en));
}

const struct command register_command = {
    "register",
    register_run,
    "montre le registre des accès et des incidents",
    "show the register of accesses and incidents",
    "Utilisation\u00a0: tablee register [--state D] [incident --data …]\n",
    "Usage: tablee register [--state DIR] [incident --data ...]\n",
    "Une ligne par accès, par export, par copie, par suppression et par incident, les derniers "
    "d’abord.\n«\u00a0incident\u00a0» en inscrit un, avec ces huit champs.\n"
    "  --state D      dossier du serveur\n",
    "A line for each access, export, copy, deletion and incident, the latest first. 'incident' "
    "enters\none, with these eight fields.\n"
    "  --state DIR    directory of the server\n",
    register_help,
};
