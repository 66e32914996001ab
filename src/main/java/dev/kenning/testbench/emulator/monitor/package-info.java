/** What commands of Renode's monitor do to an emulation. */
@NullMarked
package dev.kenning.testbench.emulator.monitor;

import org.jspecify.annotations.NullMarked;
