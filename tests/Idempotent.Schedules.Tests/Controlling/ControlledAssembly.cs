using Microsoft.Coyote.Runtime;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Idempotent.Schedules.Tests.Controlling;

/// <summary>An assembly that Coyote has rewritten, and the second pass over it: the calls that Coyote leaves uncontrolled lead to methods that are controlled.</summary>
internal sealed class ControlledAssembly : IDisposable
{
    private readonly DefaultAssemblyResolver _resolver = new();
    private readonly ModuleDefinition _module;
    private readonly string _path;

    public ControlledAssembly(string path)
    {
        _resolver.AddSearchDirectory(Path.GetDirectoryName(path));
        _resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        var symbols = new MemoryStream(File.ReadAllBytes(Path.ChangeExtension(path, ".pdb")));
        _module = ModuleDefinition.ReadModule(path, new() { ReadSymbols = true, SymbolStream = symbols, InMemory = true, AssemblyResolver = _resolver });
        _path = path;
    }

    /// <summary>The methods of this assembly that others are to call, by what they stand for.</summary>
    public Dictionary<string, MethodDefinition> Instead() => _module.GetTypes().SelectMany(static t => t.Methods)
        .Select(static m => (Method: m, Instead: m.CustomAttributes.FirstOrDefault(static a => a.AttributeType.Name == nameof(InsteadOfAttribute))))
        .Where(static m => m.Instead is not null)
        .ToDictionary(static m => Signature(m.Instead!, m.Method), static m => m.Method, StringComparer.Ordinal);

    /// <summary>Leads the calls there.</summary>
    public void Lead(Dictionary<string, MethodDefinition> instead)
    {
        foreach (var body in _module.GetTypes().SelectMany(static t => t.Methods).Where(static m => m.HasBody && !m.CustomAttributes.Any(IsInstead)).Select(static m => m.Body))
        {
            foreach (var call in body.Instructions.Where(static i => i.Operand is MethodReference).ToList())
            {
                var isBaseCall = call.OpCode == OpCodes.Call && ((MethodReference)call.Operand).Name == InsteadOfAttribute.Constructor;
                if (!isBaseCall && instead.TryGetValue(Signature((MethodReference)call.Operand), out var method))
                {
                    (call.OpCode, call.Operand) = (OpCodes.Call, _module.ImportReference(method));
                    RemoveComplaint(call);
                }

                RemoveMisplacedCheck(call);
            }
        }
    }

    /// <summary>A method, to plant a fault in it.</summary>
    public MethodBody BodyOf(string type, string method) => _module.GetTypes().Single(t => t.Name == type).Methods.Single(m => m.Name == method).Body;

    public void Save() => _module.Write(_path, new() { WriteSymbols = true });

    public void Dispose()
    {
        _module.Dispose();
        _resolver.Dispose();
    }

    /// <summary>Coyote reports the call just before it is made; now it is controlled.</summary>
    private static void RemoveComplaint(Instruction call)
    {
        if (call.Previous is { Operand: MethodReference { Name: nameof(ExceptionProvider.ThrowUncontrolledInvocationException) } } complaint)
        {
            Remove(complaint);
        }
    }

    /// <summary>Coyote checks a ValueTask where it lies. Where the value is on the stack and no address is, its check is an invalid program: it is left out.</summary>
    private static void RemoveMisplacedCheck(Instruction call)
    {
        if (call.Operand is MethodReference { Name: nameof(ExceptionProvider.ThrowIfReturnedValueTaskNotControlled) } && call.Previous.Previous.Operand is MethodReference)
        {
            Remove(call);
        }
    }

    /// <summary>Removes a call to Coyote that takes one string more than it leaves.</summary>
    private static void Remove(Instruction call)
    {
        (call.Previous.OpCode, call.Previous.Operand) = (OpCodes.Nop, null);
        (call.OpCode, call.Operand) = (OpCodes.Nop, null);
    }

    private static bool IsInstead(CustomAttribute attribute) => attribute.AttributeType.Name == nameof(InsteadOfAttribute);

    private static string Signature(MethodReference method) => Text(method.DeclaringType, method.Name, method.Parameters.Select(static p => p.ParameterType));

    private static string Signature(CustomAttribute attribute, MethodDefinition instead)
    {
        var type = (TypeReference)attribute.ConstructorArguments[0].Value;
        var hasReceiver = instead.Parameters.FirstOrDefault()?.ParameterType.FullName == type.FullName;
        return Text(type, (string?)attribute.ConstructorArguments[1].Value ?? instead.Name, instead.Parameters.Skip(hasReceiver ? 1 : 0).Select(static p => p.ParameterType));
    }

    private static string Text(TypeReference type, string name, IEnumerable<TypeReference> parameters) =>
        $"{type.FullName}::{name}({string.Join(',', parameters.Select(static p => p.FullName))})";
}
