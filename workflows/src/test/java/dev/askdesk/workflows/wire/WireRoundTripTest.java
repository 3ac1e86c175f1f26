package dev.askdesk.workflows.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.ask.Phase;
import dev.askdesk.workflows.ask.Question;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.ask.UserMessage;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireRoundTripTest {
    private static final DataConverter WIRE = WireFormat.dataConverter();
    private static final ObjectMapper JSON = WireFormat.json();

    static Set<Class<?>> wireTypes() {
        return WireTypes.reached();
    }

    static Stream<Class<?>> sealedTypes() {
        return wireTypes().stream().filter(Class::isSealed);
    }

    @ParameterizedTest
    @MethodSource("wireTypes")
    void wireType_roundTrips(Class<?> type) {
        assertThat(Specimens.of(type)).isNotEmpty().allSatisfy(value -> {
            Payload payload = WIRE.toPayload(value).orElseThrow();
            assertThat((Object) WIRE.fromPayload(payload, type, type)).isEqualTo(value);
        });
    }

    @ParameterizedTest
    @MethodSource("wireTypes")
    void wireTypeOfANewerVersion_isReadWithoutItsNewFields(Class<?> type) {
        assertThat(Specimens.of(type)).allSatisfy(value -> {
            JsonNode newer = JSON.valueToTree(value);
            addFields(newer);
            assertThat((Object) JSON.treeToValue(newer, type)).isEqualTo(value);
        });
    }

    /** Each value is written with the name of its kind, and read by the interface alone. */
    @ParameterizedTest
    @MethodSource("sealedTypes")
    void sealedType_namesEachOfItsKinds(Class<?> type) {
        Set<String> names = Specimens.of(type).stream()
                .map(value -> JSON.<JsonNode>valueToTree(value)
                        .properties()
                        .iterator()
                        .next()
                        .getValue()
                        .asText())
                .collect(Collectors.toSet());

        assertThat(names).hasSize(type.getPermittedSubclasses().length).allMatch(name -> name.matches("[a-z_]+"));
    }

    @Test
    void reached_isEveryRecordButTheMachinesOwn() {
        Set<Class<?>> reached = wireTypes();

        assertThat(reached).contains(Conversation.class, Reply.class, Reply.Answer.class, Admission.class);
        assertThat(WireTypes.classes())
                .filteredOn(Class::isRecord)
                .filteredOn(type -> !reached.contains(type))
                .allMatch(type -> Phase.class.isAssignableFrom(type) || type == Question.class);
    }

    @Test
    void messageWithoutText_isNoMessage() {
        Payload payload = WIRE.toPayload(Map.of("messageId", "m1")).orElseThrow();

        assertThatThrownBy(() -> WIRE.fromPayload(payload, UserMessage.class, UserMessage.class))
                .isInstanceOf(DataConverterException.class);
    }

    @Test
    void failureType_isFoundByItsName() {
        assertThat(FailureType.named("MODEL_UNAVAILABLE")).isEqualTo(FailureType.MODEL_UNAVAILABLE);
        assertThat(FailureType.named("java.lang.Error")).isNull();
        assertThat(FailureType.named(null)).isNull();
        assertThat(FailureType.values()).allMatch(type -> type.advice().endsWith("."));
    }

    private static void addFields(JsonNode node) {
        node.forEach(WireRoundTripTest::addFields);
        if (node instanceof ObjectNode object) {
            object.putObject("fieldOfTheNextVersion").put("a", 1);
        }
    }
}
