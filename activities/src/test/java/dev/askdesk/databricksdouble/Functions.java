package dev.askdesk.databricksdouble;

import dev.askdesk.databricksdouble.Token.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Databricks' functions in DuckDB's words: templates by name, or by name and number of arguments, and a few by hand. */
final class Functions {

    private static final Map<String, String> TEMPLATES = new HashMap<>();

    /** DuckDB's own, which Databricks does not have. */
    private static final Set<String> UNKNOWN = Set.of(
            "strftime",
            "strptime",
            "list",
            "list_value",
            "list_aggregate",
            "list_contains",
            "list_sort",
            "list_distinct",
            "list_transform",
            "list_filter",
            "list_slice",
            "list_concat",
            "struct_pack",
            "epoch",
            "epoch_ms",
            "epoch_us",
            "read_csv",
            "read_csv_auto",
            "read_parquet",
            "read_json",
            "regexp_matches",
            "regexp_full_match",
            "string_split",
            "str_split",
            "string_split_regex",
            "string_to_array",
            "age",
            "unnest",
            "generate_series",
            "strpos",
            "quantile",
            "quantile_cont",
            "quantile_disc",
            "arg_max",
            "arg_min",
            "argmax",
            "argmin",
            "group_concat",
            "time_bucket",
            "today",
            "to_days",
            "to_months",
            "to_years",
            "json_extract_string",
            "json_extract",
            "array_to_string",
            "list_sum",
            "len_utf8",
            "hamming",
            "jaccard",
            "printf",
            "suffix",
            "prefix",
            "starts_with",
            "ends_with",
            "datesub",
            "datetrunc",
            "monthname",
            "isodow",
            "isinf",
            "isfinite",
            "fsum",
            "favg",
            "product",
            "histogram",
            "bitstring_agg",
            "getenv",
            "duckdb_tables",
            "duckdb_columns",
            "duckdb_settings",
            "pragma_table_info",
            "to_char_duckdb",
            "strlen",
            "gen_random_uuid",
            "make_timestamptz");

