package dev.askdesk.starters.slackdouble;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.conversations.ConversationsMembersResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.assistant.SuggestedPrompt;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.webhook.Payload;
import dev.askdesk.starters.slackdouble.Faults.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The double's Web API, spoken to by Slack's own client. */
class SlackDoubleTest {

    private final SlackDouble slack = new SlackDouble();
    private final Slack sdk = Slack.getInstance(config());
    private final MethodsClient client = sdk.methods(SlackDouble.BOT_TOKEN);
    private String ann = "";
    private String channel = "";

    private SlackConfig config() {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(slack.apiUrl());
        return config;
    }

    @BeforeEach
    void workspace() {
        ann = slack.user("ann");
        channel = slack.publicChannel("deals", ann, slack.botUser());
    }

    @AfterEach
    void close() throws Exception {
        sdk.close();
        slack.close();
    }

    private static void refused(SlackApiTextResponse response, String error) {
        assertThat(response.isOk()).isFalse();
        assertThat(response.getError()).isEqualTo(error);
    }

    private static <T extends SlackApiTextResponse> T taken(T response) {
        assertThat(response.getError()).isNull();
        assertThat(response.isOk()).isTrue();
        return response;
    }

    private ChatPostMessageResponse posts(String text, LayoutBlock... blocks) throws Exception {
        return client.chatPostMessage(r -> r.channel(channel).text(text).blocks(asBlocks(blocks)));
    }

    // Tokens and scopes

    @Test
    void tokens_areChecked() throws Exception {
        var test = taken(client.authTest(r -> r));
        assertThat(test.getUserId()).isEqualTo(slack.botUser());
        assertThat(test.getBotId()).isEqualTo(slack.bot());
        assertThat(test.getHttpResponseHeaders().get("x-oauth-scopes").get(0)).contains("chat:write");
        refused(sdk.methods("xoxb-other").authTest(r -> r), "invalid_auth");
        try (Response without = sdk.getHttpClient().postJsonBody(slack.apiUrl() + "auth.test", Map.of())) {
            assertThat(without.code()).isEqualTo(200);
            assertThat(without.body().string()).contains("\"error\":\"not_authed\"");
        }
        assertThat(taken(sdk.methods(SlackDouble.APP_TOKEN).authTest(r -> r)).getAppId())
                .isEqualTo(slack.app());
        refused(sdk.methods(SlackDouble.APP_TOKEN).usersList(r -> r), "not_allowed_token_type");
        refused(client.appsConnectionsOpen(r -> r), "not_allowed_token_type");
        assertThat(taken(sdk.methods(SlackDouble.APP_TOKEN).appsConnectionsOpen(r -> r))
                        .getUrl())
                .startsWith("ws://127.0.0.1:");
    }

    @Test
    void missingScope_saysWhatIsNeededAndProvided() throws Exception {
        slack.scopes(Set.of("users:read"));
        var response = posts("hello");
        refused(response, "missing_scope");
        assertThat(response.getNeeded()).isEqualTo("chat:write");
        assertThat(response.getProvided()).isEqualTo("users:read");
        assertThat(taken(client.usersInfo(r -> r.user(ann)))
                        .getUser()
                        .getProfile()
                        .getEmail())
                .isNull();
        refused(client.conversationsInfo(r -> r.channel(channel)), "missing_scope");
    }

    // Messages

    @Test
    void post_isReadBackWithBlocksAndMetadata() throws Exception {
        var response = taken(client.chatPostMessage(r -> r.channel(channel)
                .text("42 companies")
                .metadata(Message.Metadata.builder()
                        .eventType("askdesk")
                        .eventPayload(Map.of("question", "q1"))
                        .build())
                .blocks(asBlocks(
                        section(s -> s.blockId("answer").text(markdownText("*42* companies"))),
                        actions(a -> a.elements(asElements(button(
                                b -> b.actionId("stop").text(plainText("Stop")).value("v")))))))));
        assertThat(response.getMessage().getBotId()).isEqualTo(slack.bot());
        assertThat(response.getMessage().getBlocks())
                .extracting(LayoutBlock::getBlockId)
                .doesNotContainNull();

        var plain = client.conversationsReplies(r -> r.channel(channel).ts(response.getTs()));
        assertThat(plain.getMessages().get(0).getMetadata()).isNull();
        var whole = client.conversationsReplies(
                r -> r.channel(channel).ts(response.getTs()).includeAllMetadata(true));
        assertThat(whole.getMessages().get(0).getMetadata().getEventPayload()).containsEntry("question", "q1");
        assertThat(whole.getMessages().get(0).getBlocks().get(0).getBlockId()).isEqualTo("answer");
        assertThat(slack.thread(channel, response.getTs())).hasSize(1);
    }

