using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>What the developer calls: <c>AddIdempotentServices()</c> and <c>AsIdempotent(runtime)</c>.</summary>
internal static class ExtensionsEmitter
{
    private const string Embedded = "[global::Microsoft.CodeAnalysis.Embedded]";

    public static string AddIdempotentServices(AssemblyModel assembly, bool hasOwn)
    {
        var writer = GeneratedFile.Begin([]);
        writer.Line("namespace Microsoft.Extensions.DependencyInjection;");
        writer.Line();
        writer.Line("/// <summary>Wraps the services of this assembly and of those that it references.</summary>");
        writer.Line(GeneratedFile.GeneratedCode);
        writer.Line(Embedded);
        writer.Open("internal static class IdempotentServices");
        writer.Line("/// <summary>Puts the wrapper in front of every registered service that has idempotent methods. Call it last.</summary>");
        writer.Open("internal static global::Microsoft.Extensions.DependencyInjection.IServiceCollection AddIdempotentServices(this global::Microsoft.Extensions.DependencyInjection.IServiceCollection services)");
        writer.Line("global::Idempotent.Registering.IdempotentServiceRegistry registry = new();");
        foreach (var registry in assembly.ReferencedRegistries)
        {
            writer.Line($"{registry}.Register(registry);");
        }

        if (hasOwn)
        {
            writer.Line($"global::Idempotent.Generated.{assembly.RegistryName}.Register(registry);");
        }

        writer.Line("return global::Idempotent.Registering.IdempotentServicesExtensions.AddIdempotentServices(services, registry);");
        writer.Close();
        writer.Close();
        return writer.ToString();
    }

    public static string AsIdempotent(IReadOnlyList<RegistrationModel> services)
    {
        var writer = GeneratedFile.Begin(services.SelectMany(static s => s.SuppressedIds));
        writer.Line("namespace Idempotent;");
        writer.Line();
        writer.Line("/// <summary>Wraps services without a container.</summary>");
        writer.Line(GeneratedFile.GeneratedCode);
        writer.Line(Embedded);
        writer.Open("internal static class IdempotentWrapping");
        var receivers = services.Where(static s => s.ServiceOf is not null && !s.IsClass).ToList();
        var isFirst = true;
        foreach (var group in receivers.GroupBy(Receiver, StringComparer.Ordinal))
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            List<RegistrationModel> ofReceiver = [.. group.Where(service => service.Service == group.First().Service)];
            Method(writer, group.Key, ofReceiver, receivers.Find(open => open.Implementation is null && open.Service == ofReceiver[0].Definition?.Service));
        }

        writer.Close();
        return writer.ToString();
    }

    /// <summary>
    /// What the method extends. A generic class is extended itself, as the first of its interfaces: its type arguments can't be found from an interface alone.
    /// </summary>
    private static string Receiver(RegistrationModel service) =>
        service is { TypeParameters.Count: > 0, Implementation: { } implementation } ? implementation.Type : service.Service;

    /// <param name="writer">Where to.</param>
    /// <param name="receiver">What the method extends.</param>
    /// <param name="services">What it wraps.</param>
    /// <param name="open">The generic interface that it is closed from, where any implementation of that is wrapped.</param>
    private static void Method(IndentedWriter writer, string receiver, List<RegistrationModel> services, RegistrationModel? open)
    {
        var first = services[0];
        var ofInterface = services.FirstOrDefault(s => s.Implementation is null || receiver == s.Implementation.Type);
        writer.Line("/// <summary>Wraps the service: its idempotent methods run once per key. Disposing the wrapper disposes the service.</summary>");
        foreach (var attribute in services.SelectMany(static s => s.Attributes).Distinct(StringComparer.Ordinal))
        {
            writer.Line(attribute);
        }

        writer.Open(
            $"internal static {first.Service} AsIdempotent{GeneratedFile.List(first.TypeParameters)}(this {receiver} service, global::Idempotent.IdempotencyRuntime runtime)"
            + GeneratedFile.Clauses(first.TypeParameters.Select(static p => p.Constraints)));
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(service);");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(runtime);");
        if (services.Count == 1 && first.Refusal is { } refusal && ofInterface is not null)
        {
            writer.Line($"{Throw($"{refusal.RuleId}: {refusal.Reason}.")};");
            writer.Close();
            return;
        }

        writer.Open(ofInterface?.Implementation is null ? "return service switch" : $"return ({first.Service})service switch");
        foreach (var wrapper in services.Where(static s => s.Wrapper is not null))
        {
            writer.Line($"{wrapper.Wrapper}{GeneratedFile.List(wrapper.TypeParameters)} => service,");
        }

        foreach (var service in services.Where(static s => s.Implementation is not null).OrderByDescending(static s => s.Implementation!.Depth).ThenBy(static s => s.Order, StringComparer.Ordinal))
        {
            writer.Line($"{service.Implementation!.Type} => {Wrap(service)},");
        }

        var other = ofInterface is not null ? Wrap(ofInterface)
            : open is not null ? $"AsIdempotent{first.Definition!.TypeArguments}(service, runtime)"
            : Throw("This implementation has no idempotent methods: there is nothing to wrap.");
        writer.Line($"_ => {other},");
        writer.Close(";");
        writer.Close();
    }

    private static string Wrap(RegistrationModel service) => service.Refusal is { } refusal
        ? Throw($"{refusal.RuleId}: {refusal.Reason}.")
        : $"new {service.Wrapper}{GeneratedFile.List(service.TypeParameters)}(service, runtime{(service.OwnsInner ? ", ownsInner: true" : "")})";

    private static string Throw(string message) => $"throw new global::Idempotent.IdempotencyNotConfiguredException({TypeTexts.Literal(message)})";
}
