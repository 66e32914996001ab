package dev.kenning.testbench.junit;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/**
 * The tests of a class on one board and engine.
 *
 * <p>A container without a source and with a name in brackets is what makes Surefire write the whole names of the tests
 * in it into its XML, and not the names of their methods.
 */
final class RunContainer extends AbstractTestDescriptor {

    private final Run run;

    /** The parts of tests that are wanted by their ids, where not the whole test is: invocations, by test. */
    private final Map<UniqueId, Set<UniqueId>> parts = new HashMap<>();

    RunContainer(UniqueId classNode, Run run) {
        super(id(classNode, run), "[" + run + "]");
        this.run = run;
    }

    static UniqueId id(UniqueId classNode, Run run) {
        return classNode.append(OwnId.RUN, run.toString());
    }

    Run run() {
        return run;
    }

    /**
     * Wants a test, or a part of it.
     *
     * @param test Jupiter's id of the test
     * @param wanted Jupiter's id of what is wanted: the test, a part of it, or what it is in
     * @param isThere whether the test stands here already
     */
    void want(UniqueId test, UniqueId wanted, boolean isThere) {
        if (test.hasPrefix(wanted)) {
            parts.remove(test);
        } else if (!isThere || parts.containsKey(test)) {
            parts.computeIfAbsent(test, any -> new LinkedHashSet<>()).add(wanted);
        }
    }

    /** Returns the tests and containers that are left, at any depth. */
    List<RunNode> nodes() {
        return getDescendants().stream().map(RunNode.class::cast).toList();
    }

    /** Returns what Jupiter is to run: the tests that are left, or the parts that are wanted of them. */
    List<UniqueIdSelector> selectors() {
        return nodes().stream()
                .filter(node -> node.getChildren().isEmpty())
                .map(node -> node.original().getUniqueIdObject())
                .flatMap(test -> parts.getOrDefault(test, Set.of(test)).stream())
                .map(DiscoverySelectors::selectUniqueId)
                .toList();
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }
}
