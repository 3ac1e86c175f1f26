package dev.askdesk.adapters.wiki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pages as the editors of Confluence store them. */
class StorageFormatTest {
    @Test
    void headings_arePaths() {
        List<WikiPage.Section> sections = StorageFormat.sections(
                "<p>Intro</p><h1>VPN</h1><p>All.</p><h3>Mac <em>only</em></h3><p>a</p><h2>Windows</h2><p>b</p>"
                        + "<h2 /><h1>Phones</h1><h2>Empty</h2>",
                "VPN set-up");

        assertThat(sections)
                .containsExactly(
                        new WikiPage.Section(List.of(), "Intro"),
                        new WikiPage.Section(List.of("VPN"), "All."),
                        new WikiPage.Section(List.of("VPN", "Mac only"), "a"),
                        new WikiPage.Section(List.of("VPN", "Windows"), "b"));
    }

    @Test
    void paragraphsAndEntities_areCleanText() {
        assertThat(text("<p>It&rsquo;s&nbsp;&nbsp;the <strong>fund</strong>&#39;s\n  Wi&#8209;Fi &amp; more:<br/>"
                        + "caf&eacute; &mdash; 5&euro; &lt;b&gt;</p><p>&nbsp;</p><p><s>Old.</s>New."
                        + "<span style=\"text-decoration: line-through;\">Gone.</span></p><hr/><p>End</p>"))
                .isEqualTo("It’s the fund's Wi‑Fi & more:\ncafé — 5€ <b>\n\nNew.\n\nEnd");
    }

    @Test
    void lists_keepTheirDepth() {
        assertThat(text(
                        "<ol><li><p>Open <em>Settings</em></p><ul><li>Network</li><li>VPN<ul><li>Add</li></ul></li></ul>"
                                + "</li><li><p>Save</p><p>and close</p></li><li /></ol><p>Done</p>"))
                .isEqualTo("- Open Settings\n  - Network\n  - VPN\n    - Add\n- Save\n  and close\n\nDone");
    }

    @Test
    void tables_areRowsOfCells() {
        assertThat(text("<p>See</p><table class=\"wrapped\"><colgroup><col /><col /></colgroup><tbody>"
                        + "<tr><th><p>Office</p></th><th><p>Contact</p></th></tr>"
                        + "<tr><td rowspan=\"2\"><p>Berlin</p></td><td><p>Anna</p><p>x 12</p></td></tr>"
                        + "<tr><td><ul><li>Bo</li><li>Cy</li></ul></td></tr>"
                        + "<tr><td colspan=\"2\"><table><tbody><tr><td>in</td><td>side</td></tr></tbody></table></td></tr>"
                        + "<tr><td><br/></td><td>&nbsp;</td></tr></tbody></table>"))
                .isEqualTo("See\n\nOffice | Contact\nBerlin | Anna x 12\n- Bo - Cy\nin | side");
    }

    @Test
    void codeMacro_isKeptWithItsTitle() {
        assertThat(text("<p>Run</p><ac:structured-macro ac:name=\"code\" ac:schema-version=\"1\" ac:macro-id=\"7\">"
                        + "<ac:parameter ac:name=\"language\">bash</ac:parameter>"
                        + "<ac:parameter ac:name=\"title\">reset.sh</ac:parameter>"
                        + "<ac:plain-text-body><![CDATA[if [ a[b[0]]]]><![CDATA[> 1 ]; then\n\n    echo \"<p>&amp;\"\nfi]]>"
                        + "</ac:plain-text-body></ac:structured-macro><p>then wait</p>"))
                .isEqualTo("Run\n\nreset.sh\n\nif [ a[b[0]]> 1 ]; then\n\n    echo \"<p>&amp;\"\nfi\n\nthen wait");
    }

    @Test
    void panelsAndExpands_showTheirTextAndTitle() {
        assertThat(text(panel("info", "", "<p>Ask first.</p>")
                        + panel("warning", "Careful", "<p>No way <em>back</em>.</p><ul><li>None</li></ul>")
                        + panel("expand", "More", panel("panel", "Inner", "<p>Deep</p>"))
                        + panel("some-app", "", "<p>Unknown</p>")))
                .isEqualTo("Ask first.\n\nCareful\n\nNo way back.\n\n- None\n\nMore\n\nInner\n\nDeep\n\nUnknown");
    }

    @Test
    void headingInPanelOrLayout_opensASection() {
        List<WikiPage.Section> sections = StorageFormat.sections(
                "<ac:layout><ac:layout-section ac:type=\"two_equal\"><ac:layout-cell><h2>Left</h2><p>l</p></ac:layout-cell>"
                        + "<ac:layout-cell>" + panel("panel", "", "<h2>Right</h2><p>r</p>")
                        + "</ac:layout-cell></ac:layout-section></ac:layout>",
                "T");

        assertThat(sections)
                .containsExactly(
                        new WikiPage.Section(List.of("Left"), "l"), new WikiPage.Section(List.of("Right"), "r"));
    }

