/* Traces in memory, from which a debugger reads them: ram_tracing, of which pos bytes are used, until it is full. */
#include <string.h>

#include "platform.h"
#include "tracing.h"

enum { RAM_TRACING_BYTES = 32768 };

UNINITIALISED uint8_t ram_tracing[RAM_TRACING_BYTES];
static volatile uint32_t pos;
static volatile bool buffer_full;

void transport_init(void) {
    pos = 0;
    buffer_full = false;
}

void transport_write(const uint8_t *event, size_t size) {
    if (buffer_full || pos + size > sizeof ram_tracing) {
        buffer_full = true;
        return;
    }
    memcpy(ram_tracing + pos, event, size);
    pos += (uint32_t)size;
}

void transport_rest(bool connected) {
    (void)connected;
}
