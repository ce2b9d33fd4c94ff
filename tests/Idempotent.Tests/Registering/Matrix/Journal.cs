using System.Globalization;

namespace Idempotent.Tests.Registering.Matrix;

/// <summary>What one container made and disposed, in order.</summary>
public sealed class Journal
{
    private readonly List<string> _events = [];
    private readonly Dictionary<object, int> _objects = new(ReferenceEqualityComparer.Instance);
    private int _made;

    public IReadOnlyList<string> Events => _events;

    public int Made(string what)
    {
        _made++;
        Add($"{what}{_made} made");
        return _made;
    }

    public void Add(string text) => _events.Add(text);

    /// <summary>A number for an object, the same for the same one.</summary>
    public string NumberOf(object item)
    {
        _objects.TryAdd(item, _objects.Count + 1);
        return _objects[item].ToString(CultureInfo.InvariantCulture);
    }
}
