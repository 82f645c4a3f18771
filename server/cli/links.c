#include "cli/links.h"

#include <ctype.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/util.h"
#include "net/addresses.h"

enum { ADDRESSES = 8, URL_LEN = 512, QR_MARGIN = 2, LABEL_COLUMNS = 24 };

static void put_line(struct buf *out, const char *word, const char *url)
{
    buf_printf(out, "%s %s/\n", word, url);
}

// The first address for phones goes into `first`.
static void put_phones(const struct links *l, struct buf *out, char first[URL_LEN])
{
    char others[ADDRESSES][NET_ADDRESS_LEN], url[URL_LEN];
    const char *scheme = l->https ? "https" : "http";
    bool all = strcmp(l->listen, "0.0.0.0") == 0;
    int n = all && !l->public_url ? net_addresses(others, ADDRESSES) : 0;
    if (l->public_url) {
        bool slash = str_ends(str_from_cstr(l->public_url), STR("/"));
        snprintf(first, URL_LEN, "%.*s", (int)(strlen(l->public_url) - slash), l->public_url);
        put_line(out, "phones", first);
    }
    for (int i = 0; i < n; i++) {
        snprintf(url, sizeof url, "%s://%s:%d", scheme, others[i], l->port);
        put_line(out, "phones", url);
        if (i == 0)
            snprintf(first, URL_LEN, "%s", url);
    }
    char name[NET_NAME_LEN];
    if (n > 0 && net_local_name(others[0], name)) {
        snprintf(url, sizeof url, "%s://%s:%d", scheme, name, l->port);
        put_line(out, "name", url);
    }
}

// A key may be words that somebody chose.
static void put_in_address(struct buf *out, const char *text)
{
    for (; *text; text++)
        if (isalnum((unsigned char)*text) || strchr("-._~", *text))
            buf_char(out, *text);
        else
            buf_printf(out, "%%%02X", (unsigned char)*text);
}

void links_put(const struct links *l, struct buf *out)
{
    char here[URL_LEN], phones[URL_LEN] = "";
    bool all = strcmp(l->listen, "0.0.0.0") == 0;
    snprintf(here, sizeof here, "%s://%s:%d", l->https ? "https" : "http",
             all ? "127.0.0.1" : l->listen, l->port);
    if (l->wifi)
        buf_printf(out, "wifi %s\n", l->wifi);
    if (l->wifi && l->wifi_password)
        buf_printf(out, "password %s\n", l->wifi_password);
    put_line(out, "here", here);
    put_phones(l, out, phones);
    if (!all && !l->public_url)
        buf_puts(out, "alone --listen 0.0.0.0\n");
    buf_printf(out, "lead %s/%s", phones[0] ? phones : here, l->key[0] ? "#cle=" : "");
    put_in_address(out, l->key);
    buf_char(out, '\n');
    buf_printf(out, "host %s/hote\n", phones[0] ? phones : here);
    if (l->key[0])
        buf_printf(out, "key %s\n",
                   l->key_file[0] ? l->key_file : lang_pick("(celle de --key)", "(that of --key)"));
}

static void print_row(const char *label, struct str value)
{
    int pad = LABEL_COLUMNS;
    for (const char *c = label; *c; c++)
        pad -= (*c & 0xc0) != 0x80; // signs, not bytes
    printf("%s%*s " STR_FMT "\n", label, pad > 0 ? pad : 0, "", STR_ARG(value));
}

static void print_line(struct str word, struct str value)
{
    static const struct {
        const char *word, *fr, *en;
    } rows[] = {
        {"pid", "Processus\u00a0:", "Process:"},
        {"version", "Version\u00a0:", "Version:"},
        {"state", "Dossier\u00a0:", "Directory:"},
        {"since", "Depuis\u00a0:", "Since:"},
        {"connections", "Connexions\u00a0:", "Connections:"},
        {"wifi", "Wi-Fi\u00a0:", "Wi-Fi:"},
        {"password", "Mot de passe\u00a0:", "Password:"},
        {"here", "Sur cet ordinateur\u00a0:", "On this computer:"},
        {"phones", "Téléphones\u00a0:", "Phones:"},
        {"name", "ou, par son nom\u00a0:", "or, by its name:"},
        {"alone", "Pour les téléphones\u00a0:", "For phones:"},
        {"lead", "Créer un atelier\u00a0:", "Open a workshop:"},
        {"host", "Tous les ateliers\u00a0:", "All workshops:"},
        {"key", "Clé, dans le fichier\u00a0:", "Key, in the file:"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (str_eq_cstr(word, rows[i].word))
            print_row(lang_pick(rows[i].fr, rows[i].en), value);
}

// A key on an output that is kept, a journal or a file, is a key given away.
void links_print(struct str lines, bool show_key)
{
    while (lines.n) {
        struct str line = str_cut(&lines, '\n');
        struct str word = str_cut(&line, ' ');
        bool has_key = str_find(line, '#') < line.n;
        if (str_eq_cstr(word, "lead") ? show_key || !has_key
                                      : !show_key || !str_eq_cstr(word, "key"))
            print_line(word, line);
    }
}

struct str links_find(struct str lines, const char *word)
{
    while (lines.n) {
        struct str line = str_cut(&lines, '\n');
        if (str_eq_cstr(str_cut(&line, ' '), word))
            return line;
    }
    return (struct str){0};
}

static bool dark(const QRcode *qr, int x, int y)
{
    return x >= 0 && y >= 0 && x < qr->width && y < qr->width && (qr->data[y * qr->width + x] & 1);
}

// Two rows a line; light modules are drawn, as terminals are mostly dark.
static void draw(const char *text)
{
    QRcode *qr = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!qr)
        return;
    for (int y = -QR_MARGIN; y < qr->width + QR_MARGIN; y += 2) {
        for (int x = -QR_MARGIN; x < qr->width + QR_MARGIN; x++) {
            static const char *const halves[] = {"█", "▀", "▄", " "};
            fputs(halves[2 * dark(qr, x, y) + dark(qr, x, y + 1)], stdout);
        }
        putchar('\n');
    }
    QRcode_free(qr);
}

// As phones read it: WIFI:T:WPA;S:name;P:password;; with a backslash before what would end a part.
static void put_wifi_part(struct buf *out, const char *name, struct str text)
{
    buf_puts(out, name);
    for (size_t i = 0; i < text.n; i++) {
        if (strchr("\\;,:\"", text.p[i]))
            buf_char(out, '\\');
        buf_char(out, text.p[i]);
    }
    buf_char(out, ';');
}

static void draw_wifi(struct str name, struct str password)
{
    struct buf text;
    buf_init(&text, URL_LEN);
    put_wifi_part(&text, password.n ? "WIFI:T:WPA;S:" : "WIFI:T:nopass;S:", name);
    if (password.n)
        put_wifi_part(&text, "P:", password);
    buf_char(&text, ';');
    puts(lang_pick("1. Le Wi-Fi; restez connecté, même si le téléphone dit qu’il n’y a pas "
                   "d’Internet\u00a0:",
                   "1. The Wi-Fi; stay connected, even if the phone says there is no Internet:"));
    draw(buf_cstr(&text));
    buf_free(&text);
    puts(lang_pick("2. L’atelier\u00a0:", "2. The workshop:"));
}

void links_draw_qr(struct str lines)
{
    char url[URL_LEN];
    struct str phones = links_find(lines, "phones"), wifi = links_find(lines, "wifi");
    if (wifi.n)
        draw_wifi(wifi, links_find(lines, "password"));
    snprintf(url, sizeof url, STR_FMT, STR_ARG(phones));
    if (phones.n)
        draw(url);
}
