using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ActorProxy.Conformance.Tests.Model;

/// <summary>Bytes for one connection, as a case writes them: characters up to 255, and placeholders.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsByteByByte">Whether each byte is sent by itself.</param>
internal sealed partial record RawText(string Text, bool IsByteByByte)
{
    /// <summary>The bytes.</summary>
    /// <param name="marker">Makes the header line that marks the request of a number.</param>
    public byte[] Bytes(Func<int, string> marker) => Encoding.Latin1.GetBytes(Placeholder().Replace(Text, match =>
    {
        var number = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups[1].Value switch
        {
            "m" => marker(number),
            "h" => string.Concat(Enumerable.Range(1, number).Select(i => string.Create(CultureInfo.InvariantCulture, $"X-Many-{i}: {i}\r\n"))),
            _ => new string('x', number),
        };
    }));

    [GeneratedRegex(@"\$\{([mhx])(\d+)\}")]
    private static partial Regex Placeholder();
}
