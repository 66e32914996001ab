package dev.kenning.testbench.emulator.core.translate;

import dev.kenning.testbench.emulator.core.Block;
import dev.kenning.testbench.emulator.core.Decoded;
import dev.kenning.testbench.emulator.core.Lessons;
import dev.kenning.testbench.emulator.core.Translation;
import dev.kenning.testbench.emulator.core.translate.Value.Constant;
import dev.kenning.testbench.emulator.core.translate.Value.Registers;
import dev.kenning.testbench.emulator.core.translate.Value.Root;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class of one region: a block, and those that it leads to as long as they are known and there is room.
 *
 * <p>It is written twice. The first time finds out which blocks belong to it, which registers are used, and which
 * instructions are left to the interpreter; nothing is kept of the bytecode.
 */
final class RegionWriter {

    private static final int MOST_INSTRUCTIONS = 100;
    /** A block that is executed less than this part of the first one's runs is not worth what it costs to compile it with it. */
    private static final int PART_OF_FIRST = 4;
    /** HotSpot compiles no method of more than 8000 bytes. */
    private static final int LARGEST = 7800;
    /** What saving, counting and leaving takes at most beside the instructions, per variable. */
    private static final int BYTES_PER_VARIABLE = 20;

    private static final String TRANSLATION = "dev/kenning/testbench/emulator/core/Translation";
    private static final String EXECUTION = "dev/kenning/testbench/emulator/core/Execution";

    /** The method that executes the region, of the type {@link Translation#TYPE}. */
    static final String METHOD = "run";

    private final ClassFiles classes;
    private final Machine machine;
    private final Visibility visibility;
    private final IntFunction<Optional<Block>> hotBlocks;
    private final List<Block> blocks = new ArrayList<>();
    private final Set<Long> left = new HashSet<>();
    private final Set<Assumption> assumptions = new HashSet<>();
    private final Variables variables;
    private final String registerDescriptor;
    private final Set<Label> reached = new HashSet<>();
    private boolean mayGrow = true;
    private Region region;

    /** What belongs to one pass over the blocks. */
    private static final class Region {
        private final Emitter out;
        private final List<Label> starts = new ArrayList<>();
        /** Where the region is left, by the code that tells how, with what is done before. */
        private final Map<Label, Runnable> stubs = new LinkedHashMap<>();

        private final Map<Long, Label> handOvers = new HashMap<>();
        private final Map<Long, Label> ways = new HashMap<>();
        private final Label end = new Label();

        Region(Emitter out) {
            this.out = out;
        }
    }

    /**
     * Creates a writer.
     *
     * @param hotBlocks gives the block at an address if it is worth translating
     */
    RegionWriter(ClassFiles classes, Machine machine, Visibility visibility, IntFunction<Optional<Block>> hotBlocks) {
        this.classes = classes;
        this.machine = machine;
        this.visibility = visibility;
        this.hotBlocks = hotBlocks;
        registerDescriptor = registerDescriptor();
        variables = new Variables(registerDescriptor.charAt(1));
        region = new Region(new Emitter(new MethodVisitor(Opcodes.ASM9) {}));
    }

    private String registerDescriptor() {
        return Type.getDescriptor(Reflection.read(
                        machine.state(),
                        machine.stateClass(),
                        machine.registers().get(0))
                .getClass());
    }

    /** Returns the blocks of the region, the one that it is entered at first. */
    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    /** Returns the region for other cores. */
    SharedRegion shared(MethodHandle code, Lessons lessons) {
        return new SharedRegion(
                code, lessons, blocks.stream().map(Block::content).toList(), assumptions);
    }

    /** Returns how many instructions are left to the interpreter as a whole. */
    int leftToInterpreter() {
        return left.size();
    }

