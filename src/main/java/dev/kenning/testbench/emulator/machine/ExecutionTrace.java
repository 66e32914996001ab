package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.core.BlockHook;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.Disassembly;
import dev.kenning.testbench.emulator.core.InstructionSet;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Writes each instruction that a core executes to a file, as text or in Renode's binary form of version 4.
 *
 * <p>The binary form begins with {@code ReTrace}, the version, the bytes of an address (0 for none) and whether encodings
 * follow; with encodings, whether blocks tell their state, then architecture and core as a counted text. An instruction is its address,
 * the counted bytes of its encoding, and a 0 for no more about it; numbers have their low byte first.
 */
final class ExecutionTrace implements BlockHook {

    /** What of an instruction is written, by Renode's names. */
    enum Format {
        PC("PC", true, false, true),
        OPCODE("Opcode", false, true, true),
        PC_AND_OPCODE("PCAndOpcode", true, true, true),
        DISASSEMBLY("Disassembly", true, true, false);

        private final String renodeName;
        private final boolean hasAddress;
        private final boolean hasEncoding;
        private final boolean hasBinaryForm;

        Format(String renodeName, boolean hasAddress, boolean hasEncoding, boolean hasBinaryForm) {
            this.renodeName = renodeName;
            this.hasAddress = hasAddress;
            this.hasEncoding = hasEncoding;
            this.hasBinaryForm = hasBinaryForm;
        }

        String renodeName() {
            return renodeName;
        }

        boolean hasBinaryForm() {
            return hasBinaryForm;
        }
    }

    private static final String SIGNATURE = "ReTrace";
    private static final int VERSION = 4;
    private static final int NO_MORE = 0;

    private final Machine machine;
    private final Core core;
    private final Format format;
    private final boolean isBinary;
    private final Path file;
    private final OutputStream out;

    private ExecutionTrace(Machine machine, Core core, Format format, boolean isBinary, Path file, OutputStream out) {
        this.machine = machine;
        this.core = core;
        this.format = format;
        this.isBinary = isBinary;
        this.file = file;
        this.out = out;
    }

    /**
     * Begins a file.
     *
     * @throws MachineException if it cannot be written
     */
    static ExecutionTrace create(
            Machine machine, Core core, Path file, Format format, boolean isBinary, boolean compresses) {
        try {
            OutputStream bytes = Files.newOutputStream(file);
            OutputStream out = new BufferedOutputStream(compresses ? new GZIPOutputStream(bytes) : bytes);
            ExecutionTrace trace = new ExecutionTrace(machine, core, format, isBinary, file, out);
            if (isBinary) {
                trace.writeHeader();
            }
            return trace;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    @Override
    public void reached(long address, long instructions) {
        try {
            long at = address;
            for (long i = 0; i < instructions; i++) {
                Disassembly instruction = core.disassemble(at);
                if (isBinary) {
                    writeBinary(at, instruction);
                } else {
                    out.write((text(at, instruction) + "\n").getBytes(StandardCharsets.US_ASCII));
                }
                at += instruction.length();
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** Completes the file. */
    void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private String text(long address, Disassembly instruction) {
        String place = "0x" + Long.toHexString(address).toUpperCase(Locale.ROOT);
        String encoding = "0x" + instruction.encoding().toUpperCase(Locale.ROOT);
        return switch (format) {
            case PC -> place;
            case OPCODE -> encoding;
            case PC_AND_OPCODE -> place + ": " + encoding;
            case DISASSEMBLY -> disassembly(address, instruction);
        };
    }

    private String disassembly(long address, Disassembly instruction) {
        String line =
                String.format(Locale.ROOT, "0x%08x:   %-8s   %s", address, instruction.encoding(), instruction.text());
        return machine.symbols()
                .find(address)
                .map(symbol -> String.format(Locale.ROOT, "%-60s [%s]", line, symbol))
                .orElse(line);
    }

    private void writeHeader() throws IOException {
        out.write(SIGNATURE.getBytes(StandardCharsets.US_ASCII));
        out.write(VERSION);
        out.write(addressBytes());
        out.write(format.hasEncoding ? 1 : 0);
        if (format.hasEncoding) {
            byte[] name = (architecture() + " " + core.cpuType()).getBytes(StandardCharsets.US_ASCII);
            out.write(0);
            out.write(name.length);
            out.write(name);
        }
    }

    private void writeBinary(long address, Disassembly instruction) throws IOException {
        writeNumber(address, addressBytes());
        if (format.hasEncoding) {
            out.write(instruction.length());
            writeNumber(inMemoryOrder(instruction), instruction.length());
        }
        out.write(NO_MORE);
    }

    /** A 32-bit instruction of Thumb is two halfwords, the first of which is the upper one of its encoding. */
    private long inMemoryOrder(Disassembly instruction) {
        int word = instruction.word();
        return isThumb() && instruction.length() == 4 ? Integer.rotateLeft(word, 16) : word;
    }

    private void writeNumber(long number, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (number >>> (8 * i)));
        }
    }

    private int addressBytes() {
        if (!format.hasAddress) {
            return 0;
        }
        return core.instructionSet().is64() ? Long.BYTES : Integer.BYTES;
    }

    private String architecture() {
        InstructionSet instructions = core.instructionSet();
        return isThumb() ? "thumb" : instructions.is64() ? "riscv64" : "riscv32";
    }

    private boolean isThumb() {
        return !core.hasVectors() && core.cpuType().startsWith("cortex");
    }

    private static MachineException failure(Path file, IOException reason) {
        return new MachineException(
                "There was an error when preparing the execution trace output file " + file + ": "
                        + reason.getMessage(),
                reason);
    }
}
