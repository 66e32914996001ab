package dev.kenning.testbench.emulator.core.arm;

/** Names the parts of the M-profile architectures that not every core has. */
enum Extension {
    /** What every core has: ARMv6-M. */
    BASE(0),
    /** What ARMv7-M and ARMv8-M Baseline add to ARMv6-M: division, exclusive accesses, wide moves and branches. */
    BASELINE(1),
    /** What ARMv7-M and ARMv8-M Mainline add to that: all of Thumb-2, and faults of their own. */
    MAINLINE(2),
    /** What ARMv8-M adds: load-acquire and store-release, test target, stack limits, regions of protection with limits. */
    V8(3),
    /** The DSP extension (ARMv7E-M). */
    DSP(4),
    /** Single-precision floating point, FPv4-SP. */
    FPV4(5),
    /** What FPv5 adds to FPv4. */
    FPV5(6);

    private final int bit;

    Extension(int number) {
        bit = 1 << number;
    }

    /** Returns the bit that stands for this extension in a set of them. */
    int bit() {
        return bit;
    }
}
