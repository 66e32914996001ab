#include "protocol/transmitter.h"

#include "config.h"
#include "generation3/frame.h"
#include "platform.h"

void transmit(enum message_type type, uint16_t flags, const uint8_t *payload, size_t size) {
    struct frame_header header = {.type = type, .flow = FLOW_TRANSMISSION};
    uint16_t position = FLAG_FIRST;
    if (size > 0) {
        flags |= FLAG_HAS_PAYLOAD;
    }
    do {
        size_t part = size < KENNING_OUTGOING_PAYLOAD_SIZE ? size : KENNING_OUTGOING_PAYLOAD_SIZE;
        if (part == size) {
            position |= FLAG_LAST;
        }
        header.flags = flags | FLAG_IS_ZEPHYR | position;
        header.size = (uint32_t)part;
        uint8_t bytes[FRAME_HEADER_SIZE];
        frame_encode(bytes, &header, payload);
        link_write(bytes, sizeof bytes);
        link_write(payload, part);
        position = 0;
        payload += part;
        size -= part;
    } while (size > 0);
}
