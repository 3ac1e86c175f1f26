package dev.askdesk.learning;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Splits examples for training and validation so that nothing leaks: what shares a conversation, a thread, the form of
 * its SQL, or nearly all words of its question is on one side. The same seed gives the same split.
 */
public final class TrainingSplit {
    /** Part of their words that two questions share (Jaccard) to be the same question. */
    private static final double SAME = 0.7;

    private TrainingSplit() {}

    /** @param groups how many sets of examples belong together */
    public record Split(List<TrainingExample> train, List<TrainingExample> validation, int groups) {}

    /** The form of a statement: without its values, spaces and case. */
    public static String form(String sql) {
        return sql.replaceAll("'(?:[^']|'')*'", "?")
                .replaceAll("\\b\\d+(?:\\.\\d+)?\\b", "?")
                .replaceAll("\\s+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /** @param validation part of the examples, from 0 to 1, that is aimed at; groups are never cut */
    public static Split split(List<TrainingExample> examples, double validation, long seed) {
        int[] group = groups(examples);
        Map<Integer, List<TrainingExample>> members = new HashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            members.computeIfAbsent(group[i], unused -> new ArrayList<>()).add(examples.get(i));
        }
        List<Integer> order = new ArrayList<>(members.keySet());
        order.sort((a, b) -> Long.compareUnsigned(
                rank(members.getOrDefault(a, List.of()), seed), rank(members.getOrDefault(b, List.of()), seed)));
        List<TrainingExample> train = new ArrayList<>();
        List<TrainingExample> held = new ArrayList<>();
        double wanted = validation * examples.size();
        for (int id : order) {
            List<TrainingExample> all = members.getOrDefault(id, List.of());
            // Only where it brings the part nearer to what is wanted: of little, training gets the greater share.
            boolean fits = held.size() + all.size() / 2.0 < wanted;
            (fits ? held : train).addAll(all);
        }
        return new Split(train, held, members.size());
    }

    private static long rank(List<TrainingExample> members, long seed) {
        CRC32 crc = new CRC32();
        members.stream()
                .map(member -> seed + "\n" + member.question())
                .sorted()
                .forEach(text -> crc.update(text.getBytes(StandardCharsets.UTF_8)));
        return crc.getValue();
    }

    private static int[] groups(List<TrainingExample> examples) {
        int[] parent = new int[examples.size()];
        Map<String, Integer> first = new HashMap<>();
        List<Set<String>> words = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            parent[i] = i;
            for (String key : examples.get(i).keys()) {
                Integer other = first.putIfAbsent(key, i);
                if (other != null) {
                    parent[root(parent, i)] = root(parent, other);
                }
            }
            words.add(words(examples.get(i).question()));
        }
        for (int i = 0; i < examples.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (alike(words.get(i), words.get(j))) {
                    parent[root(parent, i)] = root(parent, j);
                }
            }
        }
        for (int i = 0; i < parent.length; i++) {
            parent[i] = root(parent, i);
        }
        return parent;
    }

    private static int root(int[] parent, int at) {
        int root = at;
        while (parent[root] != root) {
            root = parent[root];
        }
        return root;
    }

    private static Set<String> words(String text) {
        return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\d]+", " ")
                .strip()
                .split(" ")));
    }

    private static boolean alike(Set<String> some, Set<String> others) {
        long both = some.stream().filter(others::contains).count();
        return both >= SAME * (some.size() + others.size() - both);
    }
}
