using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Idempotent;

/// <summary>The way of one call: join or lead, claim, run, record, replay. Each stage has a file.</summary>
/// <typeparam name="TResult">The method's result.</typeparam>
internal abstract partial class Call<TResult>(CallStart start, IdempotentOperation<TResult> operation) : Call(start)
{
    private readonly long _began = start.Plan.Runtime.Time.GetTimestamp();
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

            Instruments.Executed(Operation.Name, _ending, Time.GetElapsedTime(_began));
        }
    }

    protected IdempotentOperation<TResult> Operation { get; } = operation;

    protected abstract ValueTask<TResult> RunAsync(CancellationToken cancellationToken);

    protected abstract Task<Reconciled<TResult>> ReconcileAsync(CancellationToken cancellationToken);

    private async ValueTask<TResult> JoinOrLeadAsync()
    {
        while (true)
        {
            Caller.ThrowIfCancellationRequested();
            var leader = Bound.Running.Join(this);
            if (ReferenceEquals(leader, this))
            {
                return await LeadAsync().ConfigureAwait(false);
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
    private async ValueTask<TResult> LeadAsync()
    {
        try
        {
            return Plan.Operation.Transactional
                ? await TransactAsync().ConfigureAwait(false)
                : await ClaimAndRunAsync().ConfigureAwait(false);
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
