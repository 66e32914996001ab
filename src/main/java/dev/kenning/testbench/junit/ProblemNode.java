package dev.kenning.testbench.junit;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/** A test that fails: what was selected cannot be, and a run that does nothing must not pass. */
final class ProblemNode extends AbstractTestDescriptor {

    private final String problem;

    ProblemNode(UniqueId engine, String problem) {
        super(engine.append("selection", "problem"), "selection of boards and engines");
        this.problem = problem;
    }

    /** Returns the problem inside a container with a class, without which Surefire passes over it. */
    static Container inContainer(UniqueId engine, String problem) {
        Container container = new Container(engine);
        container.addChild(new ProblemNode(container.getUniqueId(), problem));
        return container;
    }

    String problem() {
        return problem;
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    /** Stands for the annotation whose classes cannot run. */
    static final class Container extends AbstractTestDescriptor {

        private Container(UniqueId engine) {
            super(
                    engine.append("class", KenningTest.class.getName()),
                    KenningTest.class.getSimpleName(),
                    ClassSource.from(KenningTest.class));
        }

        @Override
        public Type getType() {
            return Type.CONTAINER;
        }
    }
}
