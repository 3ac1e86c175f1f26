package dev.askdesk.adapters.warehouse.sample;

import dev.askdesk.adapters.warehouse.sample.Firm.Person;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the firm sees of its companies from the inside: board seats and monthly figures. */
final class Operations {
    private final Chance chance = new Chance(41);
    private final SampleRows rows;
    private final LocalDate asOf;

    Operations(SampleRows rows, LocalDate asOf) {
        this.rows = rows;
        this.asOf = asOf;
    }

    void build(List<Company> companies) {
        for (Company company : companies) {
            metrics(company);
            if (chance.happens(0.62)) {
                seats(company);
            }
        }
    }

    private void seats(Company company) {
        LocalDate since = company.firstInvested.plusDays(chance.whole(0, 30));
        if (since.isAfter(asOf) || !company.liveOn(since)) {
            return;
        }
        LocalDate day = since;
        Person director = chance.pick(Firm.generalPartnersOn(day));
        LocalDate left = director.left();
        boolean handedOver = left != null && company.liveOn(left);
        seat(company, director, "Director", since, handedOver ? left : company.ended);
        if (handedOver && left != null) {
            seat(company, chance.pick(Firm.generalPartnersOn(left)), "Director", left.plusDays(1), company.ended);
        }
        if (chance.happens(0.35)) {
            List<Person> observers = Firm.investorsOn(day).stream()
                    .filter(person -> !person.isGeneralPartner() && person.left() == null)
                    .toList();
            if (!observers.isEmpty()) {
                seat(company, chance.pick(observers), "Observer", since, company.ended);
            }
        }
    }

    private void seat(Company company, Person person, String type, LocalDate since, @Nullable LocalDate ended) {
        int id = rows.of("board_seats").size() + 1;
        rows.add("board_seats", id, company.id, person.id(), type, since, ended);
    }

    private void metrics(Company company) {
        int stage = company.rounds.get(0).stage();
        double revenue = chance.between(5_000, 25_000) * (1 + stage * stage * 4);
        double growth = chance.between(0.005, 0.055);
        double cash = company.rounds.get(0).size();
        LocalDate month = company.firstInvested.withDayOfMonth(1);
        for (; !month.isAfter(asOf) && company.liveOn(month); month = month.plusMonths(1)) {
            double burn = Math.max(20_000, cash * chance.between(0.02, 0.05));
            cash = Math.max(50_000, cash - burn + raisedIn(company, month));
            rows.add(
                    "company_metrics",
                    company.id,
                    month,
                    chance.happens(0.03) ? null : Chance.money(revenue),
                    chance.happens(0.02) ? null : (Integer) (int) (6 + StrictMath.sqrt(revenue) / 7),
                    chance.happens(0.05) ? null : (BigDecimal) Chance.money(cash),
                    chance.happens(0.05) ? null : (BigDecimal) Chance.money(burn));
            revenue *= 1 + growth * chance.between(-0.4, 1.9);
            growth = Math.max(0.003, growth * 0.988);
        }
    }

    private static double raisedIn(Company company, LocalDate month) {
        return company.rounds.stream()
                .skip(1)
                .filter(round -> round.closed().withDayOfMonth(1).equals(month))
                .mapToDouble(Company.Round::size)
                .sum();
    }
}
