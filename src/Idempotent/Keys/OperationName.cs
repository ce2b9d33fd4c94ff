using System.Text;

namespace Idempotent.Keys;

/// <summary>Names of generic operations.</summary>
public static class OperationName
{
    /// <summary>Appends the type arguments as <c>&lt;A,B&gt;</c>, namespace-qualified, without assembly or version.</summary>
    /// <param name="name">The operation's name.</param>
    /// <param name="typeArguments">The arguments of the type, then those of the method; none leaves the name as it is.</param>
    public static string Of(string name, params ReadOnlySpan<Type> typeArguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (typeArguments.IsEmpty)
        {
            return name;
        }

        var text = new StringBuilder(name);
        AppendArguments(text, typeArguments);
        return text.ToString();
    }

    private static void AppendArguments(StringBuilder text, ReadOnlySpan<Type> arguments)
    {
        text.Append('<');
        for (var i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            AppendType(text, arguments[i]);
        }

        text.Append('>');
    }

    private static void AppendType(StringBuilder text, Type type)
    {
        if (type.GetElementType() is { } element)
        {
            AppendType(text, element);
            text.Append('[').Append(',', type.GetArrayRank() - 1).Append(']');
            return;
        }

        if (type.Namespace is { Length: > 0 } name)
        {
            text.Append(name).Append('.');
        }

        AppendNested(text, type, type.GetGenericArguments());
    }

    /// <summary>A nested type's arguments begin with those of the types around it.</summary>
    private static int AppendNested(StringBuilder text, Type type, Type[] arguments)
    {
        var used = 0;
        if (type.DeclaringType is { } outer)
        {
            used = AppendNested(text, outer, arguments);
            text.Append('+');
        }

        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        text.Append(type.Name, 0, tick < 0 ? type.Name.Length : tick);
        var count = type.GetGenericArguments().Length;
        if (count > used)
        {
            AppendArguments(text, arguments.AsSpan(used, count - used));
        }

        return count;
    }
}
