using System.Globalization;
using System.Text;

namespace ActorProxy.Shadowing.Comparing.Json;

/// <summary>
/// Brings JSON numbers to one form, exactly and at any size: <c>1.0</c>, <c>1</c> and <c>10e-1</c> are the same number, and two integers beyond 2^53
/// that differ in the last digit are not.
/// </summary>
internal static class JsonNumber
{
    // Larger exponents are kept as they were written: nobody means them, and they would overflow.
    private const int MaxExponentDigits = 9;

    /// <summary>The number as its significant digits and a power of ten, such as <c>-125E-1</c>; <c>0</c> for every zero.</summary>
    /// <param name="token">A valid JSON number in UTF-8.</param>
    public static string Canonical(ReadOnlySpan<byte> token)
    {
        if (token.Length <= 18 && IsPlainInteger(token)) return Encoding.ASCII.GetString(Trimmed(token, out var zeros)) + Power(zeros);

        var exponentAt = token.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = exponentAt < 0 ? token : token[..exponentAt];
        long exponent = 0;
        if (exponentAt >= 0 && !TryExponent(token[(exponentAt + 1)..], out exponent)) return Encoding.ASCII.GetString(token);

        var isNegative = mantissa[0] == '-';
        if (isNegative) mantissa = mantissa[1..];
        var point = mantissa.IndexOf((byte)'.');
        var digits = new StringBuilder(mantissa.Length);
        foreach (var digit in mantissa)
        {
            if (digit != '.' && (digit != '0' || digits.Length > 0)) digits.Append((char)digit);
        }

        if (point >= 0) exponent -= mantissa.Length - point - 1;
        while (digits.Length > 0 && digits[^1] == '0')
        {
            digits.Length--;
            exponent++;
        }

        return digits.Length == 0 ? "0" : $"{(isNegative ? "-" : "")}{digits}{Power(exponent)}";
    }

    /// <summary>The nearest double; infinite beyond its range.</summary>
    public static double Approximate(ReadOnlySpan<byte> token) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    private static bool IsPlainInteger(ReadOnlySpan<byte> token) => token[0] is >= (byte)'1' and <= (byte)'9' && !token.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> digits, out int zeros)
    {
        var trimmed = digits.TrimEnd((byte)'0');
        zeros = digits.Length - trimmed.Length;
        return trimmed;
    }

    private static string Power(long exponent) => exponent == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"E{exponent}");

    private static bool TryExponent(ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        return text.TrimStart("+-0"u8).Length <= MaxExponentDigits
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
    }
}
