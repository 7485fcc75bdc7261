using System.Net.Http.Headers;

namespace ActorProxy.Shadowing.Comparing.Bodies;

/// <summary>What a <c>Content-Type</c> says about a body.</summary>
/// <param name="Name">The media type in lower case, without parameters; empty when there is none.</param>
/// <param name="Charset">The character set, unquoted; null when it names none.</param>
internal readonly record struct MediaType(string Name, string? Charset)
{
    /// <summary>Whether it says JSON.</summary>
    public bool IsJson => Name is "application/json" or "text/json" || Name.EndsWith("+json", StringComparison.Ordinal);

    /// <summary>Whether it says text that has a character set.</summary>
    public bool IsText => IsJson || Name.StartsWith("text/", StringComparison.Ordinal) || Name.EndsWith("+xml", StringComparison.Ordinal)
        || Name is "application/xml" or "application/javascript" or "application/x-www-form-urlencoded" or "application/graphql";

    /// <summary>Whether it says gRPC with its length-prefixed messages (not the base64 text of gRPC-Web).</summary>
    public bool IsGrpc => Name.StartsWith("application/grpc", StringComparison.Ordinal) && !Name.StartsWith("application/grpc-web-text", StringComparison.Ordinal);

    /// <summary>Reads the header's value; what cannot be read counts as absent.</summary>
    public static MediaType Parse(string? value) =>
        MediaTypeHeaderValue.TryParse(value, out var parsed)
            ? new MediaType(parsed.MediaType?.ToLowerInvariant() ?? "", parsed.CharSet?.Trim('"'))
            : new MediaType("", null);
}
