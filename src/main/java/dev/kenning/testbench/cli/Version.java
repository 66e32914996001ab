package dev.kenning.testbench.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Tells the project's version, from the jar's manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"Kenning Testbench " + version};
    }
}
