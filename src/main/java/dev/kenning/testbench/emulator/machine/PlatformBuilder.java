package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.DataMaster;
import dev.kenning.testbench.emulator.bus.DataPathGuard;
import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.LocalReceivers;
import dev.kenning.testbench.emulator.bus.MappedMemory;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.OverlapException;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.PeripheralRegions;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.arm.Nvic;
import dev.kenning.testbench.emulator.peripheral.CombinedInput;
import dev.kenning.testbench.emulator.peripheral.MissingCore;
import dev.kenning.testbench.emulator.peripheral.MissingDevice;
import dev.kenning.testbench.platform.Attribute;
import dev.kenning.testbench.platform.Component;
import dev.kenning.testbench.platform.Connection;
import dev.kenning.testbench.platform.InterruptSource;
import dev.kenning.testbench.platform.PlatformDescription;
import dev.kenning.testbench.platform.PlatformError;
import dev.kenning.testbench.platform.PlatformException;
import dev.kenning.testbench.platform.Registration;
import dev.kenning.testbench.platform.RenodeModel;
import dev.kenning.testbench.platform.Value;
import dev.kenning.testbench.text.NearestWord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Makes a machine's parts from a platform description: creates them, sets properties, registers them on the bus,
 * connects interrupts. Whatever does not fit is a {@link PlatformException} in Renode's form.
 */
final class PlatformBuilder {

    private static final String BUS = "sysbus";

    private record Input(String receiver, OptionalInt local, int number) {}

    private record Wire(InterruptLine line, Connection connection) {}

    private final Machine machine;
    private final boolean stubsMissing;
    private final Map<String, DeviceModel> models = new LinkedHashMap<>();
    /** The IOMMUs in front of devices, by the devices' names. */
    private final Map<String, String> guards = new LinkedHashMap<>(0);

    private final Set<String> registered = new HashSet<>();

    /**
     * Creates a builder.
     *
     * @param stubsMissing whether devices without a model are stubs, rather than errors
     */
    PlatformBuilder(Machine machine, boolean stubsMissing) {
        this.machine = machine;
        this.stubsMissing = stubsMissing;
    }

    /** Builds all of it; if something does not fit, what is registered by then stays, as on Renode. */
    void build(PlatformDescription description) {
        Set<Part> before = new HashSet<>(machine.parts());
        try {
            buildParts(description);
        } catch (PlatformException e) {
            machine.parts().stream()
                    .filter(part -> !before.contains(part)
                            && !registered.contains(part.name())
                            && !(part.object() instanceof Core))
                    .toList()
                    .forEach(machine::unregister);
            throw e;
        }
    }

    private void buildParts(PlatformDescription description) {
        if (!stubsMissing) {
            MissingModel.refuse(description);
        }
        MissingModels stubs = new MissingModels(description);
        for (Component component : description.creationOrder()) {
            component
                    .type()
                    .flatMap(type -> !stubsMissing
                            ? DeviceModels.find(type)
                            : MissingModel.of(component)
                                    .map(missing -> stubs.modelOf(component, missing, machine))
                                    .or(() -> DeviceModels.find(type)))
                    .ifPresent(model -> models.put(component.name(), model));
        }
        for (Component component : description.creationOrder()) {
            create(component);
        }
        List<Component> components = description.components();
        components.forEach(this::setProperties);
        for (Component component : components) {
            register(component);
            registered.add(component.name());
        }
        connect(components);
    }

    Surroundings surroundings(Component component) {
        return new Surroundings(component.name(), machine.clock(), machine.log());
    }

    Machine machine() {
        return machine;
    }

    /** Returns the bus that a core sees. */
    SystemBus busOf(Component core) {
        return machine.buses().forCore(core.name());
    }

    /** Returns whether a constructor refers to an object that is no stub. */
    boolean refersTo(Arguments arguments, String parameter) {
        return arguments.reference(parameter).filter(name -> !isStub(name)).isPresent();
    }

