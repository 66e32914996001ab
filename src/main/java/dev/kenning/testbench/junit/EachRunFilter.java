package dev.kenning.testbench.junit;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Takes from Jupiter the classes that {@link EachRunEngine} runs more than once; JUnit finds it by itself. */
public final class EachRunFilter implements PostDiscoveryFilter {

    private final Selection selection = Selection.ofProcess();

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        boolean jupiters = descriptor
                .getUniqueId()
                .getEngineId()
                .filter(Jupiter.ID::equals)
                .isPresent();
        // JUnit asks for tests, not for the classes that they are in.
        boolean several = Stream.iterate(
                        Optional.of(descriptor), Optional::isPresent, node -> node.flatMap(TestDescriptor::getParent))
                .flatMap(node -> node.flatMap(TestDescriptor::getSource).stream())
                .filter(ClassSource.class::isInstance)
                .anyMatch(source ->
                        selection.runs(((ClassSource) source).getJavaClass()).size() > 1);
        return FilterResult.includedIf(
                !(jupiters && several), () -> "runs once", () -> "runs once for each board and engine");
    }
}
