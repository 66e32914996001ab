package dev.kenning.testbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.kenning.testbench.emulator.bus.PlantedUseOfTheMonitor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Holds the package rule: dependencies point one way, and only where this table lets them. */
@TestInstance(Lifecycle.PER_CLASS) // so that the classes are read once
class ArchitectureTest {

    private static final String ROOT = "dev.kenning.testbench.";

    /** Each package with those it may use directly; what those may use, it may use too. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            entry("text", List.of()),
            entry("state", List.of()),
            entry("elf", List.of()),
            entry("uart", List.of()),
            entry("process", List.of()),
            entry("gdb", List.of()),
            entry("flash", List.of("elf", "gdb", "process", "text")),
            entry("protocol", List.of("text")),
            entry("robot", List.of("text")),
            entry("profile", List.of("text")),
            entry("devicetree", List.of("text")),
            entry("platform", List.of("devicetree")),
            entry("platform.generator", List.of("platform")),
            entry("platform.monitor", List.of("platform")),
            entry("board", List.of("platform.generator", "platform.monitor", "elf")),
            entry("board.west", List.of("board", "process")),
            entry("emulator.bus", List.of("text", "state")),
            entry("emulator.core", List.of("emulator.bus", "profile")),
            entry("emulator.core.softfloat", List.of()),
            entry("emulator.core.translate", List.of("emulator.core", "emulator.core.softfloat")),
            entry("emulator.core.arm", List.of("emulator.core.translate")),
            entry("emulator.core.riscv", List.of("emulator.core.translate")),
            entry("emulator.peripheral", List.of("emulator.bus")),
            entry("emulator.python", List.of("emulator.bus", "uart")),
            entry(
                    "emulator.machine",
                    List.of(
                            "platform",
                            "elf",
                            "emulator.core.arm",
                            "emulator.core.riscv",
                            "emulator.peripheral",
                            "emulator.python")),
            entry("emulator.monitor", List.of("emulator.machine", "platform.monitor")),
            entry("engine", List.of("board", "profile", "fault", "state")),
            entry("engine.embedded", List.of("engine", "emulator.monitor")),
            entry("engine.gdb", List.of("emulator.monitor", "gdb")),
            entry("engine.serve", List.of("engine.embedded", "engine.gdb", "robot")),
            entry("engine.remote", List.of("engine", "robot")),
            entry("engine.renode", List.of("engine.remote", "process")),
            entry("engine.container", List.of("engine.remote")),
            entry("engine.live", List.of("engine", "flash", "gdb")),
            entry("engine.catalogue", List.of("engine.embedded", "engine.renode", "engine.container", "engine.live")),
            entry("fault", List.of("uart")),
            entry("host", List.of("protocol", "uart")),
            entry("metrics", List.of("protocol", "profile")),
            entry("scenario.file", List.of("board")),
            entry(
                    "scenario.resolve",
                    List.of("scenario.file", "board.west", "host", "engine.live", "emulator.machine")),
            entry("model", List.of()),
            entry("trace", List.of("model", "elf")),
            entry("scenario.run", List.of("scenario.resolve", "metrics", "trace")),
            entry("campaign", List.of("scenario.run")),
            entry("report", List.of("metrics", "trace")),
            entry("assertions", List.of("engine", "host", "metrics", "trace")),
            entry("junit", List.of("scenario.run", "engine.catalogue", "assertions", "report")),
            entry("cli", List.of("junit", "engine.serve", "campaign")));

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT.substring(0, ROOT.length() - 1));

    @Test
    void packagesUseOnlyWhatTheRuleGrantsThem() {
        assertThat(violations(classes))
                .as("uses that the package rule does not grant")
                .isEmpty();
    }

    @Test
    void everyPackageHasARowAndEveryRowAPackage() {
        Set<String> packages = new TreeSet<>();
        classes.forEach(type -> packages.add(packageOf(type)));

        assertThat(packages).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    }

    @Test
    void packagesFormNoCycle() {
        slices().assignedFrom(EACH_PACKAGE).should().beFreeOfCycles().check(classes);
    }

    @Test
    void aClassOfALowerRoomThatNamesAHigherOneIsFound() {
        JavaClasses planted = new ClassFileImporter().importClasses(PlantedUseOfTheMonitor.class);

        assertThat(violations(planted))
                .isNotEmpty()
                .allSatisfy(violation -> assertThat(violation)
                        .startsWith("emulator.bus must not use emulator.monitor: ")
                        .contains("PlantedUseOfTheMonitor"));
    }

    /** A machine whose locale is C reads a file of ours as US-ASCII when nobody names the character set. */
    @Test
    void testsNameTheCharacterSetOfAFilesContent() {
        noClasses()
                .should()
                .callMethodWhere(new DescribedPredicate<>("content() without a character set") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return call.getTarget().getName().equals("content")
                                && call.getTarget().getRawParameterTypes().isEmpty()
                                && call.getTargetOwner().isAssignableTo(AbstractAssert.class);
                    }
                })
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                        .importPackages(ROOT.substring(0, ROOT.length() - 1)));
    }

    private static final SliceAssignment EACH_PACKAGE = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return isOurs(type) ? SliceIdentifier.of(packageOf(type)) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    };

    private static Set<String> violations(JavaClasses classes) {
        Set<String> violations = new TreeSet<>();
        for (JavaClass from : classes) {
            Set<String> granted = granted(packageOf(from));
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                if (isOurs(target) && !granted.contains(packageOf(target))) {
                    violations.add(packageOf(from) + " must not use " + packageOf(target) + ": "
                            + dependency.getDescription());
                }
            }
        }
        return violations;
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    private static Set<String> granted(String name) {
        Set<String> all = new LinkedHashSet<>();
        collect(name, all);
        return all;
    }

    private static void collect(String name, Set<String> into) {
        List<String> direct = MAY_USE.get(name);
        assertThat(direct)
                .as("package %s%s has a row in the package rule", ROOT, name)
                .isNotNull();
        if (into.add(name)) {
            direct.forEach(next -> collect(next, into));
        }
    }
}
