package dev.kenning.testbench.devicetree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Reads what dtc makes of a source: the flattened devicetree of the Devicetree Specification 0.4, chapter 5. */
final class Dtb {

    private static final int BEGIN_NODE = 1;
    private static final int END_NODE = 2;
    private static final int PROPERTY = 3;
    private static final int NOP = 4;

    private Dtb() {}

    /** Returns {@code path:property} to bytes, and {@code path:} for every node, as dtc compiles the source. */
    static Map<String, String> compile(Path dtc, Path directory, String source)
            throws IOException, InterruptedException {
        Path dts = Files.writeString(directory.resolve("tree.dts"), source);
        Path dtb = directory.resolve("tree.dtb");
        Path log = directory.resolve("dtc.log");
        Process process = new ProcessBuilder(dtc.toString(), "-q", "-I", "dts", "-O", "dtb", "-o", dtb + "", dts + "")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("dtc refused\n" + source + "\n" + Files.readString(log));
        }
        return read(ByteBuffer.wrap(Files.readAllBytes(dtb)));
    }

    /** Returns the same for a tree of ours. */
    static Map<String, String> of(Devicetree tree) {
        Map<String, String> content = new TreeMap<>();
        for (MemoryReservation reservation : tree.reservations()) {
            content.put("reserve " + reservation.address() + " " + reservation.size(), "");
        }
        tree.nodes().forEach(node -> {
            content.put(node.path() + ":", "");
            node.properties()
                    .forEach(property -> content.put(
                            node.path() + ":" + property.name(),
                            property.bytes().toString()));
        });
        return content;
    }

    private static Map<String, String> read(ByteBuffer blob) {
        Map<String, String> content = new TreeMap<>();
        int strings = blob.getInt(12);
        for (int at = blob.getInt(16); blob.getLong(at) != 0 || blob.getLong(at + 8) != 0; at += 16) {
            content.put("reserve " + blob.getLong(at) + " " + blob.getLong(at + 8), "");
        }
        blob.position(blob.getInt(8));
        String path = "";
        int depth = 0;
        do {
            int token = blob.getInt();
            if (token == BEGIN_NODE) {
                String name = text(blob, blob.position());
                blob.position(aligned(blob.position() + name.getBytes(StandardCharsets.UTF_8).length + 1));
                path = depth++ == 0 ? "/" : (path.equals("/") ? "" : path) + "/" + name;
                content.put(path + ":", "");
            } else if (token == END_NODE) {
                depth--;
                path = path.substring(0, Math.max(1, path.lastIndexOf('/')));
            } else if (token == PROPERTY) {
                byte[] value = new byte[blob.getInt()];
                String name = text(blob, strings + blob.getInt());
                blob.get(value);
                blob.position(aligned(blob.position()));
                content.put(path + ":" + name, Bytes.of(value).toString());
            } else if (token != NOP) {
                throw new IllegalStateException("unknown token " + token + " in the flattened devicetree");
            }
        } while (depth > 0);
        return content;
    }

    private static String text(ByteBuffer blob, int start) {
        int end = start;
        while (blob.get(end) != 0) {
            end++;
        }
        byte[] content = new byte[end - start];
        blob.get(start, content);
        return new String(content, StandardCharsets.UTF_8);
    }

    private static int aligned(int offset) {
        return (offset + 3) & ~3;
    }
}
