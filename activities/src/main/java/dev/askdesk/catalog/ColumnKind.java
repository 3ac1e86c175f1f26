package dev.askdesk.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a column holds, as far as its type, its name and some of its values tell. */
enum ColumnKind {
    INTEGER,
    NUMBER,
    TEXT,
    DATE,
    TIMESTAMP,
    BOOLEAN,
    UUID,
    OTHER;

    private static final Set<String> SECRET_WORDS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "secret",
            "token",
            "apikey",
            "credential",
            "credentials",
            "ssn",
            "salt",
            "cvv",
            "cvc",
            "pin",
            "otp",
            "passport",
            "iban");
    private static final List<String> SECRET_PHRASES = List.of(
            "api key",
            "private key",
            "access key",
            "secret key",
            "encryption key",
            "social security",
            "card number",
            "account number",
            "bank account",
            "routing number",
            "tax id",
            "national id");

    /** Shapes of values that identify something without naming it to people. */
    private static final List<Pattern> CODES = List.of(
            Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+"),
            Pattern.compile("(?i)(https?|ftp|s3|file|[a-z]+app)://.*|www\\..*"),
            Pattern.compile("(?i)\\{?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}}?"),
            Pattern.compile("(?i)[0-9a-f]{16,}|[a-z0-9+/_-]{24,}=*|\\$2[aby]?\\$.*"),
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}(,.*)?|(?i)[0-9a-f]*(:[0-9a-f]*){3,}"),
            Pattern.compile("[-+()./#:,%$€£\\s\\d]+"),
            Pattern.compile("(?s)[\\[{].*[]}]"),
            Pattern.compile("(?i)(?=.*\\d.*\\d.*\\d)(?=.*[a-z])[a-z0-9-]{12,}"),
            Pattern.compile("(/|[A-Za-z]:\\\\).*"));

    /** @param type the engine's type name, such as {@code DECIMAL(10,2)} */
    static ColumnKind of(String type) {
        String upper = type.toUpperCase(Locale.ROOT).trim();
        if (upper.endsWith("]")
                || upper.contains("STRUCT")
                || upper.contains("MAP(")
                || upper.startsWith("MAP<")
                || upper.contains("ARRAY")) {
            return OTHER;
        }
        String base = upper.replaceAll("[(<].*", "").trim();
        return switch (base) {
            case "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "INT",
                    "INT2",
                    "INT4",
                    "INT8",
                    "SMALLSERIAL",
                    "SERIAL",
                    "BIGSERIAL",
                    "BIGINT",
                    "HUGEINT",
                    "LONG",
                    "SHORT",
                    "BYTE",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT",
                    "UHUGEINT" -> INTEGER;
            case "DECIMAL", "NUMERIC", "DEC" -> upper.matches(".*\\(\\d+(,\\s*0)?\\)") ? INTEGER : NUMBER;
            case "DOUBLE", "FLOAT", "REAL", "DOUBLE PRECISION", "FLOAT4", "FLOAT8", "MONEY" -> NUMBER;
            case "VARCHAR",
                    "STRING",
                    "TEXT",
                    "CHAR",
                    "BPCHAR",
                    "ENUM",
                    "CHARACTER VARYING",
                    "CHARACTER",
                    "CITEXT",
                    "NAME" -> TEXT;
            case "DATE" -> DATE;
            case "BOOLEAN", "BOOL" -> BOOLEAN;
            case "UUID" -> UUID;
            default -> base.startsWith("TIMESTAMP") || base.equals("DATETIME") ? TIMESTAMP : OTHER;
        };
    }

    boolean dates() {
        return this == DATE || this == TIMESTAMP;
    }

    /** Whether a column of this kind and name most likely holds what must not be read out: passwords, keys, numbers of cards. */
    boolean looksSecret(String columnName) {
        if (this == BOOLEAN || dates()) {
            return false;
        }
        List<String> words = NameWords.split(columnName);
        String phrase = String.join(" ", words);
        return words.stream().anyMatch(SECRET_WORDS::contains)
                || SECRET_PHRASES.stream().anyMatch(phrase::contains);
    }

    /** Whether most of the values are addresses, numbers, hashes and the like: nothing that a question names. */
    static boolean areCodes(List<String> values) {
        long codes = values.stream()
                .filter(value -> CODES.stream()
                        .anyMatch(code -> code.matcher(value.trim()).matches()))
                .count();
        return codes * 2 > values.size();
    }
}
