namespace ActorProxy.Mappings.Shadows;

/// <summary>A path with holes: <c>/orders/{id}/items/*</c>. Immutable.</summary>
public sealed class PathTemplate
{
    private const string Rest = "**";

    private readonly string[] _segments;
    private readonly bool _hasRest;

    /// <summary>Prepares a template.</summary>
    /// <param name="text"><c>{name}</c> and <c>*</c> stand for one segment, <c>**</c> at the end for any number of them.</param>
    /// <exception cref="ArgumentException">It is not valid.</exception>
    public PathTemplate(string text)
    {
        if (!IsValid(text)) throw new ArgumentException($"{text} is not a path template", nameof(text));
        Text = text;
        _segments = text[1..].Split('/');
        _hasRest = _segments[^1] == Rest;
        if (_hasRest) _segments = _segments[..^1];
    }

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether a text is a template: it starts with <c>/</c>, and has <c>**</c> at most at its end.</summary>
    public static bool IsValid(string text)
    {
        var rest = text.IndexOf(Rest, StringComparison.Ordinal);
        return text.StartsWith('/') && (rest < 0 || (rest == text.Length - Rest.Length && text[rest - 1] == '/'));
    }

    /// <summary>Whether a path, without query, fits.</summary>
    public bool Matches(string path)
    {
        var at = 0;
        var rest = path.AsSpan(Math.Min(1, path.Length));
        foreach (var range in rest.Split('/'))
        {
            if (at == _segments.Length) return _hasRest;
            if (!IsHole(_segments[at]) && !rest[range].SequenceEqual(_segments[at])) return false;
            at++;
        }

        return at == _segments.Length;
    }

    private static bool IsHole(string segment) => segment is "*" or ['{', .., '}'];
}
