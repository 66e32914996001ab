/** Tests of the reference device ({@code firmware/}): its native build under sanitizers, its kernels, its models. */
@NullMarked
package dev.kenning.testbench.firmware;

import org.jspecify.annotations.NullMarked;
