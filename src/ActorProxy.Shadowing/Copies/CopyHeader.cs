using System.Text;

namespace ActorProxy.Shadowing.Copies;

/// <summary>Reads a header of a copy or of a reply.</summary>
internal static class CopyHeader
{
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static (string Name, string Value) Decode(ReadOnlyMemory<byte> encoded)
    {
        var (name, value) = ("", "");
        var reader = new ProtoReader(encoded);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case CopyFields.HeaderName: name = Encoding.Latin1.GetString(reader.Bytes().Span); break;
                case CopyFields.HeaderValue: value = Encoding.Latin1.GetString(reader.Bytes().Span); break;
                default: reader.Skip(); break;
            }
        }

        return (name, value);
    }
}
