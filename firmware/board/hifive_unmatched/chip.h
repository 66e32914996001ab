/* What is peculiar to the FU740. */
#ifndef CHIP_H
#define CHIP_H

enum {
    CHIP_PERIPHERAL_HZ = 125125000,
    CHIP_UART_1_SOURCE = 40,
};

/* Brings core and peripherals to their full speed. */
void chip_start_clocks(void);

#endif
