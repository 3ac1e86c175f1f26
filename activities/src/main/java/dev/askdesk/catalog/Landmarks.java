package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.DatabaseTable.DatabaseColumn;
import dev.askdesk.catalog.TableSurvey.ColumnSurvey;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The columns that name a table's rows to people, and that date them. */
final class Landmarks {
    private static final Set<String> NAMES = Set.of("name", "title", "label");
    private static final Set<String> NO_NAME_OF_THE_ROW = Set.of(
            "first", "last", "middle", "given", "family", "sur", "file", "host", "domain", "nick", "legal", "former",
            "short");
    private static final Set<String> EVENTS = Set.of(
            "transaction",
            "order",
            "payment",
            "trade",
            "event",
            "start",
            "posted",
            "booked",
            "sent",
            "snapshot",
            "effective",
            "occurred",
            "happened",
            "issue",
            "issued",
            "placed",
            "value");
    private static final Set<String> RECORDED =
            Set.of("created", "inserted", "added", "registered", "opened", "joined", "signup");
    private static final Set<String> AFTERTHOUGHTS = Set.of(
            "updated",
            "modified",
            "changed",
            "deleted",
            "end",
            "ended",
            "due",
            "expiry",
            "expires",
            "expiration",
            "expire",
            "termination",
            "terminated",
            "birth",
            "last",
            "completed",
            "finished",
            "read",
            "verified",
            "loaded",
            "synced",
            "next",
            "valid",
            "refreshed",
            "edited");
    /** A label tells rows apart; a few rows of one name do no harm. */
    private static final double DISTINCT = 0.9;

    private static final double FILLED = 0.95;

    private Landmarks() {}

    /** The text column that most likely names a row, or {@code null}. */
    static @Nullable String label(TableSurvey survey) {
        return best(survey, column -> labelScore(survey, column));
    }

    /** The column that most likely dates a row, or {@code null}. */
    static @Nullable String date(TableSurvey survey) {
        return best(survey, column -> dateScore(survey, column));
    }

    private static @Nullable String best(TableSurvey survey, ToIntFunction<DatabaseColumn> score) {
        DatabaseColumn best = null;
        for (DatabaseColumn column : survey.table().columns()) {
            if (score.applyAsInt(column) > (best == null ? 0 : score.applyAsInt(best))) {
                best = column;
            }
        }
        return best == null ? null : best.name();
    }

    private static int labelScore(TableSurvey survey, DatabaseColumn column) {
        ColumnKind kind = ColumnKind.of(column.type());
        ColumnSurvey seen = survey.column(column.name());
        boolean distinct = survey.rows() == 0 || (seen.filled() > 0 && seen.distinct() >= DISTINCT * seen.filled());
        if (kind != ColumnKind.TEXT
                || kind.looksSecret(column.name())
                || !distinct
                || ColumnKind.areCodes(seen.samples())) {
            return 0;
        }
        List<String> words = NameWords.spoken(column.name());
        String last = words.get(words.size() - 1);
        if (words.stream().anyMatch(NO_NAME_OF_THE_ROW::contains)) {
            return 0;
        }
        if (words.size() == 1 && NAMES.contains(last)) {
            return last.equals("name") ? 6 : 5;
        }
        if (NAMES.contains(last)) {
            List<String> thing = NameWords.thing(survey.table().name());
            boolean ofTheRow =
                    words.get(0).equals("full") || words.get(0).equals("display") || thing.contains(words.get(0));
            return ofTheRow ? 4 : 2;
        }
        return Set.of("username", "login", "fullname", "headline", "subject").contains(last) ? 3 : 0;
    }

    private static int dateScore(TableSurvey survey, DatabaseColumn column) {
        ColumnKind kind = ColumnKind.of(column.type());
        ColumnSurvey seen = survey.column(column.name());
        boolean mostlyFilled = survey.looked() == 0 || seen.filled() * 2 >= survey.looked();
        if (!kind.dates() || !mostlyFilled) {
            return 0;
        }
        List<String> words = NameWords.spoken(column.name());
        // A date that some rows do not have yet says what became of them, not when they were.
        int gaps = seen.filled() < FILLED * survey.looked() ? 4 : 0;
        return Math.max(1, 2 * dateScore(NameWords.thing(survey.table().name()), words) - gaps);
    }

    private static int dateScore(List<String> thing, List<String> words) {
        if (words.stream().anyMatch(AFTERTHOUGHTS::contains)) {
            return 0;
        }
        if (words.stream().anyMatch(RECORDED::contains)) {
            return 3;
        }
        boolean ofTheRow =
                words.stream().anyMatch(word -> thing.contains(word) || thing.contains(Words.singular(word)));
        boolean bare = words.size() == 1 || words.equals(List.of("as", "of", "date"));
        if (ofTheRow || bare) {
            return 6;
        }
        return words.stream().anyMatch(EVENTS::contains) ? 5 : 4;
    }
}
