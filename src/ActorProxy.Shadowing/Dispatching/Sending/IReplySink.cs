namespace ActorProxy.Shadowing.Dispatching.Sending;

/// <summary>Sees a shadow's reply as it is read; what nobody wants to see is read and dropped. Called on one thread at a time, in the reply's order.</summary>
internal interface IReplySink
{
    /// <summary>The reply's head begins; informational (1xx) ones are not told.</summary>
    void Status(int status);

    /// <summary>A header of the head, bytes as they came.</summary>
    void Header(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

    /// <summary>A piece of the body, without the frames of its chunks.</summary>
    void Body(ReadOnlySpan<byte> piece);

    /// <summary>A trailer, bytes as they came.</summary>
    void Trailer(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);
}
