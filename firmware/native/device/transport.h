/* How a native device is connected: one of these at a time. */
#ifndef TRANSPORT_H
#define TRANSPORT_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

struct transport {
    int (*poll)(void);
    void (*sleep)(void);
    void (*write)(const uint8_t *from, size_t count);
    uint64_t (*nanoseconds)(void);
    /* Hears how each event ended. */
    void (*served)(status_t status);
};

/* A stream in real time; the device ends when the peer closes it. */
const struct transport *stream_stdio(void);

/* Listens on the loopback interface; port 0 takes a free one. Prints "port N", then waits for one client. */
const struct transport *stream_tcp(uint16_t port);

/* Opens a pseudo terminal in raw mode and prints "pty PATH". */
const struct transport *stream_pty(void);

/* A script on standard input, in virtual time:
 *
 *     <hex digits>       these bytes arrive
 *     silence <ms>       nothing arrives for so long
 *     state              print the model's state
 *
 * For each line one line is printed: "reply=<hex digits> listen=<status>,..." or "state=<name>". */
const struct transport *script(void);

#endif
