package org.afterleak.promise;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Synthetic people with names and numbers that occur nowhere by chance. A single word of such a name, a facility or a
 * nationality is already a leak.
 */
final class Planted {
    /** One person; the accessors give each identifier as it stands in the leaked list. */
    record Person(
            String key,
            String given,
            String family,
            String id,
            String email,
            String phone,
            String nationality,
            String facility) {
        String name() {
            return given + " " + family;
        }

        String digits() {
            return id.replaceAll("\\D", "");
        }
    }

    /** On the list. */
    static final List<Person> LISTED = List.of(
            person("p1", "Xaviraldo", "Quenthriselwick", "A217654903", "143"),
            person("p2", "Ysoldewyn", "Brackmorvane-Tuqqer", "A 086-754-309", "144"),
            person("p3", "Jörunnïa", "Zéphyrkvistad", "A# 065432187", "145"),
            person("p4", "Obrasimo", "Vanthrookel", "219 876 543", "146"),
            person("p5", "Mirquandel", "Oxtherbyne", "A-098-123-765", "147"),
            person("p6", "Tazhmeer", "Ikklundwater", "A204681357", "148"));

    /** Only in rows and pages that are broken or refused: on no list, and yet nobody's business. */
    static final List<Person> UNLISTED = List.of(
            person("u1", "Ulfandrick", "Pelmoritzka", "A209753186", "155"),
            person("u2", "Wyndrabelle", "Squorthamny", "A078912463", "156"),
            person("u3", "Zobermandt", "Grixelhurst", "A211357924", "157"));

    private Planted() {}

    private static Person person(String key, String given, String family, String id, String line) {
        String mail = family.substring(0, 4).toLowerCase(Locale.ROOT).replace("é", "e") + "vq" + line + "@post.example";
        return new Person(
                key, given, family, id, mail, "+1 202-555-0" + line, "Vexlandorian" + key, "Quillbrook Annexzy" + key);
    }

    static Person p(int number) {
        return LISTED.get(number - 1);
    }

    static Person u(int number) {
        return UNLISTED.get(number - 1);
    }

    /** What must not be found anywhere: what it is to be called in a report, and its spellings. */
    static Map<String, Set<String>> spellings() {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        List<Person> people = new ArrayList<>(LISTED);
        people.addAll(UNLISTED);
        for (Person person : people) {
            all.put(person.key() + ".given", word(person.given()));
            for (String part : person.family().split("-", -1)) {
                all.put(person.key() + ".family." + all.size(), word(part));
            }
            all.put(person.key() + ".id", number(person.digits(), 3, 3, 3));
            all.put(person.key() + ".email", word(person.email()));
            String phone = person.phone().replaceAll("\\D", "").substring(1);
            all.put(person.key() + ".phone", number(phone, 3, 3, 4));
            all.put(person.key() + ".nationality", word(person.nationality()));
            all.put(person.key() + ".facility", word(person.facility().split(" ")[1]));
        }
        return all;
    }

    /** As it is, in capitals, in small letters, and folded as search engines fold. */
    private static Set<String> word(String word) {
        String folded = Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        Set<String> out = new LinkedHashSet<>();
        for (String form : List.of(word, folded, Normalizer.normalize(word, Normalizer.Form.NFD))) {
            out.add(form);
            out.add(form.toUpperCase(Locale.ROOT));
            out.add(form.toLowerCase(Locale.ROOT));
        }
        return out;
    }

    private static Set<String> number(String digits, int... groups) {
        Set<String> out = new LinkedHashSet<>();
        for (String separator : List.of("", "-", " ", ".", "/")) {
            StringBuilder grouped = new StringBuilder();
            int at = 0;
            for (int group : groups) {
                grouped.append(at == 0 ? "" : separator).append(digits, at, at + group);
                at += group;
            }
            out.add(grouped.toString());
        }
        if (digits.startsWith("0")) {
            out.add(digits.substring(1));
        }
        return out;
    }
}
