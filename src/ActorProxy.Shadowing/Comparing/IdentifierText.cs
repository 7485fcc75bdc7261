namespace ActorProxy.Shadowing.Comparing;

/// <summary>Tells identifiers (<c>1234</c>, UUIDs, hashes) from words, for grouping paths.</summary>
internal static class IdentifierText
{
    /// <summary>Shortest text of letters and digits that is taken for a random one, when both occur often.</summary>
    private const int RandomLength = 12;

    /// <summary>
    /// Whether the text is a number, or hexadecimal of at least eight with a digit (a UUID with its hyphens), or of at least twelve
    /// letters, digits, <c>-</c> and <c>_</c> of which a quarter or more are digits.
    /// </summary>
    public static bool LooksLikeOne(ReadOnlySpan<char> text)
    {
        var digits = 0;
        var hex = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c)) digits++;
            if (char.IsAsciiHexDigit(c) || c == '-') hex++;
            else if (!char.IsAsciiLetter(c) && c != '_') return false;
        }

        return digits > 0 && (digits == text.Length || (text.Length >= 8 && hex == text.Length) || (text.Length >= RandomLength && digits * 4 >= text.Length));
    }
}
