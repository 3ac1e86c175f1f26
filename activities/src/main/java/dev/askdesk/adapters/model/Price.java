package dev.askdesk.adapters.model;

/** What a model costs, in US dollars for a million tokens; 0 for one that costs nothing. */
public record Price(double inputPerMillion, double outputPerMillion) {
    public static final Price FREE = new Price(0, 0);

    /** @throws IllegalArgumentException a price is negative */
    public Price {
        if (inputPerMillion < 0 || outputPerMillion < 0) {
            throw new IllegalArgumentException("a price is negative");
        }
    }

    public double of(long inputTokens, long outputTokens) {
        return (inputTokens * inputPerMillion + outputTokens * outputPerMillion) / 1_000_000;
    }
}
