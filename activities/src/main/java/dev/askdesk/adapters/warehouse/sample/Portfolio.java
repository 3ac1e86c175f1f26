package dev.askdesk.adapters.warehouse.sample;

import dev.askdesk.adapters.warehouse.sample.Company.Fate;
import dev.askdesk.adapters.warehouse.sample.Company.Round;
import dev.askdesk.adapters.warehouse.sample.Company.Stake;
import dev.askdesk.adapters.warehouse.sample.Firm.Fund;
import dev.askdesk.adapters.warehouse.sample.Firm.Person;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Companies, their rounds, and what the funds put into them. */
final class Portfolio {
    static final List<String> STAGES =
            List.of("Pre-seed", "Seed", "Series A", "Series B", "Series C", "Series D", "Series E", "Series F");

    /** Least and greatest size of a round of each stage, in millions of dollars. */
    private static final double[][] SIZES = {
        {0.6, 2}, {2, 5}, {7, 18}, {18, 45}, {40, 100}, {80, 220}, {150, 400}, {250, 600}
    };

    private static final int SERIES_C = STAGES.indexOf("Series C");

    private static final List<Fate> FATES = List.of(Fate.ACTIVE, Fate.WRITTEN_OFF, Fate.EXITED);

    private final Chance chance = new Chance(23);
    private final SampleRows rows;
    private final ExchangeRates rates;
    private final LocalDate asOf;
    private final Map<Integer, Double> reserves = new HashMap<>();
    private final List<Company> companies = new ArrayList<>();
    private int roundIds;
    private int investmentIds;
    private int turn;

    Portfolio(SampleRows rows, ExchangeRates rates, LocalDate asOf) {
        this.rows = rows;
        this.rates = rates;
        this.asOf = asOf;
    }

    List<Company> build() {
        Iterator<String> names = Names.companies().iterator();
        for (Fund fund : Firm.FUNDS) {
            List<Profile> known = new ArrayList<>(
                    Profile.known().stream().filter(p -> plannedFor(p, fund)).toList());
            for (int i = 0; i < fund.companies(); i++) {
                double months = fund.months() * (i + chance.between(0.1, 0.9)) / fund.companies();
                LocalDate day = Chance.workday(fund.firstClose().plusDays(20 + Math.round(months * 30.4)));
                boolean knownNow = !known.isEmpty() && i % 4 == 3;
                Profile profile = knownNow ? known.remove(0) : Profile.invented(names.next(), day, chance);
                companies.add(history(companies.size() + 1, profile, fund, day));
            }
        }
        companies.forEach(this::writeCompany);
        return companies;
    }

    private Company history(int id, Profile profile, Fund fund, LocalDate day) {
        Company company = withFate(id, profile, day);
        Profile.Plan plan = profile.plan();
        int stage = plan == null ? firstStage(fund) : plan.stage();
        LocalDate closed = day;
        while (!closed.isAfter(asOf) && company.liveOn(closed.plusMonths(4)) && stage < STAGES.size()) {
            Round round = round(stage, closed);
            company.rounds.add(round);
            boolean participated = invest(company, round, fund);
            writeRound(company, round, participated);
            closed = Chance.workday(closed.plusDays(chance.whole(380, 800)));
            // Not every company raises again.
            stage = profile.favourite() || chance.happens(0.68) ? stage + 1 : STAGES.size();
        }
        return company;
    }

    private static boolean plannedFor(Profile profile, Fund fund) {
        return profile.plan() != null && profile.plan().fund() == fund.id();
    }

    private Company withFate(int id, Profile profile, LocalDate day) {
        Person lead = leadOn(day);
        Profile.Plan plan = profile.plan();
        if (plan != null) {
            return new Company(id, profile, day, plan.fate(), plan.listed(), lead);
        }
        Fate fate = FATES.get(chance.weighted(0.44, 0.3, 0.26));
        LocalDate end = day.plusDays(fate == Fate.EXITED ? chance.whole(1_000, 3_300) : chance.whole(500, 2_100));
        boolean over = fate != Fate.ACTIVE && end.isBefore(asOf.minusDays(20));
        return new Company(id, profile, day, over ? fate : Fate.ACTIVE, over ? Chance.workday(end) : null, lead);
    }

    /** General partners take turns; now and then a principal leads. */
    private Person leadOn(LocalDate day) {
        List<Person> principals = Firm.STAFF.stream()
                .filter(person -> person.role().equals("Principal") && person.worksOn(day))
                .toList();
        if (!principals.isEmpty() && chance.happens(0.14)) {
            return chance.pick(principals);
        }
        List<Person> partners = Firm.generalPartnersOn(day);
        return partners.get(turn++ % partners.size());
    }

