package dev.kenning.testbench.junit;

import java.util.List;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** A test class, below which its tests stand once for each board and engine. */
final class ClassNode extends AbstractTestDescriptor {

    private final TestIdentifier original;

    ClassNode(UniqueId engine, TestIdentifier original) {
        super(
                engine.append("class", original.getLegacyReportingName()),
                original.getDisplayName(),
                original.getSource().orElse(null));
        this.original = original;
    }

    TestIdentifier original() {
        return original;
    }

    /** Puts the tests of the class below it for one more board and engine. */
    void add(TestPlan plan, Run run) {
        RunContainer container = new RunContainer(getUniqueId(), run);
        container.add(plan, original);
        addChild(container);
    }

    /** Returns what is left to run. */
    List<RunContainer> runs() {
        return getChildren().stream().map(RunContainer.class::cast).toList();
    }

    @Override
    public String getLegacyReportingName() {
        return original.getLegacyReportingName();
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }
}
