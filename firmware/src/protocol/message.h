/* What a message is about, in the numbers of generation 3; generation 1 has DATA ... IOSPEC, under the same numbers. */
#ifndef MESSAGE_H
#define MESSAGE_H

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
    /* What a receiver makes of a type that its generation of the protocol does not have, but must answer. */
    MESSAGE_UNKNOWN = MESSAGE_TYPES,
};

/* Flags of generation 3. In generation 1 a reply has SUCCESS or FAIL, and that is its type. */
enum {
    FLAG_SUCCESS = 0x0001,
    FLAG_FAIL = 0x0002,
    FLAG_HAS_PAYLOAD = 0x0008,
    FLAG_FIRST = 0x0010,
    FLAG_LAST = 0x0020,
    FLAG_IS_ZEPHYR = 0x0080,
};

#endif
