// The addresses by which others reach this computer, and its name among its neighbours.
#ifndef TABLEE_NET_ADDRESSES_H
#define TABLEE_NET_ADDRESSES_H

#include <stdbool.h>

enum { NET_ADDRESS_LEN = 46, NET_NAME_LEN = 256 };

// IPv4 addresses of this computer that others may reach, likeliest first, at most `cap`; gives how
// many. A hotspot of this computer's own comes first, what no network gave (169.254.x.y) last.
int net_addresses(char out[][NET_ADDRESS_LEN], int cap);
// NAME.local, by which neighbours find this address of this computer: asked of the responder that
// would answer them. False where none does.
bool net_local_name(const char *address, char out[NET_NAME_LEN]);

#endif
