package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.Members;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The members of an LED tester, by Renode's names; times are seconds of virtual time. */
public final class LedTesterMembers {

    private static final String TYPE = "Antmicro.Renode.Testing.LEDTester";
    private static final double DEFAULT_TOLERANCE = 0.05;

    /** What an LED tester can be asked; what does not hold is an exception. */
    public interface Assertions {

        /** Waits until the LED is lit, or dark. */
        void state(boolean lit, Optional<Duration> timeout);

        /** Waits until the LED is lit, or dark, and then that it stays so. */
        void held(boolean lit, Duration timeout, Duration hold);

        /** Observes which share of a time the LED is lit. */
        void dutyCycle(Duration time, double share, double tolerance);

        /** Observes how long the LED is lit, and dark. */
        void blinking(Duration time, Duration on, Duration off, double tolerance);
    }

    private LedTesterMembers() {}

    /** Makes the members that ask a tester. */
    public static Members of(Assertions tester) {
        return new Members()
                .method("AssertState state [timeout] [pauseEmulation]", arguments -> {
                    tester.state(
                            Members.flag(arguments.get(0)),
                            arguments.size() > 1 ? Optional.of(time(arguments.get(1))) : Optional.empty());
                    return TYPE;
                })
                .method("AssertAndHoldState initialState timeoutAssert timeoutHold [pauseEmulation]", arguments -> {
                    tester.held(Members.flag(arguments.get(0)), time(arguments.get(1)), time(arguments.get(2)));
                    return TYPE;
                })
                .method("AssertDutyCycle testDuration expectedDutyCycle [tolerance] [pauseEmulation]", arguments -> {
                    tester.dutyCycle(time(arguments.get(0)), seconds(arguments.get(1)), tolerance(arguments, 2));
                    return TYPE;
                })
                .method(
                        "AssertIsBlinking testDuration onDuration offDuration [tolerance] [pauseEmulation]",
                        arguments -> {
                            tester.blinking(
                                    time(arguments.get(0)),
                                    time(arguments.get(1)),
                                    time(arguments.get(2)),
                                    tolerance(arguments, 3));
                            return TYPE;
                        });
    }

    private static double tolerance(List<Object> arguments, int index) {
        return arguments.size() > index ? seconds(arguments.get(index)) : DEFAULT_TOLERANCE;
    }

    private static Duration time(Object argument) {
        return Duration.ofNanos(Math.round(seconds(argument) * 1e9));
    }

    static double seconds(Object argument) {
        return argument instanceof Double fraction ? fraction : Members.integer(argument);
    }
}
