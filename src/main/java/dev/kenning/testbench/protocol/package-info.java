/** Encodes and decodes the Kenning Protocol: frames, messages, IO spec, statistics, logs. Pure; no I/O. */
@NullMarked
package dev.kenning.testbench.protocol;

import org.jspecify.annotations.NullMarked;
