// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/stylesheet.h"

#include "ui/theme/tokens.h"

#include <QColor>
#include <QList>

#include <algorithm>

namespace hop101::ui {

namespace {

// Colours stand as @name; lengths are device-independent pixels on the 8-px grid or its half.
const char *const kGrounds = R"(
QMainWindow, QDialog { background: @window; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; button-layout: 3; }
QWidget[ground="window"] { background: @window; }
QWidget[ground="pane"] { background: @pane; }
QWidget[ground="alternate"] { background: @alternate; }
QWidget[ground="code"] { background: @code; }
QFrame[hairline="true"] { background: @hairline; border: none; }
QSplitter::handle { background: @hairline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollArea, QAbstractScrollArea { border: none; }
QGroupBox { border: none; margin-top: 24px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; top: 4px; }
QMainWindow::separator { background: @hairline; width: 1px; height: 1px; }
)";

const char *const kLabels = R"(
QLabel[role="title"] { font-weight: 600; }
QLabel[role="quiet"] { color: @quiet; }
QLabel[role="section"] { color: @quiet; font-weight: 600; }
QLabel[role="holds"] { color: @holds; }
QLabel[role="warning"] { color: @warning; }
QLabel[role="broken"] { color: @broken; }
QLabel[role="seam"] { color: @seam; }
QLabel[code="true"] { background: @code; color: @quietOnCode; border-radius: 4px; padding: 4px 8px; }
QLabel[dropHint="true"] { background: @pane; color: @text; border: 2px solid @accent; border-radius: 8px; padding: 16px 24px; font-weight: 600; }
QToolTip { background: @alternate; color: @text; border: 1px solid @hairline; padding: 4px 8px; }
)";

const char *const kButtons = R"(
QPushButton { background: @pane; color: @text; border: 1px solid @hairline; border-radius: 6px; padding: 6px 15px; min-height: 18px; }
QPushButton:hover { background: @alternate; border-color: @control; }
QPushButton:pressed { background: @code; }
QPushButton:focus { border: 2px solid @accent; padding: 5px 14px; }
QPushButton:disabled { color: @control; background: @alternate; }
QPushButton[primary="true"] { background: @accent; color: @onAccent; border: 1px solid @accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[primary="true"]:pressed { background: @accentPressed; border-color: @accentPressed; }
QPushButton[primary="true"]:focus { border: 2px solid @text; padding: 5px 14px; }
QPushButton[primary="true"]:disabled { background: @accentOff; border-color: @accentOff; color: @onAccentOff; }
QPushButton[pill="true"] { border-radius: 15px; padding: 5px 15px; }
QPushButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right; right: 6px; }
*[link="true"] { background: transparent; color: @accent; border: none; border-radius: 4px; padding: 2px 4px; }
*[link="true"]:hover { background: @code; color: @accentOnCode; }
*[link="true"]:focus { border: 1px solid @accent; padding: 1px 3px; }
*[link="true"]:disabled { color: @control; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: @code; }
QToolButton:pressed, QToolButton:checked { background: @selection; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton:disabled { color: @control; }
)";

const char *const kSegments = R"(
*[segment] { background: @pane; color: @quiet; border: 1px solid @hairline; border-right: none; border-radius: 0; padding: 6px 12px; min-height: 18px; font-weight: 400; }
*[segment="last"], *[segment="only"] { border-right: 1px solid @hairline; }
*[segment="first"], *[segment="only"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
*[segment="last"], *[segment="only"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
*[segment]:hover { background: @alternate; color: @text; }
*[segment]:checked { background: @selection; color: @accentOnSelection; font-weight: 600; }
*[segment]:focus { border: 2px solid @accent; padding: 5px 11px; }
*[segment]:disabled { color: @control; }
QTabWidget::pane { border: none; border-top: 1px solid @hairline; background: @pane; }
QTabBar { background: @alternate; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @quiet; border: none; border-bottom: 2px solid transparent; padding: 8px 12px 6px 12px; }
QTabBar::tab:first { margin-left: 8px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { border: 1px solid @accent; border-bottom: 2px solid @accent; border-radius: 4px; padding: 7px 11px 6px 11px; }
QTabBar::tab:disabled { color: @control; }
)";

const char *const kInputs = R"(
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: @code; color: @text; border: 1px solid @hairline; border-radius: 6px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit, QAbstractSpinBox, QComboBox { padding: 5px 9px; min-height: 18px; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border: 2px solid @accent; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { padding: 4px 8px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @control; background: @alternate; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border: 1px solid @broken; }
QPlainTextEdit[plain="true"], QTextEdit[plain="true"] { background: @pane; border: none; border-radius: 0; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(:/icons/sheet/chevron-down-@shade.svg); width: 16px; height: 16px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 20px; }
QAbstractSpinBox::up-arrow { image: url(:/icons/sheet/chevron-up-@shade.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(:/icons/sheet/chevron-down-@shade.svg); width: 12px; height: 12px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 14px; height: 14px; border: 1px solid @control; border-radius: 4px; background: @pane; }
QRadioButton::indicator { border-radius: 7px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/sheet/check-@shade.svg); }
QRadioButton::indicator:checked { background: @pane; border: 4px solid @accent; width: 8px; height: 8px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @alternate; border-color: @hairline; }
QCheckBox:focus, QRadioButton:focus { outline: none; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid @accent; width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @pane; border: 1px solid @hairline; }
)";

const char *const kViews = R"(
QAbstractItemView { background: @pane; alternate-background-color: @alternate; color: @text; border: none; gridline-color: @hairline; selection-background-color: @selection; selection-color: @text; outline: none; }
QAbstractItemView::item:selected { background: @selection; color: @text; }
QAbstractItemView::item:selected:!active { background: @code; }
QListView[side="true"], QTreeView[side="true"] { background: @alternate; }
QListView[side="true"]::item, QTreeView[side="true"]::item { padding: 3px 7px; border: 1px solid transparent; min-height: 18px; }
QListView[side="true"]::item:hover, QTreeView[side="true"]::item:hover { background: @code; }
QListView[side="true"]::item:selected, QTreeView[side="true"]::item:selected { background: @selection; color: @text; }
QListView[side="true"]::item:focus, QTreeView[side="true"]::item:focus { border: 1px solid @accent; }
QTableView::item { padding: 0 8px; border: none; }
QTreeView::item { padding: 2px 8px; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QHeaderView { background: @alternate; border: none; }
QHeaderView::section { background: @alternate; color: @quiet; border: none; border-bottom: 1px solid @hairline; padding: 6px 8px; font-weight: 600; }
QTableCornerButton::section { background: @alternate; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @handle; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";

const char *const kBars = R"(
QMenuBar { background: @pane; color: @text; border: none; border-bottom: 1px solid @hairline; padding: 1px 4px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @selection; color: @text; }
QMenu { background: @pane; color: @text; border: 1px solid @hairline; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @control; }
QMenu::separator { height: 1px; background: @hairline; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QToolBar { background: @alternate; border: none; border-bottom: 1px solid @hairline; spacing: 8px; padding: 8px; }
QStatusBar { background: @alternate; color: @quiet; border-top: 1px solid @hairline; }
QStatusBar::item { border: none; }
QProgressBar { background: @code; border: none; border-radius: 3px; max-height: 6px; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
)";

QColor blended(const QColor &over, const QColor &under, double part)
{
    const auto channel = [part](int a, int b) { return int(a * part + b * (1 - part) + 0.5); };
    return {channel(over.red(), under.red()), channel(over.green(), under.green()),
            channel(over.blue(), under.blue())};
}

struct Named
{
    QString name;
    QColor color;
};

QList<Named> namedColors(bool dark)
{
    const auto of = [dark](Token token) { return tokenColor(token, dark); };
    const auto on = [dark](Token text, Token ground) { return tokenColorOn(text, ground, dark); };
    const QColor accent = of(Token::Accent);
    const QColor pane = of(Token::Pane);
    QList<Named> all;
    const auto add = [&all](const char *name, const QColor &value) {
        all += Named{QLatin1Char('@') + QLatin1String(name), value};
    };
    add("window", of(Token::Window));
    add("pane", pane);
    add("alternate", of(Token::Alternate));
    add("hairline", of(Token::Hairline));
    add("text", of(Token::Text));
    add("quiet", of(Token::Quiet));
    add("quietOnCode", on(Token::Quiet, Token::CodeGround));
    add("accent", accent);
    add("accentOnCode", on(Token::Accent, Token::CodeGround));
    add("accentOnSelection", on(Token::Accent, Token::Selection));
    add("accentHover", blended(accent, of(Token::Text), 0.88));
    add("accentPressed", blended(accent, of(Token::Text), 0.78));
    add("accentOff", blended(accent, pane, 0.45));
    add("onAccent", of(Token::OnAccent));
    add("onAccentOff", blended(of(Token::OnAccent), accent, 0.85));
    add("seam", of(Token::Seam));
    add("control", of(Token::Control));
    add("selection", of(Token::Selection));
    add("holds", of(Token::Holds));
    add("warning", of(Token::Warning));
    add("broken", of(Token::Broken));
    add("code", of(Token::CodeGround));
    add("handle", blended(of(Token::Control), pane, 0.5));
    // "@accentHover" before "@accent", or the shorter name eats the front of the longer.
    std::sort(all.begin(), all.end(),
              [](const Named &a, const Named &b) { return a.name.size() > b.name.size(); });
    return all;
}

} // namespace

QString styleSheet(bool dark)
{
    QString sheet;
    for (const char *part : {kGrounds, kLabels, kButtons, kSegments, kInputs, kViews, kBars})
        sheet += QLatin1String(part);
    for (const Named &named : namedColors(dark))
        sheet.replace(named.name, named.color.name());
    sheet.replace(QLatin1String("@shade"), QLatin1String(dark ? "dark" : "light"));
    return sheet;
}

} // namespace hop101::ui
