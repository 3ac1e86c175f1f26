package dev.askdesk.adapters.slack;

import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import com.slack.api.methods.response.files.FilesGetUploadURLExternalResponse;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.slack.SlackThreads.Thread;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Files by Slack's upload in three steps: an address for the bytes, the bytes, and the sharing of all files in one
 * message (https://docs.slack.dev/messaging/working-with-files#uploading-files). Only the last step is seen by anybody, so a
 * try that is cut off before it leaves nothing behind.
 */
final class SlackFiles {
    private final SlackThreads threads;
    private final Duration timeout;
    private final HttpClient http;

    SlackFiles(SlackThreads threads, Duration timeout) {
        this.threads = threads;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /**
     * Shares files, unless the first one is there.
     *
     * @param after a {@code ts} before which they cannot have been shared
     * @param look whether they may be there
     */
    void share(Thread thread, List<SlackFile> files, String comment, String after, boolean look) {
        if (files.isEmpty() || (look && threads.hasFile(thread, files.get(0).name(), after))) {
            return;
        }
        List<FileDetails> uploaded = new ArrayList<>();
        for (SlackFile file : files) {
            uploaded.add(
                    FileDetails.builder().id(upload(file)).title(file.title()).build());
        }
        threads.calls()
                .call(methods -> methods.filesCompleteUploadExternal(request -> request.files(uploaded)
                        .channelId(thread.channel())
                        .threadTs(thread.ts())
                        .initialComment(comment.isEmpty() ? null : comment)));
    }

    private String upload(SlackFile file) {
        FilesGetUploadURLExternalResponse address = threads.calls()
                .call(methods -> methods.filesGetUploadURLExternal(request -> {
                    request.filename(file.name()).length(file.bytes().length);
                    return file.altText().isEmpty() ? request : request.altTxt(file.altText());
                }));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.getUploadUrl()))
                .timeout(timeout)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file.bytes()))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new OutsideException(
                        FailureType.CHANNEL_UNAVAILABLE, "Slack did not take a file: HTTP " + status + ".");
            }
        } catch (IOException e) {
            // The address is a secret of its own, so the exception, which may name it, is no cause here.
            throw new OutsideException(FailureType.CHANNEL_UNAVAILABLE, "Slack did not take a file.");
        } catch (InterruptedException e) {
            java.lang.Thread.currentThread().interrupt();
            throw new OutsideException(FailureType.CHANNEL_UNAVAILABLE, "The upload of a file was broken off.");
        }
        return address.getFileId();
    }
}
