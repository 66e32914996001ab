package dev.kenning.testbench.profile;

import dev.kenning.testbench.profile.ProfilerHeader.Cpu;
import dev.kenning.testbench.profile.ProfilerHeader.Region;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes and reads small profiler dumps. */
final class Dumps {

    static final long TICKS = 638_000_000_000_000_000L;

    static final ProfilerHeader HEADER = new ProfilerHeader(
            List.of(new Cpu(0, "cpu")),
            List.of(new Region("uart0", 0x4000_0000L, 0x4000_0FFFL), new Region("ram", 0x2000_0000L, 0x2000_FFFFL)));

    private Dumps() {}

    /** Writes the dump of Renode Integration 5.2: 293 bytes, every kind of entry. */
    static byte[] example() {
        return write(HEADER, sink -> {
            sink.instructions(TICKS, 0, 0, 100);
            sink.memory(TICKS + 10_000, 4, Direction.READ);
            sink.peripheral(TICKS + 20_000, 5, Direction.WRITE, 0x4000_0000L);
            sink.instructions(TICKS + 30_000, 10, 0, 1100);
            sink.memory(TICKS + 40_000, 12.5, Direction.WRITE);
            sink.exception(TICKS + 50_000, 30, 7);
            sink.instructions(TICKS + 60_000, 30.5, 0, 1600);
            sink.peripheral(TICKS + 70_000, 31, Direction.READ, 0x4000_0018L);
            sink.peripheral(TICKS + 80_000, 31.5, Direction.READ, 0x5000_0000L);
        });
    }

    static byte[] write(ProfilerHeader header, Consumer<ProfilerSink> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProfilerDumpWriter writer = new ProfilerDumpWriter(bytes, header)) {
            entries.accept(writer);
        }
        return bytes.toByteArray();
    }

    /** Hands a dump to a sink and returns the sink. */
    static <S extends ProfilerSink> S read(byte[] dump, Function<ProfilerHeader, S> sinkFor) {
        return read(new ByteArrayInputStream(dump), sinkFor);
    }

    /** Hands one of Renode's recorded dumps to a sink and returns the sink. */
    static <S extends ProfilerSink> S readRecorded(String name, Function<ProfilerHeader, S> sinkFor) {
        return read(new ByteArrayInputStream(recorded(name)), sinkFor);
    }

    static byte[] recorded(String name) {
        try (InputStream in = Dumps.class.getResourceAsStream("/renode-golden/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <S extends ProfilerSink> S read(InputStream in, Function<ProfilerHeader, S> sinkFor) {
        try (ProfilerDumpReader reader = new ProfilerDumpReader(in, "test.dump")) {
            S sink = sinkFor.apply(reader.header());
            reader.forEach(sink);
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
