/* A program for another processor: x86-64. */
void _start(void);

void _start(void) {
    for (;;) {
    }
}
