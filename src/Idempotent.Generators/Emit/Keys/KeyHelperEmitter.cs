using System.Globalization;
using Idempotent.Generators.Model.Keys;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit.Keys;

/// <summary>The method that writes values of one type.</summary>
internal static class KeyHelperEmitter
{
    public const string Class = "IdempotencyKeyValues";

    public static void Emit(IndentedWriter writer, KeyHelper helper)
    {
        writer.Open($"internal static void {helper.Name}(ref global::Idempotent.Keys.KeyWriter writer, {helper.Type} value)");
        var isNullable = helper.Absence != KeyAbsence.Never;
        if (isNullable)
        {
            writer.Open(helper.Absence == KeyAbsence.Default ? "if (value.IsDefault)" : "if (value is null)");
            writer.Line("writer.WriteNull();");
            writer.Line("return;");
            writer.Close();
            writer.Line();
        }

        if (helper.IsExact)
        {
            writer.Line($"global::Idempotent.Keys.KeyWriter.RequireExactType(value, typeof({helper.Type}));");
        }

        Body(writer, helper);
        writer.Close();
    }

    /// <param name="writer">Where to.</param>
    /// <param name="value">How the value is written.</param>
    /// <param name="keyWriter">The writer it goes to.</param>
    /// <param name="expression">The value.</param>
    /// <param name="start">A free name, where the value is sensitive; else null.</param>
    public static void Value(IndentedWriter writer, KeyValue value, string keyWriter, string expression, string? start)
    {
        var call = value.Form switch
        {
            KeyForm.Scalar => $"{keyWriter}.Write({value.Detail}{expression});",
            KeyForm.Bytes => $"{keyWriter}.WriteBytes({expression}{value.Detail});",
            KeyForm.Part => $"{keyWriter}.WritePart({expression});",
            _ => $"{Class}.{value.Detail}(ref {keyWriter}, {expression});",
        };
        writer.Line(start is null ? call : $"{{ var {start} = {keyWriter}.BeginSensitive(); {call} {keyWriter}.EndSensitive({start}); }}");
    }

    private static void Body(IndentedWriter writer, KeyHelper helper)
    {
        switch (helper.Kind)
        {
            case KeyHelperKind.Value or KeyHelperKind.Transparent:
                Member(writer, helper.Members[0]);
                break;
            case KeyHelperKind.Tuple:
                writer.Line($"writer.BeginTuple({helper.Members.Count.ToString(CultureInfo.InvariantCulture)});");
                foreach (var item in helper.Members)
                {
                    Member(writer, item);
                }

                break;
            case KeyHelperKind.Object:
                writer.Line("writer.BeginObject();");
                for (var i = 0; i < helper.Members.Count; i++)
                {
                    NamedMember(writer, helper.Members[i], $"member{i.ToString(CultureInfo.InvariantCulture)}");
                }

                writer.Line("writer.EndObject();");
                break;
            case KeyHelperKind.Hierarchy:
                Hierarchy(writer, helper);
                break;
            default:
                var writers = string.Join(", ", helper.Members.Select(static m => $"{Class}.{m.Value.Detail}"));
                writer.Line($"writer.Write{helper.Kind}<{helper.Arguments}>({helper.Cast}value, {writers});");
                break;
        }
    }

    private static void Member(IndentedWriter writer, KeyMember member) => Value(writer, member.Value, "writer", $"value{member.Access}", Start(member));

    private static string? Start(KeyMember member) => member.IsSensitive ? "sensitive" : null;

    private static void NamedMember(IndentedWriter writer, KeyMember member, string local)
    {
        var name = $"writer.Name({TypeTexts.Literal(member.Name)});";
        if (member.Absence == KeyAbsence.Never)
        {
            writer.Line(name);
            Member(writer, member);
            return;
        }

        var expression = member.Absence == KeyAbsence.Null ? local : $"value{member.Access}";
        writer.Open(member.Absence switch
        {
            KeyAbsence.Null => $"if (value{member.Access} is {{ }} {local})",
            KeyAbsence.Default => $"if (!value{member.Access}.IsDefault)",
            _ => $"if (value{member.Access}.ValueKind != global::System.Text.Json.JsonValueKind.Undefined)",
        });
        writer.Line(name);
        Value(writer, member.Value, "writer", expression, Start(member));
        writer.Close();
    }

    private static void Hierarchy(IndentedWriter writer, KeyHelper helper)
    {
        foreach (var derived in helper.Members)
        {
            writer.Open($"if (value.GetType() == typeof({derived.Access}))");
            if (derived.Name.Length > 0)
            {
                writer.Line($"writer.BeginDerived({derived.Name});");
            }

            Value(writer, derived.Value, "writer", $"({derived.Access})value", start: null);
            writer.Line("return;");
            writer.Close();
            writer.Line();
        }

        writer.Line($"global::Idempotent.Keys.KeyWriter.RequireExactType(value, typeof({helper.Type}));");
    }
}
