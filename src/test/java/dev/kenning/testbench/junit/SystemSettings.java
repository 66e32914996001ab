package dev.kenning.testbench.junit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sets system properties and puts back what was there. */
final class SystemSettings implements AutoCloseable {

    private final Map<String, Optional<String>> before = new HashMap<>();

    SystemSettings set(String name, String value) {
        before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
        System.setProperty(name, value);
        return this;
    }

    @Override
    public void close() {
        before.forEach((name, value) ->
                value.ifPresentOrElse(old -> System.setProperty(name, old), () -> System.clearProperty(name)));
    }
}
