package dev.kenning.testbench.junit;

import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.launcher.TestIdentifier;

/** A test, or a container of tests, of Jupiter on one board and engine, which its names say. */
final class RunNode extends AbstractTestDescriptor {

    private final TestIdentifier original;
    private final Run run;

    RunNode(TestDescriptor parent, TestIdentifier original, Run run) {
        super(
                parent.getUniqueId().append(original.getUniqueIdObject().getLastSegment()),
                named(original.getDisplayName(), run),
                original.getSource().orElse(null));
        this.original = original;
        this.run = run;
    }

    private static String named(String name, Run run) {
        return name + "[" + run + "]";
    }

    TestIdentifier original() {
        return original;
    }

    @Override
    public String getLegacyReportingName() {
        return named(original.getLegacyReportingName(), run);
    }

    @Override
    public Type getType() {
        return original.getType();
    }

    @Override
    public Set<TestTag> getTags() {
        return original.getTags();
    }

    @Override
    public boolean mayRegisterTests() {
        return original.isContainer();
    }
}
