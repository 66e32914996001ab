package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.MachineLog;
import dev.kenning.testbench.emulator.machine.NumberedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends every entry of a log to a file, the moment it is made. */
final class LogFile implements MachineLog.Listener {

    private final Path file;

    private LogFile(Path file) {
        this.file = file;
    }

    /**
     * Starts an empty file; one that exists is kept under its name with a number, as Renode does.
     *
     * @throws MachineException if the file cannot be written
     */
    static LogFile create(Path file) {
        try {
            NumberedFile.keep(file);
            Files.createFile(file);
        } catch (IOException e) {
            throw new MachineException("Log file '" + file + "' cannot be written: " + e.getMessage() + ".", e);
        }
        return new LogFile(file);
    }

    @Override
    public void onEntry(MachineLog.Entry entry) {
        try {
            Files.writeString(file, entry.text() + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new MachineException("Log file '" + file + "' cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
