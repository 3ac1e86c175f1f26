package dev.askdesk.starters;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The house: which room may look into which. */
@AnalyzeClasses(
        packages = "dev.askdesk",
        importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.WithoutTestJars.class})
class HouseRulesTest {

    /** The doubles that other modules' tests use come in a jar once it is packaged. */
    static final class WithoutTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule dependencies_pointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("starters")
            .definedBy("dev.askdesk.starters..")
            .layer("workers")
            .definedBy("dev.askdesk.workers..")
            .layer("activities")
            .definedBy(
                    "dev.askdesk.activities..",
                    "dev.askdesk.adapters..",
                    "dev.askdesk.catalog..",
                    "dev.askdesk.dialect..",
                    "dev.askdesk.evaluation..",
                    "dev.askdesk.grounding..",
                    "dev.askdesk.learning..",
                    "dev.askdesk.sql..")
            .layer("workflows")
            .definedBy("dev.askdesk.workflows..")
            .whereLayer("starters")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("workers")
            .mayOnlyBeAccessedByLayers("starters")
            .whereLayer("activities")
            .mayOnlyBeAccessedByLayers("workers", "starters");

    @ArchTest
    static final ArchRule adapters_knowNoActivity = noClasses()
            .that()
            .resideInAPackage("dev.askdesk.adapters..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.askdesk.activities..");

    @ArchTest
    static final ArchRule packages_dependOnEachOtherInOneDirection = slices().matching(
                    "dev.askdesk.(starters|workers|activities).(**)")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule models_stayBehindTheirPort = noClasses()
            .that()
            .resideOutsideOfPackages("dev.askdesk.adapters.model..", "dev.askdesk.adapters.retrieval..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.langchain4j..");

    @ArchTest
    static final ArchRule indexes_stayBehindTheirPort = noClasses()
            .that()
            .resideOutsideOfPackages("dev.askdesk.adapters.retrieval..", "dev.askdesk.knowledge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.lucene..", "io.weaviate..");

    @ArchTest
    static final ArchRule slack_staysBehindItsPorts = noClasses()
            .that()
            .resideOutsideOfPackages("dev.askdesk.adapters.slack..", "dev.askdesk.starters.slack..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.slack.api..", "org.java_websocket..");

    @ArchTest
    static final ArchRule s3_staysBehindItsPort = noClasses()
            .that()
            .resideOutsideOfPackage("dev.askdesk.adapters.results..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule charts_areDrawnInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.askdesk.charts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.knowm.xchart..");

    @ArchTest
    static final ArchRule http_isServedByTheWebAlone = noClasses()
            .that()
            .resideOutsideOfPackages("dev.askdesk.starters.web..", "dev.askdesk.starters.slack..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule databases_stayBehindTheirPort = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.askdesk.adapters.warehouse..", "dev.askdesk.sql..", "dev.askdesk.adapters.helpdesk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.duckdb..");

    @ArchTest
    static final ArchRule workflows_areReachedThroughTheirInterfaces = noClasses()
            .that()
            .resideInAPackage("dev.askdesk.starters..")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("WorkflowImpl");

    @ArchTest
    static final ArchRule packages_areNullMarked = classes().should(new ArchCondition<>("be in a @NullMarked package") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                events.add(SimpleConditionEvent.violated(type, type.getFullName() + " is not"));
            }
        }
    });

    @ArchTest
    static final ArchRule names_sayWhatIsInside = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager");
}
