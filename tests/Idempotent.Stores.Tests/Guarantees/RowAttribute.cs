namespace Idempotent.Stores.Tests.Guarantees;

/// <summary>The row of README's guarantee table that a test holds, by its first cell.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RowAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
