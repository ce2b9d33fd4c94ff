using System.Globalization;
using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>How an operation's call reaches what it runs.</summary>
/// <param name="Element">What the state calls the receiver.</param>
/// <param name="Receiver">The receiver; it names its element where it is one name.</param>
/// <param name="Runtime">The runtime.</param>
/// <param name="Method">The method that is the body, on the receiver that is given.</param>
internal sealed record CallSite(string Element, string Receiver, string Runtime, Func<string, string> Method)
{
    public string State => Element == Receiver ? Receiver : $"{Element}: {Receiver}";
}

/// <summary>The descriptor of an operation, and the call that runs it.</summary>
internal static class OperationEmitter
{
    private static readonly HashSet<string> s_namesOfTuples = new(["Rest", "ToString", "Equals", "GetHashCode", "CompareTo", "GetType", "_"], StringComparer.Ordinal);

    public static void Descriptor(IndentedWriter writer, MethodModel method)
    {
        var operation = method.Operation!;
        if (method.TypeParameters.Count == 0)
        {
            Field(writer, operation, operation.Field, operation.ResultType, operation.TypeArguments);
            return;
        }

        // One descriptor for each choice of type arguments, and one without any by which start-up checks the settings.
        var ofMethod = new HashSet<string>(method.TypeParameters.Select(static p => p.Name), StringComparer.Ordinal);
        Field(writer, operation with { SerializedType = null }, operation.Field, "global::Idempotent.NoResult", operation.TypeArguments.Take(operation.TypeArguments.Count - ofMethod.Count).ToEquatableArray());
        writer.Line();
        writer.Open($"private static class {operation.Holder}{GeneratedFile.List(method.TypeParameters, withAttributes: true)}{GeneratedFile.Clauses(method.TypeParameters.Select(static p => p.Constraints))}");
        Field(writer, operation, "Instance", operation.ResultType, operation.TypeArguments);
        writer.Close();
    }

    public static void Call(IndentedWriter writer, MethodModel method, OperationModel operation, CallSite site)
    {
        var taken = new HashSet<string>(method.Parameters.Select(static p => p.Name), StringComparer.Ordinal);
        var key = Free("key", taken);
        var fingerprint = Free("fingerprint", taken);
        var stated = method.Parameters.Where((_, index) => index != operation.TokenParameter).ToList();
        var state = site.Receiver;
        if (stated.Count > 0)
        {
            // Before the key is derived: what is tested for null there may be null to the compiler from then on.
            state = Free("state", taken);
            writer.Line($"var {state} = ({string.Join(", ", stated.Select(static p => p.Name).Prepend(site.State))});");
        }

        Keys.KeyEmitter.Statements(writer, operation.Key, key, fingerprint);
        var isAsync = operation.Shape is not (ReturnShape.Void or ReturnShape.Value);
        var execute = isAsync ? operation.Shape is ReturnShape.Task or ReturnShape.TaskOfT ? "ExecuteAsync" : "ExecuteValueAsync" : "Execute";
        var descriptor = method.TypeParameters.Count == 0 ? operation.Field : $"{operation.Holder}{GeneratedFile.List(method.TypeParameters)}.Instance";
        var token = operation.TokenParameter < 0 ? "default" : method.Parameters[operation.TokenParameter].Name;
        writer.Line($"{(operation.Shape == ReturnShape.Void ? "" : "return ")}{site.Runtime}.{execute}(");
        writer.Indent();
        writer.Line($"{descriptor},");
        writer.Line($"in {key},");
        writer.Line($"in {fingerprint},");
        writer.Line($"{state},");
        var inner = stated.Count == 0 ? "state" : $"state.{site.Element}";
        var arguments = Arguments(method, operation, stated);
        writer.Line($"static (state, token) => {site.Method(inner)}({arguments}),");
        if (operation.Reconcile is not { } reconcile)
        {
            writer.Line($"{token});");
        }
        else
        {
            var receiver = reconcile.Receiver is { } type ? $"(({type}){inner})" : inner;
            writer.Line($"{token},");
            writer.Line($"static (state, token) => {receiver}.{reconcile.Method}{reconcile.TypeArguments}({arguments}));");
        }

        writer.Outdent();
    }

    private static string Arguments(MethodModel method, OperationModel operation, List<ParameterModel> stated) => string.Join(", ", method.Parameters.Select((parameter, index) =>
    {
        if (index == operation.TokenParameter)
        {
            return parameter.PassedBy + "token";
        }

        // Names that tuples have for themselves are not given to elements.
        var name = parameter.Name.TrimStart('@');
        var element = s_namesOfTuples.Contains(name) || name.StartsWith("Item", StringComparison.Ordinal)
            ? $"Item{(stated.IndexOf(parameter) + 2).ToString(CultureInfo.InvariantCulture)}"
            : parameter.Name;
        return $"{parameter.PassedBy}state.{element}";
    }));

    private static void Field(IndentedWriter writer, OperationModel operation, string field, string resultType, EquatableArray<string> typeArguments)
    {
        if (operation.IsObsolete)
        {
            writer.Line("[global::System.Obsolete]");
        }

        var name = typeArguments.Count == 0
            ? TypeTexts.Literal(operation.Name)
            : $"global::Idempotent.Keys.OperationName.Of({TypeTexts.Literal(operation.Name)}, {string.Join(", ", typeArguments.Select(static t => $"typeof({t})"))})";
        writer.Line($"internal static readonly global::Idempotent.IdempotentOperation<{resultType}> {field} = new({name})");
        writer.Line("{");
        writer.Indent();
        SettingsEmitter.Emit(writer, operation);
        writer.Outdent();
        writer.Line("};");
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var i = 2; !taken.Add(free); i++)
        {
            free = name + i.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }
}
