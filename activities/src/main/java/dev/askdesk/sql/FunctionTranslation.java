package dev.askdesk.sql;

import dev.askdesk.dialect.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.operators.arithmetic.BitwiseXor;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import org.jspecify.annotations.Nullable;

/**
 * Functions of other engines as one engine has them. What MySQL, SQLite, SQL Server and Oracle call a thing becomes
 * DuckDB's first, and from there the engine's own, so that there is one table for each engine and not one for each two.
 */
final class FunctionTranslation {
    private static final Set<String> COUNTS = Set.of("count", "sum", "count_if");

    private FunctionTranslation() {}

    /** Translates what the engine does not have, or calls in another way; what it has stays as it is. */
    static void mend(Object statement, Dialect dialect) {
        SyntaxTree.rewrite(statement, expression -> {
            if (expression instanceof IntervalExpression interval) {
                return interval(interval, dialect);
            }
            if (expression instanceof TimeKeyExpression key) {
                return now(key, dialect);
            }
            if (!(expression instanceof Function function) || function.getName() == null || has(function, dialect)) {
                return expression;
            }
            List<Expression> translated = new ArrayList<>(List.of(ForeignFunctions.translated(function)));
            SyntaxTree.rewrite(
                    translated,
                    part -> part instanceof Function inner && !has(inner, dialect) ? ofDuckDb(inner, dialect) : part);
            return translated.get(0);
        });
    }

    private static boolean has(Function function, Dialect dialect) {
        if (function.getName() == null || !FunctionRules.isAllowed(function.getName(), dialect)) {
            return false;
        }
        String name = FunctionRules.plain(function.getName());
        List<?> args = function.getParameters() == null ? List.of() : function.getParameters();
        boolean ofOther =
                switch (dialect) {
                    case DUCKDB -> false;
                    case DATABRICKS ->
                        (name.equals("date_format")
                                        && args.size() == 2
                                        && args.get(1).toString().contains("%"))
                                || (Set.of("datediff", "date_diff").contains(name)
                                        && args.size() == 3
                                        && args.get(0).toString().startsWith("'"));
                    case POSTGRESQL -> Set.of("round", "trunc").contains(name) && args.size() == 2;
                };
        return !ofOther;
    }

    /**
     * Turns all of a statement that was written for DuckDB into another engine's.
     *
     * @param statement a list of one expression, or a statement
     */
    static void fromDuckDb(Object statement, Dialect dialect) {
        SyntaxTree.walk(statement, node -> {
            if (node instanceof CastExpression cast) {
                types(cast.getColDataType(), dialect);
            }
        });
        SyntaxTree.rewrite(statement, expression -> ofDuckDb(expression, dialect));
    }

    private static Expression ofDuckDb(Expression expression, Dialect dialect) {
        if (expression instanceof IntervalExpression interval) {
            return interval(interval, dialect);
        }
        if (expression instanceof TimeKeyExpression key) {
            return now(key, dialect);
        }
        if (expression instanceof Division division) {
            return division(division, dialect);
        }
        if (expression instanceof BitwiseXor power && dialect == Dialect.DATABRICKS) {
            return parsed("power(" + power.getLeftExpression() + ", " + power.getRightExpression() + ")", power);
        }
        if (!(expression instanceof Function function) || function.getName() == null || isMoreThanACall(function)) {
            return expression;
        }
        List<String> arguments = new ArrayList<>();
        if (function.getParameters() != null) {
            function.getParameters().forEach(argument -> arguments.add(argument.toString()));
        }
        String name = FunctionRules.plain(function.getName());
        String written =
                switch (dialect) {
                    case DUCKDB -> null;
                    case DATABRICKS -> ToDatabricks.written(name, arguments);
                    case POSTGRESQL -> ToPostgres.written(name, arguments);
                };
        return written == null ? expression : parsed(written, expression);
    }

    /** DISTINCT, an order and the like would be lost. */
    private static boolean isMoreThanACall(Function function) {
        return function.isDistinct()
                || function.getOrderByElements() != null
                || function.getNamedParameters() != null
                || function.getNullHandling() != null;
    }

    private static void types(@Nullable ColDataType type, Dialect dialect) {
        if (type != null) {
            type.setDataType(dialect.type(type.getDataType()));
        }
    }

    /** PostgreSQL calls the day of today without brackets. */
    private static Expression now(TimeKeyExpression key, Dialect dialect) {
        Expression known = ForeignFunctions.translated(key);
        if (known instanceof TimeKeyExpression now && dialect == Dialect.POSTGRESQL) {
            now.setStringValue(now.getStringValue().replace("()", ""));
        }
        return known;
    }

    /** PostgreSQL takes an interval's number in quotes only. */
    private static Expression interval(IntervalExpression interval, Dialect dialect) {
        if (dialect != Dialect.POSTGRESQL) {
            return interval;
        }
        String unit = interval.getIntervalQualifier() == null
                ? interval.getIntervalType()
                : interval.getIntervalQualifier().toString();
        if (unit == null) {
            return interval;
        }
        if (interval.getExpression() instanceof Function brackets && brackets.getParameters() != null) {
            return parsed("((" + brackets.getParameters() + ") * INTERVAL '1 " + unit + "')", interval);
        }
        String parameter = interval.getParameter();
        return parameter != null && parameter.matches("[0-9.]+")
                ? parsed("INTERVAL '" + parameter + " " + unit + "'", interval)
                : interval;
    }

    /** In DuckDB a division keeps the fraction, and one by nothing is nothing; elsewhere it drops it, or fails. */
    private static Expression division(Division division, Dialect dialect) {
        if (dialect == Dialect.DUCKDB) {
            return division;
        }
        if (dialect.truncatesDivision() && mayBeWhole(division.getLeftExpression())) {
            division.setLeftExpression(new Multiplication(division.getLeftExpression(), new DoubleValue("1.0")));
        }
        Expression by = division.getRightExpression();
        boolean never = by instanceof DoubleValue
                || (by instanceof LongValue number && number.getValue() != 0)
                || (by instanceof Function function && "nullif".equalsIgnoreCase(function.getName()));
        if (!never) {
            division.setRightExpression(parsed("NULLIF(" + by + ", 0)", by));
        }
        return division;
    }

    private static boolean mayBeWhole(Expression expression) {
        return !(expression instanceof DoubleValue) && !expression.toString().contains("1.0");
    }

    /** A ratio of counts is never meant to be rounded down. */
    static void keepFractions(Object statement) {
        SyntaxTree.rewrite(statement, expression -> {
            if (expression instanceof Division division && isCount(division.getLeftExpression())) {
                division.setLeftExpression(new Multiplication(division.getLeftExpression(), new DoubleValue("1.0")));
            }
            return expression;
        });
    }

    private static boolean isCount(Expression expression) {
        return expression instanceof Function function
                        && function.getName() != null
                        && COUNTS.contains(FunctionRules.plain(function.getName()))
                || expression.toString().matches("(?is)count\\(.*\\) filter \\(.*");
    }

    /** How many borders of a unit lie between two times. */
    static String difference(String unit, String from, String to, Dialect dialect) {
        String written =
                switch (dialect) {
                    case DUCKDB -> null;
                    case DATABRICKS -> ToDatabricks.difference(unit, from, to);
                    case POSTGRESQL -> ToPostgres.difference(unit, from, to);
                };
        return written == null ? "date_diff('" + unit + "', " + from + ", " + to + ")" : written;
    }

    private static Expression parsed(String written, Expression otherwise) {
        try {
            return CCJSqlParserUtil.parseExpression(written);
        } catch (JSQLParserException notOurs) {
            return otherwise;
        }
    }
}
