/** Serves the embedded engine as Renode is served: a free-running machine behind the robot server, UARTs on sockets. */
@NullMarked
package dev.kenning.testbench.engine.serve;

import org.jspecify.annotations.NullMarked;
