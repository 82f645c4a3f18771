#include "net/tls.h"

#include <errno.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "base/log.h"
#include "net/answer.h"
#include "net/head.h"

// Nobody is there to be asked for the password of a key.
// NOLINTNEXTLINE(readability-non-const-parameter): OpenSSL's type of such a function
static int no_password(char *out, int size, int writing, void *ctx)
{
    UNUSED(out);
    UNUSED(size);
    UNUSED(writing);
    UNUSED(ctx);
    return 0;
}

// `own`: nobody else signed it.
static bool are_a_pair(FILE *cert, FILE *key, bool *own)
{
    X509 *x = PEM_read_X509(cert, NULL, no_password, NULL);
    EVP_PKEY *k = PEM_read_PrivateKey(key, NULL, no_password, NULL);
    bool pair = x && k && X509_check_private_key(x, k) == 1;
    *own = pair && X509_NAME_cmp(X509_get_subject_name(x), X509_get_issuer_name(x)) == 0;
    X509_free(x);
    EVP_PKEY_free(k);
    return pair;
}

// Looked at before the library is: handed half a pair, it would be left with none.
static bool is_sound(struct net *n, char *err, size_t errn)
{
    const struct net_config *c = &n->config;
    bool own = false;
    FILE *cert = fopen(c->cert, "re");
    FILE *key = cert ? fopen(c->cert_key, "re") : NULL;
    bool good = key && are_a_pair(cert, key, &own);
    if (!key)
        snprintf(err, errn, lang_pick("Impossible de lire %s\u00a0: %s.", "Cannot read %s: %s."),
                 cert ? c->cert_key : c->cert, strerror(errno));
    else if (!good)
        snprintf(err, errn,
                 lang_pick("%s et %s ne sont pas un certificat et sa clé (PEM, sans mot de passe).",
                           "%s and %s are not a certificate and its key (PEM, no password)."),
                 c->cert, c->cert_key);
    n->own_certificate = good ? own : n->own_certificate;
    if (cert)
        fclose(cert);
    if (key)
        fclose(key);
    return good;
}

bool tls_settings(struct net *n, struct lws_context_creation_info *info, char *err, size_t errn)
{
    const struct net_config *c = &n->config;
    if (!c->cert)
        return true;
    info->ssl_cert_filepath = c->cert;
    info->ssl_private_key_filepath = c->cert_key;
    info->ssl_options_set = (long)(SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1);
    info->alpn = "http/1.1"; // no HTTP/2: its code stays out of reach
    info->options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    info->options |= LWS_SERVER_OPTION_ALLOW_NON_SSL_ON_SSL_PORT;
    info->options |= LWS_SERVER_OPTION_ALLOW_HTTP_ON_HTTPS_LISTENER;
    return is_sound(n, err, errn);
}

// Connections that are open keep theirs. Files that are no pair leave the one there was.
void tls_reload(struct net *n)
{
    const struct net_config *c = &n->config;
    char err[1024] = "";
    if (!c->cert)
        return;
    if (is_sound(n, err, sizeof err) &&
        lws_tls_cert_updated(n->context, c->cert, c->cert_key, NULL, 0, NULL, 0) == 0)
        log_info("certificate", log_s("file", c->cert));
    else
        log_warn("certificate_unread", log_s("why", err));
}

bool tls_is_missing(const struct net *n, struct lws *wsi)
{
    return n->config.cert && !lws_is_ssl(wsi);
}

// Where the same is by https: by the name that was asked for, which is one of ours.
int tls_redirect(struct net *n, struct lws *wsi, const char *path)
{
    char host[NET_HOST_LEN], location[2 * NET_HOST_LEN + NET_PATH_LEN], query[NET_PATH_LEN];
    static const char sentence[] = "HTTPS\n";
    http_query(wsi, query, sizeof query);
    if (!net_header(wsi, WSI_TOKEN_HOST, host, sizeof host))
        host[0] = 0;
    bool same = http_is_plain(path) && http_is_plain(query);
    snprintf(location, sizeof location, "https://%s%s%s%s", host, same ? path : "/",
             same && query[0] ? "?" : "", same ? query : "");
    struct reply r = {.status = 307,
                      .type = "text/plain; charset=utf-8",
                      .location = location,
                      .close = true,
                      .body = {sentence, sizeof sentence - 1}};
    return http_reply(n, wsi, &r);
}
