package dev.kenning.testbench.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class on a board.
 *
 * <p>Each test gets a board of its own, powered on when the first parameter asks for it and powered off after the test:
 *
 * <ul>
 *   <li>{@link dev.kenning.testbench.board.Board}: the board's description;
 *   <li>{@link dev.kenning.testbench.engine.Bench}: the powered board; the firmware has executed nothing yet;
 *   <li>{@link dev.kenning.testbench.host.KenningSession}: an open session; the firmware has printed its welcome line;
 *   <li>{@link dev.kenning.testbench.scenario.run.KenningSessions}: opens sessions one after the other on the running bench.
 * </ul>
 *
 * <p>A bench or session that a {@code @BeforeAll} method or the constructor of a per-class test takes is shared by all
 * tests of the class and of the {@code @Nested} classes in it, one at a time. Those are on the same board; one with a
 * {@code @KenningTest} or {@link KenningBench} of its own is on that. When a test fails, the end of the board's console is attached to the failure.
 *
 * <p>Each class leaves a report for each board and engine in {@code target/testbench-reports} ({@code testbench.reports}), and
 * each test that fails a folder there with all that was known of it.
 *
 * <p>The engine is {@code embedded} unless {@code testbench.engines} says otherwise: a comma-separated list, looked for in
 * the system properties, in the environment variable {@code TESTBENCH_ENGINES} and in {@code junit-platform.properties}.
 * With several boards or engines each test runs once on each, and its name says on which. {@code testbench.boards}
 * selects boards: classes for none of them are disabled with a printed line.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(KenningExtension.class)
public @interface KenningTest {

    /** Returns the board's name, as {@code testbench boards} lists it. */
    String board() default "";

    /** Returns the names of several boards; the tests run once on each. */
    String[] boards() default {};

    /**
     * Returns the ELF file to flash, or the folder of a Zephyr build or of a bare-metal program with its own platform; the
     * board's reference firmware if empty. {@code {board}} in it stands for the name of the board.
     */
    String firmware() default "";

    /** Returns the {@code .repl} file to build the board from; the board's own if empty. */
    String platform() default "";

    /**
     * Returns engines that are asked what a test has asked its device, once it has passed: the same models and samples, in the
     * same order, on a board of their own. Their outputs must be those of the first, within {@link #compareTolerance}.
     */
    String[] compare() default {};

    /** Returns how far outputs may be apart on engines that are compared. */
    double compareTolerance() default BenchSpec.Course.TOLERANCE;

    /**
     * Returns whether the board boots once for all tests of the class, each of which starts from the moment behind the welcome
     * line and what {@code @BeforeAll} did, by a snapshot. Where an engine keeps none, each test boots a board of its own, and
     * {@code @BeforeAll} may take none.
     */
    boolean restore() default false;

    /** Returns how many milliseconds of virtual time the firmware has to print its welcome line. */
    long welcomeTimeoutMillis() default 30_000;
}
