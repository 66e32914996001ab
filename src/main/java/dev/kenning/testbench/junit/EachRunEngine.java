package dev.kenning.testbench.junit;

import java.util.List;
import org.junit.platform.engine.DiscoveryFilter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/**
 * Runs the tests of {@link KenningTest} and {@link KenningBench} that have several boards or engines, once for each; JUnit finds
 * it by itself.
 *
 * <p>Jupiter runs each test; this engine only gives it a name for each run, such as {@code
 * recognisesEveryGesture()[stm32f746g_disco on renode]}. A class template of Jupiter would not do: Surefire reports its
 * invocations by number only, its phrased reporter too ({@code boots()[2]}). Tests of one board on one engine stay Jupiter's own.
 * An id of this engine names a run, which then runs whatever the settings select.
 */
public final class EachRunEngine implements TestEngine {

    static final String ID = "testbench";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) {
        EngineDescriptor root = new EngineDescriptor(id, "Kenning Testbench");
        Jupiter.find(request.getConfigurationParameters())
                .ifPresent(jupiter ->
                        new RunTree(root, jupiter, filters(request)).build(selectors(request), ownIds(request)));
        return root;
    }

    private static List<DiscoverySelector> selectors(EngineDiscoveryRequest request) {
        List<UniqueId> own = ownIds(request);
        return request.getSelectorsByType(DiscoverySelector.class).stream()
                .filter(selector -> !(selector instanceof UniqueIdSelector byId && own.contains(byId.getUniqueId())))
                .toList();
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // JUnit hands filters out by their raw type
    private static List<DiscoveryFilter<?>> filters(EngineDiscoveryRequest request) {
        return (List) request.getFiltersByType(DiscoveryFilter.class);
    }

    /** Tests of this engine that are asked for by their ids, as builds do that run failed tests again. */
    private static List<UniqueId> ownIds(EngineDiscoveryRequest request) {
        return request.getSelectorsByType(UniqueIdSelector.class).stream()
                .map(UniqueIdSelector::getUniqueId)
                .filter(id -> id.getEngineId().filter(ID::equals).isPresent())
                .toList();
    }

    @Override
    public void execute(ExecutionRequest request) {
        execute(request.getRootTestDescriptor(), request);
    }

    private static void execute(TestDescriptor node, ExecutionRequest request) {
        EngineExecutionListener listener = request.getEngineExecutionListener();
        listener.executionStarted(node);
        if (node instanceof ProblemNode problem) {
            listener.executionFinished(node, TestExecutionResult.failed(new AssertionError(problem.problem())));
        } else if (node instanceof RunContainer container) {
            listener.executionFinished(node, execute(container, request));
        } else {
            node.getChildren().forEach(child -> execute(child, request));
            listener.executionFinished(node, TestExecutionResult.successful());
        }
    }

    private static TestExecutionResult execute(RunContainer container, ExecutionRequest request) {
        ClassNode testClass = (ClassNode) container.getParent().orElseThrow();
        RunForwarder forwarder =
                new RunForwarder(testClass.original(), container, request.getEngineExecutionListener());
        Jupiter.find(request.getConfigurationParameters())
                .orElseThrow()
                .execute(container.selectors(), container.run(), forwarder);
        forwarder.failWhatDidNotRun();
        return forwarder.result();
    }
}
