package dev.askdesk.sql;

import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JsonExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.LateralView;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.WithItem;

/**
 * What a statement may be made of. Everything is refused that is not named here, so a construct that nobody thought of,
 * or that a later parser learns, is refused as well.
 */
final class ShapeRules {
    /** Left-deep chains such as a + b + c and so on; the engine's own limit is 1,000. */
    private static final int MAX_DEPTH = 600;

    private static final Set<String> ALLOWED = Set.of("""
            PlainSelect ParenthesedSelect SetOperationList LateralSubSelect Values WithItem
            SelectItem AllColumns AllTableColumns Distinct Alias AliasColumn AliasedExpression
            Table Column TableFunction ParenthesedFromItem Join
            GroupByElement OrderByElement NullOrdering Limit Offset Fetch AllValue EmitMode SortDirection
            UnionOp IntersectOp ExceptOp SetOperationType SetOperationModifier
            ExpressionList ParenthesedExpressionList NamedExpressionList RowConstructor Parenthesis
            Function NullHandling PostgresNamedFunctionParameter LambdaExpression
            AnalyticExpression AnalyticType WindowDefinition WindowElement WindowOffset WindowRange
            OrderByClause PartitionByClause FilterOverImpl Type
            CaseExpression WhenClause CastExpression ColDataType TypeModifier ExtractExpression TrimFunction
            TrimSpecification IntervalExpression IntervalQualifier DateTimeLiteralExpression DateTime DateUnitExpression
            DateUnit TimeKeyExpression TimezoneExpression CollateExpression
            NullValue LongValue DoubleValue HexValue StringValue BooleanValue DateValue TimeValue TimestampValue
            ArrayConstructor ArrayExpression RangeExpression StructType Dialect MapExpression JsonExpression JsonOperator
            Addition Subtraction Multiplication Division IntegerDivision Modulo Concat SignedExpression
            BitwiseAnd BitwiseOr BitwiseXor BitwiseLeftShift BitwiseRightShift
            AndExpression OrExpression XorExpression NotExpression
            EqualsTo NotEqualsTo GreaterThan GreaterThanEquals MinorThan MinorThanEquals
            Between InExpression LikeExpression KeyWord SimilarToExpression RegExpMatchOperator RegExpMatchOperatorType
            IsNullExpression IsBooleanExpression IsUnknownExpression IsDistinctExpression ExistsExpression
            AnyComparisonExpression AnyType OverlapsCondition Contains ContainedBy DoubleAnd
            """.strip().split("\\s+"));

    private static final Map<String, String> INSTEAD = Map.of(
            "Pivot", "; write an aggregate of CASE WHEN for each column.",
            "UnPivot", "; write a UNION ALL of the columns.",
            "SampleClause", "; write ORDER BY and LIMIT.",
            "MinusOp", "; write EXCEPT.");

    /** Words, a number, an operator, a type with its size; a quoted name; a quoted text. Nothing that would have parts of its own. */
    private static final Pattern TEXT =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}_ .,<>=!~*|&+\\-/%^:\\[\\]{}@#]*(\\((\\d+(, ?\\d+)?)?\\))?"
                    + "|\"[^\"]*(\"\"[^\"]*)*\"|'[^']*(''[^']*)*'");

    private final Dialect dialect;

    private ShapeRules(Dialect dialect) {
        this.dialect = dialect;
    }

    /** @throws Refusal the statement has a part that is not allowed */
    static Select check(Statement statement, Dialect dialect) {
        if (!(statement instanceof Select select)) {
            throw new Refusal(Kind.FORBIDDEN, "Only queries that start with SELECT or WITH are allowed.");
        }
        new ShapeRules(dialect).check(select, 0);
        return select;
    }

    private void check(Object node, int depth) {
        if (depth > MAX_DEPTH) {
            throw new Refusal(Kind.TOO_LARGE, "The statement is too deep; write a list of values with IN.");
        }
        boolean lateral = node instanceof LateralView && dialect == Dialect.DATABRICKS;
        if (!ALLOWED.contains(node.getClass().getSimpleName()) && !lateral) {
            throw notAllowed(node);
        }
        checkDetails(node);
        if (dialect != Dialect.DUCKDB) {
            DialectShapes.check(node, dialect);
        }
        for (Object part : SyntaxTree.parts(node)) {
            if (!(part instanceof String text)) {
                check(part, depth + 1);
            } else if (!(node instanceof StringValue)) {
                checkText(text);
            }
        }
    }

    private static void checkDetails(Object node) {
        if (node instanceof StringValue string) {
            boolean plain = string.getPrefix() == null && "'".equals(string.getQuoteStr());
            if (!plain || string.getValue().replace("''", "").indexOf('\'') >= 0) {
                throw new Refusal(Kind.SYNTAX, "Write text as 'text', with '' for a quote in it.");
            }
        } else if (node instanceof Function function) {
            FunctionRules.checkSeries(function);
        } else if (node instanceof WithItem<?> with && with.isRecursive()) {
            throw new Refusal(Kind.FORBIDDEN, "Recursive queries are not allowed; use generate_series for a series.");
        } else if (node instanceof PlainSelect select
                && (select.getIntoTables() != null || select.getIntoTempTable() != null)) {
            throw new Refusal(Kind.FORBIDDEN, "SELECT INTO writes a table; only reading is allowed.");
        } else if (node instanceof PlainSelect select
                && (select.getForXmlPath() != null || select.getMySqlSqlCalcFoundRows() || select.isUsingFinal())) {
            throw notAllowed(node);
        } else if (node instanceof Select select
                && (select.getForMode() != null || select.isNoWait() || select.isSkipLocked())) {
            throw new Refusal(Kind.FORBIDDEN, "FOR UPDATE locks rows; only reading is allowed.");
        } else if (node instanceof Table table
                && (table.getTimeTravel() != null || table.getTimeTravelStrAfterAlias() != null)) {
            throw new Refusal(Kind.FORBIDDEN, "Earlier versions of a table cannot be read.");
        } else if (node instanceof TableFunction function && function.getWithClause() != null) {
            throw notAllowed(node);
        } else if (node instanceof Column column && column.getColumnName().startsWith("#")) {
            throw new Refusal(Kind.FORBIDDEN, "Name the column instead of its position " + column + ".");
        } else if (node instanceof JsonExpression json && !Set.of("->", "->>").containsAll(json.getOperators())) {
            throw new Refusal(Kind.SYNTAX, "Write expression AS name instead of name: expression.");
        }
    }

    private static void checkText(String text) {
        if (!TEXT.matcher(text).matches() || text.contains("--") || text.contains("/*")) {
            throw new Refusal(Kind.FORBIDDEN, "The statement has a part that cannot be checked: " + shortened(text));
        }
    }

    private static Refusal notAllowed(Object node) {
        String name = node.getClass().getSimpleName();
        String what = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return new Refusal(
                Kind.FORBIDDEN,
                "The construct \"" + what + "\" is not allowed here: " + shortened(String.valueOf(node))
                        + INSTEAD.getOrDefault(name, ""));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 80 ? line : line.substring(0, 79) + "…";
    }
}
