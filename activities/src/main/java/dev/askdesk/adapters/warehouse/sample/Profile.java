package dev.askdesk.adapters.warehouse.sample;

import dev.askdesk.adapters.warehouse.sample.Company.Fate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a company is, apart from what happens to it.
 *
 * @param pipelineName how the deal pipeline spells it
 * @param aliases other names, each with its kind and, for a former name, the day it was dropped
 * @param favourite whether the firm follows on in every round
 * @param fund number of the fund that invests first, 0 where that is open
 * @param stage of the first investment, -1 where that is open
 * @param fate given beforehand; {@code null} where chance decides
 */
record Profile(
        String name,
        String legalName,
        @Nullable String sector,
        @Nullable String country,
        @Nullable String city,
        String currency,
        @Nullable Integer founded,
        String pipelineName,
        List<Alias> aliases,
        boolean favourite,
        int fund,
        int stage,
        @Nullable Fate fate,
        @Nullable LocalDate ended) {

    record Alias(String name, String kind, @Nullable LocalDate until) {}

    private static final Map<String, String> CURRENCIES = Map.of(
            "United States",
            "USD",
            "United Kingdom",
            "GBP",
            "Germany",
            "EUR",
            "France",
            "EUR",
            "Netherlands",
            "EUR",
            "Sweden",
            "SEK",
            "Canada",
            "CAD");

    /** Companies that exist, with invented figures, and those that carry a trap. */
    static List<Profile> known() {
        return List.of(
                real("Stripe", "Stripe, Inc.", "Fintech", "United States", "San Francisco", 2010, 1, 2),
                real("Klarna", "Klarna Bank AB", "Fintech", "Sweden", "Stockholm", 2005, 1, 3),
                listed(
                        real("Wise", "Wise plc", "Fintech", "United Kingdom", "London", 2011, 1, 1),
                        "2021-07-07",
                        formerly("TransferWise", "2021-02-22")),
                renamed(
                        real(
                                "Databricks",
                                "Databricks, Inc.",
                                "Data & AI",
                                "United States",
                                "San Francisco",
                                2013,
                                2,
                                3),
                        "Databricks",
                        spelled("Data Bricks"),
                        spelled("DataBricks Inc")),
                listed(
                        real("Figma", "Figma, Inc.", "Developer tools", "United States", "San Francisco", 2012, 2, 2),
                        "2025-07-31"),
                renamed(
                        real("Canva", "Canva Pty Ltd", "Consumer", "Australia", "Sydney", 2013, 2, 2),
                        "Canva",
                        formerly("Fusion Books", "2013-01-01")),
                real("Revolut", "Revolut Ltd", "Fintech", "United Kingdom", "London", 2015, 2, 1),
                real("Personio", "Personio SE & Co. KG", "Enterprise software", "Germany", "Munich", 2015, 2, 1),
                real("Hugging Face", "Hugging Face, Inc.", "Data & AI", "United States", "New York", 2016, 3, 2),
                real("Snyk", "Snyk Limited", "Security", "United Kingdom", "London", 2015, 3, 3),
                real(
                        "Rippling",
                        "People Center, Inc.",
                        "Enterprise software",
                        "United States",
                        "San Francisco",
                        2016,
                        3,
                        2),
                real("Mistral AI", "Mistral AI SAS", "Data & AI", "France", "Paris", 2023, 5, 2),
                renamed(
                        trap("Arcwell", "Arcwell Health, Inc.", "Health", "United States", "Boston", 2017, 3),
                        "Brightpath Health",
                        formerly("Brightpath Health", "2021-05-17")),
                renamed(
                        trap("Helio Robotics", "Helio Robotics SAS", "Robotics", "France", "Lyon", 2019, 4),
                        "Hélio Robotics",
                        spelled("Hélio Robotics"),
                        spelled("HelioBotics")),
                trap("Lumen Health", "Lumen Health, Inc.", "Health", "United States", "Austin", 2020, 4),
                trap("Lumen Robotics", "Lumen Robotics B.V.", "Robotics", "Netherlands", "Delft", 2022, 5));
    }

    static String currencyOf(@Nullable String country) {
        return country == null ? "USD" : CURRENCIES.getOrDefault(country, "USD");
    }

    static Profile invented(String name, String legalName, @Nullable String sector, Names.Place place, int founded) {
        return new Profile(
                name,
                legalName,
                sector,
                place.country(),
                place.city(),
                currencyOf(place.country()),
                founded,
                name,
                List.of(),
                false,
                0,
                -1,
                null,
                null);
    }

    /** The same without some of the facts that a real database would miss. */
    Profile without(boolean noSector, boolean noPlace, boolean noYear) {
        return new Profile(
                name,
                legalName,
                noSector ? null : sector,
                noPlace ? null : country,
                noPlace ? null : city,
                currency,
                noYear ? null : founded,
                pipelineName,
                aliases,
                favourite,
                fund,
                stage,
                fate,
                ended);
    }

    private static Alias formerly(String name, String until) {
        return new Alias(name, "Former name", LocalDate.parse(until));
    }

    private static Alias spelled(String name) {
        return new Alias(name, "Other spelling", null);
    }

    private static Profile real(
            String name, String legal, String sector, String country, String city, int founded, int fund, int stage) {
        return new Profile(
                name,
                legal,
                sector,
                country,
                city,
                currencyOf(country),
                founded,
                name,
                List.of(),
                true,
                fund,
                stage,
                Fate.ACTIVE,
                null);
    }

    private static Profile trap(
            String name, String legal, String sector, String country, String city, int founded, int fund) {
        return new Profile(
                name,
                legal,
                sector,
                country,
                city,
                currencyOf(country),
                founded,
                name,
                List.of(),
                false,
                fund,
                1,
                Fate.ACTIVE,
                null);
    }

    private static Profile renamed(Profile of, String pipelineName, Alias... aliases) {
        return changed(of, pipelineName, List.of(aliases), of.fate, of.ended);
    }

    private static Profile listed(Profile of, String on, Alias... aliases) {
        return changed(of, of.pipelineName, new ArrayList<>(List.of(aliases)), Fate.EXITED, LocalDate.parse(on));
    }

    private static Profile changed(
            Profile of, String pipelineName, List<Alias> aliases, @Nullable Fate fate, @Nullable LocalDate ended) {
        return new Profile(
                of.name,
                of.legalName,
                of.sector,
                of.country,
                of.city,
                of.currency,
                of.founded,
                pipelineName,
                List.copyOf(aliases),
                of.favourite,
                of.fund,
                of.stage,
                fate,
                ended);
    }
}
