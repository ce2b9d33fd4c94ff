using Idempotent.Storing;

namespace Idempotent;

/// <content>The chain of running contexts: who runs inside whom.</content>
public sealed partial class IdempotencyContext
{
    private static readonly AsyncLocal<IdempotencyContext?> s_current = new();

    private readonly OperationPlan _plan;
    private readonly RecordKey _recordKey;
    private readonly RecordKey _startedUnder;
    private readonly Fingerprint _fingerprint;
    private readonly IdempotencyContext? _parent;
    private volatile bool _isOver;

    /// <summary>Whether the key runs here already: waiting for it would be waiting for oneself.</summary>
    internal static bool IsRunning(BoundStore store, RecordKey key, Fingerprint fingerprint)
    {
        for (var context = Current; context is not null; context = context._parent)
        {
            if (!context._isOver && ReferenceEquals(context._plan.Store, store) && context._recordKey == key && context._fingerprint == fingerprint)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a method runs here that began inside another's run; for null, whether any runs.</summary>
    internal static bool BeganInside(IdempotencyContext? outer)
    {
        for (var context = Current; context is not null; context = context._parent)
        {
            if (ReferenceEquals(context._parent, outer))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The innermost transaction of the store that runs here, inside of a context; inside of any where that is null.</summary>
    internal static RunningTransaction? TransactionOver(BoundStore store, IdempotencyContext? inside)
    {
        for (var context = Current; context is not null && !ReferenceEquals(context, inside); context = context._parent)
        {
            if (!context._isOver && context.Running is { } transaction && ReferenceEquals(context._plan.Store, store))
            {
                return transaction;
            }
        }

        return null;
    }

    /// <summary>Makes this the current context, in the calling async method and what it calls.</summary>
    internal void Enter() => s_current.Value = this;

    /// <summary>Puts back what was current before <see cref="Enter"/>, where that did not happen in an async method.</summary>
    internal void Leave() => s_current.Value = _parent;

    /// <summary>The body has ended; what it left running is not inside it any more.</summary>
    internal void End() => _isOver = true;
}
