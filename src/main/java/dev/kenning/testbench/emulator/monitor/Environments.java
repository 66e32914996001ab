package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.EnvironmentSensor;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.Machine;
import dev.kenning.testbench.emulator.machine.Part;
import dev.kenning.testbench.text.NearestWord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The environments that commands have made: each machine and each sensor is in one at most. */
final class Environments {

    private final Externals externals;
    private final Map<String, Environment> byName = new LinkedHashMap<>();

    Environments(Externals externals) {
        this.externals = externals;
    }

    /** Makes an environment under a name that nothing else outside of machines has. */
    void create(String name) {
        Environment made = new Environment();
        externals.addEnvironment(name, made);
        byName.put(name, made);
    }

    /** Puts a machine with all its sensors into an environment. */
    void put(Machine machine, String name) {
        Environment target = named(name);
        byName.values().forEach(environment -> environment.remove(machine));
        target.add(machine);
        sensors(machine, (part, sensor) -> put(machine, part, sensor, target));
    }

    /** Puts a sensor into an environment. */
    void put(Machine machine, Part part, EnvironmentSensor sensor, String name) {
        put(machine, part, sensor, named(name));
    }

    private void put(Machine machine, Part part, EnvironmentSensor sensor, Environment target) {
        byName.values().stream().filter(other -> other != target).forEach(other -> other.remove(sensor));
        target.add(machine, part, sensor);
    }

    /** Takes in sensors that a machine has got since it was put into an environment. */
    void adopt(Machine machine) {
        byName.values().stream()
                .filter(environment -> environment.holds(machine))
                .forEach(environment -> sensors(machine, (part, sensor) -> {
                    if (byName.values().stream().noneMatch(any -> any.holds(sensor))) {
                        environment.add(machine, part, sensor);
                    }
                }));
    }

    /** Tells the sensors of a machine that has been reset what is around them. */
    void tellAgain(Machine machine) {
        sensors(
                machine,
                (part, sensor) -> byName.values().stream()
                        .filter(environment -> environment.holds(sensor))
                        .forEach(environment -> environment.tell(sensor)));
    }

    /** Forgets a part that is removed from its machine. */
    void forget(Part part) {
        if (part.object() instanceof EnvironmentSensor sensor) {
            byName.values().forEach(environment -> environment.remove(sensor));
        }
    }

    /** Forgets a machine that is removed, and its sensors. */
    void forget(Machine machine) {
        byName.values().forEach(environment -> environment.remove(machine));
        machine.parts().forEach(this::forget);
    }

    void clear() {
        byName.clear();
    }

    private Environment named(String name) {
        Environment environment = byName.get(name);
        if (environment == null) {
            throw new Members.MismatchException(
                    "there is no environment '" + name + "'." + NearestWord.hint(name, byName.keySet()));
        }
        return environment;
    }

    private static void sensors(Machine machine, BiConsumer<Part, EnvironmentSensor> action) {
        for (Part part : machine.parts()) {
            if (part.object() instanceof EnvironmentSensor sensor) {
                action.accept(part, sensor);
            }
        }
    }
}