    private int firstStage(Fund fund) {
        return switch (fund.id()) {
            case 1, 2 -> chance.weighted(0.2, 0.5, 0.3);
            case 3 -> chance.weighted(0.05, 0.45, 0.35, 0.15);
            default -> chance.weighted(0.02, 0.33, 0.4, 0.25);
        };
    }

    private Round round(int stage, LocalDate closed) {
        double size = Chance.rounded(chance.between(SIZES[stage][0], SIZES[stage][1]) * 1e6, 50_000);
        double post = size + Chance.rounded(size * chance.between(2.5, 5.5), 100_000);
        return new Round(++roundIds, stage, closed, size, post);
    }

    private boolean invest(Company company, Round round, Fund fund) {
        boolean first = company.stakes.isEmpty();
        if (!company.lead.worksOn(round.closed())) {
            company.lead = leadOn(round.closed());
        }
        boolean young = round.closed().isBefore(fund.firstClose().plusYears(6));
        double follow = company.profile.favourite() ? 1 : young ? 0.5 : 0;
        boolean own = first || chance.happens(follow);
        if (own) {
            double usual = fund.size() * 0.6 / fund.companies() * chance.between(0.6, 1.4);
            put(company, round, fund, first ? usual : usual * chance.between(0.4, 1.1));
        }
        Fund opportunities = Firm.FUNDS.get(Firm.FUNDS.size() - 1);
        boolean later = round.stage() >= SERIES_C && round.closed().isAfter(opportunities.firstClose());
        if (later && chance.happens(company.profile.favourite() ? 0.9 : 0.35)) {
            put(company, round, opportunities, chance.between(3e6, 9e6));
        }
        return company.stakes.stream().anyMatch(stake -> stake.round() == round);
    }

    /** What a fund keeps for later rounds of its companies. */
    private static double reserve(Fund fund) {
        return fund.size() * (fund.companies() == 0 ? 0.9 : 0.33);
    }

    private void put(Company company, Round round, Fund fund, double wanted) {
        boolean followOn = !company.stakes.isEmpty();
        double usd = Math.min(wanted, round.size() * 0.55);
        if (followOn && reserves.merge(fund.id(), usd, Double::sum) > reserve(fund)) {
            return;
        }
        Profile profile = company.profile;
        boolean inDollars = profile.currency().equals("USD") || chance.happens(0.15);
        String currency = inDollars ? "USD" : profile.currency();
        BigDecimal rate = rates.usdPerUnit(currency, round.closed());
        BigDecimal amount = Chance.money(Chance.rounded(usd / rate.doubleValue(), 10_000));
        BigDecimal amountUsd = amount.multiply(rate).setScale(2, RoundingMode.HALF_UP);
        Stake stake =
                new Stake(fund, round, company.lead, amountUsd.doubleValue(), amountUsd.doubleValue() / round.post());
        company.stakes.add(stake);
        rows.add(
                "investments",
                ++investmentIds,
                fund.id(),
                company.id,
                round.id(),
                round.closed(),
                amount,
                currency,
                amountUsd,
                company.lead.id(),
                followOn,
                BigDecimal.valueOf(stake.ownership()).setScale(5, RoundingMode.HALF_UP),
                round.stage() == 0 && chance.happens(0.6) ? "SAFE" : "Preferred equity");
    }

    private void writeRound(Company company, Round round, boolean participated) {
        boolean undisclosed = !participated && chance.happens(0.3);
        String lead = participated && chance.happens(0.55) ? Firm.NAME : chance.pick(Names.OTHER_INVESTORS);
        rows.add(
                "rounds",
                round.id(),
                company.id,
                STAGES.get(round.stage()),
                round.closed(),
                Chance.money(round.size()),
                undisclosed ? null : Chance.money(round.post() - round.size()),
                undisclosed ? null : Chance.money(round.post()),
                chance.happens(0.06) ? null : lead);
    }

    private void writeCompany(Company company) {
        Profile profile = company.profile;
        @Nullable String ceo = profile.favourite() || chance.happens(0.07) ? null : Names.person(chance);
        rows.add(
                "companies",
                company.id,
                profile.name(),
                profile.legalName(),
                profile.sector(),
                profile.country(),
                profile.city(),
                profile.founded(),
                company.fate.status,
                ceo);
        for (Profile.Alias alias : profile.aliases()) {
            int id = rows.of("company_aliases").size() + 1;
            rows.add("company_aliases", id, company.id, alias.name(), profile.name(), alias.kind(), alias.until());
        }
    }
}
