package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.core.Core;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files that commands let cores write each instruction to that they execute (Renode's {@code CreateExecutionTracing}). */
final class ExecutionTraces {

    private record Running(String name, ExecutionTrace trace) {}

    private final Machine machine;
    private final Map<Core, Running> running = new LinkedHashMap<>();

    ExecutionTraces(Machine machine) {
        this.machine = machine;
    }

    void addTo(Members members, Core core) {
        members.action(
                        "CreateExecutionTracing name fileName format [isBinary] [compress]",
                        arguments -> start(core, arguments))
                .action("DisableExecutionTracing", arguments -> stop(core));
    }

    private void start(Core core, List<Object> arguments) {
        String name = arguments.get(0).toString();
        ExecutionTrace.Format format = format(arguments.get(2).toString());
        boolean isBinary = arguments.size() > 3 && Members.flag(arguments.get(3));
        boolean compresses = arguments.size() > 4 && Members.flag(arguments.get(4));
        if (isBinary && !format.hasBinaryForm()) {
            throw new IllegalArgumentException(
                    "Tracing don't support binary output file with the '" + format.renodeName() + "' formatting.");
        }
        if (running.containsKey(core)
                || running.values().stream().anyMatch(it -> it.name().equals(name))) {
            throw new IllegalArgumentException("ExecutionTracer is already running");
        }
        Path file = Path.of(arguments.get(1).toString().replaceFirst("^@", ""));
        ExecutionTrace trace = ExecutionTrace.create(machine, core, file, format, isBinary, compresses);
        running.put(core, new Running(name, trace));
        core.setBlockTrace(trace);
    }

    /** Returns what commands can do with a trace that is being written. */
    Optional<Members> members(String name) {
        return running.entrySet().stream()
                .filter(it -> it.getValue().name().equals(name))
                .findFirst()
                .map(it -> members(it.getKey(), it.getValue().trace()));
    }

    private Members members(Core core, ExecutionTrace trace) {
        return new Members()
                .action(
                        "TrackMemoryAccesses",
                        arguments -> trace.trackMemoryAccesses(machine.buses().forCore(core.name())))
                .action("TrackVectorConfiguration", arguments -> trace.trackVectorConfiguration())
                .action("Stop", arguments -> stop(core));
    }

    private void stop(Core core) {
        Running ended = running.remove(core);
        if (ended != null) {
            core.setBlockTrace(null);
            ended.trace().close();
        }
    }

    /** Completes the files. */
    void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }

    private static ExecutionTrace.Format format(String name) {
        return Arrays.stream(ExecutionTrace.Format.values())
                .filter(format -> format.renodeName().equals(name))
                .findFirst()
                .orElseThrow(() -> new Members.MismatchException("one of "
                        + Arrays.stream(ExecutionTrace.Format.values())
                                .map(ExecutionTrace.Format::renodeName)
                                .collect(Collectors.joining(", "))
                        + " is expected, not '" + name + "'"));
    }
}
