#include "protocol/link.h"

#include "config.h"
#include "platform.h"

#define SILENCE_NANOSECONDS (KENNING_GENERATION == 1 ? UINT64_C(5000000) : UINT64_C(500000000))

static int await_byte(void) {
    uint64_t start = clock_nanoseconds();
    for (;;) {
        link_sleep();
        /* Time first: a byte that comes after the silence belongs to the next read. */
        if (clock_nanoseconds() - start > SILENCE_NANOSECONDS) {
            return -1;
        }
        int byte = link_poll();
        if (byte >= 0) {
            return byte;
        }
    }
}

bool link_read(uint8_t *to, size_t count) {
    for (size_t i = 0; i < count; i++) {
        int byte = link_poll();
        if (byte < 0) {
            byte = await_byte();
        }
        if (byte < 0) {
            return false;
        }
        to[i] = (uint8_t)byte;
    }
    return true;
}

bool link_drain(uint32_t count) {
    uint8_t ignored;
    while (count > 0) {
        if (!link_read(&ignored, 1)) {
            return false;
        }
        count--;
    }
    return true;
}
