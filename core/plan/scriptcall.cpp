// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/plan/planbuilder.h"
#include "core/plan/scriptvalue.h"

namespace hop101::plan {
namespace {

bool isText(const ScriptValue *value)
{
    return value && value->kind == ScriptValue::Kind::Text;
}

void addFetchHeaders(PlanBuilder &builder, const ScriptValue &options)
{
    const ScriptValue *headers = options.member("headers");
    if (headers && headers->kind == ScriptValue::Kind::Object) {
        for (const ScriptValue &header : headers->items) {
            if (header.name.starts_with(':'))
                builder.note(Remark::HeaderLeftOut, header.name);
            else
                builder.addHeader(header.name, header.text, header.at);
        }
    }
    const ScriptValue *referrer = options.member("referrer");
    if (isText(referrer) && !referrer->text.empty() && !builder.hasHeader("Referer"))
        builder.addHeader("Referer", referrer->text, referrer->at);
}

void takeFetchOptions(PlanBuilder &builder, const ScriptValue &options)
{
    addFetchHeaders(builder, options);
    if (isText(options.member("body")))
        builder.note(Remark::BodyLeftOut);
    const ScriptValue *method = options.member("method");
    if (!isText(method))
        return;
    if (!base::isToken(method->text))
        builder.fail(ImportFault::BadLiteral, method->at);
    builder.plan().method = method->text;
}

std::string subprotocols(const ScriptValue &value)
{
    std::string names = value.kind == ScriptValue::Kind::Text ? value.text : "";
    if (value.kind == ScriptValue::Kind::Object)
        return names;
    for (const ScriptValue &item : value.items)
        names += (names.empty() ? "" : ", ") + item.text;
    return names;
}

/// The URL that is the first argument.
bool takeUrl(PlanBuilder &builder, const std::vector<ScriptValue> &arguments, std::size_t call)
{
    if (arguments.empty() || arguments.front().kind != ScriptValue::Kind::Text)
        builder.fail(ImportFault::NoUrl, call);
    else
        builder.setUrl(arguments.front().text, arguments.front().at);
    return !builder.hasFailed();
}

} // namespace

ImportResult importFetch(std::string_view text, std::size_t call)
{
    const auto arguments = scriptArguments(text, call);
    if (!arguments)
        return arguments.error();
    PlanBuilder builder(ImportKind::Fetch);
    if (!takeUrl(builder, arguments.value(), call))
        return builder.finish();
    if (arguments.value().size() > 1)
        takeFetchOptions(builder, arguments.value()[1]);
    if (!builder.hasHeader("Host"))
        builder.insertHeader(0, "Host", builder.url().hostHeader());
    return builder.finish();
}

ImportResult importWebSocketCall(std::string_view text, std::size_t call)
{
    const auto arguments = scriptArguments(text, call);
    if (!arguments)
        return arguments.error();
    PlanBuilder builder(ImportKind::WebSocketCall);
    if (!takeUrl(builder, arguments.value(), call))
        return builder.finish();
    builder.plan() = defaultPlan(builder.url().text());
    if (arguments.value().size() > 1) {
        const ScriptValue &second = arguments.value()[1];
        if (const std::string names = subprotocols(second); !names.empty())
            builder.addHeader("Sec-WebSocket-Protocol", names, second.at);
    }
    return builder.finish(false);
}

} // namespace hop101::plan
