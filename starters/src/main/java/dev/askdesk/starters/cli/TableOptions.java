package dev.askdesk.starters.cli;

import dev.askdesk.adapters.warehouse.TablePattern;
import java.util.List;

/** Which tables of a database a command is about. */
final class TableOptions {
    static final String DESCRIPTION = "Tables that are meant, such as 'sales.deal_*' or 'fund.sales.*'; several with "
            + "commas. Without it, all of the session's catalog.";

    private TableOptions() {}

    static TablePattern pattern(List<String> patterns) {
        try {
            return new TablePattern(patterns);
        } catch (IllegalArgumentException wrong) {
            throw UserError.usage(String.valueOf(wrong.getMessage()));
        }
    }
}
