package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.python.PythonException;
import dev.kenning.testbench.emulator.python.PythonScope;
import dev.kenning.testbench.emulator.python.PythonScript;
import dev.kenning.testbench.uart.MissingLibraryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and compiles scripts; what is wrong with them is a {@link MachineException}. */
final class Scripts {

    private Scripts() {}

    static PythonScope scope(Machine machine, String self) {
        try {
            return PythonScope.of(machine.scripts(), self);
        } catch (MissingLibraryException e) {
            throw new MachineException(String.valueOf(e.getMessage()), e);
        }
    }

    static PythonScript compile(PythonScope scope, String script) {
        try {
            return scope.compile(script);
        } catch (PythonException e) {
            throw new MachineException(e.getMessage(), e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MachineException("Could not find source file for the script: " + file + ".", e);
        }
    }
}
