using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Model;

/// <summary>A method whose calls in this project are taken by an interceptor.</summary>
internal sealed record InterceptedMethodModel
{
    /// <summary>The generated file's name without its ending, from full metadata names.</summary>
    public required string HintName { get; init; }

    /// <summary>The class of descriptor and interceptor, unique to the method.</summary>
    public required string Class { get; init; }

    /// <summary>The interceptor: the method with the receiver as its first parameter and the type parameters of its type before its own.</summary>
    public required MethodModel Interceptor { get; init; }

    /// <summary>The parameter that the method is called on; null for a static method.</summary>
    public required string? Receiver { get; init; }

    /// <summary>How the receiver is handed over, with a trailing space, or "".</summary>
    public required string ReceiverModifiers { get; init; }

    /// <summary>Whether the first parameter is called on, as of an extension.</summary>
    public required bool IsExtension { get; init; }

    public required RuntimeSource Runtime { get; init; }

    /// <summary>The method's own type arguments in angle brackets, or "".</summary>
    public required string TypeArguments { get; init; }

    /// <summary>Ids of diagnostics that naming the method would report again.</summary>
    public required EquatableArray<string> SuppressedIds { get; init; }

    /// <summary>Why its calls throw; null where they run once per key.</summary>
    public required Refusal? Refusal { get; init; }
}

/// <summary>One call in the source.</summary>
/// <param name="Attribute">What the compiler knows the place by.</param>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
internal sealed record CallSiteModel(string Attribute, string File, int Line, int Column);

/// <summary>One call and the method that it reaches.</summary>
internal sealed record InterceptedCallModel(InterceptedMethodModel Method, CallSiteModel Site);

/// <summary>A method and all its calls, in the order of files and lines.</summary>
internal sealed record InterceptorModel(InterceptedMethodModel Method, EquatableArray<CallSiteModel> Sites);

/// <summary>A method of this project whose calls are taken, wherever they are.</summary>
/// <param name="Id">The method, as documentation names it.</param>
/// <param name="Operation">What start-up checks; null where it is refused.</param>
internal sealed record InterceptedDeclarationModel(string Id, CheckedOperationModel? Operation);
