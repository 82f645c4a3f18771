// What every column and every figure means: made from rows.def and from the table of figures here.
#include <string.h>

#include "base/util.h"
#include "codec/export_parts.h"

static const struct figure {
    const char *path; // of the tallies; what it holds lies under it
    const char *en, *fr;
} figures[] = {
    {"n", "People ever seated", "Personnes assises à un moment"},
    {"eligible", "People present at least half of phase 2",
     "Personnes présentes au moins la moitié de la phase 2"},
    {"seated", "Groups seated, hats among them", "Groupes présents, chapeaux compris"},
    {"clauses", "Clauses proposed", "Clauses proposées"},
    {"adopted", "Clauses adopted", "Clauses adoptées"},
    {"origin", "Share of the adopted clauses that each group proposed",
     "Part des clauses adoptées proposée par chaque groupe"},
    {"carried_by", "Share of the adopted clauses that each group carries",
     "Part des clauses adoptées portée par chaque groupe"},
    {"carry_even", "Evenness of carriers between groups (Pielou)",
     "Équitabilité des porteurs entre les groupes (Pielou)"},
    {"shift_TV", "Half the sum of absolute differences of origin and carriers",
     "Demi-somme des écarts absolus entre origine et porteurs"},
    {"toward_citizens", "Citizens’ share of carriers minus their share of origin",
     "Part citoyenne des porteurs moins part citoyenne de l’origine"},
    {"model_declared", "Model by the sheets the table started from",
     "Modèle selon les fiches de départ"},
    {"model_computed", "Model by the origin of the adopted clauses",
     "Modèle selon l’origine des clauses adoptées"},
    {"hands2", "Adopted clauses with hands of two groups or more, of all adopted",
     "Clauses adoptées à deux groupes ou plus, sur les adoptées"},
    {"hands_all", "Adopted clauses with hands of all groups, of all adopted",
     "Clauses adoptées à tous les groupes, sur les adoptées"},
    {"objections", "Objections raised, and how they ended", "Objections exprimées et leur issue"},
    {"concessions", "Concessions of each group", "Concessions de chaque groupe"},
    {"reasons", "Objections with a reason, of all", "Objections motivées, sur toutes"},
    {"amend_cross", "Accepted amendments from another group, of all accepted",
     "Amendements acceptés d’un autre groupe, sur les acceptés"},
    {"grid", "Adopted clauses by scale and carrying group",
     "Clauses adoptées par échelle et groupe porteur"},
    {"scales", "Distinct scales", "Échelles distinctes"},
    {"soc", "Adopted clauses that are social", "Clauses adoptées sociales"},
    {"eco", "Adopted clauses that are economic", "Clauses adoptées économiques"},
    {"both", "Adopted clauses that are both", "Clauses adoptées qui sont les deux"},
    {"beyond_norm", "Adopted clauses that name a rule they exceed",
     "Clauses adoptées nommant une règle dépassée"},
    {"engaged", "People who carry or commit, of those seated",
     "Personnes qui portent ou engagent, sur celles assises"},
    {"mobilised", "Adopted clauses carried or resourced by a group that did not propose them",
     "Clauses adoptées portées ou dotées par un autre groupe que le leur"},
    {"planned", "Adopted clauses with a carrier and a date",
     "Clauses adoptées ayant porteur et échéance"},
    {"solidarity", "Commitments on another group’s clause, of all",
     "Engagements envers la clause d’un autre groupe, sur tous"},
    {"collective", "Adopted clauses not for the proposer’s own group",
     "Clauses adoptées qui ne sont pas pour le seul groupe proposeur"},
    {"voice_final", "People who gave a stance on the whole text",
     "Personnes qui ont pris position sur l’ensemble"},
    {"final", "Stances on the whole text", "Positions sur l’ensemble du texte"},
    {"complementarity", "Mean Jaccard distance between kinds of resources of groups",
     "Distance de Jaccard moyenne entre les sortes de ressources des groupes"},
    {"acts", "Acts credited to each person", "Actes crédités à chaque personne"},
    {"silent", "People without an act", "Personnes sans acte"},
    {"J_person", "Evenness of acts between people (Pielou)",
     "Équitabilité des actes entre personnes (Pielou)"},
    {"gini_c", "Gini of acts, corrected for size", "Gini des actes, corrigé pour la taille"},
    {"J_group", "Evenness of acts between groups (Pielou)",
     "Équitabilité des actes entre groupes (Pielou)"},
    {"rep_ratio", "A group’s share of acts over its share of time present",
     "Part des actes d’un groupe sur sa part de présence"},
    {"EI", "Ties between and within groups (Krackhardt and Stern), with what chance gives",
     "Liens entre et dans les groupes (Krackhardt et Stern), avec la part du hasard"},
    {"handover", "Consecutive initiatives by different groups, with what chance gives",
     "Initiatives consécutives de groupes différents, avec la part du hasard"},
    {"follow", "Follower network: ties, density, centralisation",
     "Réseau de suivi\u00a0: liens, densité, centralisation"},
    {"peer", "Peer ratings: raters, pairs, density, centralisation, people relied on",
     "Évaluations par les pairs\u00a0: répondants, paires, densité, centralisation, appuis"},
    {"gain", "Gain of each group by its own points and marks",
     "Gain de chaque groupe selon ses points et ses notes"},
    {"features", "What is compared with the known cases", "Ce qui est comparé aux cas connus"},
    {"cases", "Overlap with each known case (Jaccard)",
     "Recouvrement avec chaque cas connu (Jaccard)"},
};

