using Idempotent.Storing;

namespace Idempotent;

/// <summary>One attempt's hold on a record, and the tokens that its body watches. What the keeper knows of it is guarded by the keeper.</summary>
internal sealed class Lease(OperationPlan plan, RecordKey key, OwnerToken owner, int attempt, CancellationToken caller)
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _body = CancellationTokenSource.CreateLinkedTokenSource(caller);
    private CancellationTokenSource? _lost;
    private bool _isLost;
    private bool _bodyIsOver;

    public OperationPlan Plan { get; } = plan;

    public RecordKey Key { get; } = key;

    public OwnerToken Owner { get; } = owner;

    public int Attempt { get; } = attempt;

    /// <summary>The keeper's.</summary>
    public LeaseTimes Times { get; } = new();

    /// <summary>The caller's token, lease loss and the longest running time.</summary>
    public CancellationToken BodyToken => _body.Token;

    public CancellationToken LostToken
    {
        get
        {
            lock (_gate)
            {
                return _isLost ? new(canceled: true) : (_lost ??= new()).Token;
            }
        }
    }

    public bool IsLost
    {
        get
        {
            lock (_gate)
            {
                return _isLost;
            }
        }
    }

    /// <summary>Another attempt may run: both tokens are cancelled. False when that was known.</summary>
    public bool Lose()
    {
        lock (_gate)
        {
            if (_isLost)
            {
                return false;
            }

            _isLost = true;
            _ = _lost?.CancelAsync();
        }

        CancelBody();
        return true;
    }

    /// <summary>Cancels the body's token; its callbacks run elsewhere, so that none can stop the renewals of others.</summary>
    public void CancelBody()
    {
        lock (_gate)
        {
            if (!_bodyIsOver)
            {
                _ = _body.CancelAsync();
            }
        }
    }

    /// <summary>The body has ended: nothing is cancelled any more.</summary>
    public void EndBody()
    {
        lock (_gate)
        {
            if (!_bodyIsOver)
            {
                _bodyIsOver = true;
                _body.Dispose();
            }
        }
    }
}
