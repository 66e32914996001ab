package dev.kenning.testbench.state;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what a {@link Snapshot} leaves as it is: what follows from other state, such as a cache, and who watches.
 *
 * <p>Whoever marks a cache sees to it that it fits after a restore, see {@link Stateful}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.TYPE})
public @interface NotState {}
