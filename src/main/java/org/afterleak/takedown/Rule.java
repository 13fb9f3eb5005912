package org.afterleak.takedown;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Under which rule a takedown is asked for. */
public enum Rule {
    /** European Union: Regulation (EU) 2016/679 (GDPR) and Regulation (EU) 2022/2065 (Digital Services Act). */
    EU(
            List.of(
                    "The page makes personal data public without any legal basis under Article 6(1) of Regulation (EU)"
                            + " 2016/679 (GDPR). Nobody concerned has consented, and the list was never meant to be"
                            + " public.",
                    "The data has been unlawfully processed, so the people concerned have the right to its erasure"
                            + " without undue delay: Article 17(1)(d) GDPR.",
                    "It is therefore illegal content in the sense of Article 3(h) of Regulation (EU) 2022/2065"
                            + " (Digital Services Act). This letter is a notice under Article 16 of that Regulation and"
                            + " holds the elements (a) to (d) of its paragraph 2, marked below; with it you have actual"
                            + " knowledge in the sense of Article 6."),
            "Please confirm receipt without undue delay, and tell us your decision and the ways of redress against it"
                    + " (Article 16(4) and (5) of the Digital Services Act)."),
    /** United Kingdom: UK GDPR, Data Protection Act 2018, Electronic Commerce Regulations 2002. */
    UK(
            List.of(
                    "The page makes personal data public without any lawful basis under Article 6(1) of the UK GDPR."
                            + " Nobody concerned has consented, and the list was never meant to be public.",
                    "The data has been unlawfully processed, so the people concerned have the right to its erasure"
                            + " without undue delay: Article 17(1)(d) of the UK GDPR, read with the Data Protection"
                            + " Act 2018.",
                    "With this letter you have actual knowledge of it in the sense of regulation 19 of the Electronic"
                            + " Commerce (EC Directive) Regulations 2002."),
            "Please confirm receipt without undue delay, and tell us your decision."),
    /** Anywhere else: the host's own rules. */
    POLICY(
            List.of(
                    "The page makes personal data of private people public that was leaked by mistake. Nobody concerned"
                            + " has consented, and being found by it can put them in danger.",
                    "To our knowledge your own terms of use forbid publishing other people's private information"
                            + " without their consent. We ask you to apply them.",
                    "Where the law of your seat or of the people concerned gives a right to erasure, we rely on that"
                            + " too."),
            "Please confirm receipt, and tell us your decision.");

    private final String reasons;
    private final String answer;

    Rule(List<String> reasons, String answer) {
        this.reasons = String.join("\n", reasons);
        this.answer = answer;
    }

    /** The rule of that name, whatever its case: {@code eu}, {@code uk}, {@code policy}. */
    public static Rule of(String name) {
        return Arrays.stream(values())
                .filter(rule -> rule.name().equals(name.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a rule is one of eu, uk, policy"));
    }

    List<String> reasons() {
        return reasons.lines().toList();
    }

    String answer() {
        return answer;
    }
}
