package org.afterleak.identifier;

/**
 * Check digits of identifiers. Each method takes letters and digits in their one spelling (upper-case ASCII) and never
 * throws: a character that the scheme does not know makes the check fail.
 */
final class CheckDigits {
    private static final int[][] DIHEDRAL = dihedral();
    private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private CheckDigits() {}

    /** ISO/IEC 7812-1, annex B; the last digit checks the others. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = value(digits.charAt(digits.length() - 1 - i), 10);
            if (digit < 0) {
                return false;
            }
            int twice = 2 * digit;
            sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
        }
        return digits.length() > 1 && sum % 10 == 0;
    }

    /** ISO 7064 MOD 97-10 over the whole text, letters as 10 to 35; 1 is right. */
    static boolean mod97(String text) {
        int rest = 0;
        for (int i = 0; i < text.length(); i++) {
            int v = value(text.charAt(i), 36);
            if (v < 0) {
                return false;
            }
            rest = (v < 10 ? rest * 10 + v : rest * 100 + v) % 97;
        }
        return text.length() > 2 && rest == 1;
    }

    /** An IBAN (ISO 13616): the first four characters moved to the end, then MOD 97-10. */
    static boolean iban(String text) {
        return text.length() > 4 && mod97(text.substring(4) + text.substring(0, 4));
    }

    /** ISO 7064 MOD 11-2; the last character, 0 to 9 or X, checks the others. */
    static boolean mod11And2(String text) {
        int rest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int v = c == 'X' && i == text.length() - 1 ? 10 : value(c, 10);
            if (v < 0) {
                return false;
            }
            rest = i == text.length() - 1 ? (rest + v) % 11 : (rest + v) * 2 % 11;
        }
        return text.length() > 1 && rest == 1;
    }

    /** ISO 7064 MOD 11,10; the last digit checks the others. */
    static boolean mod11And10(String digits) {
        int product = 10;
        for (int i = 0; i < digits.length(); i++) {
            int v = value(digits.charAt(i), 10);
            if (v < 0) {
                return false;
            }
            if (i == digits.length() - 1) {
                return digits.length() > 1 && (product + v) % 10 == 1;
            }
            int sum = (product + v) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return false;
    }

    /** Verhoeff's scheme over the dihedral group of order ten. */
    static boolean verhoeff(String digits) {
        int check = 0;
        for (int i = 0; i < digits.length(); i++) {
            int v = value(digits.charAt(digits.length() - 1 - i), 10);
            if (v < 0) {
                return false;
            }
            for (int k = 0; k < i % 8; k++) {
                v = PERMUTATION[v];
            }
            check = DIHEDRAL[check][v];
        }
        return digits.length() > 1 && check == 0;
    }

    /** ICAO Doc 9303-3, 4.9: weights 7, 3, 1; letters 10 to 35, the filler 0. -1 on another character. */
    static int mrz(CharSequence text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int v = text.charAt(i) == '<' ? 0 : value(text.charAt(i), 36);
            if (v < 0) {
                return -1;
            }
            sum += v * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1);
        }
        return sum % 10;
    }

    /** The sum of digits times weights, from the left; -1 where a character is no digit. */
    static int weighted(String digits, int from, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int v = from + i < digits.length() ? value(digits.charAt(from + i), 10) : -1;
            if (v < 0) {
                return -1;
            }
            sum += v * weights[i];
        }
        return sum;
    }

    /** 0 to 9 and A to Z as 0 to 35, -1 where it is not below the radix. */
    static int value(char c, int radix) {
        int v = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
        return v < radix ? v : -1;
    }

    /** Rotations are 0 to 4, reflections 5 to 9. */
    private static int[][] dihedral() {
        int[][] table = new int[10][10];
        for (int a = 0; a < 10; a++) {
            for (int b = 0; b < 10; b++) {
                int turn = a < 5 ? (a % 5 + b % 5) % 5 : (a % 5 - b % 5 + 5) % 5;
                table[a][b] = turn + (a < 5 == b < 5 ? 0 : 5);
            }
        }
        return table;
    }
}
