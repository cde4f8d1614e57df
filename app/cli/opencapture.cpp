// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/opencapture.h"

#include "core/doctor/words.h"

namespace hop101::cli {
namespace {

constexpr std::size_t kMaxSentence = 1000;

void complain(const capture::CaptureError &error, Output &output)
{
    output.complain(doctor::shown(capture::describe(error), kMaxSentence));
}

} // namespace

std::unique_ptr<capture::Reader> openCapture(const std::string &path, Output &output)
{
    auto reader = capture::Reader::open(path);
    if (reader)
        return std::move(reader).value();
    complain(reader.error(), output);
    return nullptr;
}

ExitStatus statusOf(const capture::Reader &reader, Output &output)
{
    if (!reader.damage())
        return ExitStatus::Ok;
    complain(*reader.damage(), output);
    return ExitStatus::File;
}

} // namespace hop101::cli
