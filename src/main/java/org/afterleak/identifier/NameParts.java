package org.afterleak.identifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The words of a name that do not tell whose it is: particles, titles, suffixes; and which neighbours in it are also written
 * as one word. All on folded tokens, in the languages and scripts in which they are common.
 */
public final class NameParts {
    /** {@link #joins} gives at most so many forms. */
    public static final int MAX_JOINS = 24;

    private static final Set<String> PARTICLES = words("""
            de del della delle dello degli dei der den des di da do dos das du d la las le les lo los el al il l y e i
            von vom van zu zum zur zer und af av aan op het t ter ten te in of the and to on for a o
            bin ben ibn bint binti binte bt bte ibnu ould wuld walad weld ag aw ap mac mc fitz
            abu abou abi aboul abul bou umm um oum abd ul ur us ud uz un an ar as ash at az ad adh dh ed er es ez
            san santa santo sao st saint ste dit alias aka ne nee geb fka
            mohd md bte anak s so do wo co
            бин бен ибн аль эль ибну угли оглы оглу кызы кизи заде фон ван де ла
            بن ابن بنت ابو ابي ام ال عبد ولد آل
            בן בת אבו אל אבן
            του της των ντε""");

    private static final Set<String> TITLES = words("""
            mr mrs ms miss mx sir madam dame lord lady dr dra doctor doctora doc prof profesor profesora professor eng engr
            ing ir arq lic licda abog atty phd md rev fr father pastor bishop rabbi imam sheikh shaikh sheik shaykh cheikh
            sheekh haji hajji hadji hajj haj el-hadj alhaji alhaja alhadji hadj hajja sayyid sayed syed seyed sayyed said
            mullah mulla molla mawlawi maulvi mawlana maulana moulana maulavi qari kari hafiz hafez ustad ustadh ustaz
            akhund akhundzada mufti qazi kadi ayatollah hojatoleslam hujjat general gen gral brig brigadier col colonel
            coronel lt lieutenant teniente ltc maj major mayor mjr capt captain capitan cpt sgt sergeant sargento cpl
            corporal cabo pvt commander comandante cdr admiral adm almirante officer agent minister ambassador president
            don dona sr sra srta senor senora senorita monsieur madame mademoiselle mme mlle m maitre me herr frau fraulein
            signor signora signorina dott dottssa avv dom pan pani pan gospodin gospodja bay bey bayan hanim effendi efendi
            pasha agha aga khanum khanom begum bibi sahib saheb shri sri smt shrimati kumari janab mian mirza ustaz ato
            weizero woizero wzo mzee bwana thiru tuan encik puan datuk dato tengku tunku nana chief king prince princess
            г гр гн доктор проф инж генерал полковник майор капитан лейтенант господин госпожа пан пани
            الشيخ شيخ السيد سيد السيده الدكتور دكتور الحاج حاج المهندس مهندس الاستاذ استاذ اللواء العقيد العميد الملا ملا
            مولوي مولانا قاري حافظ آقا اقاي خانم
            מר גברת דר דוקטור הרב רב פרופ
            先生 女士 小姐 博士 教授 老师 老師 氏 様 さん
            씨 님 선생 선생님 박사 교수 श्री श्रीमती डॉ κ κυριος κυρια δρ""");

    private static final Set<String> SUFFIXES = words("""
            jr jnr junior sr snr senior ii iii iv vi vii filho neto sobrinho hijo fils pere esq esquire phd md cpa dds rn
            mba usn usaf ret младший старший мл ст""");

    private NameParts() {}

    private static Set<String> words(String list) {
        return list.strip()
                .lines()
                .flatMap(line -> Names.tokens(line).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Particles, articles and short words that stand in names and, in Latin script, in prose on every page. */
    public static boolean isParticle(String foldedToken) {
        return PARTICLES.contains(foldedToken);
    }

    /** Forms of address, academic, military and religious titles. Some are names too (Sayed, Dean): weaker, not worthless. */
    public static boolean isTitle(String foldedToken) {
        return TITLES.contains(foldedToken);
    }

    /** What is put behind a name: generations, degrees. */
    public static boolean isSuffix(String foldedToken) {
        return SUFFIXES.contains(foldedToken);
    }

    /**
     * Whether the token is too common to name anybody by itself: a particle, title or suffix, or a single letter of an
     * alphabet.
     */
    public static boolean isWeak(String foldedToken) {
        return foldedToken.length() == 1 && foldedToken.charAt(0) < 0x2E80
                || isParticle(foldedToken)
                || isTitle(foldedToken)
                || isSuffix(foldedToken);
    }

    /** All particles. */
    public static Set<String> particles() {
        return PARTICLES;
    }

    /** The tokens from one to before another, written as one; does not show it. */
    public record Joined(int from, int to, String token) {
        @Override
        public String toString() {
            return "Joined(" + from + "-" + to + ")";
        }
    }

    /**
     * The neighbours that are also written as one word: particles with what follows (de la Cruz, Delacruz; Abd al-Rahman,
     * Abdalrahman; Mac Donald), and two syllables that are a Chinese or Korean given name (Xiao Ming, Min-jun). At most
     * {@link #MAX_JOINS}.
     */
    public static List<Joined> joins(List<String> foldedTokens) {
        List<Joined> joins = new ArrayList<>();
        for (int i = 0; i + 1 < foldedTokens.size() && joins.size() < MAX_JOINS; i++) {
            String token = foldedTokens.get(i);
            int end = i;
            StringBuilder joined = new StringBuilder();
            while (end < foldedTokens.size() && end < i + 3 && startsWord(foldedTokens.get(end))) {
                joined.append(foldedTokens.get(end));
                end++;
            }
            if (end > i && end < foldedTokens.size()) {
                add(i, end + 1, joined.append(foldedTokens.get(end)).toString(), joins);
            }
            String next = foldedTokens.get(i + 1);
            if (end == i && isSyllable(token) && isSyllable(next)) {
                add(i, i + 2, token + next, joins);
            }
        }
        return joins;
    }

    private static void add(int from, int to, String token, List<Joined> joins) {
        if (token.length() >= 4 && token.length() <= Names.MAX_TOKEN_CHARS) {
            joins.add(new Joined(from, to, token));
        }
    }

    private static boolean startsWord(String token) {
        return isParticle(token) || token.startsWith("abd") && token.length() <= 6;
    }

    /** One syllable as Pinyin and the Korean romanisations have them: a consonant or two, vowels, a final n, ng, m, l, k... */
    static boolean isSyllable(String token) {
        int size = token.length();
        if (size < 2 || size > 6) {
            return false;
        }
        int i = 0;
        while (i < size && (!isVowel(token.charAt(i)) || token.charAt(i) == 'y')) {
            i++;
        }
        int vowels = i;
        while (i < size && isVowel(token.charAt(i))) {
            i++;
        }
        return vowels <= 2
                && i > vowels
                && i - vowels <= 3
                && ONSETS.contains(token.substring(0, vowels))
                && CODAS.contains(token.substring(i));
    }

    private static final Set<String> ONSETS = Set.of(
            "", "b", "p", "m", "f", "d", "t", "n", "l", "r", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "z", "c",
            "s", "y", "w", "hs", "ts", "tz", "hw", "kw", "gw", "hy", "ky", "gy", "my", "by", "ry");

    private static final Set<String> CODAS = Set.of("", "n", "ng", "m", "l", "k", "p", "t", "r", "h");

    private static boolean isVowel(char c) {
        return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
    }
}
