using System.Runtime.CompilerServices;
using Idempotent.Keys;

namespace Idempotent.Tests.Keys;

/// <summary>The rows of <c>vectors.tsv</c> as the runtime writes them: type, expression and bytes.</summary>
internal sealed partial class Vectors
{
    private readonly List<string> _rows = [];

    public Vectors()
    {
        Numbers();
        Text();
        Times();
        KnownTypes();
        Objects();
        Collections();
        Json();
    }

    public IReadOnlyList<string> Rows => _rows;

    private void Add<T>(T value, KeyItem<T> write, [CallerArgumentExpression(nameof(value))] string expression = "") =>
        _rows.Add($"{TypeName<T>()}\t{expression}\t{Convert.ToHexStringLower(Canonical.Bytes(value, write))}");

    private static string TypeName<T>()
    {
        var name = OperationName.Of("x", typeof(T));
        return name[2..^1];
    }
}
