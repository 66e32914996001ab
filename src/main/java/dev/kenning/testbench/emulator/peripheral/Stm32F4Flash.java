package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.MappedMemory;
import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.PeripheralRegions;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Arrays;
import java.util.Optional;

/**
 * Models the flash interface of STM32F4 ({@code MTD.STM32F4_FlashController}; RM0090, section 3.9): keys, sector and mass erase. The
 * flash itself is memory, which takes stores whether or not it was erased; option bytes are kept and do nothing.
 */
public final class Stm32F4Flash extends RegisterDevice implements PeripheralRegions {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int OPTION_BYTES = 0x100;
    private static final int[] CONTROL_KEYS = {0x4567_0123, 0xCDEF_89AB};
    private static final int[] OPTION_KEYS = {0x0819_2A3B, 0x4C5D_6E7F};

    private static final int LOCK = 1 << 31;
    private static final int OPTION_LOCK = 1;
    private static final int SECTOR_ERASE = 1 << 1;
    private static final int MASS_ERASE = 1 << 2;
    private static final int START = 1 << 16;
    private static final int END_OF_OPERATION = 1;

    private static final int SMALL_SECTOR = 0x4000;
    private static final int MEDIUM_SECTOR = 0x1_0000;
    private static final int LARGE_SECTOR = 0x2_0000;
    private static final int SMALL_SECTORS = 4;

    private final Surroundings surroundings;
    private final SystemBus bus;
    private final MappedMemory flash;
    private final Registers optionBytes;
    private final Register status;
    private final Register control;
    private final Register options;
    private int controlKeys;
    private int optionKeys;

    /** Creates the device, which erases a memory of the bus. */
    public Stm32F4Flash(Surroundings surroundings, SystemBus bus, MappedMemory flash) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        this.bus = bus;
        this.flash = flash;
        registers.word(0x00);
        registers.fixed(0x04).onWrite(this::takeControlKey);
        registers.fixed(0x08).onWrite(this::takeOptionKey);
        status = registers.fixed(0x0C);
        control = registers.fixed(0x10).resetsTo(LOCK);
        control.onWrite(this::control);
        options = registers.fixed(0x14).resetsTo(0x0FFF_AAED);
        options.onWrite(this::setOptions);
        status.onWrite(bits -> status.set(status.get() & ~bits));
        optionBytes = new Registers(surroundings.name(), OPTION_BYTES, surroundings.log());
        for (int offset = 0; offset < OPTION_BYTES; offset += 4) {
            optionBytes.word(offset).resetsTo(-1);
        }
    }

    @Override
    public Optional<Peripheral> region(String name) {
        return name.equals("optionBytes") ? Optional.of(new OptionBytes()) : Optional.empty();
    }

    private final class OptionBytes implements Peripheral {

        @Override
        public int read(int offset, int width) {
            return optionBytes.read(offset, width);
        }

        @Override
        public void write(int offset, int width, int value) {
            optionBytes.write(offset, width, value);
        }
    }

    @Override
    protected void onReset() {
        controlKeys = 0;
        optionKeys = 0;
    }

    private void takeControlKey(int key) {
        controlKeys = key == CONTROL_KEYS[controlKeys] ? controlKeys + 1 : 0;
        if (controlKeys == CONTROL_KEYS.length) {
            controlKeys = 0;
            control.set(control.get() & ~LOCK);
        }
    }

    private void takeOptionKey(int key) {
        optionKeys = key == OPTION_KEYS[optionKeys] ? optionKeys + 1 : 0;
        if (optionKeys == OPTION_KEYS.length) {
            optionKeys = 0;
            options.set(options.get() & ~OPTION_LOCK);
        }
    }

    private void setOptions(int value) {
        if (!options.has(OPTION_LOCK)) {
            options.set(value & ~2);
        }
    }

    private void control(int value) {
        if (control.has(LOCK)) {
            surroundings
                    .log()
                    .warn(surroundings.name(), "The control register is locked: write both keys to KEYR first.");
            return;
        }
        control.set(value & ~START);
        if ((value & START) != 0) {
            erase(value);
        }
    }

    private void erase(int command) {
        if ((command & MASS_ERASE) != 0) {
            erase(0, flash.size());
        } else if ((command & SECTOR_ERASE) != 0) {
            eraseSector(command >>> 3 & 0xF);
        } else {
            surroundings
                    .log()
                    .warn(
                            surroundings.name(),
                            "Tried to erase flash, but MER and SER are reset. This should be forbidden, ignoring...");
            return;
        }
        status.set(status.get() | END_OF_OPERATION);
    }

    private void eraseSector(int number) {
        long start = number < SMALL_SECTORS
                ? (long) number * SMALL_SECTOR
                : number == SMALL_SECTORS ? MEDIUM_SECTOR : (long) (number - SMALL_SECTORS) * LARGE_SECTOR;
        int size = number < SMALL_SECTORS ? SMALL_SECTOR : number == SMALL_SECTORS ? MEDIUM_SECTOR : LARGE_SECTOR;
        if (start + size > flash.size()) {
            surroundings.log().warn(surroundings.name(), "There is no sector " + number + "; nothing is erased.");
            return;
        }
        erase(start, size);
    }

    private void erase(long start, long size) {
        byte[] erased = new byte[SMALL_SECTOR];
        Arrays.fill(erased, (byte) 0xFF);
        long base = flash.mappings().get(0).start() + start;
        for (long at = 0; at < size; at += erased.length) {
            bus.writeBytes((int) (base + at), erased, 0, (int) Math.min(erased.length, size - at));
        }
    }
}
