package dev.askdesk.starters.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.model.Budgets;
import dev.askdesk.adapters.model.Ledger;
import dev.askdesk.workers.Models;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Prints which model is asked for what, prices, budgets, and what is spent today.",
        footerHeading = "%nExamples:%n",
        footer = {"  askdesk models", "  ASKDESK_MODELS=models.yaml askdesk models --json"})
final class ModelsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON object.")
    boolean json;

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() {
        Models models = Models.of(setup.settings());
        Ledger.Spent spent = models.ledger().today();
        var out = spec.commandLine().getOut();
        if (json) {
            ObjectMapper mapper = new ObjectMapper();
            ObjectNode node = mapper.createObjectNode();
            node.set("models", mapper.valueToTree(models.shown()));
            node.set("budgets", mapper.valueToTree(models.budgets()));
            node.set("spent_today", mapper.valueToTree(spent));
            out.println(node.toPrettyString());
        } else {
            models.shown()
                    .forEach(model -> out.println("%-20s %-34s $%.2f / $%.2f a million tokens  %s"
                            .formatted(
                                    model.name(),
                                    model.where(),
                                    model.price().inputPerMillion(),
                                    model.price().outputPerMillion(),
                                    String.join(", ", model.steps()))));
            out.println();
            budget("a question", models.budgets().question());
            budget("a user a day", models.budgets().userDay());
            budget("a day", models.budgets().day());
            out.println(String.format(Locale.ROOT, "spent today: %,d tokens, $%.4f", spent.tokens(), spent.usd()));
        }
        out.flush();
        return ExitCodes.OK;
    }

    private void budget(String scope, Budgets.Limit limit) {
        String tokens = limit.tokens() == 0 ? "any number of" : "%,d".formatted(limit.tokens());
        String usd = limit.usd() == 0 ? "any cost" : "$%.2f".formatted(limit.usd());
        spec.commandLine().getOut().println("budget for " + scope + ": " + tokens + " tokens, " + usd);
    }
}
