package dev.kenning.testbench.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.DiscoveryFilter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Puts the tests that have several runs below the engine: by class, then by run. */
final class RunTree {

    private static final System.Logger LOG = System.getLogger(RunTree.class.getName());

    private final TestDescriptor root;
    private final Jupiter jupiter;
    private final List<DiscoveryFilter<?>> filters;
    private final Selection selection = Selection.ofProcess();
    private final Set<Run> all = new LinkedHashSet<>();
    private boolean hasBoardTests;

    RunTree(TestDescriptor root, Jupiter jupiter, List<DiscoveryFilter<?>> filters) {
        this.root = root;
        this.jupiter = jupiter;
        this.filters = filters;
    }

    /**
     * Builds it.
     *
     * @param selectors what Jupiter is asked for, too
     * @param ownIds what this engine alone is asked for
     */
    void build(List<DiscoverySelector> selectors, List<UniqueId> ownIds) {
        if (!selectors.isEmpty()) {
            TestPlan plan = jupiter.discover(selectors, filters);
            classesOf(plan).forEach(testClass -> addSeveral(plan, testClass));
        }
        ownIds.forEach(this::addOwn);
        if (hasBoardTests) {
            selection.problem(all).ifPresent(this::addProblem);
        }
    }

    private void addProblem(String problem) {
        root.addChild(ProblemNode.inContainer(root.getUniqueId(), problem));
    }

    private void addSeveral(TestPlan plan, TestIdentifier testClass) {
        Set<Run> runs = new LinkedHashSet<>();
        collectRuns(plan, testClass, List.of(), runs);
        for (Run run : runs) {
            RunContainer container = new RunContainer(ClassNode.id(root, testClass), run);
            addBelow(container, plan, testClass, List.of(), run);
            if (!container.getChildren().isEmpty()) {
                classNode(testClass).addChild(container);
            }
        }
    }

    /** Collects the runs of a class and those inside it that have several, and takes their tests from Jupiter. */
    private void collectRuns(TestPlan plan, TestIdentifier node, List<Run> around, Set<Run> several) {
        List<Run> runs = runs(node, around);
        boolean isTaken = runs.size() > 1;
        if (isTaken) {
            several.addAll(runs);
            Takeover.take(node.getUniqueIdObject());
        }
        plan.getChildren(node).forEach(child -> collectRuns(plan, child, runs, several));
    }

    /** Returns the runs of a node: what its class says, else what is said around it. */
    private List<Run> runs(TestIdentifier node, List<Run> around) {
        Optional<Class<?>> saying = testClass(node).filter(SpecFinder::says);
        if (saying.isEmpty()) {
            return around;
        }
        Optional<BenchSpec> spec = SpecFinder.spec(saying.get());
        List<Run> runs = spec.map(selection::runs).orElse(List.of());
        hasBoardTests |= spec.isPresent();
        all.addAll(runs);
        return runs;
    }

    private static Optional<Class<?>> testClass(TestIdentifier node) {
        return node.getSource()
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass());
    }

    private void addBelow(TestDescriptor parent, TestPlan plan, TestIdentifier node, List<Run> around, Run run) {
        List<Run> runs = runs(node, around);
        for (TestIdentifier child : plan.getChildren(node)) {
            RunNode added = new RunNode(parent, child, run);
            boolean isClass = testClass(child).isPresent();
            if (isClass || (runs.size() > 1 && runs.contains(run))) {
                addBelow(added, plan, child, runs, run);
                if (!isClass || !added.getChildren().isEmpty()) {
                    parent.addChild(added);
                }
            }
        }
    }

    /** Adds a test by its id of this engine, or says that there is none. */
    private void addOwn(UniqueId id) {
        int before = root.getDescendants().size();
        try {
            OwnId.parse(id).ifPresent(this::addOwn);
        } catch (JUnitException e) {
            LOG.log(System.Logger.Level.DEBUG, "Jupiter does not find " + id, e);
        }
        if (root.getDescendants().size() == before && find(id).isEmpty()) {
            addProblem("there is no test " + id);
        }
    }

    private void addOwn(OwnId own) {
        TestPlan plan = jupiter.discover(List.of(selectUniqueId(own.original())), filters);
        for (TestIdentifier testClass : classesOf(plan)) {
            List<Run> runs = own.run().map(List::of).orElseGet(() -> runs(testClass, List.of()));
            for (Run run : runs) {
                hasBoardTests = true;
                all.add(run);
                ClassNode node = classNode(testClass);
                RunContainer container = (RunContainer) find(RunContainer.id(node.getUniqueId(), run))
                        .orElseGet(() -> add(node, new RunContainer(node.getUniqueId(), run)));
                addWanted(container, plan, testClass, own.original(), container);
            }
        }
    }

    private void addWanted(
            TestDescriptor parent, TestPlan plan, TestIdentifier node, UniqueId wanted, RunContainer container) {
        for (TestIdentifier child : plan.getChildren(node)) {
            RunNode made = new RunNode(parent, child, container.run());
            Optional<TestDescriptor> there = find(made.getUniqueId());
            if (plan.getChildren(child).isEmpty()) {
                container.want(child.getUniqueIdObject(), wanted, there.isPresent());
            }
            addWanted(there.orElseGet(() -> add(parent, made)), plan, child, wanted, container);
        }
    }

    private ClassNode classNode(TestIdentifier testClass) {
        return (ClassNode)
                find(ClassNode.id(root, testClass)).orElseGet(() -> add(root, new ClassNode(root, testClass)));
    }

    private Optional<TestDescriptor> find(UniqueId id) {
        return root.findByUniqueId(id).map(TestDescriptor.class::cast);
    }

    private static TestDescriptor add(TestDescriptor parent, TestDescriptor child) {
        parent.addChild(child);
        return child;
    }

    private static List<TestIdentifier> classesOf(TestPlan plan) {
        return plan.getRoots().stream()
                .flatMap(engine -> plan.getChildren(engine).stream())
                .filter(found -> testClass(found).isPresent())
                .toList();
    }
}
