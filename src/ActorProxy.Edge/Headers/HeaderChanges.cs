using ActorProxy.Mappings.Routing.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ActorProxy.Edge.Headers;

/// <summary>The changes that a Mapping makes to headers, ready to be applied.</summary>
internal sealed class HeaderChanges
{
    private readonly Change[] _changes;

    private HeaderChanges(Change[] changes) => _changes = changes;

    public static HeaderChanges None { get; } = new([]);

    /// <summary>
    /// Prepares the changes; those of headers that delimit messages or name the host are left out (Envoy refuses them too).
    /// </summary>
    public static HeaderChanges Compile(IReadOnlyList<HeaderMutation> mutations)
    {
        if (mutations.Count == 0)
            return None;

        var touchable = mutations.Where(mutation => !IsUntouchable(mutation.Name));
        return new HeaderChanges([.. touchable.Select(m => new Change(m.Kind, m.Name, HeaderFormat.Parse(m.Value)))]);
    }

    public void Apply(HttpContext context, HttpRequestMessage message)
    {
        foreach (var change in _changes)
        {
            if (change.Kind != HeaderMutationKind.Append)
                RequestHeaders.Remove(message, change.Name);
            if (change.Kind != HeaderMutationKind.Remove)
                RequestHeaders.Add(message, change.Name, change.Value.For(context));
        }
    }

    public void Apply(HttpContext context, IHeaderDictionary headers)
    {
        foreach (var change in _changes)
        {
            if (change.Kind == HeaderMutationKind.Remove)
                headers.Remove(change.Name);
            else if (change.Kind == HeaderMutationKind.Set)
                headers[change.Name] = change.Value.For(context);
            else
                headers[change.Name] = StringValues.Concat(headers[change.Name], change.Value.For(context));
        }
    }

    private static bool IsUntouchable(string name) =>
        name.Equals(HeaderNames.Host, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.TransferEncoding, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.Connection, StringComparison.OrdinalIgnoreCase)
        || name.Equals(HeaderNames.Upgrade, StringComparison.OrdinalIgnoreCase);

    private readonly record struct Change(HeaderMutationKind Kind, string Name, HeaderFormat Value);
}
