#include "cli/host_key.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/util.h"

enum { KEY_BYTES = 16, KEY_TENTHS = 1280, DISTINCT_LEAST = 8, NAMES_LEN = 32 };

// Tenths of a bit in each sign, were it drawn from the smallest usual set that has all of these.
static size_t tenths_of(const char *text)
{
    static const struct {
        const char *signs;
        size_t tenths;
    } sets[] = {
        {"0123456789", 33},
        {"0123456789abcdef", 40},
        {"0123456789ABCDEF", 40},
        {"abcdefghijklmnopqrstuvwxyz", 47},
        {"0123456789abcdefghijklmnopqrstuvwxyz", 51},
        {"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_", 60},
    };
    for (size_t i = 0; i < ARRAY_LEN(sets); i++)
        if (text[strspn(text, sets[i].signs)] == 0)
            return sets[i].tenths;
    return 65; // all that a keyboard has
}

static size_t distinct(const char *text)
{
    bool seen[256] = {false};
    size_t n = 0;
    for (; *text; text++) {
        n += !seen[(unsigned char)*text];
        seen[(unsigned char)*text] = true;
    }
    return n;
}

bool host_key_strong(const char *text)
{
    return strlen(text) * tenths_of(text) >= KEY_TENTHS && distinct(text) >= DISTINCT_LEAST;
}

static bool make_key(char key[HOST_KEY_LEN])
{
    unsigned char bytes[KEY_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(key + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

static bool read_key(struct host_key *k)
{
    int fd = open(k->file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    fchmod(fd, 0600); // somebody who copied it here may have left it open to others
    ssize_t n = read(fd, k->text, sizeof k->text - 1);
    close(fd);
    k->text[n > 0 ? n : 0] = 0;
    k->text[strcspn(k->text, "\r\n \t")] = 0;
    return k->text[0];
}

static bool write_key(struct host_key *k, int fd, char *err, size_t errn)
{
    bool good = fd >= 0 && make_key(k->text) && dprintf(fd, "%s\n", k->text) > 0;
    if (fd >= 0 && close(fd) != 0)
        good = false;
    if (!good)
        snprintf(err, errn,
                 lang_pick("La clé ne peut pas être gardée dans %.512s\u00a0: %s.",
                           "Cannot keep the key in %.512s: %s."),
                 k->file, strerror(errno));
    return good;
}

static bool check(const struct host_key *k, char *err, size_t errn)
{
    if (host_key_strong(k->text))
        return true;
    snprintf(err, errn,
             lang_pick("La clé%s%.512s se devine\u00a0: il en faut 128 bits, soit au moins 22 "
                       "lettres et chiffres tirés au hasard; sans --key, le serveur en fait une.",
                       "The key%s%.512s can be guessed: it needs 128 bits, which is 22 random "
                       "letters and digits at least; without --key the server makes one."),
             k->file[0] ? lang_pick(" de ", " of ") : "", k->file);
    return false;
}

// A key that is kept nowhere is in a file for as long as the server runs.
static bool pass(struct host_key *k, char *err, size_t errn)
{
    const char *dir = getenv("XDG_RUNTIME_DIR");
    snprintf(k->file, sizeof k->file, "%.*s/tablee-XXXXXX", HOST_KEY_PATH_LEN - NAMES_LEN,
             dir && *dir ? dir : "/tmp");
    k->passing = true;
    return write_key(k, mkostemp(k->file, O_CLOEXEC), err, errn);
}

bool host_key_find(struct host_key *k, const char *given, const char *state, char *err, size_t errn)
{
    if (given && strlen(given) >= sizeof k->text) {
        snprintf(err, errn,
                 lang_pick("La clé est trop longue\u00a0: %d caractères au plus.",
                           "The key is too long: %d signs at most."),
                 HOST_KEY_LEN - 1);
        return false;
    }
    if (given && *given) {
        snprintf(k->text, sizeof k->text, "%s", given);
        return check(k, err, errn);
    }
    if (!state)
        return pass(k, err, errn);
    snprintf(k->file, sizeof k->file, "%.*s/host.key", HOST_KEY_PATH_LEN - NAMES_LEN, state);
    if (read_key(k))
        return check(k, err, errn);
    int fd = open(k->file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    return write_key(k, fd, err, errn);
}

void host_key_end(struct host_key *k)
{
    if (k->passing && k->file[0])
        unlink(k->file);
}
