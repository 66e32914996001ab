package dev.kenning.testbench.junit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
    private Optional<Throwable> failure = Optional.empty();

    RunForwarder(TestIdentifier testClass, RunContainer container, EngineExecutionListener listener) {
        this.testClass = testClass;
        this.container = container;
        this.listener = listener;
        container.nodes().forEach(node -> nodes.put(node.original().getUniqueId(), node));
    }

    /** Returns what made the class fail as a whole. */
    Optional<Throwable> failure() {
        return failure;
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
            container.getChildren().forEach(child -> listener.executionSkipped(child, reason));
        } else {
            node(identifier).ifPresent(node -> listener.executionSkipped(node, reason));
        }
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        Optional<RunNode> node = node(identifier);
        node.ifPresent(known -> listener.executionFinished(known, result));
        if (node.isEmpty()) {
            failure = failure.or(result::getThrowable);
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