    @Test
    void post_toWhereTheBotMayNot_isRefused() throws Exception {
        String other = slack.publicChannel("other", ann);
        String secret = slack.privateChannel("secret", ann);
        refused(client.chatPostMessage(r -> r.channel("C404").text("x")), "channel_not_found");
        refused(client.chatPostMessage(r -> r.channel(other).text("x")), "not_in_channel");
        refused(client.chatPostMessage(r -> r.channel(secret).text("x")), "channel_not_found");
        slack.archives(channel, true);
        refused(posts("x"), "is_archived");
        refused(client.chatPostMessage(r -> r.text("x")), "invalid_arguments");
    }

    @Test
    void post_againstTheLimits_isRefused() throws Exception {
        refused(client.chatPostMessage(r -> r.channel(channel)), "no_text");
        refused(posts("x".repeat(40_001)), "msg_too_long");
        taken(posts("x".repeat(40_000)));
        refused(
                posts(
                        "x",
                        Collections.nCopies(51, section(s -> s.text(plainText("a"))))
                                .toArray(LayoutBlock[]::new)),
                "invalid_blocks");
        refused(posts("x", section(s -> s.text(markdownText("x".repeat(3001))))), "invalid_blocks");
        refused(posts("x", section(s -> s.text(markdownText("")))), "invalid_blocks");
        refused(posts("x", header(h -> h.text(plainText("x".repeat(151))))), "invalid_blocks");
        refused(
                posts("x", section(s -> s.blockId("a").text(plainText("a"))), section(s -> s.blockId("a")
                        .text(plainText("b")))),
                "invalid_blocks");
        refused(posts("x", section(s -> s.blockId("b".repeat(256)).text(plainText("a")))), "invalid_blocks");
        refused(posts("x", buttons(26, 1, 1)), "invalid_blocks");
        refused(posts("x", buttons(1, 76, 1)), "invalid_blocks");
        refused(posts("x", buttons(1, 1, 2001)), "invalid_blocks");
        taken(posts("x", buttons(25, 75, 2000)));
        refused(
                posts(
                        "x",
                        actions(a -> a.elements(asElements(
                                button(b -> b.actionId("same").text(plainText("1"))),
                                button(b -> b.actionId("same").text(plainText("2"))))))),
                "invalid_blocks");
        refused(
                client.chatPostMessage(r -> r.channel(channel).text("x").blocksAsString("[{")),
                "invalid_blocks_format");
    }

