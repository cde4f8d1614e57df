// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/import.h"
#include "core/session/session.h"

#include <QString>

#include <functional>

namespace hop101::ui {

class Banner;

/// Offers a recording that was not finished, one after the other. `open` says whether it could be opened.
void presentLost(Banner &banner, const std::function<bool(const QString &path)> &open);
/// The capture cannot be written any more; the session goes on, and `elsewhere` asks for another file.
void presentCaptureError(Banner &banner, const capture::CaptureError &error,
                         const std::function<void()> &elsewhere);
/// A certificate that is not trusted, what is known of it, and a button that accepts it.
void presentDoubt(Banner &banner, const session::CertificateDoubt &doubt,
                  const std::function<void()> &accept);

/// What was pasted has filled the request, and what of it could not be taken. `fill` adds the headers that
/// an upgrade needs and it lacks.
void presentImported(Banner &banner, const plan::Imported &imported, const std::function<void()> &undo,
                     const std::function<void()> &fill);
/// What was pasted cannot be read, and where.
void presentImportError(Banner &banner, const plan::ImportError &error, const QString &pasted);

} // namespace hop101::ui
