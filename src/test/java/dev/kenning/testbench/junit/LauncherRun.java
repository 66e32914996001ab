package dev.kenning.testbench.junit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests as a build tool does, with everything that JUnit finds on the class path, and keeps the results. */
final class LauncherRun implements TestExecutionListener {

    private final Map<String, TestExecutionResult> tests = new LinkedHashMap<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final List<TestIdentifier> identifiers = new ArrayList<>();

    private Optional<Throwable> containerFailure = Optional.empty();

    private LauncherRun() {}

    static LauncherRun of(DiscoverySelector... selectors) {
        return of(LauncherDiscoveryRequestBuilder.request().selectors(selectors));
    }

    /** Runs as a launcher does that knows one engine. */
    static LauncherRun withEngine(String engine, DiscoverySelector... selectors) {
        return of(LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .filters(EngineFilter.includeEngines(engine)));
    }

    private static LauncherRun of(LauncherDiscoveryRequestBuilder request) {
        LauncherRun run = new LauncherRun();
        LauncherFactory.create().execute(request.build(), run);
        return run;
    }

    /** Returns the results by the names that reports use, in the order in which they came. */
    Map<String, TestExecutionResult> tests() {
        return tests;
    }

    /** Returns the reasons by the names of what was skipped. */
    Map<String, String> skipped() {
        return skipped;
    }

    TestIdentifier identifier(String name) {
        return identifiers.stream()
                .filter(identifier -> identifier.getLegacyReportingName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no test is called " + name + ", there are " + tests.keySet()));
    }

    /** Returns the result of a test by what people see of it. */
    TestExecutionResult result(String displayName) {
        return tests.get(identifiers.stream()
                .filter(identifier -> identifier.getDisplayName().equals(displayName))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no test is called " + displayName + ", there are " + displayNames()))
                .getLegacyReportingName());
    }

    /** Returns what people see of the tests, in the order in which they came. */
    List<String> displayNames() {
        return identifiers.stream().map(TestIdentifier::getDisplayName).toList();
    }

    /** Returns why a container of tests failed as a whole. */
    Throwable containerFailure() {
        return containerFailure.orElseThrow();
    }

    Throwable failure(String name) {
        return tests.get(identifier(name).getLegacyReportingName())
                .getThrowable()
                .orElseThrow();
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        skipped.put(identifier.getLegacyReportingName(), reason);
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (identifier.isTest()) {
            identifiers.add(identifier);
            tests.put(identifier.getLegacyReportingName(), result);
        } else {
            containerFailure = containerFailure.or(result::getThrowable);
        }
    }
}
