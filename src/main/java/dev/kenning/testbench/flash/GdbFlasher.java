package dev.kenning.testbench.flash;

import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.flash.FlashImage.Chunk;
import dev.kenning.testbench.flash.TargetMemory.Kind;
import dev.kenning.testbench.flash.TargetMemory.Part;
import dev.kenning.testbench.flash.TargetMemory.Region;
import dev.kenning.testbench.gdb.GdbAddress;
import dev.kenning.testbench.gdb.GdbException;
import dev.kenning.testbench.gdb.GdbRemote;
import dev.kenning.testbench.gdb.Packets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Flashes through a GDB server: OpenOCD's, pyOCD's, that of a J-Link, ST-LINK or Black Magic Probe, or a simulator's. Flash is erased
 * and written as the server's memory map says ({@code vFlashErase}, {@code vFlashWrite}, {@code vFlashDone}), other memory by
 * {@code X} or {@code M}; it is verified by {@code qCRC}, or by reading it back. Immutable.
 */
public final class GdbFlasher implements Flasher {

    /** What servers call a reset: OpenOCD, pyOCD, J-Link and others; QEMU; Renode and the embedded engine. */
    private static final List<String> RESETS = List.of("reset", "system_reset", "machine Reset");

    /** Servers answer OK to a command that they do not know, and print so. */
    private static final Pattern UNKNOWN = Pattern.compile(
            "(?i)unknown|no such|not found|invalid|unsupported|not supported|undefined|unrecogni[sz]ed|could not|error");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How many times as long erasing may take as other requests. */
    private static final int ERASURE = 12;

    private static final int LONGEST_PIECE = 4096;
    private static final int REQUEST_HEAD = 48;
    private static final int PARTS_TOLD = 4;
    private static final String OK = "OK";

    /** GDB's numbers of registers. */
    private static final int ARM_SP = 13;

    private static final int ARM_PC = 15;
    private static final int RISCV_PC = 32;

    /** Where a Cortex-M is told where its vectors are (ARM DDI 0403E, B3.2.5). */
    private static final long VTOR = 0xE000_ED08L;

    /** Bytes of the first two vectors: the stack pointer and the start. */
    private static final int VECTORS = 8;

    private final GdbAddress server;
    private final OptionalLong base;
    private final List<String> before;
    private final List<String> resets;
    private final Duration patience;

    private GdbFlasher(
            GdbAddress server, OptionalLong base, List<String> before, List<String> resets, Duration patience) {
        this.server = server;
        this.base = base;
        this.before = List.copyOf(before);
        this.resets = List.copyOf(resets);
        this.patience = patience;
    }

    /** Creates one for a server. */
    public static GdbFlasher of(GdbAddress server) {
        return new GdbFlasher(server, OptionalLong.empty(), List.of(), List.of(), PATIENCE);
    }

    /** Returns this with the address of binary files. */
    public GdbFlasher at(OptionalLong address) {
        return new GdbFlasher(server, address, before, resets, patience);
    }

    /** Returns this with monitor commands to send first, such as {@code swdp_scan}; {@code attach 1} attaches to a target. */
    public GdbFlasher after(List<String> commands) {
        return new GdbFlasher(server, base, commands, resets, patience);
    }

    /** Returns this with the monitor commands that reset the board, instead of what servers are known to call it. */
    public GdbFlasher resettingBy(List<String> commands) {
        return new GdbFlasher(server, base, before, commands, patience);
    }

    /** Returns this with another time for each request; erasing has twelve times that. */
    GdbFlasher within(Duration time) {
        return new GdbFlasher(server, base, before, resets, time);
    }

    @Override
    public Outcome flash(Path file, Consumer<String> progress) {
        FlashImage image = FlashImage.read(file, base);
        try (GdbRemote remote = GdbRemote.connect(server, patience)) {
            return new Visit(remote, image, progress).flash();
        } catch (FlashException | GdbException e) {
            throw new FlashException("flashing " + image.name() + " through " + this + " failed: " + e.getMessage(), e);
        }
    }

