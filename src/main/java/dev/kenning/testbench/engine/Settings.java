package dev.kenning.testbench.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks settings up by name: in the system properties, else in the environment, where {@code testbench.engines} is
 * called {@code TESTBENCH_ENGINES}, else where the caller says. Blank values count as none. Immutable.
 */
public final class Settings {

    private final List<Function<String, Optional<String>>> sources;

    private Settings(List<Function<String, Optional<String>>> sources) {
        this.sources = sources;
    }

    /** Returns the settings of this process. */
    public static Settings ofProcess() {
        return of(System::getProperty, System::getenv);
    }

    /** Returns settings from stand-ins for the system properties and the environment. */
    static Settings of(Function<String, String> properties, Function<String, String> environment) {
        return new Settings(List.of(
                name -> Optional.ofNullable(properties.apply(name)),
                name -> Optional.ofNullable(
                        environment.apply(name.replace('.', '_').toUpperCase(Locale.ROOT)))));
    }

    /** Returns these settings with another place to look when none of them has a name. */
    public Settings orElse(Function<String, Optional<String>> source) {
        return new Settings(List.of(this::get, source));
    }

    /** Returns the value of a setting. */
    public Optional<String> get(String name) {
        return sources.stream()
                .map(source -> source.apply(name))
                .flatMap(Optional::stream)
                .filter(value -> !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    /** Returns the values of a setting that is a comma-separated list, each once; empty if it is not set. */
    public List<String> list(String name) {
        return get(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }
}
