package org.afterleak.config;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: IEC 80000-13 prefixes count in 1024, SI prefixes in 1000. */
final class ByteSizes {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}) ?(B|KiB|MiB|GiB|TiB|kB|KB|MB|GB|TB)?");

    private ByteSizes() {}

    static Optional<BigInteger> parse(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            return Optional.empty();
        }
        String unit = size.group(2) == null ? "B" : size.group(2);
        int power = "BKMGT".indexOf(Character.toUpperCase(unit.charAt(0)));
        long base = unit.endsWith("iB") ? 1024 : 1000;
        return Optional.of(
                new BigInteger(size.group(1)).multiply(BigInteger.valueOf(base).pow(power)));
    }
}
