package dev.askdesk.workflows.wire;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which types go over the wire: all that the workflows' and activities' interfaces take and return, and what is in those. */
final class WireTypes {
    private static final String PACKAGE = "dev.askdesk.workflows";

    private WireTypes() {}

    /** Classes of the product's durable code. */
    static List<Class<?>> classes() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(PACKAGE).stream()
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    /** Methods that Temporal calls by the wire. */
    static List<Method> methods() {
        return classes().stream()
                .filter(type -> type.isAnnotationPresent(WorkflowInterface.class)
                        || type.isAnnotationPresent(ActivityInterface.class))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic())
                .toList();
    }

    /** Records and sealed interfaces that are reached from those methods. */
    static Set<Class<?>> reached() {
        Set<Class<?>> found = new TreeSet<>(Comparator.comparing(Class::getName));
        for (Method method : methods()) {
            reach(method.getGenericReturnType(), found);
            Arrays.stream(method.getGenericParameterTypes()).forEach(type -> reach(type, found));
        }
        return found;
    }

    private static void reach(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType parameterized) {
            Arrays.stream(parameterized.getActualTypeArguments()).forEach(argument -> reach(argument, found));
        } else if (type instanceof Class<?> plain && (plain.isRecord() || plain.isSealed()) && found.add(plain)) {
            if (plain.isSealed()) {
                Arrays.stream(plain.getPermittedSubclasses()).forEach(permitted -> reach(permitted, found));
            } else {
                Arrays.stream(plain.getRecordComponents())
                        .map(RecordComponent::getGenericType)
                        .forEach(component -> reach(component, found));
            }
        }
    }
}
