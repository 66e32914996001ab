/* Traces as messages of the protocol, from when a client is there until it goes. */
#include <string.h>

#include "protocol/message.h"
#include "protocol/transmitter.h"
#include "tracing.h"

static uint8_t waiting[1024];
static size_t waiting_size;

static void flush(void) {
    size_t size = waiting_size;
    waiting_size = 0;
    if (size > 0) {
        transmit(MESSAGE_TRACE_DATA, 0, waiting, size);
    }
}

void transport_init(void) {
    waiting_size = 0;
}

/* Before a client comes the first events stay, so that its trace has a beginning. While a message goes out none comes here. */
void transport_write(const uint8_t *event, size_t size) {
    static bool sending;
    if (waiting_size + size > sizeof waiting || sending) {
        return;
    }
    memcpy(waiting + waiting_size, event, size);
    waiting_size += size;
    if (waiting_size > sizeof waiting - TRACE_EVENT_BYTES) {
        sending = true;
        flush();
        sending = false;
    }
}

void transport_rest(bool connected) {
    if (connected) {
        flush();
    }
}
