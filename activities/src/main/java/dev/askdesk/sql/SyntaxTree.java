package dev.askdesk.sql;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.parser.Token;
import org.jspecify.annotations.Nullable;

/**
 * Every part of a parsed statement, found by its fields. The parser's own visitors each skip some; a check that must
 * see all cannot rest on them.
 */
final class SyntaxTree {
    private static final String PARSER_PACKAGE = "net.sf.jsqlparser.";

    /** Not parts of the statement: links to other parts of it. */
    private static final Set<String> LINKS = Set.of("resolvedTable");

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Class<?> c = type; c != null && c.getName().startsWith(PARSER_PACKAGE); c = c.getSuperclass()) {
                for (Field field : c.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers()) && !LINKS.contains(field.getName())) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            return List.copyOf(fields);
        }
    };

    private SyntaxTree() {}

    /** The nodes, enum constants and texts that a node consists of; what is in its lists counts as its own. */
    static List<Object> parts(Object node) {
        List<Object> parts = new ArrayList<>();
        if (node instanceof Iterable<?> list) {
            list.forEach(element -> add(parts, element));
        }
        for (Field field : FIELDS.get(node.getClass())) {
            try {
                add(parts, field.get(node));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return parts;
    }

    /** The nodes among the parts. */
    static List<Object> children(Object node) {
        return parts(node).stream()
                .filter(part -> !(part instanceof String) && !(part instanceof Enum<?>))
                .toList();
    }

    /** Calls with the node and everything below it, parents first. */
    static void walk(Object node, Consumer<Object> visitor) {
        visitor.accept(node);
        for (Object child : children(node)) {
            walk(child, visitor);
        }
    }

    /**
     * Puts other expressions in place of some, innermost first.
     *
     * @param change gives what an expression becomes; itself where it stays
     */
    static void rewrite(Object node, UnaryOperator<Expression> change) {
        if (node instanceof List<?> list) {
            rewriteList(list, change);
        }
        for (Field field : FIELDS.get(node.getClass())) {
            try {
                Object value = field.get(node);
                if (value instanceof List<?> list && !value.getClass().getName().startsWith(PARSER_PACKAGE)) {
                    rewriteList(list, change);
                } else if (value != null
                        && value.getClass().getName().startsWith(PARSER_PACKAGE)
                        && !(value instanceof Node)) {
                    Object changed = rewritten(value, change);
                    if (changed != value && field.getType().isInstance(changed)) {
                        field.set(node, changed);
                    }
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void rewriteList(List<?> list, UnaryOperator<Expression> change) {
        for (int i = 0; i < list.size(); i++) {
            Object value = list.get(i);
            if (value != null && value.getClass().getName().startsWith(PARSER_PACKAGE)) {
                Object changed = rewritten(value, change);
                if (changed != value) {
                    ((List<Object>) list).set(i, changed);
                }
            }
        }
    }

    private static Object rewritten(Object value, UnaryOperator<Expression> change) {
        rewrite(value, change);
        return value instanceof Expression expression ? change.apply(expression) : value;
    }

    private static void add(List<Object> parts, @Nullable Object value) {
        if (value == null || value instanceof Node || value instanceof Token) {
            return;
        }
        boolean model = value.getClass().getName().startsWith(PARSER_PACKAGE);
        if (model || value instanceof String || value instanceof Enum<?>) {
            parts.add(value);
        } else if (value instanceof Iterable<?> list) {
            list.forEach(element -> add(parts, element));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> {
                add(parts, key);
                add(parts, element);
            });
        } else if (value instanceof Map.Entry<?, ?> entry) {
            add(parts, entry.getKey());
            add(parts, entry.getValue());
        }
    }
}
