package dev.askdesk.sql;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Databricks' functions that compute from their arguments and nothing else. Left out are those that read files, tables,
 * secrets or the session, call models or the network, run code or text as SQL, and make texts or lists of any size.
 */
final class DatabricksFunctions {
    static final Set<String> ALLOWED = new TreeSet<>(List.of("""
            any any_value approx_count_distinct approx_percentile approx_top_k array_agg avg bit_and bit_or bit_xor
            bool_and bool_or collect_list collect_set corr count count_if covar_pop covar_samp every first first_value
            grouping grouping_id histogram_numeric kurtosis last last_value listagg max max_by mean median min min_by
            mode percentile percentile_approx percentile_cont percentile_disc regr_avgx regr_avgy regr_count
            regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy skewness some std stddev stddev_pop stddev_samp
            string_agg sum try_avg try_sum var_pop var_samp variance rollup cube

            cume_dist dense_rank lag lead nth_value ntile percent_rank rank row_number

            abs acos acosh asin asinh atan atan2 atanh bin bit_count bround cbrt ceil ceiling conv cos cosh cot csc
            degrees div e exp expm1 factorial floor greatest hex hypot isnan least ln log log10 log1p log2 mod nanvl
            negative pi pmod positive pow power radians rand random rint round sec shiftleft shiftright sign signum sin
            sinh sqrt tan tanh try_add try_divide try_mod try_multiply try_subtract unhex width_bucket

            ascii base64 bit_length btrim char char_length character_length charindex chr collate concat concat_ws
            contains crc32 decode elt encode endswith find_in_set format_number hash initcap instr
            is_valid_utf8 lcase left len length levenshtein locate lower ltrim luhn_check make_valid_utf8 mask md5
            octet_length overlay parse_url position regexp regexp_count regexp_extract regexp_extract_all
            regexp_instr regexp_like regexp_replace regexp_substr replace reverse right rlike rtrim sha sha1 sha2
            soundex split split_part startswith substr substring substring_index to_binary to_char to_number to_varchar
            translate trim try_to_binary try_to_number try_url_decode ucase unbase64 upper url_decode url_encode xxhash64

            add_months convert_timezone curdate current_date current_timestamp date date_add date_diff
            date_format date_from_unix_date date_part date_sub date_trunc dateadd datediff datepart day dayname
            dayofmonth dayofweek dayofyear extract from_unixtime from_utc_timestamp getdate hour last_day localtimestamp
            make_date make_dt_interval make_interval make_timestamp make_timestamp_ltz make_timestamp_ntz make_ym_interval
            minute month monthname months_between next_day now quarter second timestamp timestamp_micros
            timestamp_millis timestamp_seconds timestampadd timestampdiff timediff to_date to_timestamp to_unix_timestamp
            to_utc_timestamp trunc try_to_date try_to_timestamp unix_date unix_micros unix_millis unix_seconds
            unix_timestamp weekday weekofyear window window_time year

            aggregate array array_append array_compact array_contains array_distinct array_except array_insert
            array_intersect array_join array_max array_min array_position array_prepend array_remove array_size
            array_sort array_union arrays_overlap arrays_zip cardinality element_at exists explode explode_outer filter
            flatten forall get named_struct posexplode posexplode_outer reduce sequence shuffle size slice sort_array
            struct transform try_element_at zip_with
            map map_concat map_contains_key map_entries map_filter map_from_arrays map_from_entries map_keys map_values
            map_zip_with str_to_map transform_keys transform_values

            all coalesce if iff ifnull isnotnull isnull nullif nullifzero nvl nvl2 zeroifnull case cast try_cast equal_null
            bigint binary boolean decimal double float int smallint string tinyint typeof uuid

            from_csv from_json get_json_object is_variant_null json_array_length json_object_keys parse_json
            schema_of_json schema_of_variant to_csv to_json try_parse_json try_variant_get variant_get
            """.strip().split("\\s+")));

    static final Set<String> TABLE_FUNCTIONS =
            Set.of("explode", "explode_outer", "posexplode", "posexplode_outer", "range");

    static final Pattern REACHES_OUT = Pattern.compile(
            "ai_.*|vector_search|.*secret.*|http_request|reflect|try_reflect|java_method|input_file.*|.*_files|read_.*"
                    + "|cloud_files.*|event_log|table_changes|remote_query|identifier|current_.*|session_user|user"
                    + "|is_.*member|version|java.*|monotonically_increasing_id|spark_partition_id|aes_.*"
                    + "|try_aes_.*|assert_true|raise_error|stream|sql_keywords|.*sleep.*|list_.*|query|table|.*_metadata|.*_state|.*_changes");

    private DatabricksFunctions() {}
}
