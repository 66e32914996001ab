package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.EnvironmentSensor;
import dev.kenning.testbench.emulator.bus.MemberSource;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Members.Hex;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.Surroundings;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** Models {@code Sensors.DummySensor}: it has no registers, holds temperature and humidity, and counts how often they are set. */
public final class DummySensor implements Peripheral, MemberSource, EnvironmentSensor {

    private final Surroundings surroundings;
    private final Map<Quantity, BigDecimal> values = new EnumMap<>(Quantity.class);
    private final Map<Quantity, Integer> updates = new EnumMap<>(Quantity.class);

    /** Creates the sensor. */
    public DummySensor(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void sense(Quantity quantity, BigDecimal value) {
        values.put(quantity, value);
        updates.merge(quantity, 1, Integer::sum);
    }

    @Override
    public void addMembers(Members members) {
        addMembers(members, "Temperature", Quantity.TEMPERATURE);
        addMembers(members, "Humidity", Quantity.HUMIDITY);
    }

    private void addMembers(Members members, String name, Quantity quantity) {
        members.writable(name, () -> value(quantity), value -> sense(quantity, Members.decimal(value)))
                .writable(
                        name + "UpdateCounter",
                        () -> Hex.word(updates.getOrDefault(quantity, 0)),
                        value -> updates.put(quantity, (int) Members.integer(value)));
    }

    private BigDecimal value(Quantity quantity) {
        return values.getOrDefault(quantity, BigDecimal.ZERO);
    }

    @Override
    public int read(int offset, int width) {
        surroundings.log().warn(surroundings.name(), Registers.unhandledRead(offset));
        return 0;
    }

    @Override
    public void write(int offset, int width, int value) {
        surroundings.log().warn(surroundings.name(), Registers.unhandledWrite(offset, value));
    }

    @Override
    public void reset() {
        for (Quantity quantity : Quantity.values()) {
            sense(quantity, BigDecimal.ZERO);
        }
    }
}
