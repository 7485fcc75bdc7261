using System.Text;

namespace ActorProxy.Shadowing.Copies;

/// <summary>Reads a header of a copy or of a reply.</summary>
internal static class CopyHeader
{
    /// <summary>A header, as texts.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static (string Name, string Value) Decode(ReadOnlyMemory<byte> encoded)
    {
        var (name, value) = Read(encoded);
        return (Encoding.Latin1.GetString(name.Span), Encoding.Latin1.GetString(value.Span));
    }

    /// <summary>A header, as it is encoded.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static (ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value) Read(ReadOnlyMemory<byte> encoded)
    {
        var (name, value) = (ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        var reader = new ProtoReader(encoded);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case CopyFields.HeaderName: name = reader.Bytes(); break;
                case CopyFields.HeaderValue: value = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }

        return (name, value);
    }
}
