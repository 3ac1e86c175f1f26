package dev.askdesk.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * ROUGE (C.-Y. Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004) with the tokens and scores of the
 * published Python scorer {@code rouge_score}: lower case, letters a to z and digits only, Porter's stems of words longer
 * than three letters where stemming is on. It informs, it cannot judge numbers: "-3.5%" is the tokens 3 and 5.
 */
public final class Rouge {
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");

    private Rouge() {}

    /** Each between 0 and 1; {@code f} is the harmonic mean of the others. */
    public record Score(double precision, double recall, double f) {
        static Score of(double hits, double predicted, double expected) {
            double precision = predicted == 0 ? 0 : hits / predicted;
            double recall = expected == 0 ? 0 : hits / expected;
            double sum = precision + recall;
            return new Score(precision, recall, sum == 0 ? 0 : 2 * precision * recall / sum);
        }
    }

    /** Overlap of sequences of n tokens. */
    public static Score rougeN(String target, String prediction, int n, boolean stem) {
        Map<List<String>, Integer> expected = sequences(tokens(target, stem), n);
        Map<List<String>, Integer> predicted = sequences(tokens(prediction, stem), n);
        int hits = 0;
        for (Map.Entry<List<String>, Integer> sequence : expected.entrySet()) {
            hits += Math.min(sequence.getValue(), predicted.getOrDefault(sequence.getKey(), 0));
        }
        return Score.of(hits, count(predicted), count(expected));
    }

    /** The longest common subsequence of the whole texts. */
    public static Score rougeL(String target, String prediction, boolean stem) {
        List<String> expected = tokens(target, stem);
        List<String> predicted = tokens(prediction, stem);
        int common = table(expected, predicted)[expected.size()][predicted.size()];
        return Score.of(common, predicted.size(), expected.size());
    }

    /** The same by sentences, one a line: for each of the target's, the union over the prediction's. */
    public static Score rougeLsum(String target, String prediction, boolean stem) {
        List<List<String>> expected = sentences(target, stem);
        List<List<String>> predicted = sentences(prediction, stem);
        Map<List<String>, Integer> leftExpected = new HashMap<>();
        Map<List<String>, Integer> leftPredicted = new HashMap<>();
        expected.forEach(sentence -> sentence.forEach(token -> leftExpected.merge(List.of(token), 1, Integer::sum)));
        predicted.forEach(sentence -> sentence.forEach(token -> leftPredicted.merge(List.of(token), 1, Integer::sum)));
        int all = count(leftExpected);
        int allPredicted = count(leftPredicted);
        int hits = 0;
        for (List<String> sentence : expected) {
            TreeSet<Integer> union = new TreeSet<>();
            predicted.forEach(other -> union.addAll(common(sentence, other)));
            for (int at : union) {
                List<String> token = List.of(sentence.get(at));
                if (leftExpected.getOrDefault(token, 0) > 0 && leftPredicted.getOrDefault(token, 0) > 0) {
                    leftExpected.merge(token, -1, Integer::sum);
                    leftPredicted.merge(token, -1, Integer::sum);
                    hits++;
                }
            }
        }
        return Score.of(hits, allPredicted, all);
    }

    private static List<List<String>> sentences(String text, boolean stem) {
        List<List<String>> sentences = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (!line.isEmpty()) {
                sentences.add(tokens(line, stem));
            }
        }
        return sentences;
    }

    static List<String> tokens(String text, boolean stem) {
        List<String> tokens = new ArrayList<>();
        for (String token : OTHER.split(text.toLowerCase(Locale.ROOT))) {
            if (!token.isEmpty()) {
                tokens.add(stem && token.length() > 3 ? PorterStemmer.stem(token) : token);
            }
        }
        return tokens;
    }

    private static Map<List<String>, Integer> sequences(List<String> tokens, int n) {
        Map<List<String>, Integer> sequences = new HashMap<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            sequences.merge(tokens.subList(i, i + n), 1, Integer::sum);
        }
        return sequences;
    }

    private static int count(Map<List<String>, Integer> sequences) {
        return sequences.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Lengths of the longest common subsequences of all beginnings. */
    private static int[][] table(List<String> some, List<String> others) {
        int[][] lengths = new int[some.size() + 1][others.size() + 1];
        for (int i = 1; i <= some.size(); i++) {
            for (int j = 1; j <= others.size(); j++) {
                lengths[i][j] = some.get(i - 1).equals(others.get(j - 1))
                        ? lengths[i - 1][j - 1] + 1
                        : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
            }
        }
        return lengths;
    }

    /** Places in the first of one longest common subsequence; of several the one that the published scorer takes. */
    private static List<Integer> common(List<String> some, List<String> others) {
        int[][] lengths = table(some, others);
        List<Integer> places = new ArrayList<>();
        int i = some.size();
        int j = others.size();
        while (i > 0 && j > 0) {
            if (some.get(i - 1).equals(others.get(j - 1))) {
                places.add(i - 1);
                i--;
                j--;
            } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
                j--;
            } else {
                i--;
            }
        }
        return places;
    }
}
