package dev.kenning.testbench.emulator.monitor;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.machine.CommonMembers;
import dev.kenning.testbench.emulator.machine.Level;
import dev.kenning.testbench.emulator.machine.MachineException;
import dev.kenning.testbench.emulator.machine.MachineLog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A wire from an output of a device to an input of another, of any machine. */
final class PinConnector implements Connectable {

    private record Input(InterruptReceiver receiver, int number) {}

    private final String name;
    private final Function<String, Endpoint> devices;
    private final Supplier<MachineLog> log;
    private final Set<Object> attached = new LinkedHashSet<>();
    private Optional<InterruptLine> source = Optional.empty();
    private Optional<Input> destination = Optional.empty();

    /** What listens at the source; the line keeps it, and it is deaf once another source was selected. */
    private Wire wire = new Wire();

    private final class Wire implements InterruptReceiver {

        @Override
        public void onLevel(int number, boolean high) {
            if (wire == this) {
                destination.ifPresent(input -> input.receiver().onLevel(input.number(), high));
            }
        }
    }

    /**
     * Creates a wire that leads nowhere.
     *
     * @param devices finds what can be connected by its name
     */
    PinConnector(String name, Function<String, Endpoint> devices, Supplier<MachineLog> log) {
        this.name = name;
        this.devices = devices;
        this.log = log;
    }

    @Override
    public String className() {
        return "GPIOConnector";
    }

    @Override
    public boolean takes(Endpoint end) {
        return !(end.object() instanceof External);
    }

    @Override
    public void connect(Endpoint end) {
        if (attached.size() == 2) {
            throw new MachineException(
                    "Only two peripherals can be connected to this GPIO Connector (source and destination).");
        }
        attached.add(end.object());
    }

    @Override
    public void disconnect(Endpoint end) {
        attached.remove(end.object());
        if (destination.filter(input -> input.receiver() == end.object()).isPresent()) {
            destination = Optional.empty();
        } else {
            source = Optional.empty();
            wire = new Wire();
        }
    }

    @Override
    public Members members() {
        return CommonMembers.addLog(new Members(), name, log)
                .action("SelectSourcePin source pinNumber", this::selectSource)
                .action("SelectDestinationPin receiver pinNumber", this::selectDestination);
    }

    private void selectSource(List<Object> arguments) {
        Endpoint end = attached(arguments);
        long number = Members.integer(arguments.get(1));
        InterruptLine line = end.object() instanceof InterruptOutputs outputs
                ? outputs.outputs().get(Long.toString(number))
                : null;
        if (line == null) {
            throw new MachineException("Peripheral " + type(end) + " has no GPIO with number: " + number);
        }
        source = Optional.of(line);
        wire = new Wire();
        line.connect(wire, 0);
    }

    private void selectDestination(List<Object> arguments) {
        Endpoint end = attached(arguments);
        if (!(end.object() instanceof InterruptReceiver receiver)) {
            throw new Members.MismatchException(end.path() + " has no inputs");
        }
        if (destination.isPresent()) {
            log.get().log(Level.WARNING, name, "Overwriting destination PIN connection.");
        }
        Input input = new Input(receiver, (int) Members.integer(arguments.get(1)));
        destination = Optional.of(input);
        source.ifPresent(line -> receiver.onLevel(input.number(), line.isHigh()));
    }

    private Endpoint attached(List<Object> arguments) {
        Endpoint end = devices.apply(arguments.get(0).toString());
        if (!attached.contains(end.object())) {
            throw new MachineException("Peripheral " + type(end) + " is not connected to the GPIO Connector.");
        }
        return end;
    }

    private static String type(Endpoint end) {
        return "Antmicro.Renode.Peripherals." + end.model();
    }

    @Override
    public void close() {
        destination = Optional.empty();
    }
}
