package dev.askdesk.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.DateUnitExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;

/** Names of several parts, such as {@code schema.table}. */
final class Names {
    private static final Pattern SIMPLE = Pattern.compile("[a-z_][a-z0-9_]*");

    private Names() {}

    /** The parts of a table's name, without quotes and in lower case. */
    static List<String> parts(Table table) {
        List<String> parts = new ArrayList<>();
        for (String part : table.getNameParts()) {
            parts.add(part == null ? "" : Relation.plain(part));
        }
        // The parser keeps the last part first.
        Collections.reverse(parts);
        return parts;
    }

    /** The name without its schema, in lower case. */
    static String last(String fullName) {
        return Relation.plain(fullName.substring(fullName.lastIndexOf('.') + 1));
    }

    /** The parts of a column's name. */
    static List<String> parts(Column column) {
        List<String> parts = new ArrayList<>();
        if (column.getTable() != null) {
            parts.addAll(parts(column.getTable()));
        }
        parts.add(Relation.plain(column.getColumnName()));
        return parts;
    }

    /** Gives a table its full name, unless it has that many parts already. */
    static void rename(Table table, String fullName) {
        String[] parts = fullName.split("\\.", -1);
        if (parts.length > table.getNameParts().size()) {
            List<String> quoted = new ArrayList<>();
            for (String part : parts) {
                quoted.add(quoted(part));
            }
            Table renamed = new Table(quoted);
            table.setName(renamed.getName());
            table.setSchemaName(renamed.getSchemaName());
            if (parts.length > 2) {
                table.setDatabase(renamed.getDatabase());
            }
        }
    }

    /** Gives a table its full name, every part in quotes. */
    static void renameExactly(Table table, String fullName) {
        List<String> quoted = new ArrayList<>();
        for (String part : fullName.split("\\.", -1)) {
            quoted.add(quotedPart(part));
        }
        Table renamed = new Table(quoted);
        table.setName(renamed.getName());
        table.setSchemaName(renamed.getSchemaName());
        table.setDatabase(renamed.getDatabase());
    }

    /** The name of a column without qualifier; empty where the expression is anything else. */
    static Optional<String> single(Expression expression) {
        if (expression instanceof Column column && column.getTable() == null && column.getArrayConstructor() == null) {
            return Optional.of(Relation.plain(column.getColumnName()));
        }
        // The parser takes a column called year, month or day for a unit.
        return expression instanceof DateUnitExpression unit
                ? Optional.of(Relation.plain(unit.getType().name()))
                : Optional.empty();
    }

    /** A name as SQL needs it written. */
    static String quoted(String name) {
        boolean simple = SIMPLE.matcher(name.toLowerCase(Locale.ROOT)).matches();
        return simple ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A full name as SQL needs it written, every part in quotes, so that no reserved word is in the way. */
    static String quotedParts(String fullName) {
        List<String> quoted = new ArrayList<>();
        for (String part : fullName.split("\\.", -1)) {
            quoted.add(quotedPart(part));
        }
        return String.join(".", quoted);
    }

    /** A name of one part in quotes. */
    static String quotedPart(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
