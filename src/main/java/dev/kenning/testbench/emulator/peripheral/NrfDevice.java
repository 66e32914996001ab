package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A device of Nordic's: tasks that a write of 1 starts, events that firmware clears by a write of 0, and one interrupt
 * that is high while an enabled event stands (nRF52840 product specification, section 6.1).
 */
abstract class NrfDevice extends RegisterDevice implements InterruptOutputs {

    private static final int SHORTS = 0x200;
    private static final int INTEN = 0x300;
    private static final int INTENSET = 0x304;
    private static final int INTENCLR = 0x308;

    /** Hears of the events of a device, as the programmable peripheral interconnect does. */
    @FunctionalInterface
    interface EventListener {

        /** Takes the offset of the event's register. */
        void onEvent(int offset);
    }

    /** An event, which stands until firmware clears it. */
    final class Event {

        private final int offset;
        private final int bit;
        private final Register register;
        private Runnable onClear = () -> {};

        private Event(int offset, int bit) {
            this.offset = offset;
            this.bit = bit;
            register = registers.word(offset, 1).onWrite(this::written);
        }

        private void written(int value) {
            update();
            if ((value & 1) == 0) {
                onClear.run();
            }
        }

        /** Says what happens when firmware clears the event. */
        void onClear(Runnable action) {
            onClear = action;
        }

        /** Lets the event happen. */
        void happen() {
            register.set(1);
            update();
            for (int i = 0; i < listeners.size(); i++) {
                listeners.get(i).onEvent(offset);
            }
        }

        /** Returns whether firmware wants to be interrupted by it. */
        boolean isInterruptEnabled() {
            return interrupts.has(bit);
        }

        private boolean interrupts() {
            return register.get() != 0 && isInterruptEnabled();
        }
    }

    /** The shortcuts between events and tasks, where the device has some. */
    protected final Register shorts;

    private final Register interrupts;
    private final List<Event> events = new ArrayList<>();
    private final List<EventListener> listeners = new ArrayList<>(0);
    private final InterruptLine irq = new InterruptLine();

    NrfDevice(Surroundings surroundings, int size) {
        super(surroundings, size);
        shorts = registers.word(SHORTS);
        interrupts = registers.word(INTEN).onWrite(value -> update());
        registers.setAndClear(INTENSET, INTENCLR, interrupts, this::update);
    }

    /** Declares a task. */
    protected final void task(int offset, Runnable action) {
        registers.fixed(offset).onWrite(value -> {
            if ((value & 1) != 0) {
                action.run();
            }
        });
    }

    /** Declares an event and the number of its bit in the interrupt enable registers. */
    protected final Event event(int offset, int bitNumber) {
        Event event = new Event(offset, 1 << bitNumber);
        events.add(event);
        return event;
    }

    /** Adds a listener that hears of every event from now on. */
    final void addEventListener(EventListener listener) {
        listeners.add(listener);
    }

    @Override
    public final Map<String, InterruptLine> outputs() {
        return Map.of("IRQ", irq);
    }

    @Override
    protected void onReset() {
        update();
    }

    private void update() {
        boolean high = false;
        for (int i = 0; i < events.size() && !high; i++) {
            high = events.get(i).interrupts();
        }
        irq.set(high);
    }
}
