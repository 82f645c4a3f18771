#include "codec/zip.h"

#include <stdint.h>
#include <string.h>

enum { INDEX_MAX = 1 << 20, VERSION = 10, UTF8_NAMES = 1 << 11, FIRST_DAY = 1 << 5 | 1 };

static void put(struct buf *out, uint32_t n, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_char(out, (char)(n >> 8 * i & 0xff));
}

// CRC-32 as ISO 3309 has it, the lowest bit first.
static uint32_t crc_of(struct str bytes)
{
    uint32_t table[256], crc = UINT32_MAX;
    for (uint32_t i = 0; i < 256; i++) {
        table[i] = i;
        for (int bit = 0; bit < 8; bit++)
            table[i] = table[i] >> 1 ^ (table[i] & 1 ? UINT32_C(0xedb88320) : 0);
    }
    for (size_t i = 0; i < bytes.n; i++)
        crc = crc >> 8 ^ table[(crc ^ (unsigned char)bytes.p[i]) & 0xff];
    return ~crc;
}

// What stands before the file and in the index alike.
static void put_head(struct buf *out, const char *name, struct str bytes, uint32_t crc)
{
    put(out, VERSION, 2);
    put(out, UTF8_NAMES, 2);
    put(out, 0, 2); // as it is
    put(out, 0, 2);
    put(out, FIRST_DAY, 2); // of 1980
    put(out, crc, 4);
    put(out, (uint32_t)bytes.n, 4);
    put(out, (uint32_t)bytes.n, 4);
    put(out, (uint32_t)strlen(name), 2);
    put(out, 0, 2);
}

void zip_begin(struct zip *z, struct buf *out)
{
    *z = (struct zip){.out = out, .from = out->n};
    buf_init(&z->index, INDEX_MAX);
}

void zip_file(struct zip *z, const char *name, struct str bytes)
{
    uint32_t crc = crc_of(bytes), at = (uint32_t)(z->out->n - z->from);
    put(z->out, UINT32_C(0x04034b50), 4);
    put_head(z->out, name, bytes, crc);
    buf_puts(z->out, name);
    buf_str(z->out, bytes);
    put(&z->index, UINT32_C(0x02014b50), 4);
    put(&z->index, VERSION, 2);
    put_head(&z->index, name, bytes, crc);
    put(&z->index, 0, 4); // no comment, on this disk
    put(&z->index, 0, 2);
    put(&z->index, 0, 4);
    put(&z->index, at, 4);
    buf_puts(&z->index, name);
    z->files++;
}

void zip_end(struct zip *z)
{
    uint32_t at = (uint32_t)(z->out->n - z->from);
    buf_str(z->out, buf_view(&z->index));
    put(z->out, UINT32_C(0x06054b50), 4);
    put(z->out, 0, 4);
    put(z->out, z->files, 2);
    put(z->out, z->files, 2);
    put(z->out, (uint32_t)z->index.n, 4);
    put(z->out, at, 4);
    put(z->out, 0, 2);
    z->out->overflow |= z->index.overflow;
    buf_free(&z->index);
}
