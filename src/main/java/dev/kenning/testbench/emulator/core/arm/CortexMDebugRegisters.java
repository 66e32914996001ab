package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.core.DebugFeature;
import dev.kenning.testbench.emulator.core.DebugRegister;
import dev.kenning.testbench.emulator.core.DebugRegisters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The registers of a Cortex-M; GDB itself shows single-precision registers as halves of double ones. */
final class CortexMDebugRegisters {

    private static final int DOUBLES = 16;
    private static final String WORD = "uint32";

    private CortexMDebugRegisters() {}

    static DebugRegisters of(CortexM core) {
        List<DebugFeature> features = new ArrayList<>();
        features.add(new DebugFeature("org.gnu.gdb.arm.m-profile", profile(core)));
        if (core.registerNames().contains("fpscr")) {
            features.add(new DebugFeature("org.gnu.gdb.arm.vfp", floats(core)));
        }
        features.add(new DebugFeature("org.gnu.gdb.arm.m-system", system(core)));
        return new DebugRegisters("arm", features);
    }

    private static List<DebugRegister> profile(CortexM core) {
        List<DebugRegister> registers = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            registers.add(word(core, "r" + i, WORD));
        }
        registers.add(word(core, "sp", "data_ptr"));
        registers.add(word(core, "lr", WORD));
        registers.add(word(core, "pc", "code_ptr"));
        registers.add(word(core, "xpsr", WORD));
        return registers;
    }

    private static List<DebugRegister> floats(CortexM core) {
        return Stream.concat(
                        IntStream.range(0, DOUBLES).mapToObj(number -> pair(core, number)),
                        Stream.of(word(core, "fpscr", WORD)))
                .toList();
    }

    private static DebugRegister pair(CortexM core, int number) {
        String low = "s" + 2 * number;
        String high = "s" + (2 * number + 1);
        return DebugRegister.number(
                "d" + number,
                64,
                "ieee_double",
                () -> Integer.toUnsignedLong(core.register(low)) | (long) core.register(high) << 32,
                value -> {
                    core.setRegister(low, (int) value);
                    core.setRegister(high, (int) (value >>> 32));
                });
    }

    private static List<DebugRegister> system(CortexM core) {
        return List.of(
                word(core, "msp", "data_ptr"),
                word(core, "psp", "data_ptr"),
                word(core, "primask", WORD),
                word(core, "basepri", WORD),
                word(core, "faultmask", WORD),
                word(core, "control", WORD));
    }

    private static DebugRegister word(CortexM core, String name, String type) {
        return DebugRegister.number(
                name, 32, type, () -> core.register(name), value -> core.setRegister(name, (int) value));
    }
}
