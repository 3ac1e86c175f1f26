package dev.askdesk.adapters.warehouse.sample;

import dev.askdesk.adapters.warehouse.sample.Company.Fate;
import dev.askdesk.adapters.warehouse.sample.Company.Round;
import dev.askdesk.adapters.warehouse.sample.Company.Stake;
import dev.askdesk.adapters.warehouse.sample.Firm.Fund;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Quarterly marks of each fund's position, and the exits that end them. */
final class Valuations {
    /** @param exit number of the exit that paid */
    record Proceeds(int exit, Fund fund, LocalDate on, double usd) {}

    private final Chance chance = new Chance(31);
    private final SampleRows rows;
    private final LocalDate asOf;
    private final List<Proceeds> proceeds = new ArrayList<>();

    Valuations(SampleRows rows, LocalDate asOf) {
        this.rows = rows;
        this.asOf = asOf;
    }

    /** @return what the funds received, for the distributions */
    List<Proceeds> build(List<Company> companies) {
        for (Company company : companies) {
            double exitValue = company.fate == Fate.EXITED ? exit(company) : 0;
            // A company that is slow to report has no mark yet for the newest quarter.
            boolean late = company.fate == Fate.ACTIVE && chance.happens(0.06);
            LocalDate last = late ? asOf.minusMonths(2) : asOf;
            double value = 0;
            for (LocalDate day = quarterEnd(company.firstInvested); !day.isAfter(last); day = nextQuarter(day)) {
                value = valueOn(company, day, value);
                boolean over = !company.liveOn(day);
                mark(company, day, over ? 0 : value, over ? exitValue : 0);
                if (over) {
                    break;
                }
            }
        }
        return proceeds;
    }

    private double exit(Company company) {
        LocalDate on = Objects.requireNonNull(company.ended);
        double last = company.rounds.get(company.rounds.size() - 1).post();
        boolean known = company.profile.favourite();
        double value = Chance.rounded(last * (known ? 2.8 : chance.between(0.3, 3)), 100_000);
        int drawn = chance.weighted(0.65, 0.15, 0.2);
        String type = known || drawn == 1 ? "IPO" : drawn == 0 ? "Acquisition" : "Secondary sale";
        String acquirer = type.equals("Acquisition") ? chance.pick(Names.BUYERS) : null;
        int id = rows.of("exits").size() + 1;
        rows.add("exits", id, company.id, on, type, acquirer, Chance.money(value));
        for (Fund fund : company.funds()) {
            double usd = fairValue(company, fund, on, value * 0.97);
            proceeds.add(new Proceeds(id, fund, on, usd));
            rows.add("exit_proceeds", id, fund.id(), Chance.money(usd));
        }
        return value;
    }

    private double valueOn(Company company, LocalDate day, double before) {
        Round newest = null;
        for (Round round : company.rounds) {
            newest = round.closed().isAfter(day) ? newest : round;
        }
        boolean fresh = newest != null && newest.closed().isAfter(day.minusMonths(3));
        return newest != null && (fresh || before == 0) ? newest.post() : before * chance.between(0.9, 1.08);
    }

    private void mark(Company company, LocalDate day, double value, double exitValue) {
        for (Fund fund : company.funds()) {
            double cost = company.stakes.stream()
                    .filter(stake ->
                            stake.fund() == fund && !stake.round().closed().isAfter(day))
                    .mapToDouble(Stake::usd)
                    .sum();
            if (cost == 0) {
                continue;
            }
            BigDecimal fair = Chance.money(fairValue(company, fund, day, value));
            BigDecimal realized = Chance.money(fairValue(company, fund, day, exitValue * 0.97));
            BigDecimal paid = Chance.money(cost);
            rows.add(
                    "valuation_marks",
                    fund.id(),
                    company.id,
                    day,
                    paid,
                    fair,
                    realized,
                    fair.add(realized).divide(paid, 3, RoundingMode.HALF_UP),
                    method(company, day));
        }
    }

    private String method(Company company, LocalDate day) {
        if (!company.liveOn(day)) {
            return company.fate == Fate.EXITED ? "Realized" : "Written off";
        }
        boolean recent = company.rounds.stream()
                .anyMatch(
                        round -> !round.closed().isAfter(day) && round.closed().isAfter(day.minusMonths(12)));
        return recent ? "Last round" : chance.happens(0.7) ? "Comparable companies" : "Discounted cash flow";
    }

    private static double fairValue(Company company, Fund fund, LocalDate day, double value) {
        double share = 0;
        for (Stake stake : company.stakes) {
            if (stake.fund() == fund && !stake.round().closed().isAfter(day)) {
                share += company.ownershipOn(stake, day);
            }
        }
        return share * value;
    }

    private static LocalDate quarterEnd(LocalDate day) {
        int last = (day.getMonthValue() - 1) / 3 * 3 + 3;
        return day.withDayOfMonth(1).withMonth(last).with(TemporalAdjusters.lastDayOfMonth());
    }

    private static LocalDate nextQuarter(LocalDate day) {
        return quarterEnd(day.plusDays(1));
    }
}
