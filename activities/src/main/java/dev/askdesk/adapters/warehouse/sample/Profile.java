package dev.askdesk.adapters.warehouse.sample;

import dev.askdesk.adapters.warehouse.sample.Company.Fate;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a company is, apart from what happens to it.
 *
 * @param currency of its country, also where the database misses the country
 * @param pipelineName how the deal pipeline spells it
 * @param aliases its other names
 * @param plan what is settled about its history; {@code null} where chance decides all
 */
record Profile(
        String name,
        String legalName,
        @Nullable String sector,
        @Nullable String country,
        @Nullable String city,
        @Nullable Integer founded,
        String currency,
        String pipelineName,
        List<Alias> aliases,
        @Nullable Plan plan) {

    /** @param until day on which a former name was dropped; {@code null} for other spellings */
    record Alias(String name, String kind, @Nullable LocalDate until) {}

    /**
     * @param fund number of the fund that invests first
     * @param stage of the first investment
     * @param favourite whether the firm follows on in every round
     * @param listed day of its listing; {@code null} while it is held
     */
    record Plan(
            int fund,
            int stage,
            boolean favourite,
            @Nullable LocalDate listed) {
        Fate fate() {
            return listed == null ? Fate.ACTIVE : Fate.EXITED;
        }
    }

    private static final Map<String, String> CURRENCIES = Map.of(
            "United Kingdom", "GBP",
            "Germany", "EUR",
            "France", "EUR",
            "Netherlands", "EUR",
            "Sweden", "SEK",
            "Canada", "CAD");

    private static final String BAY = "United States/San Francisco";
    private static final String LONDON = "United Kingdom/London";

    boolean favourite() {
        return plan != null && plan.favourite();
    }

    /** Companies that exist, with invented figures, and those that carry a trap. */
    static List<Profile> known() {
        return List.of(
                real("Stripe", "Stripe, Inc.", "Fintech", BAY, 2010, 1, 2),
                real("Klarna", "Klarna Bank AB", "Fintech", "Sweden/Stockholm", 2005, 1, 3),
                real("Wise", "Wise plc", "Fintech", LONDON, 2011, 1, 1)
                        .listed("2021-07-07")
                        .also(formerly("TransferWise", "2021-02-22")),
                real("Databricks", "Databricks, Inc.", "Data & AI", BAY, 2013, 2, 3)
                        .also(spelled("Data Bricks"), spelled("DataBricks Inc")),
                real("Figma", "Figma, Inc.", "Developer tools", BAY, 2012, 2, 2).listed("2025-07-31"),
                real("Canva", "Canva Pty Ltd", "Consumer", "Australia/Sydney", 2013, 2, 2)
                        .also(formerly("Fusion Books", "2013-01-01")),
                real("Revolut", "Revolut Ltd", "Fintech", LONDON, 2015, 2, 1),
                real("Personio", "Personio SE & Co. KG", "Enterprise software", "Germany/Munich", 2015, 2, 1),
                real("Hugging Face", "Hugging Face, Inc.", "Data & AI", "United States/New York", 2016, 3, 2),
                real("Snyk", "Snyk Limited", "Security", LONDON, 2015, 3, 3),
                real("Rippling", "People Center, Inc.", "Enterprise software", BAY, 2016, 3, 2),
                real("Mistral AI", "Mistral AI SAS", "Data & AI", "France/Paris", 2023, 5, 2),
                trap("Arcwell", "Arcwell Health, Inc.", "Health", "United States/Boston", 2017, 3)
                        .also(formerly("Brightpath Health", "2021-05-17"))
                        .inPipelineAs("Brightpath Health"),
                trap("Helio Robotics", "Helio Robotics SAS", "Robotics", "France/Lyon", 2019, 4)
                        .also(spelled("Hélio Robotics"), spelled("HelioBotics"))
                        .inPipelineAs("Hélio Robotics"),
                trap("Lumen Health", "Lumen Health, Inc.", "Health", "United States/Austin", 2020, 4),
                trap("Lumen Robotics", "Lumen Robotics B.V.", "Robotics", "Netherlands/Delft", 2022, 5));
    }

    /** A company of chance, some of whose facts nobody has filled in. */
    static Profile invented(String name, LocalDate invested, Chance chance) {
        Names.Place place = chance.pick(Names.PLACES);
        int founded = invested.minusMonths(chance.whole(6, 40)).getYear();
        String sector = chance.pick(Names.SECTORS);
        boolean noSector = chance.happens(0.06);
        boolean noPlace = chance.happens(0.03);
        return new Profile(
                name,
                name + place.legalForm(),
                noSector ? null : sector,
                noPlace ? null : place.country(),
                noPlace ? null : place.city(),
                chance.happens(0.05) ? null : (Integer) founded,
                currencyOf(place.country()),
                name,
                List.of(),
                null);
    }

    private static Profile real(
            String name, String legal, String sector, String place, int founded, int fund, int stage) {
        return settled(name, legal, sector, place, founded, new Plan(fund, stage, true, null));
    }

    private static Profile trap(String name, String legal, String sector, String place, int founded, int fund) {
        return settled(name, legal, sector, place, founded, new Plan(fund, 1, false, null));
    }

    private static Profile settled(String name, String legal, String sector, String place, int founded, Plan plan) {
        int slash = place.indexOf('/');
        String country = place.substring(0, slash);
        return new Profile(
                name,
                legal,
                sector,
                country,
                place.substring(slash + 1),
                founded,
                currencyOf(country),
                name,
                List.of(),
                plan);
    }

    private static String currencyOf(String country) {
        return CURRENCIES.getOrDefault(country, "USD");
    }

    private static Alias formerly(String name, String until) {
        return new Alias(name, "Former name", LocalDate.parse(until));
    }

    private static Alias spelled(String name) {
        return new Alias(name, "Other spelling", null);
    }

    private Profile also(Alias... others) {
        return new Profile(
                name, legalName, sector, country, city, founded, currency, pipelineName, List.of(others), plan);
    }

    private Profile inPipelineAs(String typed) {
        return new Profile(name, legalName, sector, country, city, founded, currency, typed, aliases, plan);
    }

    private Profile listed(String on) {
        Plan held = Objects.requireNonNull(plan);
        Plan sold = new Plan(held.fund(), held.stage(), held.favourite(), LocalDate.parse(on));
        return new Profile(name, legalName, sector, country, city, founded, currency, pipelineName, aliases, sold);
    }
}
