package dev.askdesk.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the pictures look like is for eyes; {@code -Daskdesk.charts=FOLDER} keeps them. */
class ChartPngTest {
    private static final List<String> WORDS = List.of(
            "Acme", "Databricks, Inc.", "Northern Lights Renewable Energy Holdings International GmbH & Co. KG");

    private record Example(List<String> columns, List<String> types, List<List<@Nullable String>> rows, String asked) {}

    @Test
    void everyExample_isDrawnAtItsSizeWithInk() throws IOException {
        for (Map.Entry<String, Example> entry : examples().entrySet()) {
            Example example = entry.getValue();
            ChartSpec spec = ChartChoice.choose(example.columns, example.types, example.rows, example.asked)
                    .orElseThrow(() -> new AssertionError(entry.getKey()));
            byte[] png = ChartPng.png(spec, example.rows);
            String folder = System.getProperty("askdesk.charts");
            if (folder != null) {
                Files.write(Path.of(folder, entry.getKey() + ".png"), png);
            }
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(image.getWidth()).isEqualTo(1200);
            assertThat(image.getHeight()).isBetween(200, 700);
            assertThat(colours(image)).as(entry.getKey()).isGreaterThan(10);
        }
    }

    private static Map<String, Example> examples() {
        Map<String, Example> all = new LinkedHashMap<>();
        all.put(
                "years",
                time(
                        "year",
                        IntStream.range(2014, 2025).mapToObj(String::valueOf).toList(),
                        "number"));
        all.put(
                "quarters",
                time(
                        "quarter",
                        IntStream.range(0, 34)
                                .mapToObj(i -> (2016 + i / 4) + "-Q" + (i % 4 + 1))
                                .toList(),
                        "text"));
        all.put(
                "months-with-gap",
                time("month", List.of("2023-01-01", "2023-02-01", "2023-03-01", "2023-08-01", "2023-09-01"), "date"));
        all.put(
                "dense-dates",
                time(
                        "day",
                        LocalDate.of(2022, 1, 3)
                                .datesUntil(LocalDate.of(2023, 12, 5))
                                .map(LocalDate::toString)
                                .toList(),
                        "date"));
        all.put(
                "valuations",
                time("as_of", List.of("2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31", "2024-03-31"), "date"));
        all.put("series", series(6));
        all.put("two-measures", twoMeasures());
        all.put("ranking", bars(8, i -> Math.pow(2, i) * 131_072.5));
        all.put("ranking-25-long", bars(25, i -> (i + 1) * 1_234_567.0));
        all.put("ranking-negative", bars(9, i -> (i - 3) * 250_000.0));
        all.put("ranking-all-negative", bars(5, i -> -1.0 - i));
        all.put("ranking-outlier", bars(12, i -> i == 0 ? 9e9 : 1e6 * (i + 1)));
        all.put("ranking-3", bars(3, i -> i + 1.0));
        all.put("share-percent", share(List.of("40.5", "30.2", "20.3", "9"), "pct", ""));
        all.put(
                "share-asked",
                share(List.of("1200000", "800000", "150000"), "invested_usd", "split of invested capital by sector"));
        all.put("quarters-few", time("quarter", List.of("2023-Q1", "2023-Q2", "2023-Q4"), "text"));
        all.put("months-many", months(100));
        all.put(
                "years-many",
                time(
                        "year",
                        IntStream.range(1950, 2025).mapToObj(String::valueOf).toList(),
                        "number"));
        all.put("close-together", closeTogether());
        all.put(
                "intraday",
                time(
                        "at",
                        IntStream.range(0, 40)
                                .mapToObj(i -> "2024-03-01 " + (10 + i / 4) + ":" + (10 + i % 4 * 15) + ":00")
                                .toList(),
                        "timestamp"));
        all.put("scripts", scripts());
        all.put("percent-below-zero", percent());
        all.put("histogram", sample(500, new Random(3)::nextGaussian, 1_000_000));
        all.put("histogram-outlier", sample(200, outliers(), 10_000));
        all.put("histogram-small", sample(24, new Random(5)::nextDouble, 1));
        return all;
    }

