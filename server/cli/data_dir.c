#include "cli/data_dir.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SELF_BYTES = 4096 };

bool is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void beside_program(char *out, size_t n, const char *name)
{
    char self[SELF_BYTES];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = 0;
    char *slash = strrchr(self, '/');
    if (slash)
        *slash = 0;
    snprintf(out, n, "%.*s/%s", (int)(n - strlen(name) - 2), self, name);
}

void find_scenarios(char *out, size_t n)
{
    snprintf(out, n, "%s", TABLEE_SOURCE_DATA_DIR "/scenarios");
    if (!is_directory(out))
        snprintf(out, n, "%s", TABLEE_DATA_DIR "/scenarios");
}

bool find_web(const char *named, char *out, size_t n)
{
    beside_program(out, n, "web");
    if (named)
        snprintf(out, n, "%s", named);
    else if (!is_directory(out))
        snprintf(out, n, "%s", TABLEE_DATA_DIR "/web");
    return !named || is_directory(named);
}
