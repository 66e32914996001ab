package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.core.RegisterTable;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
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
                .method(
                        "GetRegisterUnsafe index",
                        arguments -> Hex.register(Integer.toUnsignedLong(core.register(index(arguments.get(0))))))
                .action(
                        "SetRegisterUnsafe index value",
                        arguments -> core.setRegister(index(arguments.get(0)), (int) Members.integer(arguments.get(1))))
                .method(
                        "GetRegister index",
                        arguments -> Hex.register(Integer.toUnsignedLong(core.register(index(arguments.get(0))))))
                .action(
                        "SetRegister index value",
                        arguments ->
                                core.setRegister(index(arguments.get(0)), (int) Members.integer(arguments.get(1))));
        addRegister(members, core, "SP", STACK_POINTER);
        addRegister(members, core, "LR", LINK);
        for (int i = 0; i < REGISTERS; i++) {
            addRegister(members, core, "R" + i, i);
        }
    }

    private static String registers(CortexM core) {
        return RegisterTable.of(IntStream.range(0, REGISTERS)
                .boxed()
                .collect(Collectors.toMap(
                        number -> "R" + number,
                        number -> Integer.toUnsignedLong(core.register(number)),
                        (one, other) -> other,
                        LinkedHashMap::new)));
    }

    private static int index(Object argument) {
        long index = Members.integer(argument);
        if (index < 0 || index >= REGISTERS) {
            throw new IllegalArgumentException("Wrong register index: " + index);
        }
        return (int) index;
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
