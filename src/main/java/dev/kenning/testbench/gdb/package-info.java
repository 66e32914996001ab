/** The packets of GDB's remote serial protocol, as client and server send them; no I/O. */
@NullMarked
package dev.kenning.testbench.gdb;

import org.jspecify.annotations.NullMarked;
