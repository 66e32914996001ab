package dev.kenning.testbench.junit;

import java.util.Optional;

/** Writes the command that runs a test class, or one test of it, again on the same board and engine. */
final class Reproduction {

    private Reproduction() {}

    /** Returns the command; Failsafe runs classes that are named as it wants them, Surefire the others. */
    static String of(Class<?> testClass, Optional<String> method, Run run) {
        String name = testClass.getName();
        String simple = name.substring(name.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
        boolean integration = simple.startsWith("IT") || simple.endsWith("IT") || simple.endsWith("ITCase");
        String test = name.substring(name.lastIndexOf('.') + 1)
                + method.map(m -> "#" + m).orElse("");
        String quoted = test.matches("[A-Za-z0-9_.#]+") ? test : "'" + test + "'";
        return (integration ? "mvn verify -Dit.test=" : "mvn test -Dtest=") + quoted + " -D" + Selection.BOARDS + "="
                + run.board() + " -Dtestbench.engines=" + run.engine();
    }
}
