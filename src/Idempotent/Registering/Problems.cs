using System.Text;

namespace Idempotent.Registering;

/// <summary>Everything that is wrong with a set-up, so that all of it is told at once.</summary>
internal sealed class Problems
{
    private readonly List<string> _texts = [];
    private Exception? _cause;

    public void Add(string text, Exception? cause = null)
    {
        _texts.Add(text);
        _cause ??= cause;
    }

    public void AddIf(bool wrong, string text)
    {
        if (wrong)
        {
            Add(text);
        }
    }

    /// <exception cref="IdempotencyNotConfiguredException">There is a problem.</exception>
    public void ThrowIfAny()
    {
        if (_texts.Count == 0)
        {
            return;
        }

        var message = new StringBuilder("Idempotent can't start:");
        foreach (var text in _texts)
        {
            message.Append("\n- ").Append(text);
        }

        throw new IdempotencyNotConfiguredException(message.ToString(), _cause);
    }
}
