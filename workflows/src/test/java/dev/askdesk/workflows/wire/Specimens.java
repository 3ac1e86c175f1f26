package dev.askdesk.workflows.wire;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of wire types, made by reflection: for a record one with a value in each component, then for each component
 * every other value that it can have, {@code null} among them where it is {@code @Nullable}. What a compact
 * constructor refuses is left out.
 */
final class Specimens {
    private static final String AWKWARD = "Zoë “quoted” \\ \n\t 日本 \uD83D\uDE80 </script> {\"a\":1}";

    private Specimens() {}

    static List<@Nullable Object> of(Class<?> type) {
        return values(type, type);
    }

    private static List<@Nullable Object> values(AnnotatedType type) {
        List<@Nullable Object> values = new ArrayList<>(
                type instanceof AnnotatedParameterizedType list ? lists(list) : values(type.getType(), type.getType()));
        if (type.isAnnotationPresent(Nullable.class)) {
            values.add(null);
        }
        return values;
    }

    private static List<@Nullable Object> lists(AnnotatedParameterizedType type) {
        if (((ParameterizedType) type.getType()).getRawType() != List.class) {
            throw new IllegalArgumentException("teach the specimens " + type.getType());
        }
        List<@Nullable Object> elements = values(type.getAnnotatedActualTypeArguments()[0]);
        List<@Nullable Object> firstAndLast = new ArrayList<>();
        firstAndLast.add(elements.get(0));
        firstAndLast.add(elements.get(elements.size() - 1));
        return List.of(Collections.unmodifiableList(firstAndLast), List.of());
    }

    private static List<@Nullable Object> values(Type named, Type type) {
        if (type == String.class) {
            return List.of(AWKWARD, "0012.50");
        } else if (type == boolean.class) {
            return List.of(true, false);
        } else if (type == int.class) {
            return List.of(7, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return List.of(1L << 53, 3L);
        } else if (type == double.class) {
            return List.of(0.000_012_5, 0.0);
        } else if (type == LocalDate.class) {
            return List.of(LocalDate.parse("2026-03-01"));
        } else if (type == Instant.class) {
            return List.of(Instant.parse("2026-03-01T09:00:00.123456789Z"));
        } else if (type == Duration.class) {
            return List.of(Duration.ofDays(7).plusNanos(1));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return List.of(plain.getEnumConstants());
        } else if (plain.isSealed()) {
            return Arrays.stream(plain.getPermittedSubclasses())
                    .flatMap(permitted -> of(permitted).stream())
                    .toList();
        } else if (plain.isRecord()) {
            return records(plain);
        }
        throw new IllegalArgumentException("teach the specimens " + named);
    }

    private static List<@Nullable Object> records(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<List<@Nullable Object>> choices = Arrays.stream(components)
                .map(component -> values(component.getAnnotatedType()))
                .toList();
        @Nullable Object[] first = choices.stream().map(values -> values.get(0)).toArray();
        List<@Nullable Object> made = new ArrayList<>();
        addIfAllowed(type, first, made);
        for (int i = 0; i < components.length; i++) {
            for (Object other : choices.get(i).subList(1, choices.get(i).size())) {
                @Nullable Object[] values = first.clone();
                values[i] = other;
                addIfAllowed(type, values, made);
            }
        }
        return made;
    }

    private static void addIfAllowed(Class<?> type, @Nullable Object[] values, List<@Nullable Object> made) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            made.add(canonical.newInstance(values));
        } catch (InvocationTargetException refused) {
            if (!(refused.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException(type + " fails on " + Arrays.toString(values), refused.getCause());
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
