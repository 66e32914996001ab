package dev.kenning.testbench.junit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.DiscoveryFilter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Runs the classes of {@link KenningTest} that have several boards or engines, once for each; JUnit finds it by itself.
 *
 * <p>Jupiter runs each test; this engine only gives it a name for each run, such as {@code
 * recognisesEveryGesture()[stm32f746g_disco on renode]}. A class template of Jupiter would not do: Surefire reports its
 * invocations by number only. Classes with one board on one engine stay Jupiter's own.
 */
public final class EachRunEngine implements TestEngine {

    private static final String ID = "testbench";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) {
        EngineDescriptor root = new EngineDescriptor(id, "Kenning Testbench");
        Jupiter.find(request.getConfigurationParameters()).ifPresent(jupiter -> discover(request, jupiter, root));
        return root;
    }

    private static void discover(EngineDiscoveryRequest request, Jupiter jupiter, EngineDescriptor root) {
        Selection selection = Selection.ofProcess();
        Set<Run> all = new LinkedHashSet<>();
        boolean boardTests = false;
        TestPlan plan = jupiter.discover(selectors(request), List.copyOf(filters(request)));
        for (TestIdentifier found : classesOf(plan)) {
            Class<?> testClass = ((ClassSource) found.getSource().orElseThrow()).getJavaClass();
            List<Run> runs = selection.runs(testClass);
            boardTests |= Selection.isBoardTest(testClass);
            all.addAll(runs);
            if (runs.size() > 1) {
                ClassNode node = new ClassNode(root.getUniqueId(), found);
                runs.forEach(run -> node.add(plan, run));
                root.addChild(node);
            }
        }
        prune(root, ownIds(request));
        if (boardTests) {
            selection
                    .problem(all)
                    .ifPresent(problem -> root.addChild(ProblemNode.inContainer(root.getUniqueId(), problem)));
        }
    }

    private static List<DiscoverySelector> selectors(EngineDiscoveryRequest request) {
        List<DiscoverySelector> selectors = new ArrayList<>(request.getSelectorsByType(DiscoverySelector.class));
        for (UniqueId own : ownIds(request)) {
            own.getSegments().stream()
                    .filter(segment -> segment.getType().equals("class"))
                    .forEach(segment -> selectors.add(DiscoverySelectors.selectClass(segment.getValue())));
        }
        return selectors;
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

    private static void prune(EngineDescriptor root, List<UniqueId> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        for (TestDescriptor node : List.copyOf(root.getDescendants())) {
            UniqueId id = node.getUniqueId();
            boolean isWanted = wanted.stream().anyMatch(one -> one.hasPrefix(id) || id.hasPrefix(one));
            if (!isWanted && node.getParent().isPresent()) {
                node.removeFromHierarchy();
            }
        }
    }

    private static List<TestIdentifier> classesOf(TestPlan plan) {
        return plan.getRoots().stream()
                .flatMap(root -> plan.getChildren(root).stream())
                .filter(found ->
                        found.getSource().filter(ClassSource.class::isInstance).isPresent())
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
        List<UniqueIdSelector> tests = container.nodes().stream()
                .filter(node -> node.getChildren().isEmpty())
                .map(node -> DiscoverySelectors.selectUniqueId(node.original().getUniqueIdObject()))
                .toList();
        ClassNode testClass = (ClassNode) container.getParent().orElseThrow();
        RunForwarder forwarder =
                new RunForwarder(testClass.original(), container, request.getEngineExecutionListener());
        Jupiter.find(request.getConfigurationParameters()).orElseThrow().execute(tests, container.run(), forwarder);
        return forwarder.failure().map(TestExecutionResult::failed).orElseGet(TestExecutionResult::successful);
    }
}
