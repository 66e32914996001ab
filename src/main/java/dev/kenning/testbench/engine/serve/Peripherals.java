package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.Part;
import dev.kenning.testbench.robot.KeywordException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says, in Renode's words, that a keyword names a peripheral which is not there. */
final class Peripherals {

    private Peripherals() {}

    /** Makes the failure; Renode names no machine unless the keyword did. */
    static KeywordException absent(Machine machine, String name) {
        String available = Stream.concat(
                        Stream.of("sysbus"), machine.parts().stream().map(Part::path))
                .collect(Collectors.joining(", "));
        return new KeywordException("Peripheral for machine '' not found or of wrong type: '" + name
                + "'. Available peripherals: [" + available + "]");
    }
}
