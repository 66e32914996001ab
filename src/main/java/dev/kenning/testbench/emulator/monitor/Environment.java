package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.EnvironmentSensor;
import dev.kenning.testbench.emulator.bus.EnvironmentSensor.Quantity;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.Part;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is around the sensors of several machines: setting its temperature sets that of each of them. */
final class Environment implements External {

    private final Map<Quantity, BigDecimal> values = new EnumMap<>(Quantity.class);
    private final Set<Machine> machines = new LinkedHashSet<>();
    private final Map<EnvironmentSensor, String> sensors = new LinkedHashMap<>();

    Environment() {
        for (Quantity quantity : Quantity.values()) {
            values.put(quantity, BigDecimal.ZERO);
        }
    }

    @Override
    public Members members() {
        Members members = new Members()
                .method("GetRegisteredSensorsNames", arguments -> List.copyOf(sensors.values()))
                .method(
                        "GetRegisteredMachineNames",
                        arguments -> machines.stream().map(Machine::name).toList());
        addMember(members, "Temperature", Quantity.TEMPERATURE);
        addMember(members, "Humidity", Quantity.HUMIDITY);
        return members;
    }

    private void addMember(Members members, String name, Quantity quantity) {
        members.writable(
                name,
                () -> values.getOrDefault(quantity, BigDecimal.ZERO),
                value -> set(quantity, Members.decimal(value)));
    }

    private void set(Quantity quantity, BigDecimal value) {
        values.put(quantity, value);
        sensors.keySet().forEach(sensor -> sensor.sense(quantity, value));
    }

    boolean holds(Machine machine) {
        return machines.contains(machine);
    }

    boolean holds(EnvironmentSensor sensor) {
        return sensors.containsKey(sensor);
    }

    void add(Machine machine) {
        machines.add(machine);
    }

    /** Takes a sensor in and tells it what is around it; one that is in already hears nothing. */
    void add(Machine machine, Part part, EnvironmentSensor sensor) {
        if (!holds(sensor)) {
            sensors.put(sensor, machine.name() + ":" + part.path());
            tell(sensor);
        }
    }

    void tell(EnvironmentSensor sensor) {
        values.forEach(sensor::sense);
    }

    void remove(Machine machine) {
        machines.remove(machine);
    }

    void remove(EnvironmentSensor sensor) {
        sensors.remove(sensor);
    }
}
