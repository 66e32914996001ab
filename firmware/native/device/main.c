/* The device as a Linux program; see usage(). Its console is standard error. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "platform.h"
#include "server/server.h"
#include "transport.h"

static const struct transport *transport;

int link_poll(void) {
    return transport->poll();
}

void link_sleep(void) {
    transport->sleep();
}

void link_write(const uint8_t *from, size_t count) {
    transport->write(from, count);
}

void console_write(const char *text, size_t length) {
    fwrite(text, 1, length, stderr);
}

uint64_t clock_nanoseconds(void) {
    return transport->nanoseconds();
}

static const struct transport *usage(const char *program) {
    fprintf(stderr,
            "usage: %s --pty | --tcp PORT | --stdio | --script\n"
            "  --pty       speak on a new pseudo terminal, print its path\n"
            "  --tcp PORT  speak to one client on 127.0.0.1; port 0 takes a free one; print it\n"
            "  --stdio     speak on standard input and output\n"
            "  --script    answer hex lines from standard input in virtual time (native/transport.h)\n",
            program);
    exit(2);
}

static const struct transport *choose(int count, char **arguments) {
    const char *option = count > 1 ? arguments[1] : "";
    if (count == 3 && strcmp(option, "--tcp") == 0) {
        char *end;
        unsigned long port = strtoul(arguments[2], &end, 10);
        return *end == '\0' && port <= UINT16_MAX ? stream_tcp((uint16_t)port) : usage(arguments[0]);
    }
    if (count == 2 && strcmp(option, "--pty") == 0) {
        return stream_pty();
    }
    if (count == 2 && strcmp(option, "--stdio") == 0) {
        return stream_stdio();
    }
    if (count == 2 && strcmp(option, "--script") == 0) {
        return script();
    }
    return usage(arguments[0]);
}

int main(int count, char **arguments) {
    transport = choose(count, arguments);
    server_init();
    for (;;) {
        transport->served(server_serve());
    }
}
