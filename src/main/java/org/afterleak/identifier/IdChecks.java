package org.afterleak.identifier;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The checks that a format of ID numbers can name: a check digit, or rules that every issued number follows. */
final class IdChecks {
    private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

    /** Ñ, which is no letter of canonical forms, keeps its place between N and O. */
    private static final String CURP_LETTERS = "0123456789ABCDEFGHIJKLMN?OPQRSTUVWXYZ";

    /** Values of 0 to 9 and A to Z on odd places of a codice fiscale (decree of 23 December 1976). */
    private static final int[] FISCALE = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10,
        22, 25, 24, 23
    };

    /** Lengths of IBANs by country (ISO 13616 registry). */
    private static final Map<Integer, List<String>> IBAN_COUNTRIES = Map.ofEntries(
            Map.entry(15, List.of("NO")),
            Map.entry(16, List.of("BE")),
            Map.entry(18, List.of("DK", "FI", "FK", "FO", "GL", "NL", "SD")),
            Map.entry(19, List.of("MK", "SI")),
            Map.entry(20, List.of("AT", "BA", "EE", "KZ", "LT", "LU", "MN", "XK")),
            Map.entry(21, List.of("CH", "HR", "LI", "LV")),
            Map.entry(22, List.of("BG", "BH", "CR", "DE", "GB", "GE", "IE", "ME", "RS", "VA")),
            Map.entry(23, List.of("AE", "GI", "IL", "IQ", "OM", "SO", "TL")),
            Map.entry(24, List.of("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG")),
            Map.entry(25, List.of("LY", "PT", "ST")),
            Map.entry(26, List.of("IS", "TR")),
            Map.entry(27, List.of("BI", "DJ", "FR", "GR", "IT", "MC", "MR", "SM")),
            Map.entry(28, List.of("AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "NI", "PL", "SV", "HN")),
            Map.entry(29, List.of("BR", "EG", "PS", "QA", "UA")),
            Map.entry(30, List.of("JO", "KW", "MU", "YE")),
            Map.entry(31, List.of("MT", "SC")),
            Map.entry(32, List.of("LC")),
            Map.entry(33, List.of("RU")));

    private static final Map<String, Predicate<String>> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("luhn", CheckDigits::luhn),
            Map.entry("mod97", CheckDigits::mod97),
            Map.entry("mod11-2", CheckDigits::mod11And2),
            Map.entry("mod11-10", CheckDigits::mod11And10),
            Map.entry("verhoeff", CheckDigits::verhoeff),
            Map.entry("mrz", IdChecks::mrz),
            Map.entry("iban", shaped("AA99*{11,30}", IdChecks::iban)),
            Map.entry("ssn", shaped("9{9}", IdChecks::ssn)),
            Map.entry("curp", shaped("A{4}9{6}A{6}*9", IdChecks::curp)),
            Map.entry("dni", shaped("9{8}A / [XYZ]9{7}A", IdChecks::dni)),
            Map.entry("cpf", shaped("9{11}", IdChecks::cpf)),
            Map.entry("cui", shaped("9{13}", IdChecks::cui)),
            Map.entry("honduras", shaped("9{13}", IdChecks::honduras)),
            Map.entry("dui", shaped("9{9}", IdChecks::dui)),
            Map.entry("ecuador", shaped("9{10}", IdChecks::ecuador)),
            Map.entry("rut", shaped("9{7,8}[0-9K]", IdChecks::rut)),
            Map.entry("cuil", shaped("9{11}", IdChecks::cuil)),
            Map.entry("nir", shaped("9{5}9[0-9AB]9{8}", IdChecks::nir)),
            Map.entry("codice-fiscale", shaped("*{16}", IdChecks::codiceFiscale)),
            Map.entry("pesel", shaped("9{11}", IdChecks::pesel)),
            Map.entry("cnp", shaped("9{13}", IdChecks::cnp)),
            Map.entry("bsn", shaped("9{9}", IdChecks::bsn)),
            Map.entry("tckn", shaped("9{11}", IdChecks::tckn))));

    private IdChecks() {}

    /** A check that reads fixed places, for whatever a user's own format hands to it. */
    private static Predicate<String> shaped(String shape, Predicate<String> check) {
        IdShape wanted = IdShape.parse(shape);
        return text -> wanted.matches(text) && check.test(text);
    }

    static Optional<Predicate<String>> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static String names() {
        return String.join(", ", ALL.keySet());
    }

    private static boolean mrz(String text) {
        int last = text.length() - 1;
        return last > 0 && CheckDigits.mrz(text.substring(0, last)) == text.charAt(last) - '0';
    }

    private static boolean iban(String text) {
        return IBAN_COUNTRIES.getOrDefault(text.length(), List.of()).contains(text.substring(0, 2))
                && CheckDigits.iban(text);
    }

    /** Areas 000, 666 and 900 to 999, group 00 and serial 0000 are never issued. */
    private static boolean ssn(String digits) {
        int area = number(digits, 0, 3);
        return area != 0 && area != 666 && area < 900 && number(digits, 3, 5) != 0 && number(digits, 5, 9) != 0;
    }

    private static boolean curp(String text) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += CURP_LETTERS.indexOf(text.charAt(i)) * (18 - i);
        }
        return (10 - sum % 10) % 10 == text.charAt(17) - '0';
    }

    private static boolean dni(String text) {
        int first = "XYZ".indexOf(text.charAt(0));
        String digits = first < 0 ? text : first + text.substring(1);
        return DNI_LETTERS.charAt(number(digits, 0, 8) % 23) == text.charAt(8);
    }

    private static boolean cpf(String digits) {
        int first = CheckDigits.weighted(digits, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        int second = CheckDigits.weighted(digits, 0, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        boolean isOneDigit = digits.chars().distinct().count() == 1;
        return !isOneDigit && first == digit(digits, 9) && second == digit(digits, 10);
    }

    private static boolean cui(String digits) {
        int department = number(digits, 9, 11);
        return CheckDigits.weighted(digits, 0, 2, 3, 4, 5, 6, 7, 8, 9) % 11 == digit(digits, 8)
                && department >= 1
                && department <= 22
                && number(digits, 11, 13) >= 1;
    }

    /** Department, municipality and year of birth; there is no check digit. */
    private static boolean honduras(String digits) {
        int department = number(digits, 0, 2);
        int municipality = number(digits, 2, 4);
        return department >= 1
                && department <= 18
                && municipality >= 1
                && municipality <= 28
                && DateOrders.isPlausibleBirth(number(digits, 4, 8));
    }

    private static boolean dui(String digits) {
        return (10 - CheckDigits.weighted(digits, 0, 9, 8, 7, 6, 5, 4, 3, 2) % 10) % 10 == digit(digits, 8);
    }

    private static boolean ecuador(String digits) {
        int province = number(digits, 0, 2);
        return ((province >= 1 && province <= 24) || province == 30)
                && digit(digits, 2) < 6
                && CheckDigits.luhn(digits);
    }

    private static boolean rut(String text) {
        int sum = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            sum += (text.charAt(text.length() - 2 - i) - '0') * (2 + i % 6);
        }
        return "0123456789K0".charAt(11 - sum % 11 == 10 ? 10 : (11 - sum % 11) % 11) == text.charAt(text.length() - 1);
    }

    private static boolean cuil(String digits) {
        int prefix = number(digits, 0, 2);
        int check = (11 - CheckDigits.weighted(digits, 0, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        return (prefix == 20 || prefix == 23 || prefix == 24 || prefix == 27) && check == digit(digits, 10);
    }

    private static boolean nir(String text) {
        String department = text.substring(5, 7);
        String digits = switch (department) {
            case "2A" -> text.substring(0, 5) + "19" + text.substring(7);
            case "2B" -> text.substring(0, 5) + "18" + text.substring(7);
            default -> text;
        };
        return digits.chars().allMatch(c -> c <= '9')
                && 97 - Long.parseLong(digits.substring(0, 13)) % 97 == number(digits, 13, 15);
    }

    private static boolean codiceFiscale(String text) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            int v = CheckDigits.value(text.charAt(i), 36);
            sum += i % 2 == 0 ? FISCALE[v] : v < 10 ? v : v - 10;
        }
        return 'A' + sum % 26 == text.charAt(15);
    }

    private static boolean pesel(String digits) {
        int check = (10 - CheckDigits.weighted(digits, 0, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) % 10) % 10;
        int month = number(digits, 2, 4) % 20;
        int day = number(digits, 4, 6);
        return check == digit(digits, 10) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static boolean cnp(String digits) {
        int check = CheckDigits.weighted(digits, 0, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        int month = number(digits, 3, 5);
        return (check == 10 ? 1 : check) == digit(digits, 12) && month >= 1 && month <= 12;
    }

    private static boolean bsn(String digits) {
        return number(digits, 0, 9) > 0 && CheckDigits.weighted(digits, 0, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
    }

    private static boolean tckn(String digits) {
        int odd = CheckDigits.weighted(digits, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        int even = CheckDigits.weighted(digits, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0);
        return Math.floorMod(odd * 7 - even, 10) == digit(digits, 9)
                && CheckDigits.weighted(digits, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1) % 10 == digit(digits, 10);
    }

    private static int digit(String digits, int at) {
        return digits.charAt(at) - '0';
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits.substring(from, to));
    }
}
