package dev.kenning.testbench.junit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Hears what Jupiter does for one run of a class, and reports it under the names of that run. */
final class RunForwarder implements TestExecutionListener {

    private final TestIdentifier testClass;
    private final RunContainer container;
    private final EngineExecutionListener listener;
    private final Map<String, RunNode> nodes = new HashMap<>();
    private final Set<TestDescriptor> told = new HashSet<>();
    private Optional<TestExecutionResult> result = Optional.empty();

    RunForwarder(TestIdentifier testClass, RunContainer container, EngineExecutionListener listener) {
        this.testClass = testClass;
        this.container = container;
        this.listener = listener;
        container.nodes().forEach(node -> nodes.put(node.original().getUniqueId(), node));
    }

    /** Returns what became of the class as a whole. */
    TestExecutionResult result() {
        return result.orElseGet(TestExecutionResult::successful);
    }

    /** Fails the tests that have neither run nor been skipped: Jupiter did not find them again, and says nothing of it. */
    void failWhatDidNotRun() {
        finishUntold(
                container,
                result.filter(of -> of.getStatus() != TestExecutionResult.Status.SUCCESSFUL)
                        .orElseGet(() -> TestExecutionResult.failed(
                                new AssertionError("Jupiter did not run this test on " + container.run()))));
    }

    /** Gives the tests of a container that never began the result of the container. */
    private void finishUntold(TestDescriptor parent, TestExecutionResult because) {
        for (TestDescriptor test : parent.getDescendants()) {
            if (test.isTest() && told.add(test)) {
                listener.executionStarted(test);
                listener.executionFinished(test, because);
            }
        }
    }

    /** Notes what was told of a test, or of all in a container. */
    private void tell(TestDescriptor node) {
        told.add(node);
        told.addAll(node.getDescendants());
    }

    private Optional<RunNode> node(TestIdentifier identifier) {
        return Optional.ofNullable(nodes.get(identifier.getUniqueId()));
    }

    @Override
    public void dynamicTestRegistered(TestIdentifier identifier) {
        RunNode parent = identifier.getParentId().map(nodes::get).orElse(null);
        if (parent != null) {
            RunNode node = new RunNode(parent, identifier, container.run());
            parent.addChild(node);
            nodes.put(identifier.getUniqueId(), node);
            listener.dynamicTestRegistered(node);
        }
    }

    @Override
    public void executionStarted(TestIdentifier identifier) {
        node(identifier).ifPresent(listener::executionStarted);
    }

    @Override
    public void executionSkipped(TestIdentifier identifier, String reason) {
        if (identifier.getUniqueId().equals(testClass.getUniqueId())) {
            container.getChildren().forEach(child -> skip(child, reason));
        } else {
            node(identifier).ifPresent(node -> skip(node, reason));
        }
    }

    private void skip(TestDescriptor node, String reason) {
        tell(node);
        listener.executionSkipped(node, reason);
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult finished) {
        Optional<RunNode> node = node(identifier);
        boolean isWell = finished.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (node.isPresent()) {
            told.add(node.get());
            if (!isWell) {
                finishUntold(node.get(), finished);
            }
            listener.executionFinished(node.get(), finished);
        } else if (!isWell && result.isEmpty()) {
            result = Optional.of(finished);
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier identifier, ReportEntry entry) {
        listener.reportingEntryPublished(
                node(identifier).map(TestDescriptor.class::cast).orElse(container), entry);
    }

    @Override
    public void fileEntryPublished(TestIdentifier identifier, FileEntry file) {
        listener.fileEntryPublished(
                node(identifier).map(TestDescriptor.class::cast).orElse(container), file);
    }
}
