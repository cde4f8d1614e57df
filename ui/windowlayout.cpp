// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windowlayout.h"

#include "ui/theme/labels.h"

#include <QFrame>
#include <QMainWindow>
#include <QSplitter>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

constexpr QSize kFirstSize{1280, 800};
constexpr QSize kLeastSize{760, 480};
constexpr int kLibraryWidth = 196;
constexpr int kDetailWidth = 392;
constexpr int kLeastDetailWidth = 330;

QVBoxLayout *newColumn(QWidget *of)
{
    auto *column = new QVBoxLayout(of);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

void setPaneGround(QWidget *widget)
{
    widget->setProperty("ground", QStringLiteral("pane"));
    widget->setAttribute(Qt::WA_StyledBackground);
}

QSplitter *newSplitter(const char *name)
{
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QLatin1String(name));
    splitter->setHandleWidth(1);
    return splitter;
}

/// What happened, over what is sent next; beside it what it means.
QSplitter *newInner(const WindowParts &parts)
{
    auto *left = new QWidget;
    setPaneGround(left);
    QVBoxLayout *column = newColumn(left);
    column->addWidget(parts.origin);
    column->addWidget(parts.centre, 1);
    column->addWidget(parts.held);
    column->addWidget(newHairline());
    column->addWidget(parts.sendBar);
    QSplitter *inner = newSplitter("detail");
    inner->setChildrenCollapsible(false);
    inner->addWidget(left);
    auto *right = new QWidget;
    setPaneGround(right);
    QVBoxLayout *meaning = newColumn(right);
    meaning->addWidget(parts.detail, 1);
    meaning->addWidget(parts.note);
    inner->addWidget(right);
    inner->setStretchFactor(0, 1);
    inner->setSizes({kFirstSize.width() - kLibraryWidth - kDetailWidth, kDetailWidth});
    right->setMinimumWidth(kLeastDetailWidth);
    return inner;
}

QSplitter *newOuter(const WindowParts &parts, QSplitter *inner)
{
    auto *middle = new QWidget;
    QVBoxLayout *column = newColumn(middle);
    column->addWidget(parts.composer);
    column->addWidget(newHairline());
    column->addWidget(inner, 1);
    QSplitter *outer = newSplitter("library");
    outer->addWidget(parts.library);
    outer->addWidget(middle);
    outer->setStretchFactor(1, 1);
    outer->setCollapsible(1, false);
    outer->setSizes({kLibraryWidth, kFirstSize.width() - kLibraryWidth});
    return outer;
}

} // namespace

WindowSplitters layOut(QMainWindow &window, const WindowParts &parts)
{
    QSplitter *inner = newInner(parts);
    QSplitter *outer = newOuter(parts, inner);
    auto *all = new QWidget;
    setPaneGround(parts.urlBar);
    QVBoxLayout *column = newColumn(all);
    column->addWidget(parts.urlBar);
    column->addWidget(newHairline());
    column->addWidget(parts.banner);
    column->addWidget(outer, 1);
    column->addWidget(newHairline());
    column->addWidget(parts.status);
    window.setCentralWidget(all);
    window.setMinimumSize(kLeastSize);
    window.resize(kFirstSize);
    return {outer, inner};
}

} // namespace hop101::ui
