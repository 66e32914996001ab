#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/model.h"
#include "transport.h"

enum {
    LINE_SIZE = 4 * 1024 * 1024,
    MAX_LISTENS = 4096,
};

static const char *const state_names[] = {
    [MODEL_UNINITIALIZED] = "UNINITIALIZED",
    [MODEL_INITIALIZED] = "INITIALIZED",
    [MODEL_STRUCT_LOADED] = "STRUCT_LOADED",
    [MODEL_WEIGHTS_LOADED] = "WEIGHTS_LOADED",
    [MODEL_INPUT_LOADED] = "INPUT_LOADED",
    [MODEL_INFERENCE_DONE] = "INFERENCE_DONE",
};

static char line[LINE_SIZE];
static const char *cursor = line;
static bool answering;
static unsigned silence_left;
static uint64_t milliseconds;
static uint8_t *reply;
static size_t reply_size;
static status_t listens[MAX_LISTENS];
static size_t listen_count;

static void fail(const char *what) {
    fprintf(stderr, "script: %s: %.60s\n", what, line);
    exit(2);
}

static unsigned digit(char character) {
    const char *digits = "0123456789abcdef";
    const char *at = character == '\0' ? NULL : strchr(digits, tolower((unsigned char)character));
    if (at == NULL) {
        fail("neither hex digits nor a command");
    }
    return (unsigned)(at - digits);
}

static int script_poll(void) {
    if (!isxdigit((unsigned char)*cursor)) {
        return -1;
    }
    unsigned high = digit(cursor[0]);
    unsigned low = digit(cursor[1]);
    cursor += 2;
    return (int)(high << 4 | low);
}

static void print_answer(void) {
    fputs("reply=", stdout);
    for (size_t i = 0; i < reply_size; i++) {
        printf("%02x", reply[i]);
    }
    fputs(" listen=", stdout);
    for (size_t i = 0; i < listen_count; i++) {
        printf("%s0x%04x", i == 0 ? "" : ",", listens[i]);
    }
    putchar('\n');
    fflush(stdout);
    free(reply);
    reply = NULL;
    reply_size = 0;
    listen_count = 0;
}

/* Takes the next line; the whole of a hex line stays in place and is consumed byte by byte. */
static void next_line(void) {
    if (fgets(line, sizeof line, stdin) == NULL) {
        exit(0);
    }
    line[strcspn(line, "\r\n")] = '\0';
    cursor = "";
    answering = true;
    if (strcmp(line, "state") == 0) {
        printf("state=%s\n", state_names[model_state()]);
        fflush(stdout);
        answering = false;
    } else if (sscanf(line, "silence %u", &silence_left) != 1) {
        if (strlen(line) % 2 != 0) {
            fail("an odd number of hex digits");
        }
        for (const char *c = line; *c != '\0'; c++) {
            digit(*c);
        }
        cursor = line;
    }
}

static void script_sleep(void) {
    if (silence_left > 0) {
        silence_left--;
        milliseconds++;
        return;
    }
    if (answering) {
        print_answer();
    }
    next_line();
}

static void script_write(const uint8_t *from, size_t count) {
    if (count == 0) {
        return;
    }
    reply = realloc(reply, reply_size + count);
    if (reply == NULL) {
        fail("out of memory");
    }
    memcpy(reply + reply_size, from, count);
    reply_size += count;
}

static uint64_t script_nanoseconds(void) {
    return milliseconds * 1000000;
}

static void script_served(status_t status) {
    if (listen_count == MAX_LISTENS) {
        fail("too many events");
    }
    listens[listen_count++] = status;
}

const struct transport *script(void) {
    static const struct transport transport = {
        script_poll, script_sleep, script_write, script_nanoseconds, script_served};
    return &transport;
}
