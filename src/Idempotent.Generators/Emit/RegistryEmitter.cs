using System.Globalization;
using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>The class by which this assembly and those that reference it learn of its wrappers and refusals.</summary>
internal static class RegistryEmitter
{
    private const string Registry = "global::Idempotent.Registering.IdempotentServiceRegistry";

    public static string Emit(AssemblyModel assembly, IReadOnlyList<RegistrationModel> services, IReadOnlyList<CheckedOperationModel> operations)
    {
        var writer = GeneratedFile.Begin(services.SelectMany(static s => s.SuppressedIds));
        writer.Line($"[assembly: global::Idempotent.Registering.IdempotentServicesAttribute(typeof(global::Idempotent.Generated.{assembly.RegistryName}))]");
        writer.Line();
        writer.Line("namespace Idempotent.Generated;");
        writer.Line();
        writer.Line("/// <summary>The wrappers of this assembly. Called by generated code.</summary>");
        writer.Line(GeneratedFile.GeneratedCode);
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Open($"public static class {assembly.RegistryName}");
        writer.Line("/// <summary>Tells every wrapper and every refusal of this assembly.</summary>");
        writer.Open($"public static void Register({Registry} registry)");
        var obsolete = services.Where(static s => s.Attributes.Any(IsObsolete)).ToList();
        foreach (var service in services)
        {
            var index = obsolete.IndexOf(service);
            if (index < 0)
            {
                Registration(writer, service);
            }
            else
            {
                writer.Line($"RegisterObsolete{index.ToString(CultureInfo.InvariantCulture)}(registry);");
            }
        }

        Operations(writer, assembly, operations);
        writer.Close();
        for (var i = 0; i < obsolete.Count; i++)
        {
            writer.Line();
            writer.Line("[global::System.Obsolete]");
            writer.Open($"private static void RegisterObsolete{i.ToString(CultureInfo.InvariantCulture)}({Registry} registry)");
            Registration(writer, obsolete[i]);
            writer.Close();
        }

        writer.Close();
        return writer.ToString();
    }

    /// <summary>What runs without a wrapper, as far as start-up checks it: the descriptors themselves may be private.</summary>
    private static void Operations(IndentedWriter writer, AssemblyModel assembly, IReadOnlyList<CheckedOperationModel> operations)
    {
        if (operations.Count == 0)
        {
            return;
        }

        writer.Line("registry.AddOperations(");
        writer.Indent();
        writer.Line($"typeof({assembly.RegistryName}),");
        for (var i = 0; i < operations.Count; i++)
        {
            var end = i == operations.Count - 1 ? ");" : ",";
            var head = $"new global::Idempotent.IdempotentOperation<global::Idempotent.NoResult>({TypeTexts.Literal(operations[i].Name)})";
            var settings = new IndentedWriter();
            SettingsEmitter.Emit(settings, operations[i].Settings, operations[i].HasSensitiveParts);
            if (settings.ToString().TrimEnd('\n') is { Length: > 0 } given)
            {
                writer.Open(head);
                writer.Line(given);
                writer.Close(end);
            }
            else
            {
                writer.Line(head + end);
            }
        }

        writer.Outdent();
    }

    private static bool IsObsolete(string attribute) => attribute.StartsWith("[global::System.ObsoleteAttribute", StringComparison.Ordinal);

    private static string Names(RegistrationModel service) => string.Concat(service.Operations.Select(static name => ", " + TypeTexts.Literal(name)));

    private static void Registration(IndentedWriter writer, RegistrationModel service)
    {
        var implementation = service.Implementation is { } type ? $"typeof({type.TypeOf})" : "null";
        if (service.Refusal is { } refusal)
        {
            writer.Line(service.ServiceOf is null
                ? $"throw new global::Idempotent.IdempotencyNotConfiguredException({TypeTexts.Literal($"{refusal.RuleId}: {refusal.Reason}.")});"
                : $"registry.Refuse(typeof({service.Implementation?.TypeOf ?? service.ServiceOf}), {TypeTexts.Literal(refusal.RuleId)}, {TypeTexts.Literal(refusal.Reason)});");
        }
        else if (service.IsClass)
        {
            writer.Line(service.TypeParameters.Count > 0
                ? $"registry.AddOpenDerived(typeof({service.ServiceOf}), typeof({service.WrapperOf}){Names(service)});"
                : $"registry.AddDerived<{service.Service}, {service.Wrapper}>({string.Join(", ", service.Operations)});");
        }
        else if (service.TypeParameters.Count > 0)
        {
            writer.Line($"registry.AddOpen(typeof({service.ServiceOf}), {implementation}, typeof({service.WrapperOf}){Names(service)});");
        }
        else
        {
            writer.Line($"registry.Add<{service.Service}>(");
            writer.Indent();
            writer.Line($"{implementation},");
            writer.Line($"static (inner, runtime) => new {service.Wrapper}(inner, runtime){(service.Operations.Count == 0 ? ");" : ",")}");
            for (var i = 0; i < service.Operations.Count; i++)
            {
                writer.Line(service.Operations[i] + (i == service.Operations.Count - 1 ? ");" : ","));
            }

            writer.Outdent();
        }
    }
}
