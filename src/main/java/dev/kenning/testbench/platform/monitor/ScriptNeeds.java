package dev.kenning.testbench.platform.monitor;

import dev.kenning.testbench.text.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a script expects from whoever runs it.
 *
 * @param variables that it uses and does not set, without {@code $}; what every script is given is left out
 * @param files that it names by a path relative to the folder that the simulator is started in, and that are not beside it
 */
public record ScriptNeeds(Set<String> variables, Set<String> files) {

    private static final Set<String> GIVEN = Set.of("bin", "name", "ORIGIN", "CWD");

    /** Copies the sets. */
    public ScriptNeeds {
        variables = new LinkedHashSet<>(variables);
        files = new LinkedHashSet<>(files);
    }

    /**
     * Reads a script.
     *
     * @throws MonitorException if it is malformed
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static ScriptNeeds of(Path script) {
        ScriptNeeds needs = new ScriptNeeds(Set.of(), Set.of());
        Set<String> known = new LinkedHashSet<>(GIVEN);
        needs.collect(MonitorStatement.parse(Source.ofFile(script)), known, script);
        return needs;
    }

    private void collect(List<MonitorStatement> statements, Set<String> known, Path script) {
        for (MonitorStatement statement : statements) {
            arguments(statement).forEach(argument -> take(argument, known, script));
            if (statement instanceof MonitorStatement.Macro macro) {
                collect(macro.body(), known, script);
                known.add(macro.name());
            } else if (statement instanceof MonitorStatement.Assignment assignment) {
                known.add(assignment.variable());
            }
        }
    }

    private static Stream<Argument> arguments(MonitorStatement statement) {
        if (statement instanceof MonitorStatement.Call call) {
            return call.arguments().stream();
        }
        return statement instanceof MonitorStatement.Assignment assignment
                ? Stream.of(assignment.value())
                : Stream.empty();
    }

    private void take(Argument argument, Set<String> known, Path script) {
        if (argument instanceof Argument.Variable variable && !known.contains(variable.name())) {
            variables.add(variable.name());
        } else if (argument instanceof Argument.FilePath file && isAbsent(file.path(), script)) {
            files.add(file.path());
        }
    }

    private static boolean isAbsent(String path, Path script) {
        return !path.startsWith("/")
                && !path.contains("://")
                && !path.startsWith("$")
                && !Files.exists(script.resolveSibling(path));
    }
}
