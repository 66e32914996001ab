#include <stdbool.h>
#include <stddef.h>

#include "boot.h"

static char early[2048];
static size_t early_length;
static bool opened;

static void put(char character) {
    if (opened) {
        console_put(character);
    } else if (early_length < sizeof early) {
        early[early_length++] = character;
    }
}

static void print(const char *text) {
    while (*text != '\0') {
        put(*text++);
    }
}

static void print_hex(uint32_t value) {
    print("0x");
    for (int shift = 28; shift >= 0; shift -= 4) {
        if (value >> shift != 0 || shift == 0) {
            put("0123456789ABCDEF"[value >> shift & 0xF]);
        }
    }
}

void console_open(void) {
    if (!opened) {
        console_start();
        opened = true;
        for (size_t i = 0; i < early_length; i++) {
            console_put(early[i]);
        }
    }
}

void say(const char *line) {
    print(line);
    print("\r\n");
}

void say_number(const char *name, uint32_t value) {
    print(name);
    print(" ");
    print_hex(value);
    say("");
}

void stop(void) {
    console_open();
    __asm volatile("cpsid i" ::: "memory");
    for (;;) {
        __asm volatile("wfi");
    }
}

void check(const char *name, uint32_t actual, uint32_t expected) {
    if (actual == expected) {
        print("PASS ");
        say(name);
        return;
    }
    print("FAIL ");
    print(name);
    print(": expected ");
    print_hex(expected);
    print(", is ");
    print_hex(actual);
    say("");
    say("BOOT FAIL");
    stop();
}
