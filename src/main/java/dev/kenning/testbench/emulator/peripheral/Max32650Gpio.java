package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.LinkedHashMap;
import java.util.Map;

/** Models a GPIO port of Analog Devices' MAX32 chips ({@code GPIOPort.MAX32650_GPIO}; MAX32690 user guide, chapter 6). */
public final class Max32650Gpio extends RegisterDevice implements InterruptOutputs, InterruptReceiver {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private final Register outputEnable;
    private final Register output;
    private final Register edges;
    private final Register rising;
    private final Register inputEnable;
    private final Register interruptEnable;
    private final Register pending;
    private final Register wakeEnable;
    private final Register bothEdges;
    private final NumberedOutputs pins;
    private final int existing;
    private final InterruptLine irq = new InterruptLine();
    private final InterruptLine wakeUp = new InterruptLine();
    private int external;
    private int levels;

    /**
     * Creates the device.
     *
     * @param count of its pins, 1 to 32
     */
    public Max32650Gpio(Surroundings surroundings, int count) {
        super(surroundings, SIZE);
        pins = new NumberedOutputs(count);
        existing = -1 >>> (Integer.SIZE - count);
        triple(0x00).resetsTo(-1);
        outputEnable = triple(0x0C);
        output = triple(0x18);
        registers.fixed(0x24).onRead(stored -> inputs());
        edges = registers.word(0x28).onWrite(value -> update());
        rising = registers.word(0x2C).onWrite(value -> update());
        inputEnable = registers.word(0x30).resetsTo(-1);
        interruptEnable = triple(0x34);
        pending = registers.fixed(0x40);
        registers.fixed(0x48).onRead(stored -> pending.get()).onWrite(this::acknowledge);
        wakeEnable = triple(0x4C);
        bothEdges = registers.word(0x5C);
        registers.word(0x60);
        registers.word(0x64);
        triple(0x68);
        triple(0x74);
        triple(0x80);
        for (int offset = 0xA8; offset <= 0xC0; offset += 4) {
            registers.word(offset);
        }
    }

    /** Declares a register that is followed by one that sets its bits and one that clears them. */
    private Register triple(int offset) {
        Register register = registers.word(offset).onWrite(value -> update());
        registers.setAndClear(offset + 4, offset + 8, register, this::update);
        return register;
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        Map<String, InterruptLine> outputs = new LinkedHashMap<>(pins.byName());
        outputs.put("IRQ", irq);
        outputs.put("WakeUpIRQ", wakeUp);
        return outputs;
    }

    @Override
    public void onLevel(int number, boolean high) {
        external = high ? external | 1 << number : external & ~(1 << number);
        update();
    }

    @Override
    protected void onReset() {
        update();
    }

    private int inputs() {
        return levels & inputEnable.get();
    }

    private void acknowledge(int bits) {
        pending.set(pending.get() & ~bits);
        update();
    }

    private void update() {
        int before = levels;
        int driven = outputEnable.get();
        levels = ((driven & output.get()) | (~driven & external)) & existing;
        for (int pin = 0; pin < pins.count(); pin++) {
            pins.line(pin).set((levels & driven) >>> pin << 31 != 0);
        }
        int up = levels & ~before;
        int down = before & ~levels;
        int both = bothEdges.get() & (up | down);
        int edge = edges.get() & (both | (rising.get() & up) | (~rising.get() & down));
        int level = ~edges.get() & ~(rising.get() ^ levels);
        int watched = interruptEnable.get() | wakeEnable.get();
        pending.set(pending.get() | ((edge | (level & watched)) & existing));
        irq.set((pending.get() & interruptEnable.get()) != 0);
        wakeUp.set((pending.get() & wakeEnable.get()) != 0);
    }
}
