package dev.kenning.testbench.platform;

import java.util.Optional;

/**
 * Says in which parent a component is registered, and at which point.
 *
 * @param point a number, a range, an inline {@code Bus...Registration} object, a reference; absent for a core, which
 *     stands at no address
 */
public record Registration(Value.Reference parent, Optional<Value> point) {}
