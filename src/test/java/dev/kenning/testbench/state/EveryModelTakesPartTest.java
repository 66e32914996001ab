package dev.kenning.testbench.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A model whose state no snapshot could keep is found here, before any board has it. */
class EveryModelTakesPartTest {

    private static final String ROOT = "dev.kenning.testbench.";

    private static final List<String> EMULATOR =
            List.of(ROOT + "emulator.bus", ROOT + "emulator.core", ROOT + "emulator.peripheral");

    /** Translated code is kept beside the state, and made again when it is lost. */
    private static final String TRANSLATOR = ROOT + "emulator.core.translate";

    /** What {@link GraphWalk} keeps or knows for constant; interfaces of functions are lambdas, whose captures it keeps. */
    private static final Set<String> KEPT = Set.of(
            "java.util.List",
            "java.util.Map",
            "java.util.Set",
            "java.util.Collection",
            "java.util.Deque",
            "java.util.Queue",
            "java.util.PriorityQueue",
            "java.util.Optional",
            "java.util.BitSet",
            "java.util.Comparator",
            "java.lang.Object",
            "java.lang.String",
            "java.lang.Long",
            "java.lang.Integer",
            "java.lang.Number",
            "java.lang.Boolean",
            "java.lang.Class",
            "java.lang.Enum",
            "java.lang.StringBuilder",
            "java.lang.Runnable",
            "java.lang.invoke.MethodHandle",
            "java.lang.invoke.VarHandle",
            "java.io.ByteArrayOutputStream",
            "java.io.OutputStream",
            "java.nio.file.Path",
            "java.time.LocalDateTime",
            "java.time.Duration",
            "java.util.regex.Pattern");

    @Test
    void noClassOfTheEmulatorHasAFieldThatASnapshotCannotKeep() {
        List<String> unknown = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(EMULATOR).stream()
                        .filter(type -> !type.isAnnotatedWith(NotState.class)
                                && !type.isEnum()
                                && !type.getPackageName().equals(TRANSLATOR))
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC)
                                && !field.isAnnotatedWith(NotState.class)
                                && !isKept(field.getRawType().getBaseComponentType()))
                        .map(JavaField::getFullName)
                        .sorted()
                        .toList();

        assertThat(unknown)
                .as("fields whose state is lost; keep it in fields of our own, or mark it @NotState if it is none")
                .isEmpty();
    }

    private static boolean isKept(JavaClass type) {
        return type.isPrimitive()
                || type.getName().startsWith(ROOT)
                || type.getPackageName().equals("java.util.function")
                || KEPT.contains(type.getName());
    }
}
