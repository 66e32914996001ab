package dev.kenning.testbench.emulator;

import dev.kenning.testbench.emulator.riscv.CustomInstruction;
import dev.kenning.testbench.emulator.riscv.RiscV;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Gives a RISC-V core the members that take Python in Renode; what is known is done in Java instead, all else refused. */
final class PythonFiles {

    private static final String COUNT_SCRIPT = "request.value = cpu.ExecutedInstructions";

    private static final Map<String, Function<Machine, CustomInstruction>> INSTRUCTIONS =
            Map.of("custom3.py", SpringbokInstructions::new);

    private PythonFiles() {}

    static void add(Members members, RiscV core, Machine machine) {
        members.method("InstallCustomInstructionHandlerFromFile pattern file", arguments -> {
                    String file = arguments.get(1).toString();
                    core.installCustomInstruction(
                            arguments.get(0).toString(), instruction(file).apply(machine));
                    return "";
                })
                .method("RegisterCSRHandlerFromString csr script", arguments -> {
                    int number = (int) Members.integer(arguments.get(0));
                    requireCount(arguments.get(1).toString());
                    Springbok.countInstructions(core, number);
                    return "";
                });
    }

    private static Function<Machine, CustomInstruction> instruction(String file) {
        Function<Machine, CustomInstruction> known =
                INSTRUCTIONS.get(String.valueOf(Path.of(file).getFileName()));
        if (known == null) {
            throw new MachineException("'" + file + "' cannot be run: the embedded engine has no Python. Of custom"
                    + " instructions it knows those of " + String.join(", ", new TreeSet<>(INSTRUCTIONS.keySet()))
                    + ". Run this board on Renode.");
        }
        return known;
    }

    private static void requireCount(String script) {
        if (!script.strip().equals(COUNT_SCRIPT)) {
            throw new MachineException("This script cannot be run: the embedded engine has no Python. Of registers it"
                    + " knows '" + COUNT_SCRIPT + "'. Run this board on Renode.");
        }
    }
}
