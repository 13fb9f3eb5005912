package org.afterleak.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.afterleak.architecture.ArchitectureTable.Room;
import org.jspecify.annotations.NullMarked;

/**
 * Holds compiled classes to an {@link ArchitectureTable}. A package of the table is the first name after the root
 * ({@code org.afterleak.crawl.feed} belongs to {@code crawl}). Each method returns one line per violation.
 */
final class ArchitectureRules {
    /** Short names that the second table uses. */
    private static final Map<String, String> KNOWN_TYPES =
            Map.of("System", "java.lang.System", "Clock", "java.time.Clock", "Instant", "java.time.Instant");

    /** What no record may hold, for a record prints its components and compares arrays by reference. */
    private static final Set<String> NEVER_IN_RECORDS = Set.of(
            "[B",
            "[C",
            "org.afterleak.identifier.Identifier",
            "org.afterleak.watchlist.LeakedRecord",
            "org.afterleak.crypto.SecretBytes");

    private final String root;
    private final ArchitectureTable table;
    private final JavaClasses classes;

    ArchitectureRules(String root, ArchitectureTable table, JavaClasses classes) {
        this.root = root;
        this.table = table;
        this.classes = classes;
    }

    /** Rows without a package, packages without a row, and names in the table that are no row. */
    List<String> packagesThatDiffer() {
        List<String> violations = new ArrayList<>();
        Set<String> present = new TreeSet<>();
        classes.stream().map(this::packageOf).filter(name -> !name.isEmpty()).forEach(present::add);
        for (String name : present) {
            if (!table.imports().containsKey(name)) {
                violations.add("package " + name + " has no row in the table");
            }
        }
        for (String name : table.imports().keySet()) {
            if (!present.contains(name)) {
                violations.add("row " + name + " has no package");
            }
        }
        Stream<String> imported = table.imports().values().stream().flatMap(Set::stream);
        Stream<String> rooms = table.rooms().stream().flatMap(room -> room.packages().stream());
        Stream.concat(imported, rooms)
                .distinct()
                .filter(name -> !table.imports().containsKey(name))
                .forEach(name -> violations.add("the table names " + name + ", which is no row of it"));
        return violations;
    }

