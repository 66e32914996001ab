package dev.kenning.testbench.emulator.machine;

import dev.kenning.testbench.emulator.bus.CoreProbe;
import dev.kenning.testbench.emulator.bus.SystemBus;
import dev.kenning.testbench.emulator.core.BlockHook;
import dev.kenning.testbench.emulator.core.Core;
import dev.kenning.testbench.emulator.core.Disassembly;
import dev.kenning.testbench.emulator.core.InstructionSet;
import dev.kenning.testbench.emulator.core.riscv.RiscV;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    /** What assemblers call {@code nop} on RISC-V. */
    private static final String NO_OPERATION = "addi zero, zero, 0";
    /** VSETVLI, VSETIVLI and VSETVL: major opcode OP-V with width 7. */
    private static final int VECTOR_CONFIGURATION = 0x7057;

    private static final int VECTOR_CONFIGURATION_MASK = 0x707F;
    private static final int VL = 0xC20;
    private static final int VTYPE = 0xC21;

    private final Machine machine;
    private final Core core;
    private final Format format;
    private final boolean isBinary;
    private final Path file;
    private final OutputStream out;
    private final List<More> more = new ArrayList<>();
    private Runnable untrack = () -> {};
    private boolean eachInstruction;
    private boolean tracksVectors;

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

    /** Writes what each instruction loads and stores behind it, from the next one on. */
    void trackMemoryAccesses(SystemBus bus) {
        if (!(core instanceof RiscV)) {
            throw new IllegalArgumentException(
                    "the embedded engine tracks memory accesses of RISC-V cores only:" + " run this board on Renode");
        }
        if (bus.isProbed()) {
            throw new IllegalArgumentException("a profiler hears the memory accesses of this core already");
        }
        bus.setOwnProbe(new Accesses(bus));
        untrack = () -> bus.setOwnProbe(CoreProbe.NONE);
        eachInstruction = true;
    }

    /** Writes behind each instruction that configures the vectors what it has set, from the next one on. */
    void trackVectorConfiguration() {
        if (!(core instanceof RiscV)) {
            throw new IllegalArgumentException("This feature is not available on this platform");
        }
        tracksVectors = true;
        eachInstruction = true;
    }

    @Override
    public boolean wantsEachInstruction() {
        return eachInstruction;
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
                    write(text(at, instruction));
                }
                if (tracksVectors && (instruction.word() & VECTOR_CONFIGURATION_MASK) == VECTOR_CONFIGURATION) {
                    more.add(vectorConfiguration((RiscV) core));
                }
                for (More told : more) {
                    if (isBinary) {
                        out.write(told.type());
                        out.write(told.bytes().array());
                    } else {
                        write(told.text());
                    }
                }
                more.clear();
                if (isBinary) {
                    out.write(NO_MORE);
                }
                at += instruction.length();
            }
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private void write(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static More vectorConfiguration(RiscV core) {
        long length = core.csr(VL);
        long type = core.csr(VTYPE);
        return new More(
                2,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .putLong(type),
                String.format(Locale.ROOT, "Vector configured to VL: 0x%X, VTYPE: 0x%X", length, type));
    }

    /** What is told of an instruction beside itself. */
    private record More(int type, ByteBuffer bytes, String text) {}

    /** Hears the accesses of the instruction that is being executed. */
    private final class Accesses implements CoreProbe {

        private static final int OF_MEMORY = 2;
        private static final int STORES = 1;
        private static final List<String> NAMES = List.of("MemoryIORead", "MemoryIOWrite", "MemoryRead", "MemoryWrite");

        private final SystemBus bus;

        Accesses(SystemBus bus) {
            this.bus = bus;
        }

        @Override
        public void loaded(long address, long onBus, int width, long value) {
            note(0, address, onBus, width, value);
        }

        @Override
        public void storing(long address, long onBus, int width, long value) {
            note(STORES, address, onBus, width, value);
        }

        private void note(int direction, long address, long onBus, int width, long value) {
            int kind = direction + (bus.isFetchable(onBus) ? OF_MEMORY : 0);
            long seen = core.instructionSet().is64() ? address : address & 0xFFFF_FFFFL;
            long bits = value & -1L >>> (Long.SIZE - Byte.SIZE * width);
            ByteBuffer bytes = ByteBuffer.allocate(1 + 3 * Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put((byte) kind)
                    .putLong(seen)
                    .putLong(bits)
                    .putLong(onBus);
            String place = seen == onBus
                    ? String.format(Locale.ROOT, "0x%X", seen)
                    : String.format(Locale.ROOT, "0x%X => 0x%X", seen, onBus);
            more.add(new More(
                    1,
                    bytes,
                    String.format(Locale.ROOT, "%s with address %s, value 0x%X", NAMES.get(kind), place, bits)));
        }

        @Override
        public void load(int address) {
            // Told with its value.
        }

        @Override
        public void store(int address) {
            // Told with its value.
        }

        @Override
        public void loadElement(int address) {
            // Told with its value.
        }

        @Override
        public void storeElement(int address) {
            // Told with its value.
        }

        @Override
        public void exception(long index) {
            // A trace shows instructions.
        }
    }

    /** Completes the file. */
    void close() {
        untrack.run();
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
        String text = instruction.text().equals(NO_OPERATION) ? "nop" : instruction.text();
        String line = String.format(Locale.ROOT, "0x%08x:   %-8s   %s", address, instruction.encoding(), text);
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
