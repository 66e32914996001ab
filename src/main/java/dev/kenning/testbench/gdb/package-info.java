/** GDB's remote serial protocol: its packets, as client and server send them, and a client that speaks it over TCP. */
@NullMarked
package dev.kenning.testbench.gdb;

import org.jspecify.annotations.NullMarked;
