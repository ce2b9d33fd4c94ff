namespace Idempotent;

/// <summary>Brings back what was ambient before, in the calling flow. Twice is once.</summary>
internal sealed class AmbientRestore<T>(AsyncLocal<T> ambient, T previous) : IDisposable
{
    private bool _done;

    public void Dispose()
    {
        if (!_done)
        {
            _done = true;
            ambient.Value = previous;
        }
    }
}
