// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headwriter.h"

namespace hop101::http {
namespace {

base::Bytes writeHead(std::string startLine, std::span<const FieldToWrite> fields)
{
    std::string text = std::move(startLine) + "\r\n";
    for (const FieldToWrite &field : fields)
        text.append(field.name).append(": ").append(field.value).append("\r\n");
    return base::toBytes(text.append("\r\n"));
}

} // namespace

base::Bytes writeRequestHead(std::string_view method, std::string_view target, std::string_view version,
                             std::span<const FieldToWrite> fields)
{
    std::string line(method);
    line.append(" ").append(target).append(" ").append(version);
    return writeHead(std::move(line), fields);
}

base::Bytes writeResponseHead(std::string_view version, int status, std::string_view reason,
                              std::span<const FieldToWrite> fields)
{
    std::string line(version);
    line.append(" ").append(std::to_string(status)).append(" ").append(reason);
    return writeHead(std::move(line), fields);
}

} // namespace hop101::http
