/** Lets GDB debug a machine of the embedded engine: its remote serial protocol, and what it asks of an emulation. */
@NullMarked
package dev.kenning.testbench.engine.gdb;

import org.jspecify.annotations.NullMarked;
