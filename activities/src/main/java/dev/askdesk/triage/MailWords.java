package dev.askdesk.triage;

import java.util.List;
import java.util.regex.Pattern;

/** What mail programs and people put around what is said, in the languages of the firm's correspondents. */
final class MailWords {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** The line before a quoted mail. It may be broken over up to three lines. */
    static final Pattern WROTE = Pattern.compile(
            "(?:On|At) .{4,200}(?:wrote|writes):"
                    + "|(?:Am|Den) .{4,200}schrieb .{1,120}:|.{4,160} schrieb am .{4,120}:"
                    + "|Le .{4,200} a écrit\\s*:"
                    + "|El .{4,200} escribió:"
                    + "|(?:Il|Il giorno) .{4,200} ha scritto:"
                    + "|(?:Em|A) .{4,200} escreveu:"
                    + "|Op .{4,200} schreef .{0,120}:|Den .{4,200} skrev .{0,120}:"
                    + "|\\d{4}年\\d{1,2}月\\d{1,2}日.{0,160}(?:[:：]|のメール)"
                    // Any language: a date, an address, and a colon at the end.
                    + "|(?=.*\\d{4}).{4,160}<[^<>@\\s]+@[^<>\\s]+>.{0,30}[:：]",
            FLAGS);

    /** The line before a forwarded mail. */
    static final Pattern FORWARDED = Pattern.compile(
            "-{2,}\\s*(?:Forwarded (?:message|by .*)|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado"
                    + "|Messaggio inoltrato|Mensagem encaminhada|転送されたメッセージ)\\s*-*"
                    + "|(?:Begin forwarded message|Anfang der weitergeleiteten (?:Nachricht|E-Mail)"
                    + "|Début du message (?:réexpédié|transféré)|Inicio del mensaje reenviado|Inizio messaggio inoltrato"
                    + "|Início da mensagem (?:reencaminhada|encaminhada))\\s*:?",
            FLAGS);

    /** The line before an original mail below a reply. */
    static final Pattern ORIGINAL = Pattern.compile(
            "[-_]{2,}\\s*(?:Original(?: Message| Appointment)?|Ursprüngliche Nachricht|Originalnachricht|Message d['’]origine"
                    + "|Mensaje original|Messaggio originale|Mensagem original|Oorspronkelijk bericht)\\s*[-_]{2,}",
            FLAGS);

    /** A line of the headers that stand above a quoted or forwarded mail. */
    static final Pattern HEADER = Pattern.compile(
            "[*_>\\s]*(?:From|Sent|To|Cc|Bcc|Date|Subject|Reply-To|Importance|Von|Gesendet|An|Datum|Betreff|Kopie|De|Envoyé"
                    + "|Envoyé le|À|Objet|Enviado(?: el| em)?|Para|Asunto|Fecha|Da|Inviato|A|Oggetto|Data|Assunto|Van"
                    + "|Verzonden|Aan|Onderwerp|差出人|送信日時|宛先|件名|日付)[*_]*\\s*[:：].*",
            FLAGS);

    static final Pattern SUBJECT_HEADER = Pattern.compile(
            "[*_>\\s]*(?:Subject|Betreff|Objet|Asunto|Oggetto|Assunto|Onderwerp|件名)[*_]*\\s*[:：]\\s*(.*)", FLAGS);

    /** What says that a quoted mail was passed on, and not answered. */
    static final Pattern FORWARD_PREFIX = Pattern.compile("\\s*(?:Fwd?|WG|TR|RV|I|ENC|転送)\\s*[:：].*", FLAGS);

    /** In front of a subject: replies, forwards, and tags that mail gateways put there. */
    static final Pattern SUBJECT_PREFIX = Pattern.compile(
            "^\\s*(?:(?:Re|Fwd?|AW|WG|TR|RV|SV|VS|R|I|RES|ENC|Antw|返信|転送)\\s*(?:\\[\\d+])?\\s*[:：]"
                    + "|\\[(?:EXT|EXTERNAL|SPAM\\??|WARNING|#?[A-Z]*-?\\d+)]|(?:EXT|EXTERNAL):)\\s*",
            FLAGS);

    /** A line by which people end a mail; what comes after is a name and an address. */
    static final Pattern SIGN_OFF = Pattern.compile(
            "(?:(?:with )?(?:(?:kind|best|warm|many|kindest|warmest) )?(?:regards|wishes|thanks)|best|all the best|cheers"
                    + "|thanks(?: (?:so much|a lot|again|a million|very much|in advance|and (?:best )?regards))?"
                    + "|thank you(?: (?:so much|very much|again|in advance|and (?:best )?regards))?|thx|ty|sincerely"
                    + "|yours(?: sincerely| truly| faithfully)?|respectfully|talk soon|br|rgds"
                    + "|(?:mit )?(?:freundlichen|besten|herzlichen|lieben|vielen) (?:grüßen|grüssen|dank)"
                    + "|(?:beste|viele|liebe|schöne|herzliche|freundliche) grü(?:ß|ss)e.*|mfg|vg|lg|danke(?: .{0,20})?|gruß"
                    + "|(?:bien )?cordialement|bien à (?:vous|toi)|(?:meilleures|sincères) salutations|merci(?: .{0,25})?|bonne journée"
                    + "|(?:un )?(?:cordial )?saludos?(?: cordiales)?|(?:muchas )?gracias(?: .{0,25})?|atentamente|un abrazo"
                    + "|(?:cordiali|distinti) saluti|grazie(?: .{0,25})?|saluti|a presto"
                    + "|atenciosamente|(?:muito )?obrigad[oa](?: .{0,25})?|abraços?|cumprimentos"
                    + "|met vriendelijke groet(?:en)?|(?:どうぞ)?よろしくお願い(?:いた|致)?し(?:ます|申し上げます)[。]?)\\s*[,.!–—-]*",
            FLAGS);

