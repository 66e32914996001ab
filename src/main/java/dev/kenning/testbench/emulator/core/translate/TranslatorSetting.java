package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.core.Heat;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** When code is translated to bytecode of the JVM. */
public enum TranslatorSetting {
    /** Never. */
    OFF(Heat.NEVER.executions(), Heat.NEVER.instructions()),
    /** Once it has been executed often by a core that has been busy for a while. */
    ON(1000, 50_000_000),
    /** When it is first executed. */
    EAGER(0, 0);

    /** The name of the setting. */
    public static final String SETTING = "testbench.translator";

    private final long executions;
    private final long instructions;

    TranslatorSetting(long executions, long instructions) {
        this.executions = executions;
        this.instructions = instructions;
    }

    /** Returns when a block is translated. */
    public Heat heat() {
        return new Heat(executions, instructions);
    }

    /**
     * Returns what the setting {@code testbench.translator} says; {@link #OFF} if unset.
     *
     * @throws IllegalArgumentException if it says something else than {@code off}, {@code on} or {@code eager}
     */
    public static TranslatorSetting current() {
        String value = System.getProperty(SETTING, "off");
        return Arrays.stream(values())
                .filter(setting -> setting.text().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(SETTING + " must be one of "
                        + Arrays.stream(values()).map(TranslatorSetting::text).collect(Collectors.joining(", "))
                        + ", is '" + value + "'"));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
