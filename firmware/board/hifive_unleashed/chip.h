/* What is peculiar to the FU540. */
#ifndef CHIP_H
#define CHIP_H

enum {
    CHIP_PERIPHERAL_HZ = 500000000,
    CHIP_UART_1_SOURCE = 5,
};

/* Brings core and peripherals to their full speed. */
void chip_start_clocks(void);

#endif
