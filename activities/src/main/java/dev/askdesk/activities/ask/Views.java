package dev.askdesk.activities.ask;

import dev.askdesk.adapters.model.Analyst;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.sql.Asker;
import dev.askdesk.sql.EmptyResult;
import dev.askdesk.sql.StatementMender;
import dev.askdesk.sql.Visibility;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What knows values of the data, for each asker: a name that somebody may not see is neither matched nor asked back
 * about nor offered as the nearest one. Askers from whom nothing is hidden share one view; the others have one for each
 * combination of roles, read when it is first needed.
 */
public final class Views {
    /**
     * One.
     *
     * @param grounder over the values that the asker may see
     */
    public record View(Grounder grounder, StatementMender mender, Analyst analyst, EmptyResult emptyResult) {}

    private final Catalog catalog;
    private final View whole;
    private final Function<Visibility, View> restricted;
    private final Map<List<Catalog.Role>, View> views = new ConcurrentHashMap<>();

    private Views(Catalog catalog, View whole, Function<Visibility, View> restricted) {
        this.catalog = catalog;
        this.whole = whole;
        this.restricted = restricted;
    }

    /**
     * Over a database.
     *
     * @param making puts a view together over a dictionary
     */
    public static Views of(Catalog catalog, Warehouse warehouse, Function<ValueDictionary, View> making) {
        return new Views(
                catalog,
                making.apply(ValueDictionary.build(catalog, warehouse)),
                visibility -> making.apply(
                        ValueDictionary.build(catalog.with(visibility.visible(catalog)), warehouse, visibility::rule)));
    }

    /** The same for everybody, for those who see everything. */
    public static Views same(View view) {
        return new Views(view.grounder().catalog(), view, visibility -> view);
    }

    View of(Asker asker) {
        Visibility visibility = Visibility.of(catalog, asker);
        List<Catalog.Role> roles = visibility.roles();
        return roles == null || !visibility.hidesValues(catalog)
                ? whole
                : views.computeIfAbsent(roles, unused -> restricted.apply(visibility));
    }

    /** Of all values, for steps that name none. */
    public View whole() {
        return whole;
    }
}
