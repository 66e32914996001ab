#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "transport.h"

enum { SLEEP_MILLISECONDS = 50 };

static int input_fd;
static int output_fd;
static uint8_t buffer[4096];
static size_t buffered;
static size_t taken;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

/* Nothing for now counts as no bytes; an end of the stream ends the program. A pseudo terminal nobody has open gives
 * EIO, and is worth waiting for. */
static void fill(void) {
    struct pollfd descriptor = {.fd = input_fd, .events = POLLIN};
    if (poll(&descriptor, 1, 0) <= 0) {
        return;
    }
    ssize_t count = read(input_fd, buffer, sizeof buffer);
    if (count == 0) {
        exit(0);
    }
    if (count < 0 && errno != EIO && errno != EINTR) {
        fail("read");
    }
    taken = 0;
    buffered = count > 0 ? (size_t)count : 0;
}

static int stream_poll(void) {
    if (taken == buffered) {
        fill();
    }
    return taken < buffered ? buffer[taken++] : -1;
}

static void stream_sleep(void) {
    struct pollfd descriptor = {.fd = input_fd, .events = POLLIN};
    if (poll(&descriptor, 1, SLEEP_MILLISECONDS) > 0 && (descriptor.revents & POLLIN) == 0) {
        /* A hang-up is reported at once and for ever: do not spin on it. */
        poll(NULL, 0, SLEEP_MILLISECONDS);
    }
}

static void stream_write(const uint8_t *from, size_t count) {
    while (count > 0) {
        ssize_t written = write(output_fd, from, count);
        if (written < 0) {
            fail("write");
        }
        from += written;
        count -= (size_t)written;
    }
}

static uint64_t stream_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void stream_served(status_t status) {
    (void)status;
}

static const struct transport stream = {stream_poll, stream_sleep, stream_write, stream_nanoseconds, stream_served};

const struct transport *stream_stdio(void) {
    input_fd = STDIN_FILENO;
    output_fd = STDOUT_FILENO;
    return &stream;
}

const struct transport *stream_tcp(uint16_t port) {
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int reuse = 1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse) < 0
        || bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 1) < 0
        || getsockname(listener, (struct sockaddr *)&address, &size) < 0) {
        fail("listen");
    }
    printf("port %u\n", (unsigned)ntohs(address.sin_port));
    fflush(stdout);
    input_fd = accept(listener, NULL, NULL);
    if (input_fd < 0) {
        fail("accept");
    }
    close(listener);
    output_fd = input_fd;
    return &stream;
}

const struct transport *stream_pty(void) {
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || grantpt(terminal) < 0 || unlockpt(terminal) < 0) {
        fail("pty");
    }
    /* Raw from the first byte on, whatever the program at the other end does. */
    const char *path = ptsname(terminal);
    int line = open(path, O_RDWR | O_NOCTTY);
    struct termios settings;
    if (line < 0 || tcgetattr(line, &settings) < 0) {
        fail(path);
    }
    settings.c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    settings.c_oflag &= ~(tcflag_t)OPOST;
    settings.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    settings.c_cflag = (settings.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
    if (tcsetattr(line, TCSANOW, &settings) < 0) {
        fail(path);
    }
    close(line);
    printf("pty %s\n", path);
    fflush(stdout);
    input_fd = terminal;
    output_fd = terminal;
    return &stream;
}
