/* Prints its boot banner and falls asleep: the welcome line never comes. */
void __wrap_server_init(void);

void __wrap_server_init(void) {
    for (;;) {
        __asm volatile("wfi");
    }
}
