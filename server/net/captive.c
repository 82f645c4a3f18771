// On a Wi-Fi that this computer makes (deploy/run --hotspot) these names lead here, and get the
// answer that phones hope for: one that believes there is no Internet leaves for its own network in
// the middle of a sentence.
#include "net/captive.h"

#include <string.h>
#include <strings.h>

#include "net/answer.h"
#include "net/head.h"

static const struct {
    const char *host, *path;
    int status;
    const char *type, *body;
} questions[] = {
    {"captive.apple.com", "/", 200, "text/html",
     "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"},
    {"connectivitycheck.gstatic.com", "/generate_204", 204, "text/plain", ""},
    {"connectivitycheck.android.com", "/generate_204", 204, "text/plain", ""},
    {"connectivitycheck.platform.hicloud.com", "/generate_204", 204, "text/plain", ""},
    {"connect.rom.miui.com", "/generate_204", 204, "text/plain", ""},
    {"www.msftconnecttest.com", "/connecttest.txt", 200, "text/plain", "Microsoft Connect Test"},
    {"detectportal.firefox.com", "/success.txt", 200, "text/plain", "success\n"},
    {"detectportal.firefox.com", "/canonical.html", 200, "text/html",
     "<meta http-equiv=\"refresh\" "
     "content=\"0;url=https://support.mozilla.org/kb/captive-portal\"/>"},
    {"nmcheck.gnome.org", "/check_network_status.txt", 200, "text/plain",
     "NetworkManager is online\n"},
};

bool captive_answers(struct net *n, struct lws *wsi, const char *path, bool head, int *rc)
{
    char host[NET_HOST_LEN];
    if (!n->config.captive || !net_header(wsi, WSI_TOKEN_HOST, host, sizeof host))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(questions); i++) {
        bool any = strcmp(questions[i].path, "/") == 0;
        if (strcasecmp(host, questions[i].host) != 0 ||
            (!any && strcmp(path, questions[i].path) != 0))
            continue;
        struct reply r = {.status = questions[i].status,
                          .type = questions[i].type,
                          .head = head,
                          .body = str_from_cstr(questions[i].body)};
        *rc = http_reply(n, wsi, &r);
        return true;
    }
    return false;
}
