using ActorProxy.Mappings.Matching;

namespace ActorProxy.Mappings.Shadows;

/// <summary>A text replaced in both replies before they are compared. Immutable; safe for any number of threads.</summary>
public sealed class Normalisation
{
    private readonly RegexReplacement _replacement;

    /// <summary>Compiles it.</summary>
    /// <param name="pattern">A regular expression (RE2), looked for anywhere in the text.</param>
    /// <param name="replace">What takes the place of its matches; <c>\1</c> stands for the first group.</param>
    /// <exception cref="ArgumentException">The pattern or the replacement is invalid.</exception>
    public Normalisation(string pattern, string replace)
    {
        Pattern = pattern;
        Replace = replace;
        _replacement = RegexReplacement.TryCreate(pattern, replace, out var error) ?? throw new ArgumentException(error, nameof(pattern));
    }

    /// <summary>What is looked for.</summary>
    public string Pattern { get; }

    /// <summary>What takes its place.</summary>
    public string Replace { get; }

    /// <summary>Replaces every match in <paramref name="text"/>.</summary>
    public string Apply(string text) => _replacement.Apply(text);
}
