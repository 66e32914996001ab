package dev.kenning.testbench.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** Stands behind {@link KenningTest}. */
final class KenningExtension extends BoardExtension {

    @Override
    BenchSpec spec(ExtensionContext context) {
        return SpecFinder.classes(context).stream()
                .flatMap(testClass -> SpecFinder.annotated(testClass).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        context.getRequiredTestClass().getName() + " must be annotated with @KenningTest"));
    }

    @Override
    boolean governs(ExtensionContext context) {
        return SpecFinder.sayingClass(SpecFinder.classes(context))
                .map(SpecFinder::isAnnotated)
                .orElse(false);
    }
}
