package dev.askdesk.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnKindTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LONG | INTEGER",
                "SHORT | INTEGER",
                "BYTE | INTEGER",
                "int4 | INTEGER",
                "int8 | INTEGER",
                "bigserial | INTEGER",
                "DECIMAL(10,0) | INTEGER",
                "numeric | NUMBER",
                "DECIMAL(10,2) | NUMBER",
                "float8 | NUMBER",
                "double precision | NUMBER",
                "money | NUMBER",
                "STRING | TEXT",
                "character varying(20) | TEXT",
                "bpchar | TEXT",
                "text | TEXT",
                "TIMESTAMP_NTZ | TIMESTAMP",
                "timestamptz | TIMESTAMP",
                "timestamp with time zone | TIMESTAMP",
                "timestamp(3) without time zone | TIMESTAMP",
                "uuid | UUID",
                "bool | BOOLEAN",
                "INTERVAL DAY TO SECOND | OTHER",
                "VARIANT | OTHER",
                "BINARY | OTHER",
                "jsonb | OTHER",
                "ARRAY<STRING> | OTHER",
                "STRUCT<a: INT> | OTHER",
                "MAP<STRING,INT> | OTHER",
                "integer[] | OTHER",
                "_int4 | OTHER"
            })
    void types_ofAllEngines_areKnown(String type, ColumnKind kind) {
        assertThat(ColumnKind.of(type)).isEqualTo(kind);
    }
}
