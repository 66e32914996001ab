package dev.kenning.testbench.profile;

import java.util.List;

/**
 * Names the cores and the address ranges that the entries of a profile speak of.
 *
 * @param cpus the cores
 * @param regions every named range of the bus, memories included; a device with several ranges stands here several times
 */
public record ProfilerHeader(List<Cpu> cpus, List<Region> regions) {

    /** What a dump without any entry says: nothing. */
    static final ProfilerHeader EMPTY = new ProfilerHeader(List.of(), List.of());

    /**
     * A core.
     *
     * @param slot the number that entries call it by
     * @param name its name in the platform description, such as {@code cpu}
     */
    public record Cpu(int slot, String name) {}

    /**
     * A range of the bus.
     *
     * @param first its lowest address, unsigned
     * @param last its highest address, unsigned
     */
    public record Region(String name, long first, long last) {

        boolean contains(long address) {
            return Long.compareUnsigned(first, address) <= 0 && Long.compareUnsigned(address, last) <= 0;
        }
    }

    /** Copies the lists. */
    public ProfilerHeader {
        cpus = List.copyOf(cpus);
        regions = List.copyOf(regions);
    }
}
