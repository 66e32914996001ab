/* Says that it has started, but hears nothing: no request is ever answered. */
int __wrap_link_poll(void);

int __wrap_link_poll(void) {
    return -1;
}
