package dev.kenning.testbench.emulator.core.arm;

import dev.kenning.testbench.emulator.machine.QemuBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What memory holds before a batch of cases runs, at the same addresses on every engine. */
final class CaseImage {

    static final int CODE_ADDRESS = 0;
    static final int CODE_SIZE = 0x0040_0000;
    static final int PARAMETERS_ADDRESS = 0x2000_0000;
    static final int RAM_SIZE = 0x0040_0000;
    static final int RECORDS_ADDRESS = 0x2010_0000;
    /** Records that the memory has room for, less the first, which the driver overwrites. */
    static final int MAX_CASES = (PARAMETERS_ADDRESS + RAM_SIZE - RECORDS_ADDRESS) / CaseRecord.SIZE - 1;

    private static final int NAME_OFFSET = 0x40;
    private static final int MODE_WRITE_BINARY = 5;

    private final byte[] code;
    private final byte[] records;
    private final boolean fpu;

    private CaseImage(byte[] code, byte[] records, boolean fpu) {
        this.code = code;
        this.records = records;
        this.fpu = fpu;
    }

    /** Lays out a batch of cases for the driver. */
    static CaseImage of(List<CaseRecord> cases, boolean fpu) {
        if (cases.size() > MAX_CASES) {
            throw new IllegalArgumentException("at most " + MAX_CASES + " cases, not " + cases.size());
        }
        byte[] records = new byte[(cases.size() + 1) * CaseRecord.SIZE];
        for (int i = 0; i < cases.size(); i++) {
            cases.get(i).writeTo(records, (i + 1) * CaseRecord.SIZE);
        }
        return new CaseImage(codeMemory(), records, fpu);
    }

    /** Lays out a program of its own that leaves up to {@code resultSize} bytes at {@link #RECORDS_ADDRESS}. */
    static CaseImage program(byte[] code, int resultSize) {
        return new CaseImage(code.clone(), new byte[resultSize], true);
    }

    /** Returns what stands at {@link #CODE_ADDRESS}: the driver, and SVC instructions behind it. */
    byte[] code() {
        return code;
    }

    /** Returns what stands at {@link #RECORDS_ADDRESS}. */
    byte[] records() {
        return records;
    }

    /**
     * Returns what stands at {@link #PARAMETERS_ADDRESS}.
     *
     * @param resultFile where semihosting writes the records to, or empty to leave them in memory and sleep
     */
    byte[] parameters(String resultFile) {
        byte[] name = resultFile.getBytes(StandardCharsets.UTF_8);
        byte[] memory = new byte[NAME_OFFSET + name.length + 1];
        ByteBuffer.wrap(memory)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RECORDS_ADDRESS)
                .putInt(RECORDS_ADDRESS + records.length)
                .putInt(resultFile.isEmpty() ? 0 : 1)
                .putInt(fpu ? 1 : 0)
                .putInt(PARAMETERS_ADDRESS + NAME_OFFSET)
                .putInt(MODE_WRITE_BINARY)
                .putInt(name.length)
                .putInt(0)
                .putInt(0)
                .putInt(RECORDS_ADDRESS)
                .putInt(records.length)
                .position(NAME_OFFSET)
                .put(name);
        return memory;
    }

    /** Returns the cases as the driver left them. */
    static List<CaseRecord> results(byte[] records) {
        List<CaseRecord> results = new ArrayList<>();
        for (int offset = CaseRecord.SIZE; offset < records.length; offset += CaseRecord.SIZE) {
            results.add(CaseRecord.of(records, offset));
        }
        return results;
    }

    private static byte[] codeMemory() {
        byte[] driver = driver();
        byte[] memory = new byte[CODE_SIZE];
        ByteBuffer buffer = ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN);
        for (int address = 0; address < CODE_SIZE; address += 2) {
            buffer.putShort(address, (short) CaseRecord.svcAt(address));
        }
        System.arraycopy(driver, 0, memory, 0, driver.length);
        return memory;
    }

    static byte[] driver() {
        return QemuBatch.resource(CaseImage.class, "case-driver.bin");
    }
}
