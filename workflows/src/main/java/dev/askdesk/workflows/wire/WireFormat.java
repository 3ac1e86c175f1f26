package dev.askdesk.workflows.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/**
 * The one data converter of workers, starters and replay tests. Unknown fields are ignored, so that a worker of the
 * version before can still read what a newer one wrote.
 */
public final class WireFormat {
    private WireFormat() {}

    /** JSON as it goes over the wire. */
    public static ObjectMapper json() {
        return JacksonJsonPayloadConverter.newDefaultObjectMapper()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    public static DataConverter dataConverter() {
        return DefaultDataConverter.newDefaultInstance()
                .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(json()));
    }
}
