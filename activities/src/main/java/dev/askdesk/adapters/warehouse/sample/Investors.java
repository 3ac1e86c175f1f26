package dev.askdesk.adapters.warehouse.sample;

import dev.askdesk.adapters.warehouse.sample.Firm.Fund;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Limited partners: what they promised, paid in, and got back. */
final class Investors {
    private static final List<String> PLACES = List.of(
            "Ridgeway",
            "Oakhurst",
            "Northmoor",
            "Marble County",
            "Calder",
            "Westbrook",
            "Aldgate",
            "Tamarack",
            "Lindenhof",
            "Saint Bertrand",
            "Kirkland",
            "Pinecrest",
            "Harrow",
            "Elbe",
            "Montclair");
    private static final List<String> KINDS = List.of("Pension fund", "Endowment", "Family office");
    private static final List<String> ENDINGS = List.of("Pension Fund", "University Endowment", "Family Office");
    private static final List<String> COUNTRIES =
            List.of("United States", "United Kingdom", "Germany", "Canada", "Switzerland", "Singapore");

    private record Promise(int lp, BigDecimal amount) {}

    private final Chance chance = new Chance(67);
    private final SampleRows rows;
    private final LocalDate asOf;

    Investors(SampleRows rows, LocalDate asOf) {
        this.rows = rows;
        this.asOf = asOf;
    }

    void build(List<Company> companies, List<Valuations.Proceeds> proceeds) {
        int partners = limitedPartners();
        for (Fund fund : Firm.FUNDS) {
            List<Promise> promises = commit(fund, partners);
            call(fund, promises, companies);
            for (Valuations.Proceeds paid : proceeds) {
                if (paid.fund() == fund) {
                    distribute(paid, promises);
                }
            }
        }
    }

    private int limitedPartners() {
        int id = 0;
        for (int kind = 0; kind < KINDS.size(); kind++) {
            for (String place : PLACES) {
                String country = chance.happens(0.05) ? null : chance.pick(COUNTRIES);
                boolean reachable = chance.happens(0.93);
                rows.add(
                        "limited_partners",
                        ++id,
                        place + " " + ENDINGS.get(kind),
                        KINDS.get(kind),
                        country,
                        Names.person(chance),
                        reachable ? "lp" + id + "@investors.example" : null,
                        "XX%02d0000%08d".formatted(id, chance.whole(1_000_000, 99_999_999)),
                        LocalDate.of(chance.whole(2011, 2012), 1 + id % 12, 1 + id % 27));
            }
        }
        return id;
    }

    private List<Promise> commit(Fund fund, int partners) {
        List<Promise> promises = new ArrayList<>();
        double left = fund.size();
        for (int lp = 1; lp <= partners; lp++) {
            // The newest partners came with the later funds.
            boolean joins = fund.id() >= 3 || lp % 3 != 0;
            if (!joins || left < 500_000 || chance.happens(0.3)) {
                continue;
            }
            double amount = Math.min(left, Chance.rounded(fund.size() / 28 * chance.between(0.3, 1.7), 250_000));
            left -= amount;
            promises.add(new Promise(lp, Chance.money(amount)));
        }
        if (left > 0) {
            Promise last = promises.remove(promises.size() - 1);
            promises.add(new Promise(last.lp(), last.amount().add(Chance.money(left))));
        }
        for (Promise promise : promises) {
            LocalDate on = Chance.workday(fund.firstClose().plusDays(chance.whole(0, 200)));
            int id = rows.of("commitments").size() + 1;
            rows.add("commitments", id, promise.lp(), fund.id(), on, promise.amount());
        }
        return promises;
    }

    /** Each call pays for the investments of the months that follow and for the fee. */
    private void call(Fund fund, List<Promise> promises, List<Company> companies) {
        double left = fund.size();
        int number = 0;
        LocalDate day = Chance.workday(fund.firstClose().plusDays(10));
        while (!day.isAfter(asOf) && number < 40) {
            LocalDate next = Chance.workday(day.plusDays(chance.whole(100, 150)));
            double deals = investedBetween(companies, fund, day, next);
            double fee = day.isBefore(fund.firstClose().plusYears(6)) ? fund.size() * 0.005 : 0;
            double amount = Math.min(left, Chance.rounded(deals + fee, 10_000));
            if (deals + fee > 0 && amount >= 10_000) {
                left -= amount;
                String purpose = deals > fund.size() * 0.002 ? "Investments and fees" : "Management fees";
                callLines(fund, ++number, day, amount, purpose, promises);
            }
            day = next;
        }
    }

    private static double investedBetween(List<Company> companies, Fund fund, LocalDate from, LocalDate to) {
        return companies.stream()
                .flatMap(company -> company.stakes.stream())
                .filter(stake -> stake.fund() == fund
                        && !stake.round().closed().isBefore(from)
                        && stake.round().closed().isBefore(to))
                .mapToDouble(Company.Stake::usd)
                .sum();
    }

    private void callLines(
            Fund fund, int number, LocalDate day, double amount, String purpose, List<Promise> promises) {
        int id = rows.of("capital_calls").size() + 1;
        LocalDate due = day.plusDays(14);
        List<BigDecimal> shares = shares(Chance.money(amount), promises);
        for (int i = 0; i < promises.size(); i++) {
            LocalDate paid = day.plusDays(chance.whole(3, 18));
            boolean open = day.isAfter(asOf.minusDays(130)) && chance.happens(0.2);
            rows.add(
                    "capital_call_lines",
                    id,
                    promises.get(i).lp(),
                    shares.get(i),
                    open || paid.isAfter(asOf) ? null : paid);
        }
        rows.add("capital_calls", id, fund.id(), number, day, due, Chance.money(amount), purpose);
    }

    private void distribute(Valuations.Proceeds paid, List<Promise> promises) {
        LocalDate on = Chance.workday(paid.on().plusDays(chance.whole(25, 80)));
        BigDecimal amount = Chance.money(Chance.rounded(paid.usd() * 0.9, 1_000));
        if (on.isAfter(asOf)) {
            return;
        }
        int id = rows.of("distributions").size() + 1;
        rows.add("distributions", id, paid.fund().id(), paid.exit(), on, amount);
        List<BigDecimal> shares = shares(amount, promises);
        for (int i = 0; i < promises.size(); i++) {
            rows.add("distribution_lines", id, promises.get(i).lp(), shares.get(i));
        }
    }

    /** The amount split by commitment; the last one takes the cents that are left over. */
    private static List<BigDecimal> shares(BigDecimal amount, List<Promise> promises) {
        BigDecimal all = promises.stream().map(Promise::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        List<BigDecimal> shares = new ArrayList<>();
        BigDecimal left = amount;
        for (Promise promise : promises.subList(0, promises.size() - 1)) {
            BigDecimal share = amount.multiply(promise.amount()).divide(all, 2, RoundingMode.DOWN);
            shares.add(share);
            left = left.subtract(share);
        }
        shares.add(left);
        return shares;
    }
}
