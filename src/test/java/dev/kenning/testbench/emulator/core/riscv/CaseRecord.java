package dev.kenning.testbench.emulator.core.riscv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A case for the driver in {@code case-driver.s}: the state to start from or, afterwards, the state that was found.
 *
 * <p>Mutable: a generator fills one in, the driver overwrites its copy. Registers have 8 bytes each, of which RV32 uses
 * the low half.
 */
final class CaseRecord {

    static final int SIZE = 4096;
    /** Where the driver copies the code to; a page of memory ends in its middle. */
    static final int SLOT = 0x8001_ffe0;

    static final int SLOT_SIZE = 64;
    static final int PAGE_END = 0x8002_0000;
    /** Where the driver copies the scratch memory to; a page ends in its middle. */
    static final int SCRATCH = 0x8005_fe00;

    static final int SCRATCH_SIZE = 1024;
    static final int SCRATCH_MIDDLE = SCRATCH + SCRATCH_SIZE / 2;

    /** The instruction that fills memory around the code. */
    static final int ECALL = 0x0000_0073;

    /** Machine mode before the trap, floating point and vectors on. */
    private static final int MSTATUS_AT_START = 0x7e00;

    private static final int CODE_OFFSET = 0x280;
    private static final int SCRATCH_OFFSET = 0x400;
    private static final int VECTORS_OFFSET = 0x800;

    /** A register of the record. */
    record Field(String name, int offset) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final Field FCSR = new Field("fcsr", 0x200);
    static final Field MCAUSE = new Field("mcause", 0x208);
    static final Field MEPC = new Field("mepc", 0x210);
    static final Field MTVAL = new Field("mtval", 0x218);
    static final Field MSTATUS = new Field("mstatus", 0x220);
    static final Field VSTART = new Field("vstart", 0x228);
    static final Field VCSR = new Field("vcsr", 0x230);
    static final Field VL = new Field("vl", 0x238);
    static final Field VTYPE = new Field("vtype", 0x240);

    /** Every register that tells something about the outcome, vector registers aside, in the order of reports. */
    static final List<Field> FIELDS = fields();

    private final ByteBuffer bytes;

    private CaseRecord(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Creates a record whose registers and scratch memory are 0 and whose code is nothing but ECALL. */
    static CaseRecord blank() {
        CaseRecord record = of(new byte[SIZE], 0);
        record.set(MSTATUS, MSTATUS_AT_START);
        record.setCode(SLOT);
        return record;
    }

    /** Reads the record at an offset; both share the bytes. */
    static CaseRecord of(byte[] memory, int offset) {
        return new CaseRecord(ByteBuffer.wrap(memory, offset, SIZE).slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    void writeTo(byte[] memory, int offset) {
        bytes.get(0, memory, offset, SIZE);
    }

    static Field integer(int number) {
        return new Field("x" + number, 8 * number);
    }

    static Field floating(int number) {
        return new Field("f" + number, 0x100 + 8 * number);
    }

    long get(Field field) {
        return bytes.getLong(field.offset());
    }

    void set(Field field, long value) {
        bytes.putLong(field.offset(), value);
    }

    /** Returns whether vill is set. */
    boolean isTypeIllegal() {
        return (get(VTYPE) & 1L << 31) != 0;
    }

    /** Puts instruction words at an address in the slot, ECALL around them, and starts there. */
    void setCode(int address, int... words) {
        for (int at = 0; at < SLOT_SIZE; at += 4) {
            bytes.putInt(CODE_OFFSET + at, ECALL);
        }
        for (int i = 0; i < words.length; i++) {
            bytes.putInt(CODE_OFFSET + address - SLOT + 4 * i, words[i]);
        }
        set(MEPC, Integer.toUnsignedLong(address));
    }

    /** Returns the first instruction word. */
    int code() {
        return bytes.getInt(CODE_OFFSET + (int) get(MEPC) - SLOT);
    }

    int scratchWord(int address) {
        return bytes.getInt(SCRATCH_OFFSET + address - SCRATCH);
    }

    /** Fills the scratch memory with random bytes. */
    void fillScratch(RandomGenerator random) {
        for (int i = 0; i < SCRATCH_SIZE; i += 8) {
            bytes.putLong(SCRATCH_OFFSET + i, random.nextLong());
        }
    }

    /** Returns 4 bytes of the vector registers, which lie one behind the other. */
    int vectorWord(int offset) {
        return bytes.getInt(VECTORS_OFFSET + offset);
    }

    void setVectorWord(int offset, int value) {
        bytes.putInt(VECTORS_OFFSET + offset, value);
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i < 32; i++) {
            fields.add(integer(i));
        }
        for (int i = 0; i < 32; i++) {
            fields.add(floating(i));
        }
        fields.addAll(List.of(FCSR, MCAUSE, MEPC, MTVAL, MSTATUS, VSTART, VCSR, VL, VTYPE));
        return List.copyOf(fields);
    }
}
