// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import java.util.Locale;
import java.util.Optional;

/**
 * What can happen, with the class and the activity that it is in OCSF 1.3: Account Change (3001),
 * Authentication (3002), Entity Management (3004), User Access Management (3005).
 */
public enum EventKind {
    /** A password was right, or not. */
    SIGN_IN(Ocsf.AUTHENTICATION, 1, "Logon"),
    SECOND_FACTOR(Ocsf.AUTHENTICATION, 99, "Second Factor"),
    /** One of those that a person has for the day the second factor is lost. */
    RECOVERY_CODE_USED(Ocsf.AUTHENTICATION, 99, "Recovery Code"),
    /** A client got tokens for somebody who had signed in. */
    SESSION_OPENED(Ocsf.AUTHENTICATION, 99, "Session opened"),
    SIGN_OUT(Ocsf.AUTHENTICATION, 2, "Logoff"),
    /** A refresh token came back that had been used before, so somebody else has it. */
    REFRESH_TOKEN_REUSED(Ocsf.AUTHENTICATION, 99, "Refresh token reused"),
    ACCOUNT_CREATED(Ocsf.ACCOUNT_CHANGE, 1, "Create"),
    ACCOUNT_ENABLED(Ocsf.ACCOUNT_CHANGE, 2, "Enable"),
    PASSWORD_CHANGED(Ocsf.ACCOUNT_CHANGE, 3, "Password Change"),
    PASSWORD_RESET(Ocsf.ACCOUNT_CHANGE, 4, "Password Reset"),
    EMAIL_VERIFIED(Ocsf.ACCOUNT_CHANGE, 99, "E-mail Verified"),
    EMAIL_CHANGED(Ocsf.ACCOUNT_CHANGE, 99, "E-mail Changed"),
    ACCOUNT_DISABLED(Ocsf.ACCOUNT_CHANGE, 5, "Disable"),
    ACCOUNT_DELETED(Ocsf.ACCOUNT_CHANGE, 6, "Delete"),
    FACTOR_ADDED(Ocsf.ACCOUNT_CHANGE, 10, "MFA Factor Enable"),
    FACTOR_REMOVED(Ocsf.ACCOUNT_CHANGE, 11, "MFA Factor Disable"),
    RECOVERY_CODES_RENEWED(Ocsf.ACCOUNT_CHANGE, 99, "Recovery Codes Renewed"),
    ROLES_CHANGED(Ocsf.USER_ACCESS, 99, "Set Privileges"),
    API_KEY_MADE("API key", 1, "Create"),
    API_KEY_REVOKED("API key", 4, "Delete"),
    CONSENT_GIVEN("consent", 1, "Create"),
    CONSENT_WITHDRAWN("consent", 4, "Delete"),
    CLIENT_REGISTERED("client", 1, "Create"),
    CLIENT_CHANGED("client", 3, "Update"),
    CLIENT_REMOVED("client", 4, "Delete"),
    INITIAL_TOKEN_MADE("initial access token", 1, "Create"),
    INITIAL_TOKEN_REVOKED("initial access token", 4, "Delete"),
    SIGNING_KEYS_ROTATED("signing key", 3, "Update"),
    SIGNING_KEY_REVOKED("signing key", 4, "Delete"),
    /** Old events were deleted, since they were older than they are kept. */
    AUDIT_EVENTS_EXPIRED("audit events", 4, "Delete");

    /** The detail with the roles that an account has from now on, separated by spaces. */
    public static final String ROLES = "roles";

    private final int classUid;
    private final int activity;
    private final String activityName;
    private final String entity;

    private static final class Ocsf {
        private static final int ACCOUNT_CHANGE = 3001;
        private static final int AUTHENTICATION = 3002;
        private static final int ENTITY = 3004;
        private static final int USER_ACCESS = 3005;
    }

    EventKind(int classUid, int activity, String activityName) {
        this.classUid = classUid;
        this.activity = activity;
        this.activityName = activityName;
        this.entity = "";
    }

    EventKind(String entity, int activity, String activityName) {
        this.classUid = Ocsf.ENTITY;
        this.activity = activity;
        this.activityName = activityName;
        this.entity = entity;
    }

    /** Its name in events and in queries, in lower case. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this name. */
    static Optional<EventKind> of(String text) {
        for (EventKind kind : values()) {
            if (kind.text().equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    int classUid() {
        return classUid;
    }

    int activity() {
        return activity;
    }

    String activityName() {
        return activityName;
    }

    /** The kind of thing that was made, changed or removed; empty for a change of an account. */
    Optional<String> entity() {
        return Optional.of(entity).filter(text -> !text.isEmpty());
    }

    boolean isAuthentication() {
        return classUid == Ocsf.AUTHENTICATION;
    }

    boolean isUserAccess() {
        return classUid == Ocsf.USER_ACCESS;
    }
}
