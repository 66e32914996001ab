/** Defines how a board comes to exist: engines, benches, monitors; one sub-package per engine. */
@NullMarked
package dev.kenning.testbench.engine;

import org.jspecify.annotations.NullMarked;
