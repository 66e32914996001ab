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

enum { FRAME_HEADER_SIZE = 12 };

enum message_type {
    MESSAGE_PING,
    MESSAGE_STATUS,
    MESSAGE_DATA,
    MESSAGE_MODEL,
    MESSAGE_PROCESS,
    MESSAGE_OUTPUT,
    MESSAGE_STATS,
    MESSAGE_IOSPEC,
    MESSAGE_TRACE_DATA,
    MESSAGE_OPTIMIZERS,
    MESSAGE_OPTIMIZE_MODEL,
    MESSAGE_RUNTIME,
    MESSAGE_UNOPTIMIZED_MODEL,
    MESSAGE_LOGS,
    MESSAGE_TYPES,
};

enum flow_control {
    FLOW_REQUEST,
    FLOW_REQUEST_RETRANSMIT,
    FLOW_ACKNOWLEDGE,
    FLOW_TRANSMISSION,
};

enum {
    FLAG_SUCCESS = 0x0001,
    FLAG_FAIL = 0x0002,
    FLAG_HAS_PAYLOAD = 0x0008,
    FLAG_FIRST = 0x0010,
    FLAG_LAST = 0x0020,
    FLAG_IS_ZEPHYR = 0x0080,
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
