package dev.askdesk.starters.cli;

import dev.askdesk.grounding.Ingredient;
import dev.askdesk.workers.EvaluationWorkers.ArmSetup;
import dev.askdesk.workers.EvaluationWorkers.Way;
import dev.askdesk.workers.Setting;
import dev.askdesk.workers.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The arms of a run, from the options of {@code askdesk eval}. */
final class EvalArms {
    /** Every ingredient. */
    static final String ALL = "all";

    private EvalArms() {}

    /** @throws UserError an option says what cannot be */
    static List<ArmSetup> of(
            List<String> models,
            @Nullable String plain,
            List<String> against,
            List<String> ablate,
            Map<String, String> set) {
        List<ArmSetup> arms = new ArrayList<>();
        List<@Nullable String> asked = new ArrayList<>(models);
        if (asked.isEmpty()) {
            asked.add(null);
        }
        for (String model : asked) {
            Settings settings = settings(model, set);
            String name = WorkerCommand.model(settings);
            if (plain == null) {
                add(arms, name, Way.ASK, settings);
            } else {
                add(arms, asked.size() == 1 ? plain : plain + " " + name, way(plain), settings);
            }
        }
        String first = asked.get(0);
        for (String form : against) {
            add(arms, form, way(form), settings(first, set));
        }
        for (Ingredient ingredient : ingredients(ablate, arms.get(0).settings())) {
            String left = ingredient.name().toLowerCase(Locale.ROOT);
            Map<String, String> without = new LinkedHashMap<>(set);
            without.put(Setting.WITHOUT.key(), left);
            add(arms, "without " + left, Way.ASK, settings(first, without));
        }
        return arms;
    }

    private static List<Ingredient> ingredients(List<String> named, Settings settings) {
        if (named.equals(List.of(ALL))) {
            // Without candidates to compare, nothing is left out.
            return Stream.of(Ingredient.values())
                    .filter(one ->
                            one != Ingredient.CANDIDATES || settings.limits().candidates() > 1)
                    .toList();
        }
        return named.stream().map(EvalArms::ingredient).toList();
    }

    private static Ingredient ingredient(String name) {
        return Stream.of(Ingredient.values())
                .filter(one -> one.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> UserError.usage("'" + name + "' is no ingredient: there are "
                        + Stream.of(Ingredient.values())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private static Settings settings(@Nullable String model, Map<String, String> set) {
        return SetupOptions.settings(null, null, model, set);
    }

    private static void add(List<ArmSetup> arms, String name, Way way, Settings settings) {
        if (arms.stream().anyMatch(arm -> arm.name().equals(name))) {
            throw UserError.usage("Two arms would be called '" + name + "': give each model once.");
        }
        arms.add(new ArmSetup(name, way, settings));
    }

    private static Way way(String form) {
        return switch (form.toLowerCase(Locale.ROOT)) {
            case "plain" -> Way.PLAIN;
            case "sampled" -> Way.SAMPLED;
            default -> throw UserError.usage("'" + form + "' is no way to ask: it is plain or sampled.");
        };
    }
}
