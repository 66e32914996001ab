package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.profile.GraphFunctions;
import dev.kenning.testbench.profile.ProfileExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The profiler that commands start on a core, which writes the stacks of its calls to a file at its end. */
final class StackProfilers {

    private record Running(CallProfiler profiler, Path file) {}

    private final Machine machine;
    private Optional<Running> running = Optional.empty();

    StackProfilers(Machine machine) {
        this.machine = machine;
    }

    void addTo(Members members, Core core) {
        members.action("EnableProfilerCollapsedStack path [flushInstantly] [maximumNestedContexts]", this::start)
                .action("FlushProfiler", arguments -> {})
                .action("DisableProfiler", arguments -> stop());
    }

    private void start(List<Object> arguments) {
        stop();
        Path file = Path.of(arguments.get(0).toString().replaceFirst("^@", ""));
        write(file, "");
        running = Optional.of(new Running(machine.followCalls(GraphFunctions.of(List.of())), file));
    }

    /** Writes what was profiled. */
    void stop() {
        running.ifPresent(it -> write(it.file(), new ProfileExport(it.profiler().stop()).collapsed()));
        running = Optional.empty();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MachineException("Profile '" + file + "' cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