    private static LayoutBlock buttons(int count, int text, int value) {
        return actions(a -> {
            List<com.slack.api.model.block.element.BlockElement> elements = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String id = "b" + i;
                elements.add(button(
                        b -> b.actionId(id).text(plainText("t".repeat(text))).value("v".repeat(value))));
            }
            return a.elements(elements);
        });
    }

    @Test
    void invalidBlocks_sayWhy() throws Exception {
        var response = posts("x", header(h -> h.text(plainText("x".repeat(151)))));
        assertThat(response.getResponseMetadata().getMessages().get(0)).startsWith("[ERROR] header");
    }

    @Test
    void update_changesOwnMessagesOnly() throws Exception {
        String own = posts("first", section(s -> s.text(plainText("first")))).getTs();
        String anns = slack.says(ann, channel, null, "hello");
        var response = taken(client.chatUpdate(r -> r.channel(channel).ts(own).text("second")));
        assertThat(response.getText()).isEqualTo("second");
        ObjectNode message = slack.thread(channel, own).get(0);
        assertThat(message.path("text").asText()).isEqualTo("second");
        assertThat(message.has("blocks")).isFalse();
        refused(client.chatUpdate(r -> r.channel(channel).ts(anns).text("x")), "cant_update_message");
        refused(client.chatUpdate(r -> r.channel(channel).ts("1.1").text("x")), "message_not_found");
        refused(client.chatUpdate(r -> r.channel(channel).ts(own).text("x".repeat(4001))), "msg_too_long");
    }

    @Test
    void delete_leavesATombstoneOverReplies() throws Exception {
        String parent = posts("parent").getTs();
        String lonely = posts("lonely").getTs();
        slack.says(ann, channel, parent, "reply");
        taken(client.chatDelete(r -> r.channel(channel).ts(parent)));
        taken(client.chatDelete(r -> r.channel(channel).ts(lonely)));
        assertThat(slack.thread(channel, parent).get(0).path("subtype").asText())
                .isEqualTo("tombstone");
        assertThat(slack.thread(channel, lonely)).isEmpty();
        refused(client.chatDelete(r -> r.channel(channel).ts(lonely)), "message_not_found");
        refused(
                client.chatDelete(r -> r.channel(channel)
                        .ts(slack.channel(channel).get(1).path("ts").asText())),
                "cant_delete_message");
    }

    @Test
    void ephemeral_isShownToItsUserOnly() throws Exception {
        String bob = slack.user("bob");
        var response = taken(client.chatPostEphemeral(
                r -> r.channel(channel).user(ann).threadTs("1700000000.000001").text("only you")));
        assertThat(slack.ephemerals()).singleElement().satisfies(shown -> {
            assertThat(shown.ts()).isEqualTo(response.getMessageTs());
            assertThat(shown.user()).isEqualTo(ann);
            assertThat(shown.threadTs()).isEqualTo("1700000000.000001");
        });
        assertThat(slack.channel(channel)).isEmpty();
        refused(client.chatPostEphemeral(r -> r.channel(channel).user(bob).text("x")), "user_not_in_channel");
    }

    @Test
    void permalinkAndReaction_needTheMessage() throws Exception {
        String parent = slack.says(ann, channel, null, "question");
        String reply = slack.says(ann, channel, parent, "reply");
        assertThat(taken(client.chatGetPermalink(r -> r.channel(channel).messageTs(reply)))
                        .getPermalink())
                .endsWith("?thread_ts=" + parent + "&cid=" + channel);
        refused(client.chatGetPermalink(r -> r.channel(channel).messageTs("1.1")), "message_not_found");
        taken(client.reactionsAdd(r -> r.channel(channel).timestamp(parent).name("eyes")));
        refused(client.reactionsAdd(r -> r.channel(channel).timestamp(parent).name("eyes")), "already_reacted");
    }

    // Conversations and people

    @Test
    void conversations_areOpenedAndDescribed() throws Exception {
        String direct = taken(client.conversationsOpen(r -> r.users(List.of(ann))))
                .getChannel()
                .getId();
        assertThat(direct).startsWith("D").isEqualTo(slack.directMessage(ann));
        var im = taken(client.conversationsInfo(r -> r.channel(direct))).getChannel();
        assertThat(im.isIm()).isTrue();
        assertThat(im.getUser()).isEqualTo(ann);
        slack.sharesExternally(channel, true);
        var info = taken(client.conversationsInfo(r -> r.channel(channel).includeNumMembers(true)))
                .getChannel();
        assertThat(info.isExtShared()).isTrue();
        assertThat(info.getNumOfMembers()).isEqualTo(2);
        refused(client.conversationsInfo(r -> r.channel("C404")), "channel_not_found");
        refused(client.conversationsOpen(r -> r.users(List.of("U404"))), "user_not_found");
        taken(client.chatPostMessage(r -> r.channel(ann).text("to the direct messages")));
        assertThat(slack.channel(direct)).hasSize(1);
    }

    @Test
    void members_comeInPages() throws Exception {
        for (int i = 0; i < 5; i++) {
            slack.joins(slack.user("user" + i), channel);
        }
        Set<String> members = new HashSet<>();
        String cursor = "";
        int pages = 0;
        do {
            String at = cursor;
            ConversationsMembersResponse page = taken(
                    client.conversationsMembers(r -> r.channel(channel).limit(3).cursor(at)));
            members.addAll(page.getMembers());
            cursor = page.getResponseMetadata().getNextCursor();
            pages++;
        } while (!cursor.isEmpty());
        assertThat(members).hasSize(7);
        assertThat(pages).isEqualTo(3);
        refused(client.conversationsMembers(r -> r.channel(channel).cursor("?")), "invalid_cursor");
    }

    @Test
    void replies_comeInPages() throws Exception {
        String parent = slack.says(ann, channel, null, "question");
        for (int i = 0; i < 4; i++) {
            slack.says(ann, channel, parent, "reply " + i);
        }
        ConversationsRepliesResponse first = taken(
                client.conversationsReplies(r -> r.channel(channel).ts(parent).limit(3)));
        assertThat(first.isHasMore()).isTrue();
        assertThat(first.getMessages().get(0).getReplyCount()).isEqualTo(4);
        String cursor = first.getResponseMetadata().getNextCursor();
        ConversationsRepliesResponse second = taken(client.conversationsReplies(
                r -> r.channel(channel).ts(parent).limit(3).cursor(cursor)));
        assertThat(second.isHasMore()).isFalse();
        assertThat(second.getMessages()).extracting(Message::getText).containsExactly("reply 2", "reply 3");
        refused(client.conversationsReplies(r -> r.channel(channel).ts("1.1")), "thread_not_found");
        assertThat(taken(client.conversationsHistory(r -> r.channel(channel))).getMessages())
                .hasSize(1);
        slack.leaves(slack.botUser(), channel);
        refused(client.conversationsHistory(r -> r.channel(channel)), "not_in_channel");
    }

    @Test
    void users_areDescribedAndFound() throws Exception {
        slack.changes(ann, user -> user.withZone("Asia/Tokyo"));
        String guest = slack.user(SlackUser.named("UGUEST", "guest").asSingleChannelGuest());
        String stranger = slack.user(SlackUser.named("USTRANGER", "stranger").asStrangerOf("T0OTHER"));
        slack.changes(guest, SlackUser::asDeleted);
        var user = taken(client.usersInfo(r -> r.user(ann))).getUser();
        assertThat(user.getProfile().getEmail()).isEqualTo("ann@firm.example");
        assertThat(user.getTz()).isEqualTo("Asia/Tokyo");
        assertThat(user.getTzOffset()).isEqualTo(9 * 3600);
        var seen = taken(client.usersInfo(r -> r.user(guest))).getUser();
        assertThat(seen.isRestricted() && seen.isUltraRestricted() && seen.isDeleted())
                .isTrue();
        var far = taken(client.usersInfo(r -> r.user(stranger))).getUser();
        assertThat(far.isStranger()).isTrue();
        assertThat(far.getTeamId()).isEqualTo("T0OTHER");
        refused(client.usersInfo(r -> r.user("U404")), "user_not_found");
        assertThat(taken(client.usersLookupByEmail(r -> r.email("ann@firm.example")))
                        .getUser()
                        .getId())
                .isEqualTo(ann);
        refused(client.usersLookupByEmail(r -> r.email("nobody@firm.example")), "users_not_found");
        assertThat(taken(client.usersList(r -> r.limit(2))).getMembers()).hasSize(2);
    }

    @Test
    void userGroups_haveMembers() throws Exception {
        String partners = slack.userGroup("partners", ann);
        var groups = taken(client.usergroupsList(r -> r.includeUsers(true))).getUsergroups();
        assertThat(groups).singleElement().satisfies(group -> assertThat(group.getUsers())
                .containsExactly(ann));
        assertThat(taken(client.usergroupsUsersList(r -> r.usergroup(partners))).getUsers())
                .containsExactly(ann);
        refused(client.usergroupsUsersList(r -> r.usergroup("S404")), "no_such_subteam");
    }

    // Files, views, assistants

    @Test
    void file_isUploadedAndSharedInAThread() throws Exception {
        String parent = slack.says(ann, channel, null, "as a file, please");
        byte[] csv = "fund;ärger\n1;2\n".getBytes(StandardCharsets.UTF_8);
        taken(client.filesUploadV2(r -> r.channel(channel)
                .threadTs(parent)
                .filename("rows.csv")
                .title("Rows")
                .fileData(csv)
                .initialComment("Here it is")));
        assertThat(slack.files()).singleElement().satisfies(file -> {
            assertThat(file.bytes()).isEqualTo(csv);
            assertThat(file.title()).isEqualTo("Rows");
            assertThat(file.shares()).singleElement().satisfies(share -> assertThat(share.threadTs())
                    .isEqualTo(parent));
        });
        ObjectNode shared = slack.thread(channel, parent).get(1);
        assertThat(shared.path("text").asText()).isEqualTo("Here it is");
        assertThat(shared.path("files").path(0).path("name").asText()).isEqualTo("rows.csv");
        String id = slack.files().get(0).id();
        assertThat(taken(client.filesInfo(r -> r.file(id)))
                        .getFile()
                        .getShares()
                        .getPublicChannels())
                .containsKey(channel);
        assertThat(taken(client.conversationsReplies(r -> r.channel(channel).ts(parent)))
                        .getMessages()
                        .get(1)
                        .getFiles()
                        .get(0)
                        .getId())
                .isEqualTo(id);
        refused(client.filesInfo(r -> r.file("F404")), "file_not_found");
    }

    @Test
    void file_withoutBytes_isNotFound() throws Exception {
        var url =
                taken(client.filesGetUploadURLExternal(r -> r.filename("a.txt").length(3)));
        var files = List.of(com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails.builder()
                .id(url.getFileId())
                .build());
        refused(client.filesCompleteUploadExternal(r -> r.files(files).channelId(channel)), "file_not_found");
        refused(client.filesGetUploadURLExternal(r -> r.length(3)), "invalid_arguments");
    }

    @Test
    void trigger_opensOneViewInItsTime() throws Exception {
        String ts = posts("x", buttons(1, 1, 1)).getTs();
        String modal = Fixtures.text("modal");
        String first = slack.clicks(ann, channel, ts, "b0").id();
        var view = taken(client.viewsOpen(r -> r.triggerId(first).viewAsString(modal)))
                .getView();
        assertThat(slack.openViews()).singleElement().satisfies(open -> assertThat(open.user())
                .isEqualTo(ann));
        refused(client.viewsOpen(r -> r.triggerId(first).viewAsString(modal)), "exchanged_trigger_id");
        refused(client.viewsOpen(r -> r.triggerId("1.2.3").viewAsString(modal)), "invalid_trigger_id");
        refused(client.viewsUpdate(r -> r.viewId(view.getId()).hash("old").viewAsString(modal)), "hash_conflict");
        taken(client.viewsUpdate(r ->
                r.viewId(view.getId()).hash(view.getHash()).viewAsString(modal.replace("What is wrong", "What now"))));
        assertThat(slack.openViews().get(0).view().toString()).contains("What now");
        refused(client.viewsUpdate(r -> r.viewId("V404").viewAsString(modal)), "not_found");
        slack.triggersLive(java.time.Duration.ZERO);
        String second = slack.clicks(ann, channel, ts, "b0").id();
        refused(client.viewsOpen(r -> r.triggerId(second).viewAsString(modal)), "expired_trigger_id");
        String long25 = modal.replace("What is wrong?", "x".repeat(25));
        refused(client.viewsOpen(r -> r.triggerId(second).viewAsString(long25)), "invalid_arguments");
    }

    @Test
    void assistantThread_hasStatusTitleAndPrompts() throws Exception {
        String thread = slack.opensAssistant(ann, channel);
        String direct = slack.directMessage(ann);
        taken(client.assistantThreadsSetStatus(
                r -> r.channelId(direct).threadTs(thread).status("is thinking…")));
        taken(client.assistantThreadsSetTitle(
                r -> r.channelId(direct).threadTs(thread).title("Holdings")));
        taken(client.assistantThreadsSetSuggestedPrompts(r -> r.channelId(direct)
                .threadTs(thread)
                .prompts(List.of(SuggestedPrompt.builder()
                        .title("Top 5")
                        .message("Top 5 companies by total invested")
                        .build()))));
        assertThat(slack.status(direct, thread)).isEqualTo("is thinking…");
        assertThat(slack.title(direct, thread)).isEqualTo("Holdings");
        assertThat(slack.suggestedPrompts(direct, thread)).hasSize(1);
        taken(client.chatPostMessage(r -> r.channel(direct).threadTs(thread).text("done")));
        assertThat(slack.status(direct, thread)).isEmpty();
        refused(
                client.assistantThreadsSetStatus(
                        r -> r.channelId("D404").threadTs(thread).status("x")),
                "channel_not_found");
    }

    @Test
    void responseUrl_isGoodForFivePosts() throws Exception {
        String ts = posts("x", buttons(1, 1, 1)).getTs();
        String url = slack.clicks(ann, channel, ts, "b0")
                .payload()
                .path("response_url")
                .asText();
        for (int i = 0; i < 5; i++) {
            String text = "answer " + i;
            assertThat(sdk.send(url, Payload.builder().text(text).build()).getCode())
                    .isEqualTo(200);
        }
        assertThat(sdk.send(url, Payload.builder().text("six").build()).getCode())
                .isEqualTo(404);
        assertThat(slack.ephemerals()).hasSize(5);
        String other = slack.clicks(ann, channel, ts, "b0")
                .payload()
                .path("response_url")
                .asText();
        sdk.getHttpClient()
                .postJsonBody(other, Map.of("replace_original", true, "text", "replaced"))
                .close();
        assertThat(slack.thread(channel, ts).get(0).path("text").asText()).isEqualTo("replaced");
    }

    // Faults

    @Test
    void faults_showAsHttpStatusAndAreCounted() {
        slack.faults()
                .retryAfter(7)
                .next("chat.postMessage", Fault.FAILS_BEFORE, Fault.FAILS_AFTER, Fault.RATE_LIMITED, Fault.UNAVAILABLE);
        assertThat(status()).isEqualTo(500);
        assertThat(slack.channel(channel)).isEmpty();
        assertThat(status()).isEqualTo(500);
        assertThat(slack.channel(channel)).hasSize(1);
        assertThatThrownBy(() -> posts("x")).isInstanceOfSatisfying(SlackApiException.class, limited -> {
            assertThat(limited.getResponse().code()).isEqualTo(429);
            assertThat(limited.getResponse().header("Retry-After")).isEqualTo("7");
        });
        assertThat(status()).isEqualTo(503);
        assertThat(slack.calls("chat.postMessage"))
                .extracting(SlackDouble.Call::attempt)
                .containsExactly(1, 2, 3, 4);
        assertThat(slack.calls("chat.postMessage"))
                .extracting(SlackDouble.Call::done)
                .containsExactly(false, true, false, false);
    }

    private int status() {
        try {
            posts("x");
            return 200;
        } catch (SlackApiException e) {
            return e.getResponse().code();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shareOfFaults_isAboutWhatWasAsked() {
        slack.faults().share(Faults.ANY, Fault.FAILS_BEFORE, 0.2).share(Faults.ANY, Fault.RATE_LIMITED, 0.2);
        int failed = 0;
        for (int i = 0; i < 200; i++) {
            failed += status() == 200 ? 0 : 1;
        }
        assertThat(failed).isBetween(50, 110);
    }

    @Test
    void manyThreads_loseNothing() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        long start = System.nanoTime();
        for (int i = 0; i < 400; i++) {
            String text = "message " + i;
            pool.execute(() -> {
                try {
                    sdk.getHttpClient();
                    slack.says(ann, channel, null, text);
                    posts(text);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(slack.channel(channel)).hasSize(800);
        assertThat(slack.channel(channel))
                .extracting(message -> message.path("ts").asText())
                .doesNotHaveDuplicates();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }
}