    @Test
    void navigationAndFills_areDropped() {
        assertThat(text("<p><ac:structured-macro ac:name=\"toc\"><ac:parameter ac:name=\"maxLevel\">2</ac:parameter>"
                        + "</ac:structured-macro></p><ac:structured-macro ac:name=\"children\" />"
                        + "<ac:structured-macro ac:name=\"pagetree\"><ac:parameter ac:name=\"root\"><ac:link>"
                        + "<ri:page ri:content-title=\"Home\" /></ac:link></ac:parameter></ac:structured-macro>"
                        + "<ac:placeholder>Type here</ac:placeholder><p>Text <ac:emoticon ac:name=\"smile\" />"
                        + "<ac:structured-macro ac:name=\"anchor\"><ac:parameter ac:name=\"\">here</ac:parameter>"
                        + "</ac:structured-macro></p>"))
                .isEqualTo("Text");
    }

    @Test
    void statusJiraDateAndMention_areWords() {
        assertThat(text("<p>State:<ac:structured-macro ac:name=\"status\"><ac:parameter ac:name=\"colour\">Green"
                        + "</ac:parameter><ac:parameter ac:name=\"title\">Live</ac:parameter></ac:structured-macro>since"
                        + " <time datetime=\"2024-01-31\" />, see <ac:structured-macro ac:name=\"jira\">"
                        + "<ac:parameter ac:name=\"server\">Jira</ac:parameter><ac:parameter ac:name=\"key\">IT-7"
                        + "</ac:parameter></ac:structured-macro>. Ask <ac:link><ri:user ri:account-id=\"5b10\" />"
                        + "</ac:link> or <ac:link><ri:user ri:username=\"anna\" /></ac:link>.</p>"))
                .isEqualTo("State:Live since 2024-01-31, see IT-7. Ask @someone or @anna.");
    }

    @Test
    void tasks_haveTheirBox() {
        assertThat(text("<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-uuid>u</ac:task-uuid>"
                        + "<ac:task-status>incomplete</ac:task-status><ac:task-body><span>Order <strong>laptop</strong>"
                        + "</span></ac:task-body></ac:task><ac:task><ac:task-id>2</ac:task-id>"
                        + "<ac:task-status>complete</ac:task-status><ac:task-body>Badge<ac:task-list><ac:task>"
                        + "<ac:task-status>complete</ac:task-status><ac:task-body>Photo</ac:task-body></ac:task>"
                        + "</ac:task-list></ac:task-body></ac:task></ac:task-list>"))
                .isEqualTo("- [ ] Order laptop\n- [x] Badge\n  - [x] Photo");
    }

    @Test
    void linksAndImages_showTheirTextOrTarget() {
        assertThat(text("<p><ac:link><ri:page ri:content-title=\"Travel policy\" /></ac:link>, "
                        + "<ac:link ac:anchor=\"x\"><ri:page ri:content-title=\"T\" /><ac:plain-text-link-body>"
                        + "<![CDATA[the <rules>]]></ac:plain-text-link-body></ac:link>, "
                        + "<ac:link><ri:attachment ri:filename=\"form.pdf\" /><ac:link-body>the <em>form</em></ac:link-body>"
                        + "</ac:link>, <ac:link><ri:attachment ri:filename=\"b.pdf\" /></ac:link>, "
                        + "<a href=\"https://x.example\">site</a>: <ac:image ac:alt=\"the login\"><ri:attachment "
                        + "ri:filename=\"a.png\" /></ac:image> <ac:image><ri:attachment ri:filename=\"b.png\" />"
                        + "<ac:caption><p>Fig. 1</p></ac:caption></ac:image></p>"))
                .isEqualTo("Travel policy, the <rules>, the form, b.pdf, site: the login b.png\n\nFig. 1");
    }

    @Test
    void extensionOfTheNewEditor_isReadOnce() {
        assertThat(text("<ac:adf-extension><ac:adf-node type=\"panel\"><ac:adf-attribute key=\"panel-type\">note"
                        + "</ac:adf-attribute><ac:adf-content><p>Once</p></ac:adf-content></ac:adf-node><ac:adf-fallback>"
                        + "<div><p>Once</p></div></ac:adf-fallback></ac:adf-extension>"))
                .isEqualTo("Once");
    }

    @Test
    void malformedStorage_losesNoText() {
        assertThat(text("<p>One<br>two <ac:link><ri:page ri:content-title='P'></ac:link> &unknown; & three"
                        + "<ul><li>four<li>five</ul><table><td>six</p>"))
                .contains("One", "two", "P", "three", "four", "five", "six");
        assertThat(text("")).isEmpty();
        assertThat(text("<ac:structured-macro ac:name=\"code\"><ac:plain-text-body><![CDATA[open"))
                .isEqualTo("open");
        assertThat(text("<p>".repeat(50_000) + "deep")).isEqualTo("deep");
        assertThat(text("<ac:task-list><ac:task><ac:task-body>".repeat(10_000) + "deep"))
                .contains("deep");
        assertThat(text("<ac:structured-macro ac:name=\"x\"><ac:rich-text-body>".repeat(10_000) + "deep"))
                .contains("deep");
    }

    private static String panel(String name, String title, String body) {
        String parameter = title.isEmpty() ? "" : "<ac:parameter ac:name=\"title\">" + title + "</ac:parameter>";
        return "<ac:structured-macro ac:name=\"" + name + "\">" + parameter + "<ac:rich-text-body>" + body
                + "</ac:rich-text-body></ac:structured-macro>";
    }

    private static String text(String storage) {
        return StorageFormat.sections(storage, "Title").stream()
                .map(WikiPage.Section::text)
                .collect(Collectors.joining("\n\n"));
    }
}
