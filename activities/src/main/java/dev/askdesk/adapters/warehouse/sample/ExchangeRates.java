package dev.askdesk.adapters.warehouse.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Dollars per unit of each currency, for each working day. */
final class ExchangeRates {
    private static final LocalDate FIRST = LocalDate.of(2012, 1, 2);

    /** Where each currency starts, and the value that it is drawn back to. */
    private static final Map<String, double[]> LEVELS = new LinkedHashMap<>();

    static {
        LEVELS.put("EUR", new double[] {1.29, 1.13});
        LEVELS.put("GBP", new double[] {1.55, 1.32});
        LEVELS.put("SEK", new double[] {0.145, 0.108});
        LEVELS.put("CAD", new double[] {0.98, 0.76});
    }

    private final Map<String, BigDecimal> rates = new HashMap<>();

    ExchangeRates(SampleRows rows, LocalDate last) {
        Chance chance = new Chance(7);
        for (Map.Entry<String, double[]> level : LEVELS.entrySet()) {
            double rate = level.getValue()[0];
            for (LocalDate day = FIRST; !day.isAfter(last); day = day.plusDays(1)) {
                if (!day.equals(Chance.workday(day))) {
                    continue;
                }
                rate *= 1 + chance.between(-0.006, 0.006) + 0.0015 * (level.getValue()[1] / rate - 1);
                BigDecimal usd = BigDecimal.valueOf(rate).setScale(6, RoundingMode.HALF_UP);
                rates.put(level.getKey() + day, usd);
                rows.add("fx_rates", day, level.getKey(), usd);
            }
        }
    }

    /** @throws IllegalArgumentException no rate of that currency on that day or the Friday before */
    BigDecimal usdPerUnit(String currency, LocalDate day) {
        if (currency.equals("USD")) {
            return BigDecimal.ONE;
        }
        BigDecimal rate = rates.get(currency + Chance.workday(day));
        if (rate == null) {
            throw new IllegalArgumentException("no rate of " + currency + " on " + day);
        }
        return rate;
    }
}
