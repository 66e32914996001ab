package dev.kenning.testbench.flash;

import dev.kenning.testbench.elf.ElfFile;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A program as it lies in the memory of a board.
 *
 * @param name of the file
 * @param chunks what lies where, by address; none overlap
 * @param elf the file, if it is an ELF file
 */
public record FlashImage(String name, List<Chunk> chunks, Optional<ElfFile> elf) {

    private static final long SPACE = 1L << 32;
    private static final byte[] ELF_MAGIC = {0x7F, 'E', 'L', 'F'};

    /**
     * Bytes in a row.
     *
     * @param address of the first
     */
    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    public record Chunk(long address, byte[] bytes) {

        long end() {
            return address + bytes.length;
        }
    }

    /** Copies the list. */
    public FlashImage {
        chunks = List.copyOf(chunks);
    }

    /**
     * Reads a file: ELF by its program headers (physical addresses), Intel HEX, else as bytes.
     *
     * @param base where the bytes of a binary file go
     * @throws BadInputException if it cannot be read, is malformed, or is binary and no base is given
     */
    public static FlashImage read(Path file, OptionalLong base) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadInputException("the image " + file + " cannot be read: " + e.getMessage(), e);
        }
        return of(file.toString(), content, base);
    }

    static FlashImage of(String name, byte[] content, OptionalLong base) {
        if (startsWith(content, ELF_MAGIC)) {
            ElfFile elf = ElfFile.parse(name, content);
            return sorted(
                    name,
                    elf.segments().stream()
                            .map(segment -> new Chunk(segment.physicalAddress(), segment.bytes()))
                            .toList(),
                    Optional.of(elf));
        }
        if (content.length > 0 && content[0] == ':') {
            return sorted(name, new HexReader(name).read(content), Optional.empty());
        }
        if (content.length > 1 && content[0] == 'S' && Character.isDigit(content[1]) && base.isEmpty()) {
            throw new BadInputException(
                    name + " holds Motorola S-records; make an ELF, Intel HEX or binary file of it (objcopy -O ihex)");
        }
        long address = base.orElseThrow(() -> new BadInputException(name
                + " is neither ELF nor Intel HEX; of a binary file say where it goes in memory, such as 0x08000000"));
        return sorted(name, List.of(new Chunk(address, content)), Optional.empty());
    }

    private static boolean startsWith(byte[] content, byte[] magic) {
        return content.length >= magic.length && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
    }

    private static FlashImage sorted(String name, List<Chunk> chunks, Optional<ElfFile> elf) {
        List<Chunk> sorted = chunks.stream()
                .filter(chunk -> chunk.bytes().length > 0)
                .sorted(Comparator.comparingLong(Chunk::address))
                .toList();
        if (sorted.isEmpty()) {
            throw new BadInputException(name + " has no bytes to flash");
        }
        for (int i = 0; i < sorted.size(); i++) {
            Chunk chunk = sorted.get(i);
            if (chunk.address() < 0 || chunk.end() > SPACE) {
                throw new BadInputException(
                        name + ": " + describe(chunk) + " do not lie in the 4 GiB that can be addressed");
            }
            if (i > 0 && sorted.get(i - 1).end() > chunk.address()) {
                throw new BadInputException(
                        name + ": " + describe(sorted.get(i - 1)) + " and " + describe(chunk) + " overlap");
            }
        }
        return new FlashImage(name, sorted, elf);
    }

    /** Returns how many bytes there are. */
    public long size() {
        return chunks.stream().mapToLong(chunk -> chunk.bytes().length).sum();
    }

    static String describe(Chunk chunk) {
        return String.format(Locale.ROOT, "%,d bytes at 0x%08X", chunk.bytes().length, chunk.address());
    }

    /** Reads Intel HEX (Intel, Hexadecimal Object File Format Specification, revision A). */
    private static final class HexReader {

        private static final int DATA = 0;
        private static final int END = 1;
        private static final int SEGMENT = 2;
        private static final int START_SEGMENT = 3;
        private static final int LINEAR = 4;
        private static final int START_LINEAR = 5;
        private static final int HEADER = 4;

        private final String name;
        private final List<Chunk> chunks = new ArrayList<>();
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long start;
        private long base;

        HexReader(String name) {
            this.name = name;
        }

        List<Chunk> read(byte[] content) {
            String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (!lines[i].isBlank() && !take(lines[i].strip(), new Place(name, i + 1, 1))) {
                    flush();
                    return chunks;
                }
            }
            throw new BadInputException(new Place(name, lines.length, 1)
                    + ": the end record (:00000001FF) is missing; the file is cut off");
        }

        /** Returns whether more may come. */
        private boolean take(String line, Place place) {
            int[] record = record(line, place);
            int count = record[0];
            int offset = record[1] << 8 | record[2];
            switch (record[3]) {
                case DATA -> append(base + offset, record, count);
                case END -> {
                    return false;
                }
                case SEGMENT -> base = (long) word(record, count, place) << 4;
                case LINEAR -> base = (long) word(record, count, place) << 16;
                case START_SEGMENT, START_LINEAR -> {
                    // Where the program begins; a board finds that by itself.
                }
                default -> throw new BadInputException(place + ": there is no record of type " + record[3]);
            }
            return true;
        }

        private static int[] record(String line, Place place) {
            int digits = line.length() - 1;
            if (line.charAt(0) != ':' || digits % 2 != 0 || digits < 2 * (HEADER + 1)) {
                throw new BadInputException(place + ": expected a record :LLAAAATT...CC, found '" + line + "'");
            }
            int[] record = new int[digits / 2];
            int sum = 0;
            for (int i = 0; i < record.length; i++) {
                int high = Character.digit(line.charAt(1 + 2 * i), 16);
                int low = Character.digit(line.charAt(2 + 2 * i), 16);
                if (high < 0 || low < 0) {
                    throw new BadInputException(place.file() + ":" + place.line() + ":" + (2 + 2 * i)
                            + ": expected two hexadecimal digits, found '" + line.substring(1 + 2 * i, 3 + 2 * i)
                            + "'");
                }
                record[i] = high << 4 | low;
                sum += record[i];
            }
            if (record[0] != record.length - HEADER - 1) {
                throw new BadInputException(place + ": the record says that it has " + record[0] + " bytes, and has "
                        + (record.length - HEADER - 1));
            }
            if ((sum & 0xFF) != 0) {
                throw new BadInputException(place + ": the record's checksum is wrong");
            }
            return record;
        }

        private static int word(int[] record, int count, Place place) {
            if (count != 2) {
                throw new BadInputException(place + ": an address record has 2 bytes, not " + count);
            }
            return record[HEADER] << 8 | record[HEADER + 1];
        }

        private void append(long address, int[] record, int count) {
            if (address != start + bytes.size()) {
                flush();
                start = address;
            }
            for (int i = 0; i < count; i++) {
                bytes.write(record[HEADER + i]);
            }
        }

        private void flush() {
            if (bytes.size() > 0) {
                chunks.add(new Chunk(start, bytes.toByteArray()));
                bytes = new ByteArrayOutputStream();
            }
        }
    }
}
