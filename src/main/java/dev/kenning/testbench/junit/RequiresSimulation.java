package dev.kenning.testbench.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test, or all tests of a {@link KenningTest} class, that need what a simulator alone has: a monitor, counts of
 * instructions, virtual time. On the engines {@code attached} and {@code hardware} they are disabled with a printed line.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface RequiresSimulation {}
