package dev.kenning.testbench.robot;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes values of every kind, nested a few levels deep. */
final class RandomValues {

    private static final String[] PIECES = {
        "",
        " ",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "a=b",
        "<",
        ">",
        "&",
        "&amp;",
        "]]>",
        "<![CDATA[",
        "\"",
        "'",
        "é",
        "€",
        "😀",
        "x"
    };

    private final Random random;

    RandomValues(Random random) {
        this.random = random;
    }

    RpcValue next() {
        return next(0);
    }

    private RpcValue next(int depth) {
        return switch (random.nextInt(depth < 4 ? 10 : 8)) {
            case 0 -> new RpcValue.Text(text());
            case 1 -> new RpcValue.Int(random.nextInt());
            case 2 -> new RpcValue.Int64(random.nextLong());
            case 3 -> new RpcValue.Real(finite());
            case 4 -> new RpcValue.Bool(random.nextBoolean());
            case 5 -> new RpcValue.DateTime(LocalDateTime.ofEpochSecond(random.nextInt(), 0, ZoneOffset.UTC));
            case 6 -> bytes();
            case 7 -> new RpcValue.Nil();
            case 8 -> array(depth);
            default -> struct(depth);
        };
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private double finite() {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? value : 0;
    }

    private RpcValue bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return new RpcValue.Bytes(bytes);
    }

    private RpcValue array(int depth) {
        List<RpcValue> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.add(next(depth + 1));
        }
        return new RpcValue.Array(values);
    }

    private RpcValue struct(int depth) {
        Map<String, RpcValue> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.put(text(), next(depth + 1));
        }
        return new RpcValue.Struct(members);
    }
}
