package dev.kenning.testbench.platform;

import java.util.Optional;

/**
 * Says in which parent a component is registered, and at which point.
 *
 * @param point a number, a range, an inline {@code Bus...Registration} object, a reference; absent for a core, which
 *     stands at no address
 */
public record Registration(Value.Reference parent, Optional<Value> point) {

    /** Returns the address at which it is registered, if the point has one. */
    public Optional<Long> address() {
        return point.flatMap(Registration::addressOf)
                .map(Value.Numeric::asLong)
                .or(() -> point.flatMap(
                        value -> value instanceof Value.Range range ? Optional.of(range.begin()) : Optional.empty()));
    }

    private static Optional<Value.Numeric> addressOf(Value point) {
        Optional<Value> value =
                point instanceof Value.NewObject created ? created.attribute("address") : Optional.of(point);
        return value.filter(Value.Numeric.class::isInstance)
                .map(Value.Numeric.class::cast)
                .filter(Value.Numeric::isInteger);
    }

    /** Returns the region of the device that is registered, if the point names one. */
    public Optional<String> region() {
        return point.filter(Value.NewObject.class::isInstance)
                .flatMap(value -> ((Value.NewObject) value).attribute("region"))
                .filter(Value.Text.class::isInstance)
                .map(value -> ((Value.Text) value).text());
    }
}
