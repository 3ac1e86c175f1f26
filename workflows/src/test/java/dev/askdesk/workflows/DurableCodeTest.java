package dev.askdesk.workflows;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What durable code may be made of. */
@AnalyzeClasses(packages = "dev.askdesk.workflows", importOptions = ImportOption.DoNotIncludeTests.class)
class DurableCodeTest {
    private static final DescribedPredicate<JavaClass> A_NULL_MARKED_PACKAGE =
            describe("in a @NullMarked package", type -> type.getPackage().isAnnotatedWith(NullMarked.class));

    @ArchTest
    static final ArchRule dependencies_areTemporalAndAnnotationsAlone = classes()
            .that()
            .doNotBelongToAnyOf(WireFormat.class)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.askdesk.workflows..",
                    "java..",
                    "io.temporal..",
                    "org.jspecify.annotations..",
                    "org.slf4j..",
                    "com.fasterxml.jackson.annotation..");

    @ArchTest
    static final ArchRule wireFormat_aloneKnowsHowJsonIsWritten = classes()
            .that()
            .belongToAnyOf(WireFormat.class)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.askdesk.workflows..",
                    "java..",
                    "io.temporal.common.converter..",
                    "com.fasterxml.jackson.databind..");

    /** A replay must see what the first run saw, so time, chance and threads come from {@code Workflow} alone. */
    @ArchTest
    static final ArchRule clocksChanceAndThreads_areTheServers = noClasses()
            .should()
            .callMethodWhere(target(nameMatching("now")).and(target(owner(inPackage("java.time")))))
            .orShould()
            .callMethodWhere(target(nameMatching("currentTimeMillis|nanoTime|getenv|getProperty"))
                    .and(target(owner(named("java.lang.System")))))
            .orShould()
            .callMethodWhere(target(nameMatching("randomUUID")).and(target(owner(named("java.util.UUID")))))
            .orShould()
            .callMethodWhere(target(nameMatching("random")).and(target(owner(named("java.lang.Math")))))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.lang\\.Thread|java\\.util\\.(Random|SplittableRandom|Timer)|java\\.security\\..*")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.net..", "java.nio..");

    @ArchTest
    static final ArchRule packages_areNullMarked = classes().should(new ArchCondition<>("be in a @NullMarked package") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            events.add(new SimpleConditionEvent(type, A_NULL_MARKED_PACKAGE.test(type), type.getPackageName()));
        }
    });

    @ArchTest
    static final ArchRule wire_carriesOneRecordInAndOneOut = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(WorkflowInterface.class)
            .or()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(ActivityInterface.class)
            .should(new ArchCondition<>("take at most one record and return one, or nothing") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    boolean fits = method.getRawParameterTypes().size() <= 1
                            && Stream.concat(
                                            method.getRawParameterTypes().stream(),
                                            Stream.of(method.getRawReturnType()))
                                    .allMatch(DurableCodeTest::mayTravel);
                    events.add(new SimpleConditionEvent(method, fits, method.getFullName()));
                }
            });

    @ArchTest
    static final ArchRule names_sayWhatAClassIs =
            noClasses().should().haveNameMatching(".*(Util|Helper|Manager|Common|Misc).*");

    @ParameterizedTest
    @ValueSource(classes = {Clock.class, Today.class, Millis.class, Chance.class, Threads.class, Ids.class})
    void carelessCode_isFound(Class<?> careless) {
        assertThat(clocksChanceAndThreads_areTheServers
                        .evaluate(new ClassFileImporter().importClasses(careless))
                        .hasViolation())
                .isTrue();
    }

    private static boolean mayTravel(JavaClass type) {
        return type.isRecord()
                || type.isEquivalentTo(void.class)
                || type.reflect().isSealed();
    }

    private static DescribedPredicate<JavaClass> inPackage(String name) {
        return JavaClass.Predicates.resideInAPackage(name);
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return describe("named " + name, type -> type.getName().equals(name));
    }

    static final class Clock {
        Instant read() {
            return Instant.now();
        }
    }

    static final class Today {
        LocalDate read() {
            return LocalDate.now(ZoneOffset.UTC);
        }
    }

    static final class Millis {
        long read() {
            return System.currentTimeMillis();
        }
    }

    static final class Chance {
        int roll() {
            return new Random().nextInt();
        }
    }

    static final class Threads {
        void begin(Runnable work) {
            new Thread(work).start();
        }
    }

    static final class Ids {
        UUID next() {
            return UUID.randomUUID();
        }
    }
}
