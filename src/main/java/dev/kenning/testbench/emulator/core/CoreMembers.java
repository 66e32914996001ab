package dev.kenning.testbench.emulator.core;

import dev.kenning.testbench.emulator.bus.Clock;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Gives a core the members that every core has, by Renode's names. */
final class CoreMembers {

    private static final long INSTRUCTIONS_PER_MIPS = 1_000_000;

    private CoreMembers() {}

    static void add(Members members, Core core, Clock clock) {
        OpcodeCounters counters = core.opcodeCounters();
        members.readable("Model", core::cpuType)
                .readable("ExecutedInstructions", () -> Hex.quad(core.executedInstructions()))
                .writable(
                        "PC",
                        () -> Hex.register(core.programCounter()),
                        value -> core.setProgramCounter(Members.integer(value)))
                .writable(
                        "PerformanceInMips",
                        () -> Hex.word(clock.slotsPerSecond() / INSTRUCTIONS_PER_MIPS),
                        value -> clock.setSlotsPerSecond(Members.integer(value) * INSTRUCTIONS_PER_MIPS))
                .writable("IsHalted", core::isHalted, value -> core.setHalted(Members.flag(value)))
                .method("DisassembleBlock [address] [size]", arguments -> disassemble(core, arguments))
                .action(
                        "InstallOpcodeCounterPattern name pattern",
                        arguments -> counters.install(
                                arguments.get(0).toString(), arguments.get(1).toString()))
                .settable("EnableOpcodesCounting", value -> counters.enable(Members.flag(value)))
                .method("GetAllOpcodesCounters", arguments -> OpcodeReport.table(counters.counts()))
                .method(
                        "GetOpcodeCounter name",
                        arguments -> Hex.quad(OpcodeReport.count(
                                counters.counts(), arguments.get(0).toString())))
                .action("ResetOpcodesCounters", arguments -> counters.clear())
                .method(
                        "SaveAllOpcodesCounters file",
                        arguments -> save(counters, arguments.get(0).toString()));
    }

    private static String disassemble(Core core, List<Object> arguments) {
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

    private static String save(OpcodeCounters counters, String file) {
        try {
            Files.writeString(Path.of(file), OpcodeReport.csv(counters.counts()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        return "";
    }
}
