package dev.askdesk.sql;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * PostgreSQL's functions that compute from their arguments and nothing else. Left out are those that read files, large
 * objects, settings, the session or the system's catalog, run text as SQL, wait, and make texts of any size.
 */
final class PostgresFunctions {
    static final Set<String> ALLOWED = new TreeSet<>(List.of("""
            any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every
            grouping json_agg json_object_agg jsonb_agg jsonb_object_agg max min mode percentile_cont percentile_disc
            regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop
            stddev_samp string_agg sum var_pop var_samp variance rollup cube

            cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number

            abs acos acosh asin asinh atan atan2 atanh cbrt ceil ceiling cos cosh cot degrees div exp factorial floor
            gcd greatest lcm least ln log log10 mod pi pow power radians random round scale sign sin sinh sqrt tan
            tanh trim_scale trunc width_bucket

            ascii bit_count bit_length btrim char_length character_length chr concat concat_ws decode encode
            initcap left length lower ltrim md5 normalize octet_length overlay position regexp_count regexp_instr
            regexp_like regexp_match regexp_replace regexp_split_to_array regexp_substr replace reverse right rtrim
            sha224 sha256 sha384 sha512 split_part starts_with string_to_array strpos substr substring to_hex
            translate trim upper

            age clock_timestamp current_date current_time current_timestamp date date_bin date_part date_trunc extract
            isfinite justify_days justify_hours justify_interval localtime localtimestamp make_date make_interval
            make_time make_timestamp make_timestamptz now statement_timestamp timezone to_char to_date to_number
            to_timestamp transaction_timestamp

            array_append array_cat array_dims array_length array_lower array_ndims array_position array_positions
            array_prepend array_remove array_replace array_to_string array_upper cardinality generate_series
            generate_subscripts trim_array unnest lower_inc upper_inc isempty

            all any some coalesce nullif cast row num_nonnulls num_nulls gen_random_uuid

            json_array_length json_build_array json_build_object json_extract_path json_extract_path_text json_typeof
            jsonb_array_length jsonb_build_array jsonb_build_object jsonb_extract_path jsonb_extract_path_text
            jsonb_typeof jsonb_exists to_json to_jsonb
            """.strip().split("\\s+")));

    static final Set<String> TABLE_FUNCTIONS = Set.of("generate_series", "unnest");

    static final Pattern REACHES_OUT = Pattern.compile(
            "pg_.*|lo_.*|lo(read|write)|dblink.*|.*_to_xml.*|.*xml.*|current_.*|set_config|nextval|currval|setval|lastval"
                    + "|setseed|.*sleep.*|inet_.*|has_.*privilege|version|txid_.*|.*_recv|.*_send|user|session_user"
                    + "|system_user|to_reg.*|col_description|obj_description|shobj_description|format_type|ts_stat"
                    + "|query.*|copy.*|file_.*|postgres_fdw.*|binary_upgrade.*|row_security_active|cursor_.*");

    private PostgresFunctions() {}
}