static const char *type_name(enum field_type type)
{
    static const char *const names[FIELD_TYPES] = {
        [FIELD_INT] = "integer",          [FIELD_BOOL] = "boolean",
        [FIELD_NUMBER] = "number",        [FIELD_DATE] = "date",
        [FIELD_PERSON] = "person",        [FIELD_TABLE] = "table",
        [FIELD_CLAUSE] = "clause",        [FIELD_AMENDMENT] = "amendment",
        [FIELD_COMMITMENT] = "commitment"};
    return names[type] ? names[type] : type >= FIELD_GROUPS ? "set" : "text";
}

// In what a number counts, by the name of its column; the others that are whole numbers count.
static const char *unit_of(const struct row_column *column)
{
    static const struct {
        const char *column, *unit;
    } units[] = {{"joined_ms", "ms"},  {"at_ms", "ms"},     {"present_ms", "ms"},
                 {"present_s", "s"},   {"lasted_s", "s"},   {"seconds", "s"},
                 {"minute", "min"},    {"amount", "CAD"},   {"points", "/10"},
                 {"met_halves", "/2"}, {"q4", "1-5"},       {"n", "rank"},
                 {"seq", "rank"},      {"version", "rank"}, {"rules", "rank"}};
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (strcmp(units[i].column, column->name) == 0) {
            return units[i].unit;
        }
    }
    return column->type == FIELD_INT ? "count" : "";
}

// Where a file comes from: what was logged, the room as the log leaves it, what people answered for
// themselves, what the tallies make of it, this export.
static const char *source_of(enum row_file file, const char *column)
{
    static const char *const sources[ROW_FILES] = {
        [ROWS_EVENTS] = "log",      [ROWS_TEXTS] = "log",     [ROWS_RATINGS] = "answers",
        [ROWS_ANSWERS] = "answers", [ROWS_SEATS] = "tally",   [ROWS_SIDES] = "tally",
        [ROWS_ACTS] = "tally",      [ROWS_HANDS] = "tally",   [ROWS_OBJECTIONS] = "tally",
        [ROWS_MOMENTS] = "tally",   [ROWS_TALLIES] = "tally", [ROWS_WITHHELD] = "export",
    };
    if (file == ROWS_PEOPLE && strcmp(column, "final") == 0) {
        return "answers";
    }
    return sources[file] ? sources[file] : "state";
}

enum { ENTRY_FIELDS = 8 };
static const char *const entry_names[ENTRY_FIELDS] = {"file",   "column", "type", "unit",
                                                      "values", "source", "en",   "fr"};

static void entry_csv(struct export *x, const char *const entry[ENTRY_FIELDS])
{
    struct buf *b = &x->codebook.body;
    for (int i = 0; i < ENTRY_FIELDS; i++) {
        if (i > 0) {
            buf_char(b, export_separator(x));
        }
        buf_char(b, '"');
        buf_puts(b, entry[i]); // ours, without a quote
        buf_char(b, '"');
    }
    buf_puts(b, "\r\n");
}

static void entry_json(struct export_kept *f, const char *const entry[ENTRY_FIELDS])
{
    struct jw w;
    buf_puts(&f->body, f->any ? ",\n" : "\n");
    jw_init(&w, &f->body);
    jw_obj(&w);
    for (int i = 0; i < ENTRY_FIELDS; i++) {
        jw_kcstr(&w, entry_names[i], entry[i]);
    }
    jw_end(&w);
}

static void entry(struct export *x, const char *const fields[ENTRY_FIELDS])
{
    if (x->o.format == EXPORT_JSON) {
        entry_json(&x->codebook, fields);
    } else {
        entry_csv(x, fields);
    }
    x->codebook.any = true;
}

static void column_entry(struct export *x, enum row_file file, const struct row_column *column)
{
    const char *const *names = field_names(column->type);
    struct buf values;
    buf_init(&values, 1 << 12);
    for (int i = 0; names != NULL && names[i] != NULL; i++) {
        buf_puts(&values, i == 0 ? "" : " ");
        buf_puts(&values, names[i]);
    }
    const char *const fields[] = {
        row_table(file).name, column->name,      type_name(column->type),
        unit_of(column),      buf_cstr(&values), source_of(file, column->name),
        column->en,           column->fr};
    entry(x, fields);
    buf_free(&values);
}

void export_codebook(struct export *x)
{
    if (x->o.format == EXPORT_CSV) {
        entry_csv(x, entry_names);
    }
    for (int f = 0; f < ROW_FILES; f++) {
        struct row_table table = row_table((enum row_file)f);
        const char *source = source_of((enum row_file)f, "");
        const char *const whole[] = {table.name, "", "row", "", "", source, table.en, table.fr};
        const char *const room[] = {table.name,
                                    "room",
                                    "text",
                                    "",
                                    "",
                                    source,
                                    "The workshop, under a name that opens nothing",
                                    "L’atelier, sous un nom qui n’ouvre rien"};
        entry(x, whole);
        entry(x, room);
        for (int i = 0; i < table.n; i++) {
            column_entry(x, (enum row_file)f, &table.columns[i]);
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(figures); i++) {
        const char *const figure[] = {row_table(ROWS_TALLIES).name,
                                      "tally",
                                      "figure",
                                      "",
                                      figures[i].path,
                                      "tally",
                                      figures[i].en,
                                      figures[i].fr};
        entry(x, figure);
    }
}
