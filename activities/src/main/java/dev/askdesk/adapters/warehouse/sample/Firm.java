package dev.askdesk.adapters.warehouse.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The firm itself: its funds and the people who work or worked there. */
final class Firm {
    static final String NAME = "Harbour Peak";

    /** The fund that only follows on in later rounds. */
    static final String OPPORTUNITIES = "Opportunities Fund";

    /**
     * @param companies how many companies it backs first
     * @param months over which it makes first investments
     */
    record Fund(
            int id,
            String name,
            String legalName,
            String strategy,
            LocalDate firstClose,
            double size,
            String status,
            int companies,
            int months) {}

    record Person(
            int id,
            String name,
            String role,
            String office,
            LocalDate start,
            @Nullable LocalDate left) {
        boolean worksOn(LocalDate day) {
            return !start.isAfter(day) && (left == null || left.isAfter(day));
        }

        boolean isGeneralPartner() {
            return role.equals("General Partner");
        }
    }

    static final List<Fund> FUNDS = List.of(
            fund(1, "Fund I", "Ventures I, L.P.", "Early stage", "2012-02-15", 60, "Harvesting", 30, 38),
            fund(2, "Fund II", "Ventures II, L.P.", "Early stage", "2015-03-02", 120, "Harvesting", 44, 36),
            fund(3, "Fund III", "Ventures III, L.P.", "Early stage", "2018-02-01", 220, "Harvesting", 60, 35),
            fund(4, "Fund IV", "Ventures IV, L.P.", "Early stage", "2021-01-15", 350, "Fully invested", 70, 36),
            fund(5, "Fund V", "Ventures V, L.P.", "Early stage", "2024-02-01", 450, "Investing", 56, 31),
            fund(6, OPPORTUNITIES, "Opportunities, L.P.", "Growth", "2020-06-01", 300, "Investing", 0, 0));

    static final List<Person> STAFF = List.of(
            person(1, "Adam Stone", "General Partner", "San Francisco", "2012-01-09", null),
            person(2, "Elena Varga", "General Partner", "San Francisco", "2012-01-09", null),
            person(3, "Daniel Okafor", "General Partner", "London", "2012-03-01", "2023-06-30"),
            person(4, "Adam Kessler", "General Partner", "New York", "2016-05-02", null),
            person(5, "Priya Raman", "General Partner", "San Francisco", "2018-01-15", null),
            person(6, "Marcus Lindqvist", "General Partner", "London", "2017-09-04", null),
            person(7, "Grace Liu", "General Partner", "New York", "2021-02-01", null),
            person(8, "Marcus Webb", "Principal", "San Francisco", "2018-06-11", null),
            person(9, "Sofia Marin", "Principal", "London", "2019-04-01", null),
            person(10, "Hannah Cole", "Principal", "New York", "2015-08-17", "2022-03-31"),
            person(11, "Jonas Adler", "Principal", "London", "2021-09-06", null),
            person(12, "Ines Duarte", "Associate", "London", "2022-06-01", null),
            person(13, "Kofi Mensah", "Associate", "New York", "2023-01-09", null),
            person(14, "Leah Friedman", "Associate", "San Francisco", "2023-07-10", null),
            person(15, "Tomas Novak", "Associate", "London", "2024-02-05", null),
            person(16, "Yuki Tanaka", "Associate", "San Francisco", "2024-09-02", null),
            person(17, "Oscar Bell", "Associate", "New York", "2025-06-02", null),
            person(18, "Nadia Haddad", "Associate", "San Francisco", "2016-07-05", "2019-08-30"),
            person(19, "Peter Grange", "Associate", "London", "2018-09-03", "2021-12-17"),
            person(20, "Victor Chen", "Venture Partner", "San Francisco", "2019-01-07", null),
            person(21, "Amara Diallo", "Venture Partner", "London", "2022-11-01", null),
            person(22, "Ruth Ellison", "Operations", "San Francisco", "2012-02-01", null),
            person(23, "Samir Patel", "Operations", "San Francisco", "2017-03-13", null),
            person(24, "Claire Dubois", "Operations", "London", "2019-10-01", null),
            person(25, "Brian Walsh", "Operations", "New York", "2020-01-06", null),
            person(26, "Mei Watanabe", "Operations", "San Francisco", "2021-05-03", null),
            person(27, "Lucia Ferrari", "Operations", "London", "2023-04-17", null),
            person(28, "Gordon Pike", "Operations", "New York", "2014-09-01", "2020-10-30"));

    private Firm() {}

    static List<Person> generalPartnersOn(LocalDate day) {
        return STAFF.stream()
                .filter(person -> person.isGeneralPartner() && person.worksOn(day))
                .toList();
    }

    /** Those who find and look at deals: everybody but operations. */
    static List<Person> investorsOn(LocalDate day) {
        return STAFF.stream()
                .filter(person -> !person.role().equals("Operations") && person.worksOn(day))
                .toList();
    }

    static void write(SampleRows rows) {
        for (Fund fund : FUNDS) {
            rows.add("funds", fundRow(fund));
        }
        Chance chance = new Chance(11);
        for (Person person : STAFF) {
            rows.add("staff", staffRow(person, chance));
        }
    }

    private static Object[] fundRow(Fund fund) {
        boolean growth = fund.strategy().equals("Growth");
        return new Object[] {
            fund.id(),
            fund.name(),
            fund.legalName(),
            fund.strategy(),
            fund.firstClose().getYear(),
            fund.firstClose(),
            Chance.money(fund.size()),
            Chance.money(growth ? 1.5 : fund.id() == 1 ? 2.5 : 2),
            Chance.money(growth ? 15 : 20),
            fund.status()
        };
    }

    private static @Nullable Object[] staffRow(Person person, Chance chance) {
        double salary = salary(person.role(), chance);
        boolean carries = List.of("General Partner", "Principal").contains(person.role());
        return new @Nullable Object[] {
            person.id(),
            person.name(),
            person.role(),
            chance.happens(0.06) ? null : person.office(),
            person.name().toLowerCase(Locale.ROOT).replace(' ', '.') + "@harbourpeak.example",
            person.start(),
            person.left(),
            Chance.money(salary),
            carries ? Chance.money(person.isGeneralPartner() ? chance.between(8, 16) : chance.between(1, 3)) : null
        };
    }

    private static double salary(String role, Chance chance) {
        double base =
                switch (role) {
                    case "General Partner" -> chance.between(480_000, 650_000);
                    case "Principal" -> chance.between(260_000, 340_000);
                    case "Venture Partner" -> chance.between(120_000, 160_000);
                    default -> chance.between(110_000, 190_000);
                };
        return Chance.rounded(base, 1_000);
    }

    private static Fund fund(
            int id,
            String name,
            String legalName,
            String strategy,
            String firstClose,
            int millions,
            String status,
            int companies,
            int months) {
        return new Fund(
                id,
                name,
                NAME + " " + legalName,
                strategy,
                LocalDate.parse(firstClose),
                millions * 1e6,
                status,
                companies,
                months);
    }

    private static Person person(int id, String name, String role, String office, String start, @Nullable String left) {
        return new Person(id, name, role, office, LocalDate.parse(start), left == null ? null : LocalDate.parse(left));
    }
}
