package dev.askdesk.sql;

import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;

/**
 * The functions that a query may call: those that compute from their arguments and nothing else. A function that is not
 * named here is refused, whatever it does.
 */
final class FunctionRules {
    private static final Set<String> ALLOWED = new TreeSet<>(List.of("""
            any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_min
            arg_min_null argmax argmin array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count count_if
            count_star countif covar_pop covar_samp entropy favg first fsum geomean geometric_mean group_concat grouping
            grouping_id histogram kahan_sum kurtosis kurtosis_pop last list listagg mad max max_by mean median min
            min_by mode percentile_cont percentile_disc product quantile quantile_cont quantile_disc regr_avgx regr_avgy
            regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy sem skewness stddev stddev_pop
            stddev_samp string_agg sum sum_no_overflow sumkahan var_pop var_samp variance wavg weighted_avg every
            rollup cube

            cume_dist dense_rank fill first_value lag last_value lead nth_value ntile percent_rank rank rank_dense
            row_number

            abs acos acosh asin asinh atan atan2 atanh bit_count cbrt ceil ceiling cos cosh cot degrees divide even exp
            factorial fdiv floor fmod gamma gcd greatest greatest_common_divisor isfinite isinf isnan lcm least
            least_common_multiple lgamma ln log log10 log2 mod multiply add subtract negate pi pow power radians random
            round round_even roundbankers sign signbit sin sinh sqrt tan tanh trunc xor width_bucket

            ascii base64 bin bit_length char_length character_length chr concat concat_ws contains
            ends_with format_bytes from_base64 hamming hash hex ilike_escape
            instr jaccard jaro_similarity jaro_winkler_similarity lcase left left_grapheme len length length_grapheme
            like_escape lower ltrim md5 mismatches nfc_normalize not_ilike_escape not_like_escape
            octet_length ord overlay position prefix regexp_escape regexp_extract regexp_extract_all
            regexp_full_match regexp_like regexp_matches regexp_replace regexp_split_to_array replace reverse
            right right_grapheme rtrim sha1 sha256 split split_part starts_with str_split str_split_regex
            string_split string_split_regex string_to_array strip_accents strlen strpos substr substring
            substring_grapheme suffix to_base64 to_hex translate trim ucase unhex unicode upper url_decode url_encode

            age ago century current_date current_localtime current_localtimestamp current_time current_timestamp date
            date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname dayofmonth
            dayofweek dayofyear days_in_month decade epoch epoch_ms epoch_ns epoch_us era get_current_time
            get_current_timestamp hour isodow isoyear julian last_day localtime localtimestamp make_date make_time
            make_timestamp make_timestamptz microsecond millennium millisecond minute month monthname nanosecond now
            quarter second strftime strptime time_bucket timestamp timezone timezone_hour timezone_minute to_centuries
            to_char to_days to_decades to_hours to_microseconds to_millennia to_milliseconds to_minutes to_months
            to_quarters to_seconds to_timestamp to_weeks to_years today transaction_timestamp try_strptime week weekday
            weekofyear year yearweek to_date

            array_append array_cat array_concat array_contains array_distinct array_extract array_filter array_has
            array_has_all array_has_any array_indexof array_intersect array_length array_position array_prepend
            array_reduce array_reverse array_reverse_sort array_slice array_sort array_sum array_to_string
            array_transform array_unique array_value array_zip cardinality element_at filter flatten generate_series
            list_aggr list_aggregate list_any_value list_append list_apply list_avg list_cat list_concat list_contains
            list_count list_distinct list_element list_extract list_filter list_first list_has list_has_all list_has_any
            list_indexof list_intersect list_last list_max list_median list_min list_mode list_pack list_position
            list_prepend list_product list_reduce list_reverse list_reverse_sort list_select list_slice
            list_sort list_stddev_pop list_stddev_samp list_string_agg list_sum list_transform list_unique list_value
            list_var_pop list_var_samp list_where list_zip range unnest map map_concat map_contains map_entries
            map_extract map_extract_value map_from_entries map_keys map_values row struct_extract struct_insert
            struct_pack

            all any some coalesce if ifnull iff nullif nvl isnull try typeof enum_code enum_first enum_last enum_range uuid
            gen_random_uuid cast try_cast columns

            json_array_length json_contains json_exists json_extract json_extract_path json_extract_path_text
            json_extract_string json_keys json_type json_valid json_value
            """.strip().split("\\s+")));

    private static final Set<String> TABLE_FUNCTIONS = Set.of("generate_series", "range", "unnest");

    /** Aggregates of one row, where no GROUP BY splits them. */
    private static final Set<String> AGGREGATES = Set.of("""
            any_value approx_count_distinct approx_quantile arg_max arg_min argmax argmin array_agg avg bool_and bool_or
            corr count count_if count_star countif covar_pop covar_samp entropy favg first fsum group_concat histogram
            kurtosis last list listagg mad max max_by mean median min min_by mode percentile_cont percentile_disc
            product quantile quantile_cont quantile_disc regr_slope regr_r2 regr_intercept skewness stddev stddev_pop
            stddev_samp string_agg sum var_pop var_samp variance weighted_avg
            approx_percentile collect_list collect_set every json_agg jsonb_agg percentile percentile_approx std try_avg
            try_sum
            """.strip().split("\\s+"));

