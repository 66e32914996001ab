package dev.kenning.testbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs the tests that every simulating engine has to pass, on one that settings choose. */
public final class EngineSuite {

    private EngineSuite() {}

    /** Runs the tests of a class with system properties set, which are as before afterwards. */
    public static void passesOn(String engine, Class<?> testClass, Path reports, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("testbench.engines", engine);
        all.put("testbench.reports", reports.toString());
        Map<String, String> before = new TreeMap<>();
        all.keySet().forEach(name -> before.put(name, System.getProperty(name, "")));
        all.forEach(System::setProperty);
        try {
            Events tests = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(testClass))
                    .execute()
                    .testEvents();
            assertThat(tests.failed().list())
                    .as("tests that fail on %s", engine)
                    .isEmpty();
            assertThat(tests.succeeded().count())
                    .as("tests that ran on %s", engine)
                    .isPositive();
        } finally {
            before.forEach((name, value) -> {
                if (value.isEmpty()) {
                    System.clearProperty(name);
                } else {
                    System.setProperty(name, value);
                }
            });
        }
    }
}
