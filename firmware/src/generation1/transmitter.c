/* Replies do not say what they answer: OK, with or without a payload, or ERROR. */
#include "protocol/transmitter.h"

#include "generation1/frame.h"
#include "platform.h"
#include "wire.h"

void transmit(enum message_type type, uint16_t flags, const uint8_t *payload, size_t size) {
    (void)type;
    uint8_t header[FRAME_HEADER_SIZE] = {0};
    wire_store32(header, (uint32_t)size + FRAME_TYPE_SIZE);
    header[FRAME_SIZE_SIZE] = flags & FLAG_FAIL ? FRAME_ERROR : FRAME_OK;
    link_write(header, sizeof header);
    link_write(payload, size);
}
