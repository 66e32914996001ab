package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.state.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code Save} has kept of all machines, for {@code Load} in the same process.
 *
 * <p>The state itself stays in memory; the file holds the mark by which it is found.
 */
final class SavedEmulations {

    private static final String MARK = "testbench snapshot ";

    private record Saved(Map<Machine, Snapshot> machines) {}

    private final Map<String, Saved> byMark = new HashMap<>();

    /**
     * Keeps the state of machines, and writes its mark to a file.
     *
     * @throws MachineException if something cannot be kept, or the file cannot be written
     */
    void save(Collection<Machine> machines, Path file) {
        Map<Machine, Snapshot> snapshots = new LinkedHashMap<>();
        machines.forEach(machine -> snapshots.put(machine, machine.snapshot()));
        String mark = MARK + ProcessHandle.current().pid() + "-" + (byMark.size() + 1);
        try {
            Files.writeString(file, mark + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MachineException("'" + file + "' cannot be written: " + e.getMessage() + ".", e);
        }
        byMark.put(mark, new Saved(snapshots));
    }

    /**
     * Returns the machines that a file stands for, as they were when it was saved.
     *
     * @throws MachineException if this process has not saved it
     */
    List<Machine> load(Path file) {
        Saved saved = byMark.get(mark(file));
        if (saved == null) {
            throw new MachineException(
                    "'" + file + "' was not saved by this process. The embedded engine loads only what"
                            + " the same process has saved: run the script again, or save and load on Renode.");
        }
        saved.machines().values().forEach(Snapshot::restore);
        return List.copyOf(saved.machines().keySet());
    }

    private static String mark(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new String(bytes, 0, Math.min(bytes.length, 100), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new MachineException("'" + file + "' cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