    /** Imports from one package of ours to another that are not in the table. */
    List<String> forbiddenImports() {
        Set<String> violations = new LinkedHashSet<>();
        for (JavaClass origin : classes) {
            String from = packageOf(origin);
            Set<String> allowed = table.imports().getOrDefault(from, Set.of());
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                String to = packageOf(target);
                if (isOurs(target) && !to.equals(from) && !allowed.contains(to)) {
                    violations.add(from + " may not import " + to + ": " + dependency.getDescription());
                }
            }
        }
        return List.copyOf(violations);
    }

    /** Circles among the imports that the table allows: with none here, and no import beside them, there is none. */
    List<String> circles() {
        List<String> violations = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        for (String name : table.imports().keySet()) {
            visit(name, new ArrayList<>(), done, violations);
        }
        return violations;
    }

    private void visit(String name, List<String> path, Set<String> done, List<String> violations) {
        int seen = path.indexOf(name);
        if (seen >= 0) {
            violations.add("circle: " + String.join(" -> ", path.subList(seen, path.size())) + " -> " + name);
        } else if (!done.contains(name)) {
            path.add(name);
            table.imports().getOrDefault(name, Set.of()).forEach(next -> visit(next, path, done, violations));
            path.removeLast();
            done.add(name);
        }
    }

    /** Uses of an API of the second table outside its packages. */
    List<String> usesOutsideTheirRoom() {
        Set<String> violations = new LinkedHashSet<>();
        for (Room room : table.rooms()) {
            for (String api : room.apis()) {
                for (JavaClass origin : classes) {
                    if (!room.packages().contains(packageOf(origin))) {
                        uses(origin, api)
                                .forEach(use -> violations.add(api + " is not for " + packageOf(origin) + ": " + use));
                    }
                }
            }
        }
        return List.copyOf(violations);
    }

    /** APIs of the second table that are not on the class path: a slip of the pen would switch a rule off. */
    List<String> unknownApis() {
        return table.rooms().stream()
                .flatMap(room -> room.apis().stream())
                .filter(api -> !exists(api))
                .map(api -> "the table names " + api + ", which is not on the class path")
                .toList();
    }

    /** Types directly in the root. */
    List<String> typesInTheRoot() {
        return classes.stream()
                .filter(type -> type.getPackageName().equals(root)
                        && !type.getSimpleName().equals("package-info"))
                .map(type -> type.getName() + " is in the root")
                .toList();
    }

    /** Packages that have types and no {@code package-info} marked {@link NullMarked}. */
    List<String> packagesWithoutNullMarked() {
        return classes.stream()
                .filter(this::isOurs)
                .map(JavaClass::getPackage)
                .distinct()
                .filter(present -> !isNullMarked(present))
                .map(present -> present.getName() + " has no package-info marked @NullMarked")
                .toList();
    }

    /** Records that hold a raw identifier, a key, or an array of bytes or characters. */
    List<String> recordsWithSecrets() {
        return classes.stream()
                .filter(JavaClass::isRecord)
                .flatMap(type -> type.getFields().stream())
                .filter(field -> !field.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.STATIC))
                .filter(ArchitectureRules::holdsSecret)
                .map(field -> "record component " + field.getFullName() + " has the type "
                        + field.getType().getName())
                .toList();
    }

    private static boolean holdsSecret(JavaField field) {
        return NEVER_IN_RECORDS.contains(field.getRawType().getName())
                || field.getType().getName().matches(".*\\b(byte|char)\\[].*")
                || field.getType().getAllInvolvedRawTypes().stream()
                        .anyMatch(type -> NEVER_IN_RECORDS.contains(type.getName()));
    }

    private static boolean isNullMarked(JavaPackage present) {
        return present.isAnnotatedWith(NullMarked.class);
    }

    /** {@code a.b} is a package and those under it, {@code a.b.C} a type, {@code C.m} and {@code C.m()} a member. */
    private static Stream<String> uses(JavaClass origin, String api) {
        if (isMember(api)) {
            String type = typeOf(api);
            String member = memberOf(api);
            Predicate<JavaAccess<?>> same =
                    access -> access.getTargetOwner().getName().equals(type)
                            && access.getTarget().getName().equals(member);
            Stream<String> accesses =
                    origin.getAccessesFromSelf().stream().filter(same).map(JavaAccess::getDescription);
            Stream<String> references = Stream.concat(
                            origin.getMethodReferencesFromSelf().stream(),
                            origin.getConstructorReferencesFromSelf().stream())
                    .filter(same)
                    .map(JavaAccess::getDescription);
            return Stream.concat(accesses, references).distinct();
        }
        DescribedPredicate<JavaClass> target = isType(api)
                ? JavaClass.Predicates.belongTo(JavaClass.Predicates.type(resolve(api)))
                : JavaClass.Predicates.resideInAPackage(api + "..");
        return origin.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> target.test(dependency.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription);
    }

    private static boolean exists(String api) {
        try {
            if (isMember(api)) {
                String member = memberOf(api);
                Class<?> type = resolve(typeOf(api));
                return Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getFields()))
                        .anyMatch(found ->
                                ((java.lang.reflect.Member) found).getName().equals(member));
            }
            if (isType(api)) {
                return resolve(api) != null;
            }
            boolean inJdk = ModuleLayer.boot().modules().stream()
                    .flatMap(module -> module.getPackages().stream())
                    .anyMatch(api::equals);
            return inJdk || ArchitectureRules.class.getClassLoader().getResource(api.replace('.', '/')) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Class<?> resolve(String type) {
        try {
            return Class.forName(type, false, ArchitectureRules.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no such type: " + type, e);
        }
    }

    /** A member has a type before it: {@code System.out}, {@code Clock.systemUTC()}. */
    private static boolean isMember(String api) {
        return api.indexOf('.') > 0 && Character.isUpperCase(api.charAt(0));
    }

    private static boolean isType(String api) {
        return Character.isUpperCase(api.charAt(api.lastIndexOf('.') + 1));
    }

    private static String typeOf(String member) {
        String name = member.substring(0, member.indexOf('.'));
        return KNOWN_TYPES.getOrDefault(name, name);
    }

    private static String memberOf(String member) {
        return member.substring(member.indexOf('.') + 1).replace("()", "");
    }

    private boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    /** The name in the table; empty for the root itself and for what is not ours. */
    private String packageOf(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(root + ".")) {
            return "";
        }
        String rest = name.substring(root.length() + 1);
        int end = rest.indexOf('.');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
