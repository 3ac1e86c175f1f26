package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.slack.Button;
import dev.askdesk.workflows.wire.WireFormat;

/** The form that takes what would have been right: https://docs.slack.dev/reference/views/modal-views. */
final class CorrectionForm {
    private CorrectionForm() {}

    /** @param about the answer; carried in the form */
    static String json(Button about) {
        ObjectNode view = WireFormat.json().createObjectNode();
        view.put("type", "modal").put("callback_id", SlackReader.FORM).put("private_metadata", about.value());
        text(view.putObject("title"), "What is wrong?");
        text(view.putObject("submit"), "Send");
        text(view.putObject("close"), "Cancel");
        var blocks = view.putArray("blocks");
        input(blocks.addObject(), SlackReader.CORRECTION, "What would have been right?", false);
        input(blocks.addObject(), SlackReader.SQL, "The SQL that would have been right, if you know it", true);
        return view.toString();
    }

    private static void input(ObjectNode block, String id, String label, boolean optional) {
        block.put("type", "input").put("block_id", id).put("optional", optional);
        text(block.putObject("label"), label);
        block.putObject("element")
                .put("type", "plain_text_input")
                .put("action_id", id)
                .put("multiline", true)
                .put("max_length", 3_000);
    }

    private static void text(ObjectNode node, String text) {
        node.put("type", "plain_text").put("text", text);
    }
}
