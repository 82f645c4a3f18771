#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"

static int pipe_fds[2];
static char line[8192];

static void setup(void)
{
    cr_assert_eq(pipe(pipe_fds), 0);
    log_set_fd(pipe_fds[1]);
}

TestSuite(log, .init = setup);

static const char *written(void)
{
    close(pipe_fds[1]);
    size_t n = 0;
    for (;;) {
        ssize_t got = read(pipe_fds[0], line + n, sizeof line - 1 - n);
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    line[n] = '\0';
    return line;
}

Test(log, writes_one_object_a_line)
{
    log_info("listening", log_s("address", "127.0.0.1"), log_i("port", 8080), log_b("tls", false));
    log_warn("alone");
    const char *text = written();
    cr_assert_not_null(strstr(text, "Z\",\"level\":\"info\",\"event\":\"listening\",\"address\":"
                                    "\"127.0.0.1\",\"port\":8080,\"tls\":false}\n{\"time\":\"20"));
    cr_assert_not_null(strstr(text, "\"level\":\"warn\",\"event\":\"alone\"}\n"));
}

Test(log, keeps_lines_whole)
{
    log_error("odd", log_s("text", "a\n\"b\" \x1b"), log_s("none", NULL));
    const char *text = written();
    cr_assert_not_null(strstr(text, "\"text\":\"a\\n\\\"b\\\" \\u001b\",\"none\":\"\"}\n"));
    cr_assert_eq(strchr(text, '\n'), text + strlen(text) - 1);
}

Test(log, filters_by_level)
{
    log_debug("hidden");
    log_set_level(LOG_LEVEL_ERROR);
    log_warn("hidden");
    log_error("shown");
    log_set_level(LOG_LEVEL_NONE);
    log_error("hidden");
    const char *text = written();
    cr_assert_null(strstr(text, "hidden"));
    cr_assert_not_null(strstr(text, "shown"));
}

Test(log, a_line_too_long_keeps_its_name)
{
    static char big[5000];
    memset(big, 'x', sizeof big - 1);
    log_info("big", log_s("text", big));
    cr_assert_not_null(strstr(written(), "\"event\":\"big\"}\n"));
}

Test(log, reads_level_names)
{
    enum log_level level;
    cr_assert(log_level_from("warn", &level));
    cr_assert_eq(level, LOG_LEVEL_WARN);
    cr_assert_not(log_level_from("loud", &level));
}
