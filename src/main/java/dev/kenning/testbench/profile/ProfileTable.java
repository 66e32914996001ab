package dev.kenning.testbench.profile;

import dev.kenning.testbench.profile.ProfileSeries.Series;
import dev.kenning.testbench.profile.ProfilerHeader.Cpu;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Lays the counts of one step out in a row: cores, memory, devices, exceptions. */
final class ProfileTable {

    private static final int DIRECTIONS = Direction.values().length;

    private final Map<Integer, Integer> columnBySlot = new LinkedHashMap<>();
    private final List<String> cpuNames;
    private final List<String> deviceNames;

    /**
     * Makes a table.
     *
     * @param deviceNames the names of the devices, none twice
     */
    ProfileTable(List<Cpu> cpus, List<String> deviceNames) {
        for (Cpu cpu : cpus) {
            columnBySlot.put(cpu.slot(), columnBySlot.size());
        }
        this.cpuNames = cpus.stream().map(Cpu::name).toList();
        this.deviceNames = List.copyOf(deviceNames);
    }

    long[] newRow() {
        return new long[exceptions() + 1];
    }

    /** Returns the column of a core by its slot. */
    int cpu(int slot) {
        return columnBySlot.getOrDefault(slot, 0);
    }

    int memory(Direction direction) {
        return cpuNames.size() + direction.code();
    }

    /** Returns the column of a device by its place among the names. */
    int device(int place, Direction direction) {
        return cpuNames.size() + DIRECTIONS + DIRECTIONS * place + direction.code();
    }

    int exceptions() {
        return cpuNames.size() + DIRECTIONS + DIRECTIONS * deviceNames.size();
    }

    ProfileSeries series(List<Double> timestamps, List<long[]> rows, SortedMap<Long, Long> exceptionCounts) {
        SortedMap<String, List<Long>> instructions = new TreeMap<>();
        for (int i = 0; i < cpuNames.size(); i++) {
            instructions.put(cpuNames.get(i), column(rows, i));
        }
        SortedMap<String, Series> devices = new TreeMap<>();
        for (int i = 0; i < deviceNames.size(); i++) {
            devices.put(
                    deviceNames.get(i),
                    new Series(column(rows, device(i, Direction.READ)), column(rows, device(i, Direction.WRITE))));
        }
        Series memory = new Series(column(rows, memory(Direction.READ)), column(rows, memory(Direction.WRITE)));
        return new ProfileSeries(
                timestamps, instructions, memory, devices, column(rows, exceptions()), exceptionCounts);
    }

    private static List<Long> column(List<long[]> rows, int column) {
        return IntStream.range(0, rows.size())
                .mapToObj(row -> rows.get(row)[column])
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }
}
