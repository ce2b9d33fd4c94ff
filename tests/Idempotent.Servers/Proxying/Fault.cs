namespace Idempotent.Servers;

/// <summary>What a <see cref="FaultProxy"/> does once, to the request that it is for.</summary>
public sealed class Fault
{
    private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Fault(FaultKind kind, ReadOnlyMemory<byte> mark) => (Kind, Mark) = (kind, mark);

    /// <summary>Completes when the request has come and, where it is let through, the server has answered it.</summary>
    public Task Happened => _happened.Task;

    internal FaultKind Kind { get; }

    /// <summary>The bytes that tell the request.</summary>
    internal ReadOnlyMemory<byte> Mark { get; }

    internal Task Released => _released.Task;

    /// <summary>Lets a reply go that is held.</summary>
    public void Release() => _released.TrySetResult();

    internal void Happen() => _happened.TrySetResult();
}

internal enum FaultKind
{
    /// <summary>The server never sees the request; the connection is reset.</summary>
    ResetRequest,

    /// <summary>The server answers; the connection is reset in place of the answer.</summary>
    DropReply,

    /// <summary>The server answers; the answer waits for <see cref="Fault.Release"/>.</summary>
    HoldReply,
}
