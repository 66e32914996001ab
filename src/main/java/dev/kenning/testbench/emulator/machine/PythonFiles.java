package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.riscv.CoreScripts;
import dev.kenning.testbench.emulator.core.riscv.CustomInstruction;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Does in Java what the scripts of a RISC-V core that are known would do in Python, and refuses all others. */
final class PythonFiles implements CoreScripts {

    private static final String COUNT_SCRIPT = "request.value = cpu.ExecutedInstructions";

    private static final Map<String, Function<Machine, CustomInstruction>> INSTRUCTIONS =
            Map.of("custom3.py", SpringbokInstructions::new);

    private final Machine machine;

    PythonFiles(Machine machine) {
        this.machine = machine;
    }

    @Override
    public CustomInstruction instructionFromFile(String file) {
        return instruction(file).apply(machine);
    }

    @Override
    public LongSupplier registerFromString(RiscV core, String script) {
        requireCount(script);
        return core::startedInstructions;
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
