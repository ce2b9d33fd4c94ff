using System.Text;

namespace Idempotent.Generators.Emit;

/// <summary>Text with an indentation that follows its blocks. Lines end with <c>\n</c> on every machine.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>An empty line, without trailing spaces.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>One line, or the lines of a raw string, each at the current depth.</summary>
    public void Line(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var content = line.TrimEnd('\r');
            if (content.Length > 0)
            {
                _text.Append(' ', _depth * 4).Append(content);
            }

            _text.Append('\n');
        }
    }

    /// <summary>What follows is one step deeper, until <see cref="Outdent"/>.</summary>
    public void Indent() => _depth++;

    public void Outdent() => _depth--;

    /// <summary>Writes <paramref name="head"/> and an opening brace; the closing one comes with <see cref="Close"/>.</summary>
    public void Open(string head)
    {
        Line(head);
        Line("{");
        Indent();
    }

    /// <summary>Closes the block that <see cref="Open"/> began; <paramref name="after"/> follows the brace.</summary>
    public void Close(string after = "")
    {
        Outdent();
        Line("}" + after);
    }

    public override string ToString() => _text.ToString();
}
