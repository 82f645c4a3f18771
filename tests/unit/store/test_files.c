#include "store/test_files.h"

#include <stdio.h>
#include <string.h>

bool file_has(const char *path, const char *ending, const char *text)
{
    static char bytes[1 << 20];
    char name[96];
    snprintf(name, sizeof name, "%s%s", path, ending);
    FILE *f = fopen(name, "re");
    size_t n = f ? fread(bytes, 1, sizeof bytes, f) : 0;
    if (f)
        fclose(f);
    return memmem(bytes, n, text, strlen(text)) != NULL;
}
