package dev.askdesk.grounding;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.Catalog.Join;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The catalog's tables and how they join; finds the cheapest way from one to another. */
public final class JoinGraph {
    private static final double TO_ONE = 1;
    /** A step that multiplies rows is a last resort. */
    private static final double TO_MANY = 4;

    private final Map<String, List<Step>> steps = new HashMap<>();

    public JoinGraph(Catalog catalog) {
        for (Join join : catalog.joins()) {
            String many = name(catalog, join.manyTable());
            String one = name(catalog, join.oneTable());
            steps.computeIfAbsent(many, unused -> new ArrayList<>()).add(new Step(join, many, one, true));
            steps.computeIfAbsent(one, unused -> new ArrayList<>()).add(new Step(join, one, many, false));
        }
    }

    /**
     * One join, in one direction.
     *
     * @param toOne whether a row of {@code from} meets at most one row of {@code to}
     */
    public record Step(Join join, String from, String to, boolean toOne) {}

    /** Steps that leave a table, in the catalog's order. */
    public List<Step> from(String table) {
        return steps.getOrDefault(table, List.of());
    }

    /**
     * The cheapest way, empty for a table to itself.
     *
     * @param bonus cost taken off a step that the question speaks of
     */
    public Optional<List<Step>> path(String from, String to, ToDoubleFunction<Step> bonus) {
        record Reached(String table, double cost, int order) {}
        Map<String, Double> best = new HashMap<>(Map.of(from, 0.0));
        Map<String, @Nullable Step> by = new HashMap<>();
        PriorityQueue<Reached> queue =
                new PriorityQueue<>(Comparator.comparingDouble(Reached::cost).thenComparingInt(Reached::order));
        queue.add(new Reached(from, 0, 0));
        int order = 0;
        while (!queue.isEmpty()) {
            Reached reached = queue.remove();
            if (reached.cost() > best.getOrDefault(reached.table(), Double.MAX_VALUE)) {
                continue;
            }
            if (reached.table().equals(to)) {
                return Optional.of(walk(by, from, to));
            }
            for (Step step : from(reached.table())) {
                double price = Math.max(0.1, (step.toOne() ? TO_ONE : TO_MANY) - bonus.applyAsDouble(step));
                double cost = reached.cost() + price;
                if (cost < best.getOrDefault(step.to(), Double.MAX_VALUE)) {
                    best.put(step.to(), cost);
                    by.put(step.to(), step);
                    queue.add(new Reached(step.to(), cost, ++order));
                }
            }
        }
        return Optional.empty();
    }

    /** The way between two tables when the question says nothing about it. */
    public Optional<List<Step>> path(String from, String to) {
        return path(from, to, step -> 0);
    }

    /** Tables reached from one without multiplying its rows, itself included. */
    public boolean reachesOne(String from, String to) {
        Set<String> seen = new HashSet<>(Set.of(from));
        ArrayDeque<String> queue = new ArrayDeque<>(List.of(from));
        while (!queue.isEmpty()) {
            for (Step step : from(queue.remove())) {
                if (step.toOne() && seen.add(step.to())) {
                    queue.add(step.to());
                }
            }
        }
        return seen.contains(to);
    }

    private static List<Step> walk(Map<String, @Nullable Step> by, String from, String to) {
        List<Step> path = new ArrayList<>();
        String at = to;
        while (!at.equals(from)) {
            Step step = by.get(at);
            if (step == null) {
                throw new IllegalStateException("a reached table has a step to it");
            }
            path.add(0, step);
            at = step.from();
        }
        return path;
    }

    private static String name(Catalog catalog, String table) {
        return catalog.table(table).map(Catalog.Table::name).orElse(table.toLowerCase(Locale.ROOT));
    }
}
