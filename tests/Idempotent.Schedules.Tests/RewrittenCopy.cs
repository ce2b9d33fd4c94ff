using Idempotent.Schedules.Tests.Controlling;
using Mono.Cecil;
using Mono.Cecil.Cil;

[assembly: AssemblyFixture(typeof(Idempotent.Schedules.Tests.RewrittenCopy))]

namespace Idempotent.Schedules.Tests;

/// <summary>The rewritten copy of this program, and one with a fault planted in it. They stay after the run, so that a failing schedule can be run again.</summary>
public sealed class RewrittenCopy : IAsyncLifetime
{
    /// <summary>The library as it was built.</summary>
    public string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "rewritten");

    /// <summary>The library with a completion that can be lost between owner and joiner: a joiner does not look again, once it has the lock, whether the owner has ended.</summary>
    public string FolderThatLosesCompletions { get; } = Path.Combine(AppContext.BaseDirectory, "rewritten-losing-completions");

    public async ValueTask InitializeAsync()
    {
        await RewrittenProgram.CreateAsync(Folder);
        RewrittenProgram.Copy(Folder, FolderThatLosesCompletions);
        using var library = new ControlledAssembly(Path.Combine(FolderThatLosesCompletions, RewrittenProgram.Library));
        var body = library.BodyOf("Call", "WhenEnded");
        var look = body.Instructions.Single(static i => i.Operand is MethodReference { Name: "get_IsEnded" });
        body.GetILProcessor().InsertAfter(look, Instruction.Create(OpCodes.Ldc_I4_0));
        (look.OpCode, look.Operand) = (OpCodes.Pop, null);
        library.Save();
    }

    public ValueTask DisposeAsync() => default;
}
