package org.afterleak.identifier;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chinese, Korean and Japanese names written without spaces: where the surname ends, and where in a running text a name may
 * begin. By lists of surnames, because nothing else marks a name there; what does not begin with a listed surname is left
 * whole.
 */
public final class HanNames {
    /** A run gives at most so many candidates; what follows is not looked at. */
    public static final int MAX_CANDIDATES = 4096;

    /** Chinese and Sino-Korean surnames of one character, simplified and traditional. */
    private static final Set<Integer> SINGLE = ("王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董袁潘于蔡蒋蔣余杜"
                    + "叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾鐘谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫閻阎段雷侯龙龍史陶黎贺賀顾顧毛郝"
                    + "龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左"
                    + "柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂塗成苗谷盛曲翁冉骆駱蓝藍路游辛靳欧管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤"
                    + "阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党黨宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊"
                    + "卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺官封谈談匡鞠惠荆荊乐樂冀郁胥南班储儲原栗燕楚鄢"
                    + "朴裵裴權权盧劉禹河郭成車具玄皮卞廉吉琴魚奉片池陰太公賓奇")
            .codePoints()
            .boxed()
            .collect(Collectors.toUnmodifiableSet());

    /** Chinese surnames of two characters. */
    private static final Set<String> DOUBLE =
            Set.of(("欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 夏侯 端木 轩辕 軒轅 宇文 长孙 長孫"
                            + " 鲜于 鮮于 独孤 獨孤 南宫 南宮 闻人 聞人 拓跋 百里 呼延 东郭 東郭 范姜 張簡 西门 西門 仲孙 仲孫 完颜 完顏")
                    .split(" "));

    /** Korean surnames in Hangul. */
    private static final Set<Integer> HANGUL = ("김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길"
                    + "연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형두감음빈동온호범좌팽승간상시갈리림라로량렬여")
            .codePoints()
            .boxed()
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> HANGUL_DOUBLE = Set.of("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방");

    /** Japanese surnames of two and three characters, with their readings. */
    private static final Map<String, String> JAPANESE = NameVariants.lines("japanese-surnames.txt").stream()
            .map(line -> line.split(" "))
            .collect(Collectors.toUnmodifiableMap(cells -> cells[0], cells -> cells[1]));

    /** Characters that are surnames; that surnames of several begin with; and all of them. */
    private static final BitSet BEGINS_SHORT = new BitSet();

    private static final BitSet BEGINS_LONG = new BitSet();
    private static final BitSet BEGINS = new BitSet();

    static {
        SINGLE.forEach(BEGINS_SHORT::set);
        HANGUL.forEach(BEGINS_SHORT::set);
        for (Set<String> names : List.of(DOUBLE, HANGUL_DOUBLE, JAPANESE.keySet())) {
            names.forEach(name -> BEGINS_LONG.set(name.codePointAt(0)));
        }
        BEGINS.or(BEGINS_SHORT);
        BEGINS.or(BEGINS_LONG);
    }

    private HanNames() {}

    /** The reading of a Japanese surname that is listed; else nothing. */
    static @Nullable String japaneseReading(String surname) {
        return JAPANESE.get(surname);
    }

    /** Where a name may stand in a run: the surname from start to middle, the given name from middle to end, in chars. */
    public record Span(int start, int middle, int end) {}

    /** Whether the code point is a Han character or a Hangul syllable, the scripts that this class takes apart. */
    public static boolean isJoined(int codePoint) {
        return isHan(codePoint) || isHangul(codePoint);
    }

    /**
     * The surname and the given name of a token that is one name: of two to four characters that begin with a known
     * surname (one of two characters goes before one of one). Any other token comes back as it is.
     */
    public static List<String> tokens(String token) {
        int length = token.codePointCount(0, token.length());
        if (length < 2 || length > 5 || !isJoined(token.codePointAt(0)) || !oneScript(token)) {
            return List.of(token);
        }
        if (JAPANESE.containsKey(token) || DOUBLE.contains(token)) {
            return List.of(token);
        }
        int first = surname(token, 0, length > 2);
        int given = first == 0 ? 0 : token.codePointCount(first, token.length());
        // A given name of three and more is Korean or Japanese, or no name.
        if (given == 0 || given > 3) {
            return List.of(token);
        }
        return List.of(token.substring(0, first), token.substring(first));
    }

    /**
     * Each place in a run of such characters where a name may stand: a known surname and two characters after it, or one
     * where nothing else stands beside them: inside a sentence two characters are any word.
     * At most {@link #MAX_CANDIDATES}, in order.
     *
     * @param run folded text without spaces; characters of other scripts in it end a name
     */
    public static List<Span> split(String run) {
        List<Span> spans = new ArrayList<>();
        int i = 0;
        while (i < run.length() && spans.size() < MAX_CANDIDATES) {
            int c = run.codePointAt(i);
            if (BEGINS.get(c)) {
                int longest = surname(run, i, true);
                addSpans(run, i, longest, spans);
                int single = surname(run, i, false);
                if (single != longest) {
                    addSpans(run, i, single, spans);
                }
            }
            i += Character.charCount(c);
        }
        return spans.size() > MAX_CANDIDATES ? List.copyOf(spans.subList(0, MAX_CANDIDATES)) : spans;
    }

    private static void addSpans(String run, int start, int middle, List<Span> spans) {
        if (middle == 0) {
            return;
        }
        int end = middle;
        for (int given = 1; given <= 2 && end < run.length(); given++) {
            int c = run.codePointAt(end);
            if (!isJoined(c) || isHan(c) != isHan(run.codePointAt(start))) {
                return;
            }
            end += Character.charCount(c);
            if (given == 2 || isAlone(run, start, end)) {
                spans.add(new Span(start, middle, end));
            }
        }
    }

    private static boolean isAlone(String run, int start, int end) {
        return (start == 0 || !isJoined(run.codePointBefore(start)))
                && (end == run.length() || !isJoined(run.codePointAt(end)));
    }

    /** Where the surname that begins here ends; 0 where none does. */
    private static int surname(String text, int start, boolean longOnes) {
        int c = text.codePointAt(start);
        int one = start + Character.charCount(c);
        if (longOnes && one < text.length() && BEGINS_LONG.get(c)) {
            int two = one + Character.charCount(text.codePointAt(one));
            String pair = text.substring(start, two);
            if (two < text.length()) {
                int three = two + Character.charCount(text.codePointAt(two));
                if (JAPANESE.containsKey(text.substring(start, three))) {
                    return three;
                }
            }
            if (JAPANESE.containsKey(pair) || DOUBLE.contains(pair) || HANGUL_DOUBLE.contains(pair)) {
                return two;
            }
        }
        return BEGINS_SHORT.get(c) ? one : 0;
    }

    private static boolean oneScript(String token) {
        boolean han = isHan(token.codePointAt(0));
        return token.codePoints().allMatch(c -> isJoined(c) && isHan(c) == han);
    }

    private static boolean isHan(int c) {
        return c >= 0x3400 && c < 0xA000 || c == 0x3005 || c >= 0x20000 && c < 0x32000;
    }

    private static boolean isHangul(int c) {
        return c >= 0xAC00 && c < 0xD7A4;
    }
}
