package dev.kenning.testbench;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Holds the package rule: dependencies point one way, and only where this table lets them. */
class ArchitectureTest {

    private static final String ROOT = "dev.kenning.testbench";

    /** Package to the packages it may use directly; what those may use, it may use too. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("protocol", List.of()),
            Map.entry("uart", List.of()),
            Map.entry("devicetree", List.of()),
            Map.entry("profile", List.of()),
            Map.entry("robot", List.of()),
            Map.entry("process", List.of()),
            Map.entry("platform", List.of("devicetree")),
            Map.entry("board", List.of("platform", "process")),
            Map.entry("emulator", List.of("platform", "profile")),
            Map.entry("engine", List.of("board", "emulator", "robot", "profile", "uart")),
            Map.entry("host", List.of("protocol", "uart")),
            Map.entry("metrics", List.of("protocol", "profile")),
            Map.entry("scenario", List.of("host", "engine", "metrics")),
            Map.entry("report", List.of("metrics")),
            Map.entry("assertions", List.of("engine", "host", "metrics")),
            Map.entry("junit", List.of("scenario", "report", "assertions")),
            Map.entry("cli", List.of("junit", "scenario", "report", "assertions")));

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void packagesUseOnlyWhatTheRuleGrantsThem() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String source = partOf(from);
                String target = partOf(dependency.getTargetClass());
                if (!target.isEmpty()
                        && !source.equals(target)
                        && !reachable(source).contains(target)) {
                    violations.add(source + " must not use " + target + ": " + dependency.getDescription());
                }
            }
        }
        Assertions.assertThat(violations)
                .as("uses that the package rule does not grant")
                .isEmpty();
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    private static String partOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return "";
        }
        String part = name.substring(ROOT.length() + 1);
        int dot = part.indexOf('.');
        return dot < 0 ? part : part.substring(0, dot);
    }

    private static Set<String> reachable(String part) {
        Set<String> all = new LinkedHashSet<>();
        collect(part, all);
        return all;
    }

    private static void collect(String part, Set<String> into) {
        List<String> direct = MAY_USE.get(part);
        Assertions.assertThat(direct)
                .as("package %s.%s has a row in the package rule", ROOT, part)
                .isNotNull();
        for (String next : direct) {
            if (into.add(next)) {
                collect(next, into);
            }
        }
    }
}
