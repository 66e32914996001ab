package dev.kenning.testbench.state;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Goes through a graph of objects once, and notes how to bring each of them back. */
final class GraphWalk {

    /** What never changes, or belongs to the host. */
    private static final List<Class<?>> CONSTANT = List.of(
            String.class,
            Number.class,
            Boolean.class,
            Character.class,
            Enum.class,
            Class.class,
            Pattern.class,
            Locale.class,
            Path.class,
            VarHandle.class,
            MethodHandle.class,
            Charset.class,
            ByteOrder.class,
            TemporalAccessor.class,
            TemporalAmount.class,
            OutputStream.class);

    private static final String OURS = "dev.kenning.testbench.";

    /** An object, and how it was reached. */
    private record Step(
            Object object, String name, @Nullable Step from) {

        String path() {
            StringBuilder path = new StringBuilder(name);
            for (Step step = from; step != null; step = step.from) {
                path.insert(0, step.name + ".");
            }
            return path.toString();
        }
    }

    private final Collection<String> packages;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Class<?>, List<Field>> fields = new HashMap<>();
    private final Deque<Step> open = new ArrayDeque<>();
    private final List<Stateful> stateful = new ArrayList<>();
    private final List<Runnable> values = new ArrayList<>();
    /** Some collections look at their elements when those come back, so these must be what they were by then. */
    private final List<Runnable> collections = new ArrayList<>();

    GraphWalk(Collection<String> packages) {
        this.packages = packages;
    }

    Snapshot snapshot(Collection<?> roots) {
        roots.forEach(root -> visit(root, root.getClass().getSimpleName(), null));
        while (!open.isEmpty()) {
            look(open.removeFirst());
        }
        List<Runnable> restorations = new ArrayList<>(values);
        restorations.addAll(collections);
        stateful.forEach(it -> restorations.add(it.capture()));
        return new Snapshot(stateful, restorations);
    }

    private void visit(@Nullable Object object, String name, @Nullable Step from) {
        if (object != null && !isConstant(object) && seen.add(object)) {
            open.addLast(new Step(object, name, from));
        }
    }

    private static boolean isConstant(Object object) {
        return !(object instanceof ByteArrayOutputStream)
                && CONSTANT.stream().anyMatch(type -> type.isInstance(object));
    }

    private void look(Step step) {
        Object object = step.object();
        Class<?> type = object.getClass();
        if (type.isArray()) {
            lookAtArray(step);
        } else if (type.getName().startsWith(OURS)) {
            if (packages.stream().anyMatch(type.getName()::startsWith) && !type.isAnnotationPresent(NotState.class)) {
                lookAtFields(step);
            }
        } else if (!lookAtLibrary(step) && !type.isHidden()) {
            throw new StateException("a snapshot cannot keep " + step.path() + ", a " + type.getName()
                    + ", whose state is not the emulator's");
        }
    }

    private void lookAtFields(Step step) {
        Object object = step.object();
        List<Field> variable = new ArrayList<>();
        for (Field field : fields.computeIfAbsent(object.getClass(), GraphWalk::fieldsOf)) {
            if (!field.getType().isPrimitive()) {
                visit(get(field, object), field.getName(), step);
            }
            if (!Modifier.isFinal(field.getModifiers())) {
                variable.add(field);
            }
        }
        if (!variable.isEmpty()) {
            values.add(keep(object, variable.toArray(Field[]::new)));
        }
        if (object instanceof Stateful it) {
            stateful.add(it);
        }
    }

    private static Runnable keep(Object object, Field[] variable) {
        Object[] kept = Arrays.stream(variable).map(field -> get(field, object)).toArray();
        return () -> {
            for (int i = 0; i < variable.length; i++) {
                set(variable[i], object, kept[i]);
            }
        };
    }

