// The addresses by which others reach this computer, and its name among its neighbours.
#ifndef TABLEE_NET_ADDRESSES_H
#define TABLEE_NET_ADDRESSES_H

#include <stdbool.h>

enum { NET_ADDRESS_LEN = 46, NET_NAME_LEN = 256 };

// IPv4 addresses of this computer that others may reach, likeliest first, at most `cap`; gives how
// many. A hotspot of this computer's own comes first, what no network gave (169.254.x.y) last.
int net_addresses(char out[][NET_ADDRESS_LEN], int cap);
// NAME.local, where a responder of this computer answers for it. False when none runs.
bool net_local_name(char out[NET_NAME_LEN]);

#endif
