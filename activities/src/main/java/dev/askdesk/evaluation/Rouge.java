package dev.askdesk.evaluation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How far a text shares its words with a reference text: C.-Y. Lin, "ROUGE: A package for automatic evaluation of
 * summaries" (2004), to the same figures as Google Research's {@code rouge_score}. Words are runs of a-z and 0-9 in
 * lower case, so "-3.5%" is "3 5": ROUGE informs, it cannot judge numbers.
 */
public final class Rouge {
    /**
     * @param precision part of the prediction that is in the target, 0 to 1
     * @param recall part of the target that is in the prediction, 0 to 1
     * @param f harmonic mean of the two, 0 where both are
     */
    public record Score(double precision, double recall, double f) {
        static Score of(int shared, int inTarget, int inPrediction) {
            double precision = shared / (double) Math.max(inPrediction, 1);
            double recall = shared / (double) Math.max(inTarget, 1);
            double sum = precision + recall;
            return new Score(precision, recall, sum > 0 ? 2 * precision * recall / sum : 0);
        }
    }

    /** Shorter words are left as they are even when stemming. */
    private static final int SHORTEST_STEMMED = 4;

    private Rouge() {}

    /**
     * ROUGE-N: shared runs of {@code n} words, each as often as the rarer side has it.
     *
     * @param target the reference
     * @param prediction what is judged
     * @param stem whether "invested" and "investing" are one word
     */
    public static Score rougeN(String target, String prediction, int n, boolean stem) {
        Map<List<String>, Integer> wanted = runs(words(target, stem), n);
        Map<List<String>, Integer> found = runs(words(prediction, stem), n);
        int shared = wanted.entrySet().stream()
                .mapToInt(run -> Math.min(run.getValue(), found.getOrDefault(run.getKey(), 0)))
                .sum();
        return Score.of(shared, total(wanted), total(found));
    }

    /** ROUGE-L: the longest common subsequence of words, line ends ignored. */
    public static Score rougeL(String target, String prediction, boolean stem) {
        List<String> wanted = words(target, stem);
        List<String> found = words(prediction, stem);
        int shared = lengths(wanted, found)[wanted.size()][found.size()];
        return Score.of(shared, wanted.size(), found.size());
    }

    /** ROUGE-Lsum: every line of the target against every line of the prediction, each word counted once. */
    public static Score rougeLsum(String target, String prediction, boolean stem) {
        List<List<String>> wanted = lines(target, stem);
        List<List<String>> found = lines(prediction, stem);
        Map<List<String>, Integer> leftWanted = runs(flat(wanted), 1);
        Map<List<String>, Integer> leftFound = runs(flat(found), 1);
        int inTarget = total(leftWanted);
        int inPrediction = total(leftFound);
        int shared = 0;
        for (List<String> line : wanted) {
            BitSet common = new BitSet();
            found.forEach(other -> markCommon(line, other, common));
            for (int at = common.nextSetBit(0); at >= 0; at = common.nextSetBit(at + 1)) {
                List<String> word = line.subList(at, at + 1);
                if (leftWanted.getOrDefault(word, 0) > 0 && leftFound.getOrDefault(word, 0) > 0) {
                    leftWanted.merge(word, -1, Integer::sum);
                    leftFound.merge(word, -1, Integer::sum);
                    shared++;
                }
            }
        }
        return Score.of(shared, inTarget, inPrediction);
    }

    private static List<String> words(String text, boolean stem) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> stem && word.length() >= SHORTEST_STEMMED ? PorterStemmer.stem(word) : word)
                .toList();
    }

    private static List<List<String>> lines(String text, boolean stem) {
        return Arrays.stream(text.split("\n", -1))
                .map(line -> words(line, stem))
                .toList();
    }

    private static List<String> flat(List<List<String>> lines) {
        return lines.stream().flatMap(List::stream).toList();
    }

    private static Map<List<String>, Integer> runs(List<String> words, int n) {
        return IntStream.rangeClosed(0, words.size() - n)
                .mapToObj(from -> words.subList(from, from + n))
                .collect(Collectors.toMap(Function.identity(), run -> 1, Integer::sum, HashMap::new));
    }

    private static int total(Map<List<String>, Integer> runs) {
        return runs.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The length of the longest common subsequence of the first i and the first j words, for every i and j. */
    private static int[][] lengths(List<String> a, List<String> b) {
        int[][] lengths = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                lengths[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? lengths[i - 1][j - 1] + 1
                        : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
            }
        }
        return lengths;
    }

    /** Marks the words of a line that are in its longest common subsequence with another; of several, the latest. */
    private static void markCommon(List<String> line, List<String> other, BitSet common) {
        int[][] lengths = lengths(line, other);
        int i = line.size();
        int j = other.size();
        while (i > 0 && j > 0) {
            if (line.get(i - 1).equals(other.get(j - 1))) {
                common.set(--i);
                j--;
            } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
                j--;
            } else {
                i--;
            }
        }
    }
}
