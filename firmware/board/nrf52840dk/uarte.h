/* The two UARTs: console and the protocol's line. */
#ifndef UARTE_H
#define UARTE_H

void uarte_init(void);

#endif
