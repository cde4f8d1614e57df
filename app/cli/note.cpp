// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/capture/annotations.h"
#include "core/capture/migration.h"
#include "core/doctor/words.h"

namespace hop101::cli {
namespace {

using Done = base::Result<base::Done, capture::CaptureError>;

Done write(const NoteOptions &options)
{
    if (options.text) {
        Done done = capture::setNoteText(options.path, options.event, *options.text);
        if (!done || !options.bookmark)
            return done;
    }
    return capture::setBookmark(options.path, options.event, options.bookmark.value_or(true));
}

ExitStatus failed(const capture::CaptureError &error, Output &output)
{
    output.complain(doctor::shown(capture::describe(error), 1000));
    return error.fault == capture::CaptureFault::NoSuchPlace ? ExitStatus::Usage : ExitStatus::File;
}

} // namespace

ExitStatus note(const NoteOptions &options, Output &output)
{
    Done done = write(options);
    if (!done && done.error().fault == capture::CaptureFault::Older) {
        const auto original = capture::migrateKeepingOriginal(options.path);
        if (!original)
            return failed(original.error(), output);
        output.print("The capture has today's format now; the original is kept as "
                     + doctor::shown(original.value(), 1000) + '\n');
        done = write(options);
    }
    return done ? ExitStatus::Ok : failed(done.error(), output);
}

} // namespace hop101::cli
