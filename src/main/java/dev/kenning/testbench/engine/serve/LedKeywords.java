package dev.kenning.testbench.engine.serve;

import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.peripheral.PinLed;
import dev.kenning.testbench.engine.embedded.LedTester;
import dev.kenning.testbench.robot.RpcValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tests LEDs as Renode's LED testers do ({@code renode-integration.md}, section 7.3). */
final class LedKeywords implements KeywordGroup {

    private static final BigDecimal DEFAULT_TOLERANCE = new BigDecimal("0.05");

    private final RunLoop loop;
    private final Testers<PinLed, LedTester> testers = new Testers<>();
    private final List<Keyword> keywords;
    private final Map<LedTester, Duration> timeouts = new HashMap<>();
    private Duration defaultTimeout = Duration.ZERO;

    LedKeywords(RunLoop loop) {
        this.loop = loop;
        keywords = List.of(
                new Keyword("SetDefaultLedTimeout timeout:seconds", this::setDefaultTimeout),
                new Keyword("CreateLedTester led:text defaultTimeout:seconds? machine:text?", this::create),
                new Keyword(
                        "AssertLedState state:flag timeout:seconds? testerId:integer? pauseEmulation:flag?",
                        this::assertState),
                new Keyword(
                        "AssertAndHoldLedState initialState:flag timeoutAssert:seconds timeoutHold:seconds"
                                + " testerId:integer? pauseEmulation:flag?",
                        this::assertAndHold),
                new Keyword(
                        "AssertLedDutyCycle testDuration:seconds expectedDutyCycle:number tolerance:number?"
                                + " testerId:integer? pauseEmulation:flag?",
                        this::assertDutyCycle),
                new Keyword(
                        "AssertLedIsBlinking testDuration:seconds onDuration:seconds offDuration:seconds"
                                + " tolerance:number? testerId:integer? pauseEmulation:flag?",
                        this::assertBlinking));
    }

    @Override
    public List<Keyword> keywords() {
        return keywords;
    }

    @Override
    public void clear() {
        testers.clear();
        timeouts.clear();
    }

    private RpcValue setDefaultTimeout(KeywordArguments arguments) {
        defaultTimeout = arguments.time("timeout");
        return RpcValue.nil();
    }

    private RpcValue create(KeywordArguments arguments) {
        Machine machine = loop.machine(arguments.textIfGiven("machine"));
        String path = arguments.text("led");
        PinLed led = led(machine, path);
        int number = testers.numberOf(led, () -> new LedTester(loop.timeline(machine), path, led));
        arguments
                .timeIfGiven("defaultTimeout")
                .ifPresent(timeout -> timeouts.put(testers.find(Optional.of((long) number)), timeout));
        return RpcValue.of(number);
    }

    private static PinLed led(Machine machine, String path) {
        try {
            return machine.led(path);
        } catch (MachineException e) {
            throw Peripherals.absent(machine, path);
        }
    }

    private RpcValue assertState(KeywordArguments arguments) {
        return asserting(arguments, tester -> tester.state(arguments.flag("state"), arguments.timeIfGiven("timeout")));
    }

    private RpcValue assertAndHold(KeywordArguments arguments) {
        return asserting(
                arguments,
                tester -> tester.held(
                        arguments.flag("initialState"),
                        arguments.time("timeoutAssert"),
                        arguments.time("timeoutHold")));
    }

    private RpcValue assertDutyCycle(KeywordArguments arguments) {
        return observing(
                arguments,
                tester -> tester.dutyCycle(
                        arguments.time("testDuration"),
                        arguments.number("expectedDutyCycle").doubleValue(),
                        tolerance(arguments)));
    }

    private RpcValue assertBlinking(KeywordArguments arguments) {
        return observing(
                arguments,
                tester -> tester.blinking(
                        arguments.time("testDuration"),
                        arguments.time("onDuration"),
                        arguments.time("offDuration"),
                        tolerance(arguments)));
    }

    /** Pauses where the assertion is met, if the call says so. */
    private RpcValue asserting(KeywordArguments arguments, Consumer<LedAssertions> assertion) {
        LedAssertions tester = tester(arguments);
        return loop.pausingAtMatch(arguments.flagIfGiven("pauseEmulation").orElse(false), () -> {
            assertion.accept(tester);
            return RpcValue.nil();
        });
    }

    /** Pauses after the whole observation, if the call says so. */
    private RpcValue observing(KeywordArguments arguments, Consumer<LedAssertions> assertion) {
        try {
            assertion.accept(tester(arguments));
        } finally {
            if (arguments.flagIfGiven("pauseEmulation").orElse(false)) {
                loop.pause();
            }
        }
        return RpcValue.nil();
    }

    private LedAssertions tester(KeywordArguments arguments) {
        LedTester led = testers.find(arguments.integerIfGiven("testerId"));
        return new LedAssertions(led, timeouts.getOrDefault(led, defaultTimeout));
    }

    private static double tolerance(KeywordArguments arguments) {
        return arguments.numberIfGiven("tolerance").orElse(DEFAULT_TOLERANCE).doubleValue();
    }
}
