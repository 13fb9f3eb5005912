package org.afterleak.identifier;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What libphonenumber's metadata knows of the world's numbering plans. */
final class PhonePlans {
    private static final int MAX_CODE_DIGITS = 3;
    private static final int SHORT = 9;
    private static final int MAX_E164 = 15;

    /** Whether a country code's national numbers may have fewer than nine digits. */
    private static final Map<Integer, Boolean> HAS_SHORT = new ConcurrentHashMap<>();

    /** Held, or its level would be collected with it. libphonenumber logs what it is given: never here. */
    private static final Logger LOGGER = Logger.getLogger(PhoneNumberUtil.class.getName());

    static {
        LOGGER.setLevel(Level.OFF);
    }

    private PhonePlans() {}

    /**
     * The national number, if it has seven or eight digits, of digits that start with a country code.
     *
     * @param international whether a plus or a prefix said so: then its length must be possible, else it must be valid
     */
    static Optional<String> shortNational(CharSequence digits, boolean international) {
        int start = prefixLength(digits);
        int n = digits.length() - start;
        // A code of one digit has no short numbers (+1, +7); so two or three digits and seven or eight.
        if (n < 9 || n > 11 || digits.charAt(start) == '1' || digits.charAt(start) == '7') {
            return Optional.empty();
        }
        String e164 = digits.subSequence(start, digits.length()).toString();
        int code = countryCode(e164);
        int national = e164.length() - Integer.toString(code).length();
        if (code == 0 || national >= SHORT || !HAS_SHORT.computeIfAbsent(code, PhonePlans::hasShort)) {
            return Optional.empty();
        }
        return parse(e164)
                .filter(number -> international || start > 0
                        ? PhoneNumberUtil.getInstance().isPossibleNumber(number)
                        : PhoneNumberUtil.getInstance().isValidNumber(number))
                .map(number -> PhoneNumberUtil.getInstance().getNationalSignificantNumber(number))
                .flatMap(Phones::ofDigits);
    }

    /** Whether the digits, country code first, are a number of a range that is given out. */
    static boolean isValid(String digits) {
        String e164 = digits.substring(prefixLength(digits));
        return e164.length() <= MAX_E164
                && parse(e164)
                        .filter(PhoneNumberUtil.getInstance()::isValidNumber)
                        .isPresent();
    }

    /** 00 of most countries, 011 of North America. */
    private static int prefixLength(CharSequence digits) {
        if (digits.length() > 3 && digits.charAt(0) == '0') {
            if (digits.charAt(1) == '0') {
                return 2;
            }
            return digits.charAt(1) == '1' && digits.charAt(2) == '1' ? 3 : 0;
        }
        return 0;
    }

    private static int countryCode(String e164) {
        int code = 0;
        for (int i = 0; i < MAX_CODE_DIGITS; i++) {
            code = code * 10 + e164.charAt(i) - '0';
            if (PhoneNumberUtil.getInstance().getSupportedCallingCodes().contains(code)) {
                return code;
            }
        }
        return 0;
    }

    private static boolean hasShort(int code) {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        String region = util.getRegionCodeForCountryCode(code);
        if (region.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY)) {
            return false;
        }
        for (PhoneNumberType type : new PhoneNumberType[] {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE}) {
            PhoneNumber example = util.getExampleNumberForType(region, type);
            if (example != null && util.getNationalSignificantNumber(example).length() < SHORT) {
                return true;
            }
        }
        return false;
    }

    private static Optional<PhoneNumber> parse(String e164) {
        try {
            return Optional.of(PhoneNumberUtil.getInstance().parse("+" + e164, null));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
