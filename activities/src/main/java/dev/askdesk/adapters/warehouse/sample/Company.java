package dev.askdesk.adapters.warehouse.sample;

import dev.askdesk.adapters.warehouse.sample.Firm.Fund;
import dev.askdesk.adapters.warehouse.sample.Firm.Person;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A portfolio company while its history is being made. */
final class Company {
    /** How it ended, or has not. */
    enum Fate {
        ACTIVE("Active"),
        EXITED("Exited"),
        WRITTEN_OFF("Written off");

        final String status;

        Fate(String status) {
            this.status = status;
        }
    }

    /** @param stage index into {@link Portfolio#STAGES} */
    record Round(int id, int stage, LocalDate closed, double size, double post) {}

    /** @param lead who led the investment for the firm */
    record Stake(Fund fund, Round round, Person lead, double usd, double ownership) {}

    final int id;
    final Profile profile;
    final LocalDate firstInvested;
    final Fate fate;
    final @Nullable LocalDate ended;
    final List<Round> rounds = new ArrayList<>();
    final List<Stake> stakes = new ArrayList<>();
    Person lead;

    Company(int id, Profile profile, LocalDate firstInvested, Fate fate, @Nullable LocalDate ended, Person lead) {
        this.id = id;
        this.profile = profile;
        this.firstInvested = firstInvested;
        this.fate = fate;
        this.ended = ended;
        this.lead = lead;
    }

    boolean liveOn(LocalDate day) {
        return ended == null || day.isBefore(ended);
    }

    /** The funds that hold it, first investor first. */
    List<Fund> funds() {
        return stakes.stream().map(Stake::fund).distinct().toList();
    }

    /** What is left of a stake's share of the company after the rounds that closed up to that day. */
    double ownershipOn(Stake stake, LocalDate day) {
        double share = stake.ownership();
        for (Round round : rounds) {
            if (round.closed().isAfter(stake.round().closed())
                    && !round.closed().isAfter(day)) {
                // Besides the new money, each round adds to the employees' options.
                share *= 0.93 * (1 - round.size() / round.post());
            }
        }
        return share;
    }
}
