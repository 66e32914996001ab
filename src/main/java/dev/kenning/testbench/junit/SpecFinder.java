package dev.kenning.testbench.junit;

import dev.kenning.testbench.text.BadInputException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Finds which of the classes around a test says what its bench is: the innermost of those that say anything. */
final class SpecFinder {

    private SpecFinder() {}

    /** Returns the class of a test and those around it, innermost first. */
    static List<Class<?>> classes(ExtensionContext context) {
        List<Class<?>> classes = new ArrayList<>(context.getEnclosingTestClasses());
        classes.add(context.getRequiredTestClass());
        Collections.reverse(classes);
        return classes;
    }

    /** Returns the innermost class that says anything. */
    static Optional<Class<?>> sayingClass(List<Class<?>> innermostFirst) {
        return innermostFirst.stream().filter(SpecFinder::says).findFirst();
    }

    static boolean isAnnotated(Class<?> testClass) {
        return AnnotationSupport.isAnnotated(testClass, KenningTest.class);
    }

    /** Tells whether a class has a bench in a field, for all tests or for each. */
    static boolean hasField(Class<?> testClass) {
        return !fields(testClass).isEmpty();
    }

    static boolean says(Class<?> testClass) {
        return isAnnotated(testClass) || hasField(testClass);
    }

    /** Returns what a class itself says, as far as it can be known before there is an instance of it. */
    static Optional<BenchSpec> spec(Class<?> testClass) {
        return annotated(testClass)
                .or(() -> fields(testClass).stream()
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .findFirst()
                        .flatMap(SpecFinder::value)
                        .map(KenningBench::spec));
    }

    static Optional<BenchSpec> annotated(Class<?> testClass) {
        return AnnotationSupport.findAnnotation(testClass, KenningTest.class)
                .map(test -> BenchSpec.of(test, testClass));
    }

    /** Says what is wrong with a class that says two things at once. */
    static void requireOne(Class<?> testClass) {
        if (isAnnotated(testClass) && hasField(testClass)) {
            throw new BadInputException(testClass.getName()
                    + " has both @KenningTest and a KenningBench: leave one of them out, each says all of a bench");
        }
    }

    private static List<Field> fields(Class<?> testClass) {
        return ReflectionSupport.findFields(
                testClass,
                field -> KenningBench.class.isAssignableFrom(field.getType())
                        && AnnotationSupport.isAnnotated(field, RegisterExtension.class),
                HierarchyTraversalMode.TOP_DOWN);
    }

    /** A class that cannot be initialized is left to Jupiter, which says so where its tests are. */
    private static Optional<KenningBench> value(Field field) {
        try {
            return ReflectionSupport.tryToReadFieldValue(field, null)
                    .toOptional()
                    .map(KenningBench.class::cast);
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }
}
