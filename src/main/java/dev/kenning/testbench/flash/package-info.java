/** Puts programs into the memory of boards: through a GDB server, or by another program such as OpenOCD or west. */
@NullMarked
package dev.kenning.testbench.flash;

import org.jspecify.annotations.NullMarked;
