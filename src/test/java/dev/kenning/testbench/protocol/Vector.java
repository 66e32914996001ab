package dev.kenning.testbench.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds one recorded exchange: bytes that a real peer sent, or was fed, and what they mean. */
public record Vector(String name, String description, String direction, String hex, JsonNode decoded) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** Reads the vectors from the file that the property {@code kenning.vectors} names, else the ones in the project. */
    public static List<Vector> all() {
        try (InputStream in = open()) {
            List<Vector> vectors = new ArrayList<>();
            for (JsonNode node : MAPPER.readTree(in)) {
                vectors.add(new Vector(
                        node.path("name").asString(),
                        node.path("description").asString(),
                        node.path("direction").asString(),
                        node.path("hex").asString(),
                        node.path("decoded")));
            }
            return vectors;
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the vectors", e);
        }
    }

    private static InputStream open() throws IOException {
        String file = System.getProperty("kenning.vectors");
        if (file != null) {
            return Files.newInputStream(Path.of(file));
        }
        InputStream in = Vector.class.getResourceAsStream("/vectors/kenning-protocol.json");
        if (in == null) {
            throw new IOException("src/test/resources/vectors/kenning-protocol.json is absent");
        }
        return in;
    }

    /** Returns the bytes that a node holds as hexadecimal text. */
    public static byte[] hex(JsonNode node) {
        return HexFormat.of().parseHex(node.asString());
    }

    /** Returns the recorded bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Returns the part of the name before the first slash. */
    public String category() {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    @Override
    public String toString() {
        return name + " (" + description + ")";
    }
}
