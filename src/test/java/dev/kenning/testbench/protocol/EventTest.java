package dev.kenning.testbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "124, 1", "125, 2", "248, 2", "249, 3", "100000, 807"})
    void takesOneMessagePerBody(int length, int messages) {
        assertThat(Event.request(MessageType.MODEL, new byte[length]).messages(Event.UART_BODY_BYTES))
                .hasSize(messages);
    }

    @Test
    void marksTheFirstAndTheLastMessage() {
        List<Message> messages = Event.request(MessageType.MODEL, new byte[5]).messages(2);

        assertThat(messages)
                .extracting(message -> message.flags().names())
                .containsExactly(
                        List.of("HAS_PAYLOAD", "FIRST"), List.of("HAS_PAYLOAD"), List.of("HAS_PAYLOAD", "LAST"));
    }

    @Test
    void repeatsTheFlagsOfTheEventInEachMessage() {
        Event event = Event.transmission(MessageType.OUTPUT, new Flags(Flags.SUCCESS | Flags.IS_ZEPHYR), new byte[3]);

        assertThat(event.messages(1)).allMatch(message -> message.flags().has(Flags.SUCCESS | Flags.IS_ZEPHYR));
    }

    @Test
    void isJoinedAgainFromItsMessages() {
        Event event = Event.transmission(MessageType.OUTPUT, new Flags(Flags.SUCCESS), new byte[] {1, 2, 3, 4, 5});
        EventCollector collector = new EventCollector(100);

        List<Event> joined = event.messages(2).stream()
                .map(collector::add)
                .flatMap(Optional::stream)
                .toList();

        assertThat(joined).containsExactly(event);
        assertThat(collector.isInside()).isFalse();
    }

    @Test
    void hasNoFlagsWithoutAFirstMessage() {
        Message last = Message.of(5, FlowControl.TRANSMISSION, new Flags(Flags.SUCCESS | Flags.LAST), new byte[] {1});

        assertThat(new EventCollector(100).add(last))
                .hasValueSatisfying(event -> assertThat(event.flags()).isEqualTo(Flags.NONE));
    }

    @Test
    void refusesASeriesOverTheLimit() {
        EventCollector collector = new EventCollector(3);
        List<Message> messages = Event.request(MessageType.OUTPUT, new byte[4]).messages(2);
        collector.add(messages.get(0));

        assertThatExceptionOfType(EventCollector.SeriesTooLongException.class)
                .isThrownBy(() -> collector.add(messages.get(1)))
                .withMessage("a series of OUTPUT passes the limit of 3 bytes");
        assertThat(collector.isInside()).as("still inside the series").isFalse();
    }
}