    /** Writes the class, or nothing if the first block begins with what is left to the interpreter or is too long. */
    Optional<byte[]> write(Block first) {
        blocks.add(first);
        writeBlocks();
        mayGrow = false;
        if (left.contains(0L) || estimate() > LARGEST) {
            return Optional.empty();
        }
        variables.close();
        ClassWriter file = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String one, String other) {
                return "java/lang/Object";
            }
        };
        String name = machine.folder() + "Translated";
        file.visit(Opcodes.V17, Opcodes.ACC_FINAL, name, null, "java/lang/Object", new String[0]);
        MethodVisitor run = file.visitMethod(
                Opcodes.ACC_STATIC, METHOD, Translation.TYPE.toMethodDescriptorString(), null, new String[0]);
        region = new Region(new Emitter(run));
        begin();
        writeBlocks();
        finish();
        run.visitMaxs(0, 0);
        file.visitEnd();
        return Optional.of(file.toByteArray());
    }

    private int estimate() {
        return region.out.size()
                + BYTES_PER_VARIABLE * (variables.places().size() + blocks.size())
                + 12 * region.stubs.size();
    }

    private void begin() {
        Emitter out = region.out;
        out.load(Variables.EXECUTION, 'A');
        out.type(Opcodes.CHECKCAST, machine.stateClass());
        out.store(Variables.STATE, 'A');
        out.load(Variables.LEFT, 'I');
        out.store(Variables.BUDGET, 'I');
        out.constant(0);
        out.store(Variables.LAST, 'I');
        out.load(Variables.TRANSLATION, 'A');
        out.call(Opcodes.INVOKEVIRTUAL, TRANSLATION, "runs", "()[J");
        out.store(Variables.RUNS, 'A');
        for (Variables.Place place : variables.stable()) {
            out.load(Variables.STATE, 'A');
            out.field(Opcodes.GETFIELD, machine.stateClass(), place.field(), place.descriptor());
            out.store(place.slot(), place.kind());
        }
        for (Variables.Place place : variables.places()) {
            out.load(Variables.STATE, 'A');
            if (place.index() < 0) {
                out.field(Opcodes.GETFIELD, machine.stateClass(), place.field(), place.descriptor());
            } else {
                out.field(Opcodes.GETFIELD, machine.stateClass(), place.field(), registerDescriptor);
                out.constant(place.index());
                out.plain(place.kind() == 'J' ? Opcodes.LALOAD : Opcodes.IALOAD);
            }
            out.store(place.slot(), place.kind());
        }
    }

    /** Writes registers and flags back, and returns how the region was left. */
    private void finish() {
        Emitter out = region.out;
        out.label(region.end);
        for (Variables.Place place : variables.changed()) {
            out.load(Variables.STATE, 'A');
            if (place.index() < 0) {
                out.load(place.slot(), place.kind());
                out.field(Opcodes.PUTFIELD, machine.stateClass(), place.field(), place.descriptor());
            } else {
                out.field(Opcodes.GETFIELD, machine.stateClass(), place.field(), registerDescriptor);
                out.constant(place.index());
                out.load(place.slot(), place.kind());
                out.plain(place.kind() == 'J' ? Opcodes.LASTORE : Opcodes.IASTORE);
            }
        }
        out.load(Variables.STATE, 'A');
        out.plain(Opcodes.DUP);
        out.field(Opcodes.GETFIELD, EXECUTION, "executed", "J");
        out.load(Variables.BUDGET, 'I');
        out.load(Variables.LEFT, 'I');
        out.plain(Opcodes.ISUB);
        out.plain(Opcodes.I2L);
        out.plain(Opcodes.LADD);
        out.field(Opcodes.PUTFIELD, EXECUTION, "executed", "J");
        out.load(Variables.EXIT, 'I');
        out.plain(Opcodes.IRETURN);
    }

    private void writeBlocks() {
        for (int i = 0; i < blocks.size(); i++) {
            writeBlock(i);
        }
        region.stubs.forEach((label, stub) -> {
            region.out.label(label);
            stub.run();
        });
    }

    private Label start(int index) {
        while (region.starts.size() <= index) {
            region.starts.add(new Label());
        }
        return region.starts.get(index);
    }

    private void writeBlock(int index) {
        Block block = blocks.get(index);
        Emitter out = region.out;
        out.label(start(index));
        out.load(Variables.LEFT, 'I');
        out.constant(block.instructions);
        out.jump(Opcodes.IF_ICMPLT, outOfBudget(index));
        out.increment(Variables.LEFT, -block.instructions);
        Label[] entries = new Label[block.code.length + 1];
        for (int k = 0; k <= block.code.length; k++) {
            entries[k] = new Label();
        }
        for (int k = 0; k < block.code.length; k++) {
            out.label(entries[k]);
            writeEntry(index, k, entries);
        }
        if (reached.contains(entries[block.code.length])) {
            out.label(entries[block.code.length]);
            goOn(index, Arithmetic.constant(counterDescriptor(), Integer.toUnsignedLong(block.end)));
        }
    }

    private void goTo(Emitter out, int opcode, Label entry) {
        reached.add(entry);
        out.jump(opcode, entry);
    }

    private void writeEntry(int index, int k, Label[] entries) {
        long at = (long) index << 16 | k;
        Emitter out = region.out;
        if (!left.contains(at)) {
            int before = out.size();
            try {
                specialize(out, index, k, entries);
                return;
            } catch (Untranslatable reason) {
                if (!mayGrow) {
                    throw new IllegalStateException("what could be written once cannot be written again", reason);
                }
                out.forget(before);
                left.add(at);
            }
        }
        out.jump(Opcodes.GOTO, handOver(index, k));
    }

    private void specialize(Emitter out, int index, int k, Label[] entries) {
        Block block = blocks.get(index);
        long instruction = block.code[k];
        int operation = (int) instruction & Decoded.OPERATION_MASK;
        if (operation >= machine.semantics().size()) {
            throw new Untranslatable("it has no semantic method of its own");
        }
        String name = machine.semantics().get(operation);
        Specializer specializer = new Specializer(classes, machine, visibility, variables, assumptions, out);
        Supplier<Label> leave = () -> handOver(index, k);
        if (name.equals(machine.guard())) {
            MethodBody condition = method(machine.stateClass(), machine.guardCondition(), "(I)Z");
            List<Value> arguments = List.of(new Root(), new Constant(Decoded.d(instruction)));
            Label other = entries[Math.min(k + Decoded.immediate(instruction), block.code.length - 1) + 1];
            Label next = entries[k + 1];
            specializer.write(condition, arguments, block, leave, (path, result) -> {
                Value holds = result.orElseThrow();
                if (holds instanceof Constant constant) {
                    goTo(out, Opcodes.GOTO, constant.number().equals(0) ? other : next);
                } else {
                    specializer.push(holds);
                    goTo(out, Opcodes.IFEQ, other);
                    goTo(out, Opcodes.GOTO, next);
                }
            });
            return;
        }
        int dot = name.indexOf('.');
        MethodBody body = method(
                machine.folder() + name.substring(0, dot),
                name.substring(dot + 1),
                "(L" + machine.stateClass() + ";" + registerDescriptor + "JI)V");
        Constant packed = new Constant(instruction);
        List<Value> arguments =
                List.of(new Root(), new Registers(machine.registers().get(0)), packed, packed, new Constant(k));
        boolean last = k == block.code.length - 1;
        specializer.write(body, arguments, block, leave, (path, result) -> {
            specializer.commit(path);
            Value target = path.changes.get(Variables.PROGRAM_COUNTER);
            if (target == null) {
                goTo(out, Opcodes.GOTO, entries[k + 1]);
            } else if (!last) {
                throw new Untranslatable("it branches within the block");
            } else {
                branch(index, specializer, target);
            }
        });
    }

    private MethodBody method(String owner, String name, String descriptor) {
        return classes.method(owner, name, descriptor)
                .filter(MethodBody::plain)
                .orElseThrow(() -> new Untranslatable("there is no " + owner + "." + name));
    }

    private void branch(int index, Specializer specializer, Value target) {
        if (target instanceof Constant constant) {
            goOn(index, constant);
            return;
        }
        Emitter out = region.out;
        out.load(Variables.STATE, 'A');
        specializer.push(target);
        out.field(Opcodes.PUTFIELD, machine.stateClass(), machine.programCounter(), counterDescriptor());
        count(index);
        out.constant(~index);
        out.store(Variables.EXIT, 'I');
        out.jump(Opcodes.GOTO, region.end);
    }

    /** Counts a run of a block: in memory, where a variable for each block would be kept through all loops. */
    private void count(int index) {
        Emitter out = region.out;
        out.load(Variables.RUNS, 'A');
        out.constant(index);
        out.plain(Opcodes.DUP2);
        out.plain(Opcodes.LALOAD);
        out.constant(1L);
        out.plain(Opcodes.LADD);
        out.plain(Opcodes.LASTORE);
    }

    private String counterDescriptor() {
        return registerDescriptor.substring(1);
    }

    /** Goes on behind a block at a known address. */
    private void goOn(int index, Constant target) {
        Emitter out = region.out;
        int address = ((Number) target.number()).intValue();
        boolean nowhere = target.number() instanceof Long wide && wide >>> 32 != 0;
        count(index);
        int next = nowhere || blocks.get(index).stateAtEnd != 0 ? -1 : indexOf(address);
        if (next >= 0) {
            out.constant(index);
            out.store(Variables.LAST, 'I');
            out.jump(Opcodes.GOTO, start(next));
        } else {
            out.jump(Opcodes.GOTO, way(index, target));
        }
    }

    /** Returns the index of the block at an address, which the region takes in if it may; -1 if it is not in it. */
    private int indexOf(int address) {
        int instructions = 0;
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).address == address) {
                return i;
            }
            instructions += blocks.get(i).instructions;
        }
        Optional<Block> next = mayGrow ? hotBlocks.apply(address) : Optional.empty();
        boolean fits = next.isPresent()
                && next.get().runs() * PART_OF_FIRST >= blocks.get(0).runs()
                && instructions + next.get().instructions <= MOST_INSTRUCTIONS
                && estimate() < LARGEST / 2;
        if (!fits) {
            return -1;
        }
        blocks.add(next.get());
        return blocks.size() - 1;
    }

    private Label outOfBudget(int index) {
        Label label = new Label();
        region.stubs.put(label, () -> {
            setProgramCounter(Integer.toUnsignedLong(blocks.get(index).address));
            region.out.load(Variables.LAST, 'I');
            region.out.constant(-1);
            region.out.plain(Opcodes.IXOR);
            region.out.store(Variables.EXIT, 'I');
            region.out.jump(Opcodes.GOTO, region.end);
        });
        return label;
    }

    private Label way(int index, Constant target) {
        long value = ((Number) target.number()).longValue();
        return region.ways.computeIfAbsent((long) index << 48 ^ value, key -> {
            Label label = new Label();
            region.stubs.put(label, () -> {
                setProgramCounter(value);
                region.out.constant(~index);
                region.out.store(Variables.EXIT, 'I');
                region.out.jump(Opcodes.GOTO, region.end);
            });
            return label;
        });
    }

    private Label handOver(int index, int k) {
        return region.handOvers.computeIfAbsent((long) index << 16 | k, key -> {
            Label label = new Label();
            region.stubs.put(label, () -> {
                region.out.increment(Variables.LEFT, blocks.get(index).instructions);
                region.out.constant(index << 16 | k);
                region.out.store(Variables.EXIT, 'I');
                region.out.jump(Opcodes.GOTO, region.end);
            });
            return label;
        });
    }

    private void setProgramCounter(long value) {
        Emitter out = region.out;
        out.load(Variables.STATE, 'A');
        out.constant(Arithmetic.constant(counterDescriptor(), value).number());
        out.field(Opcodes.PUTFIELD, machine.stateClass(), machine.programCounter(), counterDescriptor());
    }
}