    /** Returns where the server is. */
    public GdbAddress server() {
        return server;
    }

    @Override
    public String toString() {
        return "the GDB server " + server;
    }

    /** One image on one board. */
    private final class Visit {

        private final GdbRemote remote;
        private final FlashImage image;
        private final Consumer<String> progress;
        private Optional<Boolean> checksums = Optional.empty();
        private TargetMemory memory = new TargetMemory(List.of());

        Visit(GdbRemote remote, FlashImage image, Consumer<String> progress) {
            this.remote = remote;
            this.image = image;
            this.progress = progress;
        }

        Outcome flash() {
            before.forEach(this::prepare);
            String state = remote.request("?");
            if (state.isEmpty() || "TS".indexOf(state.charAt(0)) < 0) {
                throw new FlashException("the server holds no target (it says '" + state
                        + "' to '?'); some must be told to attach to one first, such as a Black Magic Probe by 'swdp_scan'"
                        + " and 'attach 1'");
            }
            memory = remote.memoryMap().map(TargetMemory::parse).orElse(memory);
            List<Part> parts = memory.parts(image);
            boolean isThere =
                    parts.stream().allMatch(part -> difference(part.chunk()).isEmpty());
            if (isThere) {
                progress.accept("the board has " + image.name() + " already, " + bytes(image.size()) + " compared");
            } else {
                write(parts);
                verify(parts);
            }
            reset();
            remote.detach();
            return isThere ? Outcome.ALREADY_THERE : Outcome.WRITTEN;
        }

        private void prepare(String command) {
            if (command.startsWith("attach ")) {
                String answer = remote.request(
                        "vAttach;" + command.substring("attach ".length()).strip());
                if (!answer.startsWith("T") && !answer.startsWith("S") && !answer.equals(OK)) {
                    throw remote.refused("to " + command, answer);
                }
                return;
            }
            if (!monitor(command)) {
                throw new FlashException("the server does not take the command '" + command + "'");
            }
        }

        /** Returns whether the server took the command. */
        private boolean monitor(String command) {
            StringBuilder printed = new StringBuilder();
            String answer = remote.request("qRcmd," + Packets.hex(command), patience, printed::append);
            boolean taken = answer.equals(OK) && !UNKNOWN.matcher(printed).find();
            if (taken) {
                printed.toString().lines().filter(line -> !line.isBlank()).forEach(progress);
            }
            return taken;
        }

        private void write(List<Part> parts) {
            long left = image.size();
            progress.accept("writing " + bytes(left) + " of " + image.name());
            List<Part> flash = parts.stream()
                    .filter(part -> part.region().kind() == Kind.FLASH)
                    .toList();
            for (Erasure erasure : erasures(flash)) {
                progress.accept("erasing " + erasure);
                require(
                        OK,
                        remote.request(
                                String.format(Locale.ROOT, "vFlashErase:%x,%x", erasure.start(), erasure.length()),
                                patience.multipliedBy(ERASURE),
                                progress),
                        "to erase " + erasure);
            }
            Meter meter = new Meter(left);
            flash.forEach(part -> writeInPieces(part.chunk(), "vFlashWrite", meter));
            if (!flash.isEmpty()) {
                require(
                        OK,
                        remote.request("vFlashDone", patience.multipliedBy(ERASURE), progress),
                        "to finish writing the flash");
            }
            List<Part> others = parts.stream()
                    .filter(part -> part.region().kind() != Kind.FLASH)
                    .toList();
            if (!others.isEmpty()) {
                boolean binary = remote.request(String.format(
                                Locale.ROOT, "X%x,0:", others.get(0).chunk().address()))
                        .equals(OK);
                others.forEach(part -> writeInPieces(part.chunk(), binary ? "X" : "M", meter));
            }
        }

        /** Tells of each quarter. */
        private final class Meter {

