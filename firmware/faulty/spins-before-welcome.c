/* Prints its boot banner and spins: the welcome line never comes, and virtual time costs instructions. */
#include <stdint.h>

void __wrap_server_init(void);

static volatile uint32_t turns;

void __wrap_server_init(void) {
    for (;;) {
        turns++;
    }
}
