// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redactionrules.h"

#include "core/base/ascii.h"
#include "core/capture/redactionmatcher.h"

namespace hop101::capture {

RedactionRules defaultRedactionRules()
{
    RedactionRules rules;
    rules.queryParameters = {"access_token",
                             "refresh_token",
                             "id_token",
                             "token",
                             "auth_token",
                             "session_token",
                             "api_key",
                             "key",
                             "password",
                             "passwd",
                             "pwd",
                             "passcode",
                             "pass",
                             "passphrase",
                             "secret",
                             "client_secret",
                             "sig",
                             "signature",
                             "auth",
                             "authorization",
                             "session",
                             "session_id",
                             "sid",
                             "jsessionid",
                             "phpsessid",
                             "credentials",
                             "jwt",
                             "bearer",
                             "ticket",
                             "code_verifier",
                             "csrf_token",
                             "xsrf_token",
                             "X-Amz-Signature",
                             "X-Amz-Security-Token",
                             "X-Amz-Credential",
                             "pw",
                             "assertion",
                             "*_token",
                             "*password",
                             "*_secret",
                             "*api_key",
                             "*_access_key",
                             "*_session_id",
                             "*_authorization",
                             "*_jwt"};
    rules.jsonFields = rules.queryParameters;
    rules.jsonFields.insert(rules.jsonFields.end(),
                            {"proxy-authorization", "cookie", "set-cookie", "private_key", "secret_key",
                             "access_key", "cookies", "x-api-key", "x-auth-token"});
    rules.headers = {"X-Api-Key",
                     "X-Auth-Token",
                     "X-Access-Token",
                     "X-Amz-Security-Token",
                     "X-CSRF-Token",
                     "X-XSRF-Token",
                     "X-Session-Id",
                     "X-Session-Token",
                     "X-Goog-Api-Key",
                     "X-Auth-Key",
                     "Ocp-Apim-Subscription-Key",
                     "X-Vault-Token",
                     "Cf-Access-Jwt-Assertion",
                     "X-Goog-Iap-Jwt-Assertion",
                     "X-Amzn-Oidc-Data",
                     "X-Hub-Signature-256"};
    return rules;
}

std::string comparableName(std::string_view name)
{
    std::string comparable;
    comparable.reserve(name.size());
    for (const char c : name) {
        if (c != '-' && c != '_')
            comparable += base::toLower(c);
    }
    return comparable;
}

std::optional<PatternError> checkPatterns(const std::vector<std::string> &patterns)
{
    RedactionRules rules;
    rules.patterns = patterns;
    auto made = RedactionMatcher::make(rules);
    return made ? std::nullopt : std::optional(made.error());
}

} // namespace hop101::capture
