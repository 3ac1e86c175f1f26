package dev.askdesk.starters.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.model.Budgets;
import dev.askdesk.adapters.model.Ledger.Spent;
import dev.askdesk.adapters.model.Price;
import dev.askdesk.rendering.Safe;
import dev.askdesk.workers.Models;
import dev.askdesk.workers.Models.Shown;
import dev.askdesk.workers.Settings;
import java.io.PrintWriter;
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
        description = "Prints the models, what each is asked for, prices, budgets and what is spent today (UTC).",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:a setting or the models file cannot be used", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk models",
            "  askdesk models --set models=models.yaml --json",
            "%nThe models file is named by the setting 'models', or is models.yaml in the home."
        })
final class ModelsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON object.")
    boolean json;

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Settings settings = setup.settings();
        Models models = Models.of(settings);
        if (json) {
            terminal.out().println(json(models, settings.user()).toPrettyString());
        } else {
            print(terminal, models, settings.user());
        }
        terminal.out().flush();
        return ExitCodes.OK;
    }

    private static void print(Terminal terminal, Models models, String user) {
        PrintWriter out = terminal.out();
        out.println(terminal.bold("models") + terminal.dim(models.file() == null ? "" : "  [" + models.file() + "]"));
        for (Shown model : models.shown()) {
            String where = model.where().isEmpty() || model.where().equals(model.name()) ? "" : model.where() + "  ";
            out.println("  " + padded(model.name(), 22) + " " + padded(model.kind(), 8) + " " + where
                    + terminal.dim(price(model.price())));
        }
        out.println(terminal.bold("routes"));
        models.routes()
                .forEach((step, names) -> out.println("  " + padded(step, 22) + " " + String.join(", then ", names)));
        Budgets budgets = models.budgets();
        out.println(terminal.bold("budgets"));
        out.println("  " + padded("a question", 22) + " " + budgets.question());
        out.println("  " + padded("a user and day", 22) + " " + budgets.userDay());
        out.println("  " + padded("a day", 22) + " " + budgets.day());
        out.println(terminal.bold("spent today"));
        out.println("  " + padded("by " + Safe.oneLine(user), 22) + " "
                + text(models.ledger().today(user)));
        out.println("  " + padded("by all", 22) + " " + text(models.ledger().today()));
    }

    private static String price(Price price) {
        return price.equals(Price.FREE)
                ? "no price"
                : String.format(
                        Locale.ROOT,
                        "$%s read, $%s written, a million tokens",
                        price.inputPerMillion(),
                        price.outputPerMillion());
    }

    private static String text(Spent spent) {
        return String.format(Locale.ROOT, "%,d tokens, $%.4f", spent.tokens(), spent.usd());
    }

    private static ObjectNode json(Models models, String user) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("file", models.file() == null ? null : models.file().toString());
        var list = root.putArray("models");
        for (Shown model : models.shown()) {
            ObjectNode node = list.addObject().put("name", model.name()).put("kind", model.kind());
            node.put("where", model.where());
            node.putObject("usd_per_million")
                    .put("input", model.price().inputPerMillion())
                    .put("output", model.price().outputPerMillion());
        }
        ObjectNode routes = root.putObject("routes");
        models.routes().forEach((step, names) -> names.forEach(routes.putArray(step)::add));
        ObjectNode budgets = root.putObject("budgets");
        put(budgets, "question", models.budgets().question());
        put(budgets, "user_day", models.budgets().userDay());
        put(budgets, "day", models.budgets().day());
        ObjectNode spent = root.putObject("spent_today");
        put(spent, "user", models.ledger().today(user));
        put(spent, "all", models.ledger().today());
        return root;
    }

    /** Only what is limited. */
    private static void put(ObjectNode budgets, String scope, Budgets.Limit limit) {
        ObjectNode node = budgets.putObject(scope);
        if (limit.tokens() > 0) {
            node.put("tokens", limit.tokens());
        }
        if (limit.usd() > 0) {
            node.put("usd", limit.usd());
        }
    }

    private static void put(ObjectNode spent, String by, Spent amount) {
        spent.putObject(by).put("tokens", amount.tokens()).put("usd", amount.usd());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
