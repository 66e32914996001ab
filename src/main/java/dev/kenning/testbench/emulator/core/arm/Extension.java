package dev.kenning.testbench.emulator.core.arm;

/** Names the parts of ARMv7-M that not every core has. */
enum Extension {
    /** What every ARMv7-M core has. */
    BASE,
    /** The DSP extension (ARMv7E-M). */
    DSP,
    /** Single-precision floating point, FPv4-SP. */
    FPV4,
    /** What FPv5 adds to FPv4. */
    FPV5
}
