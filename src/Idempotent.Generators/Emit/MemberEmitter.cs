using Idempotent.Generators.Model;

namespace Idempotent.Generators.Emit;

/// <summary>One member of a decorator: forwarded, or run through the runtime.</summary>
internal static class MemberEmitter
{
    public static void Emit(IndentedWriter writer, MemberModel member, DecoratorModel wrapper)
    {
        Heading(writer, member);
        switch (member)
        {
            case MethodModel method:
                Method(writer, method, wrapper);
                break;
            case PropertyModel property:
                Property(writer, property, wrapper);
                break;
            case EventModel @event:
                writer.Open(Head(@event, $"event {@event.Type}", @event.Name));
                writer.Line($"add => {Target(member, wrapper.InnerField)}.{@event.Name} += value;");
                writer.Line($"remove => {Target(member, wrapper.InnerField)}.{@event.Name} -= value;");
                writer.Close();
                break;
        }
    }

    /// <summary>What stands above a member: its documentation and its attributes.</summary>
    public static void Heading(IndentedWriter writer, MemberModel member)
    {
        if (!member.IsExplicit)
        {
            writer.Line("/// <inheritdoc/>");
        }

        foreach (var attribute in member.Attributes)
        {
            writer.Line(attribute);
        }
    }

    /// <summary>A method's first line, without its body.</summary>
    public static string Head(MethodModel method)
    {
        var isConstrained = method.IsExplicit || method.Body is not null;
        return Head(method, method.Type, method.Name)
            + $"{GeneratedFile.List(method.TypeParameters, withAttributes: true)}({Declared(method.Parameters, method.IsExplicit)})"
            + GeneratedFile.Clauses(method.TypeParameters.Select(p => isConstrained ? p.ExplicitConstraints : p.Constraints));
    }

    public static string Arguments(IEnumerable<ParameterModel> parameters) => string.Join(", ", parameters.Select(static p => p.PassedBy + p.Name));

    /// <summary>Parameters as declared. Nobody calls an explicit implementation by name, so that defaults there would mean nothing.</summary>
    public static string Declared(IEnumerable<ParameterModel> parameters, bool withoutDefaults) =>
        string.Join(", ", parameters.Select(p => $"{p.Attributes}{p.Modifiers}{p.Type} {p.Name}{(withoutDefaults ? "" : p.Default)}"));

    private static void Method(IndentedWriter writer, MethodModel method, DecoratorModel wrapper)
    {
        var head = Head(method);
        var called = $"{method.Name}{GeneratedFile.List(method.TypeParameters)}";
        var call = $"{Target(method, wrapper.InnerField)}.{called}({Arguments(method.Parameters)})";
        if (method.Operation is { } operation)
        {
            writer.Open(head);
            var target = new CallTarget(wrapper.RuntimeField, wrapper.InnerField, wrapper.InnerField, inner => $"{Target(method, inner)}.{called}");
            OperationEmitter.Call(writer, method, operation, target);
            writer.Close();
        }
        else if (method.Disposes == Disposal.Disposable)
        {
            writer.Open(head);
            writer.Open($"if ({wrapper.OwnsInnerField})");
            writer.Line($"{call};");
            writer.Close();
            writer.Close();
        }
        else if (method.Disposes == Disposal.AsyncDisposable)
        {
            writer.Line($"{head} => {wrapper.OwnsInnerField} ? {call} : default;");
        }
        else
        {
            writer.Line($"{head} => {(method.ReturnsRef ? "ref " : "")}{call};");
        }
    }

    private static void Property(IndentedWriter writer, PropertyModel property, DecoratorModel wrapper)
    {
        var isIndexer = property.Parameters.Count > 0;
        var head = Head(property, property.Type, isIndexer ? $"this[{Declared(property.Parameters, property.IsExplicit)}]" : property.Name);
        var target = Target(property, wrapper.InnerField) + (isIndexer ? $"[{Arguments(property.Parameters)}]" : $".{property.Name}");
        writer.Open(head);
        if (property.Get is { } get)
        {
            writer.Line($"{get.Attributes}get => {(property.ReturnsRef ? "ref " : "")}{target};");
        }

        if (property.Set is { } set)
        {
            writer.Line($"{set.Attributes}set => {target} = value;");
        }

        writer.Close();
    }

    /// <summary>What a member is called on: the inner service, as the interface that declares the member.</summary>
    public static string Target(MemberModel member, string inner) => member.IsOfService ? inner : $"(({member.Declaring}){inner})";

    private static string Head(MemberModel member, string type, string name) =>
        member.Modifiers + type + " " + (member.IsExplicit ? $"{member.Declaring}." : "") + name;
}
