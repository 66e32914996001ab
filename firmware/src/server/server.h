/* The inference server: one event after the other, at most one reply to each. */
#ifndef SERVER_H
#define SERVER_H

#include "status.h"

void server_init(void);

/* Serves one event. Returns STATUS_OK, STATUS_SERVER_ERROR for an event that was abandoned, or STATUS_SERVER_TIMEOUT
 * after the silence that ends a message. */
status_t server_serve(void);

#endif
