package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Uploads in three steps: a URL, the bytes, the sharing
 * (https://docs.slack.dev/reference/methods/files.getUploadURLExternal and …completeUploadExternal).
 */
final class Files {

    private final Workspace workspace;
    private final Chat chat;
    private final Map<String, Upload> uploads = new LinkedHashMap<>();

    private static final class Upload {
        final String id;
        final String name;
        String title;
        byte @Nullable [] bytes;
        boolean complete;
        final List<SlackDouble.Share> shares = new ArrayList<>();

        Upload(String id, String name) {
            this.id = id;
            this.name = name;
            this.title = name;
        }
    }

    Files(Workspace workspace, Chat chat) {
        this.workspace = workspace;
        this.chat = chat;
    }

    void into(Methods methods, String uploadUrl) {
        methods.add("files.getUploadURLExternal", "files:write", arguments -> begin(arguments, uploadUrl))
                .add("files.completeUploadExternal", "files:write", this::complete)
                .add("files.info", "files:read", this::info);
    }

    private ObjectNode begin(Arguments arguments, String uploadUrl) {
        String name = arguments.need("filename");
        if (Integer.parseInt("0" + arguments.need("length")) <= 0) {
            throw SlackRefusal.because("invalid_arguments", "must be more than 0: length");
        }
        String ticket = UUID.randomUUID().toString();
        Upload upload = new Upload(workspace.nextId("F"), name);
        uploads.put(ticket, upload);
        return Json.ok("upload_url", uploadUrl + ticket, "file_id", upload.id);
    }

    /** Bytes for an upload URL; false where there is no such URL. */
    boolean take(String ticket, byte[] bytes) {
        synchronized (workspace) {
            Upload upload = uploads.get(ticket);
            if (upload != null) {
                upload.bytes = bytes;
            }
            return upload != null;
        }
    }

    private ObjectNode complete(Arguments arguments) {
        JsonNode given = arguments
                .json("files", "invalid_arguments")
                .orElseThrow(() -> SlackRefusal.because("invalid_arguments", "missing required field: files"));
        List<Upload> files = new ArrayList<>();
        for (JsonNode one : given) {
            Upload upload = byId(one.path("id").asText())
                    .filter(file -> file.bytes != null && !file.complete)
                    .orElseThrow(() -> new SlackRefusal("file_not_found"));
            upload.title = one.path("title").asText(upload.name);
            files.add(upload);
        }
        Optional<String> target = arguments.text("channel_id").or(() -> arguments.text("channels"));
        Optional<SlackChannel> channel = target.map(chat::writable);
        files.forEach(file -> file.complete = true);
        channel.ifPresent(where -> share(where, files, arguments));
        return Json.ok("files", files.stream().map(this::toJson).toList());
    }

    private void share(SlackChannel channel, List<Upload> files, Arguments arguments) {
        ObjectNode message = chat.ofBot(arguments.text("initial_comment").orElse(""));
        message.put("subtype", "file_share").put("upload", true);
        message.set("files", Json.array(files.stream().map(this::toJson).toList()));
        String thread = arguments.text("thread_ts").orElse(null);
        chat.posted(channel, message, thread);
        SlackDouble.Share share =
                new SlackDouble.Share(channel.id, message.path("ts").asText(), thread);
        files.forEach(file -> file.shares.add(share));
    }

    private ObjectNode info(Arguments arguments) {
        Upload upload = byId(arguments.need("file"))
                .filter(file -> file.complete)
                .orElseThrow(() -> new SlackRefusal("file_not_found"));
        ObjectNode file = toJson(upload);
        ObjectNode shares = file.putObject("shares");
        for (SlackDouble.Share share : upload.shares) {
            boolean open = workspace.place(share.channel()).kind == SlackChannel.Kind.PUBLIC;
            ObjectNode entry = Json.object("ts", share.ts(), "thread_ts", share.threadTs(), "team_id", workspace.team);
            shares.withObject("/" + (open ? "public" : "private"))
                    .withArray("/" + share.channel())
                    .add(entry);
        }
        return Json.ok("file", file);
    }

    private Optional<Upload> byId(String id) {
        return uploads.values().stream().filter(upload -> upload.id.equals(id)).findFirst();
    }

    /** https://docs.slack.dev/reference/objects/file-object */
    private ObjectNode toJson(Upload upload) {
        int dot = upload.name.lastIndexOf('.');
        return Json.object("id", upload.id, "name", upload.name, "title", upload.title, "user", workspace.botUser)
                .put("created", 1_700_000_000)
                .put("timestamp", 1_700_000_000)
                .put("filetype", upload.name.substring(dot + 1))
                .put("mode", "hosted")
                .put("size", upload.bytes == null ? 0 : upload.bytes.length)
                .put("file_access", "visible")
                .put(
                        "url_private",
                        "https://files.slack.com/files-pri/" + workspace.team + "-" + upload.id + "/" + upload.name);
    }

    List<SlackDouble.SharedFile> completed() {
        List<SlackDouble.SharedFile> files = new ArrayList<>();
        for (Upload upload : uploads.values()) {
            if (upload.complete && upload.bytes != null) {
                files.add(new SlackDouble.SharedFile(
                        upload.id, upload.name, upload.title, upload.bytes, List.copyOf(upload.shares)));
            }
        }
        return files;
    }
}
