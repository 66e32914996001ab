/** Talks to a device the way Kenning's host does, over any byte port. */
@NullMarked
package dev.kenning.testbench.host;

import org.jspecify.annotations.NullMarked;
