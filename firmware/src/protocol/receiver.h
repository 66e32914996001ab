/* Receives events: requests and transmissions, each a series of one or more messages. */
#ifndef RECEIVER_H
#define RECEIVER_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/message.h"
#include "protocol/loader.h"
#include "status.h"

struct event {
    enum message_type type;
    uint16_t flags;
    bool wants_reply;
    /* What the loader counts; without a payload that is what an earlier event of the type left there. */
    size_t size;
    /* STATUS_OK, or why the payload was drained instead of loaded. */
    status_t refusal;
};

/* Returns the destination of a type's payload, or NULL. */
typedef struct loader *find_loader_function(enum message_type type);

/* Reads one event; any status but STATUS_OK means that it was abandoned and must stay without effect and reply. */
status_t receiver_listen(struct event *event, find_loader_function *find_loader);

#endif
