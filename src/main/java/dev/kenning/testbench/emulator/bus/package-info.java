/** The system bus of a machine: memory, devices, virtual time, alarms and interrupt lines. */
@NullMarked
package dev.kenning.testbench.emulator.bus;

import org.jspecify.annotations.NullMarked;
