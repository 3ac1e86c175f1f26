package dev.askdesk.adapters.warehouse;

import dev.askdesk.workflows.ask.Preview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a query. Columns, types and cells are as in {@link Preview}, without its limit on rows. */
public record QueryResult(
        List<String> columns, List<String> types, List<List<@Nullable String>> rows, boolean truncated) {}
