package dev.kenning.testbench.junit;

import java.util.List;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * The tests of a class on one board and engine.
 *
 * <p>A container without a source and with a name in brackets is what makes Surefire write the whole names of the tests
 * in it into its XML, and not the names of their methods.
 */
final class RunContainer extends AbstractTestDescriptor {

    private final Run run;

    RunContainer(UniqueId classNode, Run run) {
        super(classNode.append("run", run.toString()), "[" + run + "]");
        this.run = run;
    }

    /** Puts the tests of a class below it. */
    void add(TestPlan plan, TestIdentifier original) {
        addBelow(this, plan, original);
    }

    private void addBelow(TestDescriptor parent, TestPlan plan, TestIdentifier original) {
        for (TestIdentifier child : plan.getChildren(original)) {
            RunNode node = new RunNode(parent, child, run);
            parent.addChild(node);
            addBelow(node, plan, child);
        }
    }

    Run run() {
        return run;
    }

    /** Returns the tests and containers that are left, at any depth. */
    List<RunNode> nodes() {
        return getDescendants().stream().map(RunNode.class::cast).toList();
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }
}
