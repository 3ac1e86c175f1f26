package dev.askdesk.adapters.model;

import java.util.Locale;

/**
 * How much may be spent on models.
 *
 * @param question on one question, its repairs and wording included
 * @param userDay on one user's questions in a day, by UTC
 * @param day on all questions in a day
 */
public record Budgets(Limit question, Limit userDay, Limit day) {
    public static final Budgets NONE = new Budgets(Limit.NONE, Limit.NONE, Limit.NONE);

    /**
     * @param tokens read and written together; 0 for no limit
     * @param usd US dollars; 0 for no limit
     */
    public record Limit(long tokens, double usd) {
        public static final Limit NONE = new Limit(0, 0);
        /** Sums of binary fractions must not be taken for more than they are. */
        private static final double ROUNDING = 1e-9;

        boolean allows(long tokensInAll, double usdInAll) {
            return (tokens == 0 || tokensInAll <= tokens) && (usd == 0 || usdInAll <= usd + ROUNDING);
        }

        /** For people. */
        @Override
        public String toString() {
            String most = tokens == 0 ? "" : String.format(Locale.ROOT, "%,d tokens", tokens);
            String price = usd == 0 ? "" : String.format(Locale.ROOT, "$%.2f", usd);
            return most.isEmpty() && price.isEmpty()
                    ? "no limit"
                    : most + (most.isEmpty() || price.isEmpty() ? "" : " and ") + price;
        }
    }
}
