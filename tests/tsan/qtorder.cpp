// SPDX-License-Identifier: GPL-3.0-or-later
//
// ThreadSanitizer sees no order in what Qt hands from thread to thread: Debian's Qt is built without it, and
// its mutexes and semaphores are futexes of its own. This library stands before Qt in the programs of the
// preset tsan and says what Qt guarantees, call by call: what happened before QMetaObject::invokeMethod
// happens before the call that it makes, and that happens before a blocking invokeMethod returns; what a
// thread did happens before QThread::wait returns; what happened before a signal was emitted happens before
// the events that are delivered later. Large pictures, which Qt paints with threads of its own and waits for
// them, it paints here without.

#include <QCoreApplication>
#include <QMetaObject>
#include <QObject>
#include <QThread>
#include <QThreadPool>

#include <dlfcn.h>

#include <functional>
#include <string_view>
#include <utility>

extern "C" {
void __tsan_acquire(void *address);
void __tsan_release(void *address);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);
}

namespace {

template<typename Function>
Function next(const char *symbol)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, symbol));
}

char signalsEmitted;
char threadsEnded;

/// A call that says that it begins after it was asked for, and what it did before its end.
class OrderedCall final : public QtPrivate::QSlotObjectBase
{
public:
    explicit OrderedCall(QtPrivate::QSlotObjectBase *call) : QSlotObjectBase(&run), m_call(call)
    {
        __tsan_release(this);
    }

private:
    static void run(int which, QSlotObjectBase *self, QObject *receiver, void **arguments, bool *)
    {
        auto *ordered = static_cast<OrderedCall *>(self);
        __tsan_acquire(ordered);
        if (which == Call) {
            ordered->m_call->call(receiver, arguments);
            __tsan_release(ordered);
            __tsan_release(receiver);
        } else if (which == Destroy) {
            ordered->m_call->destroyIfLastRef();
            delete ordered;
        }
    }

    QtPrivate::QSlotObjectBase *m_call;
};

/// Called by Qt for each event, before it is delivered.
bool eventIsDelivered(void **)
{
    __tsan_acquire(&signalsEmitted);
    __tsan_release(&threadsEnded);
    return false;
}

bool isInQtGui(void *address)
{
    Dl_info info{};
    return dladdr(address, &info) != 0 && info.dli_fname
        && std::string_view(info.dli_fname).find("libQt6Gui") != std::string_view::npos;
}

[[maybe_unused]] const bool isRegistered =
    QInternal::registerCallback(QInternal::EventNotifyCallback, &eventIsDelivered);

} // namespace

bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                                   void *ret)
{
    static const auto real = next<decltype(&QMetaObject::invokeMethodImpl)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    auto *call = new OrderedCall(slot);
    // What Qt allocates here for the event it frees in the other thread, behind a lock that is not seen.
    const bool isQueued = type == Qt::QueuedConnection || type == Qt::BlockingQueuedConnection;
    if (isQueued)
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    const bool isDone = real(object, call, type, ret);
    if (isQueued)
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
    if (type == Qt::BlockingQueuedConnection)
        __tsan_acquire(object);
    return isDone;
}

void QMetaObject::activate(QObject *sender, const QMetaObject *meta, int signal, void **arguments)
{
    using Activate = void (*)(QObject *, const QMetaObject *, int, void **);
    static const auto real = next<Activate>("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    __tsan_release(&signalsEmitted);
    real(sender, meta, signal, arguments);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    using Wait = bool (*)(QThread *, QDeadlineTimer);
    static const auto real = next<Wait>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool isEnded = real(this, deadline);
    __tsan_acquire(&threadsEnded);
    return isEnded;
}

void QThreadPool::start(std::function<void()> work, int priority)
{
    using Start = void (*)(QThreadPool *, std::function<void()>, int);
    static const auto real = next<Start>("_ZN11QThreadPool5startESt8functionIFvvEEi");
    if (isInQtGui(__builtin_return_address(0)))
        work();
    else
        real(this, std::move(work), priority);
}
