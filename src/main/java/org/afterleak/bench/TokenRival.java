package org.afterleak.bench;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/**
 * What plaintext matchers of the usual kind make of two names: cut in tokens, each token of the shorter name given its own
 * of the longer so that the mean similarity is the greatest, and 0.9 enough. They see the letters, which a keyed matcher
 * does not. Thread-safe.
 */
final class TokenRival {
    static final double ENOUGH = 0.9;

    /** Names of more tokens are assigned greedily. */
    private static final int MOST_EXACT = 10;

    private TokenRival() {}

    static boolean same(String one, String two, ToDoubleBiFunction<String, String> alike) {
        return similarity(one, two, alike) >= ENOUGH;
    }

    /**
     * From 0 to 1.
     *
     * @param alike the similarity of two tokens, from 0 to 1
     */
    static double similarity(String one, String two, ToDoubleBiFunction<String, String> alike) {
        List<String> a = tokens(one);
        List<String> b = tokens(two);
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        List<String> few = a.size() <= b.size() ? a : b;
        List<String> many = a.size() <= b.size() ? b : a;
        double[][] scores = new double[few.size()][many.size()];
        for (int i = 0; i < few.size(); i++) {
            for (int j = 0; j < many.size(); j++) {
                scores[i][j] = alike.applyAsDouble(few.get(i), many.get(j));
            }
        }
        return (many.size() <= MOST_EXACT ? best(scores) : greedy(scores)) / few.size();
    }

    private static List<String> tokens(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{Mn}", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(plain.split("[^\\p{L}\\p{Nd}']+", -1))
                .filter(t -> !t.isEmpty())
                .limit(40)
                .toList();
    }

    /** The best assignment, over all sets of columns. */
    private static double best(double[][] scores) {
        int columns = scores[0].length;
        double[] bestOf = new double[1 << columns];
        Arrays.fill(bestOf, Double.NEGATIVE_INFINITY);
        bestOf[0] = 0;
        double best = 0;
        for (int set = 0; set < bestOf.length; set++) {
            int row = Integer.bitCount(set);
            if (row >= scores.length) {
                best = row == scores.length ? Math.max(best, bestOf[set]) : best;
                continue;
            }
            for (int j = 0; j < columns; j++) {
                if ((set & 1 << j) == 0) {
                    int with = set | 1 << j;
                    bestOf[with] = Math.max(bestOf[with], bestOf[set] + scores[row][j]);
                }
            }
        }
        return best;
    }

    private static double greedy(double[][] scores) {
        record Cell(int row, int column, double score) {}
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores[i].length; j++) {
                cells.add(new Cell(i, j, scores[i][j]));
            }
        }
        cells.sort(Comparator.comparingDouble(Cell::score).reversed());
        boolean[] rows = new boolean[scores.length];
        boolean[] columns = new boolean[scores[0].length];
        double sum = 0;
        for (Cell cell : cells) {
            if (!rows[cell.row] && !columns[cell.column]) {
                rows[cell.row] = true;
                columns[cell.column] = true;
                sum += cell.score;
            }
        }
        return sum;
    }
}
