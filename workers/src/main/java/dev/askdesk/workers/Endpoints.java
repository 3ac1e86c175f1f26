package dev.askdesk.workers;

import dev.askdesk.adapters.model.ModelSettings;
import dev.askdesk.adapters.model.Structure;

/** The model's endpoint as its adapter takes it. */
public final class Endpoints {
    private Endpoints() {}

    /** @throws SettingsException something that the endpoint needs is not set */
    public static ModelSettings of(Settings.Model model) {
        String missing = model.missing();
        String name = model.name();
        Secret key = model.apiKey();
        if (missing != null || name == null) {
            throw new SettingsException(String.valueOf(missing));
        }
        boolean open = key == null || key.value().equals("none");
        return new ModelSettings(
                model.url().toString(),
                name,
                open ? null : key.value(),
                structure(model.structure()),
                model.timeout(),
                model.maxOutputTokens(),
                model.temperature());
    }

    private static Structure structure(Settings.Structure structure) {
        return switch (structure) {
            case TOOLS -> Structure.TOOLS;
            case JSON_SCHEMA -> Structure.JSON_SCHEMA;
            case TEXT -> Structure.TEXT;
            case AUTO -> ModelSettings.DEFAULT_STRUCTURE;
        };
    }
}
