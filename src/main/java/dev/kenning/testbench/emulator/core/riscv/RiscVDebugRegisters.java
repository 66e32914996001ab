package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.core.DebugFeature;
import dev.kenning.testbench.emulator.core.DebugRegister;
import dev.kenning.testbench.emulator.core.DebugRegisters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The registers of a RISC-V core. */
final class RiscVDebugRegisters {

    private static final int COUNT = 32;
    private static final int PROGRAM_COUNTER = 32;
    private static final String FEATURE = "org.gnu.gdb.riscv.";

    private RiscVDebugRegisters() {}

    static DebugRegisters of(RiscV core) {
        List<DebugFeature> features = new ArrayList<>();
        features.add(new DebugFeature(FEATURE + "cpu", integers(core)));
        if (core.floatRegisterBits() > 0) {
            features.add(new DebugFeature(FEATURE + "fpu", floats(core)));
        }
        features.add(new DebugFeature(FEATURE + "csr", "", false, controls(core)));
        features.add(new DebugFeature(FEATURE + "virtual", "", false, List.of(privilege(core))));
        int vectorBytes = core.vectorRegister(0).length;
        if (vectorBytes > 0) {
            features.add(new DebugFeature(FEATURE + "vector", vectorTypes(vectorBytes), false, vectors(core)));
        }
        return new DebugRegisters("riscv:rv" + core.registerBits(), features);
    }

    private static List<DebugRegister> integers(RiscV core) {
        List<DebugRegister> registers = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            registers.add(integer(core, i, "x" + i, "int"));
        }
        registers.add(integer(core, PROGRAM_COUNTER, "pc", "code_ptr"));
        return registers;
    }

    private static DebugRegister integer(RiscV core, int index, String name, String type) {
        return DebugRegister.number(
                name, core.registerBits(), type, () -> core.register(index), value -> core.setRegister(index, value));
    }

    private static List<DebugRegister> floats(RiscV core) {
        int bits = core.floatRegisterBits();
        String type = bits == 64 ? "ieee_double" : "ieee_single";
        return IntStream.range(0, COUNT)
                .mapToObj(index -> DebugRegister.number(
                        "f" + index,
                        bits,
                        type,
                        () -> core.floatRegister(index),
                        value -> core.setFloatRegister(index, value)))
                .toList();
    }

    private static List<DebugRegister> controls(RiscV core) {
        List<DebugRegister> registers = new ArrayList<>();
        core.csrNames()
                .forEach((number, name) -> registers.add(DebugRegister.number(
                        name,
                        core.registerBits(),
                        "int",
                        () -> core.csr(number),
                        value -> core.setCsr(number, value))));
        return registers;
    }

    private static DebugRegister privilege(RiscV core) {
        return DebugRegister.readOnly("priv", core.registerBits(), "int", core::privilege);
    }

    private static List<DebugRegister> vectors(RiscV core) {
        return IntStream.range(0, COUNT)
                .mapToObj(index -> new DebugRegister(
                        "v" + index,
                        8 * core.vectorRegister(index).length,
                        "riscv_vector",
                        () -> core.vectorRegister(index),
                        bytes -> core.setVectorRegister(index, bytes)))
                .toList();
    }

    /** Returns the type of a vector register: its bytes seen as elements of every width. */
    private static String vectorTypes(int bytes) {
        StringBuilder vectors = new StringBuilder();
        StringBuilder fields = new StringBuilder();
        String names = "bswl";
        for (int i = 0; i < names.length() && 1 << i <= bytes; i++) {
            int width = 1 << i;
            String id = "elements" + 8 * width;
            vectors.append(String.format(
                    Locale.ROOT, "<vector id=\"%s\" type=\"uint%d\" count=\"%d\"/>%n", id, 8 * width, bytes / width));
            fields.append(String.format(Locale.ROOT, "<field name=\"%c\" type=\"%s\"/>", names.charAt(i), id));
        }
        return vectors + "<union id=\"riscv_vector\">" + fields + "</union>\n";
    }
}