            private final long total;
            private long done;
            private long told;

            Meter(long total) {
                this.total = total;
            }

            void add(int count) {
                done += count;
                long quarter = done * PARTS_TOLD / total;
                if (quarter > told) {
                    told = quarter;
                    progress.accept(done * 100 / total + " % written");
                }
            }
        }

        private void writeInPieces(Chunk chunk, String request, Meter meter) {
            int longest = longestPiece();
            for (int at = 0; at < chunk.bytes().length; at += longest) {
                byte[] piece = Arrays.copyOfRange(chunk.bytes(), at, Math.min(chunk.bytes().length, at + longest));
                long address = chunk.address() + at;
                String head = request.equals("vFlashWrite")
                        ? String.format(Locale.ROOT, "vFlashWrite:%x:", address)
                        : String.format(Locale.ROOT, "%s%x,%x:", request, address, piece.length);
                String body = request.equals("M") ? Packets.hex(piece) : new String(piece, StandardCharsets.ISO_8859_1);
                require(
                        OK,
                        remote.request(head + body, patience, progress),
                        "to write " + FlashImage.describe(new Chunk(address, piece)));
                meter.add(piece.length);
            }
        }

        /** Each byte may need two characters of a packet. */
        private int longestPiece() {
            return Math.max(1, Math.min(LONGEST_PIECE, (remote.packetSize() - REQUEST_HEAD) / 2));
        }

        private void verify(List<Part> parts) {
            for (Part part : parts) {
                Optional<String> difference = difference(part.chunk());
                if (difference.isPresent()) {
                    throw new FlashException("the board does not hold what was written: " + difference.get() + " ("
                            + part.region() + "); is the flash protected, or the memory map of another chip?");
                }
            }
            progress.accept("verified " + bytes(image.size())
                    + (checksums.orElse(false) ? " by their checksum" : " by reading them back"));
        }

        /** Returns where the board first differs, if it does. */
        private Optional<String> difference(Chunk chunk) {
            if (checksums.orElse(true)) {
                String answer =
                        remote.request(String.format(Locale.ROOT, "qCRC:%x,%x", chunk.address(), chunk.bytes().length));
                checksums = Optional.of(answer.startsWith("C"));
                if (answer.equals(String.format(Locale.ROOT, "C%x", Crc.of(chunk.bytes())))
                        || answer.equals(String.format(Locale.ROOT, "C%08x", Crc.of(chunk.bytes())))) {
                    return Optional.empty();
                }
            }
            byte[] wanted = chunk.bytes();
            int longest = longestPiece();
            for (int at = 0; at < wanted.length; ) {
                byte[] there = remote.readMemory(chunk.address() + at, Math.min(longest, wanted.length - at));
                int differs = Arrays.mismatch(there, 0, there.length, wanted, at, at + there.length);
                if (differs >= 0) {
                    return Optional.of(String.format(
                            Locale.ROOT,
                            "at 0x%08X is 0x%02X and should be 0x%02X",
                            chunk.address() + at + differs,
                            there[differs],
                            wanted[at + differs]));
                }
                at += there.length;
            }
            return Optional.empty();
        }

        private void reset() {
            if (!resets.isEmpty()) {
                resets.forEach(this::prepare);
                return;
            }
            if (!RESETS.stream().anyMatch(this::monitor)) {
                progress.accept(
                        "the server knows no reset: the program is started by its first instruction, and devices"
                                + " keep their state");
                startAtTheBeginning();
            } else if (isLost()) {
                progress.accept(
                        "after the reset the core stands where the board has no memory: the program is started by"
                                + " its first instruction");
                startAtTheBeginning();
            }
        }

        /** A simulated core begins at address 0, though its flash is not there as well, as a real chip's is. */
        private boolean isLost() {
            if (memory.regions().isEmpty() || (image.elf().isEmpty() && !isArm())) {
                return false;
            }
            Optional<Long> counter = register(isArm() ? ARM_PC : RISCV_PC);
            return counter.filter(at -> memory.regions().stream().noneMatch(region -> region.holds(at)))
                    .isPresent();
        }

