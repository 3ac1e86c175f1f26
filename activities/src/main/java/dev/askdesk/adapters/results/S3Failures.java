package dev.askdesk.adapters.results;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a store that speaks S3 says, in our words: its own may repeat a key, so that of it only a code is passed on. */
final class S3Failures {
    private static final int LONGEST_CODE = 60;

    private S3Failures() {}

    /** Of a call about one result. */
    static OutsideException of(SdkException failure, S3Settings settings, String handle) {
        if (!(failure instanceof S3Exception answered)) {
            return new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE, settings.place() + " " + unreached(failure), failure);
        }
        int status = answered.statusCode();
        String code = code(answered);
        if (code.equals("NoSuchKey")) {
            return new OutsideException(FailureType.RESULT_MISSING, "There is no result " + handle + ".");
        }
        if (status >= 500 || status == 429 || status == 408) {
            return new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE, settings.place() + " fails with " + status + " " + code + ".");
        }
        return new OutsideException(FailureType.RESULTS_REQUEST, refusal(settings, status, code));
    }

    private static String refusal(S3Settings settings, int status, String code) {
        String said = " (" + status + " " + code + "): ";
        if (code.equals("NoSuchBucket")) {
            return "There is no bucket " + settings.place() + said
                    + "create it, or correct ASKDESK_RESULTS or ASKDESK_RESULTS_S3_ENDPOINT.";
        }
        return switch (status) {
            case 401, 403 ->
                settings.place() + " refuses the key" + said
                        + (settings.keys() == null
                                ? "set ASKDESK_RESULTS_S3_KEY_ID and ASKDESK_RESULTS_S3_SECRET_KEY, or AWS's own variables or"
                                        + " profile, to one"
                                : "correct ASKDESK_RESULTS_S3_KEY_ID and ASKDESK_RESULTS_S3_SECRET_KEY, to one")
                        + " that may s3:GetObject, s3:PutObject and s3:ListBucket there.";
            case 301, 307, 400 ->
                settings.place() + " refuses the call" + said
                        + "check that ASKDESK_RESULTS_S3_REGION is the bucket's region, and the key.";
            default ->
                settings.place() + " refuses the call" + said
                        + "check ASKDESK_RESULTS, ASKDESK_RESULTS_S3_ENDPOINT and the key.";
        };
    }

    private static String unreached(SdkException failure) {
        return String.valueOf(failure.getMessage()).contains("Unable to load credentials")
                ? "cannot be asked without a key: set ASKDESK_RESULTS_S3_KEY_ID and ASKDESK_RESULTS_S3_SECRET_KEY, or"
                        + " AWS's own variables or profile."
                : "cannot be reached: check ASKDESK_RESULTS_S3_ENDPOINT and that the store runs.";
    }

    private static String code(S3Exception failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        return code.length() <= LONGEST_CODE && code.matches("[A-Za-z0-9.]+") ? code : "without a reason";
    }
}