    /** What these do is read files, settings, the catalog of the engine, or run text as SQL, or hold up the engine. */
    private static final Pattern REACHES_OUT = Pattern.compile(
            "read_.*|.*_scan.*|sniff_.*|glob|parquet_.*|query|query_table|getenv|getvariable|.*setting.*|pragma_.*"
                    + "|duckdb_.*|pg_.*|sqlite_.*|which_.*|nextval|currval|setval|setseed|set_config|.*sleep.*"
                    + "|json_.*serialize.*|write_.*|enable_.*|disable_.*|.*checkpoint|current_.*|version|has_.*privilege"
                    + "|.*external.*|in_search_path|txid_current|load_.*|lo_.*|dblink.*|xp_.*|inet_.*|user|session_user");

    /** Longest series; the engine computes one of constants while it plans, where no time-out reaches it. */
    private static final long LONGEST_SERIES = 100_000;

    private static final Set<String> SERIES = Set.of("generate_series", "range", "sequence");

    /** Of any engine; another one refuses it. */
    private static final Set<String> UNNESTING = Set.of(
            "generate_series",
            "range",
            "unnest",
            "explode",
            "explode_outer",
            "posexplode",
            "posexplode_outer",
            "generate_subscripts");

    private FunctionRules() {}

    /**
     * A series of constants: its ends are plain numbers up to {@value #LONGEST_SERIES}, or dates.
     *
     * @throws Refusal the series may be longer
     */
    static void checkSeries(Function function) {
        String name = function.getName();
        if (name == null || !SERIES.contains(plain(name)) || function.getParameters() == null) {
            return;
        }
        for (Expression end : function.getParameters()) {
            boolean far = end instanceof LongValue number
                    ? Math.abs(value(number)) > LONGEST_SERIES
                    : TOO_FAR.matcher(end.toString()).find() || !isOfDates(end);
            if (far) {
                throw new Refusal(
                        Kind.TOO_LARGE,
                        "Give the ends of " + name + " as plain numbers up to " + LONGEST_SERIES
                                + ", as columns, or as dates.");
            }
        }
    }

    /** Whether the functions within an end are those that dates are made with. */
    private static boolean isOfDates(Expression end) {
        return CALL.matcher(end.toString()).results().allMatch(call -> DATE_FUNCTIONS.contains(plain(call.group(1))));
    }

    private static long value(LongValue number) {
        try {
            return number.getValue();
        } catch (NumberFormatException longerThanALong) {
            return Long.MAX_VALUE;
        }
    }

    /** A product, a quotient, a shift, a number of six digits and more, or a step shorter than a day. */
    private static final Pattern TOO_FAR = Pattern.compile("(?i)[*/]|<<|\\^|\\d{6,}|\\de\\d|second|minute|hour");

    private static final Pattern CALL = Pattern.compile("([\\p{L}_][\\w.]*)\\s*\\(");
    private static final Set<String> DATE_FUNCTIONS = Set.of(
            "date_trunc",
            "make_date",
            "current_date",
            "now",
            "today",
            "date",
            "year",
            "month",
            "cast",
            "min",
            "max",
            "date_add",
            "date_sub",
            "last_day",
            "select",
            "interval",
            "decimal",
            "datetrunc",
            "coalesce",
            "add_months",
            "to_date");

    /** @throws Refusal the function is not allowed */
    static void check(String written, Dialect dialect) {
        String name = plain(written);
        if (isAllowed(name, dialect)) {
            return;
        }
        Pattern reachesOut =
                switch (dialect) {
                    case DUCKDB -> REACHES_OUT;
                    case DATABRICKS -> DatabricksFunctions.REACHES_OUT;
                    case POSTGRESQL -> PostgresFunctions.REACHES_OUT;
                };
        if (reachesOut.matcher(name.substring(name.lastIndexOf('.') + 1)).matches()) {
            throw new Refusal(Kind.FORBIDDEN, "The function " + name + " is not allowed: it does more than compute.");
        }
        throw new Refusal(
                Kind.UNKNOWN_FUNCTION,
                "The function " + name + " is not known or not allowed.",
                NearestNames.among(name, allowed(dialect)));
    }

    static boolean isAllowed(String written, Dialect dialect) {
        return allowed(dialect).contains(plain(written));
    }

    private static Set<String> allowed(Dialect dialect) {
        return switch (dialect) {
            case DUCKDB -> ALLOWED;
            case DATABRICKS -> DatabricksFunctions.ALLOWED;
            case POSTGRESQL -> PostgresFunctions.ALLOWED;
        };
    }

    /** @throws Refusal the function may not stand in place of a table */
    static void checkTableFunction(String written, Dialect dialect) {
        Set<String> some =
                switch (dialect) {
                    case DUCKDB -> TABLE_FUNCTIONS;
                    case DATABRICKS -> DatabricksFunctions.TABLE_FUNCTIONS;
                    case POSTGRESQL -> PostgresFunctions.TABLE_FUNCTIONS;
                };
        if (!some.contains(plain(written))) {
            throw new Refusal(
                    Kind.FORBIDDEN,
                    "The table function " + plain(written) + " is not allowed; query the catalog's tables.");
        }
    }

    static boolean isAggregate(String written) {
        return AGGREGATES.contains(plain(written));
    }

    /** Whether it turns one row into many. */
    static boolean isSeries(String written) {
        return UNNESTING.contains(plain(written));
    }

    static String plain(String written) {
        return written.replace("\"", "").toLowerCase(Locale.ROOT);
    }
}
