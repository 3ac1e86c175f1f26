package dev.askdesk.adapters.model;

/**
 * Which versions of the prompts a model is given. A change of wording is a new version, so that two can be compared and
 * a run says which it had.
 *
 * @param understand such as {@code v2}
 * @param interpret the same of the prompt that words rows
 */
public record Prompts(String understand, String interpret) {
    public static final Prompts BEST = new Prompts("v2", "v1");

    /** @throws IllegalArgumentException there is no such version */
    public Prompts {
        Prompt.named("understand-" + understand);
        Prompt.named("interpret-" + interpret);
    }
}
