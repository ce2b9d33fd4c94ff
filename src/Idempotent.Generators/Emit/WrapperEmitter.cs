using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>The decorator of one interface.</summary>
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

        writer.Line(service.Implementation is null
            ? $"/// <summary>Stands in front of a service and runs its idempotent methods once per key; the rest is forwarded.</summary>"
            : $"/// <summary>Stands in front of one implementation and runs its idempotent methods once per key; the rest is forwarded.</summary>");
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

        Construction(writer, service, wrapper);
        foreach (var member in wrapper.Members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Line();
            MemberEmitter.Emit(writer, member, wrapper);
        }

        writer.Close();
        Keys.KeyEmitter.Helpers(writer, methods.Where(static m => m.Operation is not null).Select(static m => m.Operation!.Key));
        return writer.ToString();
    }

    private static void Construction(IndentedWriter writer, ServiceModel service, WrapperModel wrapper)
    {
        var ownsInner = wrapper.Disposal != Disposal.None;
        writer.Line($"private readonly {service.Service} {wrapper.InnerField};");
        writer.Line($"private readonly global::Idempotent.IdempotencyRuntime {wrapper.RuntimeField};");
        if (ownsInner)
        {
            writer.Line($"private readonly bool {wrapper.OwnsInnerField};");
        }

        writer.Line();
        writer.Line(ownsInner
            ? "/// <summary>Wraps a service that somebody else disposes.</summary>"
            : "/// <summary>Wraps a service.</summary>");
        var fromContainer = service.TypeParameters.Count == 0
            ? ""
            : $"[global::Microsoft.Extensions.DependencyInjection.FromKeyedServices(typeof({Registrations.Of(service).WrapperOf}))] ";
        writer.Open($"public {wrapper.Name}({fromContainer}{service.Service} inner, global::Idempotent.IdempotencyRuntime runtime)");
        writer.Line($"{wrapper.InnerField} = inner;");
        writer.Line($"{wrapper.RuntimeField} = runtime;");
        writer.Close();
        if (ownsInner)
        {
            writer.Line();
            writer.Line("/// <summary>Wraps a service and, where told so, disposes it too.</summary>");
            writer.Open($"internal {wrapper.Name}({service.Service} inner, global::Idempotent.IdempotencyRuntime runtime, bool ownsInner) : this(inner, runtime)");
            writer.Line($"{wrapper.OwnsInnerField} = ownsInner;");
            writer.Close();
        }
    }
}
