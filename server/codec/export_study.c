// What goes with the files of an export into a folder.
#include "base/util.h"
#include "codec/export_parts.h"

const struct export_file *export_study(size_t *n)
{
    static struct export_file files[] = {
        {.name = "LISEZMOI.md"}, {.name = "README.md"},    {.name = "CITATION.cff"},
        {.name = "figures.py"},  {.name = "tablee.ipynb"}, {.name = "tablee.Rmd"},
        {.name = "cases.json"},
    };
    struct str (*const bytes[ARRAY_LEN(files)])(void) = {
        study_lisezmoi, study_readme, study_citation,     study_figures,
        study_python,   study_r,      tally_cases_builtin};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        files[i].bytes = bytes[i]();
    }
    *n = ARRAY_LEN(files);
    return files;
}
