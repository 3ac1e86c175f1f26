package dev.askdesk.workflows.wire;

import java.util.TreeSet;

/**
 * What answering cost.
 *
 * @param models names of the models that were asked, comma-separated in alphabetical order; empty when none was
 * @param modelCalls completed calls of a model
 * @param inputTokens tokens read, as the provider counts them; 0 for the offline model
 * @param outputTokens tokens written, as the provider counts them
 * @param costUsd price of those tokens by the configured prices, in US dollars; 0 where a model has none
 */
public record Usage(String models, int modelCalls, long inputTokens, long outputTokens, double costUsd) {
    public static final Usage NONE = new Usage("", 0, 0, 0, 0);

    public Usage plus(Usage other) {
        TreeSet<String> names = new TreeSet<>();
        for (String list : new String[] {models, other.models}) {
            for (String name : list.split(", ")) {
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        return new Usage(
                String.join(", ", names),
                modelCalls + other.modelCalls,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                costUsd + other.costUsd);
    }
}
