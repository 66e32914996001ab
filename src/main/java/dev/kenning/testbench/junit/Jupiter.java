package dev.kenning.testbench.junit;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryFilter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Asks JUnit Jupiter, and nobody else, for tests, and runs them. */
final class Jupiter {

    static final String ID = "junit-jupiter";

    private final Launcher launcher;
    private final ConfigurationParameters parameters;

    private Jupiter(Launcher launcher, ConfigurationParameters parameters) {
        this.launcher = launcher;
        this.parameters = parameters;
    }

    /** Finds it on the class path. */
    static Optional<Jupiter> find(ConfigurationParameters parameters) {
        for (TestEngine engine : ServiceLoader.load(TestEngine.class)) {
            if (engine.getId().equals(ID)) {
                LauncherConfig config = LauncherConfig.builder()
                        .enableTestEngineAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableLauncherDiscoveryListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestEngines(engine)
                        .build();
                return Optional.of(new Jupiter(LauncherFactory.create(config), parameters));
            }
        }
        return Optional.empty();
    }

    TestPlan discover(List<? extends DiscoverySelector> selectors, List<? extends DiscoveryFilter<?>> filters) {
        return launcher.discover(
                request(selectors).filters(filters.toArray(Filter<?>[]::new)).build());
    }

    void execute(List<? extends DiscoverySelector> selectors, Run run, TestExecutionListener listener) {
        LauncherDiscoveryRequest request = request(selectors)
                .configurationParameter(Run.KEY, run.toString())
                .build();
        launcher.execute(request, listener);
    }

    private LauncherDiscoveryRequestBuilder request(List<? extends DiscoverySelector> selectors) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectors);
        for (String key : parameters.keySet()) {
            parameters.get(key).ifPresent(value -> request.configurationParameter(key, value));
        }
        return request;
    }
}
