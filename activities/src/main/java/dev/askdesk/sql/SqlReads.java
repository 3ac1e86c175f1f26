package dev.askdesk.sql;

import dev.askdesk.dialect.Dialect;
import dev.askdesk.dialect.UnreadableText;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.util.TablesNamesFinder;

/**
 * The tables and columns that a statement names, as far as its text tells: in lower case, without schema and alias. Names
 * that it gives itself, such as those of WITH queries, are not among the tables.
 *
 * @param tables empty where the text does not parse
 * @param columns the same
 */
public record SqlReads(Set<String> tables, Set<String> columns) {

    /** The same of what was written for an engine. */
    public static SqlReads of(String sql, Dialect dialect) {
        try {
            return of(dialect.read(sql));
        } catch (UnreadableText notRead) {
            return new SqlReads(Set.of(), Set.of());
        }
    }

    public static SqlReads of(String sql) {
        Set<String> tables = new TreeSet<>();
        Set<String> columns = new TreeSet<>();
        Set<String> own = new HashSet<>();
        if (sql.isBlank()) {
            return new SqlReads(tables, columns);
        }
        try {
            Statement statement = CCJSqlParserUtil.parse(sql);
            new Finder(tables, columns, own).getTables(statement);
        } catch (JSQLParserException | UnsupportedOperationException notParsed) {
            return new SqlReads(Set.of(), Set.of());
        }
        tables.removeAll(own);
        return new SqlReads(tables, columns);
    }

    /** A name as it is compared: its last part, without quotes, in lower case. */
    public static String plain(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
    }

    private static final class Finder extends TablesNamesFinder<Void> {
        private final Set<String> tables;
        private final Set<String> columns;
        private final Set<String> own;

        Finder(Set<String> tables, Set<String> columns, Set<String> own) {
            this.tables = tables;
            this.columns = columns;
            this.own = own;
        }

        @Override
        public <S> Void visit(Table table, S context) {
            tables.add(plain(table.getName()));
            return super.visit(table, context);
        }

        @Override
        public <S> Void visit(Column column, S context) {
            columns.add(plain(column.getColumnName()));
            return super.visit(column, context);
        }

        @Override
        public <S> Void visit(WithItem<?> with, S context) {
            own.add(plain(with.getAliasName()));
            return super.visit(with, context);
        }
    }
}
