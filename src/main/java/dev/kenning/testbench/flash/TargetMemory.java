package dev.kenning.testbench.flash;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a GDB server says of a board's memory (GDB manual, "Memory Map Format").
 *
 * @param regions none if it says nothing; then everything is taken for RAM
 */
record TargetMemory(List<Region> regions) {

    enum Kind {
        RAM,
        ROM,
        FLASH
    }

    /**
     * Memory of one kind.
     *
     * @param blockSize what is erased at once, in bytes; 1 where nothing is
     */
    record Region(Kind kind, long start, long length, long blockSize) {

        long end() {
            return start + length;
        }

        boolean holds(long address) {
            return Long.compareUnsigned(address - start, length) < 0;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%s 0x%08X-0x%08X", kind.name().toLowerCase(Locale.ROOT), start, end() - 1);
        }
    }

    private static final String BLOCK_SIZE = "blocksize";

    TargetMemory {
        regions = List.copyOf(regions);
    }

    /**
     * Reads a map.
     *
     * @throws FlashException if it is malformed
     */
    static TargetMemory parse(String xml) {
        List<Region> regions = new ArrayList<>();
        try {
            XMLInputFactory factory = XMLInputFactory.newInstance();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            String property = "";
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("memory")) {
                    regions.add(region(reader));
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    property = Optional.ofNullable(reader.getAttributeValue(null, "name"))
                            .orElse("");
                } else if (event == XMLStreamConstants.CHARACTERS
                        && property.equals(BLOCK_SIZE)
                        && !reader.getText().isBlank()
                        && !regions.isEmpty()) {
                    Region last = regions.remove(regions.size() - 1);
                    regions.add(new Region(
                            last.kind(),
                            last.start(),
                            last.length(),
                            Math.max(1, number(reader.getText().strip()))));
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    property = "";
                }
            }
        } catch (XMLStreamException | NumberFormatException e) {
            throw new FlashException("the GDB server's memory map is malformed: " + e.getMessage(), e);
        }
        return new TargetMemory(regions);
    }

    private static Region region(XMLStreamReader reader) {
        Kind kind = Kind.valueOf(attribute(reader, "type").toUpperCase(Locale.ROOT));
        return new Region(kind, number(attribute(reader, "start")), number(attribute(reader, "length")), 1);
    }

    private static String attribute(XMLStreamReader reader, String name) {
        return Optional.ofNullable(reader.getAttributeValue(null, name))
                .orElseThrow(
                        () -> new FlashException("the GDB server's memory map has a region without '" + name + "'"));
    }

    private static long number(String text) {
        return text.startsWith("0x") || text.startsWith("0X")
                ? Long.parseUnsignedLong(text.substring(2), 16)
                : Long.parseUnsignedLong(text);
    }

    /** A part of a program in one region. */
    record Part(Region region, FlashImage.Chunk chunk) {}

    /**
     * Cuts a program where regions end.
     *
     * @throws FlashException if a part of it lies where there is no memory that can be written
     */
    List<Part> parts(FlashImage image) {
        List<Part> parts = new ArrayList<>();
        for (FlashImage.Chunk chunk : image.chunks()) {
            int done = 0;
            while (done < chunk.bytes().length) {
                long address = chunk.address() + done;
                Region region = region(image, address);
                int length = (int) Math.min(chunk.bytes().length - done, region.end() - address);
                byte[] bytes = Arrays.copyOfRange(chunk.bytes(), done, done + length);
                parts.add(new Part(region, new FlashImage.Chunk(address, bytes)));
                done += length;
            }
        }
        return parts;
    }

    private Region region(FlashImage image, long address) {
        if (regions.isEmpty()) {
            return new Region(Kind.RAM, 0, 1L << 32, 1);
        }
        Region region = regions.stream()
                .filter(each -> each.holds(address))
                .findFirst()
                .orElseThrow(() -> new FlashException(String.format(
                        Locale.ROOT,
                        "%s has bytes at 0x%08X, where the board has no memory; it has %s",
                        image.name(),
                        address,
                        list())));
        if (region.kind() == Kind.ROM) {
            throw new FlashException(String.format(
                    Locale.ROOT, "%s has bytes at 0x%08X, which cannot be written: %s", image.name(), address, region));
        }
        return region;
    }

    private String list() {
        return regions.stream().map(Region::toString).collect(Collectors.joining(", "));
    }
}
