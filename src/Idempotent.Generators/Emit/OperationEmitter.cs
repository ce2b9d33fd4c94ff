using System.Globalization;
using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>The descriptor of an operation, and the call that runs it.</summary>
internal static class OperationEmitter
{
    private static readonly HashSet<string> s_namesOfTuples = new(["Rest", "ToString", "Equals", "GetHashCode", "CompareTo", "GetType", "_"], StringComparer.Ordinal);

    /// <param name="writer">Where to.</param>
    /// <param name="method">The method.</param>
    /// <param name="isPrivate">Whether it is a member of a type of the developer's, which no registry reads.</param>
    public static void Descriptor(IndentedWriter writer, MethodModel method, bool isPrivate = false)
    {
        var operation = method.Operation!;
        var accessibility = isPrivate ? "private" : "internal";
        if (method.TypeParameters.Count == 0)
        {
            Field(writer, operation, accessibility, operation.Field, operation.ResultType, operation.TypeArguments);
            return;
        }

        // One descriptor for each choice of type arguments, and one without any by which start-up checks the settings.
        if (!isPrivate)
        {
            var own = operation.TypeArguments.Take(operation.TypeArguments.Count - method.TypeParameters.Count).ToEquatableArray();
            Field(writer, operation with { SerializedType = null }, accessibility, operation.Field, "global::Idempotent.NoResult", own);
            writer.Line();
        }

        writer.Open($"private static class {operation.Holder}{GeneratedFile.List(method.TypeParameters, withAttributes: true)}{GeneratedFile.Clauses(method.TypeParameters.Select(static p => p.Constraints))}");
        Field(writer, operation, "internal", "Instance", operation.ResultType, operation.TypeArguments);
        writer.Close();
    }

    /// <summary>The statements that derive the key and run the method through the runtime.</summary>
    public static void Call(IndentedWriter writer, MethodModel method, OperationModel operation, in CallTarget target)
    {
        var names = new FreeNames(method.Parameters.Select(static p => p.Name));
        var key = names.Take("key");
        var fingerprint = names.Take("fingerprint");
        var stated = method.Parameters.Where((_, index) => index != operation.TokenParameter).Select(static p => p.Name).ToList();
        var state = State(target, stated);
        var hasOnlyReceiver = stated.Count == 0;
        if (target.Element is { } element)
        {
            stated.Insert(0, element);
        }

        if (!hasOnlyReceiver)
        {
            // Before the key is derived: what is tested for null there may be null to the compiler from then on.
            var local = names.Take("state");
            writer.Line($"var {local} = {state};");
            state = local;
        }

        Keys.KeyEmitter.Statements(writer, operation.Key, key, fingerprint);
        if (operation.Predecessor is { } predecessor)
        {
            Follow(writer, method, predecessor, key, names);
        }

        var isAsync = operation.Shape is not (ReturnShape.Void or ReturnShape.Value);
        var execute = isAsync ? operation.Shape is ReturnShape.Task or ReturnShape.TaskOfT ? "ExecuteAsync" : "ExecuteValueAsync" : "Execute";
        var descriptor = method.TypeParameters.Count == 0 ? operation.Field : $"{operation.Holder}{GeneratedFile.List(method.TypeParameters)}.Instance";
        var token = operation.TokenParameter < 0 ? "default" : method.Parameters[operation.TokenParameter].Name;
        writer.Line($"{(operation.Shape == ReturnShape.Void ? "" : "return ")}{target.Runtime}.{execute}(");
        writer.Indent();
        writer.Line($"{descriptor},");
        writer.Line($"in {key},");
        writer.Line($"in {fingerprint},");
        writer.Line($"{state},");
        var inner = target.Element is null ? method.Declaring : Element(target.Element, stated);
        var arguments = Arguments(method, operation, stated);
        writer.Line($"static (state, token) => {target.Method(inner)}({arguments}),");
        if (operation.Reconcile is not { } reconcile)
        {
            writer.Line($"{token});");
        }
        else
        {
            writer.Line($"{token},");
            writer.Line($"static (state, token) => {Reconciling(reconcile, target, inner)}.{reconcile.Method}{reconcile.TypeArguments}({arguments}));");
        }

        writer.Outdent();
    }

