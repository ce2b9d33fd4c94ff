using Idempotent.Generators.Model;

namespace Idempotent.Generators.Emit;

/// <summary>The class that is generated for one type: what decorators and derived classes have in common.</summary>
internal static class WrapperEmitter
{
    public static string Emit(ServiceModel service, CancellationToken cancellationToken)
    {
        var wrapper = service.Wrapper!;
        var writer = GeneratedFile.Begin(service.SuppressedIds);
        if (wrapper.Namespace is { } space)
        {
            writer.Line($"namespace {space};");
            writer.Line();
        }

        writer.Line($"/// <summary>{Summary(service)}</summary>");
        foreach (var attribute in service.Attributes)
        {
            writer.Line(attribute);
        }

        writer.Line(GeneratedFile.GeneratedCode);
        var accessibility = service.IsPublic ? "public" : "internal";
        writer.Open($"{accessibility} sealed class {wrapper.Name}{GeneratedFile.List(service.TypeParameters, withAttributes: true)} : {service.Service}{GeneratedFile.Clauses(service.TypeParameters.Select(static p => p.Constraints))}");
        var methods = wrapper.Members.OfType<MethodModel>().ToList();
        foreach (var method in methods.Where(static m => m.Operation is not null))
        {
            OperationEmitter.Descriptor(writer, method);
            writer.Line();
        }

        switch (wrapper)
        {
            case DecoratorModel decorator:
                DecoratorEmitter.Emit(writer, service, decorator, cancellationToken);
                break;
            case DerivedModel derived:
                DerivedEmitter.Emit(writer, derived, cancellationToken);
                break;
        }

        writer.Close();
        Keys.KeyEmitter.Helpers(writer, methods.Where(static m => m.Operation is not null).SelectMany(static m => m.Operation!.Keys));
        return writer.ToString();
    }

    private static string Summary(ServiceModel service) => service switch
    {
        { Wrapper: DerivedModel } => "Runs the idempotent methods of its base class once per key, whoever calls them; all else is inherited.",
        { Implementation: null } => "Stands in front of a service and runs its idempotent methods once per key; the rest is forwarded.",
        _ => "Stands in front of one implementation and runs its idempotent methods once per key; the rest is forwarded.",
    };
}
