/** Python 2.7 as Renode's hooks and scripts have it, on Jython; loaded by the first script. */
@NullMarked
package dev.kenning.testbench.emulator.python;

import org.jspecify.annotations.NullMarked;
