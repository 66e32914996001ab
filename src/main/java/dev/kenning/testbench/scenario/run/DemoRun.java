package dev.kenning.testbench.scenario.run;

import dev.kenning.testbench.host.DemoAppOutput;
import dev.kenning.testbench.profile.Cost;
import java.util.List;

/**
 * A run of {@code demo_app} that came to its end.
 *
 * @param uart the UART that it printed on
 * @param console what it printed there, line by line
 * @param output what that says
 * @param cost what the run cost from power-on, or from when it was asked for, to the program's last line
 */
public record DemoRun(String uart, List<String> console, DemoAppOutput output, Cost cost) {

    /** Copies the list. */
    public DemoRun {
        console = List.copyOf(console);
    }
}