    private static java.util.function.DoubleSupplier outliers() {
        Random random = new Random(4);
        return () -> random.nextInt(100) == 0 ? 5_000 : Math.exp(random.nextGaussian());
    }

    private static Example time(String name, List<String> times, String type) {
        Random random = new Random(1);
        double value = 4e6;
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (String time : times) {
            value *= 1 + (random.nextDouble() - 0.4) / Math.sqrt(times.size());
            rows.add(List.of(time, String.format(java.util.Locale.ROOT, "%.2f", value)));
        }
        return new Example(List.of(name, "total_invested_usd"), List.of(type, "number"), rows, "");
    }

    private static Example series(int count) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int year = 2015; year < 2025; year++) {
            for (int i = 0; i < count; i++) {
                if (year % 5 != i) {
                    rows.add(List.of(
                            String.valueOf(year),
                            WORDS.get(i % 3) + i,
                            String.valueOf((i + 1) * 1e6 + year % 4 * 3e5)));
                }
            }
        }
        return new Example(List.of("fiscal_year", "fund", "nav"), List.of("number", "text", "number"), rows, "");
    }

    private static Example twoMeasures() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int year = 2015; year < 2025; year++) {
            rows.add(Arrays.asList(
                    year + "-01-01",
                    String.valueOf(1e6 * (year - 2010)),
                    year == 2019 ? null : String.valueOf(2e5 * (year - 2012))));
        }
        return new Example(List.of("year", "invested", "proceeds"), List.of("date", "number", "number"), rows, "");
    }

    private static Example months(int count) {
        List<String> months = IntStream.range(0, count)
                .mapToObj(i -> LocalDate.of(2016, 5, 1).plusMonths(i).toString())
                .toList();
        return time("month", months, "date");
    }

    private static Example closeTogether() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rows.add(List.of(LocalDate.of(2024, 1, 1 + i).toString(), String.valueOf(1_000_000 + i * i)));
        }
        return new Example(List.of("day", "nav_eur"), List.of("date", "number"), rows, "");
    }

    private static Example scripts() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        List.of("日本電気株式会社", "שלום עולם בע\"מ", "😀 Emoji", "Zażółć gęślą jaźń", "", "W".repeat(60), "a\nb\u0000")
                .forEach(name -> rows.add(List.of(name, String.valueOf(rows.size() * 7 + 3))));
        rows.add(Arrays.asList(null, "5"));
        return new Example(List.of("company", "deal_count"), List.of("text", "number"), rows, "");
    }

    private static Example percent() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            rows.add(List.of((2020 + i / 4) + "-Q" + (i % 4 + 1), String.valueOf(i * 4.5 - 12)));
        }
        return new Example(List.of("quarter", "irr_pct"), List.of("text", "number"), rows, "");
    }

    private static Example bars(int count, java.util.function.IntToDoubleFunction value) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(List.of(i + " " + WORDS.get(i % 3), String.valueOf(value.applyAsDouble(i))));
        }
        return new Example(List.of("company", "gain"), List.of("text", "number"), rows, "");
    }

    private static Example share(List<String> values, String name, String asked) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        values.forEach(value -> rows.add(List.of("Sector " + rows.size(), value)));
        return new Example(List.of("sector", name), List.of("text", "number"), rows, asked);
    }

    private static Example sample(int count, java.util.function.DoubleSupplier values, double size) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(List.of(String.valueOf(values.getAsDouble() * size)));
        }
        return new Example(List.of("check_size_usd"), List.of("number"), rows, "");
    }

    private static int colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x += 2) {
            for (int y = 0; y < image.getHeight(); y += 2) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours.size();
    }
}
