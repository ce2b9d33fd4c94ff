namespace Idempotent.Registering;

/// <summary>
/// Written by the generator: what the stored records of one operation of this assembly are found and compared by, in the words of <c>idempotency.lock</c>, which is written from it. Nothing reads it at
/// run time.
/// </summary>
/// <param name="operation">The operation's name, with a comma for each further type argument in angle brackets.</param>
/// <param name="facts">Each part of key and fingerprint, the retention, the store and the schema.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class OperationContractAttribute(string operation, params string[] facts) : Attribute
{
    /// <summary>The operation, e.g. <c>payments.charge</c> or <c>Shop.IRepository.Save&lt;,&gt;</c>.</summary>
    public string Operation { get; } = operation;

    /// <summary>The facts, e.g. <c>key orderId string</c>.</summary>
    public IReadOnlyList<string> Facts { get; } = facts;
}