    private static final String LINES = """
            nvl=coalesce($1, $2)
            ifnull=coalesce($1, $2)
            nvl2=(CASE WHEN $1 IS NOT NULL THEN $2 ELSE $3 END)
            if=(CASE WHEN $1 THEN $2 ELSE $3 END)
            iff=(CASE WHEN $1 THEN $2 ELSE $3 END)
            isnull=($1 IS NULL)
            isnotnull=($1 IS NOT NULL)
            zeroifnull=coalesce($1, 0)
            nullifzero=nullif($1, 0)
            datediff/2=date_diff('day', CAST($2 AS DATE), CAST($1 AS DATE))
            date_diff/2=date_diff('day', CAST($2 AS DATE), CAST($1 AS DATE))
            date_add/2=(CAST($1 AS DATE) + CAST($2 AS INTEGER))
            dateadd/2=(CAST($1 AS DATE) + CAST($2 AS INTEGER))
            date_sub=(CAST($1 AS DATE) - CAST($2 AS INTEGER))
            add_months=CAST(CAST($1 AS DATE) + to_months(CAST($2 AS INTEGER)) AS DATE)
            last_day=last_day(CAST($1 AS DATE))
            to_date/1=CAST($1 AS DATE)
            date=CAST($1 AS DATE)
            to_timestamp/1=CAST($1 AS TIMESTAMPTZ)
            try_to_timestamp/1=TRY_CAST($1 AS TIMESTAMPTZ)
            try_to_date/1=TRY_CAST($1 AS DATE)
            year=CAST(year(CAST($1 AS DATE)) AS INTEGER)
            quarter=CAST(quarter(CAST($1 AS DATE)) AS INTEGER)
            month=CAST(month(CAST($1 AS DATE)) AS INTEGER)
            day=CAST(day(CAST($1 AS DATE)) AS INTEGER)
            dayofmonth=CAST(day(CAST($1 AS DATE)) AS INTEGER)
            dayofyear=CAST(dayofyear(CAST($1 AS DATE)) AS INTEGER)
            dayofweek=CAST(dayofweek(CAST($1 AS DATE)) + 1 AS INTEGER)
            weekday=CAST(isodow(CAST($1 AS DATE)) - 1 AS INTEGER)
            weekofyear=CAST(weekofyear(CAST($1 AS DATE)) AS INTEGER)
            week=CAST(weekofyear(CAST($1 AS DATE)) AS INTEGER)
            hour=CAST(hour(CAST($1 AS TIMESTAMP)) AS INTEGER)
            minute=CAST(minute(CAST($1 AS TIMESTAMP)) AS INTEGER)
            second=CAST(second(CAST($1 AS TIMESTAMP)) AS INTEGER)
            dayname=strftime(CAST($1 AS DATE), '%a')
            current_date=CAST(now() AS DATE)
            curdate=CAST(now() AS DATE)
            current_timestamp=now()
            getdate=now()
            localtimestamp=CAST(now() AS TIMESTAMP)
            current_timezone=current_setting('TimeZone')
            unix_timestamp/0=CAST(epoch(now()) AS BIGINT)
            unix_timestamp/1=CAST(epoch(CAST($1 AS TIMESTAMPTZ)) AS BIGINT)
            from_unixtime/1=strftime(to_timestamp($1), '%Y-%m-%d %H:%M:%S')
            unix_date=(CAST($1 AS DATE) - DATE '1970-01-01')
            date_from_unix_date=(DATE '1970-01-01' + CAST($1 AS INTEGER))
            timestamp_seconds=to_timestamp($1)
            timestamp_millis=to_timestamp($1 / 1000)
            timestamp_micros=make_timestamptz($1)
            months_between=round(CASE WHEN day($1) = day($2) OR (last_day($1) = CAST($1 AS DATE) AND last_day($2) = CAST($2 AS DATE)) THEN ((year($1) - year($2)) * 12 + month($1) - month($2))::DOUBLE ELSE ((year($1) - year($2)) * 12 + month($1) - month($2)) + (epoch(CAST($1 AS TIMESTAMP) - date_trunc('month', CAST($1 AS TIMESTAMP))) - epoch(CAST($2 AS TIMESTAMP) - date_trunc('month', CAST($2 AS TIMESTAMP)))) / 2678400.0 END, 8)
            array=list_value($*)
            size=len($1)
            cardinality=len($1)
            array_size=len($1)
            array_join/2=array_to_string($1, $2)
            array_contains=list_contains($1, $2)
            array_distinct=list_distinct($1)
            array_sort/1=list_sort($1)
            sort_array/1=list_sort($1)
            array_max=list_max($1)
            array_min=list_min($1)
            array_position=coalesce(list_position($1, $2), 0)
            array_append=list_append($1, $2)
            element_at=($1)[$2]
            slice=list_slice($1, $2, $2 + $3 - 1)
            explode=unnest($1)
            sequence/2=generate_series($1, $2)
            sequence/3=generate_series($1, $2, $3)
            transform=list_transform($1, $2)
            filter=list_filter($1, $2)
            map_from_arrays=map($1, $2)
            collect_set=list(DISTINCT $1) FILTER (WHERE $1 IS NOT NULL)
            listagg/1=string_agg($1, '')
            listagg/2=string_agg($1, $2)
            string_agg/1=string_agg($1, '')
            percentile=quantile_cont($1, $2)
            percentile_approx=quantile_disc($1, $2)
            approx_percentile=quantile_disc($1, $2)
            every=bool_and($1)
            some=bool_or($1)
            any=bool_or($1)
            std=stddev($1)
            first/1=first($1)
            first_value/2=first_value($1 IGNORE NULLS)
            count_if=count_if($1)
            try_sum=sum($1)
            try_avg=avg($1)
            locate/2=instr($2, $1)
            position/2=instr($2, $1)
            charindex/2=instr($2, $1)
            split/2=string_split_regex($1, $2)
            regexp_extract/2=regexp_extract($1, $2, 1)
            regexp_extract_all/2=regexp_extract_all($1, $2, 1)
            regexp_like=regexp_matches($1, $2)
            rlike=regexp_matches($1, $2)
            regexp=regexp_matches($1, $2)
            lpad/2=lpad($1, $2, ' ')
            rpad/2=rpad($1, $2, ' ')
            lcase=lower($1)
            ucase=upper($1)
            char_length=length($1)
            character_length=length($1)
            len=length($1)
            startswith=starts_with($1, $2)
            endswith=ends_with($1, $2)
            btrim=trim($1)
            space=repeat(' ', $1)
            char=chr($1)
            initcap=list_reduce(list_transform(string_split($1, ' '), lambda x : upper(x[1]) || lower(x[2:])), lambda x, y : x || ' ' || y)
            sha=sha1($1)
            base64=base64(CAST($1 AS BLOB))
            unbase64=from_base64($1)
            get_json_object=json_extract_string($1, $2)
            parse_json=CAST($1 AS JSON)
            raise_error=error($1)
            ceil/1=CAST(ceil($1) AS BIGINT)
            ceiling/1=CAST(ceil($1) AS BIGINT)
            floor/1=CAST(floor($1) AS BIGINT)
            bround=round_even($1, $2)
            log/1=ln($1)
            mod=($1 % $2)
            pmod=((($1 % $2) + $2) % $2)
            rand=random()
            try_divide=($1 / nullif($2, 0))
            try_add=TRY($1 + $2)
            try_subtract=TRY($1 - $2)
            try_multiply=TRY($1 * $2)
            try_mod=($1 % nullif($2, 0))
            string=CAST($1 AS VARCHAR)
            int=CAST($1 AS INTEGER)
            bigint=CAST($1 AS BIGINT)
            smallint=CAST($1 AS SMALLINT)
            tinyint=CAST($1 AS TINYINT)
            double=CAST($1 AS DOUBLE)
            float=CAST($1 AS FLOAT)
            boolean=CAST($1 AS BOOLEAN)
            decimal=CAST($1 AS DECIMAL(10, 0))
            timestamp=CAST($1 AS TIMESTAMPTZ)
            binary=CAST($1 AS BLOB)
            version='0.0.0'
            """;