    /// <summary>The statements that say what key and fingerprint were before the contract changed.</summary>
    private static void Follow(IndentedWriter writer, MethodModel method, PredecessorModel predecessor, string key, FreeNames names)
    {
        var (formerKey, formerFingerprint) = (names.Take("formerKey"), names.Take("formerFingerprint"));
        writer.Line($"var {predecessor.Local} = {predecessor.Method}({string.Join(", ", method.Parameters.Select(static p => p.PassedBy + p.Name))});");
        Keys.KeyEmitter.Statements(writer, predecessor.Key, formerKey, formerFingerprint);
        writer.Line($"{key}.Follow(in {formerKey}, in {formerFingerprint});");
    }

    /// <summary>What the body is handed: the instance and the parameters but the token. An element is named where its expression does not name it.</summary>
    private static string State(in CallTarget target, List<string> parameters) => (target.Receiver, parameters.Count) switch
    {
        (null, 0) => "default(global::System.ValueTuple)",
        (null, 1) => parameters[0],
        (null, _) => $"({string.Join(", ", parameters)})",
        ({ } receiver, 0) => receiver,
        ({ } receiver, _) => $"({(target.Element == receiver ? "" : $"{target.Element}: ")}{receiver}, {string.Join(", ", parameters)})",
    };

    private static string Reconciling(ReconcileModel reconcile, in CallTarget target, string inner) =>
        reconcile.Receiver is not { } type ? inner : target.Receiver is null ? type : $"(({type}){inner})";

    private static string Arguments(MethodModel method, OperationModel operation, List<string> stated) => string.Join(", ", method.Parameters.Select((parameter, index) =>
        parameter.PassedBy + (index == operation.TokenParameter ? "token" : Element(parameter.Name, stated))));

    /// <summary>What the body finds in its state: the state itself where that is all, else an element. Names that tuples have for themselves are not given to elements.</summary>
    private static string Element(string name, List<string> stated)
    {
        if (stated.Count == 1)
        {
            return "state";
        }

        var bare = name.TrimStart('@');
        var isTaken = s_namesOfTuples.Contains(bare) || bare.StartsWith("Item", StringComparison.Ordinal);
        return "state." + (isTaken ? $"Item{(stated.IndexOf(name) + 1).ToString(CultureInfo.InvariantCulture)}" : name);
    }

    private static void Field(
        IndentedWriter writer, OperationModel operation, string accessibility, string field, string resultType, EquatableArray<string> typeArguments)
    {
        if (operation.IsObsolete)
        {
            writer.Line("[global::System.Obsolete]");
        }

        writer.Line($"{accessibility} static readonly global::Idempotent.IdempotentOperation<{resultType}> {field} = new({Name(operation.Name, typeArguments)})");
        writer.Line("{");
        writer.Indent();
        SettingsEmitter.Emit(writer, operation);
        if (operation.Predecessor is { } predecessor)
        {
            writer.Line($"Predecessor = new({Name(predecessor.Name, typeArguments)}, {predecessor.Key.SchemaHash.ToString(CultureInfo.InvariantCulture)}L, {(predecessor.Key.HasSensitiveParts ? "true" : "false")}),");
        }

        writer.Outdent();
        writer.Line("};");
    }

    private static string Name(string name, EquatableArray<string> typeArguments) => typeArguments.Count == 0
        ? TypeTexts.Literal(name)
        : $"global::Idempotent.Keys.OperationName.Of({TypeTexts.Literal(name)}, {string.Join(", ", typeArguments.Select(static t => $"typeof({t})"))})";
}
