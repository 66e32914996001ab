package dev.kenning.testbench.emulator.bus;

import java.math.BigDecimal;

/** A sensor of what is around a board, which an environment sets for all boards in it. */
public interface EnvironmentSensor {

    /** Something that can be sensed. */
    enum Quantity {
        /** In degrees Celsius. */
        TEMPERATURE,
        /** In percent of saturation. */
        HUMIDITY
    }

    /** Takes what is around the sensor; ignores a quantity that it does not sense. */
    void sense(Quantity quantity, BigDecimal value);
}
