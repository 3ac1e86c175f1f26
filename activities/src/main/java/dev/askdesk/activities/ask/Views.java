package dev.askdesk.activities.ask;

import dev.askdesk.adapters.model.Analyst;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.RowValues;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.grounding.Withheld;
import dev.askdesk.sql.Asker;
import dev.askdesk.sql.EmptyResult;
import dev.askdesk.sql.StatementMender;
import dev.askdesk.sql.Visibility;
import dev.askdesk.sql.VisibleCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What knows the catalog and the values of the data, for each asker: what somebody may not see is neither shown to a model
 * nor matched nor asked back about nor offered as the nearest name. Askers from whom nothing is hidden share one view; the
 * others have one for each combination of roles, made when it is first needed.
 */
public final class Views {
    /** A name that has left somebody's rows is theirs no longer than this. */
    static final Duration KEPT = Duration.ofMinutes(10);

    /**
     * One.
     *
     * @param grounder over the tables, columns and values that the asker may see
     */
    public record View(Grounder grounder, StatementMender mender, Analyst analyst, EmptyResult emptyResult) {}

    /** @param ownValues whether its values are others than everybody's, read for it alone */
    private record Restricted(View view, Withheld withheld, boolean ownValues) {}

    private final Catalog catalog;
    private final View whole;
    private final Function<Visibility, Restricted> restricting;
    private final Clock clock;
    private final Map<List<Catalog.Role>, Kept> restricted = new ConcurrentHashMap<>();

    private Views(Catalog catalog, View whole, Function<Visibility, Restricted> restricting, Clock clock) {
        this.catalog = catalog;
        this.whole = whole;
        this.restricting = restricting;
        this.clock = clock;
    }

    /**
     * Over a database.
     *
     * @param making puts a view together over a catalog, or the part of it that may be seen, and its values
     */
    public static Views of(Catalog catalog, Warehouse warehouse, BiFunction<Catalog, ValueDictionary, View> making) {
        return of(catalog, warehouse, making, Clock.systemUTC());
    }

    static Views of(
            Catalog catalog, Warehouse warehouse, BiFunction<Catalog, ValueDictionary, View> making, Clock clock) {
        ValueDictionary values = ValueDictionary.build(catalog, warehouse);
        Function<Visibility, Restricted> restricting = visibility -> {
            Catalog seen = VisibleCatalog.of(catalog, visibility);
            Withheld withheld = new Withheld(catalog, seen);
            if (hasSameValues(catalog, seen, visibility)) {
                return new Restricted(making.apply(seen, values), withheld, false);
            }
            RowValues own = RowValues.read(seen, warehouse, visibility::rule);
            return new Restricted(making.apply(own.catalog(), own.dictionary()), withheld, true);
        };
        return new Views(catalog, making.apply(catalog, values), restricting, clock);
    }

    /** The same for everybody, for those who see everything. */
    public static Views same(View view) {
        Catalog catalog = view.grounder().catalog();
        Restricted all = new Restricted(view, new Withheld(catalog, catalog), false);
        return new Views(catalog, view, visibility -> all, Clock.systemUTC());
    }

    /** Whether all that was read of the data's values may be seen, and means the same. */
    private static boolean hasSameValues(Catalog catalog, Catalog seen, Visibility visibility) {
        return catalog.tables().stream().allMatch(table -> table.columns().stream()
                .filter(column -> column.lookup() != null || !column.values().isEmpty())
                .allMatch(column -> visibility.rule(table).isEmpty()
                        && seen.table(table.name())
                                .filter(other -> Objects.equals(other.label(), table.label()))
                                .flatMap(other -> other.column(column.name()))
                                .filter(other -> Objects.equals(other.lookup(), column.lookup()))
                                .isPresent()));
    }

    View of(Asker asker) {
        Restricted view = restricted(asker);
        return view == null ? whole : view.view();
    }

    /** Of all values, for steps that name none. */
    public View whole() {
        return whole;
    }

    /** The words of some texts, as they have them, for what the asker may not see. */
    List<String> withheld(Asker asker, List<String> texts) {
        Restricted view = restricted(asker);
        return view == null
                ? List.of()
                : texts.stream()
                        .flatMap(text ->
                                view
                                        .withheld()
                                        .asked(text, view.view().grounder().mentions(text, List.of()))
                                        .stream())
                        .distinct()
                        .toList();
    }

    /** {@code null} for whoever sees everything. */
    private @Nullable Restricted restricted(Asker asker) {
        Visibility visibility = Visibility.of(catalog, asker);
        List<Catalog.Role> roles = visibility.roles();
        return roles == null || visibility.showsAll(catalog)
                ? null
                : restricted
                        .computeIfAbsent(roles, unused -> new Kept(visibility))
                        .now();
    }

    /** A view and until when it holds. Who asks while it is read waits for it, and reads nothing again. */
    private final class Kept {
        private final Visibility visibility;
        private @Nullable Restricted view;
        private Instant until = Instant.MIN;

        private Kept(Visibility visibility) {
            this.visibility = visibility;
        }

        synchronized Restricted now() {
            Restricted kept = view;
            if (kept == null || (kept.ownValues() && !clock.instant().isBefore(until))) {
                kept = restricting.apply(visibility);
                view = kept;
                until = clock.instant().plus(KEPT);
            }
            return kept;
        }
    }
}
