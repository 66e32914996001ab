package dev.kenning.testbench.emulator.peripheral;

import dev.kenning.testbench.emulator.bus.Surroundings;
import dev.kenning.testbench.emulator.peripheral.Registers.Register;

/**
 * Models the reset and clock control of STM32F4 and F7 ({@code Miscellaneous.STM32F4_RCC}; reference manual RM0385,
 * section 5).
 *
 * <p>Oscillators and PLLs are ready the moment they are enabled, and the clock switch follows at once. Clocks have no
 * effect on the devices they feed: those state their frequency in the platform description.
 */
public final class Stm32F4Rcc extends RegisterDevice {

    /** Bytes of address space. */
    public static final int SIZE = 0x400;

    private static final int HSION = 1;
    private static final int HSEON = 1 << 16;
    private static final int PLLON = 1 << 24;
    private static final int PLLI2SON = 1 << 26;
    private static final int PLLSAION = 1 << 28;

    /** Every enable bit of CR has its ready bit one above it. */
    private static final int ENABLES = HSION | HSEON | PLLON | PLLI2SON | PLLSAION;

    private static final int SW = 3;
    private static final int SWS = 3 << 2;

    /** LSEON in BDCR, LSION in CSR: ready bit one above. */
    private static final int OSCILLATOR_ON = 1;

    private static final int BACKUP_DOMAIN_RESET = 1 << 16;
    private static final int REMOVE_RESET_FLAGS = 1 << 24;
    private static final int RESET_FLAGS = 0xFE00_0000;

    private static final int CR_READY = ENABLES << 1;

    /** Plain registers: peripheral resets, clock enables in run and sleep mode, spread spectrum, dedicated clocks. */
    private static final int[] STORED = {
        0x0C, 0x10, 0x14, 0x18, 0x20, 0x24, 0x30, 0x34, 0x38, 0x40, 0x44, 0x80, 0x8C, 0x90
    };

    private static final int[][] STORED_WITH_RESET_VALUE = {
        {0x04, 0x2400_3010}, // PLLCFGR
        {0x50, 0x7EF7_B7FF}, // AHB1LPENR
        {0x54, 0x0000_00F1}, // AHB2LPENR
        {0x58, 0x0000_0003}, // AHB3LPENR
        {0x60, 0xFFFF_CBFF}, // APB1LPENR
        {0x64, 0x04F7_7F33}, // APB2LPENR
        {0x84, 0x2400_3000}, // PLLI2SCFGR
        {0x88, 0x2400_3000}, // PLLSAICFGR
    };

    private final Register backupDomain;
    private final Register status;

    /** Creates the device. */
    public Stm32F4Rcc(Surroundings surroundings) {
        super(surroundings, SIZE);
        registers.word(0x00, ~CR_READY).resetsTo(0x481).onRead(stored -> stored | ((stored & ENABLES) << 1));
        registers.word(0x08, ~SWS).onRead(stored -> stored | ((stored & SW) << 2));
        backupDomain = registers
                .word(0x70, ~(OSCILLATOR_ON << 1))
                .onRead(Stm32F4Rcc::withReady)
                .onWrite(this::backupDomainWritten);
        status = registers
                .word(0x74, OSCILLATOR_ON)
                .resetsTo(0x0E00_0000)
                .onRead(Stm32F4Rcc::withReady)
                .onWrite(this::statusWritten);
        for (int offset : STORED) {
            registers.word(offset);
        }
        for (int[] row : STORED_WITH_RESET_VALUE) {
            registers.word(row[0]).resetsTo(row[1]);
        }
    }

    private static int withReady(int stored) {
        return stored | ((stored & OSCILLATOR_ON) << 1);
    }

    private void backupDomainWritten(int value) {
        if ((value & BACKUP_DOMAIN_RESET) != 0) {
            backupDomain.set(BACKUP_DOMAIN_RESET);
        }
    }

    private void statusWritten(int value) {
        if ((value & REMOVE_RESET_FLAGS) != 0) {
            status.set(status.get() & ~RESET_FLAGS);
        }
    }
}
