package dev.kenning.testbench.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Tells the project's version, from the jar's manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Kenning Testbench " + text()};
    }

    static String text() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
