package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.core.Heat;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** When code is translated to bytecode of the JVM. */
public enum TranslatorSetting {
    /** Never. */
    OFF(Heat.NEVER.instructions()),
    /** Once interpreting it has taken as long as translating it, in whatever machines of this JVM. */
    ON(10_000_000),
    /** When it is first executed. */
    EAGER(0);

    /** The name of the setting. */
    public static final String SETTING = "testbench.translator";

    private final long instructions;

    TranslatorSetting(long instructions) {
        this.instructions = instructions;
    }

    /** Returns when a block is translated. */
    public Heat heat() {
        return new Heat(instructions);
    }

    /**
     * Returns what the setting {@code testbench.translator} says; {@link #ON} if unset.
     *
     * @throws IllegalArgumentException if it says something else than {@code off}, {@code on} or {@code eager}
     */
    public static TranslatorSetting current() {
        String value = System.getProperty(SETTING, ON.text());
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
