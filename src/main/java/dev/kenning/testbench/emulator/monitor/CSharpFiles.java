package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.machine.MachineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Includes C# sources, which Renode compiles, as far as this engine has the same classes already. */
final class CSharpFiles {

    private static final Pattern CLASS = Pattern.compile("\\bpublic\\s+(?:\\w+\\s+)*class\\s+(\\w+)");

    private static final List<String> KNOWN = List.of("SpringbokRiscV32", "SpringbokRiscV32_ControlBlock");

    private CSharpFiles() {}

    /**
     * Accepts a file whose public classes are all known by name.
     *
     * @throws MachineException if one is not, or there is none
     */
    static String include(Path file) {
        List<String> classes =
                CLASS.matcher(text(file)).results().map(match -> match.group(1)).toList();
        if (classes.isEmpty()) {
            throw refused(file, "which declares no public class");
        }
        classes.stream().filter(name -> !KNOWN.contains(name)).findFirst().ifPresent(name -> {
            throw refused(file, "whose class " + name + " it does not have");
        });
        return "";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static MachineException refused(Path file, String what) {
        return new MachineException("The embedded engine has no C# compiler and cannot include '" + file.getFileName()
                + "', " + what + "; it has " + String.join(", ", KNOWN) + ". Run this script on Renode.");
    }
}
