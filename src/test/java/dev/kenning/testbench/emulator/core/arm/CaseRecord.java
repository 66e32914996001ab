package dev.kenning.testbench.emulator.core.arm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A case for the driver in {@code case-driver.s}: the state to start from or, afterwards, the state that was found.
 *
 * <p>Mutable: a generator fills one in, the driver overwrites its copy.
 */
final class CaseRecord {

    static final int SIZE = 1024;
    /** Where the driver copies the code to; a page of memory ends at {@link #PAGE_END}. */
    static final int SLOT = 0x001f_ffe0;

    static final int SLOT_SIZE = 64;
    static final int PAGE_END = 0x0020_0000;
    /** Where the driver copies the scratch memory to; a page ends in its middle. */
    static final int SCRATCH = 0x2000_ff00;

    static final int SCRATCH_SIZE = 512;
    static final int SCRATCH_MIDDLE = SCRATCH + SCRATCH_SIZE / 2;

    private static final int CODE_OFFSET = 0x100;
    private static final int SCRATCH_OFFSET = 0x200;

    /** A word of the record. The names are those of the registers. */
    record Field(String name, int offset) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int[] REGISTER_OFFSETS = {
        0x00, 0x04, 0x08, 0x0c, 0x20, 0x24, 0x28, 0x2c, 0x30, 0x34, 0x38, 0x3c, 0x10
    };

    static final Field LR = new Field("lr", 0x14);
    static final Field PC = new Field("pc", 0x18);
    static final Field XPSR = new Field("xpsr", 0x1c);
    /** Address of the exception frame; the stack pointer stood above it. */
    static final Field FRAME_POINTER = new Field("frame", 0x40);

    static final Field CONTROL = new Field("control", 0x44);
    static final Field FPSCR = new Field("fpscr", 0x48);
    static final Field PRIMASK = new Field("primask", 0x4c);
    static final Field BASEPRI = new Field("basepri", 0x50);
    static final Field FAULTMASK = new Field("faultmask", 0x54);
    static final Field EXCEPTION = new Field("exception", 0x58);
    static final Field EXC_RETURN = new Field("exc_return", 0x5c);
    static final Field CFSR = new Field("cfsr", 0x60);
    static final Field HFSR = new Field("hfsr", 0x64);
    static final Field BFAR = new Field("bfar", 0x68);
    static final Field MMFAR = new Field("mmfar", 0x6c);
    static final Field MSP = new Field("msp", 0x70);
    static final Field CCR = new Field("ccr", 0x74);

    /** Every word that tells something about the outcome, in the order of reports. */
    static final List<Field> FIELDS = fields();

    private final ByteBuffer bytes;

    private CaseRecord(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Creates a record whose registers and scratch memory are 0 and whose code is nothing but SVC. */
    static CaseRecord blank() {
        CaseRecord record = of(new byte[SIZE], 0);
        record.set(XPSR, 0x0100_0000);
        record.set(CCR, 0x0000_0200);
        record.setStackPointer(SCRATCH + 0xa0);
        record.setCode(SLOT, new int[0]);
        return record;
    }

    /** Reads the record at an offset; both share the bytes. */
    static CaseRecord of(byte[] memory, int offset) {
        return new CaseRecord(ByteBuffer.wrap(memory, offset, SIZE).slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    CaseRecord copy() {
        byte[] copy = new byte[SIZE];
        writeTo(copy, 0);
        return of(copy, 0);
    }

    void writeTo(byte[] memory, int offset) {
        bytes.get(0, memory, offset, SIZE);
    }

    static Field register(int number) {
        return new Field("r" + number, REGISTER_OFFSETS[number]);
    }

    static Field single(int number) {
        return new Field("s" + number, 0x80 + 4 * number);
    }

    int get(Field field) {
        return bytes.getInt(field.offset());
    }

    void set(Field field, int value) {
        bytes.putInt(field.offset(), value);
    }

    /** Returns R0 to R12 by number, SP as 13, LR as 14. */
    int getRegister(int number) {
        return switch (number) {
            case 13 -> stackPointer();
            case 14 -> get(LR);
            default -> get(register(number));
        };
    }

    /** Sets R0 to R12 by number, SP as 13, LR as 14. */
    void setRegister(int number, int value) {
        switch (number) {
            case 13 -> setStackPointer(value);
            case 14 -> set(LR, value);
            default -> set(register(number), value);
        }
    }

    /** Returns what the stack pointer was when the exception came. */
    int stackPointer() {
        return get(FRAME_POINTER) + 0x20 + ((get(XPSR) & 1 << 9) != 0 ? 4 : 0);
    }

    /** Sets the stack pointer that the case starts with: a multiple of 4. */
    void setStackPointer(int value) {
        int padding = value & 4;
        set(FRAME_POINTER, value - padding - 0x20);
        set(XPSR, (get(XPSR) & ~(1 << 9)) | (padding << 7));
    }

    /** Puts halfwords at an address in the slot, SVC around them, and starts there. */
    void setCode(int address, int... halfwords) {
        for (int at = SLOT; at < SLOT + SLOT_SIZE; at += 2) {
            bytes.putShort(CODE_OFFSET + at - SLOT, (short) svcAt(at));
        }
        for (int i = 0; i < halfwords.length; i++) {
            bytes.putShort(CODE_OFFSET + address - SLOT + 2 * i, (short) halfwords[i]);
        }
        set(PC, address);
    }

    /** Sets a word of the slot. */
    void setCodeWord(int address, int value) {
        bytes.putInt(CODE_OFFSET + address - SLOT, value);
    }

    /** Returns the halfwords from the start address on. */
    int[] code(int count) {
        int[] code = new int[count];
        for (int i = 0; i < count; i++) {
            code[i] = bytes.getShort(CODE_OFFSET + get(PC) - SLOT + 2 * i) & 0xffff;
        }
        return code;
    }

    int scratchByte(int index) {
        return bytes.get(SCRATCH_OFFSET + index) & 0xff;
    }

    int scratchWord(int address) {
        return bytes.getInt(SCRATCH_OFFSET + address - SCRATCH);
    }

    /** Sets a word of scratch memory; the address may be any in it. */
    void setScratchWord(int address, int value) {
        bytes.putInt(SCRATCH_OFFSET + address - SCRATCH, value);
    }

    /** Fills the scratch memory with random bytes. */
    void fillScratch(RandomGenerator random) {
        for (int i = 0; i < SCRATCH_SIZE; i += 8) {
            bytes.putLong(SCRATCH_OFFSET + i, random.nextLong());
        }
    }

    /** Returns the instruction that fills memory at this address: SVC with a number that tells addresses apart. */
    static int svcAt(int address) {
        return 0xdf00 | ((address >> 1) & 0xff);
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < REGISTER_OFFSETS.length; i++) {
            fields.add(register(i));
        }
        fields.addAll(List.of(LR, PC, XPSR, FRAME_POINTER, CONTROL, FPSCR, PRIMASK, BASEPRI, FAULTMASK));
        fields.addAll(List.of(EXCEPTION, EXC_RETURN, CFSR, HFSR, BFAR, MMFAR, MSP, CCR));
        for (int i = 0; i < 32; i++) {
            fields.add(single(i));
        }
        return List.copyOf(fields);
    }
}