    /** A line that a program adds. */
    static final Pattern ADDED_LINE = Pattern.compile(
            "(?:sent|get) (?:from|outlook|via) .{0,60}|sent from my .*|get outlook for .*"
                    + "|(?:von meinem|gesendet von|diese nachricht wurde von).{0,60}|envoyé de(?:puis)? mon .*"
                    + "|enviado desde mi .*|inviato da(?:l mio)? .*|enviado do meu .*|verzonden vanaf .*"
                    + "|\\[?(?:cid|image):[^\\]]*]?|\\[image\\d*\\.?\\w*]|\\[https?://\\S+]|<image\\d+\\.\\w+>"
                    + "|.{0,20}(?:caution|warning|external(?: e-?mail| sender)?|achtung)\\b.{0,12}(?:this|diese|originated|came"
                    + "|stammt|kommt|external).{0,220}"
                    + "|please consider the environment.*|you don't often get email from .*|.*LearnAboutSenderIdentification.*",
            FLAGS);

    /** Greets, and says nothing else. */
    static final Pattern GREETING = Pattern.compile(
            "(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen|abend)"
                    + "|sehr geehrte.{0,60}|liebe[rs]?|moin|bonjour|bonsoir|salut|cher|chère|hola|buenos días|buenas tardes|buenas"
                    + "|estimad[oa]s?|ciao|buongiorno|gentile|salve|olá|bom dia|boa tarde|caros?|prezad[oa]s?)"
                    + "(?:[ ,]+[\\p{L}.'’-]+){0,4}\\s*[,!.:;–-]*"
                    + "|お疲れ様です。?|お世話になっております。?|.{0,20}(?:様|さん|各位)[、,]?",
            FLAGS);

    /** Words of disclaimers: a paragraph with several of them is one. */
    private static final List<Pattern> DISCLAIMER = List.of(
            words("confidential|vertraulich\\w*|confidentiel\\w*|confidencial\\w*|riservat\\w*|機密"),
            words(
                    "privileged|intended (?:solely |only )?for|intended recipient|addressee|empfänger\\w*|destinataire|destinat[aá]ri[oa]"
                            + "|named above|exclusively for"),
            words(
                    "unauthori[sz]ed|disclos\\w+|distribut\\w+|dissemination|copying|prohibited|strictly|unbefugt\\w*|untersagt|nicht gestattet"
                            + "|interdite?|divulgation|prohibid[oa]|vietat[oa]|proibid[oa]"),
            words("in error|by mistake|irrtümlich\\w*|par erreur|por error|per errore|por engano"),
            words("(?:delete|destroy|vernichten|löschen|supprimer|détruire|eliminar|cancellar|apagar)\\w*"),
            words("notify|informieren|avertir|notificar|avisar|avvis\\w+"),
            words(
                    "this (?:e-?mail|message|communication)|diese (?:e-?mail|nachricht)|ce (?:message|courriel|mail)|este (?:mensaje|correo|e-mail)"
                            + "|questo messaggio|esta mensagem"),
            words(
                    "liab\\w+|warrant\\w+|virus\\w*|not (?:constitute|an offer)|investment advice|registered (?:in|office|number)"
                            + "|haftung|responsabilit\\w+"));

    private static final int CERTAIN = 3;

    private MailWords() {}

    private static Pattern words(String alternatives) {
        return Pattern.compile("\\b(?:" + alternatives + ")\\b|(?:機密)", FLAGS | Pattern.UNICODE_CHARACTER_CLASS);
    }

    static boolean isDisclaimer(String paragraph) {
        return paragraph.length() > 60
                && DISCLAIMER.stream()
                                .filter(words -> words.matcher(paragraph).find())
                                .count()
                        >= CERTAIN;
    }

    /** The subject without what replies and gateways put in front of it. */
    static String subject(String subject) {
        String clean = subject.replaceAll("\\s+", " ").strip();
        String shorter = SUBJECT_PREFIX.matcher(clean).replaceFirst("");
        while (!shorter.equals(clean)) {
            clean = shorter;
            shorter = SUBJECT_PREFIX.matcher(clean).replaceFirst("");
        }
        return clean.strip();
    }
}
