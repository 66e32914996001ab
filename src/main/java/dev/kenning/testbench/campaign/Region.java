package dev.kenning.testbench.campaign;

import dev.kenning.testbench.engine.Bench;
import dev.kenning.testbench.engine.FaultTarget;
import dev.kenning.testbench.fault.BoardFault;
import dev.kenning.testbench.fault.Place;
import dev.kenning.testbench.text.BadInputException;
import dev.kenning.testbench.text.NearestWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A part of a board that faults are aimed at: each of its bits is as likely as any other. */
final class Region {

    static final String WEIGHTS = "weights";

    private final String name;
    private final List<FaultTarget> targets;

    private Region(String name, List<FaultTarget> targets) {
        this.name = name;
        this.targets = targets;
    }

    String name() {
        return name;
    }

    long bits() {
        return targets.stream().mapToLong(FaultTarget::bits).sum();
    }

    /** Returns the regions of a board that has taken a model: registers, code, RAM and constants, and where the model is. */
    static List<Region> of(Bench bench, byte[] model) {
        Map<String, List<FaultTarget>> targets = new LinkedHashMap<>();
        for (FaultTarget target : bench.faultTargets()) {
            targets.computeIfAbsent(name(target.kind()), key -> new ArrayList<>())
                    .add(target);
        }
        bench.locate(model)
                .ifPresent(address -> targets.put(
                        WEIGHTS,
                        List.of(new FaultTarget(
                                "", FaultTarget.Kind.RAM, WEIGHTS, address, (long) Byte.SIZE * model.length))));
        List<Region> regions = new ArrayList<>();
        targets.forEach((name, members) -> regions.add(new Region(name, List.copyOf(members))));
        return regions;
    }

    private static String name(FaultTarget.Kind kind) {
        return switch (kind) {
            case REGISTER -> "registers";
            case CODE -> "code";
            case RAM -> "ram";
            case CONSTANTS -> "constants";
        };
    }

    /** Returns those that are wanted, or all. */
    static List<Region> select(List<Region> all, List<String> wanted) {
        List<String> names = all.stream().map(Region::name).toList();
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new BadInputException("the board has no region '" + name + "' to disturb; it has "
                        + String.join(", ", names) + "." + NearestWord.hint(name, names));
            }
        }
        return wanted.isEmpty()
                ? all
                : all.stream().filter(region -> wanted.contains(region.name)).toList();
    }

    /** Returns a flip of one of its bits. */
    BoardFault.Effect flip(SplittableRandom random) {
        long bit = random.nextLong(bits());
        for (FaultTarget target : targets) {
            if (bit < target.bits()) {
                return target.kind() == FaultTarget.Kind.REGISTER
                        ? new BoardFault.FlipRegister(target.name(), (int) bit)
                        : new BoardFault.FlipMemory(Place.at(target.address() + bit / Byte.SIZE), bit % Byte.SIZE);
            }
            bit -= target.bits();
        }
        throw new IllegalStateException("the region " + name + " has no bit " + bit);
    }
}
