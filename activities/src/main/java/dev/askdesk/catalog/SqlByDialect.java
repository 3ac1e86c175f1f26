package dev.askdesk.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import dev.askdesk.dialect.Dialect;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An SQL text of a catalog: one text, or a text for each of several dialects, of which the wanted one is taken. */
final class SqlByDialect extends StdDeserializer<String> {
    private static final long serialVersionUID = 1L;

    SqlByDialect() {
        super(String.class);
    }

    /**
     * Which texts are taken.
     *
     * @param own dialect that the file names; plain texts are in it
     * @param translate what makes the wanted dialect's text of one in the file's own
     */
    record Choice(String own, String wanted, UnaryOperator<String> translate) {
        static Choice of(
                String own, @Nullable String wanted, BiFunction<String, String, UnaryOperator<String>> translations) {
            // A dialect that nobody knows is told of by the rules, in its own line.
            boolean same =
                    wanted == null || wanted.equals(own) || Dialect.find(own).isEmpty();
            return same || wanted == null
                    ? new Choice(own, own, UnaryOperator.identity())
                    : new Choice(own, wanted, translations.apply(own, wanted));
        }

        String of(Map<String, String> texts) {
            for (String key : texts.keySet()) {
                if (Dialect.find(key).isEmpty()) {
                    throw new CatalogException("unknown dialect \"" + key + "\"; write " + Dialect.choices());
                }
            }
            String text = texts.get(wanted);
            String original = texts.get(own);
            if (text == null && original == null) {
                throw new CatalogException("no SQL for " + wanted + "; add \"" + wanted + ": …\"");
            }
            return text != null ? text : translate.apply(String.valueOf(original));
        }

        Catalog applied(Catalog catalog) {
            return wanted.equals(own)
                    ? catalog
                    : new Catalog(
                            catalog.name(),
                            catalog.description(),
                            wanted,
                            catalog.currency(),
                            catalog.asOf(),
                            catalog.complete(),
                            catalog.tables(),
                            catalog.joins(),
                            catalog.measures(),
                            catalog.assumptions(),
                            catalog.verified(),
                            catalog.access());
        }
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Choice choice = (Choice) context.getAttribute(Choice.class);
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            String text = StringDeserializer.instance.deserialize(parser, context);
            return text == null ? null : choice.translate().apply(text);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            String text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null) {
                texts.put(key, text);
            }
        }
        return choice.of(texts);
    }
}
