package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Peripheral;
import dev.kenning.testbench.emulator.bus.PeripheralRegions;
import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Models the flash interface of STM32F4 ({@code MTD.STM32F4_FlashController}; RM0090, section 3.9) and of STM32F7, which Renode has
 * no model of (RM0385, section 3.7; {@code renode/flash/stm32f7_flash.py} does the same there): keys, sector and mass erase. The
 * flash itself is memory, which takes stores whether or not it was erased; option bytes are what OPTCR programs, and do nothing.
 */
public final class Stm32Flash extends RegisterDevice implements PeripheralRegions {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int OPTION_BYTES = 0x100;
    private static final int[] CONTROL_KEYS = {0x4567_0123, 0xCDEF_89AB};
    private static final int[] OPTION_KEYS = {0x0819_2A3B, 0x4C5D_6E7F};

    private static final int LOCK = 1 << 31;
    private static final int OPTION_LOCK = 1;
    private static final int OPTION_START = 2;
    private static final int READ_PROTECTION = 0xFF00;
    private static final int WRITE_PROTECTION = 0xFFF;
    private static final int SECTOR_ERASE = 1 << 1;
    private static final int MASS_ERASE = 1 << 2;
    private static final int START = 1 << 16;
    private static final int END_OF_OPERATION = 1;

    private static final int SMALL_SECTORS = 4;
    private static final int SECTORS = 12;

    /** Says how large the first four sectors are; the fifth is as large as these, and each other one twice that. */
    public enum Sectors {
        STM32F4(0x4000),
        STM32F7(0x8000);

        private final int small;

        Sectors(int small) {
            this.small = small;
        }

        private long start(int number) {
            return number <= SMALL_SECTORS
                    ? (long) number * small
                    : (long) (number - SMALL_SECTORS) * 2 * SMALL_SECTORS * small;
        }

        private long size(int number) {
            return number < SMALL_SECTORS ? small : start(number + 1) - start(number);
        }
    }

    private final Surroundings surroundings;
    private final Sectors sectors;
    private final FlashArray flash;
    private final Registers optionBytes;
    private final Register status;
    private final Register control;
    private final Register options;
    private final Register readProtection;
    private final Register writeProtection;
    private int controlKeys;
    private int optionKeys;

    /**
     * Creates the device.
     *
     * @param flash the first address of the memory of the bus that it erases
     */
    public Stm32Flash(Surroundings surroundings, Sectors sectors, SystemBus bus, LongSupplier flash) {
        super(surroundings, SIZE);
        this.surroundings = surroundings;
        this.sectors = sectors;
        this.flash = new FlashArray(bus, flash);
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
        readProtection = optionBytes.fixed(0x00).resetsTo(0xAAEC);
        writeProtection = optionBytes.fixed(0x08).resetsTo(WRITE_PROTECTION);
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
            surroundings
                    .log()
                    .error(
                            surroundings.name(),
                            String.format(
                                    Locale.ROOT,
                                    "Attempt to write 0x%08X to %d in the option bytes region",
                                    value,
                                    offset));
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
        if (options.has(OPTION_LOCK)) {
            surroundings
                    .log()
                    .warn(
                            surroundings.name(),
                            String.format(
                                    Locale.ROOT,
                                    "Attempted to write 0x%08X to a locked OptionControl register. Ignoring...",
                                    value));
            return;
        }
        options.set(value & ~OPTION_START);
        if ((value & OPTION_START) != 0) {
            readProtection.set((readProtection.get() & ~READ_PROTECTION) | (value & READ_PROTECTION));
            writeProtection.set(value >>> 16 & WRITE_PROTECTION);
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
            for (int number = 0; number < SECTORS; number++) {
                flash.erase(sectors.start(number), sectors.size(number));
            }
        } else if ((command & SECTOR_ERASE) != 0) {
            eraseSector(command >>> 3 & 0x1F);
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
        if (number >= SECTORS || !flash.erase(sectors.start(number), sectors.size(number))) {
            surroundings.log().warn(surroundings.name(), "There is no sector " + number + "; nothing is erased.");
        }
    }
}
