// Where libwebsockets calls us.
#ifndef TABLEE_NET_CALLBACK_H
#define TABLEE_NET_CALLBACK_H

#include <libwebsockets.h>

extern const struct lws_protocols net_protocols[];

#endif
