package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.platform.monitor.MonitorCall;
import dev.kenning.testbench.platform.monitor.MonitorException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The monitor's commands, a row each: what is written, what it says in {@code help}, and what it does. */
final class CommandTable {

    /**
     * One command.
     *
     * @param usage its name and arguments, those that may be left out in brackets; {@code ...} takes any number
     * @param help what it does, in a few words
     */
    record Command(String usage, String help, Function<MonitorCall, String> action) {

        private boolean takes(int arguments) {
            String[] words = usage.split(" ", -1);
            int least = 0;
            for (int i = 1; i < words.length; i++) {
                least += words[i].startsWith("[") ? 0 : 1;
            }
            return least <= arguments && (arguments < words.length || usage.endsWith("...]"));
        }
    }

    private final Map<String, Command> commands = new TreeMap<>();
    private final Map<String, String> synonyms = new TreeMap<>();

    /** Adds a command. */
    CommandTable add(String usage, String help, Function<MonitorCall, String> action) {
        commands.put(usage.split(" ", 2)[0], new Command(usage, help, action));
        return this;
    }

    /** Adds a second name for a command. */
    CommandTable also(String name, String command) {
        synonyms.put(name, command);
        return this;
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    Set<String> names() {
        return commands.keySet();
    }

    Optional<Command> find(String name) {
        return Optional.ofNullable(commands.get(synonyms.getOrDefault(name, name)));
    }

    /**
     * Carries out a command.
     *
     * @throws MonitorException if it does not take this many arguments, or fails
     */
    String run(MonitorCall call) {
        Command command = find(call.name()).orElseThrow();
        if (!command.takes(call.size())) {
            throw MonitorException.badParameters(call, command.usage());
        }
        return command.action().apply(call);
    }
}
