package dev.kenning.testbench.emulator.monitor;

import java.util.Optional;

/** Says what answers on the monitor. */
final class Version {

    private Version() {}

    static String text() {
        String number = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
        return "Renode, version 1.15.3 (embedded engine of Kenning Testbench, " + number + ")";
    }
}
