#include "codec/file_faults.h"

enum { FAULTS_BYTES = 64 << 10 };

void file_faults_init(struct file_faults *f, bool french)
{
    buf_init(&f->parts, FAULTS_BYTES);
    f->french = french;
}

void file_faults_free(struct file_faults *f)
{
    buf_free(&f->parts);
}

void file_faults_reset(struct file_faults *f)
{
    buf_reset(&f->parts);
}

void file_faults_add(struct file_faults *f, const struct file_fault *fault)
{
    const struct str texts[] = {fault->file, fault->at, fault->say};
    struct buf one; // put whole, or not at all
    buf_init(&one, FAULTS_BYTES);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        buf_str(&one, texts[i]);
        buf_char(&one, '\0');
    }
    if (!one.overflow)
        buf_str(&f->parts, buf_view(&one));
    buf_free(&one);
}

bool file_faults_next(const struct file_faults *f, size_t *place, struct file_fault *out)
{
    struct str rest = str_sub(buf_view(&f->parts), *place, f->parts.n);
    if (!rest.n)
        return false;
    out->file = str_cut(&rest, '\0');
    out->at = str_cut(&rest, '\0');
    out->say = str_cut(&rest, '\0');
    *place = f->parts.n - rest.n;
    return true;
}

void file_fault_line(const struct file_faults *f, const struct file_fault *fault, struct buf *out)
{
    const char *colon = f->french ? "\u00a0: " : ": ";
    buf_str(out, fault->file);
    buf_puts(out, colon);
    buf_str(out, fault->at);
    buf_puts(out, fault->at.n ? colon : "");
    buf_str(out, fault->say);
}

void file_faults_lines(const struct file_faults *f, struct buf *out)
{
    struct file_fault fault;
    for (size_t place = 0; file_faults_next(f, &place, &fault);) {
        file_fault_line(f, &fault, out);
        buf_char(out, '\n');
    }
}
