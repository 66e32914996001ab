package dev.kenning.testbench.emulator.core.riscv;

import dev.kenning.testbench.emulator.machine.QemuBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What memory holds before a batch of cases runs, at the same addresses on every engine. */
final class CaseImage {

    static final int CODE_ADDRESS = 0x8000_0000;
    static final int RECORDS_ADDRESS = 0x8010_0000;
    static final int RAM_SIZE = 0x0200_0000;
    /** Records that the memory has room for. */
    static final int MAX_CASES = (CODE_ADDRESS + RAM_SIZE - RECORDS_ADDRESS) / CaseRecord.SIZE;

    static final int FLOATS = 1;
    static final int VECTORS = 2;
    /** The float registers have 64 bits. */
    static final int DOUBLES = 4;

    private static final int CODE_SIZE = 0x4_0000;
    private static final int PARAMETERS_ADDRESS = 0x8004_0000;
    private static final int NAME_OFFSET = 0x80;
    private static final int MODE_WRITE_BINARY = 5;

    private final byte[] code;
    private final byte[] records;
    private final int wordSize;
    private final int features;

    private CaseImage(byte[] code, byte[] records, int wordSize, int features) {
        this.code = code;
        this.records = records;
        this.wordSize = wordSize;
        this.features = features;
    }

    /**
     * Lays out a batch of cases for the driver.
     *
     * @param features {@link #FLOATS}, {@link #DOUBLES} and {@link #VECTORS}, if the core has them
     */
    static CaseImage of(List<CaseRecord> cases, boolean is64, int features) {
        if (cases.size() > MAX_CASES) {
            throw new IllegalArgumentException("at most " + MAX_CASES + " cases, not " + cases.size());
        }
        byte[] records = new byte[cases.size() * CaseRecord.SIZE];
        for (int i = 0; i < cases.size(); i++) {
            cases.get(i).writeTo(records, i * CaseRecord.SIZE);
        }
        return new CaseImage(codeMemory(is64 ? 64 : 32), records, is64 ? 8 : 4, features);
    }

    /**
     * Returns what memory holds.
     *
     * @param resultFile where semihosting writes the records to, or empty to leave them in memory and sleep
     */
    List<QemuBatch.Content> contents(String resultFile) {
        return List.of(
                new QemuBatch.Content("code", CODE_ADDRESS, code),
                new QemuBatch.Content("parameters", PARAMETERS_ADDRESS, parameters(resultFile)),
                new QemuBatch.Content("records", RECORDS_ADDRESS, records));
    }

    int recordsSize() {
        return records.length;
    }

    /** Returns the cases as the driver left them. */
    static List<CaseRecord> results(byte[] records) {
        List<CaseRecord> results = new ArrayList<>();
        for (int offset = 0; offset < records.length; offset += CaseRecord.SIZE) {
            results.add(CaseRecord.of(records, offset));
        }
        return results;
    }

    private byte[] parameters(String resultFile) {
        byte[] name = resultFile.getBytes(StandardCharsets.UTF_8);
        ByteBuffer memory = ByteBuffer.allocate(NAME_OFFSET + name.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        memory.putLong(0, Integer.toUnsignedLong(RECORDS_ADDRESS));
        memory.putLong(8, Integer.toUnsignedLong(RECORDS_ADDRESS + records.length));
        memory.putLong(16, resultFile.isEmpty() ? 0 : 1);
        memory.putLong(24, features);
        putWords(memory, 32, PARAMETERS_ADDRESS + NAME_OFFSET, MODE_WRITE_BINARY, name.length);
        putWords(memory, 64, 0, RECORDS_ADDRESS, records.length);
        memory.put(NAME_OFFSET, name);
        return memory.array();
    }

    private void putWords(ByteBuffer memory, int offset, int... words) {
        for (int i = 0; i < words.length; i++) {
            memory.putInt(offset + i * wordSize, words[i]);
        }
    }

    private static byte[] codeMemory(int xlen) {
        byte[] driver = QemuBatch.resource(CaseImage.class, "case-driver" + xlen + ".bin");
        ByteBuffer memory = ByteBuffer.allocate(CODE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < CODE_SIZE; at += 4) {
            memory.putInt(at, CaseRecord.ECALL);
        }
        memory.put(0, driver);
        return memory.array();
    }
}