    static {
        LINES.lines()
                .forEach(line ->
                        TEMPLATES.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    }

    private Functions() {}

    static boolean isUnknown(String lower) {
        return UNKNOWN.contains(lower);
    }

    static String call(String name, List<List<Token>> tokens, List<String> arguments, Dialect.Scope scope) {
        String lower = name.toLowerCase(Locale.ROOT);
        String byHand = byHand(lower, tokens, arguments, scope);
        if (byHand != null) {
            return byHand;
        }
        String template = TEMPLATES.get(lower + "/" + arguments.size());
        if (template == null) {
            template = TEMPLATES.get(lower);
        }
        return template == null ? name + "(" + String.join(", ", arguments) + ")" : filled(template, arguments);
    }

    private static String filled(String template, List<String> arguments) {
        String text = template.replace("$*", String.join(", ", arguments));
        for (int i = 0; i < arguments.size(); i++) {
            text = text.replace("$" + (i + 1), arguments.get(i));
        }
        return text;
    }

    @org.jspecify.annotations.Nullable
    private static String byHand(String lower, List<List<Token>> tokens, List<String> given, Dialect.Scope scope) {
        int count = given.size();
        return switch (lower) {
            case "date_format", "to_char" -> count == 2 ? DatePatterns.format(given.get(0), text(tokens.get(1))) : null;
            case "to_date", "to_timestamp" ->
                count == 2 ? DatePatterns.parse(given.get(0), text(tokens.get(1)), lower.equals("to_date")) : null;
            case "date_trunc" ->
                "CAST(date_trunc(" + given.get(0) + ", CAST(" + given.get(1) + " AS TIMESTAMPTZ)) AS TIMESTAMPTZ)";
            case "trunc" ->
                "CAST(date_trunc('" + DatePatterns.unit(text(tokens.get(1))) + "', CAST(" + given.get(0)
                        + " AS DATE)) AS DATE)";
            case "datediff", "date_diff", "timestampdiff" ->
                count == 3
                        ? "date_sub('" + unit(tokens) + "', CAST(" + given.get(1) + " AS TIMESTAMP), CAST("
                                + given.get(2) + " AS TIMESTAMP))"
                        : null;
            case "dateadd", "date_add", "timestampadd" ->
                count == 3
                        ? "(CAST(" + given.get(2) + " AS TIMESTAMPTZ) + (" + given.get(1) + ") * INTERVAL 1 "
                                + unit(tokens) + ")"
                        : null;
            case "concat" -> count == 0 ? "''" : "(" + String.join(" || ", given) + ")";
            case "collect_list", "array_agg" -> collected(given.get(0));
            case "named_struct" -> struct(tokens, given);
            case "struct" ->
                "struct_pack("
                        + IntStream.range(0, count)
                                .mapToObj(i -> fieldName(tokens.get(i), i) + " := " + given.get(i))
                                .collect(Collectors.joining(", "))
                        + ")";
            case "map" -> map(given);
            case "to_json" -> json(given);
            case "regexp_replace" ->
                count == 3
                        ? "regexp_replace(" + given.get(0) + ", " + given.get(1) + ", "
                                + given.get(2).replaceAll("\\$(\\d)", "\\\\$1") + ", 'g')"
                        : null;
            case "sha2" -> "sha256(" + given.get(0) + ")";
            case "format_number" -> "format('{:,." + text(tokens.get(1)) + "f}', CAST(" + given.get(0) + " AS DOUBLE))";
            case "current_user", "session_user", "user" -> Dialect.literal(scope.user());
            case "current_catalog" -> Dialect.literal(scope.catalog());
            case "current_database", "current_schema" -> Dialect.literal(scope.schema());
            default -> null;
        };
    }

    private static String text(List<Token> argument) {
        return argument.get(0).text();
    }

    private static String unit(List<List<Token>> tokens) {
        return text(tokens.get(0)).toLowerCase(Locale.ROOT);
    }

    private static String collected(String argument) {
        boolean distinct = argument.toLowerCase(Locale.ROOT).startsWith("distinct ");
        String plain = distinct ? argument.substring(9) : argument;
        return "list(" + argument + ") FILTER (WHERE " + plain + " IS NOT NULL)";
    }

    private static String struct(List<List<Token>> tokens, List<String> given) {
        return "struct_pack("
                + IntStream.range(0, given.size() / 2)
                        .mapToObj(i -> Dialect.name(text(tokens.get(2 * i))) + " := " + given.get(2 * i + 1))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static String fieldName(List<Token> argument, int index) {
        Token last = argument.get(argument.size() - 1);
        boolean column = last.kind() != Kind.STRING && last.isName();
        return Dialect.name(column ? last.text() : "col" + (index + 1));
    }

    private static String map(List<String> given) {
        return "map(list_value(" + every(given, 0) + "), list_value(" + every(given, 1) + "))";
    }

    /** Times have a T and three digits, or what the one other format in use here says; the session's zone is UTC. */
    private static String json(List<String> given) {
        boolean isFormatted = given.size() > 1 && given.get(1).contains("HH:mm:ss.SSSSSS");
        String found = "\"(\\d{4,}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+))?";
        String told = "\"\\1" + (isFormatted ? " " : "T") + "\\2.\\3000000";
        String text = "CAST(to_json(" + given.get(0) + ") AS VARCHAR)";
        text = "regexp_replace(" + text + ", '" + found + "\\+00\"', '" + told + "Z\"', 'g')";
        text = "regexp_replace(" + text + ", '" + found + "\"', '" + told + "\"', 'g')";
        text = "regexp_replace(" + text + ", '([T ]\\d\\d:\\d\\d:\\d\\d\\.\\d{" + (isFormatted ? 6 : 3)
                + "})\\d*(Z?\")', '\\1\\2', 'g')";
        return "(CASE WHEN " + given.get(0) + " IS NULL THEN NULL ELSE " + text + " END)";
    }

    private static String every(List<String> given, int first) {
        return IntStream.range(0, given.size())
                .filter(i -> i % 2 == first)
                .mapToObj(given::get)
                .collect(Collectors.joining(", "));
    }
}
