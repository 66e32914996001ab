/* A test program as QEMU runs it: vectors are on, and arguments come from the command line of the emulator. */
#include <semihost.h>
#include <string.h>

enum {
    LINE_SIZE = 512,
    MAX_ARGUMENTS = 8,
};

int __real_main(int count, char **arguments);
int __wrap_main(void);

int __wrap_main(void) {
    static char line[LINE_SIZE];
    static char *arguments[MAX_ARGUMENTS];
    int count = 0;
    const unsigned vector_state_initial = 1 << 9;
    __asm volatile("csrs mstatus, %0" : : "r"(vector_state_initial));
    sys_semihost_get_cmdline(line, sizeof line);
    for (char *word = strtok(line, " "); word != NULL && count < MAX_ARGUMENTS; word = strtok(NULL, " ")) {
        arguments[count++] = word;
    }
    return __real_main(count, arguments);
}