    /** Returns the object of a component that a constructor refers to. */
    <T> T referenced(Component component, Arguments arguments, String parameter, Class<T> type) {
        String name = arguments.reference(parameter).orElse("");
        return machine.part(name)
                .map(Part::object)
                .filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> arguments.unsuitable("'" + parameter + "' (" + arguments.position(parameter)
                        + ") must name a component of another kind."));
    }

    private void create(Component component) {
        DeviceModel model = models.get(component.name());
        if (stubsMissing && model != null && model.name().equals(CoreModels.CORTEX_M)) {
            model = MissingModels.ofSecondCore(component, machine).orElse(model);
        }
        if (model != null) {
            machine.add(new Part(path(component), model.name(), model.create(this, component), component));
        }
    }

    private String path(Component component) {
        return component.registrations().stream()
                .map(registration -> registration.parent().name())
                .findFirst()
                .map(parent -> (parent.equals(BUS)
                                ? BUS
                                : machine.part(parent).map(Part::path).orElse(BUS + "." + parent))
                        + "." + component.treeName())
                .orElse(component.treeName());
    }

    private void setProperties(Component component) {
        for (Attribute.Property property : component.properties().values()) {
            if (!property.isConstructorArgument()) {
                setProperty(component, property);
            }
        }
    }

    private void setProperty(Component component, Attribute.Property property) {
        if (isStub(component.name())) {
            return;
        }
        Members members = machine.membersOf(component.name());
        Members.Property known = members.property(property.name())
                .orElseThrow(() -> PlatformError.PROPERTY_DOES_NOT_EXIST.at(
                        property.position(),
                        "Property '" + property.name() + "' does not exist in type '"
                                + fullName(component) + "."
                                + NearestWord.hint(property.name(), members.propertyNames())));
        if (!known.isWritable()) {
            throw PlatformError.PROPERTY_NOT_WRITABLE.at(
                    property.position(),
                    "Property '" + property.name() + "' of '" + modelName(component) + "' is not writable.");
        }
        try {
            known.set(plain(property.value()));
        } catch (IllegalArgumentException e) {
            String problem = "Property '" + property.name() + "' cannot be set: " + e.getMessage() + ".";
            if (stubsMissing && component.name().equals(BUS) && machine.cores().isEmpty()) {
                // Without a core nobody sees the bus as this engine has it.
                machine.log().log(Level.WARNING, BUS, problem);
                return;
            }
            throw PlatformError.PROPERTY_SETTING.across(property.value().position(), problem);
        }
    }

    private boolean isStub(String name) {
        return isA(MissingDevice.class, name) || isA(MissingCore.class, name);
    }

    private static Object plain(Value value) {
        if (value instanceof Value.Numeric number) {
            return number.isInteger() ? (Object) number.asLong() : (Object) number.asDouble();
        }
        if (value instanceof Value.Bool flag) {
            return flag.value();
        }
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.EnumMember member) {
            return member.member();
        }
        throw PlatformError.TYPE_MISMATCH.across(value.position(), "This kind of value cannot be used here.");
    }

    private String modelName(Component component) {
        return component.name().equals(BUS)
                ? "Bus.SystemBus"
                : machine.part(component.name()).map(Part::model).orElse(component.name());
    }

    private void register(Component component) {
        for (Registration registration : component.registrations()) {
            if (registration.parent().name().equals(BUS)) {
                registerOnBus(component, registration);
            } else {
                registerBehind(component, registration);
            }
        }
    }

    /** A device that is registered at an IOMMU accesses memory through it. */
    private void registerBehind(Component component, Registration registration) {
        String parent = registration.parent().name();
        Optional<Part> guard = machine.part(parent).filter(part -> part.object() instanceof DataPathGuard);
        Optional<Part> device = machine.part(component.name());
        if (guard.isEmpty() || device.isEmpty() || isStub(component.name())) {
            return;
        }
        if (!(device.get().object() instanceof DataMaster master)) {
            throw PlatformError.NO_USABLE_REGISTER_INTERFACE.across(
                    registration.parent().position(),
                    "'" + modelName(component) + "' accesses no memory that '" + parent
                            + "' could guard on the embedded engine: run this board on Renode.");
        }
        String before = guards.putIfAbsent(component.name(), parent);
        if (before != null && !before.equals(parent)) {
            throw PlatformError.REGISTRATION.across(
                    registration.parent().position(),
                    "Trying to change the BusController from " + before + " to " + parent + " for the "
                            + component.name() + " peripheral.");
        }
        master.setDataPath(((DataPathGuard) guard.get().object()).guardedPath());
    }

    private void registerOnBus(Component component, Registration registration) {
        Object object = machine.part(component.name()).map(Part::object).orElse(component);
        boolean onBus = object instanceof Peripheral || object instanceof MappedMemory;
        Value point = registration.point().orElse(null);
        if (point == null) {
            if (onBus && !isStub(component.name())) {
                throw PlatformError.NO_REGISTRATION_POINT.across(
                        registration.parent().position(),
                        "Could not find any suitable constructor for this registration point. '" + component.name()
                                + "' needs an address: '@ sysbus 0x40000000'.");
            }
            return;
        }
        if (!onBus) {
            throw PlatformError.NO_REGISTRATION_POINT.across(
                    point.position(),
                    "Could not find any suitable constructor for this registration point. '" + modelName(component)
                            + "' cannot be registered at an address of 'sysbus'.");
        }
        try {
            map(component, object, registration, point, machine.buses().toRegisterOn(CoreBuses.coreOf(point)));
        } catch (OverlapException e) {
            throw PlatformError.REGISTRATION.at(
                    registration.parent().position(),
                    "Exception was thrown during registration of '" + component.name() + "' in 'sysbus':\n"
                            + "Could not register Given address " + e.added() + " for peripheral " + fullName(component)
                            + " conflicts with address " + e.other() + " of peripheral " + fullName(e.otherName())
                            + " in address.");
        } catch (IllegalArgumentException e) {
            throw PlatformError.REGISTRATION.at(
                    registration.parent().position(), sentence(String.valueOf(e.getMessage())));
        }
    }

    private void map(Component component, Object object, Registration registration, Value point, SystemBus bus) {
        long address = address(point);
        long offset = point instanceof Value.NewObject created
                ? number(created, "offset").orElse(0L)
                : 0;
        if (object instanceof MappedMemory memory) {
            long size = size(point).orElse(memory.size());
            if (modelName(component).equals("Memory.MappedMemory")) {
                GuestPages.require(machine.cores(), address, size, component.name());
            }
            bus.mapMemory(address, size, memory, offset);
            return;
        }
        Peripheral peripheral = region((Peripheral) object, component, registration);
        requireSize(component, point);
        long size = size(point)
                .or(() -> Optional.ofNullable(models.get(component.name()))
                        .map(DeviceModel::size)
                        .filter(known -> known > 0))
                .or(() -> declaredSize(component))
                .orElseThrow(() -> PlatformError.NO_USABLE_REGISTER_INTERFACE.across(
                        point.position(), withoutSize(component, address)));
        bus.register(address, size, peripheral, component.name(), offset);
    }

    /** Renode has no way to register a model at an address that does not know its size. */
    private void requireSize(Component component, Value point) {
        boolean mustBeTold = Optional.ofNullable(models.get(component.name()))
                .flatMap(DeviceModel::constructor)
                .filter(model -> model.place() == RenodeModel.Place.RANGE)
                .isPresent();
        if (mustBeTold && size(point).isEmpty()) {
            throw PlatformError.NO_REGISTRATION_POINT.across(
                    point.position(),
                    "Could not find any suitable constructor for this registration point. "
                            + withoutSize(component, address(point)));
        }
    }

    private String withoutSize(Component component, long address) {
        return "'" + modelName(component) + "' does not know its size: give a range, '<"
                + String.format(Locale.ROOT, "0x%08X", address) + ", +0x400>'.";
    }

    /** Returns what of a device answers where it is registered: all of it, or a region that the registration names. */
    private Peripheral region(Peripheral device, Component component, Registration registration) {
        Optional<String> name = registration.region();
        if (name.isEmpty() || isStub(component.name())) {
            return device;
        }
        return Optional.of(device)
                .filter(PeripheralRegions.class::isInstance)
                .flatMap(regions -> ((PeripheralRegions) regions).region(name.get()))
                .orElseThrow(() -> PlatformError.REGISTRATION.across(
                        registration.point().orElseThrow().position(),
                        "No region \"" + name.get() + "\" is available for Antmicro.Renode.Peripherals."
                                + modelName(component) + "."));
    }

    private static Optional<Long> declaredSize(Component component) {
        return component
                .property("size")
                .map(value -> value instanceof Value.Numeric number ? number.asLong() : 0L)
                .filter(size -> size > 0);
    }

    private static long address(Value point) {
        if (point instanceof Value.Numeric number) {
            return number.asLong();
        }
        if (point instanceof Value.Range range) {
            return range.begin();
        }
        if (point instanceof Value.NewObject object) {
            return number(object, "address")
                    .orElseThrow(() -> PlatformError.NO_REGISTRATION_POINT.across(
                            point.position(), "'" + object.type().name() + "' needs an 'address'."));
        }
        throw PlatformError.NO_REGISTRATION_POINT.across(
                point.position(), "An address, a range or a 'new Bus.BusPointRegistration' is expected here.");
    }

    private static Optional<Long> size(Value point) {
        if (point instanceof Value.Range range) {
            return Optional.of(range.size());
        }
        return point instanceof Value.NewObject object ? number(object, "size") : Optional.empty();
    }

    private static Optional<Long> number(Value.NewObject object, String attribute) {
        return object.attribute(attribute)
                .flatMap(value ->
                        value instanceof Value.Numeric number ? Optional.of(number.asLong()) : Optional.empty());
    }

    private String fullName(Component component) {
        return fullName(component.name());
    }

    private String fullName(String name) {
        return "Antmicro.Renode.Peripherals."
                + (name.equals(BUS)
                        ? "Bus.SystemBus"
                        : machine.part(name).map(Part::model).orElse(name));
    }

    private static String sentence(String reason) {
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
    }

    private void connect(List<Component> components) {
        Map<Input, List<Wire>> wires = new LinkedHashMap<>();
        for (Component component : components) {
            for (Connection connection : component.connections()) {
                if (isWiredByConstruction(component, connection)) {
                    continue;
                }
                Input input = new Input(connection.destination(), connection.localReceiver(), connection.number());
                wires.computeIfAbsent(input, key -> new ArrayList<>())
                        .add(new Wire(output(component, connection), connection));
            }
        }
        wires.forEach(this::connect);
    }

    /** A core is joined to its interrupt controller by its {@code nvic} parameter. */
    private boolean isWiredByConstruction(Component component, Connection connection) {
        return isA(Nvic.class, component.name())
                && (isA(Core.class, connection.destination()) || isA(MissingCore.class, connection.destination()));
    }

    private boolean isA(Class<?> type, String name) {
        return machine.part(name).map(Part::object).filter(type::isInstance).isPresent();
    }

    private void connect(Input input, List<Wire> wires) {
        InterruptReceiver receiver = receiver(input, wires.get(0).connection());
        if (wires.size() == 1) {
            wires.get(0).line().connect(receiver, input.number());
            return;
        }
        CombinedInput any = new CombinedInput();
        any.output().connect(receiver, input.number());
        for (int i = 0; i < wires.size(); i++) {
            wires.get(i).line().connect(any, i);
        }
    }

    private InterruptReceiver receiver(Input input, Connection connection) {
        Object destination = machine.part(input.receiver()).map(Part::object).orElse(input);
        if (input.local().isPresent()) {
            int number = input.local().getAsInt();
            return Optional.of(destination)
                    .filter(LocalReceivers.class::isInstance)
                    .flatMap(it -> ((LocalReceivers) it).localReceiver(number))
                    .orElseThrow(() -> PlatformError.NO_LOCAL_RECEIVER.across(
                            connection.destinationPosition(),
                            "'" + input.receiver() + "' has no local receiver #" + number + "."));
        }
        if (destination instanceof InterruptReceiver receiver) {
            return receiver;
        }
        throw PlatformError.NOT_AN_IRQ_RECEIVER.across(
                connection.destinationPosition(),
                "Type '" + fullName(input.receiver())
                        + "' does not implement IGPIOReceiver or ILocalGPIOReceiver and cannot be a destination of"
                        + " interrupts.");
    }

    private InterruptLine output(Component component, Connection connection) {
        Map<String, InterruptLine> outputs = machine.part(component.name())
                .map(Part::object)
                .filter(InterruptOutputs.class::isInstance)
                .map(source -> ((InterruptOutputs) source).outputs())
                .orElse(Map.of());
        if (outputs.isEmpty()) {
            throw PlatformError.IRQ_SOURCE_MISSING.across(
                    connection.position(), "'" + modelName(component) + "' has no interrupt outputs.");
        }
        String wanted = connection.source() instanceof InterruptSource.Default
                ? defaultOutput(component, connection, outputs)
                : connection.source().toString();
        InterruptLine line = outputs.get(wanted);
        if (line == null) {
            PlatformError error = connection.source() instanceof InterruptSource.Numbered
                    ? PlatformError.NOT_A_NUMBERED_OUTPUT
                    : PlatformError.IRQ_PIN_MISSING;
            throw error.across(
                    connection.position(),
                    "'" + modelName(component) + "' has no interrupt output '" + wanted + "'. It has "
                            + String.join(", ", outputs.keySet()) + ".");
        }
        return line;
    }

    private String defaultOutput(Component component, Connection connection, Map<String, InterruptLine> outputs) {
        if (isStub(component.name())) {
            return MissingModels.DEFAULT_OUTPUT;
        }
        List<String> named = outputs.keySet().stream()
                .filter(name -> !Character.isDigit(name.charAt(0)))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        if (outputs.size() == 1) {
            return outputs.keySet().iterator().next();
        }
        throw PlatformError.AMBIGUOUS_DEFAULT_IRQ.across(
                connection.position(),
                "'" + modelName(component) + "' has several interrupt outputs: name one of "
                        + String.join(", ", outputs.keySet()) + ".");
    }
}
