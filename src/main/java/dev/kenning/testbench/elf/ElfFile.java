package dev.kenning.testbench.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads the parts of an ELF executable that a machine needs: loadable segments, sections that are in memory, symbols.
 *
 * <p>Little-endian, 32 and 64 bit, as the System V ABI describes them. Immutable.
 */
public final class ElfFile {

    /** {@code e_machine} of Arm. */
    public static final int ARM = 40;

    /** {@code e_machine} of RISC-V. */
    public static final int RISCV = 243;

    private static final Map<Integer, String> MACHINES = Map.of(
            3, "x86", 8, "MIPS", 20, "PowerPC", ARM, "Arm", 62, "x86-64", 94, "Xtensa", 183, "AArch64", RISCV,
            "RISC-V");

    private static final List<String> TYPES = List.of(
            "no type",
            "an object file (.o)",
            "an executable",
            "a shared object or position-independent program",
            "a core dump");
    private static final int EXECUTABLE = 2;

    private static final int PT_LOAD = 1;
    private static final int SHT_SYMTAB = 2;
    private static final int SHT_NOBITS = 8;
    private static final int SHF_WRITE = 1;
    private static final int SHF_ALLOC = 2;
    private static final int SHF_EXECINSTR = 4;
    private static final int SHN_UNDEF = 0;
    private static final int STT_NOTYPE = 0;
    private static final int STT_OBJECT = 1;
    private static final int STT_FUNC = 2;
    private static final int STT_FILE = 4;

