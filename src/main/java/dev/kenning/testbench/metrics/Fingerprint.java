package dev.kenning.testbench.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sums up a run in one SHA-256: the files that went into it, and whatever was measured that does not depend on the host.
 *
 * <p>Two runs with one fingerprint had the same inputs, outputs, counts, virtual times, console, protocol messages and, on engines
 * that can tell, memory at the end. Not thread-safe.
 */
public final class Fingerprint {

    private static final int BUFFER = 1 << 16;

    private final MessageDigest digest = sha256();

    /** Adds what a file holds; its name and place do not matter. */
    public Fingerprint file(Path file) throws IOException {
        MessageDigest own = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), own)) {
            byte[] buffer = new byte[BUFFER];
            while (in.read(buffer) >= 0) {
                // The stream digests what passes.
            }
        }
        digest.update(own.digest());
        return this;
    }

    /** Adds values as they stand in a file of measurements; the order of keys counts. */
    public Fingerprint values(Map<String, ?> values) {
        digest.update(
                sha256().digest(new JsonMapper().writeValueAsString(values).getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Returns the sum in hexadecimal and begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
