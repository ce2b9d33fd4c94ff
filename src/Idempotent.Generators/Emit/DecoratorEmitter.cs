using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>The content of a decorator.</summary>
internal static class DecoratorEmitter
{
    public static void Emit(IndentedWriter writer, ServiceModel service, DecoratorModel wrapper, CancellationToken cancellationToken)
    {
        Construction(writer, service, wrapper);
        foreach (var member in wrapper.Members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Line();
            MemberEmitter.Emit(writer, member, wrapper);
        }
    }

    private static void Construction(IndentedWriter writer, ServiceModel service, DecoratorModel wrapper)
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
