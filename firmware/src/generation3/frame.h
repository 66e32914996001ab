/* The 12-byte header of a generation 3 message:
 *
 *   0      5   6       8        12
 *   +------+---+-------+--------+---------+
 *   | type | x | flags | size   | body    |
 *   | flow |   |       |        |         |
 *   +------+---+-------+--------+---------+
 *
 * type: bits 0..37, flow control: bits 38..39, x: checksum, everything little-endian. */
#ifndef FRAME_H
#define FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol/message.h"

enum { FRAME_HEADER_SIZE = 12 };

enum flow_control {
    FLOW_REQUEST,
    FLOW_REQUEST_RETRANSMIT,
    FLOW_ACKNOWLEDGE,
    FLOW_TRANSMISSION,
};

struct frame_header {
    uint64_t type;
    enum flow_control flow;
    uint16_t flags;
    uint32_t size;
};

/* Decodes any 12 bytes; the checksum is not looked at, because real peers send anything there. */
void frame_decode(struct frame_header *header, const uint8_t bytes[FRAME_HEADER_SIZE]);

/* Encodes the header of a message with this body, checksum included. */
void frame_encode(uint8_t bytes[FRAME_HEADER_SIZE], const struct frame_header *header, const uint8_t *body);

static inline bool frame_has(const struct frame_header *header, uint16_t flag) {
    return (header->flags & flag) != 0;
}

#endif