    /**
     * A range of memory that the program fills.
     *
     * @param physicalAddress where the bytes go
     * @param virtualAddress where the program uses them
     * @param bytes the content from the file
     * @param memorySize what the segment takes in memory; the rest after {@code bytes} is zero
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to the bus once, never compared
    public record Segment(long physicalAddress, long virtualAddress, byte[] bytes, long memorySize) {}

    private final String name;
    private final boolean is64;
    private final int machine;
    private final long entry;
    private final List<Segment> segments;
    private final SymbolTable symbols;
    private final List<ElfSection> sections;
    private final long lowestSection;

    private ElfFile(
            String name,
            boolean is64,
            int machine,
            long entry,
            List<Segment> segments,
            SymbolTable symbols,
            List<ElfSection> sections,
            long lowestSection) {
        this.name = name;
        this.is64 = is64;
        this.machine = machine;
        this.entry = entry;
        this.segments = segments;
        this.symbols = symbols;
        this.sections = sections;
        this.lowestSection = lowestSection;
    }

    /**
     * Reads a file.
     *
     * @throws ElfException if there is none, or it is not an ELF executable that this reader understands
     */
    public static ElfFile read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ElfException("Firmware " + file + " does not exist. Build it first, or correct the path.", e);
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage());
            throw new ElfException("Firmware " + file + " cannot be read: " + reason + ".", e);
        }
        return parse(file.toString(), content);
    }

    /**
     * Reads an ELF image that is already in memory.
     *
     * @param name what messages call it
     * @throws ElfException if this is not an ELF executable that this reader understands
     */
    public static ElfFile parse(String name, byte[] content) {
        return new Parser(name, content).parse();
    }

    /** Returns the same program with each segment to be loaded where it runs, not where it is stored. */
    public ElfFile atVirtualAddresses() {
        List<Segment> moved = segments.stream()
                .map(it -> new Segment(it.virtualAddress(), it.virtualAddress(), it.bytes(), it.memorySize()))
                .toList();
        return new ElfFile(name, is64, machine, entry, moved, symbols, sections, lowestSection);
    }

    /** Returns the file's name, for messages. */
    public String name() {
        return name;
    }

    /** Returns whether the image is for a 64-bit machine. */
    public boolean is64() {
        return is64;
    }

    /** Returns {@code e_machine}. */
    public int machine() {
        return machine;
    }

    /** Returns the ELF entry. Cortex-M ignores it: there the vector table holds the first program counter. */
    public long entry() {
        return entry;
    }

    /** Returns the loadable segments in the order of the program headers; at least one. */
    public List<Segment> segments() {
        return segments;
    }

    /** Returns the sections that take memory on the target, in the order of the file; none if the file has no table of them. */
    public List<ElfSection> sections() {
        return sections;
    }

    /** Returns the program's symbols. */
    public SymbolTable symbols() {
        return symbols;
    }

    /**
     * Returns the lowest physical address that a section with content is loaded to. Renode takes it for the vector
     * table of a Cortex-M.
     */
    public long lowestSectionAddress() {
        return lowestSection;
    }

    /**
     * Checks that the program is for a core.
     *
     * @param wantedMachine {@link #ARM} or {@link #RISCV}
     * @param core what the core is, for the message, such as {@code cpu (cortex-m7)}
     * @throws ElfException if it is for another
     */
    public void requireMachine(int wantedMachine, boolean wanted64, String core) {
        if (machine != wantedMachine || is64 != wanted64) {
            throw new ElfException("Firmware " + name + " is for " + describe(machine, is64) + ", but " + core
                    + " executes " + describe(wantedMachine, wanted64) + ". Build it for this board.");
        }
    }

    private static String describe(int machine, boolean is64) {
        String known = MACHINES.get(machine);
        return (known == null ? "an unknown machine (" + machine + ")" : known) + (is64 ? ", 64 bit" : ", 32 bit");
    }

    private record Section(
            int name, int type, long flags, long address, long offset, long size, int link, long entrySize) {}

    private record ProgramHeader(int type, long offset, long virtual, long physical, long fileSize, long memorySize) {

        boolean holds(Section section) {
            return section.offset() >= offset && section.offset() + section.size() <= offset + fileSize;
        }
    }

    /** Reads one image; every access is checked against its length. */
    private static final class Parser {

        private static final int HEADER_32 = 52;
        private static final int HEADER_64 = 64;

        private final String name;
        private final byte[] content;
        private final ByteBuffer image;
        private boolean is64;

        Parser(String name, byte[] content) {
            this.name = name;
            this.content = content;
            this.image = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        }

        ElfFile parse() {
            checkIdentification();
            int type = half(16);
            if (type != EXECUTABLE) {
                throw bad("is " + (type < TYPES.size() ? TYPES.get(type) : "an ELF of type " + type)
                        + ", not an executable. Link it first");
            }
            int machine = half(18);
            long entry = word(24, 24);
            List<ProgramHeader> loads = loads();
            List<Segment> segments = new ArrayList<>();
            for (ProgramHeader load : loads) {
                byte[] bytes = Arrays.copyOfRange(
                        content, position(load.offset, load.fileSize, "segment"), (int) (load.offset + load.fileSize));
                segments.add(new Segment(load.physical, load.virtual, bytes, Math.max(load.memorySize, load.fileSize)));
            }
            if (segments.isEmpty()) {
                throw bad("has no loadable segments. Give the linked .elf, not a file of symbols only");
            }
            List<Section> sections = sections();
            return new ElfFile(
                    name,
                    is64,
                    machine,
                    entry,
                    List.copyOf(segments),
                    SymbolTable.ofSources(symbols(sections, machine)),
                    occupying(sections),
                    lowestSection(sections, loads));
        }

        private void checkIdentification() {
            if (content.length < 4 || image.getInt(0) != 0x464C457F) {
                throw bad("is not an ELF file: it looks like " + looksLike()
                        + ". Give the linked .elf, such as build/zephyr/zephyr.elf");
            }
            if (content.length < HEADER_32) {
                throw truncated("ELF header", HEADER_32);
            }
            is64 = content[4] == 2;
            if (content[5] != 1) {
                throw bad("is big-endian. Only little-endian cores are simulated");
            }
            if (is64 && content.length < HEADER_64) {
                throw truncated("ELF header", HEADER_64);
            }
        }

        private String looksLike() {
            if (content.length == 0) {
                return "an empty file";
            }
            String start = new String(content, 0, Math.min(content.length, 64), StandardCharsets.ISO_8859_1);
            if (start.startsWith(":")) {
                return "Intel HEX";
            }
            if (start.startsWith("S0") || start.startsWith("S1") || start.startsWith("S3")) {
                return "Motorola S-records";
            }
            if (start.startsWith("UF2\n")) {
                return "a UF2 image";
            }
            if (start.startsWith("PK")) {
                return "a ZIP archive";
            }
            if (start.startsWith("!<arch>")) {
                return "a static library (.a)";
            }
            if (start.startsWith("version https://git-lfs")) {
                return "a Git LFS pointer (run: git lfs pull)";
            }
            if (start.startsWith("TFL3", 4)) {
                return "a TensorFlow Lite model";
            }
            boolean text = start.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\n' || c == '\r' || c == '\t');
            return text ? "text" : "a raw binary";
        }

        private List<ProgramHeader> loads() {
            long table = word(28, 32);
            int entrySize = half(is64 ? 54 : 42);
            int count = half(is64 ? 56 : 44);
            List<ProgramHeader> loads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int at = position(table + (long) i * entrySize, is64 ? 56 : 32, "program header");
                ProgramHeader header = is64
                        ? new ProgramHeader(
                                image.getInt(at),
                                image.getLong(at + 8),
                                image.getLong(at + 16),
                                image.getLong(at + 24),
                                image.getLong(at + 32),
                                image.getLong(at + 40))
                        : new ProgramHeader(
                                image.getInt(at),
                                unsigned(at + 4),
                                unsigned(at + 8),
                                unsigned(at + 12),
                                unsigned(at + 16),
                                unsigned(at + 20));
                if (header.type == PT_LOAD && header.memorySize != 0) {
                    loads.add(header);
                }
            }
            return loads;
        }

        private List<Section> sections() {
            long table = word(32, 40);
            int entrySize = half(is64 ? 58 : 46);
            int count = half(is64 ? 60 : 48);
            List<Section> sections = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int at = position(table + (long) i * entrySize, is64 ? 64 : 40, "section header");
                sections.add(
                        is64
                                ? new Section(
                                        image.getInt(at),
                                        image.getInt(at + 4),
                                        image.getLong(at + 8),
                                        image.getLong(at + 16),
                                        image.getLong(at + 24),
                                        image.getLong(at + 32),
                                        image.getInt(at + 40),
                                        image.getLong(at + 56))
                                : new Section(
                                        image.getInt(at),
                                        image.getInt(at + 4),
                                        unsigned(at + 8),
                                        unsigned(at + 12),
                                        unsigned(at + 16),
                                        unsigned(at + 20),
                                        image.getInt(at + 24),
                                        unsigned(at + 36)));
            }
            return sections;
        }

        private List<ElfSection> occupying(List<Section> sections) {
            int names = half(is64 ? 62 : 50);
            return sections.stream()
                    .filter(section -> (section.flags & SHF_ALLOC) != 0 && section.size > 0)
                    .map(section -> new ElfSection(
                            names < sections.size() ? string(sections.get(names), section.name) : "",
                            section.address,
                            section.size,
                            section.type != SHT_NOBITS,
                            (section.flags & SHF_WRITE) != 0,
                            (section.flags & SHF_EXECINSTR) != 0))
                    .toList();
        }

        private static long lowestSection(List<Section> sections, List<ProgramHeader> loads) {
            long lowest = Long.MAX_VALUE;
            for (Section section : sections) {
                if ((section.flags & SHF_ALLOC) == 0 || section.size == 0 || section.type == SHT_NOBITS) {
                    continue;
                }
                for (ProgramHeader load : loads) {
                    if (load.holds(section)) {
                        lowest = Math.min(lowest, load.physical + section.offset - load.offset);
                    }
                }
            }
            if (lowest != Long.MAX_VALUE) {
                return lowest;
            }
            return loads.stream().mapToLong(ProgramHeader::physical).min().orElseThrow();
        }

        /** Each source file's name stands before its local symbols; the global ones come last. */
        private List<List<Symbol>> symbols(List<Section> sections, int machine) {
            List<List<Symbol>> sources = new ArrayList<>();
            sources.add(new ArrayList<>());
            for (Section section : sections) {
                if (section.type != SHT_SYMTAB || section.link <= 0 || section.link >= sections.size()) {
                    continue;
                }
                Section strings = sections.get(section.link);
                int size = is64 ? 24 : 16;
                for (long i = 1; i < section.size / size; i++) {
                    int at = position(section.offset + i * size, size, "symbol table");
                    if ((content[at + (is64 ? 4 : 12)] & 0xF) == STT_FILE) {
                        sources.add(new ArrayList<>());
                    }
                    addSymbol(at, strings, machine, sources.get(sources.size() - 1));
                }
            }
            return sources;
        }

        private void addSymbol(int at, Section strings, int machine, List<Symbol> into) {
            int info = content[at + (is64 ? 4 : 12)];
            int section = half(at + (is64 ? 6 : 14));
            int type = info & 0xF;
            if (section == SHN_UNDEF || (type != STT_NOTYPE && type != STT_OBJECT && type != STT_FUNC)) {
                return;
            }
            String symbolName = string(strings, image.getInt(at));
            // $a, $t, $d, $x mark where code and data begin; they name nothing.
            if (symbolName.isEmpty() || symbolName.startsWith("$")) {
                return;
            }
            long value = is64 ? image.getLong(at + 8) : unsigned(at + 4);
            long size = is64 ? image.getLong(at + 16) : unsigned(at + 8);
            boolean function = type == STT_FUNC;
            into.add(new Symbol(symbolName, function && machine == ARM ? value & ~1L : value, size, function));
        }

        private String string(Section strings, int index) {
            int start = position(strings.offset + Integer.toUnsignedLong(index), 1, "string table");
            int end = start;
            while (end < content.length && content[end] != 0) {
                end++;
            }
            return new String(content, start, end - start, StandardCharsets.UTF_8);
        }

        private int half(int at) {
            return Short.toUnsignedInt(image.getShort(at));
        }

        private long unsigned(int at) {
            return Integer.toUnsignedLong(image.getInt(at));
        }

        private long word(int at32, int at64) {
            return is64 ? image.getLong(at64) : unsigned(at32);
        }

        private int position(long offset, long length, String what) {
            if (offset < 0 || length < 0 || offset > content.length || length > content.length - offset) {
                throw truncated(what, offset + length);
            }
            return (int) offset;
        }

        private ElfException truncated(String what, long needed) {
            return bad("is truncated: its " + what + " needs " + Long.toUnsignedString(needed) + " bytes, the file has "
                    + content.length + ". Copy or build it again");
        }

        private ElfException bad(String what) {
            return new ElfException("Firmware " + name + " " + what + ".");
        }
    }
}
