#include <string.h>

#include "board.h"
#include "config.h"
#include "platform.h"
#include "server/server.h"

static void print_line(const char *line) {
    console_write(line, strlen(line));
    console_write("\r\n", 2);
}

int main(void) {
    board_init();
    print_line("*** Booting " FIRMWARE_NAME " " FIRMWARE_VERSION " ***");
    server_init();
    print_line(KENNING_WELCOME);
    for (;;) {
        server_serve();
    }
}
