package dev.kenning.testbench.emulator.core.arm;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The cores that can be simulated, by the names that Renode's {@code cpuType} takes; none has the security extension. */
enum CortexMType {
    CORTEX_M0("cortex-m0", 0x410C_C200, 0, Extension.BASE),
    CORTEX_M0_PLUS("cortex-m0+", 0x410C_C601, Mpu.REGIONS, Extension.BASE),
    CORTEX_M1("cortex-m1", 0x411C_C210, 0, Extension.BASE),
    CORTEX_M3("cortex-m3", 0x412F_C231, Mpu.REGIONS, Extension.BASE, Extension.BASELINE, Extension.MAINLINE),
    CORTEX_M4(
            "cortex-m4",
            0x410F_C241,
            Mpu.REGIONS,
            Extension.BASE,
            Extension.BASELINE,
            Extension.MAINLINE,
            Extension.DSP),
    CORTEX_M4F(
            "cortex-m4f",
            0x410F_C241,
            Mpu.REGIONS,
            Extension.BASE,
            Extension.BASELINE,
            Extension.MAINLINE,
            Extension.DSP,
            Extension.FPV4),
    CORTEX_M7(
            "cortex-m7",
            0x411F_C272,
            Mpu.REGIONS,
            Extension.BASE,
            Extension.BASELINE,
            Extension.MAINLINE,
            Extension.DSP,
            Extension.FPV4,
            Extension.FPV5),
    CORTEX_M23("cortex-m23", 0x411C_D200, Mpu.REGIONS, Extension.BASE, Extension.BASELINE, Extension.V8),
    CORTEX_M33(
            "cortex-m33",
            0x411F_D210,
            Mpu.REGIONS,
            Extension.BASE,
            Extension.BASELINE,
            Extension.MAINLINE,
            Extension.V8,
            Extension.DSP,
            Extension.FPV4,
            Extension.FPV5);

    private final String cpuType;
    private final int identification;
    private final int regions;

    /** A bit for each extension. */
    private final int extensions;

    CortexMType(String cpuType, int identification, int regions, Extension... extensions) {
        this.cpuType = cpuType;
        this.identification = identification;
        this.regions = regions;
        this.extensions = Arrays.stream(extensions).mapToInt(Extension::bit).reduce(0, (some, one) -> some | one);
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

    /** Returns how many regions of memory protection the core has where nobody says how many. */
    int regions() {
        return regions;
    }

    boolean has(Extension extension) {
        return (extensions & extension.bit()) != 0;
    }

    boolean hasFloatingPoint() {
        return has(Extension.FPV4);
    }
}
