package dev.kenning.testbench.emulator;

import dev.kenning.testbench.emulator.Members.Hex;
import dev.kenning.testbench.emulator.arm.CortexM;
import dev.kenning.testbench.emulator.code.Disassembly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives a core its members, by Renode's names. */
final class CoreMembers {

    private static final long INSTRUCTIONS_PER_MIPS = 1_000_000;

    private CoreMembers() {}

    static void add(Members members, CortexM core, Machine machine) {
        OpcodePatterns patterns = machine.opcodePatterns();
        members.readable("ExecutedInstructions", () -> Hex.quad(core.executedInstructions()))
                .writable(
                        "PC",
                        () -> Hex.register(core.programCounter()),
                        value -> core.setProgramCounter(Members.integer(value)))
                .writable(
                        "SP",
                        () -> Hex.register(core.register(13)),
                        value -> core.setRegister(13, (int) Members.integer(value)))
                .writable(
                        "PerformanceInMips",
                        () -> Hex.word(machine.clock().slotsPerSecond() / INSTRUCTIONS_PER_MIPS),
                        value -> machine.clock().setSlotsPerSecond(Members.integer(value) * INSTRUCTIONS_PER_MIPS))
                .writable("IsHalted", machine::isHalted, value -> machine.setHalted(Members.flag(value)))
                .writable(
                        "VectorTableOffset",
                        () -> Hex.word(core.vectorTableOffset()),
                        value -> machine.setVectorTable(core, (int) Members.integer(value)))
                .method("Step [count]", arguments -> step(core, machine, arguments))
                .method(
                        "GetRegister index",
                        arguments -> Hex.register(
                                Integer.toUnsignedLong(core.register((int) Members.integer(arguments.get(0))))))
                .method(
                        "SetRegister index value",
                        arguments -> done(() -> core.setRegister(
                                (int) Members.integer(arguments.get(0)), (int) Members.integer(arguments.get(1)))))
                .method("DisassembleBlock [address] [size]", arguments -> disassemble(core, arguments))
                .method(
                        "InstallOpcodeCounterPattern name pattern",
                        arguments -> done(() -> patterns.install(
                                arguments.get(0).toString(), arguments.get(1).toString())))
                .settable("EnableOpcodesCounting", value -> patterns.enable(Members.flag(value)))
                .method("GetAllOpcodesCounters", arguments -> patterns.table())
                .method(
                        "GetOpcodeCounter name",
                        arguments -> Hex.quad(patterns.count(arguments.get(0).toString())))
                .method("ResetOpcodesCounters", arguments -> done(patterns::clear))
                .method(
                        "SaveAllOpcodesCounters file",
                        arguments -> save(patterns, arguments.get(0).toString()));
        for (int i = 0; i <= 15; i++) {
            int index = i;
            members.writable(
                    "R" + i,
                    () -> Hex.register(Integer.toUnsignedLong(core.register(index))),
                    value -> core.setRegister(index, (int) Members.integer(value)));
        }
    }

    private static Object step(CortexM core, Machine machine, List<Object> arguments) {
        machine.runUntilSlot(machine.clock().now() + (arguments.isEmpty() ? 1 : Members.integer(arguments.get(0))));
        return Hex.register(core.programCounter());
    }

    private static String disassemble(CortexM core, List<Object> arguments) {
        long address = arguments.isEmpty() ? core.programCounter() : Members.integer(arguments.get(0));
        long end = address + (arguments.size() < 2 ? 40 : Members.integer(arguments.get(1)));
        StringBuilder text = new StringBuilder();
        for (long at = address; at < end; ) {
            Disassembly instruction = core.disassemble(at);
            text.append(String.format(
                    Locale.ROOT,
                    "0x%08x:   %s \t%s%n",
                    at,
                    instruction.encoding(),
                    instruction.text().replaceFirst(" ", "\t")));
            at += instruction.length();
        }
        return text.toString();
    }

    private static String save(OpcodePatterns patterns, String file) {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, Long> counter : patterns.counts().entrySet()) {
            lines.append(counter.getKey())
                    .append(';')
                    .append(counter.getValue())
                    .append('\n');
        }
        try {
            Files.writeString(Path.of(file), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return "";
    }

    private static String done(Runnable action) {
        action.run();
        return "";
    }
}
