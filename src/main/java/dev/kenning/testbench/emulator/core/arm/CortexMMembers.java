package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.core.RegisterTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Gives a Cortex-M the members that only it has, by Renode's names. */
final class CortexMMembers {

    private static final int STACK_POINTER = 13;
    private static final int LINK = 14;
    private static final int REGISTERS = 16;

    private CortexMMembers() {}

    static void add(Members members, CortexM core) {
        core.settings().addEventsTo(members);
        members.readable("NumberOfMPURegions", () -> Hex.word(core.mpuRegions()))
                .readable("MultiprocessingId", () -> Hex.word(core.multiprocessingId()))
                .action("Reset", arguments -> core.reset())
                .writable(
                        "VectorTableOffset",
                        () -> Hex.word(core.vectorTableOffset()),
                        value -> setVectorTable(core, (int) Members.integer(value)))
                .method("GetRegistersValues", arguments -> registers(core))
                .method("GetRegisters", arguments -> numbers())
                .method("GetRegisterUnsafe index", arguments -> read(core, arguments))
                .action("SetRegisterUnsafe index value", arguments -> write(core, arguments))
                .method("GetRegister index", arguments -> read(core, arguments))
                .action("SetRegister index value", arguments -> write(core, arguments))
                .readable("XProgramStatusRegister", () -> Hex.word(core.register(RenodeRegister.PROGRAM_STATUS)));
        for (RenodeRegister register : RenodeRegister.values()) {
            members.writable(
                    register.member(),
                    () -> shown(core.register(register)),
                    value -> core.setRegister(register, (int) Members.integer(value)));
        }
        addRegister(members, core, "SP", STACK_POINTER);
        addRegister(members, core, "LR", LINK);
        for (int i = 0; i < REGISTERS; i++) {
            addRegister(members, core, "R" + i, i);
        }
    }

    private static String registers(CortexM core) {
        Map<String, Long> values = new LinkedHashMap<>();
        for (RenodeRegister register : RenodeRegister.values()) {
            if (register == RenodeRegister.PROGRAM_STATUS) {
                values.put("SP", Integer.toUnsignedLong(core.register(STACK_POINTER)));
                values.put("LR", Integer.toUnsignedLong(core.register(LINK)));
                values.put("PC", core.programCounter());
            }
            values.put(register.member(), Integer.toUnsignedLong(core.register(register)));
        }
        for (int i = 0; i < REGISTERS; i++) {
            values.put("R" + i, Integer.toUnsignedLong(core.register(i)));
        }
        return RegisterTable.of(values);
    }

    private static List<String> numbers() {
        return IntStream.concat(
                        IntStream.range(0, REGISTERS),
                        Arrays.stream(RenodeRegister.values())
                                .mapToInt(RenodeRegister::number)
                                .sorted())
                .mapToObj(Integer::toString)
                .toList();
    }

    private static Hex read(CortexM core, List<Object> arguments) {
        long index = Members.integer(arguments.get(0));
        return isGeneral(index) ? shown(core.register((int) index)) : shown(core.register(special(index)));
    }

    private static void write(CortexM core, List<Object> arguments) {
        long index = Members.integer(arguments.get(0));
        int value = (int) Members.integer(arguments.get(1));
        if (isGeneral(index)) {
            core.setRegister((int) index, value);
        } else {
            core.setRegister(special(index), value);
        }
    }

    private static boolean isGeneral(long index) {
        return index >= 0 && index < REGISTERS;
    }

    private static RenodeRegister special(long index) {
        return RenodeRegister.of((int) index)
                .filter(register -> register.number() == index)
                .orElseThrow(() -> new IllegalArgumentException("Wrong register index: " + index));
    }

    private static Hex shown(int value) {
        return Hex.register(Integer.toUnsignedLong(value));
    }

    /** A core that has not started takes stack pointer and entry from the new table. */
    private static void setVectorTable(CortexM core, int address) {
        core.setVectorTableOffset(address);
        if (core.executedInstructions() == 0) {
            core.reset();
        }
    }

    private static void addRegister(Members members, CortexM core, String name, int index) {
        members.writable(
                name,
                () -> Hex.register(Integer.toUnsignedLong(core.register(index))),
                value -> core.setRegister(index, (int) Members.integer(value)));
    }
}
