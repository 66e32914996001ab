/** Carries bytes to and from a UART with deadlines on the port's own clock: in memory, TCP, serial and pty. */
@NullMarked
package dev.kenning.testbench.uart;

import org.jspecify.annotations.NullMarked;
