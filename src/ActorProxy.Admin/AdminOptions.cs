namespace ActorProxy.Admin;

/// <summary>Settings of the admin listener.</summary>
public sealed record AdminOptions
{
    /// <summary>The default address: this machine only, because whoever reaches the port can change weights.</summary>
    public const string DefaultUrl = "http://127.0.0.1:9110";

    /// <summary>Where to listen, <c>http://HOST:PORT</c>; port 0 takes any free one. Default <see cref="DefaultUrl"/>.</summary>
    public string Url { get; init; } = DefaultUrl;
}
