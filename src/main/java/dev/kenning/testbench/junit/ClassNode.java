package dev.kenning.testbench.junit;

import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.launcher.TestIdentifier;

/** A test class, below which its tests stand once for each board and engine. */
final class ClassNode extends AbstractTestDescriptor {

    private final TestIdentifier original;

    ClassNode(TestDescriptor engine, TestIdentifier original) {
        super(
                id(engine, original),
                original.getDisplayName(),
                original.getSource().orElse(null));
        this.original = original;
    }

    static UniqueId id(TestDescriptor engine, TestIdentifier original) {
        return engine.getUniqueId().append(original.getUniqueIdObject().getLastSegment());
    }

    TestIdentifier original() {
        return original;
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
