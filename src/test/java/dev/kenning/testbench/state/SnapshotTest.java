package dev.kenning.testbench.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final List<String> HERE = List.of("dev.kenning.testbench.state.");

    private static final class Cell {
        private int value;

        Cell(int value) {
            this.value = value;
        }
    }

    private static class Base {
        long inherited = 1;
    }

    private static final class Device extends Base {
        private final int[] registers = {1, 2, 3};
        private final List<Cell> cells = new ArrayList<>(List.of(new Cell(1), new Cell(2)));
        private final Map<String, Cell> named = new LinkedHashMap<>(Map.of("one", new Cell(1)));
        private final Deque<Integer> queue = new ArrayDeque<>(List.of(1, 2));
        private final BitSet bits = BitSet.valueOf(new long[] {5});
        private final StringBuilder text = new StringBuilder("one");
        private final PriorityQueue<Cell> due = new PriorityQueue<>(Comparator.comparingInt(cell -> cell.value));
        private @Nullable Cell self;

        @NotState
        private int watchers;

        private final Cell captured = new Cell(1);
        private final Runnable action;

        Device() {
            Cell local = new Cell(7);
            action = () -> local.value++;
            due.addAll(List.of(new Cell(3), new Cell(4)));
            self = captured;
        }

        String show() {
            action.run();
            List<Integer> order = new ArrayList<>();
            PriorityQueue<Cell> copy = new PriorityQueue<>(due);
            while (!copy.isEmpty()) {
                order.add(copy.remove().value);
            }
            return inherited + " " + registers[1] + " "
                    + cells.stream().map(cell -> cell.value).toList() + " " + named.keySet() + " " + queue + " " + bits
                    + " " + text + " " + order + " " + (self == captured) + " " + captured.value;
        }
    }

    private static final class Clocked implements Stateful {
        private int state = 1;

        @NotState
        private int cache = 10;

        private final List<String> story = new ArrayList<>();

        @Override
        public void forget() {
            cache = 0;
        }

        @Override
        public Runnable capture() {
            return () -> cache = 10 * state;
        }
    }

    @SuppressWarnings("UnusedVariable") // what is there must be refused
    private static final class Foreign {
        private final List<Random> dice = List.of(new Random(1));
    }

    @Test
    void bringsFieldsArraysAndCollectionsBackAnyNumberOfTimes() {
        Device device = new Device();
        Snapshot snapshot = Snapshot.of(HERE, List.of(device));
        String before = device.show();

        for (int i = 0; i < 2; i++) {
            device.inherited = 9;
            device.registers[1] = 9;
            device.cells.get(0).value = 9;
            device.cells.remove(1);
            device.named.put("two", new Cell(2));
            device.queue.addLast(3);
            device.bits.set(9);
            device.text.append("two");
            device.due.peek().value = 99;
            device.self = null;
            device.captured.value = 9;
            device.watchers++;
            assertThat(device.show()).isNotEqualTo(before);

            snapshot.restore();

            assertThat(device.show()).isEqualTo(before);
        }
        assertThat(device.watchers).isEqualTo(2);
    }

    @Test
    void bringsBackWhatALambdaHasCaptured() {
        Cell cell = new Cell(1);
        Runnable counts = () -> cell.value++;
        Snapshot snapshot = Snapshot.of(HERE, List.of(counts));

        counts.run();
        snapshot.restore();

        assertThat(cell.value).isOne();
    }

    @Test
    void letsCachesForgetBeforeAndCatchUpAfterFieldsChange() {
        Clocked clocked = new Clocked();
        Snapshot snapshot = Snapshot.of(HERE, List.of(clocked));
        clocked.state = 5;
        clocked.cache = 50;
        clocked.story.add("later");

        snapshot.restore();

        assertThat(clocked.state).isOne();
        assertThat(clocked.cache).isEqualTo(10);
        assertThat(clocked.story).isEmpty();
    }

    @Test
    void leavesWhatIsAroundTheGraph() {
        Cell cell = new Cell(1);
        Snapshot snapshot = Snapshot.of(List.of("dev.kenning.testbench.elsewhere."), List.of(cell));
        cell.value = 2;

        snapshot.restore();

        assertThat(cell.value).isEqualTo(2);
    }

    @Test
    void refusesWhatItCannotKeepAndSaysWhereItIs() {
        assertThatThrownBy(() -> Snapshot.of(HERE, List.of(new Foreign())))
                .isInstanceOf(StateException.class)
                .hasMessage(
                        "a snapshot cannot keep Foreign.dice.0, a java.util.Random, whose state is not the emulator's");
    }
}
