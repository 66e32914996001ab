/* A good device until OUTPUT: the reply announces its payload and stops after the header. */
#include "protocol/transmitter.h"

#include "generation3/frame.h"
#include "platform.h"

void __real_transmit(enum message_type type, uint16_t flags, const uint8_t *payload, size_t size);
void __wrap_transmit(enum message_type type, uint16_t flags, const uint8_t *payload, size_t size);

void __wrap_transmit(enum message_type type, uint16_t flags, const uint8_t *payload, size_t size) {
    if (type != MESSAGE_OUTPUT || size == 0) {
        __real_transmit(type, flags, payload, size);
        return;
    }
    struct frame_header header = {
        .type = type,
        .flow = FLOW_TRANSMISSION,
        .flags = flags | FLAG_IS_ZEPHYR | FLAG_HAS_PAYLOAD | FLAG_FIRST | FLAG_LAST,
        .size = (uint32_t)size,
    };
    uint8_t bytes[FRAME_HEADER_SIZE];
    frame_encode(bytes, &header, payload);
    link_write(bytes, sizeof bytes);
    for (;;) {
        __asm volatile("wfi");
    }
}