        private boolean isArm() {
            return image.elf().map(elf -> elf.machine() == ElfFile.ARM).orElseGet(this::beginsWithVectors);
        }

        /** A file without a header is a Cortex-M's if it begins with a stack and the address of an instruction in it. */
        private boolean beginsWithVectors() {
            Chunk first = image.chunks().get(0);
            if (first.bytes().length < VECTORS) {
                return false;
            }
            long stack = littleEndian(first.bytes(), 0);
            long start = littleEndian(first.bytes(), 4);
            return stack % 4 == 0 && start % 2 == 1 && start > first.address() && start < first.end();
        }

        private void startAtTheBeginning() {
            if (isArm()) {
                Chunk first = image.chunks().get(0);
                long table = first.address();
                byte[] vectors = first.bytes();
                if (vectors.length < VECTORS) {
                    throw new FlashException("the program cannot be started: it begins with "
                            + FlashImage.describe(first) + ", which hold no stack pointer and start of a Cortex-M");
                }
                require(
                        OK,
                        remote.request(String.format(Locale.ROOT, "M%x,4:%s", VTOR, Packets.hex(word(table, 4)))),
                        "to set VTOR");
                setRegister(ARM_SP, littleEndian(vectors, 0));
                setRegister(ARM_PC, littleEndian(vectors, 4) & ~1L);
                return;
            }
            ElfFile elf = image.elf()
                    .orElseThrow(() -> new FlashException(
                            "the server knows no reset, and this file does not tell where the program begins"));
            setRegister(RISCV_PC, elf.entry());
        }

        private Optional<Long> register(int number) {
            String answer = remote.request(String.format(Locale.ROOT, "p%x", number));
            boolean isValue = answer.matches("\\p{XDigit}{8}(\\p{XDigit}{8})?");
            return isValue ? Optional.of(littleEndian(HexFormat.of().parseHex(answer), 0)) : Optional.empty();
        }

        private static byte[] word(long value, int length) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (value >>> (8 * i));
            }
            return bytes;
        }

        private void setRegister(int number, long value) {
            byte[] bytes = word(value, image.elf().filter(ElfFile::is64).isPresent() ? 8 : 4);
            require(
                    OK,
                    remote.request(String.format(Locale.ROOT, "P%x=%s", number, Packets.hex(bytes))),
                    "to set register " + number);
        }

        private void require(String wanted, String answer, String what) {
            if (!answer.equals(wanted)) {
                throw remote.refused(what, answer);
            }
        }
    }

    private static long littleEndian(byte[] bytes, int at) {
        long value = 0;
        for (int i = 3; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xFF);
        }
        return value;
    }

    private static String bytes(long count) {
        return String.format(Locale.ROOT, "%,d bytes", count);
    }

    /** Whole blocks of flash in a row. */
    record Erasure(long start, long length) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,d bytes of flash at 0x%08X", length, start);
        }
    }

    /** Returns the blocks that a program touches, those in a row together. */
    static List<Erasure> erasures(List<Part> parts) {
        List<Erasure> erasures = new ArrayList<>();
        for (Part part : parts) {
            Region region = part.region();
            long size = region.blockSize();
            long begin = part.chunk().address() - (part.chunk().address() - region.start()) % size;
            long blocks = (part.chunk().end() - begin + size - 1) / size;
            long end = Math.min(region.end(), begin + blocks * size);
            Erasure last = erasures.isEmpty() ? new Erasure(begin, 0) : erasures.remove(erasures.size() - 1);
            if (begin > last.start() + last.length()) {
                erasures.add(last);
                last = new Erasure(begin, 0);
            }
            erasures.add(new Erasure(last.start(), Math.max(end, last.start() + last.length()) - last.start()));
        }
        return erasures;
    }
}
