package dev.kenning.testbench.emulator.core.arm;

import static dev.kenning.testbench.emulator.core.Decoded.d;
import static dev.kenning.testbench.emulator.core.Decoded.n;

/** What TT and TTT do: ask the memory protection unit (ARMv8-M Architecture Reference Manual, C2.4 and D1.2.237). */
final class TestTarget {

    private TestTarget() {}

    static void ofPresentPrivilege(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.isPrivileged() ? p.target(r[n(i)], Mpu.PRIVILEGED) : 0;
    }

    static void ofUnprivileged(Processor p, int[] r, long i, int k) {
        r[d(i)] = p.isPrivileged() ? p.target(r[n(i)], Mpu.UNPRIVILEGED) : 0;
    }
}
