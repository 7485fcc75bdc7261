using System.Globalization;
using System.Text;

namespace ActorProxy.Mappings.Reading;

/// <summary>What a scalar means by the rules of the YAML library of Kubernetes (go-yaml: YAML 1.1 booleans, no timestamps).</summary>
internal enum ScalarType
{
    Null,
    Flag,
    Integer,
    Decimal,
    Text,
}

/// <summary>A scalar and its resolved type.</summary>
internal sealed class YamlScalar : YamlNode
{
    /// <summary>Creates a scalar.</summary>
    /// <param name="line">One-based line in the file.</param>
    /// <param name="value">Its text, unquoted and unescaped.</param>
    /// <param name="isText">Whether it is text whatever it looks like (quoted, a block, or tagged as text).</param>
    public YamlScalar(int line, string value, bool isText)
        : base(line)
    {
        Value = value;
        Type = isText ? ScalarType.Text : Resolve(value);
    }

    public string Value { get; }

    public ScalarType Type { get; }

    public override int Size => 1;

    public override string Kind => Type switch
    {
        ScalarType.Null => "null",
        ScalarType.Flag => "a boolean",
        ScalarType.Integer or ScalarType.Decimal => "a number",
        _ => "text",
    };

    /// <summary>The boolean that a <see cref="ScalarType.Flag"/> stands for.</summary>
    public bool AsFlag => char.ToLowerInvariant(Value[0]) is 't' or 'y' || Value.Equals("on", StringComparison.OrdinalIgnoreCase);

    /// <summary>The number that the scalar stands for; false when it is none, or not finite.</summary>
    public bool TryNumber(out double number)
    {
        number = 0;
        return Type is ScalarType.Integer or ScalarType.Decimal
            && double.TryParse(
                Value.Replace("_", "", StringComparison.Ordinal),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out number)
            && double.IsFinite(number);
    }

    public override void AppendCanonical(StringBuilder text)
    {
        if (Type == ScalarType.Text)
            AppendQuoted(text, Value);
        else if (Type == ScalarType.Flag)
            text.Append(AsFlag ? "true" : "false");
        else if (TryNumber(out var number))
            text.Append(number.ToString("R", CultureInfo.InvariantCulture));
        else
            text.Append(Type == ScalarType.Null ? "null" : Value);
    }

    internal static void AppendQuoted(StringBuilder text, string value)
    {
        // Lengths instead of escapes: unambiguous, and nothing has to be looked at twice.
        text.Append(value.Length).Append('"').Append(value);
    }

    private static ScalarType Resolve(string value) => value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarType.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE"
            or "yes" or "Yes" or "YES" or "no" or "No" or "NO"
            or "on" or "On" or "ON" or "off" or "Off" or "OFF" => ScalarType.Flag,
        _ => ResolveNumber(value),
    };

    private static ScalarType ResolveNumber(string value)
    {
        var first = value[0];
        if (!char.IsAsciiDigit(first) && first is not ('+' or '-' or '.'))
            return ScalarType.Text;

        var plain = value.Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return ScalarType.Integer;

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(plain, Style, CultureInfo.InvariantCulture, out _) && value.Any(char.IsAsciiDigit)
            ? ScalarType.Decimal
            : ScalarType.Text;
    }
}
