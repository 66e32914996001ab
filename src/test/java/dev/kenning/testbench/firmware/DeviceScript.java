package dev.kenning.testbench.firmware;

import dev.kenning.testbench.protocol.Event;
import dev.kenning.testbench.protocol.HeaderRule;
import dev.kenning.testbench.protocol.Message;
import dev.kenning.testbench.protocol.MessageDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a fresh native device is told, in order and in virtual time; {@code firmware/native/device/transport.h}. */
final class DeviceScript {

    private static final int PAYLOAD_LIMIT = 1 << 20;

    private final List<String> lines = new ArrayList<>();

    /** Lets a request arrive, cut as the UART host cuts it; returns the position of the answer. */
    int send(Event request) {
        StringBuilder hex = new StringBuilder();
        for (Message message : request.messages(Event.UART_BODY_BYTES)) {
            hex.append(HexFormat.of().formatHex(message.encode()));
        }
        return add(hex.toString());
    }

    /** Asks for the model's state; returns the position of the answer. */
    int state() {
        return add("state");
    }

    private int add(String line) {
        lines.add(line);
        return lines.size() - 1;
    }

    Answers run(String device) {
        return new Answers(NativeFirmware.run(device, lines, "--script"));
    }

    /** One line for each line of the script. */
    record Answers(List<String> lines) {

        /** Returns the messages sent at a position of the script. */
        List<Message> replies(int position) {
            String line = lines.get(position);
            byte[] bytes = HexFormat.of().parseHex(line.substring("reply=".length(), line.indexOf(' ')));
            List<Message> messages = new ArrayList<>();
            new MessageDecoder<>(HeaderRule.ANYTHING, PAYLOAD_LIMIT).decode(ByteBuffer.wrap(bytes), messages::add);
            return messages;
        }

        /** Returns the state told at a position of the script. */
        String state(int position) {
            return lines.get(position).substring("state=".length());
        }
    }
}
