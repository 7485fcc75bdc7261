using System.Text;

namespace ActorProxy.Mappings.Sampling;

/// <summary>Hashes of texts that are equal on every node, in every process and version (FNV-1a over UTF-8, mixed).</summary>
public static class StableHash
{
    private const ulong Basis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    /// <summary>Hashes a text, such as the value of the header that a policy samples by, or a shadow's name.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = Basis;
        Span<byte> buffer = stackalloc byte[256];
        while (!text.IsEmpty)
        {
            // 64 characters need at most 192 bytes. A surrogate pair cut in two hashes as two replacement characters, everywhere alike.
            var part = text[..Math.Min(64, text.Length)];
            var length = Encoding.UTF8.GetBytes(part, buffer);
            foreach (var value in buffer[..length])
                hash = (hash ^ value) * Prime;
            text = text[part.Length..];
        }

        return SplitMix.Mix(hash);
    }
}
