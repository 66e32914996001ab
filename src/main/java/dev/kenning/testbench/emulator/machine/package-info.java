/** A machine: the platform that a description asks for, the programs on it, its log and its debugger. */
@NullMarked
package dev.kenning.testbench.emulator.machine;

import org.jspecify.annotations.NullMarked;
