using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Secrets and personal data that enter the key as they are. By name, and only where the part is that value alone: in an object's hash nobody finds it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM207ReadableSecret() : OperationRule(s_rule)
{
    private static readonly HashSet<string> s_secrets = new(
        [
            "password", "passwd", "passphrase", "secret", "apikey", "accesstoken", "refreshtoken", "bearertoken", "authtoken", "privatekey", "otp", "cvv", "cvv2", "cvc",
            "cardnumber", "creditcardnumber", "creditcard", "cardpan", "primaryaccountnumber",
        ],
        StringComparer.Ordinal);

    private static readonly HashSet<string> s_personal = new(
        [
            "email", "emailaddress", "phone", "phonenumber", "mobilenumber", "ssn", "socialsecuritynumber", "nationalid", "passportnumber", "iban", "dateofbirth", "birthdate", "birthday",
        ],
        StringComparer.Ordinal);

    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM207", "Secret or personal data readable in the key",
        "'{1}' is {2} and part of the key of '{0}', so that the store shows it, or a hash that is soon guessed: keep it out of the clear with [IdempotencyKey(Sensitive = true)]",
        RuleCategory.Keys, DiagnosticSeverity.Warning, nameof(IDEM207ReadableSecret));

    /// <summary>A secret is a warning, personal data a suggestion.</summary>
    public override bool MayReportLess => true;

    protected override void Check(Annotation annotation, KnownSymbols known, Reporter reporter)
    {
        foreach (var part in KeyParser.KeyOf(annotation.Carrier, known))
        {
            if (!part.Mark.IsSensitive && IsText(part.Type) && (NameWords.EndsIn(part.Place.Symbol.Name, s_secrets), NameWords.EndsIn(part.Place.Symbol.Name, s_personal)) is (var isSecret, var isPersonal) && (isSecret || isPersonal))
            {
                var place = Places.OfKey(annotation.Carrier, part.Place.Symbol, part.Place.Path);
                reporter.Report(
                    place, isSecret ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info, Places.ToChange(part.Place.Symbol, place), annotation.Carrier.Name, part.Place.Path, isSecret ? "a secret" : "personal data");
            }
        }
    }

    /// <summary>Text, numbers and dates can be read or guessed; a Guid, a flag or a type of the project's own can't.</summary>
    private static bool IsText(ITypeSymbol type) => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
        ? IsText(nullable.TypeArguments[0])
        : type.TypeKind != TypeKind.Enum && KeyTypes.Scalar(type)?.Kind is "string" or "integer" or "date" or "datetime" or "instant";
}
