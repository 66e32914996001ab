package dev.kenning.testbench.emulator.core;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what translated code never does itself: before an instruction that would come here, it hands over to the
 * interpreter, which executes the instruction from its start.
 *
 * <p>Slow accesses, faults, and whatever asks for the attention of the machine belong here, so that there is one place
 * where they happen.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Interpreted {}
