/* A message of generation 1, everything little-endian; the size counts the type, too:
 *
 *   0      4      6
 *   +------+------+---------+
 *   | size | type | payload |
 *   +------+------+---------+ */
#ifndef GENERATION1_FRAME_H
#define GENERATION1_FRAME_H

enum {
    FRAME_SIZE_SIZE = 4,
    FRAME_TYPE_SIZE = 2,
    FRAME_HEADER_SIZE = FRAME_SIZE_SIZE + FRAME_TYPE_SIZE,
    FRAME_MAX_SIZE = 1310720,
    FRAME_OK = 0,
    FRAME_ERROR = 1,
};

#endif
