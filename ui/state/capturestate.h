// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/textsearch.h"
#include "core/hop/pathreport.h"
#include "ui/state/eventselection.h"
#include "ui/state/hitset.h"

#include <QObject>

#include <memory>
#include <optional>

namespace hop101::ui {

/// The capture that is shown and the one selection in it. Every pane observes this object and nothing else;
/// no pane knows another. GUI thread only.
class CaptureState : public QObject
{
    Q_OBJECT
public:
    explicit CaptureState(QObject *parent = nullptr);
    ~CaptureState() override;

    /// Shows another capture (nullptr: none). The selection is cleared.
    void setReader(std::unique_ptr<capture::Reader> reader);
    /// nullptr where no capture is shown. Valid until captureChanged().
    const capture::Reader *reader() const { return m_reader.get(); }

    /// New events were committed, or earlier ones changed; the caller is the session notice, at most once a
    /// frame.
    void advance(base::EventId lowestChanged);

    base::EventId selected() const { return m_selected; }
    /// Bytes lit up within the selected event, counted from its first wire byte; size 0: none.
    base::ByteRange selectedBytes() const { return m_bytes; }
    void select(base::EventId event); ///< and no other
    // Several events may be selected; selected() is the one of them that the panes show.
    const EventSelection &selection() const { return m_selection; }
    /// From where the selection began to here.
    void selectTo(base::EventId event);
    /// Adds the event, or takes it away; the last one stays.
    void toggleSelected(base::EventId event);
    /// Every row. What shows stays.
    void selectAll();
    /// `shown` is one of them, else the nearest one shows.
    void setSelection(EventSelection selection, base::EventId shown);
    /// The rows among them; events that a filter hides do not count.
    std::uint64_t selectedCount() const;
    bool hasSeveralSelected() const { return selectedCount() > 1; }
    void selectBytes(base::ByteRange bytes);
    /// Selects the event of a place where a text was found, and lights it up there until another is selected.
    void show(const capture::TextHit &found);
    const std::optional<capture::TextHit> &found() const { return m_found; }

    /// The connection that shows alone, by its hop; none: all do. Of the capture that is shown.
    base::HopId chosenHop() const { return m_chosenHop; }
    void chooseHop(base::HopId hop);

    /// What a path check found that the capture is of, as far as it came; null where it is not known.
    const std::shared_ptr<const hop::PathReport> &pathReport() const { return m_pathReport; }
    void setPathReport(hop::PathReport report);

    // The rows: all events, in their order, or those that a filter lets through. Timeline and table show
    // them.
    std::uint64_t rowCount() const;
    base::EventId eventAt(std::uint64_t row) const;
    /// So many rows stand above this event; its own row where it has one.
    std::uint64_t rowOf(base::EventId event) const;
    bool hasRow(base::EventId event) const;
    bool isFiltered() const { return m_hits.has_value(); }
    const std::optional<HitSet> &hits() const { return m_hits; }
    /// The filter begins: no row yet.
    void beginFilter();
    void addHits(const std::vector<capture::BlockHits> &blocks);
    void endFilter();

signals:
    /// Other rows, of another capture or by another filter. Before captureChanged().
    void rowsReset();
    /// Rows from `first` on may look different, be other ones or new; there may be fewer. Before
    /// eventsAdvanced().
    void rowsAdvanced(quint64 first);
    void foundChanged();
    void captureChanged();
    void chosenHopChanged(hop101::base::HopId hop);
    /// `first`: lowest event whose row may look different; all rows from it to the end may be new.
    void eventsAdvanced(hop101::base::EventId first);
    void selectionChanged(hop101::base::EventId event);
    /// Which events are selected, or how many of them show. Before selectionChanged().
    void selectedEventsChanged();
    void selectedBytesChanged(hop101::base::ByteRange bytes);

private:
    void showSelected(base::EventId event);

    std::unique_ptr<capture::Reader> m_reader;
    base::EventId m_selected;
    base::EventId m_anchor; ///< where a range began
    EventSelection m_selection;
    base::ByteRange m_bytes;
    base::HopId m_chosenHop;
    std::optional<capture::TextHit> m_found;
    std::shared_ptr<const hop::PathReport> m_pathReport;
    std::optional<HitSet> m_hits; ///< nothing: all events are rows
};

} // namespace hop101::ui
