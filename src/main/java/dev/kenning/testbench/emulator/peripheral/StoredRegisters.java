package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.InterruptLine;
import dev.kenning.testbench.emulator.bus.InterruptOutputs;
import dev.kenning.testbench.emulator.bus.InterruptReceiver;
import dev.kenning.testbench.emulator.bus.MemberSource;
import dev.kenning.testbench.emulator.bus.Members;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.Surroundings;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stands in for a device whose function is not modelled: registers keep what is written, interrupts never fire.
 *
 * <p>Each register says so once, when it is first written to or read, so that firmware which relies on the device is
 * not left waiting without a word.
 */
public final class StoredRegisters implements Peripheral, InterruptOutputs, InterruptReceiver, MemberSource {

    private final Surroundings surroundings;
    private final String model;
    private final Map<Integer, Integer> resetValues;
    private final int[] words;
    private final BitSet reported = new BitSet();
    private final Map<String, InterruptLine> outputs = new HashMap<>();
    private final Map<String, Object> properties = new LinkedHashMap<>();

    /**
     * Creates the device.
     *
     * @param model the Renode model name, for the log
     * @param size in bytes
     * @param resetValues by offset, where they are not 0
     * @param outputs the names of its outputs
     * @param properties what can be set beside its registers, with the values that they begin with
     */
    public StoredRegisters(
            Surroundings surroundings,
            String model,
            int size,
            Map<Integer, Integer> resetValues,
            List<String> outputs,
            Map<String, Object> properties) {
        this.surroundings = surroundings;
        this.model = model;
        this.resetValues = resetValues;
        this.words = new int[size / 4];
        for (String output : outputs) {
            this.outputs.put(output, new InterruptLine());
        }
        this.properties.putAll(properties);
        reset();
    }

    @Override
    public int read(int offset, int width) {
        report(offset);
        if (offset >>> 2 >= words.length) {
            return 0;
        }
        int word = words[offset >>> 2] >>> shift(offset);
        return width == 4 ? word : word & mask(width);
    }

    @Override
    public void write(int offset, int width, int value) {
        report(offset);
        int index = offset >>> 2;
        if (index >= words.length) {
            return;
        }
        int mask = mask(width) << shift(offset);
        words[index] = (words[index] & ~mask) | ((value << shift(offset)) & mask);
    }

    @Override
    public void onLevel(int number, boolean high) {
        // What the missing function would do with it is not modelled.
    }

    @Override
    public Map<String, InterruptLine> outputs() {
        return outputs;
    }

    @Override
    public void addMembers(Members members) {
        properties.forEach((name, value) -> members.writable(
                name, () -> properties.getOrDefault(name, value), changed -> properties.put(name, changed)));
    }

    @Override
    public void reset() {
        Arrays.fill(words, 0);
        resetValues.forEach((offset, value) -> words[offset >>> 2] = value);
    }

    private void report(int offset) {
        int index = offset >>> 2;
        if (!reported.get(index)) {
            reported.set(index);
            surroundings
                    .log()
                    .warn(
                            surroundings.name(),
                            String.format(
                                    Locale.ROOT,
                                    "Register 0x%X is only stored: the embedded engine does not model %s.",
                                    offset & ~3,
                                    model));
        }
    }

    private static int shift(int offset) {
        return (offset & 3) * 8;
    }

    private static int mask(int width) {
        return width == 4 ? -1 : (1 << (8 * width)) - 1;
    }
}
