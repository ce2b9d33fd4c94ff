using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Idempotent;

/// <summary>The way of one call: join or lead, claim, run, record, replay. Each stage has a file.</summary>
/// <typeparam name="TResult">The method's result.</typeparam>
internal abstract partial class Call<TResult>(CallStart start, IdempotentOperation<TResult> operation) : Call(start)
{
    private readonly Moment _began = Moment.Now(start.Plan.Runtime.Time);
    private Ending _ending;

    /// <summary>The lead ends without anything to share: a duplicate claims anew.</summary>
    private bool _isForTheNext;

    /// <summary>The end is known and not saved yet: duplicates go on joining.</summary>
    private bool _isSaving;

    /// <summary>Whether the caller blocks: every step is then taken on its thread.</summary>
    protected virtual bool Blocks => false;

    /// <summary>Whether there is a callback to reconcile with.</summary>
    protected abstract bool CanReconcile { get; }

    private BoundStore Bound => Plan.Store;

    private CallStore Store => Plan.Store.Store;

    private LocalOutcomes Remembered => Plan.Runtime.Local;

    private TimeProvider Time => Plan.Runtime.Time;

    private ILogger Logger => Plan.Runtime.Logger;

    public async ValueTask<TResult> ExecuteAsync()
    {
        using var activity = Instruments.Activities.StartActivity(Operation.Name);
        try
        {
            if (IdempotencyContext.IsRunning(Bound, Key, Fingerprint))
            {
                throw new IdempotencyReentrancyException(Operation.Name, Key.Value);
            }

            var brought = IdempotencyTransaction.For(Operation);
            return IdempotencyContext.TransactionOver(Bound, brought?.Under) is { } outer ? await RunNestedAsync(outer).ConfigureAwait(false)
                : brought is not null ? await RunBroughtAsync(brought).ConfigureAwait(false)
                : await JoinOrLeadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (Observe(activity, e))
        {
            throw;
        }
        finally
        {
            activity?.SetTag(Instruments.OperationTag, Operation.Name).SetTag(Instruments.OutcomeTag, _ending.Tag());
            if (_waited is { } waited)
            {
                Instruments.Waited(Operation.Name, waited);
            }

            if (Instruments.CallsAreMeasured)
            {
                Instruments.Executed(Operation.Name, _ending, Time.GetElapsedTime(_began.Timestamp));
            }
        }
    }

    protected IdempotentOperation<TResult> Operation { get; } = operation;

    protected abstract ValueTask<TResult> RunAsync(CancellationToken cancellationToken);

    protected abstract Task<Reconciled<TResult>> ReconcileAsync(CancellationToken cancellationToken);

    private async ValueTask<TResult> JoinOrLeadAsync()
    {
        for (var sent = _began; ; sent = Moment.Now(Time))
        {
            Caller.ThrowIfCancellationRequested();
            var leader = Bound.Running.Join(this);
            if (ReferenceEquals(leader, this))
            {
                return await LeadAsync(sent).ConfigureAwait(false);
            }

            if (leader.Fingerprint != Fingerprint)
            {
                await DifferFromAsync(leader).ConfigureAwait(false);
                continue;
            }

            await WaitForAsync(leader).ConfigureAwait(false);
            if (leader.Outcome is not null || leader.Failure is not null)
            {
                return Share(leader);
            }
        }
    }

    /// <summary>Whatever happens, a call that leads ends: duplicates wait for it.</summary>
    /// <param name="sent">Before the claim is sent.</param>
    private async ValueTask<TResult> LeadAsync(Moment sent)
    {
        try
        {
            return Plan.Operation.Transactional
                ? await TransactAsync().ConfigureAwait(false)
                : await ClaimAndRunAsync(sent).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            var isForTheNext = _isForTheNext || (e is OperationCanceledException && Caller.IsCancellationRequested);
            if (!_isSaving || isForTheNext)
            {
                Bound.Running.Leave(this);
            }

            End(null, isForTheNext ? null : e);
            throw;
        }
    }

    private static bool Observe(Activity? activity, Exception exception)
    {
        activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().FullName);
        return false;
    }
}
