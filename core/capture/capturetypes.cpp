// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturetypes.h"

#include "core/base/text.h"

namespace hop101::capture {

namespace {

/// "%" stands for the path.
const char *sentence(CaptureFault fault)
{
    switch (fault) {
    case CaptureFault::NotFound:
        return HOP101_TEXT("capture", "% cannot be found: check the path, or choose another file");
    case CaptureFault::Exists:
        return HOP101_TEXT("capture", "% exists already: choose another name, or remove it first");
    case CaptureFault::NoPermission:
        return HOP101_TEXT("capture",
                           "There is no permission for %: change the rights, or choose another folder");
    case CaptureFault::NoSpace:
        return HOP101_TEXT("capture",
                           "There is no space left for %: make room on the disk, or choose another folder");
    case CaptureFault::NotACapture:
        return HOP101_TEXT("capture", "% is not a Hop101 capture: choose a .hop101 file");
    case CaptureFault::Newer:
        return HOP101_TEXT("capture",
                           "% was written by a newer version of Hop101: update this one to open it");
    case CaptureFault::Older:
        return HOP101_TEXT("capture",
                           "% is in the format of an older version of Hop101, which can be read and not "
                           "changed: save a copy in today's format and change that");
    case CaptureFault::Damaged:
        return HOP101_TEXT("capture",
                           "% is damaged and can be read only in part: use another copy if there is one");
    case CaptureFault::Hostile:
        return HOP101_TEXT(
            "capture",
            "% holds things that no capture has and was not opened: ask its sender for the original");
    case CaptureFault::Busy:
        return HOP101_TEXT("capture", "% is in use: close it elsewhere and try again");
    case CaptureFault::TooLong:
        return HOP101_TEXT("capture",
                           "The text is too long for %: a note has at most 16 MiB and a title 1,000 bytes, "
                           "shorten it");
    case CaptureFault::NoSuchPlace:
        return HOP101_TEXT("capture", "% has nothing of that number: choose one that the capture shows");
    case CaptureFault::Io:
        return HOP101_TEXT("capture", "% cannot be read or written: check the disk and try again");
    }
    return "%";
}

} // namespace

std::string describe(const CaptureError &error)
{
    std::string text = sentence(error.fault);
    text.replace(text.find('%'), 1, error.path.empty() ? "the capture" : error.path);
    if (!error.detail.empty())
        text += " (" + error.detail + ")";
    return text + ".";
}

} // namespace hop101::capture