    private static List<Field> fieldsOf(Class<?> type) {
        List<Field> result = new ArrayList<>();
        for (Class<?> at = type; at != null && at.getName().startsWith(OURS); at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                boolean isConstant = field.getType().isPrimitive() && Modifier.isFinal(field.getModifiers());
                if (!Modifier.isStatic(field.getModifiers())
                        && !isConstant
                        && !field.isAnnotationPresent(NotState.class)) {
                    field.setAccessible(true);
                    result.add(field);
                }
            }
        }
        return result;
    }

    private static @Nullable Object get(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("field " + field + " has been made accessible", e);
        }
    }

    private static void set(Field field, Object object, @Nullable Object value) {
        try {
            field.set(object, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("field " + field + " has been made accessible", e);
        }
    }

    private void lookAtArray(Step step) {
        Object array = step.object();
        if (array instanceof Object[] elements) {
            Object[] kept = elements.clone();
            for (int i = 0; i < kept.length; i++) {
                visit(kept[i], Integer.toString(i), step);
            }
        }
        int length = java.lang.reflect.Array.getLength(array);
        if (length > 0) {
            Object kept = java.lang.reflect.Array.newInstance(array.getClass().getComponentType(), length);
            System.arraycopy(array, 0, kept, 0, length);
            values.add(() -> System.arraycopy(kept, 0, array, 0, length));
        }
    }

    /** Returns whether a class of Java's own is one whose state can be kept. */
    private boolean lookAtLibrary(Step step) {
        Object object = step.object();
        if (object instanceof Map<?, ?> map) {
            lookAtMap(step, map);
        } else if (object instanceof Collection<?> collection) {
            lookAtCollection(step, collection);
        } else if (object instanceof Optional<?> optional) {
            visit(optional.orElse(null), "value", step);
        } else if (object instanceof BitSet bits) {
            BitSet kept = (BitSet) bits.clone();
            values.add(() -> {
                bits.clear();
                bits.or(kept);
            });
        } else if (object instanceof StringBuilder text) {
            String kept = text.toString();
            values.add(() -> text.replace(0, text.length(), kept));
        } else if (object instanceof ByteArrayOutputStream bytes) {
            byte[] kept = bytes.toByteArray();
            values.add(() -> {
                bytes.reset();
                bytes.writeBytes(kept);
            });
        } else {
            return object.getClass() == Object.class;
        }
        return true;
    }

    @SuppressWarnings("unchecked") // what goes back in has come out of it
    private void lookAtCollection(Step step, Collection<?> collection) {
        Object[] kept = collection.toArray();
        for (int i = 0; i < kept.length; i++) {
            visit(kept[i], Integer.toString(i), step);
        }
        boolean isOrderedByElements = collection instanceof PriorityQueue;
        collections.add(() -> {
            if (isOrderedByElements || !isSame(collection.toArray(), kept)) {
                collection.clear();
                ((Collection<Object>) collection).addAll(Arrays.asList(kept));
            }
        });
    }

    @SuppressWarnings("unchecked") // what goes back in has come out of it
    private void lookAtMap(Step step, Map<?, ?> map) {
        Object[] keys = map.keySet().toArray();
        Object[] kept = map.values().toArray();
        for (int i = 0; i < kept.length; i++) {
            visit(keys[i], "key", step);
            visit(kept[i], String.valueOf(keys[i]), step);
        }
        collections.add(() -> {
            if (!isSame(map.keySet().toArray(), keys) || !isSame(map.values().toArray(), kept)) {
                map.clear();
                for (int i = 0; i < kept.length; i++) {
                    ((Map<Object, Object>) map).put(keys[i], kept[i]);
                }
            }
        });
    }

    @SuppressWarnings("ReferenceEquality") // equal objects may change apart from each other
    private static boolean isSame(Object[] present, Object[] kept) {
        if (present.length != kept.length) {
            return false;
        }
        for (int i = 0; i < kept.length; i++) {
            if (present[i] != kept[i]) {
                return false;
            }
        }
        return true;
    }
}
