package dev.kenning.testbench.emulator.core.arm;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The cores that can be simulated, by the names that Renode's {@code cpuType} takes. */
enum CortexMType {
    CORTEX_M3("cortex-m3", 0x412F_C231, Extension.BASE),
    CORTEX_M4("cortex-m4", 0x410F_C241, Extension.DSP),
    CORTEX_M4F("cortex-m4f", 0x410F_C241, Extension.FPV4),
    CORTEX_M7("cortex-m7", 0x411F_C272, Extension.FPV5);

    private final String cpuType;
    private final int identification;
    private final Extension latest;

    CortexMType(String cpuType, int identification, Extension latest) {
        this.cpuType = cpuType;
        this.identification = identification;
        this.latest = latest;
    }

    static CortexMType of(String cpuType) {
        for (CortexMType model : values()) {
            if (model.cpuType.equals(cpuType)) {
                return model;
            }
        }
        throw new IllegalArgumentException(String.format(
                Locale.ROOT,
                "the embedded engine has no core of cpuType \"%s\"; it has %s; run this board on Renode",
                cpuType,
                Arrays.stream(values()).map(model -> '"' + model.cpuType + '"').collect(Collectors.joining(", "))));
    }

    /** Returns Renode's name. */
    String cpuType() {
        return cpuType;
    }

    /** Returns the value of CPUID. */
    int identification() {
        return identification;
    }

    /** Returns whether the core has an extension; each core has all those before its latest. */
    boolean has(Extension extension) {
        return extension.compareTo(latest) <= 0;
    }

    boolean hasFloatingPoint() {
        return has(Extension.FPV4);
    }
}
