package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.slack.Button;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Deliveries as Slack makes them, for an app U0APP, A0APP in workspace T0. */
final class SentBySlack {
    static final Self SELF = new Self("T0", "U0APP", "B0APP", "A0APP");
    static final String TS = "1700000000.000100";
    static final String LATER = "1700000060.000200";

    private static final ObjectMapper JSON = new ObjectMapper();

    private SentBySlack() {}

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The outer event around an inner one. */
    static ObjectNode event(JsonNode inner) {
        ObjectNode outer = json("{'token':'t','team_id':'T0','api_app_id':'A0APP','type':'event_callback',"
                + "'event_id':'Ev1','event_time':1700000000,"
                + "'authorizations':[{'enterprise_id':null,'team_id':'T0','user_id':'U0APP','is_bot':true}]}");
        outer.set("event", inner);
        return outer;
    }

    static ObjectNode message(String channel, String ts, @Nullable String threadTs, String text) {
        String type = channel.startsWith("D") ? "im" : "channel";
        ObjectNode message = json("{'type':'message','user':'U1','client_msg_id':'x','team':'T0'}");
        message.put("channel", channel).put("channel_type", type);
        message.put("ts", ts).put("event_ts", ts).put("text", text);
        if (threadTs != null) {
            message.put("thread_ts", threadTs);
        }
        return message;
    }

    static ObjectNode mention(String ts, @Nullable String threadTs, String text) {
        ObjectNode mention = message("C1", ts, threadTs, text).put("type", "app_mention");
        mention.remove("channel_type");
        return mention;
    }

    static ObjectNode changed(ObjectNode before, ObjectNode after) {
        String channel = before.path("channel").asText();
        ObjectNode changed = json("{'type':'message','subtype':'message_changed','hidden':true,'event_ts':'1.2'}");
        changed.put("channel", channel).put("ts", "1700000099.000100");
        changed.set("channel_type", before.path("channel_type"));
        changed.set("previous_message", before.deepCopy());
        changed.set("message", after.deepCopy());
        return changed;
    }

    static ObjectNode deleted(ObjectNode before) {
        ObjectNode deleted = json("{'type':'message','subtype':'message_deleted','hidden':true,'event_ts':'1.2'}");
        deleted.put("channel", before.path("channel").asText()).put("ts", "1700000099.000100");
        deleted.set("channel_type", before.path("channel_type"));
        deleted.set("deleted_ts", before.path("ts"));
        deleted.set("previous_message", before.deepCopy());
        return deleted;
    }

    static ObjectNode click(Button.Action action, Button button, String userId) {
        ObjectNode click = json("{'type':'block_actions','api_app_id':'A0APP','team':{'id':'T0','domain':'firm'},"
                + "'enterprise':null,'is_enterprise_install':false,'trigger_id':'1.2.3',"
                + "'channel':{'id':'C1','name':'fund'},'response_url':'https://hooks.slack.com/actions/T0/1/x',"
                + "'container':{'type':'message','message_ts':'1700000030.000100','channel_id':'C1'}}");
        click.putObject("user").put("id", userId).put("team_id", "T0");
        click.putArray("actions")
                .addObject()
                .put("type", "button")
                .put("block_id", "b")
                .put("action_id", action.id())
                .put("action_ts", "1700000040.000100")
                .put("value", button.value());
        return click;
    }

    static ObjectNode submission(Button about, String correction, String sql) {
        ObjectNode payload = json(
                "{'type':'view_submission','api_app_id':'A0APP','team':{'id':'T0'},"
                        + "'user':{'id':'U1','team_id':'T0'},'response_urls':[],'is_enterprise_install':false,'enterprise':null,"
                        + "'trigger_id':'1.2.3','view':{'id':'V1','team_id':'T0','type':'modal','blocks':[],'state':{'values':"
                        + "{'correction':{'correction':{'type':'plain_text_input'}},'sql':{'sql':{'type':'plain_text_input'}}}}}}");
        ObjectNode view = (ObjectNode) payload.path("view");
        view.put("callback_id", "askdesk.correction").put("private_metadata", about.value());
        ObjectNode values = (ObjectNode) view.path("state").path("values");
        ((ObjectNode) values.path("correction").path("correction")).put("value", correction);
        ((ObjectNode) values.path("sql").path("sql")).put("value", sql);
        return payload;
    }

    /** A form with a payload, as clicks come over HTTP. */
    static String form(JsonNode payload) {
        return "payload=" + encoded(payload.toString());
    }

    static String command(String text) {
        return "token=t&team_id=T0&api_app_id=A0APP&channel_id=C9&user_id=U1&command=%2Fask&text=" + encoded(text)
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F1&trigger_id=1.2.cmd";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
